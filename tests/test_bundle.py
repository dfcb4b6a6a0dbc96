"""The portable bundle, and the JavaScript evaluator as proof that another language can embed the rules."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from gipcore.bundle import bundle, vector
from gipcore.codec import to_json
from gipcore.engine import Engine
from gipcore.examples import example_subject
from gipcore.rulesets import RulesInForce
from gipcore.specimen import specimen
from gipcore.strategies import reports
from gipcore.values import Unreadable

EVALUATOR = Path(__file__).parent.parent / "examples" / "javascript" / "evaluate.mjs"
NODE = shutil.which("node")
ENGINE = Engine()
FORMS = {"cn-2014": 2017, "cn-2019": 2020, "cn-2021": 2023}


def in_force(form: str) -> RulesInForce:
    return ENGINE.catalogue.in_force(form, FORMS[form], None, "township", "government")


def vectors_of_examples(rules: RulesInForce) -> list[Any]:
    """The examples of every rule of the bundle that are reports of its form."""
    found = []
    ids = {rule.id for rule in rules.rules}
    for ruleset in ENGINE.catalogue.rulesets:
        for rule in ruleset.all_rules:
            for example in (*rule.passes, *rule.fails) if rule.id in ids and rule.expression else ():
                subject = example_subject(ENGINE.catalogue, ruleset, rule, example)
                neighbours = [r for r in (subject.report, subject.previous, *subject.children) if r]
                if all(report.form == rules.form.id for report in neighbours):
                    found.append(vector(rules, subject.report, subject.previous, subject.children))
    return found


def run_node(tmp_path: Path, document: Any, vectors: list[Any]) -> str:
    (tmp_path / "bundle.json").write_text(to_json(document), encoding="utf-8")
    (tmp_path / "vectors.json").write_text(to_json(vectors), encoding="utf-8")
    assert NODE
    done = subprocess.run(
        [NODE, EVALUATOR, tmp_path / "bundle.json", tmp_path / "vectors.json"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr[:2000]
    return done.stdout


@pytest.mark.parametrize("form", FORMS)
def test_every_rule_of_the_form_is_in_the_bundle(form: str) -> None:
    rules = in_force(form)
    document = json.loads(to_json(bundle(rules)))
    assert [rule["id"] for rule in document["rules"]] == sorted(rule.id for rule in rules.rules)
    assert all(("instances" in rule) != ("coded" in rule) for rule in document["rules"])
    assert [cell["id"] for cell in document["form"]["cells"]] == list(rules.form.cells)


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed: apt-get install nodejs")
@pytest.mark.parametrize("form", FORMS)
def test_javascript_agrees_on_every_example(form: str, tmp_path: Path) -> None:
    rules = in_force(form)
    base = specimen(rules.form)
    unread = base.changed(dict.fromkeys(base.cells, Unreadable(raw="见附件")))
    vectors = [*vectors_of_examples(rules), vector(rules, base), vector(rules, unread)]
    verdicts = [v for one in vectors for results in one["expected"].values() for v in results]
    assert {True, False, None} <= set(verdicts), "the vectors must show all three verdicts"
    assert f"{len(verdicts)} verdicts agree, 0 differ" in run_node(tmp_path, bundle(rules), vectors)


@pytest.mark.skipif(NODE is None, reason="Node.js is not installed: apt-get install nodejs")
def test_javascript_agrees_on_arbitrary_reports(tmp_path: Path) -> None:
    """Blanks, marks, unreadable cells and odd figures in every place."""
    rules, vectors = in_force("cn-2021"), list[Any]()

    @settings(max_examples=25, database=None, derandomize=True, suppress_health_check=list(HealthCheck), deadline=None)
    @given(reports(rules.form), reports(rules.form))
    def collect(report: Any, previous: Any) -> None:
        vectors.append(vector(rules, report, previous, [previous, report]))

    collect()
    assert "0 differ" in run_node(tmp_path, bundle(rules), vectors)


def test_the_evaluator_is_not_a_stub(tmp_path: Path) -> None:
    """A wrong expectation is noticed."""
    rules = in_force("cn-2021")
    wrong = vector(rules, specimen(rules.form))
    first = next(iter(wrong["expected"]))
    wrong["expected"][first] = [not verdict for verdict in wrong["expected"][first]]
    if NODE is None:
        pytest.skip("Node.js is not installed: apt-get install nodejs")
    with pytest.raises(AssertionError, match="expected"):
        run_node(tmp_path, bundle(rules), [wrong])
