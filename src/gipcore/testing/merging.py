"""What becomes of merged cells: dropped, padded, repeated."""

from __future__ import annotations

from random import Random

from gipcore.documents import Grid
from gipcore.testing.pages import Damage, Page, Slot, grid_of, grids, rows_of, rows_with_blanks, slots


def merged_dropped(page: Page, random: Random) -> Page:
    """A merged cell's text stands once; the places that it covered are gone, so that rows differ in length."""
    return page.map_grids(lambda grid: grid_of(rows_of(grid), grid.place))


def merged_padded(page: Page, random: Random) -> Page:
    """A merged cell's text stands once, the other places that it covered are empty cells."""
    return page.map_grids(lambda grid: _spread(grid, repeat=False))


def merged_repeated(page: Page, random: Random) -> Page:
    """A merged cell's text stands in every place that it covered."""
    return page.map_grids(lambda grid: _spread(grid, repeat=True))


def merged_down_padded(page: Page, random: Random) -> Page:
    """Only cells merged over rows leave empty cells; those merged over columns leave nothing."""
    return page.map_grids(lambda grid: _spread(grid, repeat=False, along=False))


def merged_along_padded(page: Page, random: Random) -> Page:
    """Only cells merged over columns leave empty cells; those merged over rows leave nothing."""
    changed = page.map_grids(lambda grid: _spread(grid, repeat=False, down=False))
    return changed.doubting(rows_with_blanks(page))


def merged_labels_repeated(page: Page, random: Random) -> Page:
    """Labels are repeated down their rows, nothing else is: what spreadsheet programs do on "unmerge and fill"."""
    return page.map_grids(lambda grid: _spread(grid, repeat=False, repeat_down=True))


def _spread(grid: Grid, *, repeat: bool, down: bool = True, along: bool = True, repeat_down: bool = False) -> Grid:
    places: dict[tuple[int, int], Slot] = {}
    for slot in slots(grid):
        for r in range(slot.row_span):
            for c in range(slot.column_span):
                first = r == c == 0
                if (r and not down) or (c and not along):
                    continue
                kept = first or repeat or (repeat_down and c == 0)
                places[slot.row + r, slot.column + c] = (
                    slot if kept else Slot("", 0, 0, role=slot.role, table=slot.table)
                )
    rows: list[list[Slot]] = [[] for _ in range(grid.row_count)]
    for row, column in sorted(places):
        rows[row].append(places[row, column])
    return grid_of(rows, grid.place)


def unmerged(page: Page) -> Page:
    """The page without merged cells; tables that have none stay as they are."""
    if all(s.row_span == s.column_span == 1 for _, grid in grids(page) for s in slots(grid)):
        return page
    return page.map_grids(lambda grid: _spread(grid, repeat=False))


DAMAGES: tuple[Damage, ...] = (
    merged_dropped,
    merged_padded,
    merged_repeated,
    merged_down_padded,
    merged_along_padded,
    merged_labels_repeated,
)
