"""Findings in words: a rule's message with the form's own words and the numbers plugged in, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from attrs import evolve, field, frozen

from gipcore.checks import Failure, Subject
from gipcore.expressions import Explanation, Instance, Linear, Surroundings, Unknown, explain
from gipcore.expressions.nodes import CellRef
from gipcore.expressions.wording import number_text
from gipcore.forms import Cell
from gipcore.outcomes import Finding, Suggestion
from gipcore.rules import PLACEHOLDER, SEVERITIES, Rule, Wording
from gipcore.suspects import Suspect, possible
from gipcore.values import Blank

MAX_NAMED = 4
"""Rows, columns or cells that a message names; the rest is counted."""


@frozen
class Case:
    """One instance of a rule that failed; ``view`` is its linear view, if it has one."""

    rule: Rule
    index: int
    instance: Instance = field(eq=False)
    view: Linear | None = field(eq=False)


def expression_finding(case: Case, at: Surroundings, suspects: list[Suspect], lang: str) -> Finding:
    """The finding for a failed instance of an expression rule; enter the exact context first."""
    form = at.report.form
    explanation = explain(case.instance.condition, at, lang)
    own = [ref.cell for ref in case.instance.cells if ref.scope == "report"]
    cells = [form.cells[cell] for cell in own or dict.fromkeys(ref.cell for ref in case.instance.cells)]
    blanks = [form.cells[cell] for cell in own if isinstance(at.report.report.cells.get(cell), Blank)]
    blank_note = _blank_note(blanks, lang)
    values = {**case.rule.parameters, **_numbers(explanation, lang), **_labels(cells, lang), "blanks": blank_note}
    values["figures"] = _figures(case.instance.cells, at, lang)
    message, advice = _worded(case.rule, values, lang)
    if blank_note and "{blanks}" not in _wording(case.rule, lang).message:
        message += blank_note
    suggestions = [Suggestion(advice)] if advice else []
    suggestions += _suspected(suspects, at, lang)
    if not any(suggestion.value is not None for suggestion in suggestions):
        suggestions += _about_blanks(case.view, blanks, at, lang)
        suggestions += _about_total(case.view, at, lang)
    return Finding(
        case.rule.id,
        case.rule.severity,
        message,
        "；".join(case.rule.basis),
        tuple(own),
        explanation.left,
        explanation.right,
        explanation.difference,
        _where(own, at, lang),
        tuple(suggestions),
        explanation.shown,
    )


def coded_finding(rule: Rule, failure: Failure, subject: Subject, lang: str) -> Finding:
    """The finding for what a coded check reported; raises KeyError for a placeholder that it left without a value."""
    values = {**rule.parameters, **failure.values}
    message, advice = _worded(rule, values, lang)
    severity = next(s for s in SEVERITIES if s == (failure.severity or rule.severity))
    places = [subject.report.places[cell] for cell in failure.cells if cell in subject.report.places]
    return Finding(
        rule.id,
        severity,
        message,
        "；".join(rule.basis),
        failure.cells,
        failure.left,
        failure.right,
        failure.difference,
        failure.where or (places[0].text(lang) if places else ""),
        (Suggestion(advice),) if advice else (),
    )


def _wording(rule: Rule, lang: str) -> Wording:
    own = Wording(rule.title, rule.message, rule.advice)
    if lang != "en" or rule.en is None:
        return own
    return evolve(rule.en, advice=rule.en.advice or own.advice)


def _worded(rule: Rule, values: Mapping[str, Any], lang: str) -> tuple[str, str]:
    wording = _wording(rule, lang)

    def value(match: re.Match[str]) -> str:
        found = values[match[1]]
        return number_text(found) if isinstance(found, Decimal) else str(found)

    # Not str.format: a template is data and must not reach into attributes.
    return PLACEHOLDER.sub(value, wording.message), PLACEHOLDER.sub(value, wording.advice)


def _numbers(explanation: Explanation, lang: str) -> dict[str, str]:
    values = {"left": explanation.left, "right": explanation.right, "difference": explanation.difference}
    texts = {name: "" if value is None else number_text(value) for name, value in values.items()}
    gap = texts["difference"].removeprefix("-")
    more = not texts["difference"].startswith("-")
    deviation = f"{gap} {'more' if more else 'less'}" if lang == "en" else f"{'多' if more else '少'} {gap}"
    return {
        **texts,
        "gap": gap,
        "deviation": deviation if gap else "",
        "shown": explanation.shown,
        "left_shown": explanation.left_shown,
        "right_shown": explanation.right_shown,
    }


def _labels(cells: Iterable[Cell], lang: str) -> dict[str, str]:
    cells = list(cells)
    return {
        "row": _named([cell.row_label for cell in cells], lang),
        "column": _named([cell.column.label for cell in cells], lang),
        "cells": _named([cell.label for cell in cells], lang),
    }


def _figures(refs: Iterable[CellRef], at: Surroundings, lang: str) -> str:
    """Each cell with its figure, last year's marked as such."""
    texts = []
    for ref in refs:
        figure, label = at.figure(ref), at.report.form.cells[ref.cell].label
        whose = {"report": ("", ""), "previous": ("上年", "last year's ")}.get(ref.scope, ("下级", "subordinate "))
        shown = "?" if isinstance(figure, Unknown) else number_text(figure)
        texts.append(f"{whose[1]}{label} {shown}" if lang == "en" else f"{whose[0]}{label} {shown}")
    return _named(texts, lang)


