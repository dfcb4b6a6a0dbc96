"""Placed figures → the cells of the report: lost labels filled in where only one row can be meant, doubles weighed,
and whatever is not certain called unreadable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from attrs import define, field

from gipcore.documents import Place
from gipcore.forms import Form
from gipcore.recognise.columns import ColumnFinder, NotPlaced, Placed
from gipcore.recognise.folding import fold
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.notation import read_value, read_with_unit
from gipcore.recognise.outlines import figures_of_headings, of_one_column
from gipcore.recognise.rows import RowFound, TableScan, find_rows
from gipcore.recognise.sections import Candidate
from gipcore.recognise.tokens import Token
from gipcore.recognise.units import Units, units_of_heads
from gipcore.reports import PrintedLabel, ReadingRemark, TableSeen
from gipcore.values import Number, Unreadable, Value

MAX_ORPHANS = 100
"""Rows without a label that are looked at; beyond that the file is no report."""


@define
class TablesRead:
    """What the tables of a document say."""

    cells: dict[str, Value]
    places: dict[str, Place] = field(factory=dict)
    labels: tuple[PrintedLabel, ...] = ()
    seen: tuple[TableSeen, ...] = ()
    remarks: list[ReadingRemark] = field(factory=list)
    figure_lines: set[int] = field(factory=set)
    found: bool = False
    spans: tuple[tuple[int, int], ...] = ()
    """First and last line of each table: what looks like a heading in between is a piece of a label."""


def read_tables(tokens: Sequence[Token], headings: Sequence[Candidate], index: LabelIndex) -> TablesRead:
    """All cells of the form from the tokens of a document."""
    scan = find_rows(tokens, index)
    finder = ColumnFinder.of(scan)
    rows = [(row, finder.place(row)) for row in _without_empty(scan.rows)]
    rows += [(row, finder.place(row)) for row in _lost_labels(scan)]
    rows = of_one_column(rows, scan, tokens)
    read = TablesRead(_missing(index), remarks=figures_of_headings(scan, tokens))
    # What stands before the table's own heading is another table, last year's perhaps.
    rows = [(row, result) for row, result in rows if _strength(row, headings) >= 0]
    best: dict[str, int] = {}
    for row, _ in rows:
        best[row.table.key] = max(best.get(row.table.key, 0), _strength(row, headings))
    units = units_of_heads(scan)
    candidates: dict[str, list[tuple[Value, Place]]] = {}
    for row, result in rows:
        if row.extra:
            read.remarks.append(ReadingRemark("extra-row", row.label.text if row.label else "", _place(row)))
            continue
        if _strength(row, headings) < best[row.table.key]:
            continue
        for cell, value, place in _values(row, result, index, units):
            candidates.setdefault(cell, []).append((value, place))
    read.seen = _tables_seen([row for row, _ in rows if _strength(row, headings) == best[row.table.key]], headings)
    times = Counter(seen.table for seen in read.seen)
    for cell, found in candidates.items():
        if cell in read.cells:
            read.cells[cell], read.places[cell] = _decide(found, times[index.form.cells[cell].table])
    _check_extra_columns(rows, read, index.form)
    read.found = any(not (isinstance(v, Unreadable) and v.reason == "missing") for v in read.cells.values())
    read.labels = _printed_labels(scan)
    read.figure_lines = _figure_lines(tokens)
    read.spans = _spans(scan)
    return read


def _without_empty(rows: Sequence[RowFound]) -> list[RowFound]:
    """Without what else stands under headings that have a line of figures: empty lines, a page number."""
    most = Counter[int]()
    for row in rows:
        most[id(row.block)] = max(most[id(row.block)], _figures(row))
    return [row for row in rows if row.block.label_columns or _figures(row) > 1 or most[id(row.block)] <= 1]


def _figures(row: RowFound) -> int:
    return sum(bool(token.text.strip()) for token in row.values)


def nothing_read(index: LabelIndex, tables: TablesRead) -> TablesRead:
    """What remains of *tables* that turned out to be none of the form's: the lines they stand on."""
    return TablesRead(_missing(index), figure_lines=tables.figure_lines, spans=tables.spans)


def _missing(index: LabelIndex) -> dict[str, Value]:
    return {id_: Unreadable(reason="missing") for id_ in index.form.cells}


def _values(
    row: RowFound, result: list[Placed] | NotPlaced, index: LabelIndex, units: Units
) -> list[tuple[str, Value, Place]]:
    if isinstance(result, NotPlaced):
        return [(c, Unreadable(raw=result.text, reason=result.reason), result.token.place) for c in result.cells]
    values = []
    for p in result:
        column = index.form.cells[p.cell].column if p.cell in index.form.cells else p.column
        unit = row.unit or units.get((id(row.block), column.key), "")
        values.append((p.cell, read_with_unit(p.text, unit, column), p.token.place))
    return values


def _place(row: RowFound) -> Place:
    return (row.label or row.values[0]).place


def _strength(row: RowFound, headings: Sequence[Candidate]) -> int:
    """2 in the table's own section, 0 in a later one, -1 in an earlier one, 1 where the sections do not tell."""
    own = next((c for c in headings if c.section == row.table.section), None)
    if own is None:
        return 1
    if _section_of(row, headings) == own.section:
        return 2
    return 0 if own.line < row.line else -1


def _section_of(row: RowFound, headings: Sequence[Candidate]) -> str | None:
    """The section whose heading is the last before the row."""
    at = (row.line, (row.label or row.values[0]).offset)
    return next((c.section for c in reversed(headings) if c.section and (c.line, c.offset) <= at), None)


