"""The statistical period and the instruments that a report names as its basis."""

from __future__ import annotations

import re

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore_national.common import fill, parameters, shown
from gipcore_national.narrative import contains_any, narrative
from gipcore_national.periods import periods

_NO_TEXT = Undecided("报告没有正文文字。", "The report carries no text.")
_REACH = 60
"""Characters before a number in which the name of the law it belongs to is looked for."""


@frozen
class PeriodParameters:
    """``accepted`` are other ways to say the whole ``{year}``; ``cues`` are words before a statistical period (other
    periods are none of this rule's); ``broken`` are words before a date from which characters were lost. ``problems``
    say what is wrong, in both languages."""

    accepted: tuple[str, ...]
    cues: tuple[str, ...]
    broken: tuple[str, ...]
    problems: dict[str, str]
    problems_en: dict[str, str]


@frozen
class FormatParameters:
    """Numbers and titles of instruments that are no longer the basis, and the one that is."""

    outdated: tuple[str, ...]
    official: str


@frozen
class LawParameters:
    """The ``number`` of the law whose name contains ``law``, after one of the words ``before``."""

    law: str
    before: tuple[str, ...]
    number: int


_period = parameters(PeriodParameters)
_format = parameters(FormatParameters)
_law = parameters(LawParameters)
_DIGITS = re.compile(r"\D{0,2}?(\d{1,5})号?")
_LOST = re.compile(r"\D{0,6}(?:\d{6,16}(?:年|月)?\d{0,8}日|\d{4}年\d{3,8}日)")


def check_period(subject: Subject, rule: Rule) -> CheckResult:
    """The figures are those of the whole report year; that the text does not say so is only noted."""
    report = subject.report
    told = narrative(report)
    if not told.known:
        return _NO_TEXT
    settings = _period(rule)
    found = periods(told)
    if any(p.whole_year and report.year in (None, p.start.year) for p in found):
        return ()
    accepted = [fill(text, {"year": report.year}) for text in settings.accepted]
    if any(text in part for text in accepted for part in told.parts):
        return ()
    meant = [p for p in found if (p.start.month == 1 and p.end.month == 12) or contains_any(p.before, settings.cues)]
    if meant:
        kind, text, severity = "wrong", meant[0].text, None
    else:
        lost = _lost_date(told.parts, settings.broken)
        kind, text, severity = ("lost", lost, None) if lost else ("absent", "", "info")
    values = {"text": shown(text), "year": report.year or ""}
    problem, problem_en = fill(settings.problems[kind], values), fill(settings.problems_en[kind], values)
    return [Failure({**values, "problem": problem, "problem_en": problem_en}, severity=severity)]


def _lost_date(parts: tuple[str, ...], words: tuple[str, ...]) -> str:
    for part in parts:
        for word in words:
            start = part.find(word)
            while start >= 0:
                match = _LOST.match(part, start + len(word))
                if match:
                    return word + match[0]
                start = part.find(word, start + 1)
    return ""


def check_format(subject: Subject, rule: Rule) -> CheckResult:
    """A report on the revised format does not name the trial format as its basis."""
    told = narrative(subject.report)
    if not told.known:
        return _NO_TEXT
    settings = _format(rule)
    for part in told.parts:
        for word in settings.outdated:
            if (place := part.find(word)) >= 0:
                quoted = shown(part[max(0, place - 20) : place + len(word)], 60)
                return [Failure({"cited": quoted, "official": settings.official})]
    return ()


def check_law(subject: Subject, rule: Rule) -> CheckResult:
    """The law's number is the right one wherever it stands behind the law's name."""
    told = narrative(subject.report)
    if not told.known:
        return _NO_TEXT
    settings = _law(rule)
    for part in told.parts:
        for word in settings.before if settings.law in part else ():
            start = part.find(word)
            while start >= 0:
                end = start + len(word)
                number = _DIGITS.match(part, end)
                before = part[max(0, start - _REACH) : start]
                if number and int(number[1]) != settings.number and _belongs(before, settings.law):
                    values = {"cited": part[start : number.end()], "law": settings.law, "number": settings.number}
                    return [Failure(values, left=int(number[1]), right=settings.number)]
                start = part.find(word, end)
    return ()


def _belongs(before: str, law: str) -> bool:
    """Whether the last title named in *before* is that of *law*."""
    titles = re.findall(r"《([^》]*)》", before)
    return law in titles[-1] if titles else law in before


CHECKS = {"text.period": check_period, "text.citation.form": check_format, "text.citation.law": check_law}
