"""The form's own rows and columns set otherwise: in another order, put together, in other words."""

from __future__ import annotations

from itertools import groupby
from random import Random

from attrs import evolve

from gipcore.documents import Block, Grid, Place
from gipcore.testing.columns import organisations
from gipcore.testing.cutting import arranged, head_height, stacked
from gipcore.testing.pages import Damage, Page, Slot, figures, rows_of, slots

ENGLISH = {
    "规章": "Regulations",
    "行政规范性文件": "Normative documents",
    "行政许可": "Licences",
    "行政处罚": "Penalties",
    "自然人": "Natural persons",
    "商业企业": "Enterprises",
    "总计": "Total",
    "其他": "Other",
    "结果维持": "Upheld",
    "信息内容": "Content",
}


def bilingual(page: Page, random: Random) -> Page:
    """Some labels with English below."""

    def change(slot: Slot) -> Slot:
        english = ENGLISH.get(slot.text) if slot.role in ("label", "head") else None
        return evolve(slot, text=f"{slot.text}\n{english}") if english else slot

    return page.map_slots(change).doubting(page.form.cells)


def note_marks_on_labels(page: Page, random: Random) -> Page:
    """``行政许可①``, ``总计*``: marks of notes behind labels."""
    marks = ["①", "*", "[1]", "（注1）", "¹", "注"]

    def change(slot: Slot) -> Slot:
        if slot.role not in ("label", "head") or not slot.text or random.random() > 0.3:
            return slot
        return evolve(slot, text=slot.text + random.choice(marks))

    return page.map_slots(change).doubting(page.form.cells)


def parents_in_labels(page: Page, random: Random) -> Page:
    """``（三）不予公开 1.属于国家秘密``: the merged label stands in the row's own cell, and in front of it."""

    def change(grid: Grid) -> Grid:
        kept: list[Slot] = []
        for s in slots(grid):
            if s.role == "label" and s.row_span == 1 and (above := _above(grid, s)):
                s = evolve(s, text=f"{above.text}{random.choice(['', ' ', '-', '：'])}{s.text}")
            kept.append(s)
        return arranged(kept, grid.place)

    return page.map_grids(change).doubting(page.form.cells)


def _above(grid: Grid, own: Slot) -> Slot | None:
    """The innermost merged label left of a label."""
    left = [
        s
        for s in slots(grid)
        if s.role == "label" and s.row_span > 1 and s.row <= own.row < s.row + s.row_span and s.column < own.column
    ]
    return max(left, key=lambda s: s.column, default=None)


def labels_without_parents(page: Page, random: Random) -> Page:
    """The merged labels left of several rows are not there."""

    def change(slot: Slot) -> Slot:
        return evolve(slot, text="") if slot.role == "label" and slot.row_span > 1 else slot

    return page.map_slots(change).doubting(page.form.cells)


def rows_reordered(page: Page, random: Random) -> Page:
    """The rows below each heading in another order, as far as they have no merged labels."""

    def change(grid: Grid) -> Grid:
        top = head_height(grid)
        rows = rows_of(grid)
        able = [n for n, row in enumerate(rows) if n >= top and figures(row) and all(s.row_span == 1 for s in row)]
        able = [n for n in able if not any(s.row < n < s.row + s.row_span for s in slots(grid))]
        order = list(range(grid.row_count))
        for _, part in groupby(able, key=lambda n: id(page.form.cells[figures(rows[n])[0]].block)):
            places = list(part)
            for place, number in zip(places, random.sample(places, len(places)), strict=True):
                order[place] = number
        moved = [evolve(s, row=order.index(s.row)) for s in slots(grid)]
        return arranged(moved, grid.place)

    return page.map_grids(change)


