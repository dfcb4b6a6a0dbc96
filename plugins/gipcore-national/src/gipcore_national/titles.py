"""The title: the document's name whole, one year, and the body that signs."""

from __future__ import annotations

import re

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.recognise.folding import fold
from gipcore.rules import Rule
from gipcore_national.common import fill, parameters, shown
from gipcore_national.narrative import narrative
from gipcore_national.periods import periods

_NO_TITLE = Undecided("没有读到报告的标题。", "No title was read.")
_YEAR = re.compile(r"((?:19|20)\d\d)(年度?)?")


@frozen
class FormParameters:
    """What can be wrong with a title, in both languages."""

    problems: dict[str, str]
    problems_en: dict[str, str]


@frozen
class YearParameters:
    """``sections`` whose years are counted (plans for the next year stand elsewhere); another year counts as the
    text's from ``least`` mentions on. ``problems`` say what contradicts what."""

    sections: tuple[str, ...]
    least: int
    problems: dict[str, str]
    problems_en: dict[str, str]


@frozen
class IssuerParameters:
    """``names`` of the document that end the issuer's name in a title; ``generic`` words that say nothing of which
    body it is; ``units`` are the last characters of the names of areas. ``problems`` say what two names are to each
    other (``short``, ``other``), in both languages."""

    names: tuple[str, ...]
    generic: tuple[str, ...]
    units: str
    problems: dict[str, str]
    problems_en: dict[str, str]


_form = parameters(FormParameters)
_year = parameters(YearParameters)
_issuer = parameters(IssuerParameters)


def check_form(subject: Subject, rule: Rule) -> CheckResult:
    """``<issuer><year>年<name of the document>``: a broken name is a warning, another order or 年度 only noted."""
    title = fold(subject.report.title)
    if not title:
        return _NO_TITLE
    kind = _title_problem(title, fold(subject.form.document_title))
    if kind is None:
        return ()
    settings = _form(rule)
    values = {
        "title": shown(subject.report.title, 60),
        "name": subject.form.document_title,
        "problem": settings.problems[kind],
        "problem_en": settings.problems_en[kind],
    }
    return [Failure(values, severity="warning" if kind == "name" else "info")]


def _title_problem(title: str, name: str) -> str | None:
    before, found, after = title.partition(name)
    if not found:
        return "name"
    year = _YEAR.search(before)
    if after:
        return "rest"
    if year is None:
        return "year"
    if year.start() == 0 or year.end() != len(before):
        return "order"
    return {"年": None, "年度": "word"}.get(year[2], "mark")


def check_year(subject: Subject, rule: Rule) -> CheckResult:
    """One year: in the title, in the statistical period, in the text."""
    report = subject.report
    years = list(dict.fromkeys(int(match[1]) for match in _YEAR.finditer(fold(report.title))))
    if not years and report.year is None:
        return Undecided("标题中没有年份。", "The title names no year.")
    settings = _year(rule)
    year = years[0] if years else int(report.year or 0)
    failures = []

    def fail(kind: str, other: int, severity: str | None = None) -> None:
        values = {
            "year": year,
            "other": other,
            "problem": fill(settings.problems[kind], {"year": year, "other": other}),
            "problem_en": fill(settings.problems_en[kind], {"year": year, "other": other}),
        }
        failures.append(Failure(values, left=year, right=other, severity=severity))

    if len(years) > 1:
        fail("title", years[1])
    if report.year is not None and report.year != year:
        fail("report", report.year)
    told = narrative(report)
    stated = {period.start.year for period in periods(told) if period.whole_year}
    if stated and year not in stated:
        fail("period", min(stated))
        return failures
    counts: dict[int, int] = {}
    for key in settings.sections:
        for before in told.sections.get(key, "").split("年")[:-1]:
            digits = before[-4:]
            if digits[:2] in ("19", "20") and len(digits) == 4 and digits.isdecimal() and not before[-5:-4].isdecimal():
                counts[int(digits)] = counts.get(int(digits), 0) + 1
    other = max(counts, key=lambda y: counts[y], default=year)
    if other != year and counts[other] >= settings.least and counts[other] > 2 * counts.get(year, 0):
        fail("text", other, None if year not in counts else "warning")
    return failures


def check_issuer(subject: Subject, rule: Rule) -> CheckResult:
    """The body in the title is the one that signs; a short form of it is only noted."""
    settings = _issuer(rule)
    named = _issuer_in_title(fold(subject.report.title), settings)
    signed = fold(subject.report.signature)
    if not named or not signed:
        return Undecided("标题或落款中没有机关名称。", "The title or the signature names no body.", "signature")
    if named == signed:
        return ()
    kind = "short" if _same_body(named, signed, settings) else "other"
    values = {
        "title": named,
        "signature": signed,
        "problem": settings.problems[kind],
        "problem_en": settings.problems_en[kind],
    }
    return [Failure(values, severity="info" if kind == "short" else None)]


def _issuer_in_title(title: str, settings: IssuerParameters) -> str:
    brackets = re.search(r"\(([^()]*)\)$", title)
    ends = [place for name in settings.names if (place := title.find(name)) >= 0]
    head = title[: min(ends)] if ends else title
    named = _YEAR.sub("", head)
    return named or (brackets[1] if brackets else "")


def _same_body(one: str, other: str, settings: IssuerParameters) -> bool:
    """Whether two names can be of one body: one's characters all stand in the other in order, generic words aside,
    or both end with the same name, before which in one of them an area's name ends."""
    if _within(one, other) or _within(other, one):
        return True
    one, other = _core(one, settings.generic), _core(other, settings.generic)
    if _within(one, other) or _within(other, one):
        return True
    common = 0
    while common < min(len(one), len(other)) and one[-common - 1] == other[-common - 1]:
        common += 1
    return common > 2 and any(name[-common - 1] in settings.units for name in (one, other))


def _core(name: str, generic: tuple[str, ...]) -> str:
    for word in generic:
        name = name.replace(word, "")
    return name


def _within(short: str, long: str) -> bool:
    """Whether the characters of *short* stand in *long* in the same order.

    >>> _within("市住建局", "市住房和城乡建设局"), _within("甲县教育局", "乙县教育局")
    (True, False)
    """
    characters = iter(long)
    return bool(short) and all(character in characters for character in short)


CHECKS = {"title.form": check_form, "title.year": check_year, "title.issuer": check_issuer}
