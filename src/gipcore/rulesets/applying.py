"""One layer put on top of those below it: what it adds, replaces, switches off, re-grades and sets."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from attrs import evolve, field, frozen

from gipcore.expressions import Reason
from gipcore.layers import DEADLINE_RULE, Deadline, Disable, Regrade, Ruleset, Set
from gipcore.reports import Kind, Level
from gipcore.rules import Rule, RuleScope, Severity
from gipcore.rulesets.parameters import changed

Change: TypeAlias = Disable | Regrade | Set | Deadline
LEVEL_UNKNOWN = Reason("机关级别未知", "the level of the issuer is unknown")
KIND_UNKNOWN = Reason("机关类型未知", "the kind of the issuer is unknown")
DAY_UNKNOWN = Reason("公布日期未知", "the day of publication is unknown")


@frozen
class Case:
    """The report that rules are looked up for; ``forms`` is its form and those it extends."""

    forms: tuple[str, ...]
    year: int
    level: Level | None = None
    kind: Kind | None = None
    published_on: date | None = None

    def falls_under(self, scope: RuleScope) -> bool | Reason:
        """Whether *scope* covers the report, or what would have to be known to say so."""
        if not scope.years.covers(self.year) or (scope.forms and not set(scope.forms) & set(self.forms)):
            return False
        if (self.level is not None and scope.levels and self.level not in scope.levels) or (
            self.kind is not None and scope.kinds and self.kind not in scope.kinds
        ):
            return False
        days = scope.published
        dated = days.first is not None or days.last is not None
        if dated and self.published_on is not None and not days.covers(self.published_on):
            return False
        if self.level is None and scope.levels:
            return LEVEL_UNKNOWN
        if self.kind is None and scope.kinds:
            return KIND_UNKNOWN
        return DAY_UNKNOWN if dated and self.published_on is None else True


@frozen
class Stack:
    """The rules of the layers put on so far, by id; those that could not be decided; changes that could not be."""

    rules: dict[str, Rule] = field(factory=dict)
    undecided: dict[str, tuple[Rule, Reason]] = field(factory=dict)
    open: list[tuple[str, Severity, Reason]] = field(factory=list)
    """Layer, severity of the rule it would change, and why nobody can say whether it does."""
    put_on: list[Ruleset] = field(factory=list)
    """The rulesets that apply."""
    origins: dict[str, Ruleset] = field(factory=dict)
    """Where each rule that was added stands."""
    changes: list[tuple[Ruleset, Change]] = field(factory=list)
    """The changes that took place."""

    def put(self, ruleset: Ruleset, case: Case) -> None:
        """Put *ruleset* on top; its forms, region and years are the caller's to have looked at."""
        own = case.falls_under(RuleScope(levels=ruleset.levels, kinds=ruleset.kinds))
        if own is False:
            return
        self.put_on.append(ruleset)
        for added in ruleset.all_rules:
            verdict = _both(own, case.falls_under(added.scope))
            if verdict is not False:
                self.origins[added.id] = ruleset
            self._add(added, verdict)
        for id_, scope, change in changes_of(ruleset):
            rule = self.rules.get(id_)
            verdict = _both(own, case.falls_under(scope))
            if rule is None or verdict is False:
                continue
            if isinstance(verdict, Reason):
                self.open.append((ruleset.layer_id, rule.severity, _undecided(ruleset, rule, verdict)))
                continue
            self.changes.append((ruleset, change))
            del self.rules[id_]
            if (new := _change(change, ruleset, rule)) is not None:
                self.rules[id_] = new

    def _add(self, rule: Rule, verdict: bool | Reason) -> None:
        if verdict is False:
            return
        if isinstance(verdict, Reason):
            self.undecided[rule.id] = rule, verdict
            return
        self.rules.pop(rule.replaces, None)
        self.rules[rule.id] = rule


def _both(one: bool | Reason, other: bool | Reason) -> bool | Reason:
    if one is False or other is False:
        return False
    return one if isinstance(one, Reason) else other


def _undecided(ruleset: Ruleset, rule: Rule, why: Reason) -> Reason:
    return Reason(
        f"“{ruleset.title}”对规则 {rule.id} 的改动是否适用不明：{why.zh}",
        f"whether “{ruleset.title}” changes the rule {rule.id} here is not known: {why.en}",
    )


def changes_of(ruleset: Ruleset) -> Iterator[tuple[str, RuleScope, Change]]:
    """Rule, scope and what happens to it, in the order in which it takes place."""
    for _, _, change in ruleset.changes:
        yield change.rule, change.scope, change
    for deadline in ruleset.deadline:
        yield DEADLINE_RULE, RuleScope(years=deadline.years), deadline


def _change(change: Change, ruleset: Ruleset, rule: Rule) -> Rule | None:
    match change:
        case Disable():
            return None
        case Regrade():
            return regraded(change, ruleset, rule)
        case Set():
            return parameter_set(change, ruleset, rule)
        case Deadline():
            return deadline_added(change, ruleset, rule)


def regraded(change: Regrade, ruleset: Ruleset, rule: Rule) -> Rule:
    """The rule with the severity of *change*, and explainable if it was or the change says so."""
    explainable = rule.explainable or change.explainable
    sourced = _sourced(rule, change.source or ruleset.source)
    return evolve(sourced, severity=change.severity, uniform=True, explainable=explainable)


def parameter_set(change: Set, ruleset: Ruleset, rule: Rule) -> Rule:
    """The rule with the parameter of *change*; raises PathError."""
    parameters = changed(rule.parameters, change.path, change.value, change.add)
    return evolve(_sourced(rule, change.source or ruleset.source), parameters=parameters)


def deadline_added(change: Deadline, ruleset: Ruleset, rule: Rule) -> Rule:
    """The rule on deadlines with one more; raises PathError if it has no list for them."""
    source = change.source or ruleset.source
    entry = evolve(change, source=source).parameters
    local = [*rule.parameters.get("local", []), entry]
    return evolve(_sourced(rule, source), parameters={**rule.parameters, "local": local})


def _sourced(rule: Rule, source: str) -> Rule:
    return rule if source in rule.basis else evolve(rule, basis=(*rule.basis, source))
