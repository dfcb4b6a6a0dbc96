"""The parsed form of an expression: small, public, typed, and independent of whatever it is turned into.

Two stages share the nodes. As read from text, an expression may hold placeholders (``applications.new.{c}``), wildcards
and quantifiers (`Each`, `Spread`). Bound to a form it is *ground*: every `CellRef` names one cell, and neither of the
two occurs. Evaluators, the linear view, SQL and formulas only ever see ground expressions.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

Scope: TypeAlias = Literal["report", "previous", "children", "children.sum", "children.min", "children.max"]
"""Whose cell: the report's, last year's, or that of all subordinate reports taken together. Plain ``children`` is not
ground: a cell of many reports is a figure only once it is added up, or the least or greatest of them is taken."""
Kind: TypeAlias = Literal["number", "text", "truth"]
Relation: TypeAlias = Literal["==", "!=", "<=", ">=", "<", ">"]
Quantifier: TypeAlias = Literal["all", "any", "sum", "min", "max", "count"]
Function: TypeAlias = Literal["abs", "min", "max", "count", "integer", "decimals"]


@frozen
class Constant:
    """A number (int or Decimal) or a text."""

    value: int | Decimal | str


@frozen
class CellRef:
    """A cell. Until bound, ``cell`` may hold ``{name}`` and ``*`` segments. ``at`` is its position in the text."""

    cell: str
    scope: Scope = "report"
    at: int = field(default=-1, eq=False, repr=False)


@frozen
class FactRef:
    """Something else that is known of the report: ``report.year``, ``report.level``."""

    name: str
    kind: Kind


@frozen
class Lookup:
    """A number from a table by the value of a fact: ``maximum[report.level]``."""

    name: str
    table: tuple[tuple[str, int | Decimal], ...]
    key: FactRef


@frozen
class Sum:
    """The sum of the terms; a difference is a sum with a `Neg` term."""

    terms: tuple[Expression, ...]


@frozen
class Neg:
    term: Expression


@frozen
class Product:
    left: Expression
    right: Expression


@frozen
class Call:
    """``abs``, ``min``, ``max`` of numbers; ``count`` of truths; ``integer`` and ``decimals`` of one number."""

    function: Function
    arguments: tuple[Expression, ...]


@frozen
class IsBlank:
    """Whether the cell is empty: the only look at a cell that does not take a blank for 0."""

    cell: CellRef


@frozen
class Compare:
    """Two numbers, or with ``==`` and ``!=`` two texts or two truths."""

    left: Expression
    relation: Relation
    right: Expression


@frozen
class Within:
    """Whether the value is one of the constants."""

    value: Expression
    choices: tuple[int | Decimal | str, ...]


@frozen
class And:
    parts: tuple[Expression, ...]


@frozen
class Or:
    parts: tuple[Expression, ...]


@frozen
class Not:
    part: Expression


@frozen
class Implies:
    condition: Expression
    consequence: Expression


@frozen
class Each:
    """Not ground: ``kind(body for variable in over)``; ``over`` is a group, names, or a pattern with one ``*``."""

    kind: Quantifier
    body: Expression
    variable: str
    over: str | tuple[str, ...] | CellRef
    at: int = field(default=-1, eq=False, repr=False)


@frozen
class Spread:
    """Not ground: ``sum``, ``min`` or ``max`` over the cells of a pattern, or over all subordinate reports."""

    kind: Literal["sum", "min", "max"]
    cell: CellRef


Expression: TypeAlias = (
    Constant | CellRef | FactRef | Lookup | Sum | Neg | Product | Call
    | IsBlank | Compare | Within | And | Or | Not | Implies | Each | Spread
)  # fmt: skip


def kind_of(node: Expression) -> Kind:
    """What the expression gives: a number, a text or a truth.

    >>> kind_of(Compare(CellRef("a"), "==", Constant(0)))
    'truth'
    """
    match node:
        case Constant(value=str()):
            return "text"
        case FactRef(kind=kind):
            return kind
        case IsBlank() | Compare() | Within() | And() | Or() | Not() | Implies() | Call(function="integer"):
            return "truth"
        case Each(kind="all" | "any"):
            return "truth"
        case _:
            return "number"


def children(node: Expression) -> tuple[Expression, ...]:
    """The expressions directly inside."""
    match node:
        case Sum(terms=inside) | Call(arguments=inside) | And(parts=inside) | Or(parts=inside):
            return inside
        case Neg(term=one) | Not(part=one) | IsBlank(cell=one) | Within(value=one) | Lookup(key=one):
            return (one,)
        case Each(body=one) | Spread(cell=one):
            return (one,)
        case Product(left=left, right=right) | Compare(left=left, right=right):
            return (left, right)
        case Implies(condition=left, consequence=right):
            return (left, right)
        case _:
            return ()


def walk(node: Expression) -> Iterator[Expression]:
    """The expression and all that is inside, outermost first, left to right."""
    yield node
    for inside in children(node):
        yield from walk(inside)


def cells_of(node: Expression) -> tuple[CellRef, ...]:
    """The cells that the expression looks at, each once, in order."""
    return tuple(dict.fromkeys(inside for inside in walk(node) if isinstance(inside, CellRef)))
