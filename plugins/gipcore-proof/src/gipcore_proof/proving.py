"""The proof: can the rules be kept together, can each case be broken, what follows from what."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable

from attrs import define, field

from gipcore.checks import Subject
from gipcore.proofs import Breaking, Forced, LeftOut, Progress, Proof, Question, RuleCase
from gipcore_proof.clauses import clauses_of, decimals_asked
from gipcore_proof.encoding import Encoding
from gipcore_proof.order import dispensable_first
from gipcore_proof.reports import Bench
from gipcore_proof.smallest import smallest
from gipcore_proof.space import Budget, Found, NotInTime, Space

SECONDS = 5.0
"""For finding the smallest set of cases that contradict each other, once one is found of which none can be left out."""
SPARE = 2.0
"""The same for all cases together that follow from others."""


def prove(question: Question, progress: Progress = lambda done, of: None) -> Proof:
    """The answers to *question*; *progress* is told how many of the cases asked for are done."""
    return _Proving(question, progress).proof()


@define(slots=False)
class _Proving:
    question: Question
    progress: Progress
    breakings: dict[int, Breaking] = field(factory=dict, init=False)
    never_fires: list[Forced] = field(factory=list, init=False)
    implied: list[Forced] = field(factory=list, init=False)
    undecided: set[int] = field(factory=set, init=False)
    disputed: set[int] = field(factory=set, init=False)
    spare: float = field(default=SPARE, init=False)

    def __attrs_post_init__(self) -> None:
        self.budget = Budget(self.question.seconds)
        self.places = decimals_asked(self.question.rules)
        self.space, self.left_out = self._space(fine=False)
        self.clauses = self.space.clauses
        self.asked = [i for i, clause in enumerate(self.clauses) if self.question.about(clause.case)]
        self.bench = Bench(self.question, self.clauses)

    def _space(self, fine: bool) -> tuple[Space, tuple[LeftOut, ...]]:
        encoding = Encoding(self.question, self.places, fine)
        clauses, left_out = clauses_of(self.question, encoding)
        return Space(encoding, clauses, self.budget), left_out

    def proof(self) -> Proof:
        """All of it."""
        conflict: tuple[int, ...] = ()
        never_passes: tuple[Forced, ...] = ()
        satisfiable: bool | None = None
        witness: Subject | None = None
        try:
            found = self.space.find(())
            if found is None:
                satisfiable = False
                conflict = smallest(self.space, (), range(len(self.clauses)), SECONDS) or ()
                never_passes = tuple(self._never_passing(conflict))
            else:
                witness = self.bench.subject(found)
                if self.bench.agrees(witness, ()):
                    satisfiable = True
        except NotInTime:
            pass
        if satisfiable:
            self._break_all()
        elif satisfiable is None:
            self.undecided.update(self.asked)
        seen = {cell for clause in self.clauses for cell in clause.case.cells}
        return Proof(
            self.question,
            tuple(clause.case for clause in self.clauses),
            self.left_out,
            witness if satisfiable else None,
            self._cases(conflict),
            never_passes,
            tuple(self.breakings[number] for number in sorted(self.breakings)),
            tuple(self.never_fires),
            tuple(self.implied),
            self._cases(sorted(self.undecided | self.disputed)),
            satisfiable,
            self._cases(sorted(self.disputed)),
            tuple(cell for cell in self.question.rules.form.cells if cell not in seen),
        )

    def _cases(self, numbers: Iterable[int]) -> tuple[RuleCase, ...]:
        return tuple(self.clauses[number].case for number in numbers)

    def _never_passing(self, conflict: Iterable[int]) -> Iterable[Forced]:
        """The rules in the conflict that cannot be kept even beside the rules on single cells alone, of their own or a
        lower layer."""
        for rule in dict.fromkeys(self.clauses[number].id for number in conflict):
            own = [i for i, clause in enumerate(self.clauses) if clause.id == rule]
            height = self.clauses[own[0]].height
            single = [
                i
                for i, clause in enumerate(self.clauses)
                if clause.single and clause.id != rule and clause.height <= height
            ]
            against = smallest(self.space, (), [*own, *single], SECONDS)
            if against is not None and not set(own).isdisjoint(against):
                first = next(number for number in against if number in own)
                yield Forced(self.clauses[first].case, self._cases(i for i in against if i != first))

    def _break_all(self) -> None:
        fine: list[int] = []
        tied: list[int] = []
        for number in self.asked:
            if self.space.plain(number):
                fine.append(number)
            else:
                self._try(number, lambda number: self._break_alone(number, tied))
        left = set(range(len(self.clauses))) - self.undecided
        for number in dispensable_first(tied, self.clauses, self.question):
            self._try(number, lambda number: self._break_tied(number, left))
        if fine:
            space, _ = self._space(fine=True)
            for number in fine:
                self._try(number, lambda number: self._break_fine(number, space))

    def _try(self, number: int, step: Callable[[int], None]) -> None:
        """Take a step for a clause; if it takes too long, the clause stays undecided."""
        try:
            step(number)
        except NotInTime:
            self.undecided.add(number)
        done = len(self.breakings) + len(self.undecided) + len(self.never_fires) + len(self.disputed)
        self.progress(done, len(self.asked))

    def _break_alone(self, number: int, tied: list[int]) -> None:
        found = self.space.find([number])
        if found is None:
            tied.append(number)
        else:
            self._keep(number, found)

    def _break_tied(self, number: int, left: set[int]) -> None:
        """A clause that cannot be broken alone: what it follows from out of *left*, and the least that breaks with
        it."""
        found = self._fewest(number, self.space)
        dead = () if found is None else self._smallest(number, self._settled_before(number))
        if found is None or dead is not None:
            self.never_fires.append(Forced(self.clauses[number].case, self._cases(dead or ())))
            left.discard(number)
            return
        by = self._smallest(number, left - {number})
        if by is not None:
            self.implied.append(Forced(self.clauses[number].case, self._cases(by)))
            left.discard(number)
        self._keep(number, found)

    def _smallest(self, number: int, among: Iterable[int]) -> tuple[int, ...] | None:
        """The smallest set out of *among* from which the clause follows, as long as there is time to look for it."""
        begun = time.monotonic()
        found = smallest(self.space, [number], sorted(among), max(self.spare, 0.0))
        self.spare -= time.monotonic() - begun
        return found

    def _break_fine(self, number: int, space: Space) -> None:
        """A clause on whole numbers or decimals, in the *space* where cells may hold parts of their unit."""
        found = None if space.plain(number) else space.find([number]) or self._fewest(number, space)
        if found is None:
            self.never_fires.append(Forced(self.clauses[number].case))
        else:
            self._keep(number, found)

    def _keep(self, number: int, found: Found) -> None:
        subject = self.bench.subject(found)
        if self.bench.agrees(subject, found.broken):
            others = self._cases(sorted(found.broken - {number}))
            self.breakings[number] = Breaking(self.clauses[number].case, subject, others)
        else:
            self.disputed.add(number)

    def _fewest(self, number: int, space: Space) -> Found | None:
        """A report that breaks the clause and only what has to break with it: cases of the same rule if possible."""
        own, clauses = self.clauses[number].id, self.clauses
        # One broken figure, not several that make up for each other, is what an office sends.
        return space.least(
            number,
            lambda other: ((clauses[other].id != own) != space.encoding.fine, -clauses[other].mildness, -other),
        )

    def _settled_before(self, number: int) -> list[int]:
        """Clauses on one cell alone that are no milder, of the same or a lower layer, and not the same again."""
        clause = self.clauses[number]
        height = clause.height
        found = []
        for other, candidate in enumerate(self.clauses):
            if not candidate.single or candidate.id == clause.id or candidate.case.cells[0] not in clause.case.cells:
                continue
            if candidate.mildness > clause.mildness or candidate.height > height:
                continue
            again = candidate.height == height and candidate.id > clause.id
            if not again or self.space.forced([other], [number]) is None:
                found.append(other)
        return found
