"""The rules in force as one JSON document, for other languages: forms, parsed expressions, messages.

The document is specified in ``docs/bundle.md``; ``examples/javascript/evaluate.mjs`` evaluates it and is held to the
vectors of ``gipcore.bundle_vectors``. Numbers of the bundle are text, so that no reader rounds them.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from gipcore.expressions import nodes as n
from gipcore.forms import Form
from gipcore.reports import Kind, Level
from gipcore.rulesets import RulesInForce
from gipcore.values import canonical

VERSION = 1
"""Of the document; it grows when a reader of the last one could misread it."""


def bundle(sets: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """The whole document, of the sets that ``bundle_set`` makes: one for each form."""
    return {"gipcore_bundle": VERSION, "sets": list(sets)}


def bundle_set(
    rules: RulesInForce,
    *,
    year: int | None = None,
    region: str | None = None,
    level: Level | None = None,
    kind: Kind | None = None,
) -> dict[str, Any]:
    """The rules in force on their form, and for which reports they are.

    Coded checks are named only, their code is not portable. ``undecided`` are the rules of which nobody can say whether
    they are in force, as level or kind of the body is not given.
    """
    return {
        "year": year,
        "region": region,
        "level": level,
        "kind": kind,
        "rulesets": list(rules.rulesets),
        "form": _form(rules.form),
        "rules": [_rule(rules, rule_id) for rule_id in sorted(rule.id for rule in rules.rules)],
        "undecided": [{"rule": rule.id, "reason": reason.zh} for rule, reason in rules.undecided],
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
