"""The head of a page about an outcome: who, which year, what was read, and the verdict in one sentence."""

from __future__ import annotations

from gipcore.forms import Form
from gipcore.outcomes import Outcome
from gipcore.rules import SEVERITIES, Severity
from gipcore_cli.page import Page, Part, inline
from gipcore_cli.session import Lang
from gipcore_cli.view import View
from gipcore_cli.words import count_values, severity_word


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
        if view.excused:
            zh_words, en_words = "合格：没有须更正的错误", "PASS: no error to correct"
    if view.excused:
        zh_words += f"；有 {view.excused} 处错误已按规则作情况说明"
        en_words += f"; {view.excused} error(s) excused by an explanation"
    soft: list[Severity] = [severity for severity in SEVERITIES[1:] if counts[severity]]
    if zh:
        rest = "；另有" + "、".join(f"{severity_word(s, lang)} {counts[s]} 处" for s in soft) if soft else ""
        rest += f"，其中 {view.explained} 处已作情况说明" if view.explained else ""
        page.add((f"结论：{zh_words}{rest}。", style), indent=2, hang=6)
    else:
        rest = "; " + ", ".join(f"{counts[s]} {severity_word(s, lang)}(s)" for s in soft) if soft else ""
        rest += f", {view.explained} of them explained" if view.explained else ""
        page.add((f"{en_words}{rest}.", style), indent=2, hang=2)


def _lacking(outcome: Outcome) -> tuple[str, str]:
    """Why a check without an error finding is no pass, in both languages."""
    reason = next((item.reason for item in outcome.not_checked if item.rule == "*"), None)
    if reason is not None:
        return f"所有规则都未能检查（{reason.rstrip('。')}）", f"no rule could be checked ({reason.rstrip('.')})"
    lacking = [item for item in (*outcome.not_checked, *outcome.notices) if item.severity == "error"]
    count = len({item.rule for item in lacking})
    parts = [f"有 {count} 条必查规则未能检查"] if count else []
    parts_en = [f"{count} binding rule(s) could not be checked"] if count else []
    if outcome.failures:
        parts.append(f"有 {len(outcome.failures)} 个插件出错")
        parts_en.append(f"{len(outcome.failures)} plugin(s) failed")
    return "没有发现错误，但" + "，".join(parts), "no error found, but " + " and ".join(parts_en)
