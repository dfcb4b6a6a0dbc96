"""The cells of a table as its rows spell them out, put together: what spans what, and where each cell lies.

A row says how many columns each cell covers and whether a cell goes on from the one above or from the one to the left.
Real files contradict themselves; whatever they say, the cells that come out do not overlap.
"""

from __future__ import annotations

from attrs import define, field, frozen

from gipcore.documents import GridCell
from gipcore.limits import MAX_SPAN
from gipcore_docx.markup import Element


@frozen
class RawCell:
    """A cell as its row gives it. ``down``: may go on below or comes from above; ``across``: the same, to the right
    (an older notation). ``None`` means neither, ``True`` that the cell goes on from a former one."""

    element: Element
    span: int = 1
    down: bool | None = None
    across: bool | None = None


@define
class Cell:
    """A cell of the table; it grows while the rows below go on with it."""

    row: int
    column: int
    column_span: int
    row_span: int = 1
    text: str = ""

    def frozen(self) -> GridCell:
        return GridCell(self.text, self.row, self.column, self.row_span, self.column_span)


@define
class Cells:
    """The cells of one table; rows are added from the top."""

    cells: list[Cell] = field(factory=list)
    rows: int = 0
    widest: int = 0
    """Most cells that one row has."""
    _above: dict[int, Cell] = field(factory=dict)
    """Of the last row, the cells that may go on, by the column of their left edge."""

    def add_row(self, row: list[RawCell], skipped: int = 0) -> list[tuple[Cell, Element]]:
        """Add a row that begins *skipped* columns from the left; gives the cells that begin in it, each with its
        element."""
        begun: list[tuple[Cell, Element]] = []
        below: dict[int, Cell] = {}
        column = skipped
        joined = _join_across(row)
        for raw in joined:
            above = self._above.get(column) if raw.down else None
            if above is not None and above.row_span < MAX_SPAN:
                above.row_span += 1
                # Where the rows disagree on the width, the cell keeps what all of them give it.
                above.column_span = min(above.column_span, raw.span)
                below[column] = above
            else:
                cell = Cell(self.rows, column, raw.span)
                begun.append((cell, raw.element))
                if raw.down is not None:
                    below[column] = cell
            column += raw.span
        self.cells.extend(cell for cell, _ in begun)
        self._above = below
        self.rows += 1
        self.widest = max(self.widest, len(joined))
        return begun


def _join_across(row: list[RawCell]) -> list[RawCell]:
    """The row with each cell and those that go on from it to the right made one."""
    joined: list[RawCell] = []
    for raw in row:
        if raw.across and joined and joined[-1].across is not None:
            first = joined[-1]
            joined[-1] = RawCell(first.element, min(first.span + raw.span, MAX_SPAN), first.down, first.across)
        else:
            joined.append(raw)
    return joined
