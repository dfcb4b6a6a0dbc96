"""A rule: what must hold in a report, how bad it is if it does not, and which law says so.

A rule is data. It has either an expression (``gipcore.expressions``) or the name of a coded check that a plugin
brings; never both. Its examples are executed by the tests and by ``gip rules check``.
"""

from __future__ import annotations

import re
from datetime import date
from typing import Any, Literal, TypeAlias

from attrs import field, frozen

from gipcore.reports import Kind, Level

Severity: TypeAlias = Literal["error", "warning", "info"]
PLACEHOLDER = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
"""A placeholder in a message."""
EXPRESSION_PLACEHOLDERS = frozenset(
    [
        *("row", "column", "cells", "left", "right", "left_shown", "right_shown", "shown"),
        *("difference", "gap", "deviation", "figures", "blanks"),
    ]
)
"""What a finding of an expression rule fills in, besides the rule's parameters: row, column and cells in the form's
words; both sides as numbers, with their steps, and both together; left less right, its size, and in words; each cell
with its figure; the blank cells that were counted as 0."""
SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")


@frozen
class Years:
    """Report years, both ends included; None is open."""

    first: int | None = None
    last: int | None = None

    def covers(self, year: int | None) -> bool:
        """
        >>> Years(2021).covers(2020), Years(2021).covers(2021)
        (False, True)
        """
        if year is None:
            return True
        return (self.first is None or self.first <= year) and (self.last is None or year <= self.last)


@frozen
class Days:
    """Days of publication, both ends included; None is open."""

    first: date | None = None
    last: date | None = None

    def covers(self, day: date) -> bool:
        """
        >>> Days(date(2020, 6, 1)).covers(date(2020, 5, 31))
        False
        """
        return (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


@frozen
class RuleScope:
    """To which reports a rule, or a change to one, applies. Empty means all.

    ``published`` is for what depends on the day the report was made public and not on the year it is about.
    """

    years: Years = Years()
    published: Days = Days()
    forms: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()


@frozen
class Neighbour:
    """Last year's or a subordinate report in an example: ``cells`` and ``report`` as in `Example`."""

    cells: dict[str, Any] = field(factory=dict)
    report: dict[str, Any] = field(factory=dict)


@frozen
class Example:
    """A report that passes or fails the rule, as changes to a report of the form in which every cell is 0.

    ``cells`` holds values as in a report's JSON; ``report`` the other fields of the report (title, sections …; ``form``
    and ``year`` if others than the rule's first); ``previous`` and ``children`` likewise for the neighbours.
    """

    cells: dict[str, Any] = field(factory=dict)
    report: dict[str, Any] = field(factory=dict)
    previous: Neighbour | None = None
    children: tuple[Neighbour, ...] = ()
    companions: tuple[str, ...] = ()
    """The texts of the documents beside the report."""
    note: str = ""


@frozen
class Wording:
    """The words of a rule in one language; messages have placeholders in braces."""

    title: str
    message: str
    advice: str = ""


@frozen
class Rule:
    """One rule. ``id`` is dotted, lower case and never changes its meaning; ``title`` names the defect."""

    id: str
    severity: Severity
    title: str
    message: str
    basis: tuple[str, ...]
    advice: str = ""
    expression: str = ""
    check: str = ""
    parameters: dict[str, Any] = field(factory=dict)
    scope: RuleScope = RuleScope()
    uniform: bool = False
    """Every finding has this severity, also where the coded check would grade it itself."""
    explainable: bool = False
    """An explanation of an error stands in for its correction."""
    unsourced: str = ""
    """What in this rule rests on no source; such a rule is never an error."""
    replaces: str = ""
    """The rule of a layer below that this one takes the place of; ``reason`` says why."""
    reason: str = ""
    en: Wording | None = None
    passes: tuple[Example, ...] = ()
    fails: tuple[Example, ...] = ()
    undecided: tuple[Example, ...] = ()
    """Reports of which the rule must say that it cannot be checked."""

    @property
    def placeholders(self) -> frozenset[str]:
        """The placeholders in its words, in all languages."""
        texts = [self.message, self.advice, *((self.en.message, self.en.advice) if self.en else ())]
        return frozenset(name for text in texts for name in PLACEHOLDER.findall(text))
