"""Rows that the form does not have: empty ones, notes, subtotals, doubles."""

from __future__ import annotations

from random import Random

from attrs import evolve

from gipcore.documents import Grid
from gipcore.testing.cutting import arranged, closed, cut, head_height, stacked
from gipcore.testing.pages import Damage, Page, Slot, figures, rows_of, slots

NOTES = (
    "注：本表所列数据为截至2023年12月31日的数据。",
    "备注：行政许可 3 件，行政处罚 2 件",
    "说明：1.本年新收政府信息公开申请数量不含上年结转；2.总计为各项之和",
    "单位：件",
    "填报人：××× 审核人：××× 联系电话：0991-1234567",
)
"""What offices write below their tables."""


def empty_rows(page: Page, random: Random) -> Page:
    """Empty rows at the beginning, at the end, and between rows."""

    def change(grid: Grid) -> Grid:
        empty = Grid(tuple(Slot("", 0, c) for c in range(grid.column_count)))
        at = random.randrange(0, grid.row_count + 1)
        parts = [empty, cut(grid, 0, at), empty, cut(grid, at, grid.row_count), empty]
        return stacked([p for p in parts if p.cells], grid.place)

    return page.map_grids(change)


def note_row(page: Page, random: Random) -> Page:
    """A row across the table with a note, below or in the middle."""

    def change(grid: Grid) -> Grid:
        note = Grid((Slot(random.choice(NOTES), 0, 0, 1, grid.column_count),))
        at = random.choice([grid.row_count, random.randrange(head_height(grid), grid.row_count + 1)])
        return stacked([p for p in (cut(grid, 0, at), note, cut(grid, at, grid.row_count)) if p.cells], grid.place)

    return page.map_grids(change)


def unit_row(page: Page, random: Random) -> Page:
    """``单位：件`` in the last cell of a row above the table."""

    def change(grid: Grid) -> Grid:
        width = grid.column_count
        cells = [Slot("", 0, c) for c in range(width - 1)] + [Slot("单位：件", 0, width - 1)]
        return stacked([Grid(tuple(cells)), grid], grid.place)

    return page.map_grids(change)


def subtotal_rows(page: Page, random: Random) -> Page:
    """Below each group of table three stands a row 小计."""

    def change(grid: Grid) -> Grid:
        groups = [s for s in slots(grid) if s.role == "label" and s.row_span > 1 and s.column == 1]
        for group in reversed(groups):
            at = group.row + group.row_span
            columns = [s.column for s in slots(grid) if s.cell and s.row == at - 1]
            shifted = []
            for s in slots(grid):
                if s.row >= at:
                    s = evolve(s, row=s.row + 1)
                elif s.row + s.row_span > at or s is group:
                    s = evolve(s, row_span=s.row_span + 1)
                shifted.append(s)
            shifted.append(Slot("小计", at, 2))
            shifted += [Slot(str(random.randrange(9)), at, c) for c in columns]
            grid = arranged(shifted, grid.place)
        return grid

    return page.map_grids(change)


def row_twice(page: Page, random: Random) -> Page:
    """One row of each table stands twice, with the same figures."""

    def change(grid: Grid) -> Grid:
        able = [n for n, row in enumerate(rows_of(grid)) if figures(row)]
        if not able:
            return grid
        at = random.choice(able)
        return stacked([cut(grid, 0, at + 1), cut(grid, at, grid.row_count, repeat=True)], grid.place)

    return page.map_grids(change)


def row_twice_differing(page: Page, random: Random) -> Page:
    """One row of each table stands twice, with other figures: nobody knows which ones count."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [n for n, row in enumerate(rows) if any(s.cell and s.text.strip() for s in row)]
        if not able:
            return grid
        at = random.choice(able)
        unsure.update(figures(rows[at]))
        lower = cut(grid, at, grid.row_count, repeat=True)
        first = [s.row == 0 and bool(s.cell and s.text.strip()) for s in slots(lower)]
        other = Grid(tuple(evolve(s, text=s.text + "7") if f else s for f, s in zip(first, slots(lower), strict=True)))
        return stacked([cut(grid, 0, at + 1), other], grid.place)

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def undivided_other(page: Page, random: Random) -> Page:
    """（六）其他处理 is one row with figures, as in the form of 2019."""

    def change(grid: Grid) -> Grid:
        group = next((s for s in slots(grid) if s.text == "（六）其他处理" and s.row_span == 3), None)
        if group is None:
            return grid
        rows = rows_of(grid)
        keep = [s for s in rows[group.row] if s.cell]
        grid = closed(closed(grid, group.row + 2), group.row + 1)
        cells = []
        for s in slots(grid):
            if s.row == group.row and s.text == group.text:
                s = evolve(s, row_span=1, column_span=2)
            elif s.row == group.row and s.role == "label" and s.column > group.column:
                continue
            elif s.row == group.row and s.cell:
                s = evolve(s, text=str(1 + keep.index(next(k for k in keep if k.column == s.column)) % 3), cell="")
            cells.append(s)
        return arranged(cells, grid.place)

    return page.map_grids(change)


DAMAGES: tuple[Damage, ...] = (
    empty_rows,
    note_row,
    unit_row,
    subtotal_rows,
    row_twice,
    row_twice_differing,
    undivided_other,
)
