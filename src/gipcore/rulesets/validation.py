"""What is wrong with rules: at once when they are loaded, and in depth when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import combinations

from gipcore.errors import ExpressionError
from gipcore.expressions import compile_expression
from gipcore.expressions.quick import Slots
from gipcore.forms import Form
from gipcore.rules import EXPRESSION_PLACEHOLDERS, Rule, Ruleset, Years
from gipcore.rulesets.catalogue import Catalogue


def forms_of(ruleset: Ruleset, rule: Rule) -> tuple[str, ...]:
    """The forms to which the rule applies; empty means all."""
    return rule.scope.forms or ruleset.forms


def rule_problems(ruleset: Ruleset, forms: Mapping[str, Form]) -> list[str]:
    """What no rule may be, with paths; expressions are not looked at."""
    problems: list[str] = []
    for index, rule in enumerate(ruleset.rules):
        found: list[str] = []
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)+", rule.id):
            found.append("id 应为小写的点分名称")
        if bool(rule.expression) == bool(rule.check):
            found.append("expression 和 check 应恰有一个")
        if rule.severity == "error" and rule.unsourced:
            found.append("有 unsourced（没有出处的内容）的规则不能是 error")
        if not rule.basis:
            found.append("缺少依据（basis）")
        if rule.expression and (unfilled := rule.placeholders - EXPRESSION_PLACEHOLDERS - rule.parameters.keys()):
            known = "、".join(sorted({*EXPRESSION_PLACEHOLDERS, *rule.parameters}))
            found += [f"信息中的 {{{name}}} 没有值可填；可用：{known}" for name in sorted(unfilled)]
        found += [f"没有表样 {form!r}" for form in forms_of(ruleset, rule) if form not in forms]
        problems += [f"{problem} @ $.rules[{index}]（{rule.id}）" for problem in found]
    return problems


def overlaps(rulesets: tuple[Ruleset, ...]) -> list[str]:
    """Two rules with one id are in force together: nobody has said which of them counts."""
    by_id: dict[str, list[tuple[Ruleset, Rule]]] = {}
    for ruleset in rulesets:
        for rule in ruleset.rules:
            by_id.setdefault(rule.id, []).append((ruleset, rule))
    return [
        f"规则 {id_} 在 {one[0].id} 和 {other[0].id} 中都有定义，适用范围重叠"
        for id_, found in sorted(by_id.items())
        for one, other in combinations(found, 2)
        if _overlap(one, other)
    ]


def _overlap(one: tuple[Ruleset, Rule], other: tuple[Ruleset, Rule]) -> bool:
    regions = one[0].region, other[0].region
    forms = [set(forms_of(*each)) for each in (one, other)]
    spans = [span for ruleset, rule in (one, other) for span in (ruleset.years, rule.scope.years)]
    return (
        (regions[0].startswith(regions[1]) or regions[1].startswith(regions[0]))
        and (not all(forms) or not forms[0].isdisjoint(forms[1]))
        and _together(spans)
    )


def _together(spans: list[Years]) -> bool:
    firsts = [span.first for span in spans if span.first is not None]
    lasts = [span.last for span in spans if span.last is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def validate(catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with the rules beyond their data: expressions that do not fit a form in scope, placeholders that no
    finding fills, missing examples. Empty if nothing is."""
    problems: list[str] = []
    slots = {form.id: Slots(form) for form in catalogue.forms.values()}
    for ruleset in catalogue.rulesets:
        for rule in ruleset.rules:
            path = f"rules/{ruleset.id}.toml: {rule.id}: "
            problems += [f"{path}缺少 {key} 的例子" for key in ("passes", "fails") if not getattr(rule, key)]
            if rule.check:
                continue
            for form_id in sorted(forms_of(ruleset, rule) or tuple(catalogue.forms)):
                try:
                    compile_expression(rule.expression, catalogue.forms[form_id], rule.parameters, slots[form_id])
                except ExpressionError as error:
                    problems.append(f"{path}{error}")
    return tuple(problems)
