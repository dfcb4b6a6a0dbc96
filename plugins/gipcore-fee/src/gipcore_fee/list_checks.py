"""The checks of a list of charges beside a report: one standard an application, and the days of the procedure."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.codec import structure
from gipcore.errors import FeeError, ReadError
from gipcore.rules import Rule
from gipcore.schedules import Procedure, Schedule, WorkingDays
from gipcore_fee.columns import Layout, day_of, layout_of, standard_named, way_named, yes
from gipcore_fee.lines import records_of

NO_LIST = Undecided(
    "没有给出收费名单（--companion 名单.csv）。", "No list of charges was given (--companion FILE).", "companion"
)
_NO_SCHEDULE = Undecided("没有适用于报告年度的收费标准。", "No fee schedule is in force in the report's year.")
MAX_TOLD = 3
"""Lines that are named where a rule cannot be checked."""
_DAYS = ("received", "notice", "served", "paid", "given_up", "due")


@frozen
class Line:
    """A line of a list, as far as it can be read; ``unread`` are the columns that cannot."""

    number: int
    name: str
    key: tuple[str, str, str]
    standard: str = ""
    both: bool = False
    way: str = ""
    exempted: str = ""
    extended: bool = False
    received: date | None = None
    notice: date | None = None
    served: date | None = None
    paid: date | None = None
    given_up: date | None = None
    due: date | None = None
    unread: tuple[str, ...] = ()


@frozen
class Case:
    """What a line is held against."""

    schedule: Schedule
    procedure: Procedure
    calendar: WorkingDays


Look = Callable[[Line, Case], dict[str, object] | None]


@lru_cache(maxsize=4)
def lines_of(text: str, schedule: Schedule) -> tuple[Line, ...] | None:
    """The lines of *text*; None if it is no list of applications."""
    layout: Layout | None = None
    found: list[Line] = []
    try:
        for record in records_of(text):
            if layout is None:
                layout = layout_of(record.fields, "received", "名单")
            elif record.problem:
                found.append(Line(record.line, "", ("", "", ""), unread=("*",)))
            else:
                found.append(_line(record.line, record.fields, layout, schedule))
    except ReadError:
        return None
    return tuple(found)


def _line(number: int, fields: tuple[str, ...], layout: Layout, schedule: Schedule) -> Line:
    days: dict[str, date] = {}
    unread: list[str] = []
    for column in _DAYS:
        text = layout.get(fields, column)
        try:
            days |= {column: day_of(text)} if text else {}
        except ValueError:
            unread.append(column)
    both, standard, extended = False, "", False
    try:
        standard = standard_named(layout.get(fields, "standard"), schedule)
        extended = yes(layout.get(fields, "extended"), "延期")
    except FeeError:
        both = True
    except ValueError:
        unread.append("standard")
    applicant, organ = layout.get(fields, "applicant"), layout.get(fields, "organ")
    label = layout.get(fields, "number")
    return Line(
        number,
        label or applicant,
        (organ, applicant, label),
        standard,
        both,
        way_named(layout.get(fields, "way"), schedule),
        layout.get(fields, "exempted"),
        extended,
        unread=tuple(unread),
        **days,
    )


def _check(needs: tuple[str, ...], look: Look) -> Callable[[Subject, Rule], CheckResult]:
    """A check of each line of the lists by itself; ``needs`` are the columns that it looks at."""

    def run(subject: Subject, rule: Rule) -> CheckResult:
        found = _lists(subject)
        if isinstance(found, Undecided):
            return found
        case, lines = found
        failures: list[Failure] = []
        open_: list[str] = []
        for line in lines:
            if set(line.unread) & {*needs, "*"}:
                open_.append(f"第 {line.number} 行读不出")
                continue
            try:
                values = look(line, case)
            except FeeError as error:
                open_.append(f"第 {line.number} 行：{str(error).rstrip('。')}")
                continue
            if values is not None:
                failures.append(_failure(line, values))
        if open_ and not failures:
            return _open(open_)
        return failures

    return run


def _failure(line: Line, values: dict[str, object]) -> Failure:
    return Failure({"line": line.number, "application": line.name, **values}, where=f"名单第 {line.number} 行")


def _lists(subject: Subject) -> tuple[Case, list[Line]] | Undecided:
    schedule = next((one.schedule for one in reversed(subject.schedules) if one.schedule.standards), None)
    if schedule is None or schedule.procedure is None or subject.calendar is None:
        return _NO_SCHEDULE
    given = [lines for text in subject.companions if (lines := lines_of(text, schedule)) is not None]
    if not given:
        return NO_LIST
    return Case(schedule, schedule.procedure, subject.calendar), [line for lines in given for line in lines]


def check_two_standards(subject: Subject, rule: Rule) -> CheckResult:
    """No application is charged by two standards, in one line or in two."""
    found = _lists(subject)
    if isinstance(found, Undecided):
        return found
    case, lines = found
    if case.schedule.one_standard is None:
        return ()
    failures: list[Failure] = []
    seen: dict[tuple[str, str, str], Line] = {}
    for line in lines:
        first = seen.setdefault(line.key, line) if line.key[2] else line
        if line.both or first.standard != line.standard:
            failures.append(_failure(line, {"other": f"第 {first.number} 行" if first is not line else "同一行"}))
    return failures


def volume_public(line: Line, case: Case) -> dict[str, object] | None:
    """Not by volume where the information was public already."""
    return _not_for(line, case, "public")


def volume_copies(line: Line, case: Case) -> dict[str, object] | None:
    """Not by volume for inspection or excerpts."""
    return _not_for(line, case, "inspection")


def _not_for(line: Line, case: Case, way: str) -> dict[str, object] | None:
    standard = case.schedule.standard(line.standard)
    if standard is None or not standard.ways or line.way != way or way in standard.ways:
        return None
    title = next((one.title for one in case.schedule.ways if one.id == way), way)
    return {"way": title, "standard": standard.title}


def notice_late(line: Line, case: Case) -> dict[str, object] | None:
    """The notice goes out within the time for the answer."""
    if line.notice is None:
        return None
    last = line.due if line.paid is None else None
    if last is None:
        if line.received is None:
            return None
        last = _answer(line.received, line.extended, case)
    return {"notice": line.notice, "last": last} if line.notice > last else None


def _answer(start: date, extended: bool, case: Case) -> date:
    term = case.procedure.answer
    return case.calendar.after(start, term.working_days + (term.extension if extended else 0))


def overdue_early(line: Line, case: Case) -> dict[str, object] | None:
    """Nobody is overdue before the last day for payment is over."""
    payment = case.procedure.payment
    if line.given_up is None or line.served is None or payment is None:
        return None
    last = case.calendar.after(line.served, payment.working_days)
    return {"given_up": line.given_up, "last": last} if line.given_up <= last else None


def answer_restart(line: Line, case: Case) -> dict[str, object] | None:
    """After payment the time for the answer begins anew."""
    if line.paid is None or line.due is None or case.procedure.restart is None:
        return None
    last = _answer(line.paid, False, case)
    return {"due": line.due, "paid": line.paid, "last": last} if line.due < last else None


@frozen
class ExemptionParameters:
    """Words of a ground for letting somebody off; words that say that nobody was."""

    grounds: tuple[str, ...]


def check_exemption(subject: Subject, rule: Rule) -> CheckResult:
    """Nobody is let off on a ground that the schedule does not know."""
    found = _lists(subject)
    if isinstance(found, Undecided):
        return found
    case, lines = found
    grounds = structure(rule.parameters, ExemptionParameters, f"规则 {rule.id} 的参数").grounds
    if case.schedule.exemptions:
        return ()
    return [
        _failure(line, {"ground": line.exempted})
        for line in lines
        if any(ground in line.exempted for ground in grounds)
    ]


def check_calendar(subject: Subject, rule: Rule) -> CheckResult:
    """Every day of the list, and every last day that follows from it, is in the calendar; a day beyond it is no fault
    of the list, so the rule is then not checked."""
    found = _lists(subject)
    if isinstance(found, Undecided):
        return found
    case, lines = found
    beyond: list[str] = []
    for line in lines:
        try:
            for look in (notice_late, overdue_early, answer_restart):
                look(line, case)
        except FeeError as error:
            beyond.append(f"第 {line.number} 行：{str(error).rstrip('。')}")
    return _open(beyond) if beyond else ()


def _open(reasons: list[str]) -> Undecided:
    more = f"；等 {len(reasons)} 行" if len(reasons) > MAX_TOLD else ""
    return Undecided("；".join(reasons[:MAX_TOLD]) + more, f"{len(reasons)} lines cannot be decided: {reasons[0]}")


CHECKS: dict[str, Callable[[Subject, Rule], CheckResult]] = {
    "fee.two_standards": check_two_standards,
    "fee.volume_public": _check(("standard",), volume_public),
    "fee.volume_copies": _check(("standard",), volume_copies),
    "fee.notice_late": _check(("received", "notice", "due", "paid"), notice_late),
    "fee.overdue_early": _check(("served", "given_up"), overdue_early),
    "fee.answer_restart": _check(("paid", "due"), answer_restart),
    "fee.exemption": check_exemption,
    "fee.calendar": check_calendar,
}
