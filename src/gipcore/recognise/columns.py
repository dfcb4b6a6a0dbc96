"""Rows of figures → cells: which column each figure belongs to.

Figures are placed by the headings above them where the grid shows that without doubt; else by their order, if their
number is exactly that of the columns. Anything else is unreadable for the whole row.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import define, evolve, field, frozen

from gipcore.forms import Column
from gipcore.limits import MAX_SPAN
from gipcore.recognise.labels import Target
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token
from gipcore.values import Reason

_SEVERAL = re.compile(r"\d\s+[+-]?\d")
MAX_HEADS = 8
"""Headings above a figure that are looked at; the official tables have four rows of them."""


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


@define
class ColumnFinder:
    """Knows the headings of every grid and where figures usually stand in it."""

    scan: TableScan
    usual: dict[tuple[int, int], tuple[int, ...]] = field(factory=dict)
    padded: set[int] = field(factory=set)
    """Blocks some rows of which have more cells than columns: an empty cell may then be padding, not a figure."""
    gaps_are_blanks: bool = False
    heads: dict[tuple[int, int, int], list[tuple[int, Target]]] = field(factory=dict)
    """The headings over each column of each grid, by (document block, column, form block), from the top down."""
    extra_heads: dict[tuple[int, int], list[Column]] = field(factory=dict)

    @classmethod
    def of(cls, scan: TableScan) -> ColumnFinder:
        finder = cls(scan)
        finder._index_heads()
        votes: dict[tuple[int, int], Counter[tuple[int, ...]]] = {}
        plain_rows: list[bool] = []
        for row in scan.rows:
            count = len(_columns(row))
            for tokens in row.by_line():
                if tokens[0].grid and len(tokens) == count:
                    weight = 1 + 2 * all(t.text.strip() for t in tokens)
                    counter = votes.setdefault((tokens[0].block, id(row.block)), Counter())
                    counter[tuple(t.column for t in tokens)] += weight
            tokens = [t for t in row.values if t.kind == "value"]
            if any(line[0].grid and len(line) > count for line in row.by_line()):
                finder.padded.add(id(row.block))
            if len(tokens) == count > 1 and _one_a_line(row):
                gaps = any(t.kind == "gap" for t in row.values)
                # Empty lines after the last row of a table only set it apart from what follows.
                last = row is max((r for r in scan.rows if r.table is row.table), key=lambda r: r.line)
                plain_rows.append(not gaps or (last and row.values[count - 1].kind != "gap"))
        finder.usual = {place: counter.most_common(1)[0][0] for place, counter in votes.items()}
        # Empty lines are blank cells only if complete rows have none, neither between their figures nor behind them.
        finder.gaps_are_blanks = bool(plain_rows) and all(plain_rows)
        return finder

    def _index_heads(self) -> None:
        for token, targets in self.scan.heads:
            for target in targets:
                extra = [column for column in target.columns if column.extra]
                if extra:
                    self.extra_heads.setdefault((token.block, id(target.block)), extra)
                if token.grid and target.columns:
                    for column in range(token.column, token.column + min(token.column_span, MAX_SPAN)):
                        self.heads.setdefault((token.block, column, id(target.block)), []).append((token.row, target))

    def place(self, row: RowFound) -> list[Placed] | NotPlaced:
        """The figures of a row in their cells."""
        columns = _columns(row)
        if not columns:
            return self._fail(row, "count")
        lines = row.by_line()
        if not lines:
            blank = self.gaps_are_blanks and len(row.values) >= len(columns)
            return _in_order(row, columns, row.values[: len(columns)]) if blank else []
        filled = [line for line in lines if any(t.text.strip() for t in line)] or lines[:1]
        if lines[0][0].grid:
            return self._grid(row, columns, filled)
        return self._text(row, columns, filled)

    def _fail(self, row: RowFound, reason: Reason) -> NotPlaced:
        columns = _columns(row) or [c for c in row.block.columns if not c.extra]
        tokens = [t for t in row.values if t.kind != "gap"]
        text = " ".join(t.text.strip() for t in tokens).strip()
        figures = [t for t in tokens if t.text.strip()]
        if len(figures) == 1 and len(columns) > 1 and len(figures[0].text.strip()) > 1:
            reason = "run-together"
        return NotPlaced(tuple(_cell(row, c) for c in columns), text, tokens[0], reason)

    def _text(self, row: RowFound, columns: list[Column], lines: list[list[Token]]) -> list[Placed] | NotPlaced:
        tokens = [token for line in lines for token in line]
        same_line = lines[0][0].line == row.line
        if len(tokens) != len(columns) and len(lines[0]) == len(columns) and (same_line or len(columns) > 1):
            tokens = lines[0]
        if len(tokens) != len(columns) and self.gaps_are_blanks and _one_a_line(row):
            with_gaps, rest = row.values[: len(columns)], row.values[len(columns) :]
            if len(with_gaps) == len(columns) and all(t.kind == "gap" for t in rest):
                tokens = with_gaps
        if len(tokens) != len(columns):
            return self._fail(row, "count")
        return _in_order(row, columns, tokens)

    def _grid(self, row: RowFound, columns: list[Column], lines: list[list[Token]]) -> list[Placed] | NotPlaced:
        every = row.by_line()
        if len(every) > 1 and all(len(line) == 1 for line in every):
            tokens = [token for line in every for token in line]
            filled = [token for token in tokens if token.text.strip()]
            for choice in (tokens, filled):
                if len(choice) == len(columns):
                    return _in_order(row, columns, choice)
            return self._fail(row, "count")
        if len(lines) == 1:
            return self._line(row, columns, lines[0])
        if len({tuple(t.text for t in line) for line in lines}) == 1:
            return self._line(row, columns, lines[0])
        first = self._line(row, columns, lines[0])
        merged = _complement(lines)
        labelled = bool(row.row and row.row.path)
        if labelled and isinstance(first, list) and (merged is None or all(placed.text.strip() for placed in first)):
            # The other lines are rows of their own whose label is lost.
            self.scan.orphans.extend(lines[1:])
            return first
        if merged:
            return self._line(row, columns, merged)
        return self._fail(row, "candidates")

    def _line(self, row: RowFound, columns: list[Column], tokens: list[Token]) -> list[Placed] | NotPlaced:
        if _crowded(columns, tokens):
            return self._spread(row, columns, tokens)
        if aligned := self._aligned(row, columns, tokens):
            return aligned
        filled = [token for token in tokens if token.text.strip()]
        usual = self.usual.get((tokens[0].block, id(row.block)))
        if len(tokens) == len(columns):
            shifted = usual is not None and tuple(t.column for t in tokens) != usual
            if not (shifted and id(row.block) in self.padded and len(filled) < len(tokens)) or not filled:
                return _in_order(row, columns, tokens)
        if len(columns) == 1 and len({t.text.strip() for t in filled}) == 1:
            return _in_order(row, columns, filled[:1])
        extras = self._extras(row, tokens[0].block)
        if extras and len(tokens) == len(columns) + len(extras) and len(columns) > 1:
            everything = [c for c in row.block.columns if not c.extra or c in extras]
            return _in_order(row, everything, tokens)
        if usual and len(tokens) > len(columns) and tokens[-1].column == usual[-1]:
            # The row ends where the others end, so its cells stand where theirs stand.
            chosen = [t for t in tokens if t.column in usual]
            if len(chosen) == len(columns) and all(t in chosen for t in filled):
                return _in_order(row, columns, chosen)
        if not usual and len(filled) == len(columns):
            return _in_order(row, columns, filled)
        if usual and len(filled) == len(columns) < len(tokens) and _adjacent(tokens, filled):
            return _in_order(row, columns, filled)
        if not filled and len(tokens) >= len(columns):
            return _in_order(row, columns, tokens[-len(columns) :])
        return self._fail(row, "candidates" if len(columns) == 1 and len(filled) > 1 else "count")

    def _spread(self, row: RowFound, columns: list[Column], tokens: list[Token]) -> list[Placed] | NotPlaced:
        """Several figures in one cell: readable only if all figures of the row stand there, with gaps between."""
        filled = [token for token in tokens if token.text.strip()]
        parts = [evolve(token, text=part) for token in filled for part in token.text.split()]
        if len(filled) == 1 and len(parts) == len(columns):
            return _in_order(row, columns, parts)
        return self._fail(row, "run-together")

    def _extras(self, row: RowFound, block: int) -> list[Column]:
        """The columns in the grid's heading that the form does not have."""
        return self.extra_heads.get((block, id(row.block)), [])

    def _aligned(self, row: RowFound, columns: list[Column], tokens: Iterable[Token]) -> list[Placed] | None:
        """By the headings above each figure; None unless that places every column exactly once."""
        places: dict[str, list[Token]] = {}
        by_key = {column.key: column for column in row.block.columns}
        for token in tokens:
            column = self._above(row, token)
            if column is None:
                # A column without a heading of the form, or padding: left out if all others are complete.
                continue
            places.setdefault(column.key, []).append(token)
        if not all(column.key in places for column in columns):
            return None
        result: list[Placed] = []
        for name, found in places.items():
            filled = [t for t in found if t.text.strip()]
            if len({t.text.strip() for t in filled}) > 1:
                return None
            token = filled[0] if filled else found[0]
            result.append(Placed(_cell(row, by_key[name]), token.text, token, by_key[name]))
        return result

    def _above(self, row: RowFound, token: Token) -> Column | None:
        candidates: list[Column] | None = None
        heads = self.heads.get((token.block, token.column, id(row.block)), [])
        below = bisect_left(heads, token.row, key=lambda head: head[0])
        for _, target in reversed(heads[max(0, below - MAX_HEADS) : below]):
            if candidates is None:
                if target.role != "column":
                    return None
                candidates = list(target.columns)
            elif narrowed := [c for c in candidates if c in target.columns]:
                candidates = narrowed
        return candidates[0] if candidates and len(candidates) == 1 else None


