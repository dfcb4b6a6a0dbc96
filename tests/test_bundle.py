"""The portable bundle, and the JavaScript evaluator as proof that another language can embed the rules."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings

from gipcore.bundle import bundle, bundle_set
from gipcore.bundle_vectors import vector, vectors
from gipcore.codec import to_json
from gipcore.engine import Engine
from gipcore.rules import Rule
from gipcore.rulesets import RulesInForce
from gipcore.specimen import specimen
from gipcore.strategies import reports

EVALUATOR = Path(__file__).parent.parent / "examples" / "javascript" / "evaluate.mjs"
NODE = shutil.which("node")
ENGINE = Engine()
FORMS = {"cn-2014": 2017, "cn-2019": 2020, "cn-2021": 2023}


def in_force(form: str) -> RulesInForce:
    return ENGINE.catalogue.in_force(form, FORMS[form], None, "township", "government")


def run_node(tmp_path: Path, sets: list[Any]) -> str:
    (tmp_path / "bundle.json").write_text(to_json(bundle(sets)), encoding="utf-8")
    assert NODE
    command = [NODE, str(EVALUATOR), str(tmp_path / "bundle.json")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr[:2000]
    return done.stdout


def key(rule: Rule) -> str:
    """What decides about a rule's verdicts, whichever layer has put it in force."""
    return f"{rule.id}: {rule.expression} {sorted(rule.parameters.items())}"


def everywhere() -> Iterator[RulesInForce]:
    """For each form and each ruleset, where and when it holds: the rules with expressions that did not come before."""
    seen: set[tuple[str, str]] = set()
    for ruleset, form in product(ENGINE.catalogue.rulesets, ENGINE.catalogue.forms.values()):
        for year in filter(ruleset.years.covers, range(2014, 2026)):
            name = ruleset.bodies[0] if ruleset.bodies else ""
            rules = ENGINE.catalogue.in_force(form.id, year, ruleset.region or None, "county", "government", name=name)
            fresh = [rule for rule in rules.rules if rule.expression and (form.id, key(rule)) not in seen]
            seen.update((form.id, key(rule)) for rule in fresh)
            if fresh:
                yield evolve(rules, rules=tuple(fresh))


@pytest.mark.parametrize("form", FORMS)
def test_every_rule_of_the_form_is_in_the_bundle(form: str) -> None:
    rules = in_force(form)
    (document,) = json.loads(to_json(bundle([bundle_set(rules)])))["sets"]
    assert [rule["id"] for rule in document["rules"]] == sorted(rule.id for rule in rules.rules)
    assert all(("instances" in rule) != ("coded" in rule) for rule in document["rules"])
    assert [cell["id"] for cell in document["form"]["cells"]] == list(rules.form.cells)


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed: apt-get install nodejs")
def test_javascript_agrees_on_every_vector_of_every_rule_of_every_ruleset(tmp_path: Path) -> None:
    sets, verdicts = [], dict[str, set[bool | None]]()
    for rules in everywhere():
        made = list(vectors(ENGINE.catalogue, rules))
        sets.append({**bundle_set(rules), "vectors": made})
        for rule in rules.rules:
            for one in made:
                verdicts.setdefault(key(rule), set()).update(whole(one["expected"].get(rule.id, [])))
    for ruleset in ENGINE.catalogue.rulesets:
        for rule in ruleset.all_rules:
            if rule.expression:
                assert {True, False, None} <= verdicts[key(rule)], f"{ruleset.id} {rule.id} lacks a verdict"
    count = sum(len(results) for one in sets for v in one["vectors"] for results in v["expected"].values())
    assert count > 5000
    assert f"{count} verdicts agree, 0 differ" in run_node(tmp_path, sets)


def whole(results: list[bool | None]) -> set[bool | None]:
    """What the rule says as a whole, of its instances."""
    if False in results:
        return {False}
    return {None} if None in results else {True} if results else set()


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed: apt-get install nodejs")
def test_javascript_agrees_on_arbitrary_reports(tmp_path: Path) -> None:
    """Blanks, marks, unreadable cells and odd figures in every place."""
    rules, found = in_force("cn-2021"), list[Any]()

    @settings(max_examples=25, database=None, derandomize=True, suppress_health_check=list(HealthCheck), deadline=None)
    @given(reports(rules.form), reports(rules.form))
    def collect(report: Any, previous: Any) -> None:
        found.append(vector(rules, report, previous, [previous, report]))

    collect()
    assert "0 differ" in run_node(tmp_path, [{**bundle_set(rules), "vectors": found}])


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed: apt-get install nodejs")
def test_the_evaluator_is_not_a_stub(tmp_path: Path) -> None:
    """A wrong expectation is noticed."""
    rules = in_force("cn-2021")
    wrong = vector(rules, specimen(rules.form))
    first = next(iter(wrong["expected"]))
    wrong["expected"][first] = [not verdict for verdict in wrong["expected"][first]]
    with pytest.raises(AssertionError, match="expected"):
        run_node(tmp_path, [{**bundle_set(rules), "vectors": [wrong]}])
