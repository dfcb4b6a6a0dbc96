"""Working days: Monday to Friday, less the holidays, plus the weekends worked for them, for the years that are known.

The days of a year are what the State Council's notice of that year says. A year without its notice is an error, never a
guess: the day after the last working day known cannot be told.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import define, evolve, frozen

from gipcore.errors import FeeError


@frozen
class CalendarYear:
    """A year: weekdays that are ``off``, days of weekends that are ``on``, and how many working days it so has."""

    year: int
    source: str
    off: tuple[date, ...] = ()
    on: tuple[date, ...] = ()
    working_days: int | None = None

    def days(self) -> tuple[date, ...]:
        """Its working days in order."""
        first, off, on = date(self.year, 1, 1), set(self.off), set(self.on)
        days = (first + timedelta(n) for n in range((date(self.year + 1, 1, 1) - first).days))
        return tuple(day for day in days if (day.weekday() < 5 and day not in off) or day in on)

    def over(self, base: CalendarYear) -> CalendarYear:
        """This year's local holidays put on top of *base*."""
        off = {*base.off, *self.off} - set(self.on)
        on = {*base.on, *self.on} - set(self.off)
        return evolve(base, off=tuple(sorted(off)), on=tuple(sorted(on)), working_days=None, source=self.source)


@frozen
class LocalHolidays:
    """A region with holidays of its own that the national notices do not list."""

    region: str
    names: str
    unsourced: str = ""


@define(slots=False, eq=False)
class WorkingDays:
    """The working days of the years known. ``remark`` says what is missing for the region; empty if nothing is."""

    years: Mapping[int, CalendarYear]
    remark: str = ""

    @cached_property
    def _days(self) -> tuple[date, ...]:
        return tuple(day for year in sorted(self.years) for day in self.years[year].days())

    def is_working(self, day: date) -> bool:
        """Whether offices work on *day*; raises FeeError beyond the years known."""
        self._check(day)
        place = bisect_left(self._days, day)
        return place < len(self._days) and self._days[place] == day

    def after(self, day: date, count: int) -> date:
        """The working day number *count* after *day*, which itself does not count; raises FeeError beyond the years.

        A start on a day of rest counts from the next working day.
        """
        self._check(day)
        place = bisect_right(self._days, day) + count - 1
        # The years are told without a gap or not at all, so the last one known ends what can be counted.
        if place >= len(self._days):
            raise FeeError(
                f"从 {day} 起第 {count} 个工作日在 {self._last} 年之后，该年以后的放假安排尚未收入，不作推算。"
                f"请更新规则库，或在规则目录中补充 {self._last + 1} 年的 [[calendar]]。"
            )
        return self._days[place]

    def between(self, day: date, until: date) -> int:
        """How many working days lie after *day* up to and with *until*."""
        self._check(day)
        self._check(until)
        return bisect_right(self._days, until) - bisect_right(self._days, day)

    @property
    def _last(self) -> int:
        return max(self.years)

    def _check(self, day: date) -> None:
        if not self.years:
            raise FeeError("没有工作日历，无法计算期限。请安装 gipcore-rulesets。")
        if day.year not in self.years:
            raise FeeError(
                f"{day} 不在工作日历之内（{min(self.years)}—{self._last} 年），期限不作推算。"
                f"请更新规则库，或在规则目录中补充 {day.year} 年的 [[calendar]]。"
            )


def working_days(years: Iterable[CalendarYear], local: Iterable[CalendarYear], remark: str = "") -> WorkingDays:
    """The national *years* with the *local* ones of a region on top, of which there may be several for one year."""
    known = {year.year: year for year in years}
    for year in local:
        if year.year in known:
            known[year.year] = year.over(known[year.year])
    return WorkingDays(known, remark)
