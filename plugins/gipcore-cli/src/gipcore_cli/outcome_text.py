"""An outcome as a page of plain words: who and what, the verdict, the worst first, what was not checked and why."""

from __future__ import annotations

from collections.abc import Sequence

from gipcore.forms import Form
from gipcore.outcomes import Finding, Outcome
from gipcore.rules import SEVERITIES, Severity
from gipcore_cli.page import Page, Part, inline
from gipcore_cli.session import Lang
from gipcore_cli.view import STRUCTURE, TEXT, YEARS, Group, Item, Suspect, View, make_view, rule_title
from gipcore_cli.words import STYLES, cell_label, count_values, number_text, severity_mark, severity_word, value_text

MAX_SHOWN = 12
"""Findings of one rule that are shown one by one."""
MAX_CELLS = 3
"""Cells named of those without a figure."""
MAX_TITLES = 4
"""Titles of rules not checked that are named for one reason."""


def outcome_page(page: Page, outcome: Outcome, form: Form, lang: Lang, *, name: str = "", brief: bool = False) -> None:
    """Add *outcome* to *page*; *name* is the file's; *brief* leaves out hints, law and advice."""
    view = make_view(outcome, form, lang)
    header(page, outcome, form, lang, name, brief)
    verdict(page, outcome, view, lang)
    for suspect in view.suspects:
        page.blank()
        _suspect(page, suspect, outcome, form, lang)
    for group in view.groups:
        items = [item for item in group.items if not brief or item.severity != "info"]
        if items:
            page.blank()
            page.add((_place_title(group, form, lang), "bold"))
            for item in items:
                _item(page, item, lang, brief)
    page.blank()
    if not brief:
        _not_checked(page, outcome, view, form, lang)
    for failure in outcome.failures:
        text = (
            f"插件 {failure.plugin} 出错：{failure.reason}"
            if lang == "zh"
            else f"plugin {failure.plugin} failed: {failure.reason}"
        )
        page.add((inline(text), "red"), hang=2)


def header(page: Page, outcome: Outcome, form: Form, lang: Lang, file: str, brief: bool) -> None:
    """Add who and which year, and what was read with which form and rules."""
    report = outcome.report
    name = report.issuer.name or report.signature or ("（未能识别机关名称）" if lang == "zh" else "(issuer unknown)")
    if lang == "zh":
        year = f"{report.year} 年度" if report.year else "年度不明"
    else:
        year = str(report.year) if report.year else "year unknown"
    page.add((inline(name), "bold"), "  ", (year, "bold"), hang=2)
    numbers, blanks, absent, unreadable = count_values(report.cells)
    read: list[Part] = [
        f"{len(report.cells)} 个单元格：数字 {numbers}"
        if lang == "zh"
        else f"{len(report.cells)} cells: {numbers} numbers"
    ]
    for count, zh, en in ((blanks, "空白", "blank"), (absent, "不适用（/）", "not applicable")):
        if count:
            read.append(f"，{zh} {count}" if lang == "zh" else f", {count} {en}")
    if unreadable:
        read.append((f"，无法识别 {unreadable}" if lang == "zh" else f", {unreadable} unreadable", "bold red"))
    rulesets = "、".join(outcome.rulesets) if lang == "zh" else ", ".join(outcome.rulesets)
    labels = ("文件", "表样", "规则", "读到") if lang == "zh" else ("file", "form", "rules", "read")
    source = f"（{form.source}）" if lang == "zh" else f" ({form.source})"
    entries: list[list[Part]] = [[file or report.source.name or "-"], [form.id + source], [rulesets or "-"], read]
    for label, parts in list(zip(labels, entries, strict=True))[:: 3 if brief else 1]:
        separator = "：" if lang == "zh" else ": "
        page.add(
            (label + separator, "dim"), *(p if isinstance(p, tuple) else inline(p) for p in parts), indent=2, hang=6
        )


