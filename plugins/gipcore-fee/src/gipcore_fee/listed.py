"""The charge of a notice on a month's applications: those that it covers, each with its place and its price."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from attrs import frozen

from gipcore.errors import FeeError
from gipcore.rulesets import Schedules
from gipcore.schedules import ScheduleInForce, Step
from gipcore_fee.applications import Charged, charge_month, merge_step
from gipcore_fee.charges import Answers, Charge, chosen, remarks
from gipcore_fee.deadlines import deadlines
from gipcore_fee.selection import MAX_TOLD, Selected


@frozen
class Listed:
    """An application of the month in the annex of the notice; ``note`` says why this notice does not charge it, empty
    if it does."""

    selected: Selected
    charged: Charged
    note: str = ""

    @property
    def amount(self) -> Decimal:
        """What this notice charges for it."""
        return Decimal(0) if self.note else self.charged.amount

    @property
    def source(self) -> str:
        """The article of its price."""
        return "" if self.note else "；".join(dict.fromkeys(step.source for step in self.charged.steps))


def month_charge(
    selected: Iterable[Selected], in_force: ScheduleInForce, on: date, answers: Answers
) -> tuple[Charge, tuple[Listed, ...]]:
    """What a notice of the day *on* charges for *selected*, the applications of one applicant's month, by item.

    Those by volume, withdrawn ones that do not count, those received later and those of another notice keep their
    places and are not charged. Raises FeeError if nothing may be charged on that day, or for a number that is there
    twice.
    """
    ordered = sorted(selected, key=lambda one: (one.application.order, one.line))
    _, charges = charge_month((one.application for one in ordered), in_force.schedule, on, answers)
    listed = tuple(Listed(one, charged, _note(one, charged, on)) for one, charged in zip(ordered, charges, strict=True))
    standard = in_force.schedule.standard("items")
    assert standard is not None  # else charge_month has refused
    covered = [one for one in listed if not one.note]
    merged: dict[tuple[int, int | None], Step] = {}
    for one in covered:
        for step in one.charged.steps:
            merge_step(merged, step, *standard.bracket_of(step.first).step_of(step.first))
    places = [one.charged.ordinal for one in covered if one.charged.ordinal]
    received = min((one.selected.received or one.selected.application.day for one in covered), default=None)
    told = remarks(in_force.schedule, standard, max(places, default=0), on, received)
    told += _left_out(listed)
    total = sum((one.amount for one in covered), Decimal(0))
    steps = tuple(sorted(merged.values(), key=lambda step: step.first))
    return Charge(
        in_force, standard, on, len(covered), steps, total, chosen(in_force.schedule, "items", answers), tuple(told)
    ), listed


def _note(one: Selected, charged: Charged, on: date) -> str:
    if one.application.standard != "items":
        return "按量计收，另行通知"
    if charged.ordinal is None:
        return "已撤回，不计入"
    if one.notice and one.notice != on:
        return f"已在{one.notice}的通知中计收"
    if one.application.day > on:
        return "通知日期之后收到"
    return ""


def _left_out(listed: Iterable[Listed]) -> list[str]:
    notes = [one.note for one in listed if one.note]
    return [f"{notes.count(note)} 件不在本通知内：{note}。" for note in dict.fromkeys(notes)]


def late(
    listed: Iterable[Listed], schedules: Schedules, region: str, on: date, *, due: date | None, extended: bool
) -> tuple[str, ...]:
    """The charged applications whose time for the answer is over on the day *on* of the notice, in words.

    *due* and *extended* hold for all of them; otherwise the list says so for each. Raises FeeError for one without a
    day of receipt.
    """
    last_days: dict[tuple[date, bool], date] = {}
    found = []
    for one in listed:
        if not one.amount:
            continue
        row = one.selected
        last = due or row.due
        if last is None:
            if row.received is None:
                raise FeeError(
                    f"名单第 {row.line} 行没有收到日期，不能核对处理期限。请补上“收到日期”一列，或用 --due 写明期限。"
                )
            key = row.received, extended or row.extended
            if key not in last_days:
                answer = deadlines(schedules, region=region, received=key[0], extended=key[1])
                last_days[key] = answer.steps[0].last
            last = last_days[key]
        if on > last:
            found.append(f"第 {row.line} 行 {row.application.number}（期限到 {last} 为止）")
    return (*found[:MAX_TOLD], f"等 {len(found)} 件") if len(found) > MAX_TOLD else tuple(found)


def covered_days(listed: Iterable[Listed]) -> tuple[date, date] | None:
    """The first and the last day of the applications that the notice charges or counts as free."""
    days = [one.selected.application.day for one in listed if not one.note]
    return (min(days), max(days)) if days else None
