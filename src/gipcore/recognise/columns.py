"""Rows of figures → cells: which column each figure belongs to.

Figures are placed by the headings above them where the grid shows that without doubt; else by their order, if their
number is exactly that of the columns. Anything else is unreadable for the whole row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from attrs import define, evolve, field, frozen

from gipcore.forms import Column
from gipcore.recognise.alignment import Alignment
from gipcore.recognise.heads import columns_in_order
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token
from gipcore.values import Reason

_SEVERAL = re.compile(r"\d\s+[+-]?\d")
_ZEROS = re.compile(r"[0０]\d+")
MIN_OVERFULL = 2
"""Rows with too many figures that show a column unknown to the form; one may have caught a page number."""
MIN_CROWD = 3
"""Digits in one cell that may be several figures run together."""


@frozen
class Placed:
    """One figure in its cell."""

    cell: str
    text: str
    token: Token
    column: Column


@frozen
class NotPlaced:
    """A row whose figures cannot be placed: its cells, what stood there, and why."""

    cells: tuple[str, ...]
    text: str
    token: Token
    reason: Reason


Result: TypeAlias = list[Placed] | NotPlaced
Spot: TypeAlias = tuple[int, int, int, int]
"""Rows alike: the block of the document, that of the form, the grid column in which their label ends, and how many
merged labels stand above it."""


@define
class ColumnFinder:
    """Knows how the rows of a document look, to place those that do not tell by themselves."""

    scan: TableScan
    alignment: Alignment
    usual: dict[Spot, tuple[int, ...]] = field(factory=dict)
    """Where the figures of rows alike stand."""
    padded: set[int] = field(factory=set)
    """Blocks some rows of which have more cells than columns: an empty cell may then be padding, not a figure."""
    gaps_are_blanks: bool = False
    overfull: set[int] = field(factory=set)
    """Blocks some rows of which have more figures than columns: there is a column that nobody knows, and a row with
    the right number of figures may lack one of its own."""
    last_lines: set[int] = field(factory=set)
    """Lines of the last row of each table, where an empty line behind it may only set the table off."""
    single_padded: bool | None = None
    """In grids of one column: whether merged labels leave empty cells before the figures."""

    @classmethod
    def of(cls, scan: TableScan) -> ColumnFinder:
        finder = cls(scan, Alignment.of(scan))
        votes: dict[Spot, Counter[tuple[int, ...]]] = {}
        last = {row.table.key: row for row in sorted(scan.rows, key=lambda row: row.line)}
        plain: list[bool] = []
        set_off: list[bool] = []
        single: list[bool] = []
        overfull: Counter[int] = Counter()
        for row in scan.rows:
            columns = columns_in_order(row.block, row.head, row.groups, _count(row)) or []
            for tokens in row.by_line():
                overfull[id(row.block)] += len(columns) > 1 and sum(bool(t.text.strip()) for t in tokens) > len(columns)
                if not tokens[0].grid:
                    continue
                if len(tokens) > len(columns):
                    finder.padded.add(id(row.block))
                windows = _windows(tokens, len(columns))
                if len(windows) == 1 and any(t.text.strip() for t in tokens):
                    weight = 1 + 2 * all(t.text.strip() for t in windows[0])
                    votes.setdefault(_spot(row, tokens), Counter())[tuple(t.column for t in windows[0])] += weight
            if (padding := _padding(row)) and row.values[0].grid and all(len(x) == 1 for x in row.by_line()):
                tokens = [x[0] for x in row.by_line()]
                if len(tokens) >= len(columns):
                    single.append(
                        len(tokens) >= len(columns) + padding and not any(t.text.strip() for t in tokens[:padding])
                    )
            if _count(row) == len(columns) > 1 and _one_a_line(row):
                gaps = any(t.kind == "gap" for t in row.values)
                at_end = row is last[row.table.key]
                # Empty lines after the last row of a table only set it apart from what follows.
                plain.append(not gaps or (at_end and row.values[len(columns) - 1].kind != "gap"))
                set_off += [gaps] if at_end else []
        finder.overfull = {block for block, rows in overfull.items() if rows >= MIN_OVERFULL}
        if not set_off or any(set_off):
            finder.last_lines = {row.line for row in last.values()}
        finder.single_padded = _majority(single)
        finder.usual = {spot: counter.most_common(1)[0][0] for spot, counter in votes.items()}
        # Empty lines are blank cells only if complete rows have none, neither between their figures nor behind them.
        finder.gaps_are_blanks = bool(plain) and all(plain)
        return finder

    def place(self, row: RowFound) -> Result:
        """The figures of a row in their cells; nothing for a row that turns out to have none."""
        columns = columns_in_order(row.block, row.head, row.groups, _count(row))
        lines = row.by_line()
        if not lines:
            blank = columns and self.gaps_are_blanks and len(row.values) >= len(columns)
            return _in_order(row, columns, row.values[: len(columns)]) if columns and blank else []
        if row.doubtful or (row.broken and not any(t.text.strip() for t in row.values)):
            # Of a label that is broken off, empty cells say nothing: the figures may stand beside its other half.
            return _fail(row, "count")
        if id(row.block) in self.overfull:
            columns = None
        if lines[0][0].grid:
            return self._grid(row, columns, lines)
        return self._text(row, columns, lines) if columns else _fail(row, "count")

    def _text(self, row: RowFound, columns: list[Column], lines: list[list[Token]]) -> Result:
        beside = [line for line in lines if row.label and (line[0].line == row.line or line[0].line in row.continued)]
        tokens = [token for line in beside or lines for token in line]
        if not beside and len(tokens) != len(columns) == len(lines[0]) > 1:
            tokens = lines[0]
        if len(tokens) != len(columns) and self.gaps_are_blanks and _one_a_line(row):
            with_gaps, rest = row.values[: len(columns)], row.values[len(columns) :]
            doubtful = with_gaps[-1:] and with_gaps[-1].kind == "gap" and row.line in self.last_lines
            if len(with_gaps) == len(columns) and all(t.kind == "gap" for t in rest) and not doubtful:
                tokens = with_gaps
        return _in_order(row, columns, tokens) if len(tokens) == len(columns) else _fail(row, "count")

    def _grid(self, row: RowFound, columns: list[Column] | None, lines: list[list[Token]]) -> Result:
        if columns and len(lines) > 1 and all(len(line) == 1 for line in lines):
            return self._column_of_cells(row, columns, [token for line in lines for token in line])
        own = [line for line in lines if line[0].line == row.line or line[0].line in row.continued]
        filled = [line for line in own if any(t.text.strip() for t in line)]
        others = [line for line in lines if line not in own and any(t.text.strip() for t in line)]
        if not (row.row and row.row.path):
            filled, others = [line for line in lines if any(t.text.strip() for t in line)], []
        if not filled and others:
            # The label alone in its row: the next row may be its figures, or those of a label that is lost.
            complete = columns and not own and len(others) == 1 and len(others[0]) == len(columns)
            return self._line(row, columns, others[0]) if complete else _fail(row, "candidates")
        self.scan.orphans.extend(others)
        if len(filled) > 1:
            alike = len({tuple(t.text for t in line) for line in filled}) == 1
            merged = filled[0] if alike else _complement(filled)
            return self._line(row, columns, merged) if merged else _fail(row, "candidates")
        return self._line(row, columns, filled[0] if filled else lines[0])

    def _column_of_cells(self, row: RowFound, columns: list[Column], tokens: list[Token]) -> Result:
        """One cell a row: the figures follow their label, in some files after the empty cells of a merged label."""
        filled = [token for token in tokens if token.text.strip()]
        if _crowded(row, columns, tokens):
            return _spread(row, columns, tokens)
        if len(columns) == 1 and len({token.text.strip() for token in filled}) == 1:
            return _in_order(row, columns, filled[:1])
        padding = _padding(row) if self.single_padded else 0
        window = tokens[padding : padding + len(columns)]
        labelled = bool(row.row and row.row.path)
        sure = (
            len(tokens) == len(columns) or len(filled) == len(columns) or (labelled and self.single_padded is not None)
        )
        if sure and len(window) == len(columns) and all(any(t is w for w in window) for t in filled):
            return _in_order(row, columns, window)
        return _fail(row, "count")

    def _line(self, row: RowFound, columns: list[Column] | None, tokens: list[Token]) -> Result:
        if columns and _crowded(row, columns, tokens):
            return _spread(row, columns, tokens)
        if aligned := self.alignment.columns(row, tokens):
            return [Placed(_cell(row, column), token.text, token, column) for column, token in aligned]
        if columns is None:
            return _fail(row, "count")
        filled = [token for token in tokens if token.text.strip()]
        usual = self.usual.get(_spot(row, tokens))
        if len(tokens) == len(columns):
            sure = len(filled) in (0, len(tokens)) or id(row.block) not in self.padded
            if sure or tuple(t.column for t in tokens) == usual:
                return _in_order(row, columns, tokens)
        if len(columns) == 1 and len({t.text.strip() for t in filled}) == 1:
            return _in_order(row, columns, filled[:1])
        if not filled and len(tokens) >= len(columns):
            return _in_order(row, columns, tokens[-len(columns) :])
        windows = _windows(tokens, len(columns))
        if not (row.row and row.row.path):
            # No label shows where the figures begin: the first may be a number of the row.
            windows = [window for window in windows if len(filled) == len(columns)]
        chosen = windows if len(windows) == 1 else [w for w in windows if tuple(t.column for t in w) == usual]
        if len(tokens) > len(columns) and len(chosen) == 1:
            return _in_order(row, columns, chosen[0])
        return _fail(row, "candidates" if len(columns) == 1 and len(filled) > 1 else "count")


def _padding(row: RowFound) -> int:
    """The empty cells that the row's merged label leaves where each grid cell keeps its own."""
    return row.block.label_columns - len(row.row.path) if row.row else 0


