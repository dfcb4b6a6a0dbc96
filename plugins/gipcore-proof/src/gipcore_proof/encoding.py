"""From ground expressions to the solver's formulas over whole numbers, exact.

A cell that counts is a whole number, an amount a whole number of millionths; last year's and the subordinate reports
are free. With ``fine`` every cell of the report may also hold a part of its unit, so that rules about whole numbers and
decimals can be broken.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import product
from math import lcm
from typing import Any

import z3

from gipcore.expressions import nodes as n
from gipcore.proofs import Question
from gipcore_proof.affine import Affine, Key, added
from gipcore_proof.facts import NotArithmetic, facts_in, looked_up, options, put_in

LOW, HIGH = "children low", "children high"
"""Two subordinate reports tell a sum, the least and the greatest apart. No expression can name one of them, so that in
each cell the first one may be taken to have the smaller figure."""
NEIGHBOURS = {"previous": "previous", LOW: "children", HIGH: "children"}
"""Whose reports there are besides the report itself, and by what they are asked for."""
PART, OTHER = "part", ""
"""Owners of unknowns that are no cells: parts of the report's cells, and numbers that stand for others."""
PLACES = 6
"""Decimals of an amount: 万元 to the 分."""
_COMPARE: Mapping[n.Relation, Callable[[Any, Any], Any]] = {
    "==": operator.eq, "!=": operator.ne, "<=": operator.le, ">=": operator.ge, "<": operator.lt, ">": operator.gt
}  # fmt: skip
_MIRROR: Mapping[n.Relation, n.Relation] = {"==": "==", "!=": "!=", "<=": ">=", ">=": "<=", "<": ">", ">": "<"}


