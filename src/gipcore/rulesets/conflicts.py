"""Two layers that touch the same rule: one must say that it builds on the other, or nobody knows which counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from attrs import frozen

from gipcore.layers import DEADLINE_RULE, Ruleset
from gipcore.rules import RuleScope, Years
from gipcore.rulesets.ordering import below


@frozen
class _Touch:
    """A ruleset that defines or changes the rule ``id``, or adds to the form ``id``, and for which reports."""

    id: str
    ruleset: Ruleset
    scope: RuleScope
    verb: str


def conflicts(rulesets: tuple[Ruleset, ...]) -> list[str]:
    """Rules that two rulesets define, or touch without one building on the other, while both are in force."""
    under = below(rulesets)
    by_id: dict[str, list[_Touch]] = {}
    for ruleset in rulesets:
        for touch in _touches(ruleset):
            by_id.setdefault(touch.id, []).append(touch)
    problems: list[str] = []
    for id_, touches in sorted(by_id.items()):
        for one, other in combinations(touches, 2):
            problem = _problem(id_, one, other, under)
            if problem and together(one.ruleset, other.ruleset, one.scope, other.scope):
                problems.append(problem)
    return problems


def _touches(ruleset: Ruleset) -> Iterator[_Touch]:
    for rule in ruleset.all_rules:
        yield _Touch(rule.id, ruleset, rule.scope, "rules")
        if rule.replaces and rule.replaces != rule.id:
            yield _Touch(rule.replaces, ruleset, rule.scope, "replaces")
    for verb, _, change in ruleset.changes:
        yield _Touch(change.rule, ruleset, change.scope, verb)
    for deadline in ruleset.deadline:
        yield _Touch(DEADLINE_RULE, ruleset, RuleScope(years=deadline.years), "deadline")
    for form in ruleset.extended:
        yield _Touch(form, ruleset, RuleScope(forms=(form,)), "row")


def _problem(id_: str, one: _Touch, other: _Touch, under: dict[str, frozenset[str]]) -> str:
    layers = one.ruleset.layer_id, other.ruleset.layer_id
    if one.verb == other.verb == "rules":
        upper = one if layers[1] in under[layers[0]] else other
        if layers[0] != layers[1] and _replaces(upper, id_):
            return ""
        where = f"{one.ruleset.id} 和 {other.ruleset.id}"
        hint = "" if layers[0] == layers[1] else "；要取代下层的规则，请写 replaces 和 reason"
        return f"规则 {id_} 在 {where} 中都有定义，适用范围重叠{hint}"
    if layers[0] == layers[1] or layers[0] in under[layers[1]] or layers[1] in under[layers[0]]:
        return ""
    if one.verb == "row":
        return f"{layers[0]} 和 {layers[1]} 都扩展表样 {id_}，适用范围重叠；请让其中一层 extends 另一层"
    return (
        f"{layers[0]}（{one.verb}）和 {layers[1]}（{other.verb}）都改动规则 {id_}，适用范围重叠；"
        "请让其中一层 extends 另一层，或写 overrides"
    )


def _replaces(touch: _Touch, id_: str) -> bool:
    return any(rule.id == id_ and rule.replaces == id_ for rule in touch.ruleset.all_rules)


def together(one: Ruleset, other: Ruleset, scope: RuleScope = RuleScope(), its: RuleScope = RuleScope()) -> bool:
    """Whether there can be a report for which both are in force, in the scopes given."""
    # What holds for a form holds for those that extend it.
    forms = [[form.split("+")[0] for form in named] for named in (scope.forms or one.forms, its.forms or other.forms)]
    pairs: list[tuple[Iterable[str], Iterable[str]]] = [
        (forms[0], forms[1]),
        *((a, b) for a in (one.levels, scope.levels) for b in (other.levels, its.levels)),
        *((a, b) for a in (one.kinds, scope.kinds) for b in (other.kinds, its.kinds)),
    ]
    return (
        (one.region.startswith(other.region) or other.region.startswith(one.region))
        and (not one.system or not other.system or one.system == other.system)
        and all(not a or not b or not set(a).isdisjoint(b) for a, b in pairs)
        and _meet([one.years, other.years, scope.years, its.years])
    )


def _meet(spans: list[Years]) -> bool:
    firsts = [span.first for span in spans if span.first is not None]
    lasts = [span.last for span in spans if span.last is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)
