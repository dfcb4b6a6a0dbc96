"""``statement.required``: what has to be said in a report, in the place where it has to be said."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore_layers.remembering import parameters
from gipcore_layers.wording import Part, found, named, section_name, texts

_NO_TEXT = Undecided("报告没有正文文字。", "The report carries no text.")
_PLACES = {
    "preamble": ("前言", "The text before section one"),
    "title": ("标题", "The title"),
    "sections": ("报告正文", "The report's sections"),
    "whole": ("报告", "The report"),
}


@frozen
class StatementParameters:
    """``where`` it is looked for; ``asks`` names it; one of ``any_of`` and each of ``all_of`` has to be there."""

    where: str
    asks: str
    asks_en: str
    any_of: tuple[str, ...]
    all_of: tuple[Part, ...]


_parameters = parameters(StatementParameters)


def check_statement(subject: Subject, rule: Rule) -> CheckResult:
    """The statement is there."""
    settings, report = _parameters(rule), subject.report
    told = texts(report)
    if not told.all:
        return _NO_TEXT
    section = settings.where.removeprefix("section.") if settings.where.startswith("section.") else ""
    if section and section not in report.sections:
        name = section_name(subject.form, section)
        return Undecided(f"没有读到“{name}”的文字。", f"The text of “{name}” was not read.")
    if section:
        text = told.sections[section]
    elif settings.where == "whole":
        text = "\n".join(told.all)
    elif settings.where == "sections":
        text = "\n".join(told.sections.values())
    else:
        text = told.title if settings.where == "title" else told.preamble
    if section:
        place, place_en = f"“{section_name(subject.form, section)}”", f"“{section_name(subject.form, section)}”"
    else:
        place, place_en = _PLACES[settings.where]
    where = {"place": place, "place_en": place_en}
    if settings.any_of and not any(found(pattern, text, report.year) for pattern in settings.any_of):
        return [Failure({**where, "list": settings.asks, "list_en": settings.asks_en})]
    missing = [part for part in settings.all_of if not part.stands_in(text, report.year)]
    return [Failure({**where, **named(missing)})] if missing else ()
