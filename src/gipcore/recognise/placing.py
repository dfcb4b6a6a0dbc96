"""Figures in their cells, or a row whose figures cannot be placed, and why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from attrs import define, frozen

from gipcore.forms import Column
from gipcore.recognise.column_order import columns_in_order
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token
from gipcore.values import Reason


@frozen
class Placed:
    """One figure in its cell."""

    cell: str
    text: str
    token: Token
    column: Column


@frozen
class NotPlaced:
    """A row whose figures cannot be placed: its cells, what stood there, and why."""

    cells: tuple[str, ...]
    text: str
    token: Token
    reason: Reason


Result: TypeAlias = list[Placed] | NotPlaced


@define
class Lineup:
    """A row, the columns that its figures are of from left to right, and its figures line by line.

    ``columns`` is None where the headings leave the order open.
    """

    row: RowFound
    columns: list[Column] | None
    lines: list[list[Token]]

    @classmethod
    def of(cls, row: RowFound) -> Lineup:
        columns = columns_in_order(row.block, row.head, row.groups, len(row.cells()))
        return cls(row, columns, row.by_line())

    @property
    def one_a_line(self) -> bool:
        """Whether a text has one figure on each line, and none beside the label."""
        beside = self.row.line if self.row.label else -1
        return not any(len(line) > 1 or line[0].grid or line[0].line == beside for line in self.lines)


def in_order(row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> list[Placed]:
    """As many figures as columns, each in its own."""
    pairs = zip(columns, tokens, strict=True)
    return [Placed(row.block.cell_id(row.row, column), token.text, token, column) for column, token in pairs]


def not_placed(row: RowFound, reason: Reason) -> NotPlaced:
    """All cells of the row, and what stood there."""
    columns = [column for column in row.block.columns if not column.extra]
    tokens = row.cells()
    if not row.block.label_columns and row.groups and len(tokens) != len(columns):
        columns = [c for c in columns if c.under and c.under[-1] in row.groups] or columns
    figures = [token.text.strip() for token in tokens if token.filled]
    if len(figures) == 1 and len(columns) > 1 and len(figures[0]) > 1:
        reason = "run-together"
    cells = tuple(row.block.cell_id(row.row, column) for column in columns)
    return NotPlaced(cells, " ".join(figures), tokens[0], reason)
