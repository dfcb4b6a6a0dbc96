"""Figures below headings: what a grid shows by position alone."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
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
"""Block of the document, grid column, block of the form (by its id)."""


@define
class Alignment:
    """The headings over each grid column, from the top down, and the grids whose figures do not stand below them."""

    heads: dict[Place, list[tuple[int, Target]]] = field(factory=dict)
    loose: set[tuple[int, int]] = field(factory=set)
    ends: dict[tuple[int, int], int] = field(factory=dict)
    """By grid and block of the form, the grid column in which its headings end."""
    _below: dict[tuple[Place, int], Column | None] = field(factory=dict)
    """What was found below so many headings of a grid column: the rows of a table have it in common."""

    @classmethod
    def of(cls, scan: TableScan) -> Alignment:
        """The alignment in all grids of a document."""
        alignment = cls()
        for token, targets in scan.heads:
            for target in targets if token.grid else ():
                if target.columns:
                    grid, end = (token.block, id(target.block)), token.column + token.column_span
                    alignment.ends[grid] = max(alignment.ends.get(grid, 0), end)
                    for column in range(token.column, token.column + min(token.column_span, MAX_SPAN)):
                        place = token.block, column, id(target.block)
                        alignment.heads.setdefault(place, []).append((token.row, target))
        for row in scan.rows:
            for token in alignment._figures(row, row.values):
                grid = token.block, id(row.block)
                if token.grid and token.filled and grid not in alignment.loose and not alignment._above(row, token):
                    alignment.loose.add(grid)
        return alignment

    def columns(self, row: RowFound, tokens: Sequence[Token]) -> tuple[list[Column], list[Token]] | None:
        """The columns with their figures; None unless every column of the form has exactly one, and the grid's other
        figures all stand below headings too. Empty, if the headings contradict each other: then nothing is certain."""
        if (tokens[0].block, id(row.block)) in self.loose:
            return None
        below: dict[str, list[Token]] = {}
        columns: dict[str, Column] = {}
        for token in self._figures(row, tokens):
            if column := self._above(row, token):
                columns[column.key] = column
                below.setdefault(column.key, []).append(token)
        groups = row.groups if not row.block.label_columns else ()
        wanted = [c for c in row.block.columns if not c.extra and (not groups or c.under[-1] in groups)]
        if not all(column.key in columns for column in wanted):
            return None
        figures: list[Token] = []
        for cells in below.values():
            if any(b.column > a.column + a.column_span for a, b in pairwise(cells)):
                return [], []  # the same heading again, further right: last year's, perhaps
            filled = [token for token in cells if token.filled]
            if len({token.text.strip() for token in filled}) > 1:
                return None
            figures.append(filled[0] if filled else cells[0])
        order = [column for column in row.block.columns if column.key in columns]
        if list(columns.values()) != order and not self._grouped(row, list(columns.values()), figures):
            return [], []
        return list(columns.values()), figures

    def contradicts(self, row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> bool:
        """Whether a figure would be read in another column than that of the heading above it, in a table whose headings
        and figures end in the same place; or beside the cell below its only heading."""
        if not row.labelled:
            return False  # several headings of the same words stand there, in pieces
        line = [token for token in row.values if token.line == tokens[0].line]
        if len(columns) == 1:
            under = [token for token in line if self._above(row, token) is columns[0]]
            return bool(under) and not any(token.text == tokens[0].text for token in under)
        if max(token.column + token.column_span for token in line) != self.ends.get((tokens[0].block, id(row.block))):
            return False
        above = [self._above(row, token) for token in tokens]
        # A heading printed twice, once by mistake, has one of its own.
        right = {id(column) for head, column in zip(above, columns, strict=True) if head is column}
        return any(h and h is not c and id(h) not in right for h, c in zip(above, columns, strict=True))

    def _grouped(self, row: RowFound, columns: Sequence[Column], figures: Sequence[Token]) -> bool:
        """Whether each column stands below its merged heading, where the grid has that: a heading that lost its span
        leaves its columns below others."""
        block, form_block = figures[0].block, id(row.block)
        above = {
            place[1]: {target.label for _, target in heads}
            for place, heads in self.heads.items()
            if (place[0], place[2]) == (block, form_block)
        }
        seen = set().union(*above.values())
        return all(
            label not in seen or label in above.get(token.column, ())
            for column, token in zip(columns, figures, strict=True)
            for label in column.under
        )

    def _above(self, row: RowFound, token: Token) -> Column | None:
        place = token.block, token.column, id(row.block)
        heads = self.heads.get(place)
        if not heads:
            return None
        count = bisect_left(heads, token.row, key=lambda head: head[0])
        if (place, count) not in self._below:
            self._below[place, count] = _in_common([target for _, target in heads[max(0, count - MAX_HEADS) : count]])
        return self._below[place, count]

    def _figures(self, row: RowFound, tokens: Sequence[Token]) -> Sequence[Token]:
        """The cells of figures: without a number of the row, which a row without label may begin with."""
        columns = sum(not column.extra for column in row.block.columns)
        numbered = not row.block.label_columns and len(tokens) == columns + 1 and self._above(row, tokens[0]) is None
        return tokens[1:] if numbered else tokens


def _in_common(heads: Sequence[Target]) -> Column | None:
    """The one column that headings above each other leave over; the lowest must be a column's own label."""
    if not heads or heads[-1].role != "column":
        return None
    candidates = list(heads[-1].columns)
    for target in reversed(heads[:-1]):
        candidates = [column for column in candidates if column in target.columns] or candidates
    return candidates[0] if len(candidates) == 1 else None
