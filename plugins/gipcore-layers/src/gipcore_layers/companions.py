"""``companion.present``: a document that has to lie beside the report."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore_layers.remembering import parameters
from gipcore_layers.wording import Part, folded, found, named

_NOT_GIVEN = Undecided("没有给出随报告公布的文件。", "No document beside the report was given.", "companion")


@frozen
class CompanionParameters:
    """The document's ``title``; the ``words`` that say that a text is it; its ``headings``."""

    title: str
    title_en: str
    words: tuple[str, ...]
    headings: tuple[Part, ...]
    problems: dict[str, str]
    problems_en: dict[str, str]


_parameters = parameters(CompanionParameters)


def check_companion(subject: Subject, rule: Rule) -> CheckResult:
    """One of the documents given is the one that is asked for, and has its headings."""
    if not subject.companions:
        return _NOT_GIVEN
    settings, year = _parameters(rule), subject.report.year
    given = [folded(text) for text in subject.companions]
    own = [text for text in given if any(found(word, text, year) for word in settings.words)]
    if not own:
        return [_failure("absent", [], settings)]
    lacking = [[part for part in settings.headings if not part.stands_in(text, year)] for text in own]
    missing = min(lacking, key=len)
    return [_failure("incomplete", missing, settings)] if missing else ()


def _failure(problem: str, parts: list[Part], settings: CompanionParameters) -> Failure:
    words = named(parts)
    return Failure(
        {
            "title": settings.title,
            "title_en": settings.title_en,
            "problem": settings.problems[problem].replace("{list}", words["list"]),
            "problem_en": settings.problems_en[problem].replace("{list}", words["list_en"]),
        }
    )
