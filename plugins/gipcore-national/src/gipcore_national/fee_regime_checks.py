"""The checks of what may be charged at all in a year, of silence on it, of the parent's sum, of the citation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore.values import canonical
from gipcore_national.common import figure, fill, known_cells, label, parameters, shown
from gipcore_national.fee_amount_checks import NO_STATEMENT
from gipcore_national.fees import FeeWords, fee_facts
from gipcore_national.narrative import narrative

_NO_TEXT = Undecided("报告没有正文文字。", "The report carries no text.")


@frozen
class SumParameters:
    """The words that state the fee; ``mild`` are report years in which the finding is a warning."""

    words: FeeWords
    mild: tuple[int, ...] = ()


@frozen
class SilentParameters:
    """The words that state or mention the fee, and the cells that say it was asked for."""

    words: FeeWords
    mentions: tuple[str, ...]
    cells: tuple[str, ...]


@frozen
class CitationParameters:
    """The regulation's name and its number; what may stand between them; ``problems`` in both languages."""

    law: str
    prefix: str
    year: int
    number: int
    problems: dict[str, str]
    problems_en: dict[str, str]


_sum = parameters(SumParameters)
_silent = parameters(SilentParameters)
_citation = parameters(CitationParameters)
_NUMBER = re.compile(r"(国[办发函务院电明\[\]]{1,5})?([〔\[【（(])(\d{4})([〕\]】）)])第?(\d{1,4})号")
_OFFICE = "国办"
_BEHIND = re.compile(r"[〉》>＞\"”的通知\[（(,，:：]{0,12}")
"""What stands between the name of a regulation and its number."""


def check_charged(subject: Subject, rule: Rule) -> CheckResult:
    """In these years a sum above 0 has no ground."""
    settings = _sum(rule)
    facts = fee_facts(subject.report, settings.words)
    if not facts.known:
        return _NO_TEXT
    if not facts.yuan:
        return ()
    statement = max(facts.all, key=lambda one: one.yuan)
    values = {
        "fee": canonical(statement.yuan),
        "name": statement.names[0],
        "sentence": shown(statement.sentence),
        "year": subject.report.year or "",
    }
    severity = "warning" if subject.report.year in settings.mild else None
    return [Failure(values, severity=severity, left=statement.yuan, right=0)]


def check_overdue_silent(subject: Subject, rule: Rule) -> CheckResult:
    """Who did not pay had been sent a notice: then the text has to say something of the fee."""
    settings = _silent(rule)
    told = narrative(subject.report)
    if not told.known:
        return _NO_TEXT
    if any(word in part for part in told.parts for word in settings.mentions):
        return ()
    for id_ in known_cells(subject.form, settings.cells):
        count = figure(subject.report.cells.get(id_))
        if count is None:
            return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
        if count and not fee_facts(subject.report, settings.words).all:
            return [Failure({"cell": label(subject.form, id_), "count": count}, (id_,), left=count)]
    return ()


def check_aggregate(subject: Subject, rule: Rule) -> CheckResult:
    """What a government reports is what the bodies below it report together."""
    settings = _sum(rule)
    if not subject.children:
        return Undecided("没有给出下级报告。", "No subordinate reports were given.", "children")
    own = fee_facts(subject.report, settings.words).yuan
    if own is None:
        return NO_STATEMENT
    sums = [fee_facts(child, settings.words).yuan for child in subject.children]
    if unread := [child for child, yuan in zip(subject.children, sums, strict=True) if yuan is None]:
        names = "、".join(child.issuer.name or child.source.name or "？" for child in unread[:3])
        return Undecided(
            f"{len(unread)} 份下级报告没有读到信息处理费的数额（{names}）。",
            f"The fee was not read in {len(unread)} subordinate reports ({names}).",
        )
    total = sum(yuan for yuan in sums if yuan is not None)
    if own == total:
        return ()
    values = {"fee": canonical(own), "total": canonical(total), "count": len(sums)}
    return [Failure(values, left=own, right=total, difference=own - total)]


def check_citation(subject: Subject, rule: Rule) -> CheckResult:
    """The regulation's number is the right one, in the brackets that belong there."""
    settings = _citation(rule)
    report = subject.report
    told = narrative(report)
    if not told.known:
        return _NO_TEXT
    official = f"{settings.prefix}〔{settings.year}〕{settings.number}号"
    found: list[Failure] = []
    for text, folded in zip(
        (report.preamble, *report.sections.values()), (told.preamble, *told.sections.values()), strict=True
    ):
        if settings.law not in folded and _OFFICE not in folded:
            continue
        for cited, kind in _wrong("".join(text.split()), settings):
            values = {"cited": cited, "official": official}
            problem, problem_en = fill(settings.problems[kind], values), fill(settings.problems_en[kind], values)
            words = {**values, "problem": problem, "problem_en": problem_en}
            found.append(Failure(words, severity="info" if kind == "brackets" else None))
    return found[:1]


def _wrong(text: str, settings: CitationParameters) -> Iterator[tuple[str, str]]:
    """The numbers that are meant for the regulation's and are not, each with what is wrong with it."""
    for match in _NUMBER.finditer(text):
        prefix, opening, year, closing, number = match.groups()
        name = text.rfind(settings.law, 0, match.start())
        between = text[name + len(settings.law) : match.start()]
        belongs = name >= 0 and _BEHIND.fullmatch(between) is not None
        # 国办发〔2020〕109号 stands for it alone too: there is no such number of that day.
        alone = (prefix or "").startswith(_OFFICE) and (int(year), int(number)) == (settings.year, settings.number)
        if not belongs and not alone:
            continue
        if (prefix or "", int(year), int(number)) != (settings.prefix, settings.year, settings.number):
            yield match[0], "number"
        elif (opening, closing) != ("〔", "〕"):
            yield match[0], "brackets"


CHECKS = {
    "fee.charged": check_charged,
    "fee.overdue_silent": check_overdue_silent,
    "fee.aggregate": check_aggregate,
    "fee.citation": check_citation,
}
