"""Rows of figures → cells: which column each figure belongs to.

Figures are placed by the headings above them where the grid shows that without doubt; else by their order, if their
number is exactly that of the columns. Anything else is unreadable for the whole row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import define, field, frozen

from gipcore.forms import Column
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token
from gipcore.values import Reason


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
    gaps_are_blanks: bool = False

    @classmethod
    def of(cls, scan: TableScan) -> ColumnFinder:
        finder = cls(scan)
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
            if tokens and not tokens[0].grid and len(tokens) == count > 1:
                between = row.values[: row.values.index(tokens[-1])]
                plain_rows.append(not any(t.kind == "gap" for t in between))
        finder.usual = {place: counter.most_common(1)[0][0] for place, counter in votes.items()}
        # Empty lines are blank cells only if no complete row has empty lines between its figures.
        finder.gaps_are_blanks = bool(plain_rows) and all(plain_rows)
        return finder

    def place(self, row: RowFound) -> list[Placed] | NotPlaced:
        """The figures of a row in their cells."""
        columns = _columns(row)
        if not columns:
            return self._fail(row, "count")
        lines = row.by_line()
        filled = [line for line in lines if any(t.text.strip() for t in line)] or lines[:1]
        if row.values[0].grid:
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
        if len(tokens) != len(columns) and self.gaps_are_blanks:
            # Trailing empty lines end the row, they are no cells of it.
            with_gaps = list(row.values)
            if len(with_gaps) == len(columns):
                tokens = with_gaps
        if len(tokens) != len(columns):
            return self._fail(row, "count")
        return _in_order(row, columns, tokens)

    def _grid(self, row: RowFound, columns: list[Column], lines: list[list[Token]]) -> list[Placed] | NotPlaced:
        if len(lines) == 1:
            return self._line(row, columns, lines[0])
        if all(len(line) == 1 for line in lines):
            tokens = [token for line in row.by_line() for token in line]
            filled = [token for token in tokens if token.text.strip()]
            for choice in (tokens, filled):
                if len(choice) == len(columns):
                    return _in_order(row, columns, choice)
            return self._fail(row, "count")
        first = self._line(row, columns, lines[0])
        if isinstance(first, list) and all(placed.text.strip() for placed in first):
            self.scan.orphans.extend(lines[1:])
            return first
        if merged := _complement(lines):
            return self._line(row, columns, merged)
        return self._fail(row, "candidates")

    def _line(self, row: RowFound, columns: list[Column], tokens: list[Token]) -> list[Placed] | NotPlaced:
        if aligned := self._aligned(row, columns, tokens):
            return aligned
        filled = [token for token in tokens if token.text.strip()]
        usual = self.usual.get((tokens[0].block, id(row.block)))
        if len(tokens) == len(columns):
            shifted = usual is not None and tuple(t.column for t in tokens) != usual
            if not (shifted and len(filled) < len(tokens)) or not filled:
                return _in_order(row, columns, tokens)
        if len(columns) == 1 and len({t.text.strip() for t in filled}) == 1:
            return _in_order(row, columns, filled[:1])
        extras = self._extras(row, tokens[0].block)
        if extras and len(tokens) == len(columns) + len(extras) and len(columns) > 1:
            everything = [c for c in row.block.columns if not c.extra or c in extras]
            return _in_order(row, everything, tokens)
        if usual and len(tokens) > len(columns):
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

    def _extras(self, row: RowFound, block: int) -> list[Column]:
        return [
            column
            for token, targets in self.scan.heads
            if token.block == block
            for target in targets
            if target.block is row.block
            for column in target.columns
            if column.extra
        ]

    def _aligned(self, row: RowFound, columns: list[Column], tokens: Iterable[Token]) -> list[Placed] | None:
        """By the headings above each figure; None unless that places every column exactly once."""
        places: dict[str, list[Token]] = {}
        by_key = {column.key: column for column in row.block.columns}
        for token in tokens:
            column = self._above(row, token)
            if column is None:
                if token.text.strip():
                    return None
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
        covering = [
            (head, target)
            for head, targets in self.scan.heads
            if head.block == token.block and head.row < token.row and head.column <= token.column < head.column + head.column_span
            for target in targets
            if target.block is row.block and target.columns
        ]
        covering.sort(key=lambda pair: -pair[0].row)
        candidates: list[Column] | None = None
        for _, target in covering:
            if candidates is None:
                if target.role != "column":
                    return None
                candidates = list(target.columns)
            elif len(narrowed := [c for c in candidates if c in target.columns]) > 0:
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
