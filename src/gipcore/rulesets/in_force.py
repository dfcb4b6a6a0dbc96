"""The rules for one report, with their expressions made ready for its form when first needed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from attrs import define, field

from gipcore.errors import ExpressionError
from gipcore.expressions import Compiled, Linear, Reason, compile_expression
from gipcore.expressions.quick import Slots
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.rules import Rule, Severity
from gipcore.rulesets.applying import Change
from gipcore.schedules import ScheduleInForce, WorkingDays

MAX_COMPILED = 4096
"""Expressions that are kept for a form."""


class Expressions:
    """The rules' expressions on one form, each compiled once, whichever selections of rules it is in."""

    def __init__(self, form: Form) -> None:
        self.form = form
        self.slots = Slots(form)
        self._compiled: dict[int, tuple[Rule, Compiled]] = {}

    def compiled(self, rule: Rule) -> Compiled:
        """The rule's expression on the form; raises ExpressionError."""
        entry = self._compiled.get(id(rule))
        if entry is None:
            if len(self._compiled) >= MAX_COMPILED:
                self._compiled.clear()
            compiled = compile_expression(rule.expression, self.form, rule.parameters, self.slots)
            # The rule is kept beside it, so that its identity cannot pass to another.
            entry = self._compiled[id(rule)] = rule, compiled
        return entry[1]


@define(slots=False, eq=False)
class RulesInForce:
    """The rules for one report, sorted by id.

    ``rulesets`` are the layers, from the base up. ``absent`` says why there are no rules at all; ``undecided`` are
    rules whose scope could not be decided, each with why. ``open`` is what is to be said of a layer: its id, how severe
    the rule is that it may change, and why nobody can say whether it does. ``reviews`` are layers that somebody has to
    confirm anew from a day on. ``schedules`` are the fee schedules of that year, ``calendar`` the working days known.
    ``origins`` has the ruleset that each rule stands in, ``changes`` what layers changed in rules, in that order.
    """

    form: Form
    forms: Mapping[str, Form]
    rulesets: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    undecided: tuple[tuple[Rule, Reason], ...] = ()
    absent: Reason | None = None
    open: tuple[tuple[str, Severity, Reason], ...] = ()
    reviews: tuple[tuple[str, date, Reason], ...] = ()
    schedules: tuple[ScheduleInForce, ...] = ()
    calendar: WorkingDays | None = None
    origins: Mapping[str, Ruleset] = field(factory=dict)
    changes: tuple[tuple[Ruleset, Change], ...] = ()
    expressions: Expressions = field(kw_only=True)

    @expressions.default
    def _own_expressions(self) -> Expressions:
        return Expressions(self.form)

    @property
    def slots(self) -> Slots:
        """Where each cell of the form stands among the figures."""
        return self.expressions.slots

    def compiled(self, rule: Rule) -> Compiled:
        """The rule's expression on the form; raises ExpressionError."""
        return self.expressions.compiled(rule)

    @cached_property
    def equations(self) -> tuple[tuple[str, int, Linear], ...]:
        """The linear equations among the rules: rule, number of the instance, view. Faulty expressions have none."""
        found: list[tuple[str, int, Linear]] = []
        for rule in self.rules:
            try:
                views = self.compiled(rule).linear if rule.expression else ()
            except ExpressionError:
                continue
            found += [(rule.id, i, view) for i, view in enumerate(views) if view is not None and view.relation == "=="]
        return tuple(found)