def verdict(page: Page, outcome: Outcome, view: View, lang: Lang) -> None:
    """Add the result in one sentence."""
    zh, counts = lang == "zh", view.counts
    style = {"pass": "bold green", "fail": "bold red", "incomplete": "bold yellow"}[outcome.status]
    if outcome.status == "fail":
        zh_words, en_words = (
            f"不合格：有 {counts['error']} 处错误，须更正后再报",
            f"FAIL: {counts['error']} error(s) to correct",
        )
    elif outcome.status == "incomplete":
        lacking, lacking_en = _lacking(outcome)
        zh_words, en_words = f"未查全：{lacking}，不能视为合格", f"INCOMPLETE: {lacking_en}, which is no pass"
    else:
        zh_words, en_words = "合格：没有发现错误", "PASS: no error found"
    soft: list[Severity] = [severity for severity in SEVERITIES[1:] if counts[severity]]
    if zh:
        rest = "；另有" + "、".join(f"{severity_word(s, lang)} {counts[s]} 处" for s in soft) if soft else ""
        page.add((f"结论：{zh_words}{rest}。", style), indent=2, hang=6)
    else:
        rest = "; " + ", ".join(f"{counts[s]} {severity_word(s, lang)}(s)" for s in soft) if soft else ""
        page.add((f"{en_words}{rest}.", style), indent=2, hang=2)


def _lacking(outcome: Outcome) -> tuple[str, str]:
    """Why a check without an error finding is no pass, in both languages."""
    reason = next((item.reason for item in outcome.not_checked if item.rule == "*"), None)
    if reason is not None:
        return f"所有规则都未能检查（{reason.rstrip('。')}）", f"no rule could be checked ({reason.rstrip('.')})"
    count = len({item.rule for item in outcome.not_checked if item.severity == "error"})
    parts = [f"有 {count} 条必查规则未能检查"] if count else []
    parts_en = [f"{count} binding rule(s) could not be checked"] if count else []
    if outcome.failures:
        parts.append(f"有 {len(outcome.failures)} 个插件出错")
        parts_en.append(f"{len(outcome.failures)} plugin(s) failed")
    return "没有发现错误，但" + "，".join(parts), "no error found, but " + " and ".join(parts_en)


def _place_title(group: Group, form: Form, lang: Lang) -> str:
    words = {
        STRUCTURE: ("标题、结构与日期", "Title, structure and dates"),
        YEARS: ("与往年比较", "Against last year"),
        TEXT: ("文字内容", "Narrative"),
    }
    if group.place in words:
        return words[group.place][lang == "en"]
    table = next(table for table in form.tables if table.key == group.place)
    section = form.section(table.section)
    return f"{section.numeral}、{section.title}"


def _suspect(page: Page, suspect: Suspect, outcome: Outcome, form: Form, lang: Lang) -> None:
    zh = lang == "zh"
    told = []
    for cell, value in suspect.changes:
        now, then = value_text(outcome.report.cells[cell], lang), number_text(value)
        label = cell_label(form, cell)
        told.append(f"{label}，现为 {now}，应为 {then}" if zh else f"{label} is {now}, should be {then}")
    one = len(told) == 1
    head = (
        ("很可能是这一格：" if one else "很可能是这几格：")
        if zh
        else ("Probably this cell: " if one else "Probably these: ")
    )
    mark = severity_mark(suspect.severity, lang)
    page.add(
        (mark, STYLES[suspect.severity]), "  ", (head, "bold"), (("；" if zh else "; ").join(told), "bold"), hang=8
    )
    count = len(suspect.findings)
    page.add(f"改正后，以下 {count} 处问题同时消除：" if zh else f"This would settle all {count} of:", indent=8)
    for finding in suspect.findings:
        page.add("- ", *_said(finding), indent=8, hang=2)
    for basis in dict.fromkeys(finding.basis for finding in suspect.findings if finding.basis):
        page.add(("依据：" if zh else "Basis: ", "dim"), inline(basis), indent=8, hang=6)