def _columns(row: RowFound) -> list[Column]:
    """The columns of figures that a row can have: of a block without row labels, those under the headings seen."""
    columns = [c for c in row.block.columns if not c.extra]
    if row.row is None or row.row.path or not row.groups:
        return columns
    under = [c for c in columns if c.under and c.under[-1] in row.groups]
    figures = sum(t.kind == "value" for t in row.values)
    return columns if figures == len(columns) or not under else under


def _cell(row: RowFound, column: Column) -> str:
    assert row.row is not None
    return row.block.cell_id(row.row, column)


def _crowded(columns: Sequence[Column], tokens: Sequence[Token]) -> bool:
    """Whether several figures seem to share a cell: gaps within it, or as many digits in the first cell as there are
    columns, and nothing in the others."""
    if any(_SEVERAL.search(token.text) for token in tokens):
        return True
    filled = [token for token in tokens if token.text.strip()]
    if len(columns) == 1 or len(filled) != 1 or len(tokens) < len(columns):
        return False
    if not any(filled[0] is token for token in tokens[: len(tokens) - len(columns) + 1]):
        return False
    digits = filled[0].text.strip()
    return digits.isdigit() and (len(digits) >= max(len(columns), 3) or (len(digits) > 1 and digits[0] == "0"))


def _one_a_line(row: RowFound) -> bool:
    """Whether a text has one figure on each line, and none beside the label."""
    beside = row.line if row.label else -1
    return not any(t.grid for t in row.values) and all(len(x) == 1 and x[0].line != beside for x in row.by_line())


def _in_order(row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> list[Placed]:
    return [Placed(_cell(row, c), t.text, t, c) for c, t in zip(columns, tokens, strict=True)]


def _adjacent(tokens: Sequence[Token], filled: Sequence[Token]) -> bool:
    """Whether the filled cells stand side by side: then the empty ones are padding before or behind them."""
    first = next(i for i, t in enumerate(tokens) if t is filled[0])
    return all(tokens[first + i] is t for i, t in enumerate(filled))


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
