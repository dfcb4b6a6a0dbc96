"""What a layer changes in a rule of the layers below it: severity, parameters, deadlines, or that it applies at all.

Every change says why (``reason``) and where that is written (``source``; empty: the layer's own).
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from gipcore.reports import Kind, Level, Scope
from gipcore.rules import Example, RuleScope, Severity, Years


@frozen
class Regrade:
    """Another severity for a rule. A check that grades its findings itself is held to it as well.

    With ``explainable`` an explanation of an error stands in for its correction. ``points`` are what a local assessment
    takes off for it; they are shown with the rule, never summed up: such an assessment caps and repeats as it likes.
    """

    rule: str
    severity: Severity
    reason: str
    source: str = ""
    explainable: bool = False
    points: int | None = None
    scope: RuleScope = RuleScope()
    passes: tuple[Example, ...] = ()
    fails: tuple[Example, ...] = ()


@frozen
class Disable:
    """A rule that does not apply here."""

    rule: str
    reason: str
    source: str = ""
    scope: RuleScope = RuleScope()


@frozen
class Set:
    """Another value for a parameter of a rule: ``value`` takes its place, or ``add`` is added to a list.

    ``path`` leads to it: ``limit``, ``words.names``, ``topics[监督保障].words`` (the item of that name) or
    ``deadlines[0].format`` (by its number).
    """

    rule: str
    path: str
    reason: str
    value: Any = None
    add: tuple[Any, ...] = ()
    source: str = ""
    scope: RuleScope = RuleScope()
    passes: tuple[Example, ...] = ()
    fails: tuple[Example, ...] = ()


@frozen
class Deadline:
    """Last days for bodies of the kinds, levels and scopes (empty: all), beside those of law and format.

    Days are "MM-DD" of the year after the report's. ``submit`` is held against the signature, ``publish`` against the
    later of signature and publication, ``not_before`` against the publication.
    """

    reason: str
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    scopes: tuple[Scope, ...] = ()
    years: Years = Years()
    submit: str = ""
    publish: str = ""
    not_before: str = ""
    severity: Severity = "warning"
    source: str = ""
    source_en: str = ""
    passes: tuple[Example, ...] = ()
    fails: tuple[Example, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """The entry for the list ``local`` in the parameters of the rule on deadlines; the source must be set."""
        return {
            "kinds": list(self.kinds),
            "levels": list(self.levels),
            "scopes": list(self.scopes),
            "submit": self.submit,
            "publish": self.publish,
            "not_before": self.not_before,
            "severity": self.severity,
            "source": self.source,
            "source_en": self.source_en or self.source,
        }


@frozen
class Retired:
    """A rule that the layer once had. Its id must never be used again: old outcomes and explanations speak of it."""

    id: str
    reason: str


DEADLINE_RULE = "date.deadline"
"""The rule that deadlines go into."""
