"""An expression in words, with the form's labels in place of cell ids."""

from __future__ import annotations

from collections.abc import Sequence

from gipcore.expressions import nodes as n
from gipcore.expressions.facts import FACTS
from gipcore.forms import Form
from gipcore_cli.session import Lang
from gipcore_cli.words import cell_label, number_text

MAX_TERMS = 4
"""Terms that are all named; of more only the ends are."""
_SIGNS = {"==": "=", "!=": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_SCOPES: dict[n.Scope, tuple[str, str]] = {
    "report": ("", ""),
    "previous": ("上年报告的", "last year's "),
    "children": ("下级报告的", "the subordinate reports' "),
    "children.sum": ("下级报告合计的", "the subordinate reports' sum of "),
    "children.min": ("下级报告中最小的", "the subordinate reports' least "),
    "children.max": ("下级报告中最大的", "the subordinate reports' greatest "),
}


def in_words(node: n.Expression, form: Form, lang: Lang) -> str:
    """A ground expression as a sentence without its full stop."""
    zh = lang == "zh"

    def say(inside: n.Expression) -> str:
        return in_words(inside, form, lang)

    match node:
        case n.Constant(value=str() as text):
            return text
        case n.Constant(value=value):
            return number_text(value) if not isinstance(value, str) else value
        case n.CellRef(cell=cell, scope=scope):
            return _SCOPES[scope][not zh] + cell_label(form, cell)
        case n.FactRef(name=name):
            fact = FACTS.get(name)
            return (fact.title if zh else fact.title_en) if fact else name
        case n.Lookup(name=name, key=key):
            return f"{name}（按{say(key)}）" if zh else f"{name} by {say(key)}"
        case n.Sum(terms=terms):
            return _sum(terms, form, lang)
        case n.Neg(term=term):
            return f"-{_bracketed(term, form, lang)}"
        case n.Product(left=left, right=right):
            return f"{_bracketed(left, form, lang)} × {_bracketed(right, form, lang)}"
        case n.Call(function=function, arguments=arguments):
            return _call(function, [say(argument) for argument in arguments], zh)
        case n.IsBlank(cell=cell):
            return f"{say(cell)}为空白" if zh else f"{say(cell)} is blank"
        case n.Compare(left=left, relation=relation, right=right):
            return f"{say(left)} {_SIGNS[relation]} {say(right)}"
        case n.Within(value=value, choices=choices):
            listed = ("、" if zh else ", ").join(map(str, choices))
            return f"{say(value)}为 {listed} 之一" if zh else f"{say(value)} is one of {listed}"
        case n.And(parts=parts):
            return _many(parts, " 并且 " if zh else " and ", form, lang)
        case n.Or(parts=parts):
            return _many(parts, " 或者 " if zh else " or ", form, lang)
        case n.Not(part=part):
            return f"并非（{say(part)}）" if zh else f"not ({say(part)})"
        case n.Implies(condition=condition, consequence=consequence):
            return (
                f"若 {say(condition)}，则 {say(consequence)}" if zh else f"if {say(condition)}, then {say(consequence)}"
            )
        case n.Each() | n.Spread():
            raise TypeError("not bound to a form")


def _sum(terms: Sequence[n.Expression], form: Form, lang: Lang) -> str:
    shown = terms if len(terms) <= MAX_TERMS else (*terms[:2], terms[-1])
    parts: list[str] = []
    for number, term in enumerate(shown):
        inner = term.term if isinstance(term, n.Neg) else term
        sign = "-" if isinstance(term, n.Neg) else "+"
        if number:
            parts.append("+ … +" if len(shown) < len(terms) and number == len(shown) - 1 else sign)
        elif sign == "-":
            parts.append(sign)
        parts.append(_bracketed(inner, form, lang))
    if len(shown) < len(terms):
        parts.append(f"（共 {len(terms)} 项）" if lang == "zh" else f"({len(terms)} terms)")
    return " ".join(parts)


def _many(parts: Sequence[n.Expression], word: str, form: Form, lang: Lang) -> str:
    shown = parts if len(parts) <= MAX_TERMS else parts[:2]
    text = word.join(_bracketed(part, form, lang) for part in shown)
    if len(shown) < len(parts):
        text += f"{word}…（共 {len(parts)} 项）" if lang == "zh" else f"{word}… ({len(parts)} in all)"
    return text


def _bracketed(node: n.Expression, form: Form, lang: Lang) -> str:
    words = in_words(node, form, lang)
    return f"（{words}）" if isinstance(node, n.Sum | n.Or | n.And | n.Implies) else words


def _call(function: n.Function, arguments: Sequence[str], zh: bool) -> str:
    shown = list(arguments) if len(arguments) <= MAX_TERMS else [*arguments[:2], "…", arguments[-1]]
    listed = ("、" if zh else ", ").join(shown)
    words = {
        "abs": ("{} 的绝对值", "the absolute value of {}"),
        "min": ("{} 中最小的", "the least of {}"),
        "max": ("{} 中最大的", "the greatest of {}"),
        "count": ("{} 中成立的个数", "how many hold of {}"),
        "integer": ("{} 是整数", "{} is a whole number"),
        "decimals": ("{} 的小数位数", "the decimals of {}"),
    }
    return words[function][not zh].format(listed)
