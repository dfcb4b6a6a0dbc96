"""What a check found: for every rule in force, failed, passed, or not checked and why. Three results, never two."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.rules import Rule, Severity

Status: TypeAlias = Literal["pass", "fail", "incomplete"]


@frozen
class Suggestion:
    """What would put a finding right: words, and where it can be said exactly, the cell and its value."""

    text: str
    cell: str | None = None
    value: int | Decimal | None = None


@frozen
class Explanation:
    """情况说明: why a finding stands, by somebody, on a day, for some time (``expires``: the last day; None: no end).

    It is about the finding of ``rule`` at ``cells``. ``values`` are the figures printed in these cells, in the same
    order; ``quotes`` what else the finding speaks of: words of the narrative, figures of other reports.
    """

    rule: str
    cells: tuple[str, ...]
    values: tuple[str, ...]
    reason: str
    author: str
    date: datetime.date
    quotes: tuple[str, ...] = ()
    expires: datetime.date | None = None


@frozen
class VoidExplanation:
    """An explanation that counts for nothing, and why, in words."""

    explanation: Explanation
    why: str


@frozen
class Finding:
    """A rule that failed, with the numbers plugged in. ``left``, ``right`` and ``difference`` only for comparisons."""

    rule: str
    severity: Severity
    message: str
    basis: str
    cells: tuple[str, ...] = ()
    left: int | Decimal | None = None
    right: int | Decimal | None = None
    difference: int | Decimal | None = None
    where: str = ""
    suggestions: tuple[Suggestion, ...] = ()
    shown: str = ""
    """The comparison with its numbers, as text: ``58 + 2 = 60 ≠ 59 = 57 + 2``."""
    quotes: tuple[str, ...] = ()
    """What it speaks of besides the cells, the same in every language: an explanation stands and falls with it."""
    explanation: Explanation | None = None
    excused: bool = False
    """The rule's layer lets the explanation stand in for a correction."""


@frozen
class NotChecked:
    """A rule that could not be decided, and the reason in words.

    ``needs`` names what is not there and need not be: ``previous``, ``children``, ``siblings`` that nobody handed over,
    a ``date``, a ``signature`` or a statement on the ``fee`` that no form asks for, a ``counterpart`` in last year's
    form of a figure in this one. Such a rule does not make the outcome incomplete.
    """

    rule: str
    reason: str
    severity: Severity = "error"
    cells: tuple[str, ...] = ()
    needs: str = ""

    @property
    def binding(self) -> bool:
        """Whether the outcome is incomplete without it."""
        return self.severity == "error" and not self.needs


@frozen
class PluginFailure:
    """A plugin that failed while loading or at work: its name and what happened."""

    plugin: str
    reason: str


@frozen
class Outcome:
    """All results for one report.

    ``rulesets`` are the layers in force, from the base up, ``rules`` their rules, so that a finding can be explained
    from its rule. ``notices`` are about layers: one that must be confirmed anew, one of which nobody can say whether
    it changes a rule here; ``rule`` is the layer's id.
    """

    report: Report
    rulesets: tuple[str, ...]
    rules: tuple[Rule, ...]
    findings: tuple[Finding, ...]
    passed: tuple[str, ...]
    not_checked: tuple[NotChecked, ...]
    failures: tuple[PluginFailure, ...] = ()
    notices: tuple[NotChecked, ...] = ()
    void: tuple[VoidExplanation, ...] = ()

    @property
    def status(self) -> Status:
        """``fail`` if there is an error finding that nothing excuses; else ``incomplete`` if an error rule could not be
        checked although all it needs was handed over, or a plugin failed; else ``pass``."""
        if any(finding.severity == "error" and not finding.excused for finding in self.findings):
            return "fail"
        open_ = (*self.not_checked, *self.notices)
        if self.failures or any(item.binding for item in open_):
            return "incomplete"
        return "pass"


@frozen
class Checked:
    """A file that was to be checked, and what came of it: an outcome, or None and the reason why there is none.

    ``source`` is the file as it was named: a path, an address. ``form`` is the form of the outcome's report, for the
    labels of cells.
    """

    source: str
    outcome: Outcome | None = None
    reason: str = ""
    form: Form | None = None

    @property
    def name(self) -> str:
        """The file's name without folders."""
        return self.source.replace("\\", "/").rpartition("/")[2]

    @property
    def exit_status(self) -> int:
        """0 nothing worse than a warning, 1 at least one error, 2 not read or not wholly checked."""
        if self.outcome is None or self.outcome.failures:
            return 2
        return {"pass": 0, "fail": 1, "incomplete": 2}[self.outcome.status]
