"""An application in a list of charges, and what the applications of one applicant's month cost, one after the other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import define, field, frozen

from gipcore.errors import FeeError
from gipcore.schedules import Schedule, Standard, Step
from gipcore_fee.charges import Answers, chosen, standard_of

_DIGITS = re.compile(r"\d+")


@frozen
class Application:
    """One application as registered. ``day`` puts it into a month; ``pages`` are for a charge by volume."""

    applicant: str
    day: date
    number: str = ""
    standard: str = "items"
    pages: int = 0
    way: str = ""
    organ: str = ""
    withdrawn: bool = False

    @property
    def order(self) -> tuple[object, ...]:
        """By day, then by number, 9 before 10; without numbers by what is charged, so that no order of rows matters."""
        return self.day, natural(self.number), self.standard, self.pages, self.withdrawn


def natural(number: str) -> str:
    """The text of a number with its digits padded, so that sorting puts 9 before 10.

    >>> natural("2024-9号") < natural("2024-10号")
    True
    """
    return _DIGITS.sub(lambda match: match[0].lstrip("0").zfill(20), number)


@frozen
class Charged:
    """An application with its ordinal in the month (None: it does not count there), its price and the steps of that."""

    application: Application
    ordinal: int | None
    amount: Decimal
    steps: tuple[Step, ...] = ()


@define
class Month:
    """Charges the applications of one applicant's month, which must come in their order; adds up as they come.

    ``answers`` decide what the law leaves open. ``steps`` are those by item, a price each, then those by page.
    """

    schedule: Schedule
    on: date
    answers: Answers = field(factory=dict)
    count: int = 0
    """Applications so far, withdrawn ones too."""
    total: Decimal = Decimal(0)
    by_items: int = 0
    by_pages: int = 0
    _ordinal: int = 0
    _steps: dict[tuple[int, int | None], Step] = field(factory=dict)
    _pages: dict[tuple[int, int | None], Step] = field(factory=dict)
    _items: Standard = field(init=False)
    _keeps: bool = field(init=False)
    _counts_withdrawn: bool = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._items = standard_of(self.schedule, "items", self.on)
        answers = {item.choice.id: item.answer for item in chosen(self.schedule, "items", self.answers)}
        self._keeps = answers.get("volume-keeps-place", "yes") == "yes"
        self._counts_withdrawn = answers.get("withdrawn", "counted") == "counted"

    def charge(self, application: Application) -> Charged:
        """The next application; raises FeeError if its standard does not hold for it."""
        self.count += 1
        by_pages = application.standard != self._items.id
        standard = self._pages_standard(application) if by_pages else self._items
        if application.withdrawn and not self._counts_withdrawn:
            return Charged(application, None, Decimal(0))
        ordinal = None
        if not by_pages or self._keeps:
            self._ordinal += 1
            ordinal = self._ordinal
        if by_pages:
            self.by_pages += 1
            steps = tuple(standard.steps(application.pages))
            amount = standard.amount(application.pages)
            for step in steps:
                merge_step(self._pages, step, *standard.bracket_of(step.first).step_of(step.first))
        else:
            assert ordinal is not None
            self.by_items += 1
            bracket = standard.bracket_of(ordinal)
            first, last = bracket.step_of(ordinal)
            amount = bracket.price_of(ordinal)
            steps = (Step(ordinal, ordinal, 1, amount, bracket.source),)
            merge_step(self._steps, steps[0], first, last)
        self.total += amount
        return Charged(application, ordinal, amount, steps)

    def _pages_standard(self, application: Application) -> Standard:
        standard = standard_of(self.schedule, application.standard, self.on)
        if standard.ways and application.way and application.way not in standard.ways:
            way = next((way.title for way in self.schedule.ways if way.id == application.way), application.way)
            raise FeeError(f"“{way}”不适用{standard.title}（{standard.ways_source}）。")
        return standard

    @property
    def steps(self) -> tuple[tuple[str, Step], ...]:
        """Unit and step: the items at each price, then the pages at each price of all applications by volume."""
        pages = next((s.unit for s in self.schedule.standards if s.id != self._items.id), "")
        found = [(self._items.unit, step) for step in self._steps.values()]
        found += [(pages, step) for step in self._pages.values()]
        return tuple(sorted(found, key=lambda pair: (pair[0] != self._items.unit, pair[1].first)))


def merge_step(steps: dict[tuple[int, int | None], Step], step: Step, first: int, last: int | None) -> None:
    """Add *step* to the one of the same tier; its span is from the first to the last unit seen."""
    key = first, last
    seen = steps.get(key)
    if seen is None:
        steps[key] = step
    else:
        steps[key] = Step(
            min(seen.first, step.first), max(seen.last, step.last), seen.count + step.count, step.price, step.source
        )


def charge_month(
    applications: Iterable[Application], schedule: Schedule, on: date, answers: Answers | None = None
) -> tuple[Month, tuple[Charged, ...]]:
    """The applications of one applicant in one month, in any order: their sum, and each with its price.

    Raises FeeError if they are not of one applicant and month, or one of them is charged by two standards.
    """
    ordered = sorted(applications, key=lambda application: application.order)
    if len({(a.applicant, a.day.year, a.day.month) for a in ordered}) > 1:
        raise FeeError("应为同一申请人同一自然月的申请。")
    seen: dict[tuple[str, str], str] = {}
    for application in ordered:
        key = application.organ, application.number
        if application.number and key in seen:
            raise FeeError(_twice(application, seen[key], schedule))
        seen[key] = application.standard
    month = Month(schedule, on, answers or {})
    return month, tuple(month.charge(application) for application in ordered)


def _twice(application: Application, other: str, schedule: Schedule) -> str:
    if other != application.standard and schedule.one_standard:
        clause = schedule.one_standard
        return f"申请 {application.number} 同时按件、按量收费：{clause.text}（{clause.source}）"
    return f"申请 {application.number} 在名单中出现两次，请只保留一行。"
