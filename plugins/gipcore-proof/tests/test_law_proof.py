"""Laws of a proof, for generated layers of rules: what it shows is so by gipcore's own check, and what it denies is not
to be found."""

from __future__ import annotations

from importlib.resources import files

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.outcomes import Outcome
from gipcore.proofs import Proof, Question, RuleCase
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.rulesets import RulesInForce, load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Blank, Number, Value
from gipcore_proof import prove

CATALOGUE = load_catalogue([files("gipcore_rulesets")])
FORM = CATALOGUE.forms["cn-2021"]
CELLS = ("review.upheld", "review.corrected", "review.total", "proactive.charges.amount", "applications.new.total")
FEW = settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much]
)

cells = st.sampled_from(CELLS)
figures = st.integers(-3, 12)


@st.composite
def sums(draw: st.DrawFn) -> str:
    """A sum of few cells, some of last year or of the subordinate reports."""
    terms = []
    for _ in range(draw(st.integers(1, 3))):
        scope = draw(st.sampled_from(["{}", "{}", "{}", "{}", "previous.{}", "sum(children.{})", "max(children.{})"]))
        factor = draw(st.sampled_from(["", "", "2 * ", "0.5 * ", "-"]))
        terms.append(factor + scope.format(draw(cells)))
    return " + ".join(terms)


@st.composite
def comparisons(draw: st.DrawFn) -> str:
    relation = draw(st.sampled_from(["==", "<=", ">=", "<", ">", "!="]))
    other = draw(st.one_of(figures.map(str), sums()))
    match draw(st.integers(0, 9)):
        case 0:
            return f"abs({draw(sums())}) {relation} {draw(figures)}"
        case 1:
            return f"max({draw(sums())}, {draw(cells)}) {relation} {other}"
        case 2:
            return f"integer({draw(cells)})"
        case 3:
            return f"decimals(proactive.charges.amount) <= {draw(st.integers(0, 3))}"
        case 4:
            return f"blank({draw(cells)})"
        case 5:
            return f"report.level == '{draw(st.sampled_from(['county', 'township']))}'"
        case 6:
            return f"{draw(cells)} {relation} most[report.level]"
        case _:
            return f"{draw(sums())} {relation} {other}"


conditions = st.one_of(
    comparisons(),
    comparisons(),
    comparisons(),
    st.builds("implies({}, {})".format, comparisons(), comparisons()),
    st.builds("({} or {})".format, comparisons(), comparisons()),
    st.builds("not {}".format, comparisons()),
    st.builds(
        "all(review.{{c}} {} {} for c in ('upheld', 'corrected'))".format, st.sampled_from([">=", "<=", "!="]), figures
    ),
)
layers = st.lists(conditions, min_size=1, max_size=5)


def rules_of(texts: list[str]) -> tuple[Rule, ...]:
    parameters = {"most": {"county": 9, "township": 2}}
    return tuple(
        Rule(f"65.r{i}", "error", "试验", "{cells}", ("试验",), expression=text, parameters=parameters)
        for i, text in enumerate(texts)
    )


def question(rules: tuple[Rule, ...]) -> Question:
    in_force = RulesInForce(FORM, CATALOGUE.forms, ("65",), rules)
    return Question(in_force, 2024, ("county", "township"), ("government",), ("650000",), seconds=600.0)


def proof_of(texts: list[str]) -> Proof:
    return prove(question(rules_of(texts)), lambda done, of: None)


def checked(proof: Proof, subject: Subject) -> Outcome:
    return check_report(subject, proof.question.rules, {})


def told(cases: tuple[RuleCase, ...]) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((case.id, case.cells) for case in cases)


@FEW
@given(layers)
def test_what_is_shown_is_so(texts: list[str]) -> None:
    proof = proof_of(texts)
    assert proof.complete and not proof.disputed
    if proof.satisfiable:
        assert proof.witness is not None and not proof.conflict
        outcome = checked(proof, proof.witness)
        assert (outcome.findings, outcome.not_checked) == ((), ())
    else:
        assert proof.witness is None and proof.conflict and not proof.breakings
    for breaking in proof.breakings:
        outcome = checked(proof, breaking.subject)
        assert sorted((f.rule, f.cells) for f in outcome.findings) == told((breaking.case, *breaking.others))
    if proof.satisfiable:
        dead = {forced.case for forced in proof.never_fires}
        assert {breaking.case for breaking in proof.breakings} | dead == set(proof.cases)


@FEW
@given(layers)
def test_of_a_conflict_nothing_can_be_left_out(texts: list[str]) -> None:
    proof = proof_of(texts)
    single = {case.id for case in proof.conflict if not case.place}
    if proof.satisfiable or len(single) < len(proof.conflict):
        return
    rules = {rule.id: rule for rule in proof.question.rules.rules}
    conflict = tuple(rules[id_] for id_ in sorted(single))
    assert prove(question(conflict), lambda done, of: None).satisfiable is False
    for rule in conflict:
        rest = tuple(other for other in conflict if other is not rule)
        assert not rest or prove(question(rest), lambda done, of: None).satisfiable is True


values: st.SearchStrategy[Value] = st.one_of(
    figures.map(Number), figures.map(Number), st.decimals(-2, 9, places=2).map(Number), st.just(Blank())
)
filled = st.fixed_dictionaries(dict.fromkeys(CELLS, values))


@st.composite
def subjects(draw: st.DrawFn) -> Subject:
    def report(year: int) -> Report:
        level = draw(st.sampled_from(["county", "township"]))
        base = specimen(FORM, year=year, issuer={"level": level, "kind": "government", "region": "650000"})
        return base.changed(draw(filled))

    return Subject(report(2024), FORM, report(2023), (report(2024), report(2024)))


@FEW
@given(layers, st.lists(subjects(), min_size=1, max_size=8))
def test_what_is_denied_is_not_to_be_found(texts: list[str], reports: list[Subject]) -> None:
    """No report keeps what contradicts itself, breaks what never fires, or breaks what follows without its ground."""
    proof = proof_of(texts)
    for subject in reports:
        outcome = checked(proof, subject)
        if outcome.not_checked:
            continue
        failed = {(finding.rule, finding.cells) for finding in outcome.findings}
        if not proof.satisfiable:
            assert failed & set(told(proof.conflict))
        for forced in (*proof.never_fires, *proof.implied):
            (case,) = told((forced.case,))
            assert case not in failed or failed & set(told(forced.by))
