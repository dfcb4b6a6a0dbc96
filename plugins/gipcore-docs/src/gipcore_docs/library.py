"""What the pages are written from: the catalogue, turned so that each page finds its own at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property

from attrs import define, frozen

from gipcore.checks import Check
from gipcore.errors import DataError, ExpressionError
from gipcore.examples import run_examples
from gipcore.expressions import Instance, compile_expression
from gipcore.forms import Form
from gipcore.layers import DEADLINE_RULE, Disable, Regrade, Ruleset, Set
from gipcore.rules import Rule, RuleScope
from gipcore.rulesets import Catalogue, forms_of
from gipcore_docs.words import scopes, severity


@frozen
class Definition:
    """A rule and the ruleset that defines it."""

    rule: Rule
    ruleset: Ruleset


@frozen
class Change:
    """What a layer changes in a rule of another: in words, why, where that is written, for which reports."""

    ruleset: Ruleset
    what: str
    reason: str
    source: str
    scope: RuleScope


@define(slots=False, eq=False)
class Library:
    """The catalogue and the coded checks, by which examples are executed."""

    catalogue: Catalogue
    checks: Mapping[str, Check]

    @cached_property
    def rules(self) -> dict[str, tuple[Definition, ...]]:
        """Every rule by id, with its definitions: a rule may have one for each form or span of years."""
        found: dict[str, list[Definition]] = {}
        for ruleset in self.catalogue.rulesets:
            for rule in ruleset.all_rules:
                found.setdefault(rule.id, []).append(Definition(rule, ruleset))
        return {id_: tuple(sorted(found[id_], key=_newest_first)) for id_ in sorted(found)}

    @cached_property
    def layers(self) -> dict[str, tuple[Ruleset, ...]]:
        """Every layer by id with its rulesets, from the base up."""
        found: dict[str, list[Ruleset]] = {}
        for ruleset in self.catalogue.rulesets:
            found.setdefault(ruleset.layer_id, []).append(ruleset)
        return {id_: tuple(rulesets) for id_, rulesets in found.items()}

    @cached_property
    def told(self) -> dict[tuple[str, str, str, int], tuple[str, ...]]:
        """What each example that fails or cannot be checked is told, by ruleset, rule, kind and number of the example.

        Raises DataError with every example that does not do what it says: it must not be printed as one that does.
        """
        found: dict[tuple[str, str, str, int], tuple[str, ...]] = {}
        problems: list[str] = []
        for trial in run_examples(self.catalogue, self.checks):
            if trial.problem:
                problems.append(trial.problem)
            elif trial.expected != "passes" and trial.outcome is not None:
                key = trial.ruleset, trial.rule.id, trial.expected, trial.number
                told = [finding.message for finding in trial.outcome.findings]
                told += [item.reason for item in trial.outcome.not_checked]
                found.setdefault(key, tuple(told))
        if problems:
            raise DataError("规则的例子", problems)
        return found

    def changes(self, id_: str) -> list[Change]:
        """What layers change in the rule."""
        return [change for ruleset in self.catalogue.rulesets for rule, change in changes_of(ruleset) if rule == id_]

    def forms(self, definition: Definition) -> list[Form]:
        """The forms that the rule is for, the newest first."""
        named = forms_of(definition.ruleset, definition.rule)
        found = [form for id_, form in self.catalogue.forms.items() if id_ in named or (not named and not form.extends)]
        return sorted(found, key=lambda form: (-form.first_year, form.id))

    def instances(self, definition: Definition) -> tuple[Form, tuple[Instance, ...]] | None:
        """The rule's expression on the newest form that has its cells; None for a coded check."""
        for form in self.forms(definition):
            try:
                compiled = compile_expression(definition.rule.expression, form, definition.rule.parameters)
            except ExpressionError:
                continue
            return form, compiled.instances
        return None


def _newest_first(definition: Definition) -> tuple[int, str]:
    firsts = (definition.rule.scope.years.first, definition.ruleset.years.first)
    return -max((year for year in firsts if year is not None), default=0), definition.ruleset.id


def changes_of(ruleset: Ruleset) -> Iterator[tuple[str, Change]]:
    """The rules that a ruleset changes, each with the change."""
    for _, _, change in ruleset.changes:
        match change:
            case Disable():
                what = "不再适用"
            case Regrade(severity=graded, explainable=explainable, points=points):
                what = f"改为{severity(graded)}" + ("，接受情况说明" if explainable else "")
                what += f"，当地考评扣 {points} 分" if points is not None else ""
            case Set(path=path, value=value, add=add):
                what = f"参数 {path} 增加：{shown(add)}" if add else f"参数 {path} 改为：{shown(value)}"
        yield change.rule, Change(ruleset, what, change.reason, change.source or ruleset.source, change.scope)
    for deadline in ruleset.deadline:
        named = (("报送不迟于", deadline.submit), ("公布不迟于", deadline.publish), ("公布不早于", deadline.not_before))
        days = "，".join(f"{label}次年 {day}" for label, day in named if day)
        bodies = f"；{scopes(deadline.scopes)}报告" if deadline.scopes else ""
        what = f"增加期限：{days}{bodies}（{severity(deadline.severity)}）"
        scope = RuleScope(years=deadline.years, levels=deadline.levels, kinds=deadline.kinds)
        yield DEADLINE_RULE, Change(ruleset, what, deadline.reason, deadline.source or ruleset.source, scope)


def shown(value: object) -> str:
    """A value of a parameter in words.

    >>> shown(["甲", {"name": "乙", "any_of": ["丙", 2]}])
    '甲；name 乙，any_of 丙；2'
    """
    if isinstance(value, Mapping):
        return "，".join(f"{key} {shown(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "；".join(map(shown, value))
    return str(value)
