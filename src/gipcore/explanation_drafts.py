"""A file of explanations to fill in: one entry for each finding that an explanation can be about."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import tomli_w

from gipcore.forms import Form
from gipcore.outcomes import Finding, Outcome
from gipcore.rules import Rule

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]+")
_HEAD = (
    "情况说明：{source}",
    "",
    "下面每一条对应检查发现的一处问题。确有原因的，在 reason 中写明，在 author 中写明说明人；其余的整条删去。",
    "理由或说明人空着的一条不起作用。说明只对列出的数字有效：其中任何一个变了，这一条就作废，要重新说明。",
    "说明有期限的，去掉 expires 一行前面的 #，写上最后一天。",
    "本文件与报告放在一起，名称相同，以 .explanations.toml 结尾，检查时自动读取。",
)
_HEAD_EN = (
    "Explanations for {source}",
    "",
    "Each entry is about one finding. Where there is a reason, give it in reason and your name in author; delete the",
    "other entries. An entry without reason or author counts for nothing. An explanation holds for the figures listed:",
    "as soon as one of them changes it is void. Remove the # before expires to set a last day.",
    "Keep this file beside the report, under the same name with .explanations.toml at the end.",
)
_SEVERITIES = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "info")}


def draft(outcome: Outcome, form: Form, today: datetime.date, lang: str = "zh") -> str | None:
    """The file for *outcome*, whose report is of *form*, as TOML text; None if nothing in it can be explained.

    Entries have their figures filled in and their reasons empty; an explanation that the outcome has is kept.
    """
    entries = [_entry(finding, outcome, form, today, lang) for finding in _findings(outcome)]
    if not entries:
        return None
    head = _HEAD_EN if lang == "en" else _HEAD
    source = outcome.report.source.name or outcome.report.title
    return "\n".join([*(_comment(line.format(source=source)) for line in head), "", *entries])


def _findings(outcome: Outcome) -> Iterator[Finding]:
    """The findings that can be explained, those that one entry would be about once."""
    rules: dict[str, Rule] = {rule.id: rule for rule in outcome.rules}
    seen: set[object] = set()
    for finding in outcome.findings:
        about = finding.rule, frozenset(finding.cells), finding.quotes
        if about not in seen and (finding.severity != "error" or rules[finding.rule].explainable):
            seen.add(about)
            yield finding


def _entry(finding: Finding, outcome: Outcome, form: Form, today: datetime.date, lang: str) -> str:
    word = _SEVERITIES[finding.severity][lang == "en"]
    cells = list(finding.cells)
    labels = [form.cells[id_].label if id_ in form.cells else "" for id_ in cells]
    printed = [value.raw if (value := outcome.report.cells.get(id_)) else "" for id_ in cells]
    kept = finding.explanation
    lines = [
        "[[explanations]]",
        _comment(f"{word}: {finding.message}" if lang == "en" else f"{word}：{finding.message}"),
        _pair("rule", finding.rule),
        *_listed("cells", cells, labels),
        *_listed("values", printed),
        *(_listed("quotes", finding.quotes) if finding.quotes else ()),
        _pair("reason", kept.reason if kept else ""),
        _pair("author", kept.author if kept else ""),
        _pair("date", kept.date if kept else today),
        _pair("expires", kept.expires) if kept and kept.expires else f"# expires = {today.year}-12-31",
    ]
    return "\n".join(lines) + "\n"


def _listed(key: str, items: list[str] | tuple[str, ...], notes: list[str] | None = None) -> list[str]:
    """A list, an item a line with its note if there are notes."""
    if notes is None:
        return [f"{key} = [{', '.join(map(_text, items))}]"]
    if not items:
        return [f"{key} = []"]
    return [f"{key} = [", *(f"    {_text(i)},  {_comment(n)}" for i, n in zip(items, notes, strict=True)), "]"]


def _text(text: str) -> str:
    return _pair("x", text).removeprefix("x = ")


def _pair(key: str, value: str | datetime.date) -> str:
    return tomli_w.dumps({key: value}).rstrip("\n")


def _comment(text: str) -> str:
    """A comment is one line, without the control characters that TOML refuses in it."""
    return f"# {_CONTROL.sub(' ', text)}".rstrip()
