"""The linear view: an expression as cells with coefficients, a relation and a constant, where it is one.

Normal form: cells sorted by scope and id, each once, no coefficient 0; coefficients and constant integers without a
common divisor; the first coefficient positive. Two ways of writing one equation give equal views.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from attrs import frozen

from gipcore.expressions import nodes as n

_Parts: TypeAlias = tuple[dict[tuple[n.Scope, str], Fraction], Fraction]
_MIRROR: dict[n.Relation, n.Relation] = {"==": "==", "!=": "!=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}
_NEGATED: dict[n.Relation, n.Relation] = {"==": "!=", "!=": "==", "<=": ">", ">=": "<", "<": ">=", ">": "<="}


@frozen
class Linear:
    """The sum of coefficient × cell stands in *relation* to *constant*."""

    cells: tuple[tuple[n.Scope, str, int], ...]
    relation: n.Relation
    constant: int

    def coefficient(self, cell: str, scope: n.Scope = "report") -> int:
        return next((k for s, c, k in self.cells if (s, c) == (scope, cell)), 0)


def linear(condition: n.Expression) -> Linear | None:
    """The linear view of a ground condition; None if it is not a comparison of linear sides, or has no cell.

    >>> a, b = n.CellRef("a"), n.CellRef("b")
    >>> linear(n.Compare(n.Sum((b, n.Constant(2))), "<=", a))
    Linear(cells=(('report', 'a', 1), ('report', 'b', -1)), relation='>=', constant=2)
    """
    if isinstance(condition, n.Not):
        inner = linear(condition.part)
        return inner and Linear(inner.cells, _NEGATED[inner.relation], inner.constant)
    if not isinstance(condition, n.Compare) or n.kind_of(condition.left) != "number":
        return None
    left, right = _parts(condition.left), _parts(condition.right)
    if left is None or right is None:
        return None
    sums, constant = _added(left, _scaled(right, Fraction(-1)))
    cells = sorted(((scope, cell, k) for (scope, cell), k in sums.items() if k), key=lambda item: item[:2])
    if not cells:
        return None
    constant = -constant
    numbers = [*(k for _, _, k in cells), constant]
    scale = Fraction(lcm(*(k.denominator for k in numbers)))
    scale /= gcd(*(int(k * scale) for k in numbers))
    relation = condition.relation
    if cells[0][2] < 0:
        scale, relation = -scale, _MIRROR[relation]
    return Linear(tuple((scope, cell, int(k * scale)) for scope, cell, k in cells), relation, int(constant * scale))


def _parts(node: n.Expression) -> _Parts | None:
    match node:
        case n.Constant(value=int() | Decimal() as value):
            return {}, Fraction(value)
        case n.CellRef(cell=cell, scope=scope):
            return {(scope, cell): Fraction(1)}, Fraction(0)
        case n.Neg(term=term):
            inner = _parts(term)
            return inner and _scaled(inner, Fraction(-1))
        case n.Sum(terms=terms):
            parts = [_parts(term) for term in terms]
            return None if None in parts else _added(*(part for part in parts if part is not None))
        case n.Product(left=left, right=right):
            one, other = _parts(left), _parts(right)
            if one is None or other is None or (one[0] and other[0]):
                return None
            return _scaled(one, other[1]) if one[0] else _scaled(other, one[1])
        case _:
            return None


def _scaled(parts: _Parts, by: Fraction) -> _Parts:
    return {cell: k * by for cell, k in parts[0].items()}, parts[1] * by


def _added(*parts: _Parts) -> _Parts:
    cells: dict[tuple[n.Scope, str], Fraction] = {}
    for part, _ in parts:
        for cell, k in part.items():
            cells[cell] = cells.get(cell, Fraction(0)) + k
    return cells, sum((constant for _, constant in parts), Fraction(0))
