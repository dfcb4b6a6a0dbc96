"""Coded checks: their failures fill the rule's message, they say when they cannot tell, no report makes them fail."""

from __future__ import annotations

from collections.abc import Iterator

from attrs import evolve, frozen

from gipcore.checks import Check, Failure, Subject, Undecided
from gipcore.coded import Result, run_checks
from gipcore.containment import Failed
from gipcore.errors import DataError
from gipcore.examples import example_subject
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.rules import Rule
from gipcore.rulesets import forms_of
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.checks.messages import in_chinese
from gipcore_kit.checks.round_trip import drawn
from gipcore_kit.samples import bare, sample_reports, unreadable
from gipcore_kit.trial import Trial

UNHURRIED = 5
"""Generated reports of each form that a check is tried on, at most."""


@frozen
class Named:
    """A check, and a rule that names it."""

    check: Check
    ruleset: Ruleset
    rule: Rule


def coded(trial: Trial) -> Answer:
    """The verdict on its checks."""
    if not trial.checks:
        return not_applicable("没有编码检查", "it brings no coded checks")
    problems: list[Note] = []
    named = [
        Named(check, ruleset, rule)
        for check in trial.checks
        for ruleset in trial.engine.catalogue.rulesets
        for rule in ruleset.all_rules
        if rule.check == check.name
    ]
    for check in trial.checks:
        if not any(one.check is check for one in named):
            problems.append(
                Note(
                    f'没有规则用到检查 {check.name}（check = "{check.name}"），它不会被执行。',
                    f"no rule names the check {check.name}, so it never runs",
                )
            )
    for one in named:
        trial.say(f"{one.check.name} ({one.rule.id})")
        for subject in _examples(trial, one.ruleset, one.rule):
            problems += _run(trial, [one], subject)
    for form in trial.forms:
        there = [one for one in named if form.id in (forms_of(one.ruleset, one.rule) or (form.id,))]
        for subject in _generated(trial, form):
            trial.say(form.id)
            problems += _run(trial, there, subject)
    return judged(
        problems,
        Note(
            f"{len(trial.checks)} 项检查，{len(named)} 条规则：例子、生成的报告、什么都没有读到的报告",
            f"{len(trial.checks)} checks, {len(named)} rules: examples, generated reports, and nothing read",
        ),
    )


def _run(trial: Trial, named: list[Named], subject: Subject) -> Iterator[Note]:
    """The problems with all the checks on one report."""
    for (check, rule), result in trial.results_of([(one.check, one.rule) for one in named], subject):
        yield from _oddities(rule, subject, result)
        yield from _overlooked(check, rule, subject, result)


def _examples(trial: Trial, ruleset: Ruleset, rule: Rule) -> Iterator[Subject]:
    """The reports of the rule's examples, the first also as if nothing of it had been read."""
    catalogue = trial.engine.catalogue
    for example in (*rule.passes, *rule.fails, *rule.undecided):
        try:
            subject = example_subject(catalogue, ruleset, rule, example)
        except DataError:
            continue  # told by the check of the rules
        yield _with_schedules(trial, subject, ruleset.region)
        if example in (*rule.passes[:1], *rule.fails[:1]):
            yield _with_schedules(trial, Subject(bare(subject.report), subject.form), ruleset.region)


def _generated(trial: Trial, form: Form) -> Iterator[Subject]:
    """Generated reports, by themselves and with last year's, a subordinate and a companion beside them."""
    odd = drawn(form, min(trial.examples, UNHURRIED))
    for report, other in zip([*sample_reports(form), *odd], [*odd, *sample_reports(form)], strict=True):
        yield Subject(report, form)
        before = evolve(other, year=None if report.year is None else report.year - 1)
        yield _with_schedules(trial, Subject(report, form, before, (other,), (report.title,)), "")


def _with_schedules(trial: Trial, subject: Subject, region: str) -> Subject:
    schedules, report = trial.engine.catalogue.schedules, subject.report
    region = report.issuer.region or region
    found = schedules.in_year(report.year or 0, region)
    return evolve(subject, schedules=found, calendar=schedules.calendar(region))


def _oddities(rule: Rule, subject: Subject, result: Result) -> Iterator[Note]:
    match result:
        case Failed():
            yield Note(
                f"{rule.id}：出错：{result.reason}。检查遇到什么报告都不能出错；不能判断时返回 Undecided。",
                f"{rule.id}: fails: {result.reason}; a check never raises, it returns Undecided",
            )
        case Undecided():
            if not in_chinese(result.reason):
                yield Note(
                    f"{rule.id}：Undecided 的理由不是中文：“{result.reason}”。",
                    f"{rule.id}: the reason of Undecided is not in Chinese: “{result.reason}”",
                )
            if not result.reason_en.strip():
                yield Note(f"{rule.id}：Undecided 没有英文的理由。", f"{rule.id}: Undecided has no reason_en")
        case _:
            for failure in result:
                yield from _unfilled(rule, subject, failure)


def _unfilled(rule: Rule, subject: Subject, failure: Failure) -> Iterator[Note]:
    if missing := sorted(rule.placeholders - {*failure.values, *rule.parameters}):
        names = "、".join(f"{{{name}}}" for name in missing)
        yield Note(
            f"{rule.id}：Failure 的 values 没有 {names}，信息填不完整。",
            f"{rule.id}: the values of a Failure lack {names.replace('、', ', ')}, which the message needs",
        )
    if unknown := sorted(cell for cell in failure.cells if cell not in subject.form.cells):
        told = "、".join(unknown[:3])
        yield Note(f"{rule.id}：Failure 的 cells 中没有这样的单元格：{told}。", f"{rule.id}: no such cells: {told}")


def _overlooked(check: Check, rule: Rule, subject: Subject, result: Result) -> Iterator[Note]:
    """A check that compares figures must not pass when the ones that made it fail cannot be read."""
    if not isinstance(result, tuple):
        return
    cells = {cell for failure in result if _compares(failure) for cell in failure.cells if cell in subject.form.cells}
    if cells and run_checks(evolve(subject, report=unreadable(subject.report, cells)), [(check, rule)]) == [()]:
        told = "、".join(sorted(cells)[:3])
        yield Note(
            f"{rule.id}：{told} 无法识别时仍算通过，应返回 Undecided。",
            f"{rule.id}: passes when {told} cannot be read; it should return Undecided",
        )


def _compares(failure: Failure) -> bool:
    return any(number is not None for number in (failure.left, failure.right, failure.difference))
