"""What passed and what was not checked, with the reasons: the end of a page about an outcome."""

from __future__ import annotations

from collections.abc import Sequence

from gipcore.forms import Form
from gipcore.outcomes import Outcome
from gipcore_cli.page import Page, inline
from gipcore_cli.session import Lang
from gipcore_cli.view import View, rule_title
from gipcore_cli.words import cell_label

MAX_CELLS = 3
"""Cells named of those without a figure."""
MAX_TITLES = 4
"""Titles of rules not checked that are named for one reason."""


def not_checked(page: Page, outcome: Outcome, view: View, form: Form, lang: Lang) -> None:
    """Add the count of what passed, the rules that were not checked by reason, and what is to be said of layers."""
    zh = lang == "zh"
    if any(item.rule == "*" for item in outcome.not_checked):
        if outcome.report.year is None:
            page.add(
                "用 --year 给出报告年度，再查一次。" if zh else "State the report year with --year and check again."
            )
        return
    passed, count = len(outcome.passed), len({item.rule for item in outcome.not_checked})
    page.add((f"通过 {passed} 条规则。" if zh else f"{passed} rules passed.", "green"))
    if count:
        told = f"未检查 {count} 条规则（不等于合格）：" if zh else f"{count} rules not checked (which is no pass):"
        page.add((told, "yellow"))
    rules = {rule.id: rule for rule in outcome.rules}
    for group in view.not_checked:
        titles = [inline(rule_title(id_, rules, lang)) for id_ in group.rules[:MAX_TITLES]]
        more = (" 等" if zh else " …") if len(group.rules) > MAX_TITLES else ""
        joined = ("、" if zh else ", ").join(titles) + more
        told = f"（{len(group.rules)} 条：{joined}）" if zh else f" ({len(group.rules)}: {joined})"
        reason = group.reason or _cells_lacking(group.cells, form, lang)
        page.add(f"- {inline(reason).rstrip('。.')}", (told, "dim"), indent=2, hang=2)
    options = {
        "previous": ("上年报告（--previous 文件）", "last year's report (--previous FILE)"),
        "children": ("下级机关的报告（--children 文件 …）", "the subordinate reports (--children FILE …)"),
        "companion": ("随报告公布的文件（--companion 文件）", "the documents beside the report (--companion FILE)"),
    }
    lacking = {item.needs for item in outcome.not_checked}
    if needed := [name for name in options if name in lacking]:
        given = ("、" if zh else " and ").join(options[name][not zh] for name in needed)
        page.add(f"给出{given}，可以多查一些规则。" if zh else f"More can be checked with {given}.", indent=2, hang=2)

    for notice in outcome.notices:
        page.add(("注意：" if zh else "Note: ", "yellow"), inline(notice.reason), hang=6)


def _cells_lacking(cells: Sequence[str], form: Form, lang: Lang) -> str:
    named = ("、" if lang == "zh" else ", ").join(cell_label(form, id_) for id_ in cells[:MAX_CELLS])
    if lang == "zh":
        return f"涉及的单元格没有可用的数字，共 {len(cells)} 格：{named}" + (" 等" if len(cells) > MAX_CELLS else "")
    return f"{len(cells)} cells without a usable figure: {named}" + (" …" if len(cells) > MAX_CELLS else "")
