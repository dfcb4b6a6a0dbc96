"""Which of several cases that depend on each other is said to follow from the others."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from gipcore.expressions import linear
from gipcore.forms import Form
from gipcore.proofs import Question
from gipcore_proof.clauses import Clause


def dispensable_first(numbers: Iterable[int], clauses: Sequence[Clause], question: Question) -> list[int]:
    """The clauses in the order in which to try whether they follow from the rest.

    What stands higher up comes first, and equations after all else. Of equations that depend on each other those over
    totals go before those over items, and the ones that say what a total is stay longest: a clerk who sees that a total
    is no sum knows what to do.
    """
    form = question.rules.form

    def key(number: int) -> tuple[int, bool, bool, Fraction, int, str, int]:
        clause = clauses[number]
        cells = clause.case.cells
        totals = sum(bool(form.cells[cell].parts) for cell in cells)
        share = Fraction(totals, len(cells) or 1)
        whole = _is_equation(clause), _defines(cells, form)
        return -clause.height, *whole, -share, -len(cells), clause.id, -clause.case.index

    return sorted(numbers, key=key)


def _is_equation(clause: Clause) -> bool:
    """Whether it is a linear equation over the report alone."""
    view = linear(clause.condition)
    return view is not None and view.relation == "==" and all(scope == "report" for scope, _, _ in view.cells)


def _defines(cells: Iterable[str], form: Form) -> bool:
    """Whether it says that a total is the sum of its parts."""
    found = set(cells)
    return any({cell, *way} == found for cell in found for way in form.cells[cell].parts)
