"""The examples of a rule, executed: each one a report that must pass, or fail, the rule it belongs to, or of which the
rule must say that it cannot be checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, TypeAlias

from attrs import evolve, frozen

from gipcore.checking import check_report
from gipcore.checks import Check, Subject
from gipcore.codec import did_you_mean
from gipcore.errors import DataError
from gipcore.layers import DEADLINE_RULE, Disable, Ruleset
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore.rules import Example, Neighbour, Rule, RuleScope
from gipcore.rulesets import Catalogue, RulesInForce, forms_of
from gipcore.specimen import specimen

Expected: TypeAlias = Literal["passes", "fails", "not checked"]


@frozen
class Trial:
    """An example that was executed: what it should have done, and the outcome for its rule alone.

    ``outcome`` is None if the example is no report at all; ``refusal`` then says why.
    """

    rule: Rule
    expected: Expected
    number: int
    outcome: Outcome | None
    refusal: str = ""
    ruleset: str = ""
    """The ruleset in which the example stands."""
    path: str = ""
    """The path there of the change that it is an example of; empty for one of the rule itself."""

    @property
    def result(self) -> Expected:
        if self.outcome is not None and self.outcome.findings:
            return "fails"
        return "passes" if self.outcome is not None and self.outcome.passed == (self.rule.id,) else "not checked"

    @property
    def problem(self) -> str:
        """What is wrong with the example, empty if it does what it says."""
        broken = self.outcome is None or self.outcome.failures
        if self.result == self.expected and not (broken and self.expected == "not checked"):
            return ""
        reasons = [self.refusal] if self.outcome is None else [item.reason for item in self.outcome.not_checked]
        reasons += [] if self.outcome is None else [failure.reason for failure in self.outcome.failures]
        why = f"（{'；'.join(reasons)}）" if any(reasons) else ""
        return f"{self.rule.id}: {self.expected}[{self.number}] 的结果是 {self.result}{why}"


def run_examples(
    catalogue: Catalogue, checks: Mapping[str, Check], rulesets: Iterable[Ruleset] | None = None, lang: str = "zh"
) -> Iterator[Trial]:
    """Execute every example of every rule, and of every change that a layer makes to one; of all *rulesets* or some.

    *lang* is that of what the findings say.
    """
    for ruleset in catalogue.rulesets if rulesets is None else rulesets:
        for rule in ruleset.all_rules:
            for expected, number, example in _each(rule.passes, rule.fails, rule.undecided):
                yield run_example(catalogue, checks, ruleset, rule, example, expected, number, lang)
        for verb, index, change in ruleset.changes:
            if not isinstance(change, Disable):
                for expected, number, example in _each(change.passes, change.fails):
                    case = example, expected, number, lang
                    trial = _run_changed(catalogue, checks, ruleset, change.rule, change.scope, *case)
                    yield evolve(trial, path=f"$.{verb}[{index}]")
        for index, deadline in enumerate(ruleset.deadline):
            scope = RuleScope(years=deadline.years)
            for expected, number, example in _each(deadline.passes, deadline.fails):
                case = example, expected, number, lang
                trial = _run_changed(catalogue, checks, ruleset, DEADLINE_RULE, scope, *case)
                yield evolve(trial, path=f"$.deadline[{index}]")


def _each(
    passes: Iterable[Example], fails: Iterable[Example], undecided: Iterable[Example] = ()
) -> Iterator[tuple[Expected, int, Example]]:
    for number, example in enumerate(passes):
        yield "passes", number, example
    for number, example in enumerate(fails):
        yield "fails", number, example
    for number, example in enumerate(undecided):
        yield "not checked", number, example


def run_example(
    catalogue: Catalogue,
    checks: Mapping[str, Check],
    ruleset: Ruleset,
    rule: Rule,
    example: Example,
    expected: Expected,
    number: int,
    lang: str = "zh",
) -> Trial:
    """Execute one example on its rule alone."""
    try:
        subject = example_subject(catalogue, ruleset, rule, example)
    except DataError as error:
        return Trial(rule, expected, number, None, str(error), ruleset.id)
    return _run_alone(catalogue, checks, ruleset, rule, subject, expected, number, lang)


def _run_changed(
    catalogue: Catalogue,
    checks: Mapping[str, Check],
    ruleset: Ruleset,
    id_: str,
    scope: RuleScope,
    example: Example,
    expected: Expected,
    number: int,
    lang: str = "zh",
) -> Trial:
    """Execute an example of a change on the rule as it is in force for the example's report where the layer holds."""
    base = next(rule for other in catalogue.rulesets for rule in other.all_rules if rule.id == id_)
    try:
        subject = example_subject(catalogue, ruleset, evolve(base, scope=scope), example)
    except DataError as error:
        return Trial(base, expected, number, None, str(error), ruleset.id)
    report, issuer = subject.report, subject.report.issuer
    region = ruleset.region or issuer.region
    name = issuer.name if not ruleset.system or issuer.name.endswith(ruleset.bodies) else ruleset.bodies[0]
    rules = catalogue.in_force(report.form, report.year, region, issuer.level, issuer.kind, report.published_on, name)
    rule = next((rule for rule in rules.rules if rule.id == id_), None)
    if rule is None or ruleset.layer_id not in rules.rulesets:
        why = "这个例子的报告不在该层或该规则的适用范围内，请写明机关的级别、类型和年度"
        return Trial(base, expected, number, None, why, ruleset.id)
    return _run_alone(catalogue, checks, ruleset, rule, subject, expected, number, lang)


