"""``subheading.required``: the sub-headings that a section has to have, in their order."""

from __future__ import annotations

import re

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.recognise.folding import fold
from gipcore.rules import Rule
from gipcore_layers.remembering import parameters
from gipcore_layers.wording import Part, named, section_name

_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*([^\s。：:；;，,]{1,30})(?=[\s。：:；;，,]|$)")


@frozen
class SubheadingParameters:
    """The ``headings`` of a ``section``; ``problems`` are the words for what can be wrong with them."""

    section: str
    headings: tuple[Part, ...]
    ordered: bool
    problems: dict[str, str]
    problems_en: dict[str, str]


_parameters = parameters(SubheadingParameters)


def check_subheadings(subject: Subject, rule: Rule) -> CheckResult:
    """Each of the sub-headings is there, and they come in their order."""
    settings = _parameters(rule)
    text = subject.report.sections.get(settings.section)
    name = section_name(subject.form, settings.section)
    if text is None:
        return Undecided(f"没有读到“{name}”的文字。", f"The text of “{name}” was not read.")
    printed = [fold(heading) for heading in headings(text)]
    places = [_place(part, printed, subject.report.year) for part in settings.headings]
    missing = [part for part, place in zip(settings.headings, places, strict=True) if place is None]
    there = [place for place in places if place is not None]
    if missing:
        return [_failure("missing", missing, name, settings)]
    if settings.ordered and there != sorted(there):
        return [_failure("order", list(settings.headings), name, settings)]
    return ()


def headings(text: str) -> list[str]:
    """The sub-headings as printed: ``（一）`` to the end of its line or clause.

    >>> headings("（一）主动公开方面。有序推进\\n（二）依申请公开\\n全年")
    ['主动公开方面', '依申请公开']
    """
    return [match.group(1) for match in _SUBHEADING.finditer(text)]


def _place(part: Part, printed: list[str], year: int | None) -> int | None:
    return next((i for i, heading in enumerate(printed) if part.stands_in(heading, year)), None)


def _failure(problem: str, parts: list[Part], name: str, settings: SubheadingParameters) -> Failure:
    words, quoted = named(parts), "、".join(f"“{part.name}”" for part in parts)
    return Failure(
        {
            "place": f"“{name}”",
            "place_en": f"“{name}”",
            "problem": settings.problems[problem].replace("{list}", quoted),
            "problem_en": settings.problems_en[problem].replace("{list}", words["list_en"]),
        }
    )
