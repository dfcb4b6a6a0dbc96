"""The questions and answers of a proof, and how a prover comes in."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.hook_items import problem_of
from gipcore.hookspecs import Prover
from gipcore.plugins import GROUP, load_plugins
from gipcore.proofs import Forced, Proof, Question, RuleCase, rule_case


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def question(engine: Engine) -> Question:
    rules = engine.catalogue.in_force("cn-2021", 2024, "654202", "county", "government")
    return Question(rules, 2024, ("county",), ("government",), ("654202",))


@pytest.fixture(scope="module")
def cases(question: Question) -> list[RuleCase]:
    """The cases of all expression rules."""
    rules = question.rules
    return [
        rule_case(rule, index, instance, rules.form)
        for rule in rules.rules
        if rule.expression
        for index, instance in enumerate(rules.compiled(rule).instances)
    ]


@pytest.mark.parametrize(
    ("rule", "places"),
    [
        ("applications.balance", {"“自然人”列", "“总计”列"}),
        ("applications.applicant_total", {"“一、本年新收政府信息公开申请数量”行"}),
        ("aggregate.part_bound", {"“规章”行“本年制发件数”列"}),
        ("proactive.stock_flow", {"“规章”行", "“行政规范性文件”行"}),
    ],
)
def test_a_case_says_where_it_looks(cases: list[RuleCase], rule: str, places: set[str]) -> None:
    found = [case.place for case in cases if case.id == rule]
    assert places <= set(found) and len(set(found)) == len(found)


def test_only_what_was_answered_is_complete_and_only_what_stands_is_sound(
    question: Question, cases: list[RuleCase]
) -> None:
    proof = Proof(question, tuple(cases), satisfiable=True)
    assert proof.complete and proof.sound
    assert not evolve(proof, satisfiable=None).complete
    assert not evolve(proof, undecided=(cases[0],)).complete
    for against in (
        {"conflict": (cases[0],)},
        {"never_passes": (Forced(cases[0]),)},
        {"never_fires": (Forced(cases[0]),)},
    ):
        assert not evolve(proof, **against).sound
    assert evolve(proof, implied=(Forced(cases[0], (cases[1],)),)).sound


def prove(question: Question, told: Callable[[int, int], None]) -> Proof:
    return Proof(question, ())


def test_what_is_no_prover_is_told() -> None:
    assert problem_of("gipcore_provers", Prover("ours", prove)) == ""
    assert problem_of("gipcore_provers", "ours") == "应为 Prover，实为 str"
    assert "不带空格" in problem_of("gipcore_provers", Prover("our own", prove))
    assert problem_of("gipcore_provers", Prover("ours", 3)) == "Prover ours 的 prove 不是函数"  # type: ignore[arg-type]


def test_an_engine_has_the_provers_of_its_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    (tmp_path / "prover_of_this_test.py").write_text(
        "from gipcore.hookspecs import Prover, hookimpl\n"
        "@hookimpl\ndef gipcore_provers():\n    return [Prover('ours', print)]\n",
        "utf-8",
    )
    engine = Engine(load_plugins([EntryPoint("mine", "prover_of_this_test", GROUP)]))
    assert [(name, found.name, found.plugin) for name, found in engine.provers.items()] == [("ours", "ours", "mine")]
