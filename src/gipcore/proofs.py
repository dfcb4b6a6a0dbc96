"""What a proof of rules is asked and what it says: plain data, with no solver in it. A plugin proves, by the hook
``gipcore_provers``.

The rules in force are taken apart into their cases (each column, each row), and each case is put to the proof: is there
a report that breaks it, and what must break with it? Every answer carries the report or the rules that prove it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from attrs import field, frozen

from gipcore.checks import Subject
from gipcore.expressions import Instance, Reason
from gipcore.forms import Form
from gipcore.reports import Kind, Level
from gipcore.rules import Rule
from gipcore.rulesets import RulesInForce

Progress: TypeAlias = Callable[[int, int], None]
"""Told how many cases are done, and of how many."""


@frozen
class RuleCase:
    """One case of an expression rule: ``index`` is its number among them."""

    id: str
    index: int
    rule: Rule = field(eq=False, repr=False)
    cells: tuple[str, ...] = field(eq=False, repr=False)
    """The cells of the report itself that it looks at."""
    place: str = field(eq=False)
    """Where it looks, in the form's words; empty for a rule with one case."""


def rule_case(rule: Rule, index: int, instance: Instance, form: Form) -> RuleCase:
    """The case *index* of a rule on a form."""
    cells = tuple(ref.cell for ref in instance.cells if ref.scope == "report")
    return RuleCase(rule.id, index, rule, cells, _place(instance, form))


def _place(instance: Instance, form: Form) -> str:
    """A cell, a row, a column, or what the names of the quantifiers stand for."""
    if not instance.bindings:
        return ""
    cells = [form.cells[cell] for cell in dict.fromkeys(ref.cell for ref in instance.cells)]
    if len(cells) == 1:
        return cells[0].label
    rows, columns = {cell.row_label for cell in cells}, {cell.column.label for cell in cells}
    if len(columns) == 1 and len(rows) > 1:
        return f"“{columns.pop()}”列"
    if len(rows) == 1:
        return f"“{rows.pop()}”行"
    return " ".join(value for _, value in instance.bindings)


@frozen(eq=False)
class Question:
    """What is to be proved: the rules in force for the reports of one year by bodies of these levels, kinds and
    divisions, all of them under the same rules."""

    rules: RulesInForce = field(repr=False)
    year: int
    levels: tuple[Level, ...]
    kinds: tuple[Kind, ...]
    regions: tuple[str, ...]
    about: Callable[[RuleCase], bool] = lambda case: True
    """Whether a case is put to the proof. That all can be kept is proved in any case."""
    heights: Mapping[str, int] = field(factory=dict)
    """How far up the layer stands that each rule comes from, by id, 0 where absent: of two rules that say the same, the
    upper one is the one too many."""
    seconds: float = 120.0
    """The time for the whole; what is not decided in it is left undecided."""


@frozen
class Breaking:
    """A report that breaks a case and only what has to break with it (``others``)."""

    case: RuleCase
    subject: Subject
    others: tuple[RuleCase, ...] = ()


@frozen
class Forced:
    """A case that is settled by others: a set of which none can be left out. Empty: it is settled by itself."""

    case: RuleCase
    by: tuple[RuleCase, ...] = ()


@frozen
class LeftOut:
    """A rule that is no part of the proof, and why."""

    rule: Rule
    reason: Reason


@frozen
class Proof:
    """The answers to a `Question`. Each case that was asked for is in ``breakings``, ``never_fires`` or ``undecided``,
    unless the rules contradict each other: then no case is put to the proof."""

    question: Question = field(repr=False)
    cases: tuple[RuleCase, ...]
    """The cases of all rules that are part of the proof."""
    left_out: tuple[LeftOut, ...] = ()
    witness: Subject | None = None
    """A report with neighbours that passes every rule; None if there is none, or none was found in time."""
    conflict: tuple[RuleCase, ...] = ()
    """Cases that cannot all be kept, none of which can be left out; empty if there is no contradiction."""
    never_passes: tuple[Forced, ...] = ()
    """A case of each rule in the conflict that no report passes, with the rules on single cells that it contradicts."""
    breakings: tuple[Breaking, ...] = ()
    never_fires: tuple[Forced, ...] = ()
    """Cases that no report breaks, or none but with a figure that a rule on that one cell already finds."""
    implied: tuple[Forced, ...] = ()
    """Cases that are kept wherever others are kept."""
    undecided: tuple[RuleCase, ...] = ()
    """Cases that were not decided in time: neither right nor wrong."""
    satisfiable: bool | None = None
    """Whether all rules can be kept at once; None: not decided in time."""
    disputed: tuple[RuleCase, ...] = ()
    """Undecided cases whose report the check judges otherwise: a fault of the prover or of the check."""
    untouched: tuple[str, ...] = ()
    """Cells of the form that no case looks at."""

    @property
    def complete(self) -> bool:
        """Whether every question was answered."""
        return self.satisfiable is not None and not self.undecided

    @property
    def sound(self) -> bool:
        """Whether nothing speaks against the rules."""
        return not (self.conflict or self.never_passes or self.never_fires)


@frozen
class Prover:
    """Proves rules. ``prove(question, progress)`` gives a `Proof` in about ``question.seconds``."""

    name: str
    prove: Callable[[Question, Progress], Proof]
    title: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""
