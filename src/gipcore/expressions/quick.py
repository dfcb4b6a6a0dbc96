"""The quick way to a pass: conditions as closures over one dense list of figures.

A rule that holds is the common case and needs no explanation; this finds it out in microseconds. ``True`` is certain;
anything else sends the rule to the evaluator that explains. Property tests hold the two equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from operator import itemgetter
from typing import Any, TypeAlias

from attrs import frozen

from gipcore.expressions import nodes as n
from gipcore.expressions.binding import Instance
from gipcore.expressions.evaluation import COMPARE, Surroundings, decimals, is_integer
from gipcore.expressions.facts import FACTS
from gipcore.expressions.readings import Readings
from gipcore.forms import Form

Figures: TypeAlias = Sequence[Any]
Closure: TypeAlias = Callable[[Figures], Any]
_SCOPES: tuple[n.Scope, ...] = ("report", "previous", "children.sum", "children.min", "children.max")


class _Unsupported(Exception):
    pass


class Slots:
    """Where each cell of a form, in each scope, and each fact stands in the list."""

    def __init__(self, form: Form) -> None:
        self.cells = tuple(form.cells)
        self.position: dict[tuple[str, str], int] = {}
        for scope in _SCOPES:
            for cell in self.cells:
                self.position[scope, cell] = len(self.position)
        for fact in FACTS:
            self.position["fact", fact] = len(self.position)

    def fill(self, at: Surroundings) -> tuple[list[Any], set[int], set[str]]:
        """The figures, the positions of which nothing is known, and the scopes that are not there at all."""
        own, unknown = at.report.dense(self.cells)
        figures: list[Any] = [*own]
        holes, absent = {*unknown}, set[str]()
        size = len(self.cells)
        if isinstance(at.previous, Readings):
            last, unknown = at.previous.dense(self.cells)
            figures += last
            holes.update(size + position for position in unknown)
        else:
            figures += [0] * size
            absent.add("previous")
        if isinstance(at.children, tuple):
            dense = [child.dense(self.cells) for child in at.children]
            columns = [*zip(*(row for row, _ in dense), strict=True)]
            figures += [*map(sum, columns), *map(min, columns), *map(max, columns)]
            for position in {position for _, unknown in dense for position in unknown}:
                holes.update(size * k + position for k in (2, 3, 4))
        else:
            figures += [0] * (3 * size)
            absent.update(_SCOPES[2:])
        for name in FACTS:
            value = at.facts[name].read(at.report.report)
            if value is None:
                holes.add(len(figures))
            figures.append(value)
        return figures, holes, absent


@frozen(eq=False)
class Quick:
    """A rule's conditions together: ``holds(figures)`` is True only if every one of them holds."""

    holds: Callable[[Figures], bool]
    positions: frozenset[int]
    scopes: frozenset[str]

    def passes(self, figures: Figures, holes: set[int], absent: set[str]) -> bool:
        """Whether the rule certainly holds, all that it looks at being known."""
        if not (absent.isdisjoint(self.scopes) and holes.isdisjoint(self.positions)):
            return False
        try:
            return self.holds(figures)
        except LookupError:
            # A table without a value for this fact: the evaluator says so in words.
            return False


def quick(instances: Iterable[Instance], slots: Slots) -> Quick | None:
    """The conditions of a rule as one closure; None if one of them asks for more than figures."""
    conditions = [instance.condition for instance in instances]
    refs = [node for condition in conditions for node in n.walk(condition)]
    cells = {node for node in refs if isinstance(node, n.CellRef)}
    facts = {node.name for node in refs if isinstance(node, n.FactRef)}
    try:
        holds = _together(conditions, slots)
    except (_Unsupported, KeyError):
        return None
    positions = [slots.position[cell.scope, cell.cell] for cell in cells] + [slots.position["fact", f] for f in facts]
    return Quick(holds, frozenset(positions), frozenset(cell.scope for cell in cells))


