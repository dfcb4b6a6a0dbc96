"""The space of all reports with their neighbours, in which each clause is kept or broken; what can be found there.

Every clause has a switch: broken or not. The solver is asked for a report in which some are broken and at most so many
others; a question that it cannot answer in time raises `NotInTime`, never an answer.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

import z3
from attrs import define, field, frozen

from gipcore.expressions.readings import LARGEST
from gipcore_proof.affine import Key
from gipcore_proof.clauses import Clause
from gipcore_proof.encoding import NEIGHBOURS, OTHER, PART, Encoding


class NotInTime(Exception):
    """The time is over, or one question took too long."""


@define
class Budget:
    """Seconds for a whole proof, and for one question of it."""

    seconds: float
    one: float = 10.0
    _end: float = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._end = time.monotonic() + self.seconds

    def milliseconds(self) -> int:
        """What one question may take; raises NotInTime if nothing is left."""
        left = min(self._end - time.monotonic(), self.one)
        if left <= 0:
            raise NotInTime
        return max(1, int(left * 1000))


@frozen
class Found:
    """A report with its neighbours: the figures and empty cells, which neighbours are there, its facts, what it
    breaks."""

    figures: Mapping[Key, Fraction]
    blanks: frozenset[Key]
    given: frozenset[str]
    facts: Mapping[str, str | int]
    broken: frozenset[int]


class Space:
    """All reports of a question; *clauses* by their numbers.

    There is a solver for each combination of neighbours that are there: without them most clauses are out of play.
    """

    def __init__(self, encoding: Encoding, clauses: Sequence[Clause], budget: Budget) -> None:
        self.encoding, self.clauses, self.budget = encoding, clauses, budget
        self.broken = [z3.Bool(f"broken {number}") for number in range(len(clauses))]
        self.kept = [z3.Not(broken) for broken in self.broken]
        self._by_literal = {kept.get_id(): number for number, kept in enumerate(self.kept)}
        self.tame = z3.Bool("neighbours have no negative figures")
        declared = {key: _declaration(unknown) for key, unknown in encoding.unknowns.items()}
        self._cells = {key: unknown for key, unknown in declared.items() if key[0] not in (PART, OTHER)}
        self._parts = {cell: unknown for (whose, cell), unknown in declared.items() if whose == PART}
        self._formulas: dict[frozenset[str], list[z3.BoolRef]] = {}
        self._solvers: dict[frozenset[str], z3.Solver] = {}
        self._untamed: set[str] = set()

    def find(self, broken: Collection[int], free: Collection[int] = ()) -> Found | None:
        """A report that breaks the clauses *broken* and keeps all others but, perhaps, those that are *free*.

        Only the neighbours that the broken ones look at are there; without *broken*, all are. Their figures are not
        negative if that is possible.
        """
        given = self._asked(broken)
        assumptions = [self.broken[number] for number in broken]
        assumptions += [kept for number, kept in enumerate(self.kept) if number not in free and number not in broken]
        rules = {self.clauses[number].id for number in broken}
        if given and not rules & self._untamed:
            if self._holds([*assumptions, self.tame], self._solver(given)):
                return self._found([*assumptions, self.tame], given, broken, free)
            # What is so for one case of a rule is likely to be so for the next.
            self._untamed |= rules
        if not self._holds(assumptions, self._solver(given)):
            return None
        return self._found(assumptions, given, broken, free)

    def least(self, number: int, spare: Callable[[int], Any]) -> Found | None:
        """A report that breaks a clause and of the others only such as must break then.

        Where there is a choice, the others with the least *spare* break. None if no report breaks the clause.
        """
        free: list[int] = []
        while (found := self.find([number], free)) is None:
            tied = self._core(self._solver(self._asked([number])))
            if not tied:
                return None
            free.append(min(tied, key=spare))
        for other in free[:-1]:
            found = self.find([number], [one for one in free if one != other and one in found.broken]) or found
        return found

    def plain(self, number: int) -> bool:
        """Whether the clause holds in every report that there can be, for its form alone."""
        return bool(z3.is_true(z3.simplify(self.clauses[number].kept)))

    def forced(self, broken: Collection[int], among: Collection[int]) -> tuple[int, ...] | None:
        """A set of clauses out of *among* that cannot all be kept where *broken* are broken, none of which can be left
        out; without *broken*, where all neighbours are there. None if they can be kept."""
        given = self._asked(broken)
        solver = self._solver(given)
        if self._holds([*(self.broken[number] for number in broken), *(self.kept[number] for number in among)], solver):
            return None
        core = needed = sorted(self._core(solver))
        # On a solver of its own, as the core is small; what stands later is left out first.
        small = z3.SimpleSolver()
        formulas = self._formulas_where(given)
        small.add(*(z3.Not(formulas[number]) for number in broken), *self.encoding.axioms(given))
        small.add(*(z3.Or(self.broken[number], formulas[number]) for number in core))
        for number in reversed(core):
            rest = [other for other in needed if other != number]
            if number in needed and not self._holds([self.kept[other] for other in rest], small):
                needed = sorted(self._core(small))
        return tuple(needed)

    def spared(self, broken: Collection[int], among: Collection[int], kept: Collection[int]) -> list[int] | None:
        """A few clauses out of *among* without which the others can all be kept, those in *kept* in any case. None if
        *kept* alone cannot be."""
        solver = self._solver(self._asked(broken))
        free: set[int] = set()
        fixed = [self.broken[number] for number in broken]
        while not self._holds([*fixed, *(self.kept[number] for number in among if number not in free)], solver):
            tied = set(self._core(solver)) - set(kept)
            if not tied:
                return None
            free.add(min(tied))
        model = solver.model()
        return [number for number in free if z3.is_true(model[self.broken[number]])]

    def _core(self, solver: z3.Solver) -> list[int]:
        """The clauses without which the solver's last question might have had an answer."""
        literals = (literal.get_id() for literal in solver.unsat_core())
        return [self._by_literal[literal] for literal in literals if literal in self._by_literal]

    def _asked(self, broken: Collection[int]) -> frozenset[str]:
        """The neighbours that the broken clauses look at; all of them if there are no such clauses."""
        asked = (whose for number in broken for whose in self.clauses[number].asks)
        return frozenset(asked if broken else self.encoding.given)

    def _formulas_where(self, given: frozenset[str]) -> list[z3.BoolRef]:
        """That each clause is kept, where these neighbours are there and no others."""
        if given not in self._formulas:
            values = [(there, z3.BoolVal(whose in given)) for whose, there in self.encoding.given.items()]
            self._formulas[given] = [z3.simplify(z3.substitute(clause.kept, *values)) for clause in self.clauses]
        return self._formulas[given]

    def _solver(self, given: frozenset[str]) -> z3.Solver:
        if given in self._solvers:
            return self._solvers[given]
        # The tactics behind z3.Solver and SolverFor were up to twenty times slower on some of these questions.
        solver = z3.SimpleSolver()
        for formula, broken in zip(self._formulas_where(given), self.broken, strict=True):
            solver.add(z3.Not(broken) if z3.is_true(formula) else broken == z3.Not(formula))
        solver.add(*self.encoding.axioms(given))
        for (whose, cell), unknown in self.encoding.unknowns.items() if given else ():
            if whose in NEIGHBOURS and not self.encoding.form.cells[cell].column.signed:
                solver.add(z3.Implies(self.tame, unknown >= 0))
        self._solvers[given] = solver
        return solver

    def _holds(self, assumptions: Sequence[z3.BoolRef], solver: z3.Solver) -> bool:
        """Whether there is a model under the assumptions; raises NotInTime."""
        solver.set("timeout", self.budget.milliseconds())
        # Solver.check converts and tests each assumption anew, which takes longer than the answer.
        literals = (z3.Ast * len(assumptions))(*[literal.ast for literal in assumptions])
        answer = z3.Z3_solver_check_assumptions(solver.ctx.ref(), solver.solver, len(assumptions), literals)
        if answer == z3.Z3_L_UNDEF:
            raise NotInTime
        return bool(answer == z3.Z3_L_TRUE)

    def _found(
        self, assumptions: list[z3.BoolRef], given: frozenset[str], broken: Collection[int], free: Collection[int]
    ) -> Found | None:
        """The report of the solver's model, or of another if a figure is larger than any that a report may have."""
        encoding, solver = self.encoding, self._solver(given)
        while True:
            model = solver.model()
            numbers = {
                key: number
                for key, unknown in self._cells.items()
                if (key[0] == "report" or NEIGHBOURS.get(key[0]) in given) and (number := _number(model, unknown))
            }
            large = [key for key, number in numbers.items() if abs(number) >= LARGEST * encoding.unit(key[1])]
            if not large:
                break
            for key in large:
                bound = LARGEST * encoding.unit(key[1])
                solver.add(encoding.unknowns[key] > -bound, encoding.unknowns[key] < bound)
            if not self._holds(assumptions, solver):
                return None
        figures = {key: Fraction(number, encoding.unit(key[1])) for key, number in numbers.items()}
        for cell, unknown in self._parts.items():
            if part := _number(model, unknown):
                found = figures.get(("report", cell), Fraction(0))
                figures["report", cell] = found + Fraction(part, encoding.unit(cell) * encoding.part(cell))
        blanks = frozenset(key for key, blank in encoding.blanks.items() if z3.is_true(model[blank]))
        facts = {name: encoding.fact(name, model) for name in encoding.options}
        also = (number for number in free if z3.is_true(model[self.broken[number]]))
        return Found(figures, blanks, given, facts, frozenset([*broken, *also]))


def _declaration(unknown: z3.ArithRef) -> z3.FuncDecl:
    return z3.Z3_get_app_decl(unknown.ctx.ref(), unknown.ast)


def _number(model: z3.ModelRef, unknown: z3.FuncDecl) -> int:
    """The value of a whole number; 0 if it does not matter. By the shortest way, as there are hundreds of them."""
    context = model.ctx.ref()
    value = z3.Z3_model_get_const_interp(context, model.model, unknown)
    return int(z3.Z3_get_numeral_string(context, value)) if value else 0
