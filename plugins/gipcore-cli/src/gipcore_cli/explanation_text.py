"""Explanations on a page: each at its finding, and at the end those that count for nothing."""

from __future__ import annotations

from gipcore.forms import Form
from gipcore.outcomes import Finding, Outcome
from gipcore_cli.page import Page, inline
from gipcore_cli.session import Lang
from gipcore_cli.view import rule_title
from gipcore_cli.words import cell_label

MAX_CELLS = 3
"""Cells of an explanation that are named."""


def explained(page: Page, finding: Finding, lang: Lang, indent: int) -> None:
    """Add the explanation of *finding*, if it has one: who, when, why, and whether it changes anything."""
    entry = finding.explanation
    if entry is None:
        return
    who = inline(entry.author)
    if lang == "zh":
        until = f"，有效至 {entry.expires}" if entry.expires else ""
        head, tail = f"情况说明（{who}，{entry.date}{until}）：", "（这条规则的错误不能以说明代替更正。）"
    else:
        until = f", until {entry.expires}" if entry.expires else ""
        head, tail = f"Explained by {who}, {entry.date}{until}: ", " (This excuses no error.)"
    unexcused = finding.severity == "error" and not finding.excused
    page.add((head, "green"), inline(entry.reason), (tail, "red") if unexcused else "", indent=indent, hang=6)


def void_explanations(page: Page, outcome: Outcome, form: Form, lang: Lang) -> None:
    """Add the explanations that count for nothing, each with why."""
    if not outcome.void:
        return
    zh = lang == "zh"
    rules = {rule.id: rule for rule in outcome.rules}
    count = len(outcome.void)
    page.add((f"有 {count} 条情况说明不起作用：" if zh else f"{count} explanation(s) void:", "yellow"))
    for item in outcome.void:
        entry = item.explanation
        cells = [cell_label(form, id_) for id_ in entry.cells[:MAX_CELLS]]
        more = ("等" if zh else " …") if len(entry.cells) > MAX_CELLS else ""
        about = inline(rule_title(entry.rule, rules, lang))
        if cells:
            about += (f"（{'、'.join(cells)}{more}）") if zh else f" ({', '.join(cells)}{more})"
        page.add(f"- {about}", "：" if zh else ": ", inline(item.why), indent=2, hang=2)
