"""Columns that the form does not have, and the form's own in another order."""

from __future__ import annotations

from random import Random

from attrs import evolve

from gipcore.documents import Grid
from gipcore.testing.cutting import arranged, head_height
from gipcore.testing.pages import Damage, Page, Slot, rows_of, rows_with, slots


def trailing_columns(page: Page, random: Random) -> Page:
    """One or two empty columns at the right end."""
    count = random.choice([1, 2])

    def change(grid: Grid) -> Grid:
        width = grid.column_count
        extra = [Slot("", r, width + c) for r in range(grid.row_count) for c in range(count)]
        return arranged([*slots(grid), *extra], grid.place)

    return page.map_grids(change)


def leading_column(page: Page, random: Random) -> Page:
    """An empty column at the left end."""
    return _before(page, lambda row, first: "")


def index_column(page: Page, random: Random) -> Page:
    """A column 序号 with running numbers at the left end."""
    return _before(page, lambda row, first: "序号" if row == 0 else "" if row < first else str(row - first + 1))


def _before(page: Page, text) -> Page:  # type: ignore[no-untyped-def]
    def change(grid: Grid) -> Grid:
        first = head_height(grid)
        moved = [evolve(s, column=s.column + 1) for s in slots(grid)]
        return arranged([*moved, *(Slot(text(r, first), r, 0) for r in range(grid.row_count))], grid.place)

    return page.map_grids(change)


def subtotal_column(page: Page, random: Random) -> Page:
    """Table three has a column with the sum of the five kinds of organisations."""
    return _subtotal(page, random, right=True)


def subtotal_column_wrong(page: Page, random: Random) -> Page:
    """As ``subtotal_column``, in one row with a wrong sum."""
    return _subtotal(page, random, right=False)


def organisations(grid: Grid) -> Slot | None:
    """The heading 法人或其他组织 of table three, if it stands over its five columns and figures follow."""
    five = (s for s in slots(grid) if s.role == "head" and s.column_span == 5 and s.table == "applications")
    return next(five, None) if any(s.cell for s in slots(grid)) else None


def _subtotal(page: Page, random: Random, *, right: bool) -> Page:
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        head = organisations(grid)
        if head is None:
            return grid
        before, at, top = head.column, head.column + 5, head_height(grid)
        moved: list[Slot] = []
        for s in slots(grid):
            if s is head:
                s = evolve(s, column_span=6)
            elif s.column >= at:
                s = evolve(s, column=s.column + 1)
            elif s.column + s.column_span > at:
                s = evolve(s, column_span=s.column_span + 1)
            moved.append(s)
        moved.append(
            Slot(random.choice(["小计", "法人或其他组织小计"]), top - 1, at, role="head", table="applications")
        )
        wrong = random.randrange(top, grid.row_count)
        for number, row in enumerate(rows_of(grid)):
            parts = [s for s in row if s.cell and before <= s.column < at]
            if parts:
                plain = [s.text.strip() for s in parts]
                if not all(t.isdecimal() or not t for t in plain):
                    unsure.update(rows_with(page, [parts[0].cell]))
                total = sum(int(t) for t in plain if t.isdecimal())
                if number == wrong and not right:
                    total += 1
                    unsure.update(rows_with(page, [parts[0].cell]))
                moved.append(Slot(str(total), number, at, table="applications"))
        return arranged(moved, grid.place)

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def columns_reordered(page: Page, random: Random) -> Page:
    """The columns of table three in another order, under clear headings."""

    def change(grid: Grid) -> Grid:
        head = organisations(grid)
        if head is None:
            return grid
        first, five, width = head.column - 1, list(range(head.column, head.column + 5)), grid.column_count
        random.shuffle(five)
        outer: list[list[int]] = [[first], five, [head.column + 5]]
        while outer[0] == [first]:
            random.shuffle(outer)
        order = [*range(first), *(c for part in outer for c in part), *range(head.column + 6, width)]
        moved = []
        for s in slots(grid):
            moved.append(evolve(s, column=min(order.index(c) for c in range(s.column, s.column + s.column_span))))
        return arranged(moved, grid.place)

    return page.map_grids(change)


def head_spans_lost(page: Page, random: Random) -> Page:
    """法人或其他组织 covers one column instead of five, and the headings behind it moved to the left, as some
    converters do it: the headings no longer stand over their columns."""

    def change(grid: Grid) -> Grid:
        head = organisations(grid)
        if head is None:
            return grid
        moved: list[Slot] = []
        for s in slots(grid):
            if s is head:
                s = evolve(s, column_span=1)
            elif s.role == "head" and s.row == head.row and s.column > head.column:
                s = evolve(s, column=s.column - 4)
            elif s.role == "head" and s.row > head.row and s.column > head.column:
                s = evolve(s, column=s.column + 1)
            moved.append(s)
        return arranged(moved, grid.place)

    return page.map_grids(change).doubting(page.form.cells)


DAMAGES: tuple[Damage, ...] = (
    trailing_columns,
    leading_column,
    index_column,
    subtotal_column,
    subtotal_column_wrong,
    columns_reordered,
    head_spans_lost,
)