def _named(labels: Iterable[str], lang: str) -> str:
    kept = list(dict.fromkeys(labels))
    shown = (", " if lang == "en" else "、").join(kept[:MAX_NAMED])
    if len(kept) > MAX_NAMED:
        shown += f" and {len(kept) - MAX_NAMED} more" if lang == "en" else f"等 {len(kept)} 项"
    return shown


def _where(cells: Iterable[str], at: Surroundings, lang: str) -> str:
    places = at.report.report.places
    return next((places[cell].text(lang) for cell in cells if cell in places), "")


def _blank_note(blanks: list[Cell], lang: str) -> str:
    if not blanks:
        return ""
    names = _named([cell.label for cell in blanks], lang)
    return f" Blank and counted as 0: {names}." if lang == "en" else f"（空白按 0 计：{names}。）"


def _suspected(suspects: list[Suspect], at: Surroundings, lang: str) -> list[Suggestion]:
    """One suspect that mends several equations comes with cell and value; otherwise a person is to judge."""
    form, found = at.report.form, list[Suggestion]()
    certain = len(suspects) == 1 and len(suspects[0].mends) > 1
    if not certain and (len(suspects) > 3 or all(len(suspect.mends) < 2 for suspect in suspects)):
        return []
    for suspect in suspects:
        texts = []
        for cell, value in suspect.changes:
            label, now, new = form.cells[cell].label, at.report.report.cells[cell].raw.strip(), number_text(value)
            now = now or ("blank" if lang == "en" else "空白")
            texts.append(f"{label} {now} → {new}" if lang == "en" else f"{label}由 {now} 改为 {new}")
        if certain and len(texts) == 1:
            words = "很可能是这一格有误：{}，则 {} 处不符同时消除。"
            words = "Probably wrong: {}; this settles {} findings." if lang == "en" else words
            cell, value = suspect.changes[0]
            found.append(Suggestion(words.format(texts[0], len(suspect.mends)), cell, value))
        elif certain:
            words = "Probably wrong, together with another: {}." if lang == "en" else "很可能与另一格一起有误：{}。"
            found += [
                Suggestion(words.format(text), cell, value)
                for text, (cell, value) in zip(texts, suspect.changes, strict=True)
            ]
        else:
            words = "Possibly: {}." if lang == "en" else "可能是：{}。"
            found.append(Suggestion(words.format((", " if lang == "en" else "，").join(texts))))
    return found


def _about_blanks(view: Linear | None, blanks: list[Cell], at: Surroundings, lang: str) -> list[Suggestion]:
    """The blank cells in which a figure would make the equation hold, the printed parts falling short."""
    if view is None or view.relation != "==":
        return []
    broken = Fraction(-view.constant)
    for scope, cell, k in view.cells:
        figure = at.figure(CellRef(cell, scope))
        broken += 0 if isinstance(figure, Unknown) else k * Fraction(figure)
    wanted = [(cell, -broken / view.coefficient(cell.id)) for cell in blanks if view.coefficient(cell.id)]
    fit = [f"{cell.label} {value}" for cell, value in wanted if possible(cell, value)]
    if not fit:
        return []
    names = _named(fit, lang)
    if lang == "en":
        return [Suggestion(f"A blank cell may hold what is missing: {names}.")]
    return [Suggestion(f"缺少的数可能在空白的单元格中：{names}；请填上。")]


def _about_total(view: Linear | None, at: Surroundings, lang: str) -> list[Suggestion]:
    """The equation of a total and its parts alone: the total is looked at first."""
    if view is None or view.relation != "==":
        return []
    form = at.report.form
    cells = {cell for scope, cell, _ in view.cells if scope == "report"}
    for cell in cells:
        if any({cell, *way} == cells for way in form.cells[cell].parts):
            parts = [at.report.figure(part) for part in cells - {cell}]
            total = sum(part for part in parts if isinstance(part, int | Decimal))
            label, value = form.cells[cell].label, number_text(total)
            if lang == "en":
                return [Suggestion(f"Look at {label} first: its parts add up to {value}.")]
            return [Suggestion(f"请先核对{label}：各分项相加为 {value}；也可能是某一分项有误。")]
    return []
