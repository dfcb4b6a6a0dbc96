"""Every rule that uses a check of this plugin: its examples do what they say, in words that can be read."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attrs import evolve

from gipcore.checking import check_report
from gipcore.checks import Check
from gipcore.errors import DataError
from gipcore.examples import example_subject, run_examples
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.rulesets import Catalogue, RulesInForce
from gipcore_national.common import parameters
from gipcore_national.topics import LengthParameters


def test_every_example_does_what_it_says(
    catalogue: Catalogue, checks: dict[str, Check], rules: dict[str, Rule]
) -> None:
    trials = [trial for trial in run_examples(catalogue, checks) if trial.rule.id in rules]
    assert [trial.problem for trial in trials if trial.problem] == []
    assert {trial.rule.id for trial in trials if trial.expected == "passes"} == set(rules)
    assert {trial.rule.id for trial in trials if trial.expected == "fails"} == set(rules)


def test_every_finding_has_words_in_both_languages(
    catalogue: Catalogue, checks: dict[str, Check], rules: dict[str, Rule]
) -> None:
    for ruleset in catalogue.rulesets:
        for rule in (rule for rule in ruleset.rules if rule.id in rules):
            for example in rule.fails:
                subject = example_subject(catalogue, ruleset, rule, example)
                for lang in ("zh", "en"):
                    schedules = catalogue.schedules.in_year(subject.report.year or 0)
                    alone = RulesInForce(subject.form, catalogue.forms, ("cn",), (rule,), schedules=schedules)
                    found = check_report(subject, alone, checks, lang).findings
                    assert found
                    for finding in found:
                        words = (finding.message, *(suggestion.text for suggestion in finding.suggestions))
                        assert len(words) == 2
                        assert not any("{" in text or "None" in text or not text for text in words)


def test_every_check_is_used_by_a_rule(checks: dict[str, Check], rules: dict[str, Rule]) -> None:
    assert {rule.check for rule in rules.values()} == set(checks)


def test_every_rule_is_told_in_english(rules: dict[str, Rule]) -> None:
    assert [rule.id for rule in rules.values() if rule.en is None or not rule.en.advice or not rule.advice] == []


def test_a_misspelt_parameter_is_named(rules: dict[str, Rule], make: Callable[..., Report]) -> None:
    rule = rules["overview.length"]
    wrong = evolve(rule, parameters={**rule.parameters, "limits": 900})
    with pytest.raises(DataError, match=r"overview\.length.*'limits'.*limit"):
        parameters(LengthParameters)(wrong)


def test_a_province_changes_the_limit_without_code(
    rules: dict[str, Rule], make: Callable[..., Report], catalogue: Catalogue, checks: dict[str, Check]
) -> None:
    from gipcore.checks import Subject

    rule = rules["overview.length"]
    stricter = evolve(rule, parameters={**rule.parameters, "limit": 100})
    subject = Subject(make(), catalogue.forms["cn-2021"])
    run = checks["overview.length"].run
    assert list(run(subject, rule)) == []  # type: ignore[arg-type]
    assert len(list(run(subject, stricter))) == 1  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["cn-2021", "cn-2019"])
def test_a_specimen_has_no_finding(
    form: str,
    catalogue: Catalogue,
    checks: dict[str, Check],
    rules: dict[str, Rule],
    make: Callable[..., Report],
    outcome: Callable[..., Outcome],
) -> None:
    report = make(form)
    found = [
        f
        for rule in rules.values()
        if not rule.scope.forms or form in rule.scope.forms
        for f in outcome(rule.id, report).findings
    ]
    assert found == []
