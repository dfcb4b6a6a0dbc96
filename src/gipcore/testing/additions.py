"""Columns and rows that offices add to the form's tables, for their own use."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from attrs import evolve

from gipcore.documents import Grid
from gipcore.testing.cutting import arranged, closed, cut, head_height, stacked
from gipcore.testing.pages import Damage, Page, Slot, figures, grids, rows_of, rows_with_blanks, slots

Text: TypeAlias = Callable[[int], str]
"""What stands in a row of a further column."""


def with_column(grid: Grid, at: int, text: Text, role: str = "other") -> Grid:
    """The table with a further column before column *at*; cells merged over that place become one wider."""
    moved: list[Slot] = []
    for s in slots(grid):
        if s.column >= at:
            s = evolve(s, column=s.column + 1)
        elif s.column + s.column_span > at:
            s = evolve(s, column_span=s.column_span + 1)
        moved.append(s)
    covered = {(s.row + r, at) for s in moved for r in range(s.row_span) if s.column <= at < s.column + s.column_span}
    new = [Slot(text(row), row, at) for row in range(grid.row_count) if (row, at) not in covered]
    return arranged([*moved, *new], grid.place)


def _right(page: Page, title: str, text: Callable[[], str]) -> Page:
    def change(grid: Grid) -> Grid:
        top, rows = head_height(grid), rows_of(grid)

        def cell(row: int) -> str:
            return title if row == top - 1 else text() if figures(rows[row]) else ""

        return with_column(grid, grid.column_count, cell)

    return page.map_grids(change).doubting(page.form.cells)


def percentages_column(page: Page, random: Random) -> Page:
    """A column 占比 at the right end."""
    return _right(page, "占比", lambda: f"{random.randrange(0, 1000) / 10}%")


def changes_column(page: Page, random: Random) -> Page:
    """A column 同比增减 at the right end, whose figures look like any others."""
    return _right(page, "同比增减", lambda: str(random.randrange(-9, 10)))


def last_years_column(page: Page, random: Random) -> Page:
    """A column 上年数 with last year's figures at the right end."""
    return _right(page, random.choice(["上年数", "上年同期", "2022年"]), lambda: str(random.randrange(0, 100)))


def remarks_column(page: Page, random: Random) -> Page:
    """A column 备注 at the right end, empty but for a few rows."""
    changed = _right(page, "备注", lambda: random.choice(["", "", "", "见附件", "含结转"]))
    return evolve(changed, doubtful=page.doubtful | rows_with_blanks(page) | _bare(page))


def _bare(page: Page) -> set[str]:
    return {id_ for id_, cell in page.form.cells.items() if not cell.row.path}


def codes_column(page: Page, random: Random) -> Page:
    """A column 行次 with running numbers between the labels and the figures."""

    def change(grid: Grid) -> Grid:
        top, rows = head_height(grid), rows_of(grid)
        at = min(s.column for s in slots(grid) if s.cell)

        def cell(row: int) -> str:
            return "行次" if row == top - 1 else str(row - top + 1) if figures(rows[row]) else ""

        return with_column(grid, at, cell)

    return page.map_grids(lambda g: change(g) if any(s.cell for s in slots(g)) else g).doubting(page.form.cells)


def columns_numbered(page: Page, random: Random) -> Page:
    """Below the headings a row 栏次 that numbers the columns of figures."""

    def change(grid: Grid) -> Grid:
        top = head_height(grid)
        places = sorted({s.column for s in slots(grid) if s.cell})
        if not places or top == 0:
            return grid
        first = [Slot("栏次" if c == 0 else "", 0, c) for c in range(places[0])]
        numbers = [Slot(str(n), 0, c) for n, c in enumerate(range(places[0], grid.column_count), 1)]
        return stacked([cut(grid, 0, top), Grid((*first, *numbers)), cut(grid, top, grid.row_count)], grid.place)

    return page.map_grids(change).doubting(_bare(page))


