"""What sections one and five have to speak of, and how long section one may be: words looked for, never judged."""

from __future__ import annotations

import re

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.reports import Kind, Level
from gipcore.rules import Rule
from gipcore_national.common import parameters, section_name
from gipcore_national.narrative import contains_any, narrative, subheadings

_NO_TEXT = Undecided("报告没有正文文字。", "The report carries no text.")
_MARKS = re.compile(r"[\W_]+")
_COMMON_MARKS = ",。、;:()“”《》"


@frozen
class Topic:
    """Something that a section has to speak of: its name, and words of which one is enough."""

    name: str
    name_en: str
    words: tuple[str, ...]


@frozen
class TopicsParameters:
    """``topics`` of a ``section``; from ``many`` missing ones on it is a warning."""

    section: str
    many: int
    topics: tuple[Topic, ...]
    none: str
    none_en: str


@frozen
class AssessmentParameters:
    """Each of the ``topics`` has to be spoken of somewhere."""

    topics: tuple[Topic, ...]


@frozen
class LengthParameters:
    """At most ``limit`` characters in ``section``; ``own`` are the kinds of body and, for governments, the levels
    whose report is never a total of others'."""

    section: str
    limit: int
    own_kinds: tuple[Kind, ...]
    own_levels: tuple[Level, ...]


@frozen
class BothParameters:
    """A section that has to hold all of the ``topics``; ``nothing`` are texts that say nothing at all."""

    section: str
    topics: tuple[Topic, ...]
    nothing: tuple[str, ...]


_topics = parameters(TopicsParameters)
_assessment = parameters(AssessmentParameters)
_length = parameters(LengthParameters)
_both = parameters(BothParameters)


def check_topics(subject: Subject, rule: Rule) -> CheckResult:
    """The topics that the format names for section one."""
    settings = _topics(rule)
    text = narrative(subject.report).sections.get(settings.section)
    if text is None:
        return _no_section(subject, settings.section)
    missing = [topic for topic in settings.topics if not contains_any(text, topic.words)]
    if not missing:
        return ()
    found = subheadings(subject.report.sections[settings.section])
    return [
        Failure(
            {
                **_named(missing),
                "section": section_name(subject.form, settings.section),
                "headings": "、".join(f"“{heading}”" for heading in found) or settings.none,
                "headings_en": ", ".join(f"“{heading}”" for heading in found) or settings.none_en,
            },
            severity="warning" if len(missing) >= settings.many else "info",
        )
    ]


def check_assessment(subject: Subject, rule: Rule) -> CheckResult:
    """Governments report how the work was assessed, reviewed by the public, and who was held to account."""
    told = narrative(subject.report)
    if not told.known:
        return _NO_TEXT
    missing = [t for t in _assessment(rule).topics if not any(contains_any(part, t.words) for part in told.parts)]
    return [Failure(_named(missing))] if missing else ()


def check_length(subject: Subject, rule: Rule) -> CheckResult:
    """Characters of section one, counted mildly: letters and digits, no marks, no blanks."""
    settings = _length(rule)
    text = narrative(subject.report).sections.get(settings.section)
    if text is None:
        return _no_section(subject, settings.section)
    # The common marks are counted fast; all of them only where these do not settle it.
    if len(text) - sum(map(text.count, _COMMON_MARKS)) <= settings.limit:
        return ()
    count = len(_MARKS.sub("", text))
    if count <= settings.limit:
        return ()
    issuer = subject.report.issuer
    own = issuer.scope == "own" or (
        issuer.scope == "unknown" and (issuer.kind in settings.own_kinds or issuer.level in settings.own_levels)
    )
    values = {"count": count, "limit": settings.limit, "section": section_name(subject.form, settings.section)}
    excess = count - settings.limit
    return [Failure(values, left=count, right=settings.limit, difference=excess, severity=None if own else "info")]


def check_both(subject: Subject, rule: Rule) -> CheckResult:
    """Section five names problems and what is done about them."""
    settings = _both(rule)
    text = narrative(subject.report).sections.get(settings.section)
    if text is None:
        return _no_section(subject, settings.section)
    empty = text.rstrip("。.,;!") in settings.nothing
    missing = [topic for topic in settings.topics if empty or not contains_any(text, topic.words)]
    return [Failure({**_named(missing), "section": section_name(subject.form, settings.section)})] if missing else ()


def _named(topics: list[Topic]) -> dict[str, str]:
    return {"list": "、".join(topic.name for topic in topics), "list_en": ", ".join(topic.name_en for topic in topics)}


def _no_section(subject: Subject, key: str) -> Undecided:
    name = section_name(subject.form, key)
    return Undecided(f"没有读到“{name}”的文字。", f"The text of “{name}” was not read.")


CHECKS = {
    "overview.topics": check_topics,
    "overview.assessment": check_assessment,
    "overview.length": check_length,
    "problems.both": check_both,
}
