"""The explanation of a verdict: left, right, difference, and the comparison with its numbers plugged in."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from gipcore.expressions import nodes as n
from gipcore.expressions.evaluation import Surroundings, evaluate
from gipcore.values import canonical

_SIGNS: dict[n.Relation, str] = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_OPPOSITE: dict[n.Relation, str] = {"==": "≠", "!=": "=", "<=": ">", ">=": "<", "<": "≥", ">": "≤"}
MAX_TERMS = 4
"""A sum with more terms than this is shown without those that are 0."""
MAX_PARTS = 6
"""Comparisons shown of a condition that has many."""


@frozen
class Explanation:
    """Of a comparison of numbers also both sides with their steps, and ``difference``, left less right."""

    shown: str
    left: int | Decimal | None = None
    right: int | Decimal | None = None
    difference: int | Decimal | None = None
    left_shown: str = ""
    right_shown: str = ""


def explain(condition: n.Expression, at: Surroundings, lang: str = "zh") -> Explanation:
    """Why the ground *condition* is what it is."""
    if isinstance(condition, n.Compare) and n.kind_of(condition.left) == "number":
        left, right = evaluate(condition.left, at), evaluate(condition.right, at)
        if isinstance(left, int | Decimal) and isinstance(right, int | Decimal):
            comma = ", " if lang == "en" else "，"
            shown = _side(condition.left, at, lang), _side(condition.right, at, lang)
            return Explanation(comma.join(shown), left, right, left - right, *shown)
    parts = list(dict.fromkeys(_parts(condition, evaluate(condition, at) is True, at, lang)))
    semicolon = "; " if lang == "en" else "；"
    more = "" if len(parts) <= MAX_PARTS else " …" if lang == "en" else f" 等 {len(parts)} 项"
    return Explanation(semicolon.join(parts[:MAX_PARTS]) + more)


def number_text(value: int | Decimal) -> str:
    """The number in plain digits, without decimals if they are all 0.

    >>> number_text(Decimal("-0.00")), number_text(Decimal("36900.0")), number_text(Decimal("12.30"))
    ('0', '36900', '12.30')
    """
    return str(int(value)) if value == int(value) else canonical(value)


def _side(node: n.Expression, at: Surroundings, lang: str) -> str:
    """``58 + 2 = 60``, or the bare number where there is nothing to work out."""
    value, steps = evaluate(node, at), _steps(node, at)
    result = number_text(value) if isinstance(value, int | Decimal) else "?"
    if isinstance(node, n.Sum) and len(node.terms) > MAX_TERMS:
        shown = [term for term in node.terms if evaluate(term, at) != 0]
        if zeros := len(node.terms) - len(shown):
            rest = f" ({zeros} more are 0)" if lang == "en" else f"（其余 {zeros} 项为 0）"
            return (result if steps == result else f"{steps} = {result}") + rest
    return result if steps == result else f"{steps} = {result}"


def _steps(node: n.Expression, at: Surroundings) -> str:
    match node:
        case n.Sum(terms=terms):
            shown = [term for term in terms if len(terms) <= MAX_TERMS or evaluate(term, at) != 0]
            return _joined(shown, at) or "0"
        case n.Product(left=left, right=right):
            return f"{_factor(left, at)} × {_factor(right, at)}"
        case n.Neg(term=term):
            return f"-{_factor(term, at)}"
        case n.Call(function="abs" | "min" | "max" as function, arguments=arguments):
            return f"{function}({', '.join(_steps(argument, at) for argument in arguments)})"
        case _:
            value = evaluate(node, at)
            return number_text(value) if isinstance(value, int | Decimal) else "?"


def _factor(node: n.Expression, at: Surroundings) -> str:
    steps = _steps(node, at)
    return f"({steps})" if " + " in steps or " - " in steps or steps.startswith("-") else steps


def _joined(terms: list[n.Expression] | tuple[n.Expression, ...], at: Surroundings) -> str:
    text = ""
    for term in terms:
        minus = isinstance(term, n.Neg)
        steps = _factor(term.term if isinstance(term, n.Neg) else term, at)
        text += f" {'-' if minus else '+'} {steps}" if text else f"-{steps}" if minus else steps
    return text


def _parts(node: n.Expression, truth: bool, at: Surroundings, lang: str) -> list[str]:
    """The facts that make the condition what it is: each false part of an ``and``, every part of a false ``or``."""
    match node:
        case n.And(parts=parts) | n.Or(parts=parts):
            return [text for part in parts if evaluate(part, at) is truth for text in _parts(part, truth, at, lang)]
        case n.Not(part=part):
            return _parts(part, not truth, at, lang)
        case n.Implies(condition=condition, consequence=consequence):
            return _parts(n.Or((n.Not(condition), consequence)), truth, at, lang)
        case n.Compare(left=left, relation=relation, right=right) if n.kind_of(left) == "number":
            sign = _SIGNS[relation] if truth else _OPPOSITE[relation]
            return [f"{_side(left, at, lang)} {sign} {_side(right, at, lang)}"]
        case n.Call(function="integer", arguments=(argument,)):
            return [_side(argument, at, lang)]
        case _:
            return []
