"""Rules planted on the national ones: what contradicts, never fires or follows is found, with the smallest reason."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from gipcore.codec import parse_toml
from gipcore.proofs import Forced, Proof, Question, RuleCase
from gipcore.reports import Level
from gipcore.rules import Rule
from gipcore.rulesets import RulesInForce, load_catalogue
from gipcore_proof import prove

PLANTED = parse_toml((Path(__file__).parent / "data" / "planted.toml").read_text("utf-8"), "planted.toml")["rules"]
CATALOGUE = load_catalogue([files("gipcore_rulesets")])
ALL = CATALOGUE.in_force("cn-2021", 2024, "000000", "county", "government")
NATIONAL = RulesInForce(ALL.form, ALL.forms, ("cn",), tuple(rule for rule in ALL.rules if rule.id != "cell.magnitude"))
"""Without the one that has two hundred cases for each level, to be quick."""
LEVELS: tuple[Level, ...] = ("state", "province", "prefecture", "county", "township")


def question(*rules: Rule, seconds: float = 600.0) -> Question:
    """The national rules with *rules* of a layer above them, which alone are put to the proof."""
    ids = {rule.id for rule in rules}
    return Question(
        RulesInForce(NATIONAL.form, NATIONAL.forms, ("cn", "65"), (*NATIONAL.rules, *rules)),
        2024,
        LEVELS,
        ("government",),
        ("650000",),
        lambda case: case.id in ids,
        dict.fromkeys(ids, 1),
        seconds,
    )


def planted(expression: str, parameters: dict[str, Any] | None = None, id_: str = "65.planted") -> Rule:
    return Rule(id_, "error", "试验", "试验", ("试验",), expression=expression, parameters=parameters or {})


def told(cases: tuple[RuleCase, ...]) -> list[tuple[str, str]]:
    return sorted((case.id, case.place) for case in cases if case.id != "65.planted")


def reason(forced: tuple[Forced, ...]) -> list[tuple[str, str]] | None:
    """What is said of the planted rule; None if nothing is."""
    return next((told(item.by) for item in forced if item.case.id == "65.planted"), None)


@pytest.mark.parametrize("entry", PLANTED, ids=lambda entry: entry["note"])
def test_what_is_planted_is_found(entry: dict[str, Any]) -> None:
    said: list[tuple[int, int]] = []
    rule = planted(entry["expression"], entry.get("parameters"))
    proof = prove(question(rule), lambda done, of: said.append((done, of)))
    by = sorted((rule, place) for rule, place in entry["by"])
    verdict = entry["verdict"]
    assert proof.complete and not proof.disputed
    refused = verdict in ("conflict", "never passes")
    assert (proof.satisfiable, proof.witness is None) == (not refused, refused)
    assert proof.sound == (verdict in ("implied", "sound", "left out"))
    assert reason(proof.never_fires) == (by if verdict == "never fires" else None)
    assert reason(proof.implied) == (by if verdict == "implied" else None)
    assert reason(proof.never_passes) == (by if verdict == "never passes" else None)
    assert [breaking.case.id for breaking in proof.breakings] == (
        ["65.planted"] if verdict in ("implied", "sound") else []
    )
    if refused:
        assert told(proof.conflict) == by and "65.planted" in {case.id for case in proof.conflict}
    elif verdict == "left out":
        assert [item.rule.id for item in proof.left_out if item.rule.expression] == ["65.planted"]
    else:
        assert said == sorted(said) and said[-1] == (1, 1)


def test_two_planted_rules_that_only_contradict_each_other_are_the_conflict() -> None:
    one = planted("review.upheld >= 5", id_="65.one")
    other = planted("review.total <= 4", id_="65.other")
    proof = prove(question(one, other), lambda done, of: None)
    assert {case.id for case in proof.conflict} == {"65.one", "65.other", "disputes.total", "cell.nonnegative"}
    assert len(proof.conflict) == 3 + 3 and not proof.never_passes


def test_of_two_rules_that_say_the_same_the_upper_one_follows_from_the_lower() -> None:
    one = planted("review.total <= 2 * review.upheld", id_="65.b")
    other = planted("2 * review.upheld >= review.total", id_="65.a")
    asked = question(one, other)
    for upper, lower in (("65.a", "65.b"), ("65.b", "65.a")):
        proof = prove(evolve(asked, heights={upper: 2, lower: 1}), lambda done, of: None)
        (forced,) = proof.implied
        assert (forced.case.id, [case.id for case in forced.by]) == (upper, [lower])
        assert {breaking.case.id: [case.id for case in breaking.others] for breaking in proof.breakings} == {
            "65.a": ["65.b"],
            "65.b": ["65.a"],
        }


def test_what_is_not_decided_in_time_is_neither_right_nor_wrong() -> None:
    proof = prove(question(planted("review.total >= 0"), seconds=0.0), lambda done, of: None)
    assert proof.satisfiable is None and not proof.complete
    assert (proof.witness, proof.conflict, proof.breakings, proof.never_fires) == (None, (), (), ())
    assert [case.id for case in proof.undecided] == ["65.planted"]


def test_rules_that_are_no_expression_are_left_out_with_the_reason() -> None:
    proof: Proof = prove(question(planted("review.total <= 5")), lambda done, of: None)
    reasons = {item.rule.id: item.reason for item in proof.left_out}
    coded = {rule.id for rule in NATIONAL.rules if rule.check}
    assert set(reasons) == coded
    assert reasons["title.form"].zh == "由程序检查（title.form），不是算式" and "title.form" in reasons["title.form"].en
