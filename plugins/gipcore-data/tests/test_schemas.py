"""The published schemas describe what the program really prints, and refuse what it would not read."""

from __future__ import annotations

import json
from datetime import date
from importlib.resources import files
from typing import Any

import attrs
import jsonschema
import pytest

from gipcore.bundle import bundle, bundle_set
from gipcore.bundle_vectors import vector
from gipcore.codec import report_data, to_json
from gipcore.engine import Engine
from gipcore.outcome_json import outcomes_data
from gipcore.outcomes import Explanation, Finding, Suggestion, VoidExplanation
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable


def schema(name: str) -> Any:
    return json.loads(files("gipcore_data").joinpath("schemas", f"{name}.schema.json").read_text("utf-8"))


def plain(data: Any) -> Any:
    """As a program in another language would read it."""
    return json.loads(to_json(data))


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture
def report(engine: Engine) -> Report:
    return specimen(engine.form("cn-2021")).changed(
        {
            "review.upheld": Number(3),
            "review.other": Blank(),
            "review.corrected": NotApplicable(),
            "review.pending": Unreadable(raw="见附件"),
        }
    )


@pytest.mark.parametrize("name", ["report", "outcome", "bundle"])
def test_schemas_are_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def test_a_report_follows_its_schema(report: Report) -> None:
    jsonschema.validate(plain(report_data(report)), schema("report"))


def test_outcomes_follow_theirs(engine: Engine, report: Report) -> None:
    outcome = engine.check(report)
    assert outcome.findings and outcome.not_checked
    jsonschema.validate(plain(outcomes_data([outcome, engine.check(report, lang="en")])), schema("outcome"))


def test_the_schema_of_findings_names_every_key(engine: Engine, report: Report) -> None:
    explanation = Explanation("a.b", ("review.total",), ("3",), "r", "a", date(2024, 1, 1), expires=date(2024, 2, 1))
    finding = Finding(
        "a.b", "error", "m", "b", suggestions=(Suggestion("t", "review.total", 3),), explanation=explanation
    )
    outcome = attrs.evolve(engine.check(report), findings=(finding,), void=(VoidExplanation(explanation, "w"),))
    data = outcomes_data([outcome])
    jsonschema.validate(plain(data), schema("outcome"))
    described = schema("outcome")["$defs"]
    entry = data["reports"][0]
    assert set(entry) == set(described["report"]["properties"])
    assert set(entry["findings"][0]) == set(described["finding"]["properties"])
    inner = described["finding"]["properties"]["suggestions"]["items"]["properties"]
    assert set(entry["findings"][0]["suggestions"][0]) == set(inner)
    told = described["finding"]["properties"]["explanation"]["properties"]
    assert set(entry["findings"][0]["explanation"]) == set(told)


@pytest.mark.parametrize(
    "change",
    [
        {"years": 2023},
        {"year": "2023"},
        {"cells": {"Review Total": 1}},
        {"cells": {"review.total": "1"}},
        {"cells": {"review.total": {"unreadable": 1}}},
        {"issuer": {"name": "甲", "level": "village"}},
        {"signed_on": "16.1.2024"},
        {"places": {"review.total": {"line": -1}}},
    ],
)
def test_the_schema_refuses_what_is_no_report(report: Report, change: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**plain(report_data(report)), **change}, schema("report"))


@pytest.fixture
def portable(engine: Engine) -> dict[str, Any]:
    rules = engine.catalogue.in_force("cn-2014", 2018, None, "county", "government")
    base = specimen(rules.form)
    unread = base.changed({"proactive.normative.made": Unreadable(raw="见附件")})
    made: dict[str, Any] = plain(bundle([{**bundle_set(rules), "vectors": [vector(rules, unread, base, [base])]}]))
    return made


def test_a_bundle_follows_its_schema(portable: dict[str, Any]) -> None:
    jsonschema.validate(portable, schema("bundle"))


@pytest.mark.parametrize(
    "wrong",
    [
        ["number", 1],
        ["number", "1e3"],
        ["cell", "next", "a.b"],
        ["+"],
        ["neg", ["number", "1"], ["number", "2"]],
        ["==", ["number", "1"]],
        ["and", "a.b"],
        ["in", ["fact", "report.year"], [["fact", "report.year"]]],
        ["power", ["number", "1"]],
    ],
)
def test_the_schema_of_bundles_refuses_what_is_no_expression(portable: dict[str, Any], wrong: list[Any]) -> None:
    rule = next(rule for rule in portable["sets"][0]["rules"] if "instances" in rule)
    rule["instances"] = [wrong]
    portable["sets"][0]["rules"], portable["sets"][0]["vectors"] = [rule], []
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(portable, schema("bundle"))


def test_a_rule_of_a_bundle_is_either_parsed_or_coded(portable: dict[str, Any]) -> None:
    rule = next(rule for rule in portable["sets"][0]["rules"] if "instances" in rule)
    rule["coded"] = "ours.check"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(portable, schema("bundle"))
