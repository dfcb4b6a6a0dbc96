"""Law: the difference of a thing with itself is empty, and every difference between two outcomes stands in it."""

from __future__ import annotations

from functools import cache

from attrs import evolve
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.engine import Engine
from gipcore.layers import Regrade, Ruleset
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore.rule_diff import FieldChange, diff_in_force, diff_layers
from gipcore.rules import SEVERITIES
from gipcore.rulesets import Catalogue, RulesInForce, build_catalogue
from gipcore.strategies import reports, rulesets, stacks


@cache
def engine() -> Engine:
    return Engine()


@cache
def installed() -> Catalogue:
    """A part of what is installed: every catalogue built in an example compiles its expressions anew."""
    some = ("cn-arithmetic", "cn-identity", "cn-narrative", "cn-structure", "31", "customs")
    catalogue = engine().catalogue
    return build_catalogue(catalogue.forms.values(), [r for r in catalogue.rulesets if r.id in some])


def catalogues() -> st.SearchStrategy[Catalogue]:
    base = installed()
    built = stacks(base, most=2).map(lambda stack: build_catalogue(base.forms.values(), (*base.rulesets, *stack)))
    return st.just(base) | built


@st.composite
def in_force(draw: st.DrawFn) -> RulesInForce:
    """The rules of some catalogue for some year and place."""
    year, region = draw(st.integers(2021, 2025)), draw(st.sampled_from(["654202", "650100", "310107", "110101", None]))
    level, kind = draw(st.sampled_from([("township", "government"), ("county", "department"), (None, None)]))
    return draw(catalogues()).in_force("cn-2021", year, region, level, kind)  # type: ignore[arg-type]


def verdict(report: Report, rules: RulesInForce) -> Outcome:
    previous = evolve(report, year=(report.year or 0) - 1)
    return check_report(Subject(report, rules.form, previous), rules, engine().checks)


def said(outcome: Outcome) -> dict[str, object]:
    """What the outcome says of each rule, less what the equations of other rules suggest."""
    findings = [evolve(finding, suggestions=()) for finding in outcome.findings]
    return {
        rule: (
            [finding for finding in findings if finding.rule == rule],
            rule in outcome.passed,
            [item for item in outcome.not_checked if item.rule == rule],
        )
        for rule in {*outcome.passed, *(f.rule for f in findings), *(item.rule for item in outcome.not_checked)}
    }


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(in_force), st.deferred(lambda: stacks(installed())))
def test_with_itself_it_is_empty(rules: RulesInForce, stack: tuple[Ruleset, ...]) -> None:
    assert not diff_in_force(rules, rules)
    for ruleset in stack:
        assert not diff_layers(ruleset, ruleset)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(in_force), st.deferred(in_force), st.deferred(lambda: reports(engine().form("cn-2021"))))
def test_every_difference_of_two_outcomes_is_in_it(before: RulesInForce, after: RulesInForce, report: Report) -> None:
    diff = diff_in_force(before, after)
    one, other = verdict(report, before), verdict(report, after)
    differ = {rule for rule in said(one).keys() | said(other).keys() if said(one).get(rule) != said(other).get(rule)}
    assert differ <= diff.rules
    if one.rulesets != other.rulesets:
        assert "rulesets" in {field.path for field in diff.fields}


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: reports(engine().form("cn-2021"))), st.data())
def test_a_rule_that_failed_and_is_regraded_is_the_whole_difference(report: Report, data: st.DataObject) -> None:
    base = installed()
    place = ("cn-2021", report.year, "654202", "township", "government")
    before = base.in_force(*place)  # type: ignore[arg-type]
    one = verdict(report, before)
    assume(one.findings)
    failed = data.draw(st.sampled_from(sorted({finding.rule for finding in one.findings})))
    (severity,) = {rule.severity for rule in before.rules if rule.id == failed}
    new = data.draw(st.sampled_from([other for other in SEVERITIES if other != severity]))
    layer = Ruleset("x", "t", "s", extends="cn", regrade=(Regrade(failed, new, "r"),))
    after = build_catalogue(base.forms.values(), (*base.rulesets, layer)).in_force(*place)  # type: ignore[arg-type]
    other = verdict(report, after)
    diff = diff_in_force(before, after)
    assert {rule for rule in said(one) if said(one)[rule] != said(other)[rule]} == diff.rules == {failed}
    (change,) = diff.changed
    assert change.regraded and change.sources == ("s",)
    assert FieldChange("severity", severity, new) in change.fields


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: rulesets(installed())), st.deferred(lambda: rulesets(installed())))
def test_two_layers_differ_if_their_difference_is_not_empty(one: Ruleset, other: Ruleset) -> None:
    there, back = diff_layers(one, other), diff_layers(other, one)
    assert bool(there) == bool(back) == (one != other)
    assert there.rules == back.rules
    assert [rule.id for rule in there.added] == [rule.id for rule in back.removed]
    assert {f.path: (f.before, f.after) for f in there.fields} == {f.path: (f.after, f.before) for f in back.fields}
