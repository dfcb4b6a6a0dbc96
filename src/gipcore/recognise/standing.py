"""Where tables stand among the sections, and which of several counts: the one in its own section."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from attrs import define, field

from gipcore.recognise.rows import RowFound
from gipcore.recognise.sections import Candidate, position
from gipcore.reports import TableSeen

BEFORE, BEHIND, UNTOLD, OWN = range(4)
"""A row before its section (of another table, last year's perhaps), in a later section, in a document without that
heading, in its own section."""


@define
class Standing:
    """The headings of a document in reading order, and the earlier ones of sections that were found again."""

    headings: Sequence[Candidate]
    earlier: Sequence[Candidate] = ()
    _sections: list[Candidate] = field(init=False)
    _first: dict[str | None, int] = field(init=False)
    """The line on which each section begins first."""

    def __attrs_post_init__(self) -> None:
        self._sections = sorted((c for c in (*self.headings, *self.earlier) if c.section), key=position)
        self._first = {c.section: c.line for c in reversed(self._sections)}

    def section(self, row: RowFound) -> str | None:
        """The section whose heading is the last before the row."""
        count = bisect_right(self._sections, (row.line, row.start.offset), key=position)
        return self._sections[count - 1].section if count else None

    def of(self, row: RowFound) -> int:
        """BEFORE, BEHIND, UNTOLD or OWN."""
        if row.table.section not in self._first:
            return UNTOLD
        if self.section(row) == row.table.section:
            return OWN
        return BEHIND if self._first[row.table.section] < row.line else BEFORE

    def seen(self, rows: Iterable[RowFound]) -> tuple[TableSeen, ...]:
        """Each table of the form once for every place where its figures begin anew (its first row seen again)."""
        seen: list[TableSeen] = []
        first: dict[str, tuple[int, tuple[str, ...]]] = {}
        for row in sorted(rows, key=lambda row: row.line):
            marker = id(row.row), row.groups
            if first.setdefault(row.table.key, marker) == marker:
                seen.append(TableSeen(row.table.key, self.section(row), row.place))
        return tuple(seen)
