"""Laws of explanations: bound to their figures, blind to other rules, and the same in any order."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from attrs import evolve
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.explanation_drafts import draft
from gipcore.explanations import apply, parse
from gipcore.outcomes import Explanation, Finding, Outcome
from gipcore.strategies import reports, values

TODAY = date(2024, 3, 1)


@cache
def engine() -> Engine:
    return Engine()


def form() -> Any:
    return engine().form("cn-2021")


def entry(finding: Finding, outcome: Outcome) -> Explanation:
    printed = tuple(outcome.report.cells[cell].raw for cell in finding.cells)
    return Explanation(finding.rule, finding.cells, printed, "已核实。", "办公室", TODAY, finding.quotes)


@st.composite
def outcomes(draw: st.DrawFn) -> Outcome:
    """The outcome of a report in which something is wrong."""
    outcome = engine().check(draw(reports(form())))
    assume(outcome.findings)
    return outcome


@st.composite
def some_explained(draw: st.DrawFn) -> tuple[Outcome, list[Explanation]]:
    outcome = draw(outcomes())
    chosen = draw(st.lists(st.sampled_from(outcome.findings), unique=True, max_size=6))
    return outcome, list({entry(finding, outcome): None for finding in chosen})


def bare(finding: Finding) -> Finding:
    return evolve(finding, explanation=None, excused=False)


@settings(max_examples=30)
@given(outcomes())
def test_a_draft_speaks_of_every_soft_finding_once_it_has_reasons(outcome: Outcome) -> None:
    text = draft(outcome, form(), TODAY)
    soft = [finding for finding in outcome.findings if finding.severity != "error"]
    entries = parse(text, "draft") if text else ()
    silent = apply(outcome, entries, TODAY)
    assert [bare(finding) for finding in silent.findings] == list(silent.findings)
    assert len(silent.void) == len(entries)
    filled = apply(outcome, [evolve(one, reason="已核实。", author="办公室") for one in entries], TODAY)
    assert not filled.void
    assert [f for f in filled.findings if f.severity != "error" and f.explanation is None] == []
    assert [f for f in filled.findings if f.severity == "error" and f.explanation is not None] == []
    assert bool(soft) == bool(entries)


@settings(max_examples=50)
@given(some_explained())
def test_an_explanation_changes_nothing_but_its_own_finding(case: tuple[Outcome, list[Explanation]]) -> None:
    outcome, entries = case
    applied = apply(outcome, entries, TODAY)
    assert not applied.void
    named = {one.rule for one in entries}
    for before, after in zip(outcome.findings, applied.findings, strict=True):
        assert bare(after) == before and (after == before or before.rule in named)
    assert applied.status == outcome.status
    assert evolve(applied, findings=outcome.findings) == outcome
    assert {f.rule for f in applied.findings if f.explanation} == named


@settings(max_examples=30)
@given(some_explained(), st.randoms(use_true_random=False))
def test_order_changes_nothing(case: tuple[Outcome, list[Explanation]], random: Any) -> None:
    outcome, entries = case
    entries += [evolve(one, values=(*one.values, "多余的")[: len(one.values)], reason="") for one in entries[:2]]
    entries += [evolve(one, rule="no.such_rule") for one in entries[:2]]
    shuffled = list(entries)
    random.shuffle(shuffled)
    assert apply(outcome, shuffled, TODAY) == apply(outcome, entries, TODAY)


@settings(max_examples=80)
@given(st.data())
def test_changing_any_cell_of_an_explanation_voids_it(data: st.DataObject) -> None:
    outcome = data.draw(outcomes())
    about = [finding for finding in outcome.findings if finding.cells]
    assume(about)
    one = entry(data.draw(st.sampled_from(about)), outcome)
    cell = data.draw(st.sampled_from(one.cells))
    value = data.draw(values(form().cells[cell].column))
    assume(value.raw != outcome.report.cells[cell].raw)
    changed = engine().check(outcome.report.changed({cell: value}))
    applied = apply(changed, [one], TODAY, form=form())
    assert applied.findings == changed.findings
    (void,) = applied.void
    assert void.explanation == one
    gone = all(rule.id != one.rule for rule in changed.rules)
    assert gone or form().cells[cell].label in void.why
