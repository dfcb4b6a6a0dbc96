"""What is not there any more: rows, cells, headings, the gaps between figures."""

from __future__ import annotations

from random import Random

from attrs import evolve

from gipcore.documents import Grid
from gipcore.testing.cutting import arranged, closed, cut, head_height, stacked
from gipcore.testing.pages import Damage, Page, Slot, figures, rows_of, rows_with, slots


def ragged(page: Page, random: Random) -> Page:
    """Empty cells at the end of rows are not there; which of the figures are, nobody can say for certain."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        kept: list[Slot] = []
        for row in rows_of(grid):
            while row and not row[-1].text.strip() and len(row) > 1:
                unsure.update(figures(row))
                row.pop()
            kept += row
        return arranged(kept, grid.place)

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def row_missing(page: Page, random: Random) -> Page:
    """One row of each table, of figures, is not there."""

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [n for n, row in enumerate(rows) if figures(row) and len(rows) > 4 and all(s.row_span == 1 for s in row)]
        if not able:
            return grid
        at = random.choice(able)
        parts = [cut(grid, 0, at), cut(grid, at + 1, grid.row_count)]
        if any(s.row <= at < s.row + s.row_span and s.row_span > 1 for s in slots(grid)):
            return closed(grid, at)
        return stacked([p for p in parts if p.cells], grid.place)

    return page.map_grids(change)


def figure_cell_missing(page: Page, random: Random) -> Page:
    """In each table one row has one cell of figures too few; its figures moved to the left."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [n for n, row in enumerate(rows) if len(figures(row)) > 1]
        if not able:
            return grid
        row = rows[random.choice(able)]
        gone = random.choice([s for s in row if s.cell])
        unsure.update(figures(row))
        cells = [
            evolve(s, column=s.column - gone.column_span) if s.row == gone.row and s.column > gone.column else s
            for s in slots(grid)
            if s is not gone
        ]
        return arranged(cells, grid.place)

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def figures_in_one_cell(page: Page, random: Random) -> Page:
    """In each table the figures of one row stand in the first cell without anything between, the others are empty."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [n for n, row in enumerate(rows) if _glued(row)]
        if not able:
            return grid
        row = [s for s in rows[random.choice(able)] if s.cell]
        unsure.update(figures(row))
        joined = _glued(row)
        hurt = [evolve(s, text=joined if s is row[0] else "") if any(s is f for f in row) else s for s in slots(grid)]
        return arranged(hurt, grid.place)

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def two_figures_in_one_cell(page: Page, random: Random) -> Page:
    """In each table one row has two figures in one cell, and the figures behind them moved to the left."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        found = [[s for s in row if s.cell] for row in rows]
        pairs = [(row, n) for row in found for n in range(len(row) - 1)]
        able = [(row, n) for row, n in pairs if row[n].text.strip() and row[n + 1].text.strip()]
        if not able:
            return grid
        row, at = random.choice(able)
        unsure.update(figures(row))
        texts = [s.text for s in row]
        texts[at : at + 2] = [f"{texts[at]} {texts[at + 1]}"]
        places = {row_slot.column: text for row_slot, text in zip(row, [*texts, ""], strict=True)}
        hurt = [evolve(s, text=places[s.column]) if s.row == row[0].row and s.cell else s for s in slots(grid)]
        return arranged(hurt, grid.place)

    return page.map_grids(change).doubting(unsure)


def figures_wrapped(page: Page, random: Random) -> Page:
    """Long figures are broken over two lines in their narrow cells."""
    unsure: set[str] = set()

    def change(slot: Slot) -> Slot:
        text = slot.text
        if not slot.cell or len(text) < 4 or not text.isdigit():
            return slot
        unsure.update(rows_with(page, [slot.cell]))
        at = random.randrange(1, len(text))
        return evolve(slot, text=f"{text[:at]}\n{text[at:]}")

    return page.map_slots(change).doubting(unsure)


def _glued(row: list[Slot]) -> str:
    """The figures of a row in one, where that shows: a single number could as well be the first of a row of blanks."""
    texts = [s.text.strip() for s in row if s.cell and s.text.strip()]
    joined = "".join(texts)
    return joined if len(texts) > 1 and joined.isdigit() and (joined[0] == "0" or len(joined) > 18) else ""


def transposed(page: Page, random: Random) -> Page:
    """Rows became columns and columns rows."""

    def change(grid: Grid) -> Grid:
        turned = [
            evolve(s, row=s.column, column=s.row, row_span=s.column_span, column_span=s.row_span) for s in slots(grid)
        ]
        return arranged(turned, grid.place)

    return page.map_grids(change).doubting(page.form.cells)


def heads_lost(page: Page, random: Random) -> Page:
    """Tables begin with their first figures; the headings are not there."""

    def change(grid: Grid) -> Grid:
        top = head_height(grid)
        return cut(grid, top, grid.row_count) if 0 < top < grid.row_count else grid

    bare = [i for i, c in page.form.cells.items() if not c.row.path]
    changed = page.map_grids(change)
    return changed.doubting(bare)


DAMAGES: tuple[Damage, ...] = (
    ragged,
    row_missing,
    figure_cell_missing,
    figures_in_one_cell,
    two_figures_in_one_cell,
    figures_wrapped,
    transposed,
    heads_lost,
)
