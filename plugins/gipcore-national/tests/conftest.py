"""The national rules on a specimen: the shortest way from a changed field to the verdict of one rule."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

import gipcore_national
from gipcore.checking import check_report
from gipcore.checks import Check, Subject
from gipcore.engine import Engine
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.rulesets import Catalogue, RulesInForce
from gipcore.specimen import specimen

Verdict = Callable[..., str]


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return Engine().catalogue


@pytest.fixture(scope="session")
def checks() -> dict[str, Check]:
    return {check.name: check for check in gipcore_national.gipcore_checks()}


@pytest.fixture(scope="session")
def rules(catalogue: Catalogue, checks: dict[str, Check]) -> dict[str, Rule]:
    """The rules that use a check of this plugin, by id."""
    return {rule.id: rule for ruleset in catalogue.rulesets for rule in ruleset.rules if rule.check in checks}


@pytest.fixture(scope="session")
def make(catalogue: Catalogue) -> Callable[..., Report]:
    """A specimen of a form with changes."""

    def build(form: str = "cn-2021", **changes: Any) -> Report:
        return specimen(catalogue.forms[form], **changes)

    return build


@pytest.fixture(scope="session")
def outcome(catalogue: Catalogue, checks: dict[str, Check], rules: dict[str, Rule]) -> Callable[..., Outcome]:
    """The outcome of one rule for a report."""

    def run(
        rule: str, report: Report, previous: Report | None = None, children: tuple[Report, ...] = (), lang: str = "zh"
    ) -> Outcome:
        form = catalogue.forms[report.form]
        schedules = catalogue.schedules.in_year(report.year or 0)
        alone = RulesInForce(form, catalogue.forms, ("cn",), (rules[rule],), schedules=schedules)
        result = check_report(Subject(report, form, previous, children), alone, checks, lang)
        assert not result.failures
        return result

    return run


@pytest.fixture(scope="session")
def verdict(make: Callable[..., Report], outcome: Callable[..., Outcome]) -> Verdict:
    """``pass``, ``not checked``, or the severities of the findings, of one rule for a specimen with changes."""

    def run(rule: str, **changes: Any) -> str:
        result = outcome(rule, make(**changes))
        if result.not_checked:
            return "not checked"
        return " ".join(finding.severity for finding in result.findings) or "pass"

    return run
