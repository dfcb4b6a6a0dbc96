"""Pages as text: every way in which files without tables hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from random import Random
from typing import TypeAlias

from attrs import evolve, frozen

from gipcore.documents import Grid
from gipcore.testing.merging import merged_dropped, unmerged
from gipcore.testing.pages import Page, Slot, figures, grid_of, grids, rows_of, rows_with, rows_with_blanks, slots


@frozen
class Text:
    """A page as the text of a file, and the page with what could still be read of it."""

    text: str
    page: Page


Rendering: TypeAlias = Callable[[Page, Random], Text]


def render(page: Page, table: Callable[[Grid], Iterable[str]], *, space: bool = True) -> str:
    """The lines of a page, its tables as *table* draws them, with *space* an empty line around each."""
    lines: list[str] = []
    for block in page.document.blocks:
        if isinstance(block, Grid):
            lines += ["", *table(block), ""] if space else [*table(block)]
        else:
            lines.append(block.text)
    return "\n".join(lines) + "\n"


def flat(slot: Slot) -> str:
    """The text of a cell in one line."""
    return " ".join(slot.text.split())


def rows_with_gaps(page: Page) -> set[str]:
    """The cells of rows in which a figure has blanks inside: where blanks part the cells, nobody knows how many."""
    return rows_with(page, (s.cell for _, g in grids(page) for s in slots(g) if s.cell and len(s.text.split()) > 1))


def _pipes(page: Page, row: Callable[[list[str]], str], rule: bool = False) -> Text:
    page = unmerged(page)

    def table(grid: Grid) -> list[str]:
        rows = rows_of(grid)
        width = max(map(len, rows), default=0)
        lines = [row([flat(s).replace("|", "\\|") for s in cells] + [""] * (width - len(cells))) for cells in rows]
        if rule:
            lines.insert(1, row(["---"] * width))
        return lines

    return Text(render(page, table), page)


def pipes(page: Page, random: Random) -> Text:
    """``| 规章 | 0 | 0 | 0 |``."""
    return _pipes(page, lambda cells: "| " + " | ".join(cells) + " |")


def pipes_between(page: Page, random: Random) -> Text:
    """``规章|0|0|0``."""
    return _pipes(page, lambda cells: "|".join(cells))


def pipes_trailing(page: Page, random: Random) -> Text:
    """``规章 | 0 | 0 | 0 |``."""
    return _pipes(page, lambda cells: " | ".join(cells) + " |")


def markdown(page: Page, random: Random) -> Text:
    """A Markdown table: pipes, and a rule below the first row."""
    return _pipes(page, lambda cells: "| " + " | ".join(cells) + " |", rule=True)


def pipes_ragged(page: Page, random: Random) -> Text:
    """Pipes around the cells that there are; merged cells leave nothing behind."""
    page = merged_dropped(page, random)

    def table(grid: Grid) -> list[str]:
        return ["| " + " | ".join(flat(s) for s in row) + " |" for row in rows_of(grid)]

    return Text(render(page, table), page)


def tabs(page: Page, random: Random) -> Text:
    """Cells parted by tabs, a row a line."""
    page = unmerged(page)
    return Text(render(page, lambda g: ["\t".join(flat(s) for s in row) for row in rows_of(g)]), page)


def tabs_ragged(page: Page, random: Random) -> Text:
    """Cells parted by tabs; merged cells leave nothing behind."""
    page = merged_dropped(page, random)
    return Text(render(page, lambda g: ["\t".join(flat(s) for s in row) for row in rows_of(g)]), page)


def tab_led(page: Page, random: Random) -> Text:
    """A word processor's dump: each cell a line led by a tab, an empty line after each row."""

    def table(grid: Grid) -> list[str]:
        return [line for row in _word_rows(grid) for line in [*("\t" + s.text for s in row), ""]]

    return Text(render(page, table, space=False), page)


def _word_rows(grid: Grid) -> list[list[Slot]]:
    """Rows as Word has them: a cell merged down leaves empty cells in the rows below, one merged along stands once."""
    covered: dict[tuple[int, int], Slot] = {}
    for slot in slots(grid):
        for r in range(slot.row_span):
            covered[slot.row + r, slot.column] = slot if r == 0 else evolve(slot, text="", cell="")
    rows: list[list[Slot]] = [[] for _ in range(grid.row_count)]
    for row, column in sorted(covered):
        rows[row].append(covered[row, column])
    return rows


def cells_as_lines(page: Page, random: Random) -> Text:
    """One cell a line, blank cells are empty lines; merged cells stand once.

    In the last row of a table an empty line may also be what sets the table apart.
    """
    lines = render(page, lambda g: (flat(s) for row in rows_of(g) for s in row), space=False)
    last = rows_with(page, (i for _, g in grids(page) for i in figures(rows_of(g)[-1])))
    return Text(lines, page.doubting(rows_with_blanks(page) & last))


def cells_as_lines_with_empties(page: Page, random: Random) -> Text:
    """One cell a line, blank cells and those below a merged label are empty lines (a word processor's export)."""
    lines = render(page, lambda g: (flat(s) for row in _word_rows(g) for s in row), space=False)
    return Text(lines, page.doubting(rows_with_blanks(page)))


def cells_as_spaced_lines(page: Page, random: Random) -> Text:
    """One cell a line and an empty line after each, so that blank cells cannot be told from them."""
    lines = render(page, lambda g: (line for row in rows_of(g) for s in row for line in [flat(s), ""]), space=False)
    return Text(lines, page.doubting(rows_with_blanks(page)))


