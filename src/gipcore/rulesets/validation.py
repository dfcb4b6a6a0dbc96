"""What is wrong with rules: at once when they are loaded, and in depth when somebody asks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from gipcore.codec import did_you_mean
from gipcore.errors import ExpressionError
from gipcore.expressions import compile_expression
from gipcore.expressions.quick import Slots
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.rules import EXPRESSION_PLACEHOLDERS, Rule
from gipcore.rulesets.catalogue import Catalogue


def forms_of(ruleset: Ruleset, rule: Rule) -> tuple[str, ...]:
    """The forms to which the rule applies; empty means all."""
    return rule.scope.forms or ruleset.forms


def ruleset_problems(ruleset: Ruleset, forms: Mapping[str, Form]) -> list[str]:
    """What no ruleset and no rule in it may be, with paths; expressions are not looked at."""
    problems = list(_own_problems(ruleset))
    written = len(ruleset.rules)
    for index, rule in enumerate(ruleset.all_rules):
        found = list(_rule_problems(ruleset, rule, forms))
        where = f"$.rules[{index}]（{rule.id}）" if index < written else f"（{rule.id}）"
        problems += [f"{problem} @ {where}" for problem in found]
    return problems


def _own_problems(ruleset: Ruleset) -> Iterator[str]:
    for name in (ruleset.id, ruleset.layer_id):
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*", name):
            yield f"{name!r} 应由小写字母、数字和连字符组成 @ $.id"
    if ruleset.region and not re.fullmatch(r"[0-9]{2,12}", ruleset.region):
        yield f"{ruleset.region!r} 不是行政区划代码的前几位 @ $.region"
    if bool(ruleset.system) != bool(ruleset.bodies):
        yield "system 和 bodies（机关名称的结尾）应同时写明 @ $.system"
    for index, issuers in enumerate(ruleset.issuers):
        if not issuers.endings and not issuers.words:
            yield f"endings、words 至少要有一个 @ $.issuers[{index}]"
    for index, change in enumerate(ruleset.regrade):
        if change.points is not None and change.points <= 0:
            yield f"points 是扣多少分，应大于 0 @ $.regrade[{index}]"
    changes = [(f"$.{verb}[{index}]", change.reason) for verb, index, change in ruleset.changes]
    changes += [(f"$.deadline[{index}]", deadline.reason) for index, deadline in enumerate(ruleset.deadline)]
    if changes and not ruleset.extends:
        yield f"没有写以哪一层为基础（extends），不能改动规则 @ {changes[0][0]}"
    yield from (f"缺少理由（reason） @ {path}" for path, reason in changes if not reason.strip())
    if ruleset.standing in ("cited", "practice"):
        graded = [(f"（{rule.id}）", rule.severity) for rule in ruleset.all_rules]
        graded += [(f"$.regrade[{index}]", regrade.severity) for index, regrade in enumerate(ruleset.regrade)]
        graded += [(f"$.deadline[{index}]", deadline.severity) for index, deadline in enumerate(ruleset.deadline)]
        why = f"没有见到文件原文（standing = {ruleset.standing}），不能定为 error"
        yield from (f"{why} @ {path}" for path, severity in graded if severity == "error")


def _rule_problems(ruleset: Ruleset, rule: Rule, forms: Mapping[str, Form]) -> Iterator[str]:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)+", rule.id):
        yield "id 应为小写的点分名称"
    if bool(rule.expression) == bool(rule.check):
        yield "expression 和 check 应恰有一个"
    if rule.severity == "error" and rule.unsourced:
        yield "有 unsourced（没有出处的内容）的规则不能是 error"
    if not rule.basis:
        yield "缺少依据（basis）"
    if rule.replaces and not rule.reason.strip():
        yield "取代下层的规则要写明理由（reason）"
    if rule.expression and (unfilled := rule.placeholders - EXPRESSION_PLACEHOLDERS - rule.parameters.keys()):
        known = sorted({*EXPRESSION_PLACEHOLDERS, *rule.parameters})
        listed = "、".join(known)
        for name in sorted(unfilled):
            yield f"信息中的 {{{name}}} 没有值可填{did_you_mean(name, known)}；可用：{listed}"
    yield from (
        f"没有表样 {form!r}{did_you_mean(form, forms)}" for form in forms_of(ruleset, rule) if form not in forms
    )


def _changes_without_examples(ruleset: Ruleset) -> Iterator[str]:
    proven = [(f"$.set[{i}]", change.passes, change.fails) for i, change in enumerate(ruleset.set)]
    proven += [(f"$.regrade[{i}]", change.passes, change.fails) for i, change in enumerate(ruleset.regrade)]
    proven += [(f"$.deadline[{i}]", change.passes, change.fails) for i, change in enumerate(ruleset.deadline)]
    for where, passes, fails in proven:
        lacking = [key for key, given in (("passes", passes), ("fails", fails)) if not given]
        yield from (f"rules/{ruleset.id}.toml: 缺少 {key} 的例子 @ {where}" for key in lacking)


def validate(catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with the rules beyond their data: expressions that do not fit a form in scope, placeholders that no
    finding fills, missing examples. Empty if nothing is."""
    problems: list[str] = []
    slots = {form.id: Slots(form) for form in catalogue.forms.values()}
    for ruleset in catalogue.rulesets:
        problems += _changes_without_examples(ruleset)
        for rule in ruleset.all_rules:
            path = f"rules/{ruleset.id}.toml: {rule.id}: "
            lacking = [] if rule.passes else ["passes"]
            # A rule that only says what could not be checked has nothing that fails it.
            lacking += [] if rule.fails or rule.undecided else ["fails"]
            problems += [f"{path}缺少 {key} 的例子" for key in lacking]
            if rule.check:
                continue
            for form_id in sorted(forms_of(ruleset, rule) or tuple(catalogue.forms)):
                try:
                    compile_expression(rule.expression, catalogue.forms[form_id], rule.parameters, slots[form_id])
                except ExpressionError as error:
                    problems.append(f"{path}{error}")
    return tuple(problems)
