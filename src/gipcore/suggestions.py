"""What would put a broken equation right, in words, and where it can be said exactly, as a cell with its value."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from gipcore.expressions import Linear, Surroundings, Unknown
from gipcore.expressions.nodes import CellRef
from gipcore.expressions.wording import number_text
from gipcore.forms import Cell
from gipcore.outcomes import Suggestion
from gipcore.suspects import Suspect, plain, possible

MAX_NAMED = 4
"""Rows, columns or cells that a message names; the rest is counted."""
MAX_POSSIBLE = 3
"""Suspects that are named although any of them may be the one; more are no help."""


def repairs(
    view: Linear | None, blanks: list[Cell], suspects: list[Suspect], at: Surroundings, lang: str
) -> list[Suggestion]:
    """The suggestions for a failed instance with this linear view, these blank cells and these suspects."""
    found = _suspected(suspects, at, lang)
    if view is None or view.relation != "==" or any(suggestion.value is not None for suggestion in found):
        return found
    return [*found, *_about_blanks(view, blanks, at, lang), *_about_total(view, at, lang)]


def named(labels: Iterable[str], lang: str) -> str:
    """The labels, each once, as a list in words.

    >>> named(["自然人", "总计", "自然人"], "zh")
    '自然人、总计'
    """
    kept = list(dict.fromkeys(labels))
    shown = (", " if lang == "en" else "、").join(kept[:MAX_NAMED])
    if len(kept) > MAX_NAMED:
        shown += f" and {len(kept) - MAX_NAMED} more" if lang == "en" else f"等 {len(kept)} 项"
    return shown


def _suspected(suspects: list[Suspect], at: Surroundings, lang: str) -> list[Suggestion]:
    """One suspect that mends several equations comes with cell and value; otherwise a person is to judge."""
    form, found = at.report.form, list[Suggestion]()
    certain = len(suspects) == 1 and len(suspects[0].mends) > 1
    if not certain and (len(suspects) > MAX_POSSIBLE or all(len(suspect.mends) < 2 for suspect in suspects)):
        return []
    for suspect in suspects:
        texts = []
        for cell, value in suspect.changes:
            label, figure, new = form.cells[cell].label, at.report.figure(cell), number_text(value)
            now = number_text(figure) if isinstance(figure, int | Decimal) else "?"
            if at.report.blank(cell):
                now = "blank" if lang == "en" else "空白"
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


def _about_blanks(view: Linear, blanks: list[Cell], at: Surroundings, lang: str) -> list[Suggestion]:
    """The blank cells in which a figure would make the equation hold, the printed parts falling short."""
    broken = Fraction(-view.constant)
    for scope, cell, k in view.cells:
        figure = at.figure(CellRef(cell, scope))
        broken += 0 if isinstance(figure, Unknown) else k * Fraction(figure)
    wanted = [(cell, -broken / view.coefficient(cell.id)) for cell in blanks if view.coefficient(cell.id)]
    fit = [f"{cell.label} {number_text(plain(value))}" for cell, value in wanted if possible(cell, value)]
    if not fit:
        return []
    names = named(fit, lang)
    if lang == "en":
        return [Suggestion(f"A blank cell may hold what is missing: {names}.")]
    return [Suggestion(f"缺少的数可能在空白的单元格中：{names}；请填上。")]


def _about_total(view: Linear, at: Surroundings, lang: str) -> list[Suggestion]:
    """The equation of a total and its parts alone: the total is looked at first."""
    form = at.report.form
    cells = {cell for scope, cell, _ in view.cells if scope == "report"}
    for cell in sorted(cells):
        if any({cell, *way} == cells for way in form.cells[cell].parts):
            parts = [at.report.figure(part) for part in cells - {cell}]
            total = sum(part for part in parts if isinstance(part, int | Decimal))
            label, value = form.cells[cell].label, number_text(total)
            if lang == "en":
                return [Suggestion(f"Look at {label} first: its parts add up to {value}.")]
            return [Suggestion(f"请先核对{label}：各分项相加为 {value}；也可能是某一分项有误。")]
    return []
