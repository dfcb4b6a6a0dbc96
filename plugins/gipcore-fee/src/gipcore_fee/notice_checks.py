"""The checks of a fee notice that lies beside a report: what it must state, and the remedies that it opens."""

from __future__ import annotations

from collections.abc import Callable

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.codec import structure
from gipcore.rules import Rule

NO_NOTICE = Undecided(
    "没有给出收费通知（--companion 通知）。", "No fee notice was given (--companion FILE).", "companion"
)
HEAD = 300
"""Characters at the beginning in which a text says that it is a notice."""


@frozen
class Part:
    """What a notice must state, and words of which one says so."""

    name: str
    name_en: str
    any_of: tuple[str, ...]


@frozen
class PartsParameters:
    """Words in the head of a text that make it a notice; the ``parts`` that it must have."""

    title: tuple[str, ...]
    parts: tuple[Part, ...]


@frozen
class RemedyParameters:
    """Words in the head of a text that make it a notice; a sentence with one of ``against`` and one of ``remedies``
    opens a remedy against the charge, unless it has one of ``unless``."""

    title: tuple[str, ...]
    against: tuple[str, ...]
    remedies: tuple[str, ...]
    unless: tuple[str, ...]


def _notices(subject: Subject, title: tuple[str, ...]) -> list[str]:
    texts = ["".join(text.split()) for text in subject.companions]
    return [text for text in texts if any(word in text[:HEAD] for word in title)]


def check_parts(subject: Subject, rule: Rule) -> CheckResult:
    """Each notice states everything that it must."""
    if not subject.companions:
        return NO_NOTICE
    settings = structure(rule.parameters, PartsParameters, f"规则 {rule.id} 的参数")
    notices = _notices(subject, settings.title)
    if not notices:
        return NO_NOTICE
    failures = []
    for text in notices:
        missing = [part for part in settings.parts if not any(word in text for word in part.any_of)]
        if missing:
            values = {
                "list": "、".join(part.name for part in missing),
                "list_en": ", ".join(part.name_en for part in missing),
            }
            failures.append(Failure(values))
    return failures


def check_remedy(subject: Subject, rule: Rule) -> CheckResult:
    """No notice opens a remedy against the charge alone."""
    if not subject.companions:
        return NO_NOTICE
    settings = structure(rule.parameters, RemedyParameters, f"规则 {rule.id} 的参数")
    notices = _notices(subject, settings.title)
    if not notices:
        return NO_NOTICE
    return [
        Failure({"sentence": sentence if len(sentence) <= 80 else sentence[:80] + "…"})
        for text in notices
        for sentence in text.split("。")
        if any(word in sentence for word in settings.against)
        if any(word in sentence for word in settings.remedies)
        if not any(word in sentence for word in settings.unless)
    ]


CHECKS: dict[str, Callable[[Subject, Rule], CheckResult]] = {
    "fee.notice_parts": check_parts,
    "fee.notice_remedy": check_remedy,
}
