"""All tables of a document: its tokens as rows, the rows in their cells, and what is to be said of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from attrs import evolve, frozen

from gipcore.documents import Place
from gipcore.forms import Form
from gipcore.recognise.alignment import Alignment
from gipcore.recognise.assembling import find_rows
from gipcore.recognise.columns import ColumnFinder
from gipcore.recognise.deciding import Claim, check_subtotals, claims, decide
from gipcore.recognise.extents import figure_lines, spans
from gipcore.recognise.foreign_columns import AddedColumns
from gipcore.recognise.foreign_headings import doubt_rows_below
from gipcore.recognise.habits import Habits
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.lost import beside_strays, lost_labels
from gipcore.recognise.outlines import figures_of_headings, of_one_column
from gipcore.recognise.placing import Lineup, Result, not_placed
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.standing import BEFORE, Standing
from gipcore.recognise.tokens import Token
from gipcore.recognise.units import units_of_heads
from gipcore.recognise.wording import printed_labels
from gipcore.reports import PrintedLabel, ReadingRemark, TableSeen
from gipcore.values import Unreadable, Value


@frozen
class TablesRead:
    """What the tables of a document say."""

    cells: Mapping[str, Value]
    """All cells of the form."""
    places: Mapping[str, Place]
    labels: tuple[PrintedLabel, ...]
    seen: tuple[TableSeen, ...]
    remarks: tuple[ReadingRemark, ...]
    figure_lines: set[int]
    spans: Sequence[tuple[int, int]]
    """First and last line of each table."""

    def cover(self, line: int) -> bool:
        """Whether the line stands among the rows of a table: what looks like a heading there is a piece of a label."""
        return line in self.figure_lines or any(first < line < last for first, last in self.spans)

    @property
    def found(self) -> bool:
        """Whether any figure of the form was found, readable or not."""
        return bool(self.places)

    def refused(self) -> TablesRead:
        """What remains of tables that turned out to be none of the form's: the lines they stand on."""
        return evolve(self, cells=_missing(self.cells), places={}, labels=(), seen=(), remarks=())


def read_tables(tokens: Sequence[Token], standing: Standing, index: LabelIndex) -> TablesRead:
    """All cells of the form from the tokens of a document."""
    scan = find_rows(tokens, index)
    added = AddedColumns.of(scan, tokens)
    scan = added.taken_out(scan)
    doubt_rows_below(scan, tokens, index)
    cells, places = _missing(index.form.cells), {}
    remarks = figures_of_headings(scan, tokens) + added.remarks(tokens)
    rows = [(row, result) for row, result in _place_all(scan, tokens) if standing.of(row) != BEFORE]
    remarks += [ReadingRemark("extra-row", row.start.text, row.place) for row, _ in rows if row.extra]
    best: dict[str, int] = {}
    for row, _ in rows:
        best[row.table.key] = max(best.get(row.table.key, 0), standing.of(row))
    counted = [(row, result) for row, result in rows if not row.extra and standing.of(row) == best[row.table.key]]
    seen = standing.seen(row for row, _ in counted)
    for cell, found in _by_cell(counted, scan, index.form).items():
        times = sum(table.table == index.form.cells[cell].table for table in seen)
        cells[cell], places[cell] = decide(found, times)
    check_subtotals(rows, cells, remarks)
    return TablesRead(cells, places, printed_labels(scan), seen, tuple(remarks), figure_lines(tokens), spans(scan.rows))


def _missing(cells: Mapping[str, object]) -> dict[str, Value]:
    return dict.fromkeys(cells, Unreadable(reason="missing"))


def _place_all(scan: TableScan, tokens: Sequence[Token]) -> Sequence[tuple[RowFound, Result]]:
    """All rows with their figures in their cells, as far as that is certain."""
    lineups = [Lineup.of(row) for row in scan.rows]
    finder = ColumnFinder(Habits.of(lineups, (token.line for token, _ in scan.heads)), Alignment.of(scan))
    # Below headings without row labels, what else stands beside a line of figures is none: empty lines, a page number.
    # A blank row counts where its own grid has no other: it may be another table's, last year's.
    most = Counter[tuple[int, int]]()
    for row in scan.rows:
        for where in (-1, row.values[0].block):
            most[id(row.block), where] = max(most[id(row.block), where], min(2, row.figures))
    lineups = [x for x in lineups if x.row.block.label_columns or _counts(x.row, most)]
    rows = [(lineup.row, finder.place(lineup)) for lineup in lineups]
    strays = [*scan.orphans, *finder.strays]
    rows = [(row, not_placed(row, "candidates") if beside_strays(row, strays) else result) for row, result in rows]
    rows += [(row, finder.place(Lineup.of(row))) for row in lost_labels(scan, strays)]
    return of_one_column(rows, scan, tokens)


def _counts(row: RowFound, most: Mapping[tuple[int, int], int]) -> bool:
    """Whether a row without label has as many figures as others, or all of them in one of its cells, or is the blank
    one of a grid of its own."""
    first = row.values[0]
    if first.grid and row.figures == 1 and len(row.values) >= len(row.block.columns):
        return True
    where = first.block if first.grid and not row.figures else -1
    return row.figures >= most[id(row.block), where]


def _by_cell(rows: Sequence[tuple[RowFound, Result]], scan: TableScan, form: Form) -> dict[str, list[Claim]]:
    """What the rows say of each cell of the form."""
    units = units_of_heads(scan)
    found: dict[str, list[Claim]] = {}
    for row, result in rows:
        for cell, claim in claims(row, result, form, units):
            if cell in form.cells:
                found.setdefault(cell, []).append(claim)
    return found
