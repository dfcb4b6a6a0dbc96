"""The national arithmetic: every example executed, every term of every sum needed, and the laws of whole reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import localcontext
from fractions import Fraction
from importlib.resources import files

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.errors import DataError
from gipcore.examples import Trial, example_subject, run_examples
from gipcore.expressions import EXACT, Readings, Surroundings, compile_expression, evaluate
from gipcore.expressions import nodes as n
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.rulesets import RulesInForce, forms_of, load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Number

CATALOGUE = load_catalogue([files("gipcore_rulesets")])
FORMS = {"cn-2021": 2024, "cn-2019": 2020}
"""The forms, and a report year in which all their rules are in force."""
RULES = [(s, r) for s in CATALOGUE.rulesets for r in s.rules if r.expression]
TRIALS = [trial for trial in run_examples(CATALOGUE, {}) if trial.rule.expression]
IN_FORCE = {
    form: RulesInForce(
        CATALOGUE.forms[form],
        CATALOGUE.forms,
        ("test",),
        tuple(r for r in CATALOGUE.in_force(form, year, "654202", "county", "government").rules if r.expression),
    )
    for form, year in FORMS.items()
}


@pytest.mark.parametrize("trial", TRIALS, ids=lambda t: f"{t.rule.id}-{t.expected}-{t.number}")
def test_every_example_does_what_it_says(trial: Trial) -> None:
    assert trial.problem == ""
    assert trial.outcome is not None
    for finding in trial.outcome.findings:
        assert finding.message and "{" not in finding.message
        assert finding.suggestions[0].text and "{" not in finding.suggestions[0].text


@pytest.mark.parametrize(("ruleset", "rule"), RULES, ids=lambda item: item.id)
def test_every_rule_speaks_both_languages_and_names_its_ground(ruleset: Ruleset, rule: Rule) -> None:
    assert rule.en is not None and rule.en.title and rule.en.message and rule.en.advice
    assert rule.advice and all(rule.basis) and rule.passes and rule.fails


def rank(rows: list[list[Fraction]]) -> int:
    """By elimination, exact."""
    rows, found = [row[:] for row in rows], 0
    for column in range(len(rows[0])):
        pivot = next((i for i in range(found, len(rows)) if rows[i][column]), None)
        if pivot is None:
            continue
        rows[found], rows[pivot] = rows[pivot], rows[found]
        for i in range(found + 1, len(rows)):
            if factor := rows[i][column] / rows[found][column]:
                rows[i] = [a - factor * b for a, b in zip(rows[i], rows[found], strict=True)]
        found += 1
    return found


@pytest.mark.parametrize(("form", "count", "independent"), [("cn-2021", 42, 40), ("cn-2019", 40, 38)])
def test_the_equations_of_one_report(form: str, count: int, independent: int) -> None:
    cells = list(CATALOGUE.forms[form].cells)
    views = [view for _, _, view in IN_FORCE[form].equations if {scope for scope, _, _ in view.cells} == {"report"}]
    assert len(views) == count
    assert all(view.constant == 0 and {k for _, _, k in view.cells} <= {1, -1} for view in views)
    rows = [[Fraction(view.coefficient(cell)) for cell in cells] for view in views]
    assert rank(rows) == independent


def test_one_wrong_application_figure_is_told_by_the_equations_it_breaks() -> None:
    """The 175 sets of equations are pairwise different, so that one wrong cell is named uniquely."""
    broken: dict[str, frozenset[tuple[str, int]]] = {}
    for rule, index, view in IN_FORCE["cn-2021"].equations:
        for scope, cell, _ in view.cells:
            if scope == "report" and cell.startswith("applications.") and rule.startswith("applications."):
                broken[cell] = broken.get(cell, frozenset()) | {(rule, index)}
    without_carry_over = {
        cell: frozenset(key for key in keys if key[0] != "applications.carry_over") for cell, keys in broken.items()
    }
    assert len(set(without_carry_over.values())) == 175
    assert {cell: len(keys) for cell, keys in without_carry_over.items()} == {
        cell: 3 if cell.startswith("applications.total.") else 2 for cell in broken
    }


# Reports that satisfy every equation, built and not found.


def complete(form: Form, cells: dict[str, int]) -> dict[str, int]:
    """Totals filled in from their parts, the rest 0."""
    for cell in form.cells.values():
        if not cell.parts:
            cells.setdefault(cell.id, 0)
    while len(cells) < len(form.cells):
        for cell in form.cells.values():
            for way in cell.parts:
                if cell.id not in cells and all(part in cells for part in way):
                    cells[cell.id] = sum(cells[part] for part in way)
    return cells


def report(form: Form, year: int, cells: dict[str, int]) -> Report:
    base = specimen(form, year=year, issuer={"level": "county", "kind": "government"})
    return base.changed({cell: Number(value) for cell, value in cells.items()})


@st.composite
def legal(draw: st.DrawFn, form_id: str) -> tuple[Report, Report]:
    """A report and last year's: free cells drawn, everything else follows."""
    form, year = CATALOGUE.forms[form_id], FORMS[form_id]
    few = st.integers(0, 5)
    cells: dict[str, int] = {}
    previous: dict[str, int] = {}
    for c in form.groups["applicants"]:
        results = {f"applications.{r}.{c}": draw(few) for r in form.groups["results"]}
        finished, left = sum(results.values()), draw(few)
        carried_in = draw(st.integers(0, min(finished, 5)))
        cells |= results
        cells |= {f"applications.carried_out.{c}": left, f"applications.carried_in.{c}": carried_in}
        cells[f"applications.new.{c}"] = finished + left - carried_in
        previous[f"applications.carried_out.{c}"] = carried_in
        previous[f"applications.new.{c}"] = carried_in
    if form_id == "cn-2021":
        for d in form.groups["documents"]:
            stock, issued = draw(few), draw(few)
            repealed = draw(st.integers(0, stock + issued))
            cells |= {f"proactive.{d}.issued": issued, f"proactive.{d}.repealed": repealed}
            cells[f"proactive.{d}.in_force"] = stock + issued - repealed
            previous[f"proactive.{d}.in_force"] = stock
    for g in form.groups["disputes"]:
        cells |= {f"{g}.{part}": draw(few) for part in ("upheld", "corrected", "other", "pending")}
    return report(form, year, complete(form, cells)), report(form, year - 1, complete(form, previous))


