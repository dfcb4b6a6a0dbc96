"""Statistical periods in a text: ``2023年1月1日至12月31日`` and what is left of them when characters were lost."""

from __future__ import annotations

import re
from datetime import date

from attrs import frozen

from gipcore_national.common import Memo
from gipcore_national.narrative import Narrative

_DAY = "日"
_JOIN = re.compile(r"日起?(?:至|到|止|-|—|–|~|～)+(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日")
_START = re.compile(r"(?<!\d)(\d{4})年(\d{1,2})月(\d{1,2})$")


@frozen
class Period:
    """A first and last day, and the words before it."""

    start: date
    end: date
    before: str
    text: str

    @property
    def whole_year(self) -> bool:
        """Whether it begins on 1 January and ends on 31 December of the same year."""
        return self.start == date(self.start.year, 1, 1) and self.end == date(self.start.year, 12, 31)


def _build(told: Narrative) -> tuple[Period, ...]:
    found = []
    for part in told.parts:
        # Every period has this character after its first day; going from one to the next is cheaper than a search by
        # pattern.
        position = part.find(_DAY)
        while position >= 0:
            match = _JOIN.match(part, position)
            start = match and _START.search(part[max(0, position - 12) : position])
            position = part.find(_DAY, position + 1)
            if match is None or start is None:
                continue
            try:
                first = date(*map(int, start.groups()))
                last = date(int(match[1] or start[1]), int(match[2]), int(match[3]))
            except ValueError:
                continue
            begin = match.start() - len(start[0])
            found.append(Period(first, last, part[max(0, begin - 20) : begin], part[begin : match.end()]))
    return tuple(found)


periods: Memo[Narrative, tuple[Period, ...]] = Memo(_build, 16)
"""All periods in a narrative, in reading order."""
