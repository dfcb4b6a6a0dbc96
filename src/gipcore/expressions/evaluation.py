"""The scalar evaluator: a ground expression over one report, exact, in three values.

What is unknown stays unknown, with its reasons; but a false part decides an ``and``, a true one an ``or``, whatever the
rest may be. Truths are ``True``, ``False`` or `Unknown`; numbers ``int``, ``Decimal`` or `Unknown`.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from decimal import Context as DecimalContext
from decimal import Decimal, Inexact, InvalidOperation
from typing import Any, TypeAlias

from attrs import define, field, frozen

from gipcore.expressions import nodes as n
from gipcore.expressions.facts import FACTS, Fact
from gipcore.expressions.readings import Figure, Readings, Reason

EXACT = DecimalContext(prec=100_000, traps=[Inexact, InvalidOperation])
"""The context in which everything is computed: no result is ever rounded. Enter it with ``decimal.localcontext``."""
COMPARE: Mapping[n.Relation, Callable[[Any, Any], bool]] = {
    "==": operator.eq, "!=": operator.ne, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt
}  # fmt: skip


@frozen
class Unknown:
    """No value, and why."""

    reasons: tuple[Reason, ...]


Result: TypeAlias = int | Decimal | str | bool | Unknown


NO_PREVIOUS = Reason("没有上年报告", "no report of last year", needs="previous")
NO_CHILDREN = Reason("没有下级报告", "no subordinate reports", needs="children")


@define
class Surroundings:
    """What an expression looks at. Where last year's or the subordinate reports are absent, there is the reason.

    ``children`` has one report at least.
    """

    report: Readings
    previous: Readings | Reason = NO_PREVIOUS
    children: tuple[Readings, ...] | Reason = NO_CHILDREN
    facts: Mapping[str, Fact] = FACTS
    _memory: dict[tuple[str, str], int | Decimal | Unknown] = field(factory=dict, init=False)

    def figure(self, ref: n.CellRef) -> int | Decimal | Unknown:
        """The number that the cell counts as."""
        if ref.scope == "report":
            return _figure(self.report.figure(ref.cell))
        if ref.scope == "previous":
            last = self.previous
            return Unknown((last,)) if isinstance(last, Reason) else _figure(last.figure(ref.cell))
        key = (ref.scope, ref.cell)
        if key not in self._memory:
            self._memory[key] = self._of_children(ref)
        return self._memory[key]

    def _of_children(self, ref: n.CellRef) -> int | Decimal | Unknown:
        if isinstance(self.children, Reason):
            return Unknown((self.children,))
        figures = [child.figure(ref.cell) for child in self.children]
        if reasons := tuple(figure for figure in figures if isinstance(figure, Reason)):
            return Unknown(reasons)
        known = [figure for figure in figures if not isinstance(figure, Reason)]
        return sum(known) if ref.scope == "children.sum" else min(known) if ref.scope == "children.min" else max(known)

    def blank(self, ref: n.CellRef) -> bool | Unknown:
        """Whether the cell is empty."""
        whose = self.report if ref.scope == "report" else self.previous
        return Unknown((whose,)) if isinstance(whose, Reason) else whose.blank(ref.cell)

    def fact(self, ref: n.FactRef) -> int | str | bool | Unknown:
        """What the report tells of itself."""
        fact = self.facts[ref.name]
        value = fact.read(self.report.report)
        if value is None:
            return Unknown((Reason(f"{fact.title}未知", f"{fact.title_en} is unknown"),))
        return value


def evaluate(node: n.Expression, at: Surroundings) -> Result:
    """The value of a ground expression; enter the `EXACT` context first."""
    return _EVALUATE[type(node)](node, at)


def is_integer(value: int | Decimal) -> bool:
    """
    >>> is_integer(Decimal("3.0")), is_integer(Decimal("12.5"))
    (True, False)
    """
    return isinstance(value, int) or value == value.to_integral_value()


def decimals(value: int | Decimal) -> int:
    """The number of decimals without trailing zeros.

    >>> decimals(Decimal("3.1400")), decimals(7)
    (2, 0)
    """
    if isinstance(value, int) or not value:
        return 0
    exponent = value.normalize(EXACT).as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _figure(figure: Figure) -> int | Decimal | Unknown:
    return Unknown((figure,)) if isinstance(figure, Reason) else figure


def _known(values: Iterable[Result]) -> tuple[list[Any], Unknown | None]:
    known: list[Any] = []
    reasons: list[Reason] = []
    for value in values:
        if isinstance(value, Unknown):
            reasons.extend(value.reasons)
        else:
            known.append(value)
    return known, Unknown(tuple(dict.fromkeys(reasons))) if reasons else None


def _strict(function: Callable[..., Result]) -> Callable[[Any, Surroundings], Result]:
    """An evaluator that knows its value only if it knows all that is inside."""

    def apply(node: n.Expression, at: Surroundings) -> Result:
        known, unknown = _known(evaluate(inside, at) for inside in n.children(node))
        return function(node, *known) if unknown is None else unknown

    return apply


def _call(node: n.Call, *values: Any) -> Any:
    match node.function:
        case "integer":
            return is_integer(values[0])
        case "decimals":
            return decimals(values[0])
        case "count":
            return sum(values)
        case "abs":
            return abs(values[0])
        case "min":
            return min(values)
        case "max":
            return max(values)


def _lookup(node: n.Lookup, at: Surroundings) -> Result:
    key = at.fact(node.key)
    if isinstance(key, Unknown):
        return key
    found = dict(node.table).get(str(key))
    if found is None:
        why = f"参数 {node.name} 没有 {key} 的值", f"parameter {node.name} has no value for {key}"
        return Unknown((Reason(*why),))
    return found


def _all(parts: Iterable[n.Expression], at: Surroundings, decisive: bool) -> Result:
    """A part with the value *decisive* decides; without one, any unknown part leaves it open."""
    reasons: list[Reason] = []
    open_ = False
    for part in parts:
        value = evaluate(part, at)
        if isinstance(value, Unknown):
            open_ = True
            reasons.extend(value.reasons)
        elif value is decisive:
            return decisive
    return Unknown(tuple(dict.fromkeys(reasons))) if open_ else not decisive


def _not(node: n.Not, value: bool) -> bool:
    return not value


_EVALUATE: dict[type, Callable[[Any, Surroundings], Result]] = {
    n.Constant: lambda node, at: node.value,
    n.CellRef: lambda node, at: at.figure(node),
    n.FactRef: lambda node, at: at.fact(node),
    n.IsBlank: lambda node, at: at.blank(node.cell),
    n.Lookup: _lookup,
    n.Sum: _strict(lambda node, *terms: sum(terms)),
    n.Neg: _strict(lambda node, term: -term),
    n.Product: _strict(lambda node, left, right: left * right),
    n.Call: _strict(_call),
    n.Compare: _strict(lambda node, left, right: COMPARE[node.relation](left, right)),
    n.Within: _strict(lambda node, value: value in node.choices),
    n.Not: _strict(_not),
    n.And: lambda node, at: _all(node.parts, at, False),
    n.Or: lambda node, at: _all(node.parts, at, True),
    n.Implies: lambda node, at: _all((n.Not(node.condition), node.consequence), at, True),
}