def check(now: Report, previous: Report | None, children: tuple[Report, ...] = ()) -> Outcome:
    rules = IN_FORCE[now.form]
    return check_report(Subject(now, rules.form, previous, children), rules, {})


both_forms = pytest.mark.parametrize("form_id", FORMS)


@both_forms
@given(data=st.data())
def test_a_report_built_to_satisfy_the_equations_passes(form_id: str, data: st.DataObject) -> None:
    now, previous = data.draw(legal(form_id))
    outcome = check(now, previous)
    assert [f for f in outcome.findings if f.severity != "info"] == []
    assert {item.rule for item in outcome.not_checked} == {"aggregate.sum", "aggregate.part_bound"}


@both_forms
@given(data=st.data())
def test_a_sum_of_reports_satisfies_what_its_parts_do(form_id: str, data: st.DataObject) -> None:
    parts = data.draw(st.lists(legal(form_id), min_size=1, max_size=3))

    def added(reports: list[Report]) -> Report:
        totals = {cell: sum(_value(r, cell) for r in reports) for cell in reports[0].cells}
        return report(CATALOGUE.forms[form_id], reports[0].year or 0, totals)

    now, previous = added([part for part, _ in parts]), added([part for _, part in parts])
    outcome = check(now, previous, tuple(part for part, _ in parts))
    assert [f for f in outcome.findings if f.severity != "info"] == []
    assert outcome.not_checked == ()


