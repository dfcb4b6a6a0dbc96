"""Tables and rows cut apart or put together: page breaks, tables of parts, one table of all, rows over two lines."""

from __future__ import annotations

from random import Random

from attrs import evolve

from gipcore.documents import Block, Grid, Paragraph, Place
from gipcore.testing.cutting import cut, head_height, stacked
from gipcore.testing.pages import Damage, Page, Slot, figures, grid_of, grids, rows_of, rows_with_blanks, slots


def _numbered(blocks: list[Block]) -> list[Block]:
    count = 0
    result: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            count += 1
            block = evolve(block, place=Place(table=count))
        result.append(block)
    return result


def _broken(page: Page, random: Random, *, between: list[str], head: bool, repeat: bool, apart: bool) -> Page:
    """Each table broken at a random row; *head* repeats its heading, *apart* makes two tables of it."""
    blocks: list[Block] = []
    for block in page.document.blocks:
        if not isinstance(block, Grid) or block.row_count - head_height(block) < 2:
            blocks.append(block)
            continue
        top = head_height(block)
        at = random.randrange(top + 1, block.row_count)
        parts = [cut(block, 0, at)]
        if head:
            parts.append(cut(block, 0, top))
        parts.append(cut(block, at, block.row_count, repeat=repeat))
        if apart:
            blocks += [parts[0], *map(Paragraph, between), stacked(parts[1:], block.place)]
        else:
            blocks.append(stacked(parts, block.place))
    return page.with_blocks(_numbered(blocks))


def page_break(page: Page, random: Random) -> Page:
    """A table over two pages became two tables, with a page number between; the heading is not repeated."""
    return _broken(page, random, between=["- 3 -"], head=False, repeat=False, apart=True)


def page_break_with_head(page: Page, random: Random) -> Page:
    """A table over two pages became two tables, each with the heading of the first."""
    return _broken(page, random, between=["", "第 3 页 共 6 页", ""], head=True, repeat=True, apart=True)


def head_repeated(page: Page, random: Random) -> Page:
    """The heading stands again in the middle of the table, where a new page began."""
    return _broken(page, random, between=[], head=True, repeat=True, apart=False)


def split_by_blocks(page: Page, random: Random) -> Page:
    """Each part of a table with a heading of its own is a table of its own; table four becomes two."""
    blocks: list[Block] = []
    for block in page.document.blocks:
        if not isinstance(block, Grid):
            blocks.append(block)
            continue
        tops = sorted({0, *(s.row for s in slots(block) if s.role == "band")})
        ends = [*tops[1:], block.row_count]
        parts = [cut(block, top, end) for top, end in zip(tops, ends, strict=True)]
        for part in parts:
            blocks += [*_sides(part), Paragraph("")]
    return page.with_blocks(_numbered(blocks))


def _sides(grid: Grid) -> list[Grid]:
    """A table without row labels cut where its topmost heading changes; any other whole."""
    if any(s.role == "label" for s in slots(grid)) or not any(s.table == "disputes" for s in slots(grid)):
        return [grid]
    tops = sorted({s.column for s in slots(grid) if s.row == 0})
    parts = []
    for left, right in zip(tops, [*tops[1:], grid.column_count], strict=True):
        inside = [evolve(s, column=s.column - left) for s in slots(grid) if left <= s.column < right]
        if inside:
            parts.append(Grid(tuple(inside), grid.place))
    return parts


def joined_with_headings(page: Page, random: Random) -> Page:
    """All tables in one, from the first to the last; what stood between them are rows across it."""
    return _joined(page, keep=True)


def joined(page: Page, random: Random) -> Page:
    """All tables in one, with nothing between them; the headings of the sections stand before it."""
    return _joined(page, keep=False)


def _joined(page: Page, *, keep: bool) -> Page:
    places = [index for index, _ in grids(page)]
    if len(places) < 2:
        return page
    first, last = places[0], places[-1]
    inside = page.document.blocks[first : last + 1]
    width = max(b.column_count for b in inside if isinstance(b, Grid))
    parts: list[Grid] = []
    aside: list[Block] = []
    for block in inside:
        if isinstance(block, Grid):
            parts.append(block)
        elif keep:
            parts.append(Grid((Slot(block.text, 0, 0, 1, width),)))
        else:
            aside.append(block)
    table = stacked(parts, Place(table=1))
    return page.with_blocks([*page.document.blocks[:first], *aside, table, *page.document.blocks[last + 1 :]])


def title_as_first_row(page: Page, random: Random) -> Page:
    """The heading of a section stands again as the first row of its table."""
    titles = {t.key: t for t in page.form.tables}

    def change(grid: Grid) -> Grid:
        name = next((s.table for s in slots(grid) if s.table), "")
        if name not in titles:
            return grid
        section = page.form.section(titles[name].section)
        text = random.choice([section.title, f"{section.numeral}、{section.title}", *section.synonyms])
        return stacked([Grid((Slot(text, 0, 0, 1, grid.column_count),)), grid], grid.place)

    return page.map_grids(change)


def row_split(page: Page, random: Random) -> Page:
    """Each table has one row whose label goes on in the next row, which has no figures: a page break inside a row."""
    return _split_rows(page, random, figures_on="first")


def row_split_below(page: Page, random: Random) -> Page:
    """As ``row_split``, with the figures in the second of the two rows."""
    return _split_rows(page, random, figures_on="second")


def _split_rows(page: Page, random: Random, *, figures_on: str) -> Page:
    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [
            i for i, row in enumerate(rows) if figures(row) and any(_own_label(row, s) and len(s.text) > 5 for s in row)
        ]
        if not able:
            return grid
        at = random.choice(able)
        own = next(s for s in rows[at] if _own_label(rows[at], s))
        half = random.randrange(2, len(own.text) - 2)
        upper, lower = cut(grid, 0, at + 1), cut(grid, at, grid.row_count)

        def fill(slot: Slot, first: bool) -> Slot:
            if slot.column == own.column and slot.role == "label":
                return evolve(slot, text=own.text[:half] if first else own.text[half:])
            if slot.role == "figure" and first != (figures_on == "first"):
                return evolve(slot, text="", cell="")
            if slot.role == "label" and not first:
                return evolve(slot, text="")
            return slot

        upper = Grid(tuple(fill(s, True) if s.row == at else s for s in slots(upper)))
        lower = Grid(tuple(fill(s, False) if s.row == 0 else s for s in slots(lower)))
        return stacked([upper, lower], grid.place)

    return page.map_grids(change)


def _own_label(row: list[Slot], slot: Slot) -> bool:
    """Whether this is the innermost label of the row."""
    return (
        slot.role == "label" and slot.row_span == 1 and slot.column == max(s.column for s in row if s.role == "label")
    )


def label_above_figures(page: Page, random: Random) -> Page:
    """Every row became two: its labels, and below them its figures."""

    def change(grid: Grid) -> Grid:
        rows: list[list[Slot]] = []
        for row in rows_of(grid):
            labels = [s for s in row if s.role == "label"]
            rest = [s for s in row if s.role != "label"]
            rows += [labels, rest] if labels and figures(row) else [row]
        return grid_of(rows, grid.place)

    return page.map_grids(change).doubting(rows_with_blanks(page))


DAMAGES: tuple[Damage, ...] = (
    page_break,
    page_break_with_head,
    head_repeated,
    split_by_blocks,
    joined_with_headings,
    joined,
    title_as_first_row,
    row_split,
    row_split_below,
    label_above_figures,
)
