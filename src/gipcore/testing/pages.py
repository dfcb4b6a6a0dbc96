"""A report as it may stand in a real file, and what a careful person could still read of it.

A page starts as the official layout of a report. Damages change it step by step; each says which figures nobody could
read with certainty any more, so that a reading can be held against the truth.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from random import Random
from typing import Literal, TypeAlias

from attrs import evolve, field, frozen

from gipcore.documents import Block, Document, Grid, GridCell, Place
from gipcore.forms import Form, Table
from gipcore.layout import lay_out, table_grid
from gipcore.reports import Report
from gipcore.values import Unreadable

Role: TypeAlias = Literal["figure", "label", "head", "band", "other"]
"""``label``: left of figures; ``head``: above them; ``band``: across the table; ``other``: nothing of the form."""


@frozen
class Slot(GridCell):
    """A cell that remembers what it is: the id of its figure, and the form's table it belongs to."""

    cell: str = field(default="", kw_only=True)
    role: Role = field(default="other", kw_only=True)
    table: str = field(default="", kw_only=True)


@frozen
class Page:
    """A report laid out. ``doubtful`` cells may be read or not; those that stand nowhere any more must come out
    unreadable; all others a person could read. No cell may be read wrong."""

    document: Document
    form: Form
    doubtful: frozenset[str] = frozenset()

    @property
    def lost(self) -> frozenset[str]:
        """The cells whose figures stand nowhere."""
        return frozenset(self.form.cells) - {slot.cell for _, grid in grids(self) for slot in slots(grid)}

    @property
    def readable(self) -> frozenset[str]:
        """The cells that must be read right."""
        return frozenset(self.form.cells) - self.doubtful - self.lost

    def with_blocks(self, blocks: Iterable[Block]) -> Page:
        """The page with other blocks."""
        return evolve(self, document=Document(tuple(blocks)))

    def doubting(self, cells: Iterable[str]) -> Page:
        """The page with some cells that may be read or not."""
        return evolve(self, doubtful=self.doubtful | frozenset(cells))

    def map_grids(self, change: Callable[[Grid], Grid]) -> Page:
        """The page with every table changed."""
        return self.with_blocks(change(b) if isinstance(b, Grid) else b for b in self.document.blocks)

    def map_slots(self, change: Callable[[Slot], Slot]) -> Page:
        """The page with every cell of every table changed in its place."""
        return self.map_grids(lambda grid: evolve(grid, cells=tuple(change(slot) for slot in slots(grid))))


Damage: TypeAlias = Callable[[Page, Random], Page]
"""What happens to a report on its way into a file; all that is left to chance comes from the Random."""


def page_of(report: Report, form: Form) -> Page:
    """The report in its official layout, every cell tagged.

    Rows that look as if their figures had run together need not be read: those with a text like ``000``, and those
    whose first figure has at least as many digits as there are columns, with nothing but blanks behind it.
    """
    document = lay_out(report, form)
    grids = iter(sorted(form.tables, key=lambda table: _order(report, form, table)))
    blocks: list[Block] = []
    for block in document.blocks:
        blocks.append(_tagged(block, next(grids)) if isinstance(block, Grid) else block)
    page = Page(Document(tuple(blocks)), form)
    return page.doubting(i for row in _rows(form) if _crowded([report.cells[i].raw.strip() for i in row]) for i in row)


def _rows(form: Form) -> list[list[str]]:
    rows: dict[tuple[int, str], list[str]] = {}
    for id_, cell in form.cells.items():
        rows.setdefault((id(cell.block), cell.row.key), []).append(id_)
    return list(rows.values())


def _crowded(texts: Sequence[str]) -> bool:
    if any(text.isdigit() and len(text) > 1 and int(text[0]) == 0 for text in texts):
        return True
    return len(texts) > 1 and texts[0].isdigit() and len(texts[0]) >= len(texts) and not any(texts[1:])


def _order(report: Report, form: Form, table: Table) -> int:
    printed = [h.section for h in report.headings if h.section]
    rest = [s.key for s in form.sections if s.key not in printed]
    return [*printed, *rest].index(table.section)


def _tagged(grid: Grid, table: Table) -> Grid:
    names = _names(table)
    figure_rows = {row for row, _ in names}
    width = grid.column_count
    cells: list[Slot] = []
    for cell in grid.cells:
        place = (cell.row, cell.column)
        role: Role = "head"
        if place in names:
            role = "figure"
        elif cell.row in figure_rows:
            role = "label"
        elif cell.column_span == width:
            role = "band"
        cells.append(Slot(*place_args(cell), cell=names.get(place, ""), role=role, table=table.key))
    return Grid(tuple(cells), grid.place)


def place_args(cell: GridCell) -> tuple[str, int, int, int, int]:
    """The fields of a cell that any cell has."""
    return cell.text, cell.row, cell.column, cell.row_span, cell.column_span


def _names(table: Table) -> dict[tuple[int, int], str]:
    ids = {
        block.cell_id(row, column): Unreadable(raw=f"={block.cell_id(row, column)}")
        for block in table.blocks
        for row in block.rows
        for column in block.columns
    }
    return {(c.row, c.column): c.text[1:] for c in table_grid(table, ids).cells if c.text[:1] == "="}


def slots(grid: Grid) -> tuple[Slot, ...]:
    """The cells of a tagged table; cells that carry no tag are ``other``."""
    return tuple(c if isinstance(c, Slot) else Slot(*place_args(c)) for c in grid.cells)


def rows_of(grid: Grid) -> list[list[Slot]]:
    """The cells by the row in which they begin."""
    rows: list[list[Slot]] = [[] for _ in range(grid.row_count)]
    for slot in slots(grid):
        rows[slot.row].append(slot)
    return rows


def grid_of(rows: Sequence[Sequence[Slot]], place: Place = Place()) -> Grid:
    """A table without merged cells: every cell stands where its list puts it."""
    return Grid(
        tuple(
            evolve(s, row=r, column=c, row_span=1, column_span=1)
            for r, row in enumerate(rows)
            for c, s in enumerate(row)
        ),
        place,
    )


def figures(cells: Iterable[Slot]) -> list[str]:
    """The ids of the figures among the cells."""
    return [slot.cell for slot in cells if slot.cell]


def grids(page: Page) -> Iterator[tuple[int, Grid]]:
    """The tables with their indexes among the blocks."""
    for index, block in enumerate(page.document.blocks):
        if isinstance(block, Grid):
            yield index, block


def form_row(page: Page, cell: str) -> list[str]:
    """The ids of the row that a cell stands in, in the form's order."""
    here = page.form.cells[cell]
    return [i for i, c in page.form.cells.items() if c.block is here.block and c.row is here.row]


def rows_with(page: Page, cells: Iterable[str]) -> set[str]:
    """The ids of all rows that any of the cells stands in."""
    found: set[str] = set()
    for cell in cells:
        if cell not in found:
            found.update(form_row(page, cell))
    return found


def rows_with_blanks(page: Page) -> set[str]:
    """The ids of all rows in which a figure is blank: where blanks leave no trace, nobody knows which."""
    return rows_with(page, (s.cell for _, grid in grids(page) for s in slots(grid) if s.cell and not s.text.strip()))