def _together(conditions: list[n.Expression], slots: Slots) -> Closure:
    """Conditions of one shape over one cell each (a domain) are tested in one sweep, the others one by one."""
    sweeps: dict[tuple[str, n.Expression | None], list[int]] = {}
    tests: list[Closure] = []
    for condition in conditions:
        match condition:
            case n.Compare(left=n.CellRef() as cell, relation="<=" | "<" | ">=" | ">" as relation, right=right) if not (
                n.cells_of(right)
            ):
                sweeps.setdefault((relation, right), []).append(slots.position[cell.scope, cell.cell])
            case n.Call(function="integer", arguments=(n.CellRef() as cell,)):
                sweeps.setdefault(("integer", None), []).append(slots.position[cell.scope, cell.cell])
            case _:
                tests.append(_closure(condition, slots))
    tests += [_sweep(shape, bound, positions, slots) for (shape, bound), positions in sweeps.items()]
    if len(tests) == 1:
        return tests[0]
    return lambda figures: all(test(figures) for test in tests)


def _sweep(shape: str, bound: n.Expression | None, positions: list[int], slots: Slots) -> Closure:
    pick = _picker(positions)
    if bound is None:
        return lambda f: {*map(type, values := pick(f))} == {int} or all(map(is_integer, values))
    limit, extreme = _closure(bound, slots), min if shape in (">", ">=") else max
    compare = COMPARE[shape]  # type: ignore[index]
    return lambda f: compare(extreme(pick(f)), limit(f))


def _picker(positions: list[int]) -> Callable[[Figures], tuple[Any, ...]]:
    if len(positions) == 1:
        return lambda figures: (figures[positions[0]],)
    return itemgetter(*positions)


def _closure(node: n.Expression, slots: Slots) -> Closure:
    match node:
        case n.Constant(value=value):
            return lambda f: value
        case n.CellRef(cell=cell, scope=scope):
            return itemgetter(slots.position[scope, cell])
        case n.FactRef(name=name):
            return itemgetter(slots.position["fact", name])
        case n.Lookup(table=table, key=key):
            rows, position = dict(table), slots.position["fact", key.name]
            return lambda f: rows[f[position]]
        case n.Sum(terms=terms) if all(isinstance(term, n.CellRef) for term in terms):
            pick = _picker([slots.position[t.scope, t.cell] for t in terms if isinstance(t, n.CellRef)])
            return lambda f: sum(pick(f))
        case n.Sum(terms=terms):
            parts = [_closure(term, slots) for term in terms]
            return lambda f: sum(part(f) for part in parts)
        case n.Neg(term=term):
            inner = _closure(term, slots)
            return lambda f: -inner(f)
        case n.Product(left=left, right=right):
            one, other = _closure(left, slots), _closure(right, slots)
            return lambda f: one(f) * other(f)
        case n.Compare(left=left, relation=relation, right=right):
            one, other, compare = _closure(left, slots), _closure(right, slots), COMPARE[relation]
            return lambda f: compare(one(f), other(f))
        case n.Within(value=value, choices=choices):
            inner = _closure(value, slots)
            return lambda f: inner(f) in choices
        case n.And(parts=conditions):
            tests = [_closure(condition, slots) for condition in conditions]
            return lambda f: all(test(f) for test in tests)
        case n.Or(parts=conditions):
            tests = [_closure(condition, slots) for condition in conditions]
            return lambda f: any(test(f) for test in tests)
        case n.Not(part=part):
            inner = _closure(part, slots)
            return lambda f: not inner(f)
        case n.Implies(condition=condition, consequence=consequence):
            one, other = _closure(condition, slots), _closure(consequence, slots)
            return lambda f: not one(f) or other(f)
        case n.Call(function=function, arguments=arguments):
            inside, apply = [_closure(argument, slots) for argument in arguments], _FUNCTIONS[function]
            return lambda f: apply([argument(f) for argument in inside])
        case _:
            raise _Unsupported


_FUNCTIONS: dict[n.Function, Callable[[list[Any]], int | Decimal | bool]] = {
    "abs": lambda values: abs(values[0]),
    "min": min,
    "max": max,
    "count": sum,
    "integer": lambda values: is_integer(values[0]),
    "decimals": lambda values: decimals(values[0]),
}