def _item(page: Page, item: Item, lang: Lang, brief: bool) -> None:
    zh = lang == "zh"
    count = len(item.findings)
    many = f"（{count} 处）" if zh else f" ({count})"
    style = STYLES[item.severity]
    title: list[Part] = [(severity_mark(item.severity, lang), style), "  ", (inline(item.title), "bold")]
    page.add(*title, many if count > 1 else "", ("  " + item.rule, "dim"), indent=2, hang=8)
    shown = item.findings[: 3 if brief else MAX_SHOWN]
    for finding in shown:
        if count > 1:
            page.add("- ", *_said(finding), indent=10, hang=2)
        else:
            page.add(*_said(finding, place=brief), indent=10)
    if count > len(shown):
        left = count - len(shown)
        page.add(
            f"- 另有 {left} 处同类问题（--format json 列出全部）"
            if zh
            else f"- and {left} more (--format json lists all)",
            indent=10,
        )
    if brief:
        return
    if count == 1 and item.findings[0].where:
        page.add(("位置：" if zh else "Place: ", "dim"), inline(item.findings[0].where), indent=10, hang=6)
    if item.basis:
        page.add(("依据：" if zh else "Basis: ", "dim"), inline(item.basis), indent=10, hang=6)
    for advice in item.advice[:MAX_SHOWN]:
        page.add(("建议：" if zh else "To do: ", "dim"), inline(advice), indent=10, hang=6)


def _said(finding: Finding, *, place: bool = True) -> list[Part]:
    said: list[Part] = [inline(finding.message)]
    sides = [number_text(side) for side in (finding.left, finding.right) if side is not None]
    if finding.shown and finding.shown not in finding.message and not all(side in finding.message for side in sides):
        said.append(f"  {inline(finding.shown)}")
    if finding.where and place:
        said.append((f"  〔{inline(finding.where)}〕", "dim"))
    return said


def _not_checked(page: Page, outcome: Outcome, view: View, form: Form, lang: Lang) -> None:
    zh = lang == "zh"
    if any(item.rule == "*" for item in outcome.not_checked):
        return
    passed = len(outcome.passed)
    page.add((f"通过 {passed} 条规则。" if lang == "zh" else f"{passed} rules passed.", "green"))
    rules = {rule.id: rule for rule in outcome.rules}
    count = len({item.rule for item in outcome.not_checked})
    if count:
        page.add(
            (
                f"未检查 {count} 条规则（不等于合格）："
                if lang == "zh"
                else f"{count} rules not checked (which is no pass):",
                "yellow",
            )
        )
    for group in view.not_checked:
        titles = [inline(rule_title(id_, rules, lang)) for id_ in group.rules[:MAX_TITLES]]
        more = (" 等" if zh else " …") if len(group.rules) > MAX_TITLES else ""
        joined = ("、" if zh else ", ").join(titles) + more
        told = f"（{len(group.rules)} 条：{joined}）" if zh else f" ({len(group.rules)}: {joined})"
        reason = group.reason or _cells_lacking(group.cells, form, lang)
        page.add(f"- {inline(reason).rstrip('。.')}", (told, "dim"), indent=2, hang=2)
    waiting = {item.rule for item in outcome.not_checked}
    needed = [
        name
        for name in ("previous", "children")
        if any(f"{name}." in rules[id_].expression for id_ in waiting & rules.keys())
    ]
    options = {
        "previous": ("上年报告（--previous 文件）", "last year's report (--previous FILE)"),
        "children": ("下级机关的报告（--children 文件 …）", "the subordinate reports (--children FILE …)"),
    }
    if needed:
        given = ("、" if zh else " and ").join(options[name][not zh] for name in needed)
        page.add(f"给出{given}，可以多查一些规则。" if zh else f"More can be checked with {given}.", indent=2, hang=2)


def _cells_lacking(cells: Sequence[str], form: Form, lang: Lang) -> str:
    named = ("、" if lang == "zh" else ", ").join(cell_label(form, id_) for id_ in cells[:MAX_CELLS])
    if lang == "zh":
        return f"涉及的单元格没有可用的数字，共 {len(cells)} 格：{named}" + (" 等" if len(cells) > MAX_CELLS else "")
    return f"{len(cells)} cells without a usable figure: {named}" + (" …" if len(cells) > MAX_CELLS else "")