def _decide(found: list[tuple[Value, Place]], times: int) -> tuple[Value, Place]:
    """One value from all that claim a cell of a table that was found *times* times."""
    readable = [(v, p) for v, p in found if not isinstance(v, Unreadable)]
    distinct = {v.value if isinstance(v, Number) else type(v).__name__ for v, _ in readable}
    if len(readable) == len(found) >= times and len(distinct) == 1:
        return readable[0]
    if len(found) == 1 >= times:
        return found[0]
    raw = " ｜ ".join(dict.fromkeys(v.raw.strip() or "（空）" for v, _ in found))
    return Unreadable(raw=raw, reason="candidates"), found[0][1]


def _lost_labels(scan: TableScan) -> list[RowFound]:
    """Rows of figures without a label, where exactly one row of the form is missing between their neighbours."""
    filled: list[RowFound] = []
    have = {id(row.row) for row in scan.rows}
    for tokens in scan.orphans[:MAX_ORPHANS]:
        block, line = tokens[0].block, tokens[0].line
        rows = [row for row in scan.rows if row.values[0].block == block]
        before = [row for row in rows if row.line < line][-1:]
        after = next((row for row in rows if row.line > line), None)
        if (
            tokens[0].text.strip()
            or not any(t.text.strip() for t in tokens)
            or after is None
            or after.row not in after.block.rows
        ):
            continue
        top = max((t.line for t, _ in scan.heads if t.block == block and t.line < line), default=0)
        previous = before[0] if before and before[0].line > top else None
        if previous and (previous.block is not after.block or previous.row not in after.block.rows):
            continue
        order = after.block.rows
        start = order.index(previous.row) if previous and previous.row else -1
        bottom = previous.line if previous else top
        alone = sum(o[0].block == block and bottom < o[0].line < after.line for o in scan.orphans) == 1
        if order.index(after.row) - start == 2 and bottom and alone and id(order[start + 1]) not in have:
            filled.append(RowFound(after.table, after.block, order[start + 1], line, values=list(tokens[1:])))
    return filled


def _check_extra_columns(
    rows: Sequence[tuple[RowFound, list[Placed] | NotPlaced]],
    read: TablesRead,
    form: Form,
) -> None:
    """A subtotal column is left out only where it adds up; where it does not, nobody knows which column is which."""
    for row, result in rows:
        if isinstance(result, NotPlaced) or row.extra:
            continue
        for placed in result:
            if not placed.column.extra or row.row is None:
                continue
            read.remarks.append(ReadingRemark("extra-column", placed.column.label, placed.token.place))
            parts = [row.block.cell_id(row.row, c) for c in row.block.columns if c.key in placed.column.sum_of]
            values = [read.cells[part] for part in parts]
            total = read_value(placed.text, placed.column)
            known = sum(v.value for v in values if isinstance(v, Number))
            if not isinstance(total, Number) or total.value != known:
                for p in result:
                    if p.cell in form.cells:
                        read.cells[p.cell] = Unreadable(raw=p.text, reason="count")


def _printed_labels(scan: TableScan) -> tuple[PrintedLabel, ...]:
    """Labels that differ from the form's words by more than blanks, brackets' width and line breaks."""
    labels: dict[tuple[str, str], PrintedLabel] = {}

    def add(official: str, token: Token) -> None:
        if fold(official) != fold(token.text):
            labels.setdefault((official, token.text), PrintedLabel(official, token.text, token.place))

    for row in scan.rows:
        if row.label and row.row and not row.extra and not row.broken and row.row.path:
            add(row.row.path[-1], row.label)
    for token, target in scan.groups:
        add(target.label, token)
    for token, targets in scan.heads:
        target = next((t for t in targets if t.role in ("column", "head")), targets[0])
        add(target.columns[0].label if target.role == "column" else target.label, token)
    return tuple(labels.values())


def _tables_seen(rows: Sequence[RowFound], headings: Sequence[Candidate]) -> tuple[TableSeen, ...]:
    """Each table of the form once for every place where its figures begin anew (its first row seen again)."""
    seen: list[TableSeen] = []
    first: dict[str, tuple[int, tuple[str, ...]]] = {}
    for row in sorted((row for row in rows if not row.extra), key=lambda row: row.line):
        marker = id(row.row), row.groups
        if first.setdefault(row.table.key, marker) == marker:
            seen.append(TableSeen(row.table.key, _section_of(row, headings), _place(row)))
    return tuple(seen)


def _spans(scan: TableScan) -> tuple[tuple[int, int], ...]:
    spans: dict[str, tuple[int, int]] = {}
    for row in scan.rows:
        first, last = spans.get(row.table.key, (row.line, row.line))
        spans[row.table.key] = min(first, row.line), max(last, row.line)
    return tuple(spans.values())


def _figure_lines(tokens: Sequence[Token]) -> set[int]:
    """Lines of text that belong to a table: labels and figures throughout, with a label in or near them."""
    kinds: dict[int, set[str]] = {}
    for token in tokens:
        if not token.grid:
            kinds.setdefault(token.line, set()).add(token.kind)
    labelled = {line for line, found in kinds.items() if "label" in found and "text" not in found}
    lines = set(labelled)
    for line in sorted(kinds):
        # Figures and broken labels follow a table line without a sentence between.
        if line not in lines and kinds[line] <= {"unit", "value", "fragment", "gap"} and (line - 1) in lines:
            lines.add(line)
    for line in sorted(kinds, reverse=True):
        if line not in lines and kinds[line] <= {"fragment", "gap"} and (line + 1) in lines:
            lines.add(line)
    return lines
