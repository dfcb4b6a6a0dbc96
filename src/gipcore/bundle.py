"""The rules in force as one JSON document, for other languages: form, parsed expressions, messages, test vectors.

The document is specified in ``docs/bundle.md``; ``examples/javascript/evaluate.mjs`` evaluates it and is held to the
vectors. Numbers of the bundle are text, so that no reader rounds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal, localcontext
from typing import Any

from gipcore.expressions import EXACT, Readings, Reason, Surroundings, Unknown, evaluate
from gipcore.expressions import nodes as n
from gipcore.expressions.evaluation import NO_CHILDREN, NO_PREVIOUS
from gipcore.expressions.facts import FACTS
from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.rulesets import RulesInForce
from gipcore.values import Blank, NotApplicable, Number, Value, canonical

VERSION = 1
"""Of the document; it grows when a reader of the last one could misread it."""


def bundle(rules: RulesInForce) -> dict[str, Any]:
    """The rules in force on their form; coded checks are named only, their code is not portable."""
    return {
        "gipcore_bundle": VERSION,
        "rulesets": list(rules.rulesets),
        "form": _form(rules.form),
        "rules": [_rule(rules, rule_id) for rule_id in sorted(rule.id for rule in rules.rules)],
    }


def _form(form: Form) -> dict[str, Any]:
    return {
        "id": form.id,
        "title": form.title,
        "source": form.source,
        "cells": [
            {
                "id": cell.id,
                "row": cell.row_label,
                "column": cell.column.label,
                "unit": cell.column.unit,
                "parts": [list(way) for way in cell.parts],
            }
            for cell in form.cells.values()
        ],
    }


def _rule(rules: RulesInForce, rule_id: str) -> dict[str, Any]:
    rule = next(rule for rule in rules.rules if rule.id == rule_id)
    data: dict[str, Any] = {
        "id": rule.id,
        "severity": rule.severity,
        "title": rule.title,
        "message": rule.message,
        "advice": rule.advice,
        "basis": list(rule.basis),
    }
    if rule.check:
        return {**data, "coded": rule.check}
    instances = rules.compiled(rule).instances
    return {**data, "expression": rule.expression, "instances": [node_data(i.condition) for i in instances]}


def node_data(node: n.Expression) -> Any:
    """A ground expression as nested lists, operator first.

    >>> node_data(n.Compare(n.CellRef("a.b"), "<=", n.Constant(Decimal("0.50"))))
    ['<=', ['cell', 'report', 'a.b'], ['number', '0.50']]
    """
    match node:
        case n.Constant(value=str(text)):
            return ["text", text]
        case n.Constant(value=int() | Decimal() as value):
            return ["number", canonical(value)]
        case n.CellRef(cell=cell, scope=scope):
            return ["cell", scope, cell]
        case n.FactRef(name=name):
            return ["fact", name]
        case n.Lookup(table=table, key=key):
            return ["lookup", node_data(key), {name: canonical(value) for name, value in table}]
        case n.IsBlank(cell=cell):
            return ["blank", cell.scope, cell.cell]
        case n.Compare(left=left, relation=relation, right=right):
            return [relation, node_data(left), node_data(right)]
        case n.Within(value=value, choices=choices):
            return ["in", node_data(value), [node_data(n.Constant(choice)) for choice in choices]]
        case n.Call(function=function, arguments=arguments):
            return [function, *map(node_data, arguments)]
        case _:
            return [_OPERATORS[type(node)], *map(node_data, n.children(node))]


_OPERATORS: dict[type, str] = {
    n.Sum: "+", n.Neg: "neg", n.Product: "*", n.And: "and", n.Or: "or", n.Not: "not", n.Implies: "implies"
}  # fmt: skip


def vector(rules: RulesInForce, report: Report, previous: Report | None = None, children: Iterable[Report] = ()) -> Any:
    """A test vector: reports as the bundle reads them, and for each instance of each rule ``true``, ``false`` or
    ``null`` (cannot be decided), as the engine has it."""
    below = tuple(children)
    last: Readings | Reason = Readings(previous, rules.form) if previous else NO_PREVIOUS
    under: tuple[Readings, ...] | Reason = tuple(Readings(c, rules.form) for c in below) if below else NO_CHILDREN
    at = Surroundings(Readings(report, rules.form), last, under)
    expected: dict[str, list[bool | None]] = {}
    with localcontext(EXACT):
        for rule in rules.rules:
            if rule.expression:
                results = [evaluate(instance.condition, at) for instance in rules.compiled(rule).instances]
                expected[rule.id] = [None if isinstance(r, Unknown) else bool(r) for r in results]
    return {
        "facts": {name: _fact(fact.read(report)) for name, fact in FACTS.items()},
        "report": _cells(report),
        "previous": _cells(previous) if previous else None,
        "children": [_cells(child) for child in below],
        "expected": expected,
    }


def _fact(value: int | str | bool | None) -> str | None:
    return None if value is None else str(value)


def _cells(report: Report) -> dict[str, Any]:
    return {cell: _cell(value) for cell, value in report.cells.items()}


def _cell(value: Value) -> Any:
    match value:
        case Number(value=number):
            return canonical(number)
        case Blank():
            return None
        case NotApplicable():
            return "n/a"
        case _:
            return {"unreadable": value.raw}