def cells_as_lines_without_blanks(page: Page, random: Random) -> Text:
    """One cell a line; blank cells leave nothing behind."""
    lines = render(page, lambda g: (flat(s) for row in rows_of(g) for s in row if s.text.strip()), space=False)
    return Text(lines, page.doubting(rows_with_blanks(page)))


def cells_as_barred_lines(page: Page, random: Random) -> Text:
    """One cell a line with a bar behind it."""
    lines = render(page, lambda g: (f"{flat(s)} |" for row in rows_of(g) for s in row), space=False)
    return Text(lines, page)


def pipes_filled(page: Page, random: Random) -> Text:
    """A web page saved as text: rows without the cells merged into others, filled up with bars to one length.

    One bar for filling looks like a blank cell.
    """
    led = random.choice(["", "| "])
    text = render(page, lambda g: (led + " | ".join(map(flat, r)) + f" | {_filling(g, r)}" for r in rows_of(g)))
    return Text(text, page.doubting(_filled_by_one(page) & rows_with_blanks(page)))


def cells_as_filled_lines(page: Page, random: Random) -> Text:
    """The same with each cell on its line; the last row of a table is not filled up."""
    led, apart = random.random() < 0.5, random.random() < 0.5

    def table(grid: Grid) -> list[str]:
        lines: list[str] = []
        for row in filter(None, rows_of(grid)):
            fill = _filling(grid, row) if row[0].row + row[0].row_span < grid.row_count else ""
            cells = [f"{flat(slot)} |".strip() for slot in row]
            lines += ["|"] if led else []
            lines += [*cells, fill] if apart and fill else [*cells[:-1], f"{cells[-1]} {fill}".strip()]
        return lines

    return Text(render(page, table, space=False), page.doubting(_filled_by_one(page) & rows_with_blanks(page)))


def _filling(grid: Grid, row: list[Slot]) -> str:
    return "|" * (grid.column_count - len(row))


def _filled_by_one(page: Page) -> set[str]:
    rows = (row for _, grid in grids(page) for row in rows_of(grid) if len(row) == grid.column_count - 1)
    return rows_with(page, (cell for row in rows for cell in figures(row)))


def cells_ended_by_bars(page: Page, random: Random) -> Text:
    """Each cell ended by a line with a bar, line breaks inside cells kept."""
    lines = render(page, lambda g: (line for r in rows_of(g) for s in r for line in [*s.text.split("\n"), "|"] if line))
    return Text(lines, page.doubting(rows_with_blanks(page) | rows_with_gaps(page)))


def cells_as_broken_lines(page: Page, random: Random) -> Text:
    """One cell a line, line breaks inside cells kept."""
    lines = render(page, lambda g: (s.text for row in rows_of(g) for s in row if s.text.strip()), space=False)
    return Text(lines, page.doubting(rows_with_blanks(page) | rows_with_gaps(page)))


def rows_as_lines(page: Page, random: Random) -> Text:
    """A row a line, one blank between cells; blank cells leave nothing behind."""
    return _spaced(page, " ")


def rows_as_wide_lines(page: Page, random: Random) -> Text:
    """A row a line, several blanks between cells; blank cells leave nothing behind."""
    return _spaced(page, "     ")


def _spaced(page: Page, gap: str) -> Text:
    text = render(page, lambda g: (gap.join(flat(s) for s in row if s.text.strip()) for row in rows_of(g)))
    return Text(text, page.doubting(rows_with_blanks(page) | rows_with_gaps(page)))


def run_together(page: Page, random: Random) -> Text:
    """A row a line without anything between its cells: nobody can say where a figure ends."""
    text = render(page, lambda g: ("".join(flat(s) for s in row) for row in rows_of(g)))
    return Text(text, page.doubting(page.form.cells))


def whole_in_one_line(page: Page, random: Random) -> Text:
    """The whole report in one line, one blank between paragraphs and cells."""
    parts: list[str] = []
    for block in page.document.blocks:
        parts += [flat(s) for row in rows_of(block) for s in row] if isinstance(block, Grid) else [block.text]
    return Text(" ".join(p for p in parts if p.strip()), page.doubting(rows_with_blanks(page) | rows_with_gaps(page)))


def tables_in_one_line(page: Page, random: Random) -> Text:
    """Each table in one line, one blank between its cells."""
    text = render(page, lambda g: [" ".join(flat(s) for row in rows_of(g) for s in row if s.text.strip())])
    return Text(text, page.doubting(rows_with_blanks(page) | rows_with_gaps(page)))


def single_column(page: Page, random: Random) -> Text:
    """A table of one column, drawn with bars: one cell a row."""
    page = page.map_grids(lambda g: grid_of([[slot] for slot in slots(g)], g.place))
    return _pipes(page, lambda cells: "| " + " | ".join(cells) + " |")


RENDERINGS: tuple[Rendering, ...] = (
    pipes,
    pipes_between,
    pipes_trailing,
    markdown,
    pipes_ragged,
    tabs,
    tabs_ragged,
    tab_led,
    cells_as_lines,
    cells_as_lines_with_empties,
    cells_as_spaced_lines,
    cells_as_lines_without_blanks,
    cells_as_barred_lines,
    pipes_filled,
    cells_as_filled_lines,
    cells_ended_by_bars,
    cells_as_broken_lines,
    rows_as_lines,
    rows_as_wide_lines,
    run_together,
    whole_in_one_line,
    tables_in_one_line,
    single_column,
)
