"""Explanations (情况说明): why a finding stands, in a file that travels with the report.

An explanation is bound to what it speaks of. As soon as a figure in one of its cells has changed, the rule no longer
fails there, or its day has come, it is void, and that is said aloud. It is shown with its finding and changes no
verdict, unless the rule says that an error of it may be explained.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from pathlib import Path

from attrs import evolve, frozen

from gipcore.codec import did_you_mean, parse_toml, structure
from gipcore.errors import DataError, ReadError
from gipcore.forms import Form
from gipcore.limits import check_size
from gipcore.outcomes import Explanation, Finding, Outcome, VoidExplanation
from gipcore.rules import Rule

SUFFIX = ".explanations.toml"
MAX_FILE = 1024 * 1024
"""Bytes of a file of explanations."""
MAX_CHANGES = 3
"""Changed cells that are named."""


@frozen
class _File:
    explanations: tuple[Explanation, ...] = ()


def beside(report: Path) -> Path:
    """Where the explanations of a report are looked for: in the same folder, under the same name.

    >>> beside(Path("reports/2023.docx")).as_posix()
    'reports/2023.explanations.toml'
    """
    return report.with_suffix(SUFFIX)


def load(path: Path) -> tuple[Explanation, ...]:
    """The explanations in a file. Raises ReadError if it cannot be read, DataError with all that is wrong in it."""
    try:
        check_size(path.stat().st_size, "字节数", MAX_FILE)
        text = path.read_bytes().decode()
    except UnicodeDecodeError:
        raise ReadError(f"{path.name}：不是 UTF-8 编码，请另存为 UTF-8。") from None
    except OSError as error:
        raise ReadError(f"打不开情况说明 {path}（{error.strerror}）。请检查文件名和权限。") from None
    return parse(text, path.name)


def parse(text: str, source: str) -> tuple[Explanation, ...]:
    """The explanations in TOML *text*; raises ReadError if it is none, DataError with all that is wrong in *source*."""
    entries = structure(parse_toml(text, source), _File, source).explanations
    problems: list[str] = []
    seen: dict[object, int] = {}
    for number, entry in enumerate(entries):
        path = f"$.explanations[{number}]"
        if len(entry.values) != len(entry.cells):
            problems.append(
                f"应与 cells 一一对应（{len(entry.cells)} 格），实有 {len(entry.values)} 个 @ {path}.values"
            )
        if len(set(entry.cells)) != len(entry.cells):
            problems.append(f"同一单元格出现两次 @ {path}.cells")
        if entry.expires is not None and entry.expires < entry.date:
            problems.append(f"失效日期早于说明日期 {entry.date} @ {path}.expires")
        first = seen.setdefault(_subject(entry), number)
        if first != number:
            problems.append(f"与第 {first + 1} 条说的是同一处，请只保留一条 @ {path}")
    if problems:
        raise DataError(source, problems)
    return entries


def apply(
    outcome: Outcome,
    explanations: Iterable[Explanation],
    today: datetime.date,
    *,
    form: Form | None = None,
    lang: str = "zh",
) -> Outcome:
    """*outcome* with each explanation at its finding, and those that count for nothing in ``void``.

    *form*, the report's, gives the words for the cells; *lang* is the outcome's.
    """
    rules = {rule.id: rule for rule in outcome.rules}
    findings = list(outcome.findings)
    void: list[VoidExplanation] = []
    for entry in sorted(explanations, key=_order):
        why = _void_because(entry, outcome, rules, today, form, lang == "zh")
        if why:
            void.append(VoidExplanation(entry, why))
            continue
        for place, finding in enumerate(findings):
            if _subject(finding) == _subject(entry):
                excused = finding.severity == "error" and rules[finding.rule].explainable
                findings[place] = evolve(finding, explanation=entry, excused=excused)
    return evolve(outcome, findings=tuple(findings), void=tuple(void))


def _subject(about: Explanation | Finding) -> object:
    return about.rule, frozenset(about.cells), about.quotes


def _order(entry: Explanation) -> tuple[object, ...]:
    return entry.rule, entry.cells, entry.quotes, entry.values, entry.date, entry.author, entry.reason


def _void_because(
    entry: Explanation, outcome: Outcome, rules: dict[str, Rule], today: datetime.date, form: Form | None, zh: bool
) -> str:
    """Why the explanation counts for nothing, empty if it counts."""
    if not entry.reason.strip() or not entry.author.strip():
        return "没有写明理由（reason）或说明人（author）" if zh else "its reason or its author is empty"
    if entry.expires is not None and entry.expires < today:
        return f"已于 {entry.expires} 失效" if zh else f"it expired on {entry.expires}"
    if entry.rule not in rules:
        hint = did_you_mean(entry.rule, rules)
        return f"这份报告不适用规则 {entry.rule}{hint}" if zh else f"the rule {entry.rule} is not in force{hint}"
    return _changed(entry, outcome, form, zh) or _gone(entry, outcome, zh)


def _changed(entry: Explanation, outcome: Outcome, form: Form | None, zh: bool) -> str:
    cells = outcome.report.cells
    if unknown := next((id_ for id_ in entry.cells if id_ not in cells), None):
        hint = did_you_mean(unknown, cells)
        return f"没有单元格 {unknown}{hint}" if zh else f"there is no cell {unknown}{hint}"
    told = [
        f"{form.cells[id_].label if form and id_ in form.cells else id_}"
        + (f"原为“{then}”，现为“{cells[id_].raw}”" if zh else f" was “{then}” and is “{cells[id_].raw}”")
        for id_, then in zip(entry.cells, entry.values, strict=True)
        if cells[id_].raw != then
    ]
    if len(told) > MAX_CHANGES:
        told[MAX_CHANGES:] = [f"等 {len(told)} 格" if zh else f"{len(told)} cells in all"]
    joined = ("；" if zh else "; ").join(told)
    return joined and (f"数字已变：{joined}" if zh else f"the figures have changed: {joined}")


def _gone(entry: Explanation, outcome: Outcome, zh: bool) -> str:
    if any(_subject(finding) == _subject(entry) for finding in outcome.findings):
        return ""
    if any(item.rule == entry.rule for item in outcome.not_checked):
        return "这条规则这次没能检查" if zh else "the rule could not be checked this time"
    there = [f for f in outcome.findings if f.rule == entry.rule and set(f.cells) == set(entry.cells)]
    if there:
        now = ("、" if zh else ", ").join(f"“{quote}”" for quote in there[0].quotes)
        return f"所说的内容已变，现为{now or '空'}" if zh else f"what it speaks of has changed and is {now or 'empty'}"
    return "这一处已经没有这个问题" if zh else "the rule no longer fails there"
