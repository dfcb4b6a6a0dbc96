"""The national rules and those of the layers on top of them: all can be kept, and each can be broken."""

from __future__ import annotations

from importlib.resources import files

import pytest
from attrs import evolve

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.outcomes import Outcome
from gipcore.proof_questions import answers, questions
from gipcore.proofs import Proof, Prover, Question, RuleCase
from gipcore.rulesets import RulesInForce, load_catalogue
from gipcore_proof import gipcore_provers

CATALOGUE = load_catalogue([files("gipcore_rulesets")])
(PROVER,) = gipcore_provers()
LAYERS = list(dict.fromkeys(ruleset.layer_id for ruleset in CATALOGUE.rulesets))


def asked(layer: str) -> tuple[Question, ...]:
    return questions(CATALOGUE, [r for r in CATALOGUE.rulesets if r.layer_id == layer], seconds=600.0)


NATIONAL = {(question.rules.form.id, question.year): question for question in asked("cn")}


def prove(question: Question, prover: Prover = PROVER) -> Proof:
    return prover.prove(question, lambda done, of: None)


def outcome(proof: Proof, subject: Subject) -> Outcome:
    """The check of a report by the expression rules, with the engine and not with the solver."""
    rules = proof.question.rules
    alone = evolve(rules, rules=tuple(rule for rule in rules.rules if rule.expression))
    return check_report(subject, alone, {})


def holds(proof: Proof) -> None:
    """The proof is whole, nothing speaks against the rules, and the engine judges each of its reports alike."""
    assert proof.complete and proof.sound and not proof.disputed
    assert proof.witness is not None
    found = outcome(proof, proof.witness)
    assert (found.findings, found.not_checked) == ((), ())
    assert set(found.passed) == {case.id for case in proof.cases}
    for breaking in proof.breakings:
        case, others = breaking.case, breaking.others
        found = outcome(proof, breaking.subject)
        assert sorted((f.rule, f.cells) for f in found.findings) == sorted((c.id, c.cells) for c in (case, *others))
        assert {item.needs for item in found.not_checked} <= {"previous", "children"}


def test_the_rules_of_2014_are_proved_case_by_case() -> None:
    proof = prove(NATIONAL["cn-2014", 2018])
    holds(proof)
    assert {breaking.case for breaking in proof.breakings} == set(proof.cases) and len(proof.cases) > 250
    assert proof.untouched == ()


@pytest.fixture(scope="module", params=[("cn-2021", 2025), ("cn-2019", 2020)], ids=lambda param: param[0])
def tables(request: pytest.FixtureRequest) -> Proof:
    """The first case of each rule of the tables in use since 2019; for all cases see benchmarks/proof.py."""
    return prove(evolve(NATIONAL[request.param], about=lambda case: case.index == 0))


def test_a_case_of_each_rule_of_the_tables_is_broken(tables: Proof) -> None:
    holds(tables)
    assert {breaking.case.id for breaking in tables.breakings} == {case.id for case in tables.cases}
    assert len(tables.cases) > 1000 and len(tables.breakings) > 20
    assert tables.untouched == ()


def test_a_report_that_looks_at_neighbours_has_them_and_no_other_has(tables: Proof) -> None:
    by_rule = {breaking.case.id: breaking.subject for breaking in tables.breakings}
    carry_over = by_rule["applications.carry_over"]
    assert carry_over.previous is not None and carry_over.previous.year == (carry_over.report.year or 0) - 1
    assert len(by_rule["aggregate.sum"].children) == 2
    assert by_rule["applications.balance"].previous is None and not by_rule["applications.balance"].children


@pytest.mark.parametrize("layer", LAYERS[1:])
def test_every_layer_can_be_kept_and_its_own_rules_can_be_broken(layer: str) -> None:
    proved = [expressions(question) for question in NATIONAL.values()]
    for question in asked(layer):
        if expressions(question) not in proved:
            proof = prove(question)
            holds(proof)
            asked_for = {case for case in proof.cases if question.about(case)}
            assert asked_for and {breaking.case for breaking in proof.breakings} == asked_for


def expressions(question: Question) -> tuple[object, ...]:
    """What the proof depends on."""
    rules = tuple((rule.id, rule.expression, repr(rule.parameters)) for rule in question.rules.rules)
    return (question.rules.form.id, *(rule for rule in rules if rule[1]))


def test_there_is_a_layer_with_arithmetic_of_its_own() -> None:
    (question,) = asked("42")
    assert question.rules.form.id == "cn-2019+42" and "42.other_documents_bound" in str(expressions(question))


EQUATIONS = {"applications.applicant_total", "applications.balance", "applications.outcome_total", "disputes.total"}


@pytest.fixture(scope="module")
def equations() -> Proof:
    """The 42 equations of the form of 2021 alone."""
    question = NATIONAL["cn-2021", 2025]
    rules = question.rules
    alone = tuple(rule for rule in rules.rules if rule.id in EQUATIONS)
    return prove(evolve(question, rules=RulesInForce(rules.form, rules.forms, ("cn",), alone)))


def places(cases: tuple[RuleCase, ...], rule: str) -> list[str]:
    return sorted(case.place for case in cases if case.id == rule)


def test_the_two_equations_that_follow_from_the_others_are_named_with_what_they_follow_from(equations: Proof) -> None:
    form = equations.question.rules.form
    assert len(equations.cases) == len(equations.breakings) == 42
    follows = {(forced.case.id, forced.case.place): forced.by for forced in equations.implied}
    assert set(follows) == {("applications.balance", "“总计”列"), ("applications.outcome_total", "“总计”列")}
    balance = follows["applications.balance", "“总计”列"]
    assert places(balance, "applications.balance") == sorted(
        f"“{form.cells[f'applications.new.{key}'].column.label}”列" for key in form.groups["applicants"]
    )
    assert places(balance, "applications.applicant_total") == sorted(
        f"“{form.cells[f'applications.{key}.total'].row_label}”行"
        for key in ("new", "carried_in", "total", "carried_out")
    )
    assert len(follows["applications.outcome_total", "“总计”列"]) == 6 + 22


def test_what_breaks_with_an_equation_are_equations_that_depend_on_it(equations: Proof) -> None:
    others = {breaking.case.id: {len(breaking.others)} for breaking in equations.breakings}
    assert others["disputes.total"] == {0}
    assert all(breaking.others for breaking in equations.breakings if breaking.case.id.startswith("applications."))


def test_cells_that_no_equation_touches_are_listed(equations: Proof) -> None:
    assert [cell.split(".")[0] for cell in equations.untouched] == ["proactive"] * 10


def test_a_case_that_was_broken_is_not_asked_for_again() -> None:
    question = NATIONAL["cn-2014", 2018]
    few = evolve(question, about=lambda case: case.id == "cell.nonnegative" and case.index < 3)
    more = evolve(question, about=lambda case: case.id == "cell.nonnegative" and case.index < 5)
    first, second = answers([few, more], PROVER, lambda done, of: None)
    assert [breaking.case.index for breaking in first.breakings] == [0, 1, 2]
    assert [breaking.case.index for breaking in second.breakings] == [3, 4]
