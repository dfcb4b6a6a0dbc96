"""Law: one wrong figure in a lawful report, printed and read back, fails exactly the equations that mention it.

The equations are worked out here from the form's totals and the note that the form prints, not from the rules.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.forms import Form
from gipcore.layout import lay_out
from gipcore.recognise import recognise
from gipcore.strategies import lawful_reports
from gipcore.values import Number

ENGINE = Engine()
EQUATIONS = {
    rule.id for ruleset in ENGINE.catalogue.rulesets if ruleset.id.endswith("-arithmetic") for rule in ruleset.rules
}
REPEATABLE = settings(
    derandomize=True, phases=(Phase.generate, Phase.shrink), suppress_health_check=[HealthCheck.too_slow]
)


def equations(form: Form) -> list[frozenset[str]]:
    """The cells of each equation: a total and its parts; new and carried in, finished and carried out."""
    sums = [frozenset({cell.id, *way}) for cell in form.cells.values() for way in cell.parts]
    rows = ("new", "carried_in", "total", "carried_out")
    flows = [frozenset(f"applications.{r}.{c}" for r in rows) for c in form.groups.get("applicant_columns", ())]
    return sums + flows


def test_the_count_of_equations() -> None:
    counts = {"cn-2014": 7, "cn-2019": 40, "cn-2021": 42}
    assert {form: len(equations(ENGINE.form(form))) for form in counts} == counts


@pytest.mark.parametrize("form", sorted(ENGINE.catalogue.forms))
@given(data=st.data())
@settings(REPEATABLE, max_examples=60)
def test_one_cell(form: str, data: st.DataObject) -> None:
    definition = ENGINE.form(form)
    report = data.draw(lawful_reports(definition))
    mentioned = frozenset().union(*equations(definition))
    cell = data.draw(st.sampled_from(sorted(definition.cells)))
    step = data.draw(st.integers(1, 500))
    printed = report.cells[cell]
    assert isinstance(printed, Number)
    wrong = report.changed({cell: Number(printed.value + step)})
    read = recognise(lay_out(wrong, definition), ENGINE.catalogue.forms)
    findings = [finding for finding in ENGINE.check(read).findings if finding.rule in EQUATIONS]
    assert {frozenset(f.cells) for f in findings} == {cells for cells in equations(definition) if cell in cells}
    assert bool(findings) == (cell in mentioned)
    for finding in findings:
        assert finding.left is not None and finding.right is not None
        assert abs(Decimal(finding.left) - Decimal(finding.right)) == step
        assert finding.difference is not None and abs(Decimal(finding.difference)) == step
        assert finding.where
