"""The catalogue of forms and rulesets, and what of it is in force for a report.

Which rules apply follows from form, year, region, level and kind. A rule whose scope asks for something that is not
known of the report is kept apart, with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from attrs import define, field

from gipcore.errors import DataError, ExpressionError
from gipcore.expressions import Compiled, Linear, Reason, compile_expression
from gipcore.expressions.quick import Slots
from gipcore.forms import Form
from gipcore.reports import Kind, Level
from gipcore.rules import Rule, Ruleset

MAX_REMEMBERED = 256
"""Selections of rules that a catalogue keeps; reports with invented years must not fill the memory."""


@define(slots=False, eq=False)
class RulesInForce:
    """The rules for one report, sorted by id, with their expressions made ready for its form when first needed.

    ``absent`` says why there are none at all; ``undecided`` are rules whose scope could not be decided, each with why.
    """

    form: Form
    forms: Mapping[str, Form]
    rulesets: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    undecided: tuple[tuple[Rule, Reason], ...] = ()
    absent: Reason | None = None
    _compiled: dict[str, Compiled] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.slots = Slots(self.form)

    def compiled(self, rule: Rule) -> Compiled:
        """The rule's expression on the form; raises ExpressionError."""
        if rule.id not in self._compiled:
            self._compiled[rule.id] = compile_expression(rule.expression, self.form, rule.parameters, self.slots)
        return self._compiled[rule.id]

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


@define(slots=False, eq=False)
class Catalogue:
    """All forms by id and all rulesets, sorted by the length of their region, then id."""

    forms: dict[str, Form]
    rulesets: tuple[Ruleset, ...]
    _in_force: dict[tuple[object, ...], RulesInForce] = field(factory=dict, init=False)

    def in_force(
        self, form_id: str, year: int | None, region: str | None, level: Level | None, kind: Kind | None
    ) -> RulesInForce:
        """The rules for a report of this form, year, region, level and kind; raises DataError for an unknown form."""
        if form_id not in self.forms:
            raise DataError(form_id, [f"没有这种表样；可用：{'、'.join(sorted(self.forms))}"])
        rulesets = tuple(
            r
            for r in self.rulesets
            if year is not None
            and r.years.covers(year)
            and (not r.forms or form_id in r.forms)
            and (region or "").startswith(r.region)
        )
        key = (form_id, year, level, kind, *(r.id for r in rulesets))
        if key not in self._in_force:
            if len(self._in_force) >= MAX_REMEMBERED:
                self._in_force.clear()
            self._in_force[key] = self._select(form_id, year, rulesets, level, kind)
        return self._in_force[key]

    def _select(
        self, form_id: str, year: int | None, rulesets: tuple[Ruleset, ...], level: Level | None, kind: Kind | None
    ) -> RulesInForce:
        form = self.forms[form_id]
        if year is None:
            why, why_en = "报告年度未知，无法确定适用的规则，请指明年度。", "The report year is unknown; state it."
            return RulesInForce(form, self.forms, absent=Reason(why, why_en))
        if not rulesets:
            why, why_en = (
                f"没有适用于 {year} 年 {form_id} 表样的规则。",
                f"There are no rules for {year}, form {form_id}.",
            )
            return RulesInForce(form, self.forms, absent=Reason(why, why_en))
        rules: list[Rule] = []
        undecided: list[tuple[Rule, Reason]] = []
        for rule in sorted((rule for ruleset in rulesets for rule in ruleset.rules), key=lambda rule: rule.id):
            scope = rule.scope
            if not scope.years.covers(year) or (scope.forms and form_id not in scope.forms):
                continue
            if (level is not None and scope.levels and level not in scope.levels) or (
                kind is not None and scope.kinds and kind not in scope.kinds
            ):
                continue
            if level is None and scope.levels:
                undecided.append((rule, Reason("机关级别未知", "the level of the issuer is unknown")))
            elif kind is None and scope.kinds:
                undecided.append((rule, Reason("机关类型未知", "the kind of the issuer is unknown")))
            else:
                rules.append(rule)
        return RulesInForce(form, self.forms, tuple(r.id for r in rulesets), tuple(rules), tuple(undecided))
