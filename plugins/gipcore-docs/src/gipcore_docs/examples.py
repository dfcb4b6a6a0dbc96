"""The examples of a rule, executed: what each one changes, and what the rule says of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from gipcore.forms import Form
from gipcore.rules import Example
from gipcore_docs.library import Definition, Library, shown
from gipcore_docs.markdown import code, text

MAX_TEXT = 300
"""Characters of a text in an example that are shown."""


def example_lines(library: Library, definition: Definition, form: Form) -> list[str]:
    """The examples that pass, and the others with what is said of them; *form* gives the labels."""
    rule = definition.rule
    lines: list[str] = []
    if rule.passes:
        lines += ["**通过**", "", *(line for example in rule.passes for line in _example(example, form)), ""]
    for title, expected, examples in (("不通过", "fails", rule.fails), ("不能检查", "not checked", rule.undecided)):
        if not examples:
            continue
        lines += [f"**{title}**", ""]
        for number, example in enumerate(examples):
            lines += _example(example, form)
            lines += [f"  - → {text(said)}" for said in library.told[definition.ruleset.id, rule.id, expected, number]]
        lines.append("")
    return lines


def _example(example: Example, form: Form) -> list[str]:
    changes = [*_changes(example.cells, example.report, form)]
    if example.previous is not None:
        changes += _changes(example.previous.cells, example.previous.report, form, "上年报告：")
    for number, child in enumerate(example.children, 1):
        changes += _changes(child.cells, child.report, form, f"下级报告 {number}：")
    changes += [f"随报告公布的文件：{_clipped(words)}" for words in example.companions]
    note = text(example.note) or ("如下" if changes else "全部数字为 0，文字齐全")
    return [f"- {note}", *(f"  - {change}" for change in changes)]


def _changes(cells: Mapping[str, Any], report: Mapping[str, Any], form: Form, whose: str = "") -> Iterator[str]:
    for id_, value in cells.items():
        label = text(form.cells[id_].label) + " " if id_ in form.cells else ""
        yield f"{whose}{label}{code(id_)} = {_value(value)}"
    for key, value in report.items():
        yield f"{whose}{code(key)} = {_value(value)}"


def _value(value: Any) -> str:
    match value:
        case None:
            return "空白"
        case {"unreadable": raw}:
            return f"无法识别的“{_clipped(str(raw))}”"
        case [Mapping(), *_]:
            # Of headings, labels and remarks the text says all; place and number do not matter here.
            return "；".join(_clipped(str(item["text"]) if "text" in item else shown(item)) for item in value)
        case _:
            return _clipped(shown(value)) or "（空）"


def _clipped(words: str) -> str:
    return text(words if len(words) <= MAX_TEXT else words[:MAX_TEXT] + "……")
