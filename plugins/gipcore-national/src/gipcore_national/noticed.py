"""What recognition noticed beside the cells, as far as a rule asks for it."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject
from gipcore.reports import Remark
from gipcore.rules import Rule
from gipcore_national.common import parameters, shown


@frozen
class NoticedParameters:
    """The remarks of a ``kind``; of these the ones that hold one of the ``words`` (empty: all)."""

    kind: Remark
    words: tuple[str, ...] = ()


_noticed = parameters(NoticedParameters)


def check_noticed(subject: Subject, rule: Rule) -> CheckResult:
    """One finding for each remark that the rule is about."""
    settings = _noticed(rule)
    return [
        Failure({"text": shown(remark.text)}, where=remark.place.text())
        for remark in subject.report.remarks
        if remark.kind == settings.kind
        if not settings.words or any(word in remark.text for word in settings.words)
    ]


CHECKS = {"reading.noticed": check_noticed}
