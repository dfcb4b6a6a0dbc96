"""Differences between rules in words: what was added, removed, re-graded, changed from what to what, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import frozen

from gipcore.layers import Ruleset
from gipcore.rule_diff import Diff, FieldChange, RuleChange
from gipcore.rules import Rule, Severity
from gipcore.rulesets import RulesInForce
from gipcore_bench.fee_words import fee_lines

Lang: TypeAlias = Literal["zh", "en"]
MAX_SHOWN = 400
"""Characters of a value that are shown."""
SEVERITIES: Mapping[Severity, tuple[str, str]] = {
    "error": ("错误", "error"),
    "warning": ("警告", "warning"),
    "info": ("提示", "info"),
}
_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("名称", "title"),
    "message": ("消息", "message"),
    "advice": ("建议", "advice"),
    "expression": ("表达式", "expression"),
    "check": ("检查", "check"),
    "basis": ("依据", "basis"),
    "severity": ("级别", "severity"),
    "parameters": ("参数", "parameter"),
    "scope": ("适用", "scope"),
    "years": ("年度", "years"),
    "forms": ("表样", "forms"),
    "form": ("表样", "form"),
    "levels": ("层级", "levels"),
    "kinds": ("机关类型", "kinds"),
    "published": ("公布日期", "published"),
    "unsourced": ("没有出处的部分", "unsourced"),
    "explainable": ("接受情况说明", "explainable"),
    "undecided": ("不能确定", "not known"),
    "rulesets": ("层", "layers"),
    "source": ("出处", "source"),
    "standing": ("出处的情况", "standing"),
    "review_by": ("应复核", "to be confirmed by"),
    "must_report": ("应当编制年度报告的机关", "bodies that must report"),
    "regrade": ("改级", "re-graded"),
    "disable": ("停用", "switched off"),
    "set": ("改参数", "parameter"),
    "deadline": ("期限", "deadline"),
    "row": ("增加的行", "row"),
    "column": ("增加的列", "column"),
    "table": ("增加的表", "table"),
    "reason": ("理由", "reason"),
    "schedule": ("收费规定", "fee schedule"),
    "standards": ("收费标准", "standard"),
    "brackets": ("档", "bracket"),
    "price": ("价格", "price"),
    "prices": ("价目", "prices"),
    "collection": ("收缴", "collection"),
    "days": ("日期", "days"),
    "first": ("起", "from"),
    "last": ("止", "until"),
    "fee": ("收费", "fee"),
    "en": ("英文", "English"),
}


@frozen
class Entry:
    """One thing that differs: its name, what it is, and further lines."""

    name: str
    text: str
    lines: tuple[str, ...] = ()


@frozen
class Section:
    """Things that differ in the same way."""

    title: str
    entries: tuple[Entry, ...]


def sections(
    diff: Diff,
    before: RulesInForce | Ruleset | None,
    after: RulesInForce | Ruleset | None,
    lang: Lang,
) -> Iterator[Section]:
    """The differences by kind; those of fee schedules in whole sentences where another schedule is in force."""
    regraded = [change for change in diff.changed if change.regraded]
    other = [change for change in diff.changed if not change.regraded]
    fees = [change for change in diff.fields if change.path.startswith("fee[")]
    fields = [change for change in diff.fields if not change.path.startswith("fee[")]
    found = [
        Section(_say(lang, "增加的规则", "Added rules"), tuple(_rule(rule, after, lang) for rule in diff.added)),
        Section(_say(lang, "不再有的规则", "Removed rules"), tuple(_rule(rule, before, lang) for rule in diff.removed)),
        Section(_say(lang, "改级的规则", "Re-graded rules"), tuple(_change(change, lang) for change in regraded)),
        Section(_say(lang, "改动的规则", "Changed rules"), tuple(_change(change, lang) for change in other)),
        Section(
            _say(lang, "其他改动", "Other changes"), tuple(Entry(_path(c.path, lang), _values(c, lang)) for c in fields)
        ),
        Section(_say(lang, "收费规定", "Fee schedules"), tuple(_fees(fees, before, after, lang))),
    ]
    yield from (section for section in found if section.entries)


def _rule(rule: Rule, side: RulesInForce | Ruleset | None, lang: Lang) -> Entry:
    layer = side.origins[rule.id].layer_id if isinstance(side, RulesInForce) and rule.id in side.origins else ""
    title = rule.en.title if lang == "en" and rule.en else rule.title
    where = _say(lang, f"（层 {layer}）", f" (layer {layer})") if layer not in ("", "cn") else ""
    return Entry(rule.id, f"{_severity(rule.severity, lang)}  {title}{where}", tuple(rule.basis))


def _change(change: RuleChange, lang: Lang) -> Entry:
    after = change.after
    title = after.en.title if lang == "en" and after.en else after.title
    if change.regraded:
        grades = [_severity(rule.severity, lang) for rule in (change.before, after)]
        title = f"{' → '.join(grades)}  {title}"
    lines = []
    examples = False
    for one in change.fields:
        top = re.split(r"[.\[]", one.path)[0]
        if top in ("passes", "fails"):
            examples = True
        elif top not in ("severity", "uniform", "basis") and (top != "en" or lang == "en"):
            lines.append(f"{_path(one.path, lang)}：{_values(one, lang)}")
    if examples:
        lines.append(_say(lang, "例子有改动", "its examples differ"))
    lines += [_say(lang, f"依据：{source}", f"basis: {source}") for source in change.sources]
    return Entry(after.id, title, tuple(lines))


def _fees(
    fees: list[FieldChange], before: RulesInForce | Ruleset | None, after: RulesInForce | Ruleset | None, lang: Lang
) -> Iterator[Entry]:
    if not isinstance(before, RulesInForce) or not isinstance(after, RulesInForce) or not fees:
        return
    old, new = ({one.schedule.id: list(fee_lines(one)) for one in side.schedules} for side in (before, after))
    if old == new:
        yield from (_field(change, lang) for change in fees)
    for here, there, word in ((old, new, ("不再适用", "no longer")), (new, old, ("新适用", "from now on"))):
        for id_, lines in here.items():
            if alone := [line for line in lines if line not in there.get(id_, ())]:
                yield Entry(f"{_say(lang, *word)} {id_}", alone[0], tuple(alone[1:]))


def _field(change: FieldChange, lang: Lang) -> Entry:
    return Entry(_path(change.path, lang), _values(change, lang))


def _path(path: str, lang: Lang) -> str:
    """A path in words as far as there are any."""
    steps = re.findall(r"[^.\[\]]+|\[[^\]]*\]", path)
    words = []
    for step in steps:
        name = step.strip("[]")
        if step.startswith("[") and name.isdigit():
            words.append(_say(lang, f"第 {int(name) + 1} 项", f"no. {int(name) + 1}"))
        else:
            words.append(_WORDS[name][lang == "en"] if name in _WORDS and not step.startswith("[") else name)
    return " ".join(words)


def _values(change: FieldChange, lang: Lang) -> str:
    return f"{_shown(change.before, lang)} → {_shown(change.after, lang)}"


def _shown(value: Any, lang: Lang) -> str:
    if value is None or value == [] or value == {}:
        return _say(lang, "（无）", "(none)")
    if isinstance(value, Mapping):
        text = "，".join(f"{key} {_shown(inner, lang)}" for key, inner in value.items())
    elif isinstance(value, list | tuple):
        text = "；".join(_shown(inner, lang) for inner in value)
    else:
        text = str(value)
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "……"


def _severity(severity: Severity, lang: Lang) -> str:
    return SEVERITIES[severity][lang == "en"]


def _say(lang: Lang, zh: str, en: str) -> str:
    return en if lang == "en" else zh


def markdown(title: str, found: Iterable[Section]) -> str:
    """The sections as Markdown; nothing in the data is taken for markup."""
    lines = [f"## {_escaped(title)}", ""]
    for section in found:
        lines += [f"### {_escaped(section.title)}", ""]
        for entry in section.entries:
            lines.append(f"- **{_escaped(entry.name)}** {_escaped(entry.text)}")
            lines += [f"  - {_escaped(line)}" for line in entry.lines]
        lines.append("")
    return "\n".join(lines)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", " ".join(text.split()))
