"""How the rows of a document look, learnt from those that tell by themselves, for those that do not."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import TypeAlias

from attrs import frozen

from gipcore.recognise.placing import Lineup
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token

MIN_OVERFULL = 2
"""Rows with too many figures that show a column unknown to the form; one may have caught a page number."""
Spot: TypeAlias = tuple[int, int, int, int]
"""Rows alike: the block of the document, that of the form (by its id), the grid column in which their label ends, and
how many merged labels stand above it."""


@frozen
class Habits:
    """What is usual in the tables of one document. Blocks of the form are known by their id."""

    usual: dict[Spot, tuple[int, ...]]
    """The grid columns in which the figures of rows alike stand."""
    figures_from: dict[tuple[int, int, int], int]
    """Where figures begin in rows that have all their labels, by ``edge``: to the left stand labels, or nothing."""
    padded: set[int]
    """Blocks some rows of which have more cells than columns: an empty cell may then be padding, not a figure."""
    overfull: set[int]
    """Blocks some rows of which have more figures than columns: there is a column that nobody knows, and a row with
    the right number of figures may lack one of its own."""
    single_padded: bool | None
    """In grids of one column: whether merged labels leave empty cells before the figures; None if rows disagree."""
    gaps_are_blanks: bool
    """Whether empty lines between figures are blank cells."""
    led: bool
    """Whether an empty line follows the label of every row whose merged label leaves empty cells: it may be those."""
    last_lines: set[int]
    """Lines of the rows that end a table or a part of one, where an empty line behind may only set that off; none
    where other rows show that blank cells are kept."""

    beside: bool
    """Whether a text has figures on the lines of their labels."""
    labels_above: set[int]
    """Grids of the document in which figures stand below their labels: a blank row there has lost its figures."""

    @classmethod
    def of(cls, lineups: Sequence[Lineup], heads: Iterable[int]) -> Habits:
        """What the rows tell, with *heads*, the lines on which headings stand."""
        last = _last(lineups, heads)
        return cls(
            _usual(lineups),
            {
                edge(x.row, tokens): tokens[0].column
                for x in lineups
                for tokens in x.lines
                if tokens[0].grid and x.row.labelled and not x.row.padding and x.row.has_own_line(tokens[0].line)
            },
            _padded(lineups),
            _overfull(lineups),
            _single_padded(lineups),
            _gaps_are_blanks(lineups, last),
            all(x.row.values[0].kind == "gap" for x in lineups if x.row.padding and x.row.values),
            set() if _blanks_inside(lineups, last) else {row.line for row in last},
            any(x.row.has_own_line(t.line) for x in lineups if x.row.labelled for t in x.row.values if not t.grid),
            _labels_above(lineups),
        )


def spot(row: RowFound, tokens: Sequence[Token]) -> Spot:
    """Where a grid row with these figures stands, as far as rows alike have it in common."""
    end = row.label.column + row.label.column_span if row.label and row.label.grid else tokens[0].column
    return tokens[0].block, id(row.block), end, len(row.row.path)


def edge(row: RowFound, tokens: Sequence[Token]) -> tuple[int, int, int]:
    """The grid, the block of the form and the grid column in which a row's figures end."""
    return tokens[0].block, id(row.block), tokens[-1].column


def windows(tokens: Sequence[Token], count: int) -> list[list[Token]]:
    """The stretches of *count* cells outside of which no figure stands."""
    if not count:
        return []
    filled = [number for number, token in enumerate(tokens) if token.filled]
    first, last = (filled[-1] - count + 1, filled[0]) if filled else (0, len(tokens))
    starts = range(max(0, first), min(last, len(tokens) - count) + 1)
    return [list(tokens[start : start + count]) for start in starts]


