"""What an expression asks about the report besides its cells, put in: then only arithmetic is left."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import fields

from gipcore.expressions import Reason
from gipcore.expressions import nodes as n
from gipcore.proofs import Question
from gipcore.reports import Scope

SCOPES: tuple[Scope, ...] = ("own", "aggregated", "unknown")


class NotArithmetic(Exception):
    """An expression that asks for more than sums of cells; ``reason`` says what."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.reason = Reason(zh, en)


def options(question: Question) -> Mapping[str, tuple[str | int, ...]]:
    """The values that each fact of a report may have."""
    return {
        "report.year": (question.year,),
        "report.form": (question.rules.form.id,),
        "report.level": question.levels,
        "report.kind": question.kinds,
        "report.scope": SCOPES,
        "report.region": question.regions,
    }


def facts_in(node: n.Expression, multiplied: bool = False) -> set[str]:
    """The facts, by name, that have to be put in before only arithmetic is left: a number that is looked up by one may
    stand where no cell is multiplied by it."""
    match node:
        case n.FactRef(name=name):
            return {name}
        case n.Lookup(key=key):
            return {key.name} if multiplied else set()
    multiplied = multiplied or isinstance(node, n.Product)
    return set().union(*(facts_in(inside, multiplied) for inside in n.children(node)))


def looked_up(node: n.Lookup, value: str | int) -> int | Decimal:
    """The number in the table for a fact's *value*; raises NotArithmetic if there is none."""
    found = dict(node.table).get(str(value))
    if found is None:
        raise NotArithmetic(f"参数 {node.name} 没有 {value} 的值", f"parameter {node.name} has no value for {value}")
    return found


def put_in(node: n.Expression, facts: Mapping[str, str | int]) -> n.Expression:
    """The expression with these facts put in, and the tables looked up by them; raises NotArithmetic.

    >>> put_in(n.Compare(n.CellRef("a"), "<=", n.FactRef("report.year", "number")), {"report.year": 2024})
    Compare(left=CellRef(cell='a', scope='report'), relation='<=', right=Constant(value=2024))
    """
    match node:
        case n.FactRef(name=name):
            return n.Constant(facts[name])
        case n.Lookup(key=key):
            return n.Constant(looked_up(node, facts[key.name])) if key.name in facts else node
    make: Any = type(node)
    inside = {a.name: getattr(node, a.name) for a in fields(make)}
    changed: n.Expression = make(
        **{
            name: tuple(_put_in(part, facts) for part in value) if isinstance(value, tuple) else _put_in(value, facts)
            for name, value in inside.items()
        }
    )
    return changed


def _put_in(value: Any, facts: Mapping[str, str | int]) -> Any:
    return put_in(value, facts) if isinstance(value, _NODES) else value


_NODES = (
    n.Constant, n.CellRef, n.FactRef, n.Lookup, n.Sum, n.Neg, n.Product, n.Call,
    n.IsBlank, n.Compare, n.Within, n.And, n.Or, n.Not, n.Implies,
)  # fmt: skip