def _majority(votes: list[bool]) -> bool | None:
    """What nearly all say, None if they are divided."""
    yes = sum(votes)
    return True if yes > 3 * (len(votes) - yes) else False if len(votes) - yes > 3 * yes else None


def _count(row: RowFound) -> int:
    return sum(token.kind != "gap" for token in row.values)


def _spot(row: RowFound, tokens: Sequence[Token]) -> Spot:
    end = row.label.column + row.label.column_span if row.label and row.label.grid else tokens[0].column
    return tokens[0].block, id(row.block), end, len(row.row.path) if row.row else 0


def _windows(tokens: Sequence[Token], count: int) -> list[list[Token]]:
    """The stretches of *count* cells outside of which no figure stands."""
    starts = range(len(tokens) - count + 1) if count else ()
    blank = [not token.text.strip() for token in tokens]
    return [list(tokens[i : i + count]) for i in starts if all(blank[:i]) and all(blank[i + count :])]


def _cell(row: RowFound, column: Column) -> str:
    assert row.row is not None
    return row.block.cell_id(row.row, column)


def _in_order(row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> list[Placed]:
    return [Placed(_cell(row, c), t.text, t, c) for c, t in zip(columns, tokens, strict=True)]


def _fail(row: RowFound, reason: Reason) -> NotPlaced:
    columns = [column for column in row.block.columns if not column.extra]
    if not row.block.label_columns and row.groups and _count(row) != len(columns):
        columns = [c for c in columns if c.under and c.under[-1] in row.groups] or columns
    tokens = [token for token in row.values if token.kind != "gap"]
    figures = [token.text.strip() for token in tokens if token.text.strip()]
    if len(figures) == 1 and len(columns) > 1 and len(figures[0]) > 1:
        reason = "run-together"
    return NotPlaced(tuple(_cell(row, c) for c in columns), " ".join(figures), tokens[0], reason)


def _crowded(row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> bool:
    """Whether several figures seem to share a cell: gaps within it, or as many digits in the first cell as there are
    columns, and nothing in the others."""
    if any(_SEVERAL.search(token.text) for token in tokens):
        return True
    blank = any(not token.text.strip() for token in tokens)
    if len(columns) > 1 and blank and any(_ZEROS.fullmatch(token.text.strip()) for token in tokens):
        return True
    filled = [token for token in tokens if token.text.strip()]
    first = tokens[: min(_padding(row), len(tokens) - len(columns)) + 1]
    if len(columns) == 1 or len(filled) != 1 or not any(filled[0] is token for token in first):
        return False
    digits = filled[0].text.strip()
    return digits.isdigit() and len(digits) >= max(len(columns), MIN_CROWD)


def _spread(row: RowFound, columns: list[Column], tokens: list[Token]) -> Result:
    """Several figures in one cell: readable only if all figures of the row stand there, with blanks between; a line
    break may also run through a figure."""
    filled = [token for token in tokens if token.text.strip()]
    parts = [evolve(token, text=part) for token in filled for part in re.split(r"[ \t\u3000]+", token.text.strip())]
    if len(filled) == 1 and len(parts) == len(columns):
        return _in_order(row, columns, parts)
    return _fail(row, "run-together")


def _one_a_line(row: RowFound) -> bool:
    """Whether a text has one figure on each line, and none beside the label."""
    beside = row.line if row.label else -1
    return not any(t.grid for t in row.values) and all(len(x) == 1 and x[0].line != beside for x in row.by_line())


def _complement(lines: Sequence[Sequence[Token]]) -> list[Token] | None:
    """Rows that were split over several grid rows, merged where no two of them fill the same column."""
    merged: dict[int, Token] = {}
    for line in lines:
        for token in line:
            there = merged.get(token.column)
            if there is not None and there.text.strip() and token.text.strip():
                return None
            if there is None or token.text.strip():
                merged[token.column] = token
    return [merged[column] for column in sorted(merged)]
