"""What is noted in a file: a text for each finding with the places where it can stand, and one on the whole."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from gipcore.documents import Place
from gipcore.outcomes import Finding, Outcome
from gipcore.rules import Rule

MAX_NOTES = 500
"""Findings that are noted; the rest is counted at the title."""
_SEVERITIES = {"error": ("错误", "Error"), "warning": ("警告", "Warning"), "info": ("提示", "Hint")}
_STATUS = {
    "pass": ("没有发现错误。", "No error found."),
    "fail": ("有错误，须更正后再报。", "There are errors to correct."),
    "incomplete": ("未能查全，不能视为合格。", "Not everything could be checked: this is no pass."),
}


@frozen
class Note:
    """A text, the cells of which the first that can be found has it, and where else it may stand, in words."""

    text: str
    cells: tuple[str, ...] = ()
    where: str = ""


def notes(outcome: Outcome, lang: str) -> list[Note]:
    """The whole first, then the findings in their order."""
    rules = {rule.id: rule for rule in outcome.rules}
    shown = outcome.findings[:MAX_NOTES]
    return [Note("\n".join(_whole(outcome, lang))), *(_note(finding, rules, lang) for finding in shown)]


def words_of(place: Place) -> tuple[str, str]:
    """A place as findings tell it, in both languages."""
    return place.text(), place.text("en")


def _note(finding: Finding, rules: dict[str, Rule], lang: str) -> Note:
    rule = rules.get(finding.rule)
    title = (rule.en.title if lang == "en" and rule.en else rule.title) if rule else finding.rule
    lines = [f"【{_say(lang, *_SEVERITIES[finding.severity])}】{title}", finding.message]
    lines.append(_say(lang, "依据：", "Basis: ") + finding.basis)
    lines += [_say(lang, "建议：", "Advice: ") + suggestion.text for suggestion in finding.suggestions]
    if finding.explanation is not None:
        lines.append(_say(lang, "情况说明：", "Explained: ") + finding.explanation.reason)
    lines.append(_say(lang, "规则：", "Rule: ") + finding.rule)
    # A cell that is suspected is where to look first.
    suspected = [s.cell for s in finding.suggestions if s.cell is not None]
    return Note("\n".join(lines), tuple(dict.fromkeys((*suspected, *finding.cells))), finding.where)


def _whole(outcome: Outcome, lang: str) -> Iterator[str]:
    yield _say(lang, "检查结果：", "Result: ") + _say(lang, *_STATUS[outcome.status])
    for severity, (zh, en) in _SEVERITIES.items():
        if count := sum(finding.severity == severity for finding in outcome.findings):
            yield _say(lang, f"{zh} {count} 处", f"{en}s: {count}")
    binding = [item for item in (*outcome.not_checked, *outcome.notices) if item.binding]
    for item in binding:
        yield _say(lang, f"未检查 {item.rule}：{item.reason}", f"Not checked, {item.rule}: {item.reason}")
    if others := len(outcome.not_checked) + len(outcome.notices) - len(binding):
        yield _say(lang, f"另有 {others} 条规则因没有所需材料等原因未检查。", f"{others} more rules were not checked.")
    for failure in outcome.failures:
        yield _say(
            lang,
            f"插件 {failure.plugin} 出错：{failure.reason}",
            f"Plugin {failure.plugin} failed: {failure.reason}",
        )
    left = len(outcome.findings) - MAX_NOTES
    if left > 0:
        yield _say(lang, f"另有 {left} 处没有批注，请用 gip check 查看。", f"{left} more findings: see gip check.")


def _say(lang: str, zh: str, en: str) -> str:
    return en if lang == "en" else zh