def groups_in_one_cell(page: Page, random: Random) -> Page:
    """The rows of a merged label share one row: labels and figures one below the other in their cells."""

    def change(grid: Grid) -> Grid:
        groups = [s for s in slots(grid) if s.role == "label" and s.row_span > 1 and s.column == 1]
        if not groups:
            return grid
        group = random.choice(groups)
        rows = range(group.row, group.row + group.row_span)
        inside = [s for s in slots(grid) if s.row in rows and s.column > group.column]
        kept = [s for s in slots(grid) if s.row not in rows or s.column <= group.column]
        for column in sorted({s.column for s in inside}):
            stack = sorted((s for s in inside if s.column == column), key=lambda s: s.row)
            text = "\n".join(s.text.strip() for s in stack)
            kept.append(Slot(text, group.row, column, group.row_span, 1, cell=stack[0].cell, role=stack[0].role))
        return arranged(kept, grid.place)

    changed = page.map_grids(change)
    return changed.doubting(page.form.cells)


def organisations_in_one(page: Page, random: Random) -> Page:
    """法人或其他组织 is one column with the sum of its five."""

    def change(grid: Grid) -> Grid:
        head = organisations(grid)
        if head is None:
            return grid
        five = range(head.column, head.column + 5)
        kept: list[Slot] = []
        for s in slots(grid):
            if s is head:
                kept.append(evolve(s, column_span=1, row_span=s.row_span + 1))
            elif s.column not in five:
                over = s.column < head.column < s.column + s.column_span
                place = s.column - 4 if s.column > head.column else s.column
                kept.append(evolve(s, column=place, column_span=s.column_span - 4 if over else s.column_span))
        for row in rows_of(grid):
            parts = [int(s.text) for s in row if s.cell and s.column in five and s.text.strip().isdecimal()]
            if any(s.cell and s.column in five for s in row):
                kept.append(Slot(str(sum(parts)), row[0].row, head.column, table="applications"))
        return arranged(kept, grid.place)

    return page.map_grids(change).doubting(page.form.cells)


def cut_down_the_middle(page: Page, random: Random) -> Page:
    """Table three on two pages side by side: its right half follows as a table of its own, without row labels."""
    blocks: list[Block] = []
    for block in page.document.blocks:
        blocks.append(block)
        head = organisations(block) if isinstance(block, Grid) else None
        if not isinstance(block, Grid) or head is None:
            continue
        at = head.column + 5 - random.randrange(0, 3)
        left, right = [], []
        for s in slots(block):
            if s.column + s.column_span <= at:
                left.append(s)
            elif s.column >= at:
                right.append(evolve(s, column=s.column - at))
            else:
                left.append(evolve(s, column_span=at - s.column))
                right.append(evolve(s, column=0, column_span=s.column + s.column_span - at, cell=""))
        blocks[-1:] = [arranged(left, block.place), arranged(right, Place(table=9))]
    return page.with_blocks(blocks).doubting(page.form.cells)


def totals_only(page: Page, random: Random) -> Page:
    """Of table three only the labels and the last column, 总计."""

    def change(grid: Grid) -> Grid:
        head = organisations(grid)
        if head is None:
            return grid
        gone = range(head.column - 1, head.column + 5)
        kept = []
        for s in slots(grid):
            if s.column in gone and s.column_span + s.column <= head.column + 5:
                continue
            if s.column >= head.column + 5:
                s = evolve(s, column=s.column - 6)
            elif s.column + s.column_span > head.column:
                s = evolve(s, column_span=1)
            kept.append(s)
        return arranged(kept, grid.place)

    return page.map_grids(change).doubting(page.form.cells)


def units_tables_appended(page: Page, random: Random) -> Page:
    """Tables of two subordinate units stand below each table, with the units' names before."""
    blocks: list[Block] = []
    for block in page.document.blocks:
        blocks.append(block)
        if isinstance(block, Grid):
            for name in ("一中队", "二中队"):
                top = Grid((Slot(name, 0, 0, 1, block.column_count),))
                old = tuple(
                    evolve(s, text=str(random.randrange(0, 30)), cell="") if s.cell else s for s in slots(block)
                )
                blocks[-1] = stacked([blocks[-1], top, Grid(old)], block.place)  # type: ignore[list-item]
    return page.with_blocks(blocks).doubting(page.form.cells)


DAMAGES: tuple[Damage, ...] = (
    bilingual,
    note_marks_on_labels,
    parents_in_labels,
    labels_without_parents,
    rows_reordered,
    groups_in_one_cell,
    organisations_in_one,
    cut_down_the_middle,
    totals_only,
    units_tables_appended,
)