def _value(item: Report, cell: str) -> int:
    value = item.cells[cell]
    assert isinstance(value, Number) and isinstance(value.value, int)
    return value.value


@both_forms
@given(data=st.data(), step=st.integers(1, 9))
def test_one_changed_cell_fails_exactly_the_equations_that_mention_it(
    form_id: str, data: st.DataObject, step: int
) -> None:
    now, previous = data.draw(legal(form_id))
    cell = data.draw(st.sampled_from(sorted(now.cells)))
    wrong = now.changed({cell: Number(_value(now, cell) + step)})
    equations = {rule for rule, _, _ in IN_FORCE[form_id].equations}
    outcome = check(wrong, previous, (now,))
    failed = {(f.rule, f.cells) for f in outcome.findings if f.rule in equations}
    rules = {rule.id: rule for rule in IN_FORCE[form_id].rules}
    expected = {
        (rule, tuple(ref.cell for ref in instance.cells if ref.scope == "report"))
        for rule, index, view in IN_FORCE[form_id].equations
        if view.coefficient(cell)
        for instance in [IN_FORCE[form_id].compiled(rules[rule]).instances[index]]
    }
    assert failed == expected


@both_forms
@given(data=st.data(), step=st.integers(1, 9))
def test_one_changed_figure_of_section_3_is_named_with_its_value(form_id: str, data: st.DataObject, step: int) -> None:
    now, _ = data.draw(legal(form_id))
    cell = data.draw(st.sampled_from(sorted(c for c in now.cells if c.startswith("applications."))))
    wrong = now.changed({cell: Number(_value(now, cell) + step)})
    suggested = {(s.cell, s.value) for f in check(wrong, None).findings for s in f.suggestions if s.value is not None}
    assert suggested == {(cell, _value(now, cell))}


@both_forms
@settings(max_examples=25)
@given(data=st.data())
def test_the_order_of_the_rules_changes_nothing(form_id: str, data: st.DataObject) -> None:
    now, previous = data.draw(legal(form_id))
    for cell in data.draw(st.lists(st.sampled_from(sorted(now.cells)), max_size=3)):
        now = now.changed({cell: Number(77)})
    rules = IN_FORCE[form_id]
    shuffled = RulesInForce(rules.form, rules.forms, rules.rulesets, tuple(data.draw(st.permutations(rules.rules))))
    expected, outcome = check(now, previous), check_report(Subject(now, rules.form, previous), shuffled, {})
    assert (outcome.findings, outcome.passed) == (expected.findings, expected.passed)


# Mutation: without any single term, a rule no longer does on some example or witness what it should.


def mutants(node: n.Expression) -> Iterator[n.Expression]:
    """The expression with one term of one sum left out."""
    match node:
        case n.Sum(terms=terms):
            for i, term in enumerate(terms):
                yield n.Sum(terms[:i] + terms[i + 1 :])
                for mutant in mutants(term):
                    yield n.Sum((*terms[:i], mutant, *terms[i + 1 :]))
        case n.Neg(term=term):
            yield from (n.Neg(mutant) for mutant in mutants(term))
        case n.Compare(left=left, relation=relation, right=right):
            yield from (n.Compare(mutant, relation, right) for mutant in mutants(left))
            yield from (n.Compare(left, relation, mutant) for mutant in mutants(right))
        case n.Or(parts=parts):
            for i, part in enumerate(parts):
                yield from (n.Or((*parts[:i], mutant, *parts[i + 1 :])) for mutant in mutants(part))
        case _:
            # Another kind of rule with a sum in it would need its case above.
            assert not any(isinstance(inner, n.Sum) for inner in n.walk(node)), node


