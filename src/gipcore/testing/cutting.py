"""Tables cut and put together, their merged cells with them."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve

from gipcore.documents import Grid, Place
from gipcore.testing.pages import Slot, slots


def cut(grid: Grid, top: int, bottom: int, *, repeat: bool = False) -> Grid:
    """The rows from *top* to before *bottom*; a merged cell that reaches in from above is empty or repeated."""
    kept: list[Slot] = []
    for slot in slots(grid):
        first, last = max(slot.row, top), min(slot.row + slot.row_span, bottom)
        if first < last:
            text = slot.text if repeat or slot.row >= top else ""
            kept.append(evolve(slot, text=text, row=first - top, row_span=last - first))
    return Grid(tuple(sorted(kept, key=lambda s: (s.row, s.column))), grid.place)


def stacked(parts: Sequence[Grid], place: Place) -> Grid:
    """Tables one below the other as one."""
    cells: list[Slot] = []
    top = 0
    for part in parts:
        cells.extend(evolve(slot, row=slot.row + top) for slot in slots(part))
        top += part.row_count
    return Grid(tuple(cells), place)


def head_height(grid: Grid) -> int:
    """The rows above the first figures."""
    return min((s.row for s in slots(grid) if s.cell), default=0)


def arranged(cells: Sequence[Slot], place: Place) -> Grid:
    """A table of cells in reading order, whatever their order was."""
    return Grid(tuple(sorted(cells, key=lambda slot: (slot.row, slot.column))), place)


def closed(grid: Grid, at: int) -> Grid:
    """The grid without a row; cells merged over it become one row lower."""
    kept = []
    for s in slots(grid):
        if s.row == at and s.row_span == 1:
            continue
        if s.row <= at < s.row + s.row_span:
            s = evolve(s, row_span=s.row_span - 1)
        elif s.row > at:
            s = evolve(s, row=s.row - 1)
        kept.append(s)
    return arranged(kept, grid.place)