def _run_alone(
    catalogue: Catalogue,
    checks: Mapping[str, Check],
    ruleset: Ruleset,
    rule: Rule,
    subject: Subject,
    expected: Expected,
    number: int,
    lang: str = "zh",
) -> Trial:
    report, region = subject.report, subject.report.issuer.region or ruleset.region
    alone = RulesInForce(
        subject.form,
        catalogue.forms,
        (ruleset.layer_id,),
        (rule,),
        schedules=catalogue.schedules.in_year(report.year or 0, region),
        calendar=catalogue.schedules.calendar(region),
    )
    return Trial(rule, expected, number, check_report(subject, alone, checks, lang), ruleset=ruleset.id)


def example_subject(catalogue: Catalogue, ruleset: Ruleset, rule: Rule, example: Example) -> Subject:
    """The report of an example with its neighbours.

    Form and year are, unless the example says otherwise, the first that the rule applies to; last year's report is of
    the year before, subordinate ones of the same year.
    """
    newest = max(form.id for form in catalogue.forms.values() if not form.extends)
    form_id = example.report.get("form") or next(iter(forms_of(ruleset, rule)), None) or newest
    first = rule.scope.years.first or ruleset.years.first
    last = min((y.last for y in (rule.scope.years, ruleset.years) if y.last is not None), default=None)
    if form_id not in catalogue.forms:
        raise DataError(rule.id, [f"没有表样 {form_id!r}"])
    base = specimen(catalogue.forms[form_id])
    year = max(base.year or 0, first or 0)
    year = example.report.get("year") or (year if last is None else min(year, last))
    report = _report(catalogue, form_id, year, example.cells, example.report)
    previous = None
    if example.previous is not None:
        previous = _neighbour(catalogue, form_id, year - 1, example.previous)
    children = tuple(_neighbour(catalogue, form_id, year, child) for child in example.children)
    return Subject(report, catalogue.forms[form_id], previous, children, example.companions)


def _neighbour(catalogue: Catalogue, form_id: str, year: int, neighbour: Neighbour) -> Report:
    own = neighbour.report.get("form", form_id)
    if own not in catalogue.forms:
        raise DataError("example", [f"没有表样 {own!r}"])
    return _report(catalogue, own, year, neighbour.cells, neighbour.report)


def _report(
    catalogue: Catalogue, form_id: str, year: int, cells: Mapping[str, Any], changes: Mapping[str, Any]
) -> Report:
    form = catalogue.forms[form_id]
    if unknown := [cell for cell in cells if cell not in form.cells]:
        raise DataError("example", [f"没有单元格 {cell!r}{did_you_mean(cell, form.cells)}" for cell in unknown])
    others = {key: value for key, value in changes.items() if key != "form"}
    return specimen(form, **{"year": year, **others, "cells": dict(cells)})
