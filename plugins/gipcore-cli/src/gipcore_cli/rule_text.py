"""A rule's page: what it checks, in words; its law; since when; what passes and what fails."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gipcore.errors import ExpressionError
from gipcore.expressions import compile_expression
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.rules import Example, Rule, Years
from gipcore_cli.page import Page, inline
from gipcore_cli.rule_words import in_words
from gipcore_cli.session import Lang
from gipcore_cli.words import KINDS, LEVELS, STYLES, cell_label, severity_mark


def rule_page(page: Page, rule: Rule, ruleset: Ruleset, form: Form, lang: Lang) -> None:
    """Add the page of *rule*, as *ruleset* has it, for *form*."""
    zh = lang == "zh"
    words = rule.en if not zh and rule.en else rule
    page.add((severity_mark(rule.severity, lang), STYLES[rule.severity]), "  ", (inline(words.title), "bold"), hang=8)
    page.add((rule.id, "dim"), indent=8)
    page.blank()

    def entry(label: tuple[str, str], *texts: str) -> None:
        for number, text in enumerate(texts):
            head = label[not zh] + ("：" if zh else ": ")
            page.add(
                (head if not number else " " * (len(label[0]) * 2 + 2 if zh else len(head)), "bold"),
                inline(text),
                hang=6,
            )

    _expression(entry, rule, form, lang)
    entry(("消息", "Message"), words.message)
    if words.advice:
        entry(("建议", "To do"), words.advice)
    if rule.explainable:
        entry(("情况说明", "Explained"), "错误可以用情况说明代替更正" if zh else "an explanation excuses an error")
    entry(("依据", "Basis"), *rule.basis)
    if rule.unsourced:
        entry(("无出处", "Unsourced"), rule.unsourced)
    scope = [
        _years(rule.scope.years, zh),
        *(rule.scope.forms or ruleset.forms),
        *(LEVELS[level][not zh] for level in rule.scope.levels),
        *(KINDS[kind][not zh] for kind in rule.scope.kinds),
    ]
    applies = ("、" if zh else ", ").join(text for text in scope if text)
    entry(("适用", "Applies to"), applies or ("所有报告" if zh else "every report"))
    since = _years(ruleset.years, zh)
    entry(
        ("规则集", "Ruleset"),
        f"{ruleset.id} {ruleset.title}" + (f"（{since}）" if since and zh else f" ({since})" if since else ""),
    )
    for label, examples in (
        (("通过的例子", "Passes"), rule.passes),
        (("不通过的例子", "Fails"), rule.fails),
        (("不能检查的例子", "Not checked"), rule.undecided),
    ):
        for example in examples:
            entry(label, example_text(example, form, zh))


def _expression(entry: Any, rule: Rule, form: Form, lang: Lang) -> None:
    zh = lang == "zh"
    if rule.check:
        entry(("检查", "Checked"), f"由程序 {rule.check} 检查" if zh else f"by the coded check {rule.check}")
        return
    try:
        instances = compile_expression(rule.expression, form, rule.parameters).instances
    except ExpressionError as error:
        entry(
            ("检查", "Checked"),
            f"表样 {form.id} 上没有这条规则：{error}" if zh else f"not on the form {form.id}: {error}",
        )
        return
    first = in_words(instances[0].condition, form, lang)
    if len(instances) > 1:
        first += f"（共 {len(instances)} 组，这是第一组）" if zh else f" (the first of {len(instances)})"
    entry(("检查", "Checked"), first)
    entry(("表达式", "Expression"), rule.expression)


def _years(years: Years, zh: bool) -> str:
    match years:
        case Years(first=None, last=None):
            return ""
        case Years(first=first, last=None):
            return f"{first} 年度起" if zh else f"from {first}"
        case Years(first=None, last=last):
            return f"{last} 年度止" if zh else f"until {last}"
        case _:
            return f"{years.first}—{years.last} 年度" if zh else f"{years.first} to {years.last}"


def example_text(example: Example, form: Form, zh: bool) -> str:
    """What an example changes, in the form's words."""
    parts = [f"{cell_label(form, cell)} = {_plain(value)}" for cell, value in example.cells.items()]
    parts += [f"{key} = {_plain(value)}" for key, value in example.report.items()]
    neighbours = [(example.previous, "上年报告的", "last year's ")] if example.previous else []
    neighbours += [
        (child, f"下级报告 {n} 的", f"subordinate report {n}: ") for n, child in enumerate(example.children, 1)
    ]
    for neighbour, whose, whose_en in neighbours:
        for cell, value in neighbour.cells.items():
            parts.append((whose if zh else whose_en) + f"{cell_label(form, cell)} = {_plain(value)}")
    parts += [f"{'随附的文件' if zh else 'document beside it'} {inline(text)}" for text in example.companions]
    text = ("，" if zh else ", ").join(parts) or ("所有单元格为 0" if zh else "every cell is 0")
    return text + (f"（{example.note}）" if example.note else "")


def _plain(value: Any) -> str:
    if isinstance(value, Mapping):
        # Of a heading or a label its text says all; its place and number do not matter here.
        if "text" in value:
            return str(value["text"])
        return "；".join(f"{key} {_plain(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "；".join(map(_plain, value))
    return "空白" if value is None else str(value)
