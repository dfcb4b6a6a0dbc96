"""SARIF and JUnit XML: what the formats demand, and that nothing but a pass looks like one, for any outcomes at all."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.documents import Place
from gipcore.engine import Engine
from gipcore.outcomes import (
    Checked,
    Explanation,
    Finding,
    NotChecked,
    Outcome,
    PluginFailure,
    Suggestion,
    VoidExplanation,
)
from gipcore.reports import Source
from gipcore.rules import SEVERITIES, Rule, Wording
from gipcore.specimen import specimen

ENGINE = Engine()
FORM = ENGINE.form("cn-2021")
SAMPLE = Path(__file__).parents[3] / "examples" / "jiahezi-2023.txt"
SCHEMA = json.loads((Path(__file__).parent / "sarif-parts.schema.json").read_text("utf-8"))

TEXTS = st.text(st.characters(), max_size=12) | st.sampled_from(["a [b](http://c.d)", "{0} }", "<&>\"'", "\0\x1b[2J"])
CELLS = st.lists(st.sampled_from([*list(FORM.cells)[:4], "no.such.cell"]), max_size=3).map(tuple)
IDS = [f"r{n}" for n in range(5)]
REASON = st.builds(Explanation, st.sampled_from(IDS), CELLS, st.just(()), TEXTS, TEXTS, st.just(date(2024, 1, 1)))


@st.composite
def checked(draw: st.DrawFn) -> Checked:
    """A file with any outcome, or with none."""
    source = draw(st.sampled_from(["a.txt", "甲 乙/年报#1.docx", "/srv/x.docx", "https://a.gov.cn/b?c=d", ""]) | TEXTS)
    if draw(st.integers(0, 4)) == 0:
        return Checked(source, None, draw(TEXTS))
    rules = [
        Rule(
            id_, draw(st.sampled_from(SEVERITIES)), draw(TEXTS), "m", (draw(TEXTS),), draw(TEXTS), en=Wording("t", "m")
        )
        for id_ in IDS[: draw(st.integers(0, 5))]
    ]
    findings, passed, left = [], [], []
    for rule in rules:
        kind = draw(st.integers(0, 3))
        if kind in (1, 3):
            left.append(draw(_not_checked(rule.id)))
        if kind in (2, 3):
            findings += draw(st.lists(_finding(rule.id), min_size=1, max_size=2))
        if kind == 0:
            passed.append(rule.id)
    notices = draw(st.lists(_not_checked("layer"), max_size=1))
    failures = draw(st.lists(st.builds(PluginFailure, TEXTS, TEXTS), max_size=1))
    void = draw(st.lists(st.builds(VoidExplanation, REASON, TEXTS), max_size=1))
    places = {cell: Place(line=draw(st.integers(0, 9))) for cell in list(FORM.cells)[:2]}
    report = evolve(
        specimen(FORM), places=places, source=Source("a", "ab" * 32, draw(st.sampled_from(["text", "docx"])))
    )
    parts = (rules, findings, passed, left, failures, notices, void)
    outcome = Outcome(report, ("cn",), *map(tuple, parts))  # type: ignore[arg-type]
    return Checked(source, outcome, form=draw(st.sampled_from([FORM, None])))


def _not_checked(rule: str) -> st.SearchStrategy[NotChecked]:
    return st.builds(
        NotChecked, st.just(rule), TEXTS, st.sampled_from(SEVERITIES), CELLS, st.sampled_from(["", "previous"])
    )


@st.composite
def _finding(draw: st.DrawFn, rule: str) -> Finding:
    explanation = draw(st.none() | REASON)
    return Finding(
        rule, draw(st.sampled_from(SEVERITIES)), draw(TEXTS), draw(TEXTS), draw(CELLS), 1, 2, -1, draw(TEXTS),
        tuple(draw(st.lists(st.builds(Suggestion, TEXTS), max_size=1))),
        explanation=explanation, excused=explanation is not None and draw(st.booleans()),
    )  # fmt: skip


LISTS = st.lists(checked(), max_size=2)
LANGS = st.sampled_from(["zh", "en"])


def sarif(results: list[Checked], lang: str = "zh") -> Any:
    (run,) = json.loads(ENGINE.render_outcomes(results, "sarif", lang=lang))["runs"]
    return run


def junit(results: list[Checked], lang: str = "zh") -> ElementTree.Element:
    return ElementTree.fromstring(ENGINE.render_outcomes(results, "junit", lang=lang))


@settings(max_examples=20)
@given(LISTS, LANGS)
def test_sarif_is_as_the_standard_has_it(results: list[Checked], lang: str) -> None:
    """Against the parts of its schema that are used; and indices point at what they name (§3.4.5, §3.52.5)."""
    log = json.loads(ENGINE.render_outcomes(results, "sarif", lang=lang))
    jsonschema.validate(log, SCHEMA)
    (run,) = log["runs"]
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    assert len(set(rules)) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
    for note in run["invocations"][0]["toolExecutionNotifications"]:
        if "associatedRule" in note:
            assert rules[note["associatedRule"]["index"]] == note["associatedRule"]["id"]
    for location in locations(run):
        artifact = location["physicalLocation"]["artifactLocation"]
        assert run["artifacts"][artifact["index"]]["location"]["uri"] == artifact["uri"]


@settings(max_examples=20)
@given(LISTS)
def test_sarif_says_all_there_is_to_say(results: list[Checked]) -> None:
    run = sarif(results)
    outcomes = [result.outcome for result in results if result.outcome is not None]
    findings = [finding for outcome in outcomes for finding in outcome.findings]
    told = [(result["ruleId"], bool(result.get("suppressions"))) for result in run["results"]]
    assert told == [(finding.rule, finding.excused) for finding in findings]
    (invocation,) = run["invocations"]
    notes = invocation["toolExecutionNotifications"]
    beside = [len(part) for o in outcomes for part in (o.not_checked, o.notices, o.failures, o.void)]
    assert len(notes) == sum(beside) + len(results) - len(outcomes)
    binding = [item for o in outcomes for item in (*o.not_checked, *o.notices) if item.binding]
    complete = len(outcomes) == len(results) and not binding and not any(o.failures for o in outcomes)
    assert invocation["executionSuccessful"] is complete
    assert invocation["exitCode"] == max((result.exit_status for result in results), default=0)
    assert complete or invocation["exitCode"] > 0


@settings(max_examples=20)
@given(LISTS, LANGS)
def test_junit_is_red_exactly_where_the_exit_status_is_not_0(results: list[Checked], lang: str) -> None:
    root = junit(results, lang)
    suites = root.findall("testsuite")
    assert len(suites) == len(results)
    for suite, result in zip(suites, results, strict=True):
        red = int(suite.get("failures", "")) + int(suite.get("errors", "")) > 0
        assert red == (result.exit_status != 0)


@settings(max_examples=20)
@given(LISTS)
def test_only_a_rule_that_passed_looks_like_one_in_junit(results: list[Checked]) -> None:
    for suite, result in zip(junit(results).findall("testsuite"), results, strict=True):
        outcome = result.outcome
        children = {case.get("classname"): {child.tag for child in case} for case in suite.iter("testcase")}
        assert {name for name, tags in children.items() if not tags} == set(outcome.passed if outcome else ())
        for item in (*outcome.not_checked, *outcome.notices) if outcome else ():
            assert children[item.rule] & {"failure", "error", "skipped"}


@settings(max_examples=20)
@given(LISTS)
def test_the_counts_of_junit_are_those_of_its_cases(results: list[Checked]) -> None:
    root = junit(results)
    for element in (root, *root.findall("testsuite")):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert element.get(name) == str(len([case for case in cases if case.find(tag) is not None]))
        for case in cases:
            assert len([child for child in case if child.tag in ("failure", "error", "skipped")]) <= 1


@given(LISTS)
@settings(max_examples=20)
def test_the_same_outcomes_give_the_same_bytes(results: list[Checked]) -> None:
    for format_ in ("sarif", "junit"):
        assert ENGINE.render_outcomes(results, format_) == ENGINE.render_outcomes(results, format_)


def locations(run: Any) -> Iterator[Any]:
    for item in (*run["results"], *run["invocations"][0]["toolExecutionNotifications"]):
        yield from (*item["locations"], *item.get("relatedLocations", ()))


@pytest.fixture(scope="module")
def wrong() -> Checked:
    """The example with one figure changed, so that two equations break."""
    from gipcore.values import Number

    report = ENGINE.read(SAMPLE).changed({"applications.new.natural_person": Number(1)})
    return Checked("年报/夹河子.txt", ENGINE.check(report), form=FORM)


def test_a_finding_stands_at_its_cells(wrong: Checked) -> None:
    run = sarif([wrong])
    (result,) = [r for r in run["results"] if r["ruleId"] == "applications.balance"]
    assert (
        result["level"] == "error" and "相差 1" in result["message"]["text"] and "依据：" in result["message"]["text"]
    )
    (location,) = result["locations"]
    assert (
        location["physicalLocation"]["artifactLocation"]["uri"] == "%E5%B9%B4%E6%8A%A5/%E5%A4%B9%E6%B2%B3%E5%AD%90.txt"
    )
    named = [at["logicalLocations"][0] for at in (location, *result["relatedLocations"])]
    assert [at["fullyQualifiedName"] for at in named] == result["properties"]["cells"]
    assert named[0]["name"] == FORM.cells[result["properties"]["cells"][0]].label
    assert result["properties"]["suggestions"] == [{"cell": "applications.new.natural_person", "value": 0}]


def test_a_line_of_plain_text_is_a_region_and_a_paragraph_of_word_is_none(wrong: Checked) -> None:
    cell = "applications.new.natural_person"
    regions = []
    for format_ in ("text", "docx"):
        assert wrong.outcome is not None
        source = evolve(wrong.outcome.report.source, format=format_)
        report = evolve(wrong.outcome.report, source=source, places={cell: Place(line=7)})
        run = sarif([evolve(wrong, outcome=evolve(wrong.outcome, report=report))])
        regions.append([r for at in locations(run) if (r := at["physicalLocation"].get("region"))])
    assert regions[0] and set(map(str, regions[0])) == {"{'startLine': 7}"} and not regions[1]


def test_fingerprints_are_all_different_and_outlive_a_change_of_figures(wrong: Checked) -> None:
    from gipcore.values import Number

    assert wrong.outcome is not None
    worse = ENGINE.check(wrong.outcome.report.changed({"applications.new.natural_person": Number(5)}))

    def prints(result: Checked) -> dict[str, tuple[str, str]]:
        return {
            r["partialFingerprints"]["gipcore/v1"]: (r["ruleId"], str(r["properties"]["cells"]))
            for r in sarif([result])["results"]
        }

    before, after = prints(wrong), prints(evolve(wrong, outcome=worse))
    assert len(before) == len(wrong.outcome.findings)
    assert {k for k, (rule, _) in before.items() if rule == "applications.balance"} <= set(after)


def test_text_of_a_report_is_no_markup(wrong: Checked) -> None:
    assert wrong.outcome is not None
    finding = evolve(wrong.outcome.findings[0], message="见[这里](http://a.b)和{0}", where="<b>")
    hostile = evolve(wrong, outcome=evolve(wrong.outcome, findings=(finding,)))
    (result,) = sarif([hostile])["results"]
    assert result["message"]["text"].startswith("见\\[这里](http://a.b)和{{0}}")
    failure = junit([hostile]).find(".//failure")
    assert failure is not None and failure.get("message") == finding.message and "<b>" in (failure.text or "")


def test_several_errors_of_a_rule_are_one_failure_that_names_them_all(wrong: Checked) -> None:
    assert wrong.outcome is not None
    errors = [f for f in wrong.outcome.findings if f.severity == "error"]
    told = {case.get("classname"): case.findtext("failure") for case in junit([wrong]).iter("testcase")}
    assert {rule for rule, text in told.items() if text is not None} == {finding.rule for finding in errors}
    assert len(errors) > 1 and all(finding.message in (told[finding.rule] or "") for finding in errors)


def test_a_rule_without_any_result_is_no_pass(wrong: Checked) -> None:
    assert wrong.outcome is not None
    silent = evolve(wrong.outcome, passed=(), findings=(), not_checked=())
    cases = list(junit([evolve(wrong, outcome=silent)]).iter("testcase"))
    assert len(cases) == len(silent.rules) and all(case.find("error") is not None for case in cases)
