"""The examples of rules as cases for a test, by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gipcore.checks import Check
from gipcore.examples import Trial, run_examples
from gipcore.layers import Ruleset
from gipcore.rulesets import Catalogue


def rule_cases(
    catalogue: Catalogue, checks: Mapping[str, Check], rulesets: Iterable[Ruleset] | None = None
) -> dict[str, Trial]:
    """Every example of every rule of all *rulesets*, or of some, executed: ``cn-cells cell.integer fails 0`` and so on.

    A case is right if its ``problem`` is empty.
    """
    trials = run_examples(catalogue, checks, rulesets)
    return {f"{trial.ruleset} {trial.rule.id} {trial.expected} {trial.number}": trial for trial in trials}
