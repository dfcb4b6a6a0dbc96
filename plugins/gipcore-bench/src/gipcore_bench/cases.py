"""An example that comes out otherwise than it says, with what there is to see of it."""

from __future__ import annotations

from decimal import localcontext

from attrs import frozen

from gipcore.errors import DataError, ExpressionError
from gipcore.examples import Trial, example_subject
from gipcore.expressions import EXACT, Explanation, Instance, Readings, Surroundings, compile_expression, explain
from gipcore.expressions.evaluation import NO_CHILDREN, NO_PREVIOUS
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.reports import Report
from gipcore.rules import Example
from gipcore.rulesets import Catalogue

MAX_NUMBERS = 3
"""Instances of a rule that are shown with their numbers."""


@frozen
class Case:
    """A trial, its example, the form of its report, and why it came out as it did: reasons of what was not checked,
    messages of what was found, and where nothing was found, the numbers in which nothing was."""

    trial: Trial
    example: Example
    form: Form
    reasons: tuple[str, ...] = ()
    messages: tuple[str, ...] = ()
    numbers: tuple[tuple[Instance, Explanation], ...] = ()


def case_of(catalogue: Catalogue, ruleset: Ruleset, trial: Trial, lang: str) -> Case:
    """The case of a *trial* of the *ruleset*."""
    example = _example(ruleset, trial)
    outcome = trial.outcome
    if outcome is None:
        newest = max((form for form in catalogue.forms.values() if not form.extends), key=lambda form: form.first_year)
        return Case(trial, example, newest, reasons=(trial.refusal,))
    form = catalogue.forms[outcome.report.form]
    reasons = [item.reason for item in outcome.not_checked] + [failure.reason for failure in outcome.failures]
    messages = tuple(finding.message for finding in outcome.findings)
    numbers = _numbers(catalogue, ruleset, trial, example, form, lang) if trial.result == "passes" else ()
    return Case(trial, example, form, tuple(reasons), messages, numbers)


def _example(ruleset: Ruleset, trial: Trial) -> Example:
    if not trial.path:
        rule = next(rule for rule in ruleset.all_rules if rule == trial.rule)
        found: Example = getattr(rule, trial.expected)[trial.number]
        return found
    verb, _, number = trial.path.removeprefix("$.").rstrip("]").partition("[")
    found = getattr(getattr(ruleset, verb)[int(number)], trial.expected)[trial.number]
    return found


def _numbers(
    catalogue: Catalogue, ruleset: Ruleset, trial: Trial, example: Example, form: Form, lang: str
) -> tuple[tuple[Instance, Explanation], ...]:
    """The instances of an expression that the example is about, with its numbers."""
    if not trial.rule.expression:
        return ()
    try:
        subject = example_subject(catalogue, ruleset, trial.rule, example)
        instances = compile_expression(trial.rule.expression, form, trial.rule.parameters).instances
    except (DataError, ExpressionError):
        return ()
    previous = _readings(catalogue, subject.previous) if subject.previous else NO_PREVIOUS
    children = tuple(_readings(catalogue, child) for child in subject.children) or NO_CHILDREN
    at = Surroundings(Readings(subject.report, form), previous, children)
    touched = [one for one in instances if not example.cells.keys().isdisjoint(ref.cell for ref in one.cells)]
    with localcontext(EXACT):
        return tuple((one, explain(one.condition, at, lang)) for one in (touched or list(instances))[:MAX_NUMBERS])


def _readings(catalogue: Catalogue, report: Report) -> Readings:
    return Readings(report, catalogue.forms[report.form])
