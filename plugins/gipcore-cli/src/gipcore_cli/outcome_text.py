"""An outcome as a page of plain words: who and what, the verdict, the worst first, what was not checked and why."""

from __future__ import annotations

from gipcore.forms import Form
from gipcore.outcomes import Finding, Outcome
from gipcore_cli.explanation_text import explained, void_explanations
from gipcore_cli.outcome_head import header, verdict
from gipcore_cli.page import Page, Part, inline
from gipcore_cli.session import Lang
from gipcore_cli.unchecked_text import not_checked
from gipcore_cli.view import STRUCTURE, TEXT, YEARS, Group, Item, Suspect, make_view
from gipcore_cli.words import STYLES, cell_label, number_text, severity_mark, value_text

MAX_SHOWN = 12
"""Findings of one rule that are shown one by one."""


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
        not_checked(page, outcome, view, form, lang)
    void_explanations(page, outcome, form, lang)
    for failure in outcome.failures:
        text = (
            f"插件 {failure.plugin} 出错：{failure.reason}"
            if lang == "zh"
            else f"plugin {failure.plugin} failed: {failure.reason}"
        )
        page.add((inline(text), "red"), hang=2)


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
    return section.heading


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
        explained(page, finding, lang, 10)
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
        explained(page, finding, lang, 12 if count > 1 else 10)
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
