"""Signature and date: there, well written, after the year's end, and in time for the body's kind and level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.reports import Issuer, Kind, Level, Report, Scope
from gipcore.rules import SEVERITIES, Rule
from gipcore_national.common import fill, parameters
from gipcore_national.narrative import plain

# The form asks for no date: a report without one is complete.
_NO_DATE = Undecided("没有读到成文日期或公布日期。", "Neither a date of signature nor of publication was read.", "date")
_NO_YEAR = Undecided("报告年度不明。", "The report year is not known.")
_DAY = re.compile(r"(\d{2})-(\d{2})")


@frozen
class FormatParameters:
    """``pattern`` with the places of year, month and day, as a date should be written."""

    pattern: str


@frozen
class Deadline:
    """Last days ("MM-DD" of the year after the report's; empty: none) for bodies of the kinds, levels and scopes
    (empty: all): by ``law`` and by the ``format`` notice, with the severity of passing each."""

    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    scopes: tuple[Scope, ...] = ()
    law: str = ""
    format: str = ""
    law_severity: str = "error"
    format_severity: str = "warning"


@frozen
class LocalDeadline:
    """Days that a layer adds for bodies of the kinds, levels and scopes (empty: all): the signature is held to
    ``submit``, the later of signature and publication to ``publish``, and publication is to wait for ``not_before``."""

    source: str
    source_en: str
    severity: str
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    scopes: tuple[Scope, ...] = ()
    submit: str = ""
    publish: str = ""
    not_before: str = ""


@frozen
class DeadlineParameters:
    """The first of the ``deadlines`` that fits a body holds, and each of the ``local`` ones.

    ``sources`` and ``dates`` name, in both languages, which day was passed (``law``, ``format``) and which day of the
    report counts (``published``, ``signed``, ``signed_only`` where the publication is not known). ``problems`` are the
    words for a day that is late or early.
    """

    deadlines: tuple[Deadline, ...]
    sources: dict[str, str]
    sources_en: dict[str, str]
    dates: dict[str, str]
    dates_en: dict[str, str]
    problems: dict[str, str]
    problems_en: dict[str, str]
    local: tuple[LocalDeadline, ...] = ()


_format = parameters(FormatParameters)
_deadlines = parameters(DeadlineParameters)


def check_signature(subject: Subject, rule: Rule) -> CheckResult:
    """The issuer signs under section six."""
    return () if subject.report.signature.strip() else [Failure({})]


def check_date(subject: Subject, rule: Rule) -> CheckResult:
    """A date stands under the signature."""
    return () if subject.report.date_text.strip() or subject.report.signed_on else [Failure({})]


def check_date_format(subject: Subject, rule: Rule) -> CheckResult:
    """The date is written as documents write it: Arabic digits, full year, no leading zeros."""
    text, day = plain(subject.report.date_text), subject.report.signed_on
    if not text:
        return _NO_DATE
    if day is None:
        return [Failure({"printed": subject.report.date_text.strip(), "expected": _format(rule).pattern})]
    expected = _format(rule).pattern.format(year=day.year, month=day.month, day=day.day)
    return () if text == expected else [Failure({"printed": subject.report.date_text.strip(), "expected": expected})]


def check_after_year(subject: Subject, rule: Rule) -> CheckResult:
    """Nobody can sign a year's figures before the year is over."""
    report = subject.report
    if report.year is None:
        return _NO_YEAR
    day = report.signed_on or report.published_on
    if day is None:
        return _NO_DATE
    return [Failure({"year": report.year, "date": _words(day)})] if day.year <= report.year else ()


def check_deadline(subject: Subject, rule: Rule) -> CheckResult:
    """The later of signature and publication is in time, by law, by the format and by each local rule."""
    report = subject.report
    if report.year is None:
        return _NO_YEAR
    day = max((d for d in (report.signed_on, report.published_on) if d), default=None)
    if day is None:
        return _NO_DATE
    settings = _deadlines(rule)
    deadline = next((d for d in settings.deadlines if _fits(d, report.issuer)), None)
    local = [d for d in settings.local if _fits(d, report.issuer)]
    found = [_national(deadline, day, report, settings)] if deadline else []
    found += [failure for each in local for failure in _local(each, day, report, settings)]
    failures = [failure for failure in found if failure is not None]
    if failures:
        # One finding for one report: the gravest.
        return [min(failures, key=lambda failure: SEVERITIES.index(failure.severity))]
    if deadline is None or any(_may_fit(d, report.issuer) for d in settings.local if d not in local):
        return Undecided("机关的层级或类别不明，不知道适用哪个期限。", "The body's kind or level is not known.")
    return ()


def _national(deadline: Deadline, day: date, report: Report, settings: DeadlineParameters) -> Failure | None:
    for source, last_day, severity in (
        ("law", deadline.law, deadline.law_severity),
        ("format", deadline.format, deadline.format_severity),
    ):
        last = _day(last_day, report.year)
        if last and day > last:
            names = settings.sources[source], settings.sources_en[source]
            return _failure("late", day, last, names, severity, report, settings)
    return None


def _local(own: LocalDeadline, day: date, report: Report, settings: DeadlineParameters) -> Iterator[Failure]:
    names = own.source, own.source_en
    for last_day, held in ((own.submit, report.signed_on), (own.publish, day)):
        last = _day(last_day, report.year)
        if last and held and held > last:
            yield _failure("late", held, last, names, own.severity, report, settings)
            return
    first = _day(own.not_before, report.year)
    if first and report.published_on and report.published_on < first:
        yield _failure("early", report.published_on, first, names, own.severity, report, settings)


def _failure(
    problem: str, day: date, limit: date, source: tuple[str, str], severity: str, report: Report,
    settings: DeadlineParameters,
) -> Failure:  # fmt: skip
    which = "published" if day == report.published_on else "signed" if report.published_on else "signed_only"
    values = {
        "date": _words(day), "last": _words(limit), "days": abs((day - limit).days),
        "source": source[0], "source_en": source[1],
        "which": settings.dates[which], "which_en": settings.dates_en[which],
    }  # fmt: skip
    words = {"problem": fill(settings.problems[problem], values)}
    words["problem_en"] = fill(settings.problems_en[problem], values)
    return Failure({**values, **words}, severity=severity)


def _fits(deadline: Deadline | LocalDeadline, issuer: Issuer) -> bool:
    return (
        (not deadline.kinds or issuer.kind in deadline.kinds)
        and (not deadline.levels or issuer.level in deadline.levels)
        and (not deadline.scopes or issuer.scope in deadline.scopes)
    )


def _may_fit(deadline: LocalDeadline, issuer: Issuer) -> bool:
    """Whether it would fit if what is not known of the body were known."""
    return (
        (not deadline.kinds or issuer.kind is None or issuer.kind in deadline.kinds)
        and (not deadline.levels or issuer.level is None or issuer.level in deadline.levels)
        and (not deadline.scopes or issuer.scope in ("unknown", *deadline.scopes))
    )


def _day(text: str, year: int | None) -> date | None:
    """The day in the year after the report year *year*."""
    match = _DAY.fullmatch(text)
    return date(year + 1, int(match[1]), int(match[2])) if match and year is not None else None


def _words(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


CHECKS = {
    "signature.present": check_signature,
    "date.present": check_date,
    "date.format": check_date_format,
    "date.after_year": check_after_year,
    "date.deadline": check_deadline,
}
