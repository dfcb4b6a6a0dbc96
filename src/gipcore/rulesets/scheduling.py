"""Which fee schedule is in force on a day in a region, what the layers above add to it, and the working days there."""

from __future__ import annotations

from datetime import date

from attrs import define, field

from gipcore.errors import FeeError
from gipcore.layers import Ruleset
from gipcore.rules import Days
from gipcore.schedules import ScheduleInForce, WorkingDays, working_days

MAX_REMEMBERED = 4096
"""Days and places of which the answer is kept."""


@define(eq=False)
class Schedules:
    """The schedules of all layers, from the base up."""

    rulesets: tuple[Ruleset, ...]
    _found: dict[tuple[object, ...], ScheduleInForce] = field(factory=dict, init=False)
    _calendars: dict[str, WorkingDays] = field(factory=dict, init=False)

    def around(self, region: str | None, name: str = "") -> tuple[Ruleset, ...]:
        """The rulesets for a place and a body, from the base up."""
        return tuple(
            ruleset
            for ruleset in self.rulesets
            if (region or "").startswith(ruleset.region) and (not ruleset.system or name.endswith(ruleset.bodies))
        )

    def in_force(self, day: date, region: str | None = None, name: str = "") -> ScheduleInForce:
        """What is in force on *day* in the region of that code; raises FeeError, which says what there is, if none."""
        key = (day, region, name)
        if key not in self._found:
            if len(self._found) >= MAX_REMEMBERED:
                self._found.clear()
            self._found[key] = self._select(day, region or "", name)
        return self._found[key]

    def _select(self, day: date, region: str, name: str) -> ScheduleInForce:
        around = self.around(region, name)
        for ruleset in around:
            for schedule in ruleset.schedule:
                if schedule.days.covers(day):
                    prices = [(r, p) for r in around for p in r.prices if p.of == schedule.id and p.days.covers(day)]
                    rules = [(r, c) for r in around for c in r.collection if c.of == schedule.id and c.days.covers(day)]
                    adding = {r.layer_id for r, _ in (*prices, *rules)}
                    layers = [ruleset.layer_id, *(r.layer_id for r in around if r.layer_id in adding)]
                    return ScheduleInForce(
                        schedule,
                        region,
                        tuple(dict.fromkeys(layers)),
                        tuple(item for _, item in prices),
                        tuple(item for _, item in rules),
                    )
        known = [f"{_span(schedule.days)}（{schedule.title}）" for r in around for schedule in r.schedule]
        there = f"已收入的有：{'；'.join(sorted(known))}。" if known else "没有安装任何收费规定（gipcore-rulesets）。"
        raise FeeError(f"{day} 没有可以依据的收费规定，不等于可以收取，也不等于金额为零。{there}")

    def in_year(self, year: int, region: str | None = None, name: str = "") -> tuple[ScheduleInForce, ...]:
        """What was in force on some day of *year*, in order of the days; each as on its last day in that year."""
        if not date.min.year <= year <= date.max.year:
            return ()
        first, last = date(year, 1, 1), date(year, 12, 31)
        around = self.around(region, name)
        days = [s.days for ruleset in around for s in ruleset.schedule if meet(s.days, Days(first, last))]
        return tuple(self.in_force(min(span.last or last, last), region, name) for span in sorted(days, key=_first))

    def calendar(self, region: str | None = None) -> WorkingDays:
        """The working days in the region, with a remark if its own holidays are not known."""
        around = self.around(region)
        local = [year for ruleset in around if ruleset.region for year in ruleset.calendar]
        holidays = [one for ruleset in self.rulesets for one in ruleset.local_holidays]
        missing = [one.names for one in holidays if (region or "").startswith(one.region) and not local]
        key = " ".join([*(ruleset.id for ruleset in around), *missing])
        if key not in self._calendars:
            national = [year for ruleset in around if not ruleset.region for year in ruleset.calendar]
            remark = f"没有计入当地的节日（{'、'.join(missing)}），实际期限可能更晚。" if missing else ""
            if len(self._calendars) >= MAX_REMEMBERED:
                self._calendars.clear()
            self._calendars[key] = working_days(national, local, remark)
        return self._calendars[key]


def _first(days: Days) -> date:
    return days.first or date.min


def _span(days: Days) -> str:
    return f"{days.first or '……'} 至 {days.last or '今'}"


def meet(one: Days, other: Days) -> bool:
    """Whether the two have a day in common."""
    return (one.last or date.max) >= (other.first or date.min) and (other.last or date.max) >= (one.first or date.min)
