"""Whether what a layer wants to change is there: the rule in a layer below, the parameter in the rule."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from gipcore.codec import did_you_mean
from gipcore.layers import DEADLINE_RULE, Ruleset
from gipcore.rules import Rule, RuleScope
from gipcore.rulesets.applying import parameter_set
from gipcore.rulesets.conflicts import together
from gipcore.rulesets.ordering import below
from gipcore.rulesets.parameters import PathError


@frozen
class _Known:
    """The rules of the layers below a ruleset, with the rulesets that define them."""

    rules: tuple[tuple[Ruleset, Rule], ...]

    def named(self, id_: str) -> list[tuple[Ruleset, Rule]]:
        return [(ruleset, rule) for ruleset, rule in self.rules if rule.id == id_]

    @property
    def ids(self) -> list[str]:
        return sorted({rule.id for _, rule in self.rules})


def target_problems(rulesets: tuple[Ruleset, ...]) -> list[str]:
    """Changes to rules, and to parameters, that no layer below has."""
    under = below(rulesets)
    problems: list[str] = []
    for ruleset in rulesets:
        layers = under[ruleset.layer_id] | {ruleset.layer_id}
        known = _Known(tuple((r, rule) for r in rulesets if r.layer_id in layers for rule in r.all_rules))
        problems += [f"rules/{ruleset.id}.toml: {problem}" for problem in _problems(ruleset, known)]
    return problems


def _problems(ruleset: Ruleset, known: _Known) -> Iterator[str]:
    for index, rule in enumerate(ruleset.rules):
        if rule.replaces and not any(base is not ruleset for base, _ in known.named(rule.replaces)):
            yield f"下层没有规则 {rule.replaces!r}{did_you_mean(rule.replaces, known.ids)} @ $.rules[{index}].replaces"
    for verb, index, change in ruleset.changes:
        if not known.named(change.rule):
            yield f"下层没有规则 {change.rule!r}{did_you_mean(change.rule, known.ids)} @ $.{verb}[{index}].rule"
    for index, set_ in enumerate(ruleset.set):
        for _, rule in _changed(ruleset, set_.scope, known.named(set_.rule)):
            try:
                parameter_set(set_, ruleset, rule)
            except PathError as error:
                yield f"{error} @ $.set[{index}]（{set_.rule}）"
    for index, deadline in enumerate(ruleset.deadline):
        days = (deadline.submit, deadline.publish, deadline.not_before)
        if not any(days):
            yield f"submit、publish、not_before 至少要有一个 @ $.deadline[{index}]"
        yield from (f"{day!r} 不是“月-日” @ $.deadline[{index}]" for day in days if day and not _is_day(day))
        if not _changed(ruleset, RuleScope(years=deadline.years), known.named(DEADLINE_RULE)):
            yield f"这些年度没有规则 {DEADLINE_RULE} 可加期限 @ $.deadline[{index}]"


def _changed(ruleset: Ruleset, scope: RuleScope, rules: list[tuple[Ruleset, Rule]]) -> list[tuple[Ruleset, Rule]]:
    """Those of *rules* that are in force together with a change of that scope."""
    return [(base, rule) for base, rule in rules if together(ruleset, base, scope, rule.scope)]


def _is_day(text: str) -> bool:
    month, _, day = text.partition("-")
    return (
        len(text) == 5
        and text.isascii()
        and month.isdigit()
        and day.isdigit()
        and 1 <= int(month) <= 12
        and 1 <= int(day) <= (28 if month == "02" else 30 if month in ("04", "06", "09", "11") else 31)
    )
