"""``issuer.not_this_form``: a report of a body that must not use this form."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.recognise.folding import fold
from gipcore.rules import Rule
from gipcore_layers.remembering import parameters
from gipcore_layers.wording import found

_NO_NAME = Undecided("没有读到机关的名称。", "The name of the body was not read.")


@frozen
class IssuersParameters:
    """``bodies`` are those whose names end in one of ``endings`` and hold one of ``words`` (empty: any)."""

    bodies: str
    bodies_en: str
    endings: tuple[str, ...]
    words: tuple[str, ...]
    excepted: tuple[str, ...]
    reason: str
    reason_en: str


_parameters = parameters(IssuersParameters)


def check_issuer(subject: Subject, rule: Rule) -> CheckResult:
    """The body is none of those."""
    settings, name = _parameters(rule), fold(subject.report.issuer.name)
    if not name:
        return _NO_NAME
    if name.endswith(tuple(map(fold, settings.excepted))):
        return ()
    if settings.endings and not name.endswith(tuple(map(fold, settings.endings))):
        return ()
    if settings.words and not any(found(word, name, subject.report.year) for word in settings.words):
        return ()
    return [
        Failure(
            {
                "issuer": subject.report.issuer.name,
                "bodies": settings.bodies,
                "bodies_en": settings.bodies_en,
                "reason": settings.reason,
                "reason_en": settings.reason_en,
            }
        )
    ]