def spacer_columns(page: Page, random: Random) -> Page:
    """An empty hair-thin column behind each column of figures."""

    def change(grid: Grid) -> Grid:
        for at in sorted({s.column + 1 for s in slots(grid) if s.cell and s.column_span == 1}, reverse=True):
            grid = with_column(grid, at, lambda row: "")
        return grid

    return page.map_grids(change).doubting(page.form.cells)


def total_rows(page: Page, random: Random) -> Page:
    """A row 合计 at the end of each table."""

    def change(grid: Grid) -> Grid:
        at = min((s.column for s in slots(grid) if s.cell), default=1)
        label = [Slot("合计" if c == 0 else "", 0, c) for c in range(at)]
        last = [Slot(str(random.randrange(0, 100)), 0, c) for c in range(at, grid.column_count)]
        return stacked([grid, Grid((*label, *last))], grid.place) if at else grid

    return page.map_grids(change).doubting(rows_with_blanks(page))


def zero_rows_left_out(page: Page, random: Random) -> Page:
    """Rows that hold nothing but zeros are not there."""

    def change(grid: Grid) -> Grid:
        for number, row in reversed(list(enumerate(rows_of(grid)))):
            texts = [s.text.strip() for s in row if s.cell]
            labels = [s for s in row if s.role == "label"]
            if texts and set(texts) <= {"0"} and labels and all(s.row_span == 1 for s in row) and grid.row_count > 4:
                grid = closed(grid, number)
        return grid

    return page.map_grids(change)


def heads_below(page: Page, random: Random) -> Page:
    """The headings of a table stand below its figures."""

    def change(grid: Grid) -> Grid:
        top = head_height(grid)
        if not 0 < top < grid.row_count or any(s.role == "band" for s in slots(grid)):
            return grid
        return stacked([cut(grid, top, grid.row_count), cut(grid, 0, top)], grid.place)

    return page.map_grids(change).doubting(page.form.cells)


def last_years_beside(page: Page, random: Random) -> Page:
    """Right of each table the same again with last year's figures, in one table."""

    def change(grid: Grid) -> Grid:
        width = grid.column_count
        year = [Slot("2023年", 0, 0, 1, width), Slot("2022年", 0, width, 1, width)]
        beside = [
            evolve(s, column=s.column + width, text=str(random.randrange(0, 100)) if s.cell else s.text, cell="")
            for s in slots(grid)
        ]
        both = arranged([*slots(grid), *beside], grid.place)
        return stacked([Grid(tuple(year)), both], grid.place)

    return page.map_grids(change).doubting(page.form.cells)


def last_years_tables_below(page: Page, random: Random) -> Page:
    """Below each table the same with last year's figures, in the same section."""
    blocks = []
    for index, block in enumerate(page.document.blocks):
        blocks.append(block)
        if any(index == at for at, _ in grids(page)) and isinstance(block, Grid):
            old = [evolve(s, text=str(random.randrange(0, 100)), cell="") if s.cell else s for s in slots(block)]
            blocks.append(Grid(tuple(old), block.place))
    return page.with_blocks(blocks).doubting(page.form.cells)


def two_reports(page: Page, random: Random) -> Page:
    """A subordinate body's whole report follows in the same file."""
    second = [
        evolve(
            block,
            cells=tuple(evolve(s, text=str(random.randrange(100)), cell="") if s.cell else s for s in slots(block)),
        )
        if isinstance(block, Grid)
        else block
        for block in page.document.blocks
    ]
    return page.with_blocks([*page.document.blocks, *second]).doubting(page.form.cells)


DAMAGES: tuple[Damage, ...] = (
    percentages_column,
    changes_column,
    last_years_column,
    remarks_column,
    codes_column,
    columns_numbered,
    spacer_columns,
    total_rows,
    zero_rows_left_out,
    heads_below,
    last_years_beside,
    last_years_tables_below,
    two_reports,
)