def _usual(lineups: Sequence[Lineup]) -> dict[Spot, tuple[int, ...]]:
    votes: dict[Spot, Counter[tuple[int, ...]]] = {}
    for lineup in lineups:
        for tokens in lineup.lines:
            # A label in two pieces may stand in another place than those of rows alike.
            if tokens[0].grid and not lineup.row.continued and any(token.filled for token in tokens):
                found = windows(tokens, len(lineup.columns or ()))
                if len(found) == 1:
                    weight = 3 if all(token.filled for token in found[0]) else 1
                    place = tuple(token.column for token in found[0])
                    votes.setdefault(spot(lineup.row, tokens), Counter())[place] += weight
    return {key: counter.most_common(1)[0][0] for key, counter in votes.items()}


def _padded(lineups: Sequence[Lineup]) -> set[int]:
    return {
        id(lineup.row.block)
        for lineup in lineups
        for tokens in lineup.lines
        if tokens[0].grid and len(tokens) > len(lineup.columns or ())
    }


def _overfull(lineups: Sequence[Lineup]) -> set[int]:
    lines: Counter[int] = Counter()
    for lineup in lineups:
        count = len(lineup.columns or ())
        for tokens in lineup.lines:
            lines[id(lineup.row.block)] += 1 < count < sum(token.filled for token in tokens)
    return {block for block, count in lines.items() if count >= MIN_OVERFULL}


def _single_padded(lineups: Sequence[Lineup]) -> bool | None:
    votes: list[bool] = []
    for lineup in lineups:
        padding, count = lineup.row.padding, len(lineup.columns or ())
        single = lineup.row.values[0].grid and all(len(line) == 1 for line in lineup.lines)
        if padding and single and len(lineup.lines) >= count:
            begun = any(line[0].filled for line in lineup.lines[:padding])
            votes.append(len(lineup.lines) >= count + padding and not begun)
    yes = sum(votes)
    no = len(votes) - yes
    return True if yes > 3 * no else False if no > 3 * yes else None


def _last(lineups: Sequence[Lineup], heads: Iterable[int]) -> list[RowFound]:
    """The rows behind which a part of a table ends, or is broken off by headings."""
    rows = sorted((lineup.row for lineup in lineups), key=lambda row: row.line)
    lines = sorted(heads)
    return [
        row
        for row, following in zip_longest(rows, rows[1:])
        if following is None
        or following.block is not row.block
        or bisect_left(lines, row.line) < bisect_left(lines, following.line)
    ]


def _gaps_are_blanks(lineups: Sequence[Lineup], last: Sequence[RowFound]) -> bool:
    """Empty lines are blank cells only if complete rows have none, neither between their figures nor behind them."""
    complete = [lineup for lineup in lineups if _complete(lineup)]
    for lineup in complete:
        row, count = lineup.row, len(lineup.lines)
        # Empty lines after the last row of a table only set it apart from what follows.
        apart = any(row is other for other in last) and all(token.kind != "gap" for token in row.values[:count])
        if len(row.values) > count and not apart:
            return False
    return bool(complete)


def _blanks_inside(lineups: Sequence[Lineup], last: Sequence[RowFound]) -> bool:
    """Whether rows that end no table have exactly as many empty lines as they lack figures: blanks are kept then."""
    ends = {id(row) for row in last}
    inside = [x for x in lineups if id(x.row) not in ends and not x.row.start.grid and x.row.values[-1].kind == "gap"]
    return any(len(x.row.values) == len(x.columns or ()) for x in inside)


def _complete(lineup: Lineup) -> bool:
    """Whether a text has as many figures as columns, one a line."""
    return 1 < len(lineup.columns or ()) == len(lineup.row.cells()) and lineup.one_a_line


def _labels_above(lineups: Sequence[Lineup]) -> set[int]:
    """The grids in which rows beside whose labels nothing stands have figures below."""
    return {
        lineup.lines[-1][0].block
        for lineup in lineups
        if lineup.row.labelled and len(lineup.lines) > 1 and lineup.lines[0][0].grid
        if not any(t.filled and lineup.row.has_own_line(t.line) for t in lineup.row.values)
        if any(len(line) > 1 and any(token.filled for token in line) for line in lineup.lines)
    }
