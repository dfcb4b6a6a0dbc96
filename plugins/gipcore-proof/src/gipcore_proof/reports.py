"""From what the solver found to reports, and the check of these reports by gipcore itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction

from attrs import define, evolve, field

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.expressions import EXACT
from gipcore.proofs import Question
from gipcore.reports import Report
from gipcore.rulesets import RulesInForce
from gipcore.specimen import specimen
from gipcore.values import Blank, Number, Value
from gipcore_proof.clauses import Clause
from gipcore_proof.encoding import HIGH, LOW
from gipcore_proof.space import Found


@define(slots=False)
class Bench:
    """Makes reports of what was found, and checks them by the rules of *clauses* alone."""

    question: Question
    clauses: Sequence[Clause]
    _bases: dict[tuple[object, ...], Report] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        form = self.question.rules.form
        rules = {clause.id: clause.case.rule for clause in self.clauses}
        self._rules = RulesInForce(form, {form.id: form}, ("proof",), tuple(rules.values()))

    def subject(self, found: Found) -> Subject:
        """The report with its neighbours. A cell that no clause looks at is 0; the report's text is a specimen's."""
        year, given = self.question.year, found.given
        previous = self._report(found, "previous", year - 1) if "previous" in given else None
        children = [self._report(found, child, year) for child in (LOW, HIGH) if "children" in given]
        return Subject(self._report(found, "report", year), self.question.rules.form, previous, tuple(children))

    def _report(self, found: Found, whose: str, year: int) -> Report:
        issuer = {key: found.facts[f"report.{key}"] for key in ("level", "kind", "scope", "region")}
        asked = (whose, *issuer.values())
        if asked not in self._bases:
            base = specimen(self.question.rules.form, year=year, issuer=issuer)
            # A text that stands in two reports would be found to be copied.
            self._bases[asked] = base if whose == "report" else evolve(base, sections={})
        cells: dict[str, Value] = {
            cell: Number(exact(figure)) for (owner, cell), figure in found.figures.items() if owner == whose and figure
        }
        return self._bases[asked].changed(cells | {cell: Blank() for owner, cell in found.blanks if owner == whose})

    def agrees(self, subject: Subject, broken: Collection[int]) -> bool:
        """Whether gipcore's own check of the report fails exactly the clauses *broken*, and leaves nothing undecided
        for another reason than that a neighbour is not there."""
        outcome = check_report(subject, self._rules, {})
        seen = Counter((finding.rule, finding.cells) for finding in outcome.findings)
        expected = Counter((self.clauses[number].id, self.clauses[number].case.cells) for number in broken)
        absent = {"previous"} if subject.previous is None else set[str]()
        absent |= set() if subject.children else {"children"}
        return seen == expected and all(item.needs in absent for item in outcome.not_checked)


def exact(number: Fraction) -> int | Decimal:
    """The number as a cell holds it; its denominator has no prime factors but 2 and 5.

    >>> exact(Fraction(1, 2)), exact(Fraction(4, 2))
    (Decimal('0.5'), 2)
    """
    if number.denominator == 1:
        return number.numerator
    with localcontext(EXACT):
        return Decimal(number.numerator) / Decimal(number.denominator)
