"""The time limits of the procedure as dates: answer, fee notice, payment, the period that begins afresh."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

from attrs import frozen

from gipcore.errors import FeeError
from gipcore.rulesets import Schedules
from gipcore.schedules import Procedure, Term


@frozen
class Deadline:
    """A last day, counted from ``start``, which itself does not count."""

    what: str
    """``answer``, ``notice``, ``payment``, ``restart``."""
    title: str
    start: date
    working_days: int
    last: date
    source: str
    unsourced: str = ""


@frozen
class Deadlines:
    """All last days that follow from the dates given; ``remarks`` name what the calendar does not know."""

    steps: tuple[Deadline, ...]
    remarks: tuple[str, ...] = ()


def deadlines(
    schedules: Schedules,
    *,
    region: str = "",
    received: date | None = None,
    extended: bool = False,
    served: date | None = None,
    paid: date | None = None,
) -> Deadlines:
    """The last days for answer and fee notice (from *received*), payment (from *served*, the day on which the applicant
    received the notice) and the new period (from *paid*).

    Raises FeeError for dates in the wrong order, outside the schedules, beyond the calendar, or when no fee could be
    charged.
    """
    given = [(name, day) for name, day in (("收到申请", received), ("收到通知", served), ("缴费", paid)) if day]
    for (earlier, one), (later, other) in pairwise(given):
        if other < one:
            raise FeeError(f"{later}（{other}）在{earlier}（{one}）之前，请核对日期。")
    calendar = schedules.calendar(region)
    steps: list[Deadline] = []
    if received:
        procedure = _procedure(schedules, received, region)
        steps.append(_answer(procedure.answer, received, extended, schedules, region))
        if procedure.notice:
            answer = steps[-1]
            title, source = procedure.notice.text, procedure.notice.source
            steps.append(Deadline("notice", title, received, answer.working_days, answer.last, source))
    if served:
        payment = _procedure(schedules, served, region).payment
        if payment is None:
            _nothing(schedules, served, region)
            raise FeeError(f"{served} 施行的规定没有缴费期限。")
        last = calendar.after(served, payment.working_days)
        steps.append(Deadline("payment", "缴费", served, payment.working_days, last, payment.source, payment.unsourced))
    if paid:
        procedure = _procedure(schedules, paid, region)
        if procedure.restart is None:
            _nothing(schedules, paid, region)
            raise FeeError(f"{paid} 施行的规定没有缴费后重新计算的期限。")
        answer = _answer(procedure.answer, paid, False, schedules, region)
        unsourced = procedure.restart.unsourced
        title = "重新计算的答复期限"
        restart = Deadline(
            "restart", title, paid, answer.working_days, answer.last, procedure.restart.source, unsourced
        )
        steps.append(restart)
    return Deadlines(tuple(steps), (calendar.remark,) if calendar.remark else ())


def _procedure(schedules: Schedules, day: date, region: str) -> Procedure:
    schedule = schedules.in_force(day, region).schedule
    if schedule.procedure is None:
        raise FeeError(f"{schedule.title}没有写明期限，请查阅 {schedule.source}。")
    return schedule.procedure


def _nothing(schedules: Schedules, day: date, region: str) -> None:
    """Raise the error that says why nothing may be charged on *day*, if that is so."""
    nothing = schedules.in_force(day, region).schedule.nothing
    if nothing is not None:
        raise FeeError(f"{day} 不得收费：{nothing.text}依据：{nothing.source}。")


def _answer(term: Term, start: date, extended: bool, schedules: Schedules, region: str) -> Deadline:
    days = term.working_days + (term.extension if extended else 0)
    last = schedules.calendar(region).after(start, days)
    title = f"答复期限（已延长 {term.extension} 个工作日）" if extended else "答复期限"
    return Deadline("answer", title, start, days, last, term.source, term.unsourced)
