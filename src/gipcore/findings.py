"""Findings in words: a rule's message with the form's own words and the numbers plugged in, and what to do next."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from attrs import evolve, frozen

from gipcore.checks import Failure, Subject
from gipcore.expressions import Explanation, Instance, Linear, Surroundings, Unknown, explain
from gipcore.expressions.nodes import CellRef
from gipcore.expressions.wording import number_text
from gipcore.forms import Cell
from gipcore.outcomes import Finding, Suggestion
from gipcore.rules import PLACEHOLDER, SEVERITIES, Rule, Wording
from gipcore.suggestions import named, repairs
from gipcore.suspects import Suspect
from gipcore.values import Blank


@frozen(eq=False)
class Case:
    """One instance of a rule that failed; ``view`` is its linear view, if it has one."""

    rule: Rule
    index: int
    instance: Instance
    view: Linear | None


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
    suggestions += repairs(case.view, blanks, suspects, at, lang)
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
        tuple(_printed(at.figure(ref)) for ref in case.instance.cells if ref.scope != "report"),
    )


def coded_finding(rule: Rule, failure: Failure, subject: Subject, lang: str) -> Finding:
    """The finding for what a coded check reported; raises KeyError for a placeholder that it left without a value."""
    values = {**rule.parameters, **failure.values}
    message, advice = _worded(rule, values, lang)
    graded = rule.severity if rule.uniform else failure.severity or rule.severity
    severity = next(s for s in SEVERITIES if s == graded)
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
        quotes=_quotes(failure.values),
    )


def _quotes(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The values in an order of their own, without those that are only for English."""
    texts = [_printed(values[name]) for name in sorted(values) if not name.endswith("_en")]
    return tuple(text for text in texts if text)


def _wording(rule: Rule, lang: str) -> Wording:
    own = Wording(rule.title, rule.message, rule.advice)
    if lang != "en" or rule.en is None:
        return own
    return evolve(rule.en, advice=rule.en.advice or own.advice)


def _worded(rule: Rule, values: Mapping[str, Any], lang: str) -> tuple[str, str]:
    wording = _wording(rule, lang)

    def value(match: re.Match[str]) -> str:
        return _printed(values[match[1]])

    # Not str.format: a template is data and must not reach into attributes.
    return PLACEHOLDER.sub(value, wording.message), PLACEHOLDER.sub(value, wording.advice)


def _printed(value: Any) -> str:
    if isinstance(value, Unknown):
        return "?"
    return number_text(value) if isinstance(value, Decimal) else str(value)


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
        "row": named([cell.row_label for cell in cells], lang),
        "column": named([cell.column.label for cell in cells], lang),
        "cells": named([cell.label for cell in cells], lang),
    }


def _figures(refs: Iterable[CellRef], at: Surroundings, lang: str) -> str:
    """Each cell with its figure, last year's marked as such."""
    texts = []
    for ref in refs:
        figure, label = at.figure(ref), at.report.form.cells[ref.cell].label
        whose = {"report": ("", ""), "previous": ("上年", "last year's ")}.get(ref.scope, ("下级", "subordinate "))
        shown = _printed(figure)
        texts.append(f"{whose[1]}{label} {shown}" if lang == "en" else f"{whose[0]}{label} {shown}")
    return named(texts, lang)


def _where(cells: Iterable[str], at: Surroundings, lang: str) -> str:
    places = at.report.report.places
    return next((places[cell].text(lang) for cell in cells if cell in places), "")


def _blank_note(blanks: list[Cell], lang: str) -> str:
    if not blanks:
        return ""
    names = named([cell.label for cell in blanks], lang)
    return f" Blank and counted as 0: {names}." if lang == "en" else f"（空白按 0 计：{names}。）"
