"""The catalogue of forms and rulesets, and what of it is in force for a report.

Which rules apply follows from form, year, region, level and kind. A rule whose scope asks for something that is not
known of the report is kept apart, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from attrs import define, field

from gipcore.errors import DataError, ExpressionError
from gipcore.expressions import Compiled, Linear, Reason, compile_expression
from gipcore.expressions.quick import Slots
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.reports import Kind, Level
from gipcore.rules import Rule, Severity
from gipcore.rulesets.applying import Case, Stack

MAX_REMEMBERED = 256
"""Selections of rules that a catalogue keeps; reports with invented years must not fill the memory."""


@define(slots=False, eq=False)
class RulesInForce:
    """The rules for one report, sorted by id, with their expressions made ready for its form when first needed.

    ``rulesets`` are the layers, from the base up. ``absent`` says why there are no rules at all; ``undecided`` are
    rules whose scope could not be decided, each with why; ``open`` changes of a layer that could not be, with the
    severity of the rule they are about. ``reviews`` are layers that somebody has to confirm anew from a day on.
    """

    form: Form
    forms: Mapping[str, Form]
    rulesets: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    undecided: tuple[tuple[Rule, Reason], ...] = ()
    absent: Reason | None = None
    open: tuple[tuple[str, Severity, Reason], ...] = ()
    reviews: tuple[tuple[str, date, Reason], ...] = ()
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
    """All forms by id, those that layers extend among them, and all rulesets, from the base up."""

    forms: dict[str, Form]
    rulesets: tuple[Ruleset, ...]
    _in_force: dict[tuple[object, ...], RulesInForce] = field(factory=dict, init=False)

    def lineage(self, form_id: str) -> tuple[str, ...]:
        """The form and those it extends, itself first."""
        found = [form_id]
        while base := self.forms[found[-1]].extends:
            found.append(base)
        return tuple(found)

    def in_force(
        self,
        form_id: str,
        year: int | None,
        region: str | None,
        level: Level | None,
        kind: Kind | None,
        published_on: date | None = None,
        name: str = "",
    ) -> RulesInForce:
        """The rules for a report of this form, year, region, level and kind; raises DataError for an unknown form.

        *published_on* decides about what depends on that day, the body's *name* to which system it belongs.
        """
        if form_id not in self.forms:
            known = "、".join(sorted(self.forms))
            raise DataError(form_id, [f"没有这种表样；可用：{known}"])
        lineage = self.lineage(form_id)
        around = [
            r
            for r in self.rulesets
            if (region or "").startswith(r.region)
            and (not r.system or name.endswith(r.bodies))
            and (not r.forms or not set(r.forms).isdisjoint(lineage))
        ]
        rulesets = tuple(r for r in around if year is not None and r.years.covers(year))
        day = published_on if any(_dated(r) for r in rulesets) else None
        key = (form_id, year, level, kind, day, *(r.id for r in around))
        if key not in self._in_force:
            if len(self._in_force) >= MAX_REMEMBERED:
                self._in_force.clear()
            if year is None:
                why, why_en = "报告年度未知，无法确定适用的规则，请指明年度。", "The report year is unknown; state it."
                self._in_force[key] = self._absent(form_id, Reason(why, why_en))
            elif not rulesets:
                why = f"没有适用于 {year} 年 {form_id} 表样的规则。"
                self._in_force[key] = self._absent(
                    form_id, Reason(why, f"There are no rules for {year}, form {form_id}.")
                )
            else:
                case = Case(lineage, year, level, kind, day)
                self._in_force[key] = self._select(form_id, case, rulesets, around)
        return self._in_force[key]

    def _absent(self, form_id: str, reason: Reason) -> RulesInForce:
        return RulesInForce(self.forms[form_id], self.forms, absent=reason)

    def _select(
        self, form_id: str, case: Case, rulesets: tuple[Ruleset, ...], around: Iterable[Ruleset]
    ) -> RulesInForce:
        stack = Stack()
        for ruleset in rulesets:
            stack.put(ruleset, case)
        return RulesInForce(
            self.forms[form_id],
            self.forms,
            tuple(dict.fromkeys(ruleset.layer_id for ruleset in stack.put_on)),
            tuple(stack.rules[id_] for id_ in sorted(stack.rules)),
            tuple(stack.undecided[id_] for id_ in sorted(stack.undecided)),
            open=tuple(dict.fromkeys(stack.open)),
            reviews=tuple(_reviews(case.year, around)),
        )


def _dated(ruleset: Ruleset) -> bool:
    """Whether anything in it depends on the day of publication."""
    scopes = [rule.scope for rule in ruleset.all_rules] + [change.scope for _, _, change in ruleset.changes]
    return any(scope.published.first or scope.published.last for scope in scopes)


def _reviews(year: int, around: Iterable[Ruleset]) -> list[tuple[str, date, Reason]]:
    """Layers for this place whose rules for *year* need to be confirmed, or found, after a day.

    Rules of years that are over and were named do not age.
    """
    found: dict[str, tuple[str, date, Reason]] = {}
    covered = {ruleset.layer_id for ruleset in around if ruleset.years.covers(year)}
    for ruleset in around:
        last, layer, day = ruleset.years.last, ruleset.layer_id, ruleset.review_by
        over = last is not None and (year <= last or layer in covered)
        if day is None or over or year < (ruleset.years.first or 0):
            continue
        if last is None:
            why = f"“{ruleset.title}”应在 {day} 前复核，尚未复核；请向其维护者确认是否仍然适用。"
            why_en = f"“{ruleset.title}” was to be confirmed by {day}; ask its maintainer whether it still holds."
        else:
            why = f"“{ruleset.title}”只到 {last} 年度，没有 {year} 年度的当地规则；请向其维护者索取新的规则。"
            why_en = f"“{ruleset.title}” ends with {last}: no local rules for {year}; ask its maintainer for new ones."
        found[layer] = layer, day, Reason(why, why_en)
    return [found[layer] for layer in sorted(found)]