class Encoding:
    """The unknowns of one proof and the formulas over them."""

    def __init__(self, question: Question, places: int = PLACES, fine: bool = False) -> None:
        self.form, self.places, self.fine = question.rules.form, places, fine
        self.options = options(question)
        self.unknowns: dict[Key, z3.ArithRef] = {}
        self.blanks: dict[Key, z3.BoolRef] = {}
        self.facts: dict[str, z3.ArithRef] = {}
        self.given = {whose: z3.Bool(f"{whose} given") for whose in ("previous", "children")}
        self._axioms: list[tuple[frozenset[str], z3.BoolRef]] = []
        self._looks_at: frozenset[str] = frozenset()

    # What a report may hold.

    def unit(self, cell: str) -> int:
        """How many of the unknown whole numbers make one of the cell's unit."""
        return 1 if self.form.cells[cell].integer else int(10**self.places)

    def part(self, cell: str) -> int:
        """How many of the parts that a cell may hold besides make one of the unknown whole numbers."""
        return 2 if self.form.cells[cell].integer else 10

    def figure(self, whose: str, cell: str) -> Affine:
        """The figure that a cell holds."""
        unit = self.unit(cell)
        terms = {self._known((whose, cell)): Fraction(1, unit)}
        if self.fine and whose == "report":
            key, parts = (PART, cell), self.part(cell)
            if key not in self.unknowns:
                unknown = self.unknowns[self._known(key)]
                self._axioms.append((frozenset(), z3.And(unknown >= 0, unknown < parts)))
            terms[key] = Fraction(1, unit * parts)
        return Affine(terms)

    def axioms(self, given: frozenset[str]) -> list[z3.BoolRef]:
        """What holds in every report, as far as it matters where these neighbours are there and no others."""
        return [axiom for needed, axiom in self._axioms if needed <= given]

    def fact(self, name: str, model: z3.ModelRef) -> str | int:
        """What the report of a model tells of itself."""
        chosen = model.eval(self.facts[name], model_completion=True) if name in self.facts else None
        return self.options[name][chosen.as_long() if chosen is not None else 0]

    def _known(self, key: Key) -> Key:
        """The key, after making its unknown if there is none yet."""
        if key not in self.unknowns:
            self.unknowns[key] = z3.Int(" ".join(key))
        return key

    def _axiom(self, *axioms: z3.BoolRef) -> None:
        self._axioms += [(self._looks_at, axiom) for axiom in axioms]

    # Truths.

    def kept(self, condition: n.Expression) -> z3.BoolRef:
        """That the condition is not false; raises NotArithmetic.

        As in the check, what looks at a report that is not there is neither true nor false.
        """
        names = sorted(facts_in(condition))
        if not names:
            return self._kept(condition, True)
        cases = []
        for values in product(*(enumerate(self.options[name]) for name in names)):
            chosen = [self._fact(name) == i for name, (i, _) in zip(names, values, strict=True)]
            facts = {name: value for name, (_, value) in zip(names, values, strict=True)}
            cases.append(z3.Implies(z3.And(chosen), self._kept(put_in(condition, facts), True)))
        return z3.And(cases)

    def _fact(self, name: str) -> z3.ArithRef:
        if name not in self.facts:
            fact = self.facts[name] = z3.Int(name)
            # A fact is the report's own, whatever else the condition looks at.
            self._axioms.append((frozenset(), z3.And(fact >= 0, fact < len(self.options[name]))))
        return self.facts[name]

    def _kept(self, node: n.Expression, unknown: bool) -> z3.BoolRef:
        """That the condition is not false; with *unknown* false: that it is true."""
        match node:
            case n.And(parts=parts):
                return z3.And([self._kept(part, unknown) for part in parts])
            case n.Or(parts=parts):
                return z3.Or([self._kept(part, unknown) for part in parts])
            case n.Not(part=part):
                return z3.Not(self._kept(part, not unknown))
            case n.Implies(condition=condition, consequence=consequence):
                return z3.Or(z3.Not(self._kept(condition, not unknown)), self._kept(consequence, unknown))
        self._looks_at = frozenset(neighbours(node))
        there = [self.given[whose] for whose in sorted(self._looks_at)]
        formula = self._truth(node)
        if not there:
            return formula
        return z3.Or(z3.Not(z3.And(there)), formula) if unknown else z3.And(*there, formula)

    def _truth(self, node: n.Expression) -> z3.BoolRef:
        """The condition as a formula, every report being there."""
        match node:
            case n.Compare(left=left, relation=relation, right=right):
                return self._comparison(left, relation, right)
            case n.Within(value=value, choices=choices):
                return z3.Or([self._comparison(value, "==", n.Constant(choice)) for choice in choices])
            case n.And(parts=parts):
                return z3.And([self._truth(part) for part in parts])
            case n.Or(parts=parts):
                return z3.Or([self._truth(part) for part in parts])
            case n.Not(part=part):
                return z3.Not(self._truth(part))
            case n.Implies(condition=condition, consequence=consequence):
                return z3.Implies(self._truth(condition), self._truth(consequence))
            case n.Call(function="integer", arguments=(argument,)):
                return self._whole(self._number(argument))
            case n.IsBlank(cell=ref):
                return self._blank((ref.scope, ref.cell))
            case _:
                raise _unknown_to(node)

    def _blank(self, key: Key) -> z3.BoolRef:
        """That a cell is empty: it counts 0, and so do the parts of a total, which would count as unknown otherwise."""
        if key not in self.blanks:
            whose, cell = key
            self.blanks[key] = z3.Bool(f"{whose} {cell} blank")
            parts = [part for way in self.form.cells[cell].parts for part in way]
            for figure in (self.figure(whose, inside) for inside in dict.fromkeys([cell, *parts])):
                self._axiom(*(z3.Implies(self.blanks[key], self.unknowns[term] == 0) for term in figure.terms))
        return self.blanks[key]

    def _comparison(self, left: n.Expression, relation: n.Relation, right: n.Expression) -> z3.BoolRef:
        match left, right:
            case n.Call(function="decimals", arguments=(argument,)), n.Constant(value=int() as places):
                return self._decimals(argument, relation, places)
            case n.Constant(value=int() as places), n.Call(function="decimals", arguments=(argument,)):
                return self._decimals(argument, _MIRROR[relation], places)
            case n.Constant(value=str() as one), n.Constant(value=other):
                return z3.BoolVal(_COMPARE[relation](one, other))
        if n.kind_of(left) == "truth":
            return _COMPARE[relation](self._truth(left), self._truth(right))
        difference = added([self._number(left), self._number(right).times(Fraction(-1))])
        terms = {key: int(k * difference.denominator) for key, k in difference.terms.items()}
        constant = int(difference.constant * difference.denominator)
        # What is subtracted stands on the other side, as a multiplication costs more than a term.
        more = self._sum({key: k for key, k in terms.items() if k > 0}, max(constant, 0))
        less = self._sum({key: -k for key, k in terms.items() if k < 0}, max(-constant, 0))
        found = _COMPARE[relation](more, less)
        return z3.BoolVal(found) if isinstance(found, bool) else found

    def _decimals(self, argument: n.Expression, relation: n.Relation, places: int) -> z3.BoolRef:
        """How many decimals a number has, compared with *places*."""
        number = self._number(argument)

        def within(most: int) -> z3.BoolRef:
            return self._whole(number.times(Fraction(10**most))) if most >= 0 else z3.BoolVal(False)

        match relation:
            case "<=":
                return within(places)
            case "<":
                return within(places - 1)
            case ">":
                return z3.Not(within(places))
            case ">=":
                return z3.Not(within(places - 1))
            case "==":
                return z3.And(within(places), z3.Not(within(places - 1)))
            case _:
                return z3.Not(z3.And(within(places), z3.Not(within(places - 1))))

    def _whole(self, number: Affine) -> z3.BoolRef:
        """Whether the number is whole: what is not whole in any case is split into a multiple and a rest."""
        broken = Affine({key: k for key, k in number.terms.items() if k.denominator > 1}, number.constant % 1)
        scale = broken.denominator
        if scale == 1:
            return z3.BoolVal(True)
        if not broken.constant and len(broken.terms) == 1:
            (key,) = broken.terms
            if key[0] == PART and scale == self.part(key[1]):
                # Less than one whole, and the coefficient shares no factor with the scale.
                return self.unknowns[key] == 0
        name = str(len(self.unknowns))
        multiple, rest = (self.unknowns[self._known((OTHER, f"{name} {what}"))] for what in ("multiple", "rest"))
        whole = self._whole_sum(broken.times(Fraction(scale)))
        self._axiom(whole == scale * multiple + rest, rest >= 0, rest < scale)
        return rest == 0

    # Numbers.

    def _number(self, node: n.Expression) -> Affine:
        match node:
            case n.Constant(value=int() | Decimal() as value):
                return Affine(constant=Fraction(value))
            case n.CellRef():
                return self._cell(node)
            case n.Lookup():
                return self._lookup(node)
            case n.Sum(terms=terms):
                return added(self._number(term) for term in terms)
            case n.Neg(term=term):
                return self._number(term).times(Fraction(-1))
            case n.Product(left=left, right=right):
                one, other = self._number(left), self._number(right)
                if one.terms and other.terms:
                    raise NotArithmetic("单元格与单元格相乘", "cells are multiplied by cells")
                return one.times(other.constant) if one.terms else other.times(one.constant)
            case n.Call(function="abs" | "min" | "max" as function, arguments=arguments):
                return self._chosen(function, [self._number(argument) for argument in arguments])
            case n.Call(function="count", arguments=arguments):
                return self._named(z3.Sum([z3.If(self._truth(argument), 1, 0) for argument in arguments]), 1)
            case n.Call(function="decimals"):
                raise NotArithmetic("decimals 没有直接与一个整数比较", "decimals is not compared with a whole number")
            case _:
                raise _unknown_to(node)

    def _cell(self, ref: n.CellRef) -> Affine:
        if not ref.scope.startswith("children"):
            return self.figure(ref.scope, ref.cell)
        if (LOW, ref.cell) not in self.unknowns:
            low, high = (self.unknowns[self._known((child, ref.cell))] for child in (LOW, HIGH))
            self._axiom(low <= high)
        if ref.scope == "children.sum":
            return added([self.figure(LOW, ref.cell), self.figure(HIGH, ref.cell)])
        return self.figure(LOW if ref.scope == "children.min" else HIGH, ref.cell)

    def _lookup(self, node: n.Lookup) -> Affine:
        """One unknown for the number that is looked up, whichever cells it is compared with."""
        key = (OTHER, f"{node.name} {node.key.name} {node.table}")
        values = [looked_up(node, option) for option in self.options[node.key.name]]
        scale = lcm(*(Fraction(value).denominator for value in values))
        if key not in self.unknowns:
            unknown, fact = self.unknowns[self._known(key)], self._fact(node.key.name)
            for i, value in enumerate(values):
                self._axioms.append((frozenset(), z3.Implies(fact == i, unknown == int(Fraction(value) * scale))))
        return Affine({key: Fraction(1, scale)})

    def _chosen(self, function: str, numbers: list[Affine]) -> Affine:
        """The least or greatest of the numbers, or the size of the only one."""
        if function == "abs":
            numbers, function = [numbers[0], numbers[0].times(Fraction(-1))], "max"
        scale = lcm(*(number.denominator for number in numbers))
        scaled = [self._whole_sum(number.times(Fraction(scale))) for number in numbers]
        result = scaled[0]
        for other in scaled[1:]:
            result = z3.If(other < result if function == "min" else other > result, other, result)
        return self._named(result, scale)

    def _named(self, value: z3.ArithRef, scale: int) -> Affine:
        """A new unknown for *value*, which is *scale* times the number meant."""
        key = self._known((OTHER, str(len(self.unknowns))))
        self._axiom(self.unknowns[key] == value)
        return Affine({key: Fraction(1, scale)})

    def _sum(self, terms: Mapping[Key, int], constant: int) -> Any:
        """Whole coefficients times unknowns, and a constant."""
        parts = [self.unknowns[key] if k == 1 else k * self.unknowns[key] for key, k in terms.items()]
        if not parts:
            return constant
        total = parts[0] if len(parts) == 1 else z3.Sum(parts)
        return total + constant if constant else total

    def _whole_sum(self, number: Affine) -> z3.ArithRef:
        """A number whose coefficients and constant are whole."""
        found = self._sum({key: int(k) for key, k in number.terms.items()}, int(number.constant))
        return z3.IntVal(found) if isinstance(found, int) else found


def _unknown_to(node: n.Expression) -> NotArithmetic:
    name = type(node).__name__
    return NotArithmetic(f"不是算式（{name}）", f"no arithmetic ({name})")


def neighbours(node: n.Expression) -> tuple[str, ...]:
    """Whose reports besides its own the condition looks at: ``previous``, ``children``."""
    return tuple(sorted({ref.scope.split(".")[0] for ref in n.cells_of(node)} - {"report"}))
