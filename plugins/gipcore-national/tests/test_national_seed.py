"""The seed report: exactly the faults that are in it, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from gipcore.checks import Check, Subject
from gipcore.engine import Engine
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.rulesets import Catalogue

SEED = Path(__file__).parents[3] / "examples" / "jiahezi-2023.txt"


@pytest.fixture(scope="module")
def seed() -> Report:
    return Engine().read(SEED)


def test_the_faults_of_the_seed(seed: Report, rules: dict[str, Rule], outcome: Callable[..., Outcome]) -> None:
    found = {f.rule: f for rule in rules for f in outcome(rule, seed).findings}
    assert {rule: finding.severity for rule, finding in found.items()} == {
        "fee.term": "info",
        "overview.assessment": "warning",
        "overview.topics": "warning",
        "structure.numbering": "warning",
        "text.period": "info",
        "title.form": "warning",
        "title.issuer": "info",
    }
    assert "“5、 存在的主要问题及改进情况”" in found["structure.numbering"].message
    for topic in ("政府信息管理", "政府信息公开平台建设", "监督保障", "“行政机关收到和处理政府信息公开申请情况”"):
        assert topic in found["overview.topics"].message


def test_all_else_passes_or_needs_other_reports(
    seed: Report, catalogue: Catalogue, checks: dict[str, Check], rules: dict[str, Rule]
) -> None:
    subject = Subject(seed, catalogue.forms["cn-2021"])
    undecided = {rule.id for rule in rules.values() if not hasattr(checks[rule.check].run(subject, rule), "__iter__")}
    assert undecided == {
        "applications.reclassified",
        "fee.aggregate",
        "report.identical",
        "series.jump",
        "text.copied",
        "text.repeated",
    }