def witness(form: Form, year: int) -> Subject:
    """A legal report in which every figure of section 3 and 4 is positive, with last year's."""
    applicants, results = form.groups["applicants"], form.groups["results"]
    cells = {f"applications.{r}.{c}": 1 + i + 3 * j for i, r in enumerate(results) for j, c in enumerate(applicants)}
    for j, c in enumerate(applicants):
        finished = sum(cells[f"applications.{r}.{c}"] for r in results)
        cells |= {f"applications.carried_in.{c}": 2 + j, f"applications.carried_out.{c}": 5 + j}
        cells[f"applications.new.{c}"] = finished + 3
    for j, g in enumerate(form.groups["disputes"]):
        cells |= {f"{g}.{part}": 1 + i + j for i, part in enumerate(("upheld", "corrected", "other", "pending"))}
    now = report(form, year, complete(form, cells))
    assert {f.rule for f in check(now, None).findings} <= {"disputes.after_review_bound"}
    return Subject(now, form, report(form, year - 1, {}))


def subjects(ruleset: Ruleset, rule: Rule, form_id: str) -> Iterator[Subject]:
    """The witness, where one is built for the form, and the rule's examples, as far as they are stated in its cells."""
    if form_id in FORMS:
        yield witness(CATALOGUE.forms[form_id], FORMS[form_id])
    for example in (*rule.passes, *rule.fails):
        try:
            yield example_subject(CATALOGUE, ruleset, rule, evolve(example, report={"form": form_id, **example.report}))
        except DataError as error:
            assert "没有单元格" in str(error)


def around(subject: Subject) -> Surroundings:
    at = Surroundings(Readings(subject.report, subject.form))
    if subject.previous is not None:
        at.previous = Readings(subject.previous, CATALOGUE.forms[subject.previous.form])
    return at


SUMS = [
    (ruleset, rule, form)
    for ruleset, rule in RULES
    for form in forms_of(ruleset, rule)
    if any(
        isinstance(node, n.Sum)
        for instance in compile_expression(rule.expression, CATALOGUE.forms[form], rule.parameters).instances
        for node in n.walk(instance.condition)
    )
]


@pytest.mark.parametrize(("ruleset", "rule", "form_id"), SUMS, ids=lambda item: getattr(item, "id", item))
def test_every_term_of_every_sum_is_needed(ruleset: Ruleset, rule: Rule, form_id: str) -> None:
    around_all = [around(subject) for subject in subjects(ruleset, rule, form_id)]
    compiled = compile_expression(rule.expression, CATALOGUE.forms[form_id], rule.parameters)
    alive = []
    with localcontext(EXACT):
        for instance in compiled.instances:
            verdicts = [evaluate(instance.condition, at) for at in around_all]
            alive += [
                mutant
                for mutant in mutants(instance.condition)
                if [evaluate(mutant, at) for at in around_all] == verdicts
            ]
    assert alive == []


def test_there_are_sums_to_mutate() -> None:
    assert {rule.id for _, rule, _ in SUMS} >= {
        "applications.balance", "applications.outcome_total", "applications.applicant_total", "disputes.total",
        "proactive.opening_stock", "proactive.stock_flow", "proactive.repealed_bound",
        "disputes.after_review_bound", "disputes.volume", "disputes.direct_after_refusal",
    }  # fmt: skip


# Figures of real reports that are right.


@pytest.mark.parametrize(
    ("new", "carried_in", "total", "carried_out"),
    [
        pytest.param(464, 3, 441, 26, id="武汉市公安局 2024"),
        pytest.param(164, 2, 85, 81, id="眉山市住房和城乡建设局 2022"),
        pytest.param(7, 1, 7, 1, id="廿三里街道 2022"),
    ],
)
def test_balances_of_published_reports(new: int, carried_in: int, total: int, carried_out: int) -> None:
    form = CATALOGUE.forms["cn-2021"]
    rows = {"new": new, "carried_in": carried_in, "granted": total, "carried_out": carried_out}
    cells = complete(form, {f"applications.{row}.natural_person": figure for row, figure in rows.items()})
    outcome = check(report(form, 2024, cells), None)
    assert not [f for f in outcome.findings if f.severity == "error"]
