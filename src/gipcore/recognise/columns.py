"""Rows of figures → cells: which column each figure belongs to.

Figures are placed by the headings above them where the grid shows that without doubt; else by their order, if their
number is exactly that of the columns. Anything else is unreadable for the whole row.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from gipcore.forms import Column
from gipcore.recognise.alignment import Alignment
from gipcore.recognise.crowding import crowded, told_apart
from gipcore.recognise.habits import Habits, edge, spot, windows
from gipcore.recognise.placing import Lineup, NotPlaced, Result, in_order, not_placed
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token


@define
class ColumnFinder:
    """Places the rows of one document."""

    habits: Habits
    alignment: Alignment
    strays: list[list[Token]] = field(factory=list)
    """Grid rows below a row's own that have figures too: their label may be lost."""

    def place(self, lineup: Lineup) -> Result:
        """The figures of a row in their cells; nothing for a row that turns out to have none."""
        row, columns, lines = lineup.row, lineup.columns, lineup.lines
        if not lines:
            # The empty line behind a table only sets it apart, unless other rows keep their blank cells.
            blank = self.habits.gaps_are_blanks and row.line not in self.habits.last_lines
            enough = blank and columns and len(row.values) >= len(columns)
            return in_order(row, columns, row.values[: len(columns)]) if columns and enough else []
        if row.doubtful or (row.broken and not row.figures):
            # Of a label that is broken off, empty cells say nothing: the figures may stand beside its other half.
            return not_placed(row, "count")
        if not row.figures and row.labelled and lines[0][0].block in self.habits.labels_above:
            return not_placed(row, "count")
        if id(row.block) in self.habits.overfull:
            columns = None
        if lines[0][0].grid:
            return self._in_grid(lineup, columns)
        return self._in_text(lineup, columns) if columns else not_placed(row, "count")

    def _in_text(self, lineup: Lineup, columns: list[Column]) -> Result:
        row, lines, count = lineup.row, lineup.lines, len(columns)
        beside = [line for line in lines if row.label and row.has_own_line(line[0].line)]
        tokens = [token for line in beside or lines for token in line]
        if not beside and len(lines[0]) > 1:
            if self.habits.beside and row.labelled:
                # Elsewhere figures stand beside their labels: those below one may be of a row that lost its own.
                return not_placed(row, "candidates")
            tokens = lines[0] if len(tokens) != count == len(lines[0]) else tokens
        if len(tokens) != count and self.habits.gaps_are_blanks and lineup.one_a_line:
            with_gaps, rest = row.values[:count], row.values[count:]
            doubtful = with_gaps[-1].kind == "gap" and row.line in self.habits.last_lines
            doubtful = doubtful or (self.habits.led and row.padding > 0 and with_gaps[0].kind == "gap")
            if len(with_gaps) == count and all(token.kind == "gap" for token in rest) and not doubtful:
                if crowded(row, count, with_gaps):
                    return told_apart(row, columns, tokens)
                tokens = with_gaps
        return in_order(row, columns, tokens) if len(tokens) == count else not_placed(row, "count")

    def _in_grid(self, lineup: Lineup, columns: list[Column] | None) -> Result:
        row, lines = lineup.row, lineup.lines
        beside = row.labelled and any(row.has_own_line(line[0].line) for line in lines)
        if columns and len(lines) > 1 and all(len(line) == 1 for line in lines) and not beside:
            return self._in_column(lineup, columns)
        filled = [line for line in lines if any(token.filled for token in line)]
        own = [line for line in filled if not row.labelled or row.has_own_line(line[0].line)]
        others = [line for line in filled if line not in own]
        if not own and others:
            # The label alone in its row: the next row may be its figures, or those of a label that is lost.
            alone = len(others) == 1 and not any(row.has_own_line(line[0].line) for line in lines)
            complete = alone and columns and len(others[0]) == len(columns)
            return self._in_line(row, columns, others[0]) if complete else not_placed(row, "candidates")
        self.strays.extend(others)
        if len(own) > 1:
            alike = len({tuple(token.text for token in line) for line in own}) == 1
            merged = own[0] if alike else _complement(own)
            return self._in_line(row, columns, merged) if merged else not_placed(row, "candidates")
        return self._in_line(row, columns, own[0] if own else lines[0])

    def _in_column(self, lineup: Lineup, columns: list[Column]) -> Result:
        """One cell a row: the figures follow their label, in some files after the empty cells of a merged label."""
        row, count = lineup.row, len(columns)
        tokens = [line[0] for line in lineup.lines]
        filled = [token for token in tokens if token.filled]
        if crowded(row, count, tokens):
            return told_apart(row, columns, tokens)
        if count == 1 and len({token.text.strip() for token in filled}) == 1:
            return in_order(row, columns, filled[:1])
        known = row.labelled and self.habits.single_padded is not None
        padding = row.padding if self.habits.single_padded else 0
        window = tokens[padding : padding + count]
        complete = len(window) == count and sum(token.filled for token in window) == len(filled)
        if complete and (known or count in (len(tokens), len(filled))):
            return in_order(row, columns, window)
        return not_placed(row, "count")

    def _in_line(self, row: RowFound, columns: list[Column] | None, tokens: list[Token]) -> Result:
        result = self._in_line_by_order(row, columns, tokens)
        if isinstance(result, NotPlaced) or not result:
            return result
        figures = [placed.token for placed in result]
        beneath_labels = row.padding and figures[0].column < self.habits.figures_from.get(edge(row, tokens), 0)
        if beneath_labels or self.alignment.contradicts(row, [placed.column for placed in result], figures):
            return not_placed(row, "count")
        return result

    def _in_line_by_order(self, row: RowFound, columns: list[Column] | None, tokens: list[Token]) -> Result:
        if crowded(row, len(columns or row.block.columns), tokens):
            return told_apart(row, columns, tokens)
        if aligned := self.alignment.columns(row, tokens):
            # Where a merged heading has lost its span, those behind it stand over other columns than their own.
            shifted = not aligned[0] or (columns and not _agree(columns, aligned[0]))
            return not_placed(row, "count") if shifted else in_order(row, *aligned)
        if columns is None:
            return not_placed(row, "count")
        filled, count = [token for token in tokens if token.filled], len(columns)
        usual = self.habits.usual.get(spot(row, tokens))
        if len(tokens) == count and (
            len(filled) in (0, count)
            or id(row.block) not in self.habits.padded
            or tuple(token.column for token in tokens) == usual
        ):
            return in_order(row, columns, tokens)
        if count == 1 and len({token.text.strip() for token in filled}) == 1:
            return in_order(row, columns, filled[:1])
        if not filled and len(tokens) >= count:
            return in_order(row, columns, tokens[-count:])
        found = windows(tokens, count)
        if not row.labelled and len(filled) != count:
            found = []  # no label shows where the figures begin: the first may be a number of the row
        if len(found) > 1:
            found = [window for window in found if tuple(token.column for token in window) == usual]
        if len(tokens) > count and len(found) == 1:
            return in_order(row, columns, found[0])
        return not_placed(row, "candidates" if count == 1 and len(filled) > 1 else "count")


def _agree(columns: Sequence[Column], others: Sequence[Column]) -> bool:
    """Whether the columns that both have stand in the same order, and further columns in both."""
    keys, other_keys = [column.key for column in columns], [column.key for column in others]
    if any(column.extra and column.key not in other_keys for column in columns):
        return False
    return [key for key in keys if key in other_keys] == [key for key in other_keys if key in keys]


def _complement(lines: Sequence[Sequence[Token]]) -> list[Token] | None:
    """Rows that were split over several grid rows, merged where no two of them fill the same column."""
    merged: dict[int, Token] = {}
    for line in lines:
        for token in line:
            there = merged.get(token.column)
            if there is not None and there.filled and token.filled:
                return None
            if there is None or token.filled:
                merged[token.column] = token
    return [merged[column] for column in sorted(merged)]
