"""Figures below headings: what a grid shows by position alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TypeAlias

from attrs import define, field

from gipcore.forms import Column
from gipcore.limits import MAX_SPAN
from gipcore.recognise.labels import Target
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token

MAX_HEADS = 8
"""Headings above a figure that are looked at; the official tables have four rows of them."""
Place: TypeAlias = tuple[int, int, int]
"""Block of the document, grid column, block of the form."""


@define
class Alignment:
    """The headings over each grid column, from the top down, and the grids whose figures do not stand below them."""

    heads: dict[Place, list[tuple[int, Target]]] = field(factory=dict)
    loose: set[tuple[int, int]] = field(factory=set)

    @classmethod
    def of(cls, scan: TableScan) -> Alignment:
        alignment = cls()
        for token, targets in scan.heads:
            for target in targets:
                if token.grid and target.columns:
                    for column in range(token.column, token.column + min(token.column_span, MAX_SPAN)):
                        alignment.heads.setdefault((token.block, column, id(target.block)), []).append(
                            (token.row, target)
                        )
        for row in scan.rows:
            for token in alignment._figures(row, row.values):
                place = token.block, id(row.block)
                if (
                    token.grid
                    and token.text.strip()
                    and place not in alignment.loose
                    and not alignment._above(row, token)
                ):
                    alignment.loose.add(place)
        return alignment

    def columns(self, row: RowFound, tokens: Sequence[Token]) -> list[tuple[Column, Token]] | None:
        """Each column with its figure; None unless every column of the form has exactly one, and the grid's other
        figures all stand below headings too."""
        if (tokens[0].block, id(row.block)) in self.loose:
            return None
        found: dict[str, tuple[Column, list[Token]]] = {}
        for token in self._figures(row, tokens):
            column = self._above(row, token)
            if column is not None:
                found.setdefault(column.key, (column, []))[1].append(token)
        under = set(row.groups) if not row.block.label_columns else set()
        wanted = [c for c in row.block.columns if not c.extra and (not under or c.under[-1] in under)]
        if not all(column.key in found for column in wanted):
            return None
        result: list[tuple[Column, Token]] = []
        for column, cells in found.values():
            filled = [token for token in cells if token.text.strip()]
            if len({token.text.strip() for token in filled}) > 1:
                return None
            result.append((column, filled[0] if filled else cells[0]))
        return result

    def _above(self, row: RowFound, token: Token) -> Column | None:
        candidates: list[Column] | None = None
        heads = self.heads.get((token.block, token.column, id(row.block)), [])
        below = bisect_left(heads, token.row, key=lambda head: head[0])
        for _, target in reversed(heads[max(0, below - MAX_HEADS) : below]):
            if candidates is None:
                if target.role != "column":
                    return None
                candidates = list(target.columns)
            elif narrowed := [c for c in candidates if c in target.columns]:
                candidates = narrowed
        return candidates[0] if candidates and len(candidates) == 1 else None

    def _figures(self, row: RowFound, tokens: Sequence[Token]) -> Sequence[Token]:
        """The cells of figures: without a number of the row, which a row without label may begin with."""
        columns = sum(not column.extra for column in row.block.columns)
        numbered = not row.block.label_columns and len(tokens) == columns + 1 and self._above(row, tokens[0]) is None
        return tokens[1:] if numbered else tokens
