"""Law: switching a rule off removes exactly its findings, and nothing else."""

from __future__ import annotations

from functools import cache

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.engine import Engine
from gipcore.layers import Disable, Ruleset
from gipcore.outcomes import Finding, Outcome
from gipcore.reports import Report
from gipcore.rules import RuleScope, Years
from gipcore.rulesets import Catalogue, build_catalogue
from gipcore.strategies import reports, stacks


@cache
def engine() -> Engine:
    return Engine()


@cache
def installed() -> Catalogue:
    """A part of what is installed: every catalogue built in an example compiles its expressions anew."""
    some = ("cn-arithmetic", "cn-identity", "cn-narrative", "cn-structure", "31", "customs")
    catalogue = engine().catalogue
    return build_catalogue(catalogue.forms.values(), [r for r in catalogue.rulesets if r.id in some])


def verdict(catalogue: Catalogue, report: Report) -> Outcome:
    rules = catalogue.in_force(report.form, report.year, "654202", "township", "government")
    previous = evolve(report, year=(report.year or 0) - 1)
    return check_report(Subject(report, rules.form, previous), rules, engine().checks)


def bare(finding: Finding) -> Finding:
    """Without what other rules say of its cells: fewer equations suspect fewer cells."""
    return evolve(finding, suggestions=())


def off(base: Catalogue, id_: str, scope: RuleScope) -> Catalogue:
    around = [r for r in base.rulesets if "654202".startswith(r.region) and not r.system]
    layers = tuple(sorted({r.layer_id for r in around} - {"cn"}))
    layer = Ruleset("off", "t", "s", extends="cn", overrides=layers, disable=(Disable(id_, "r", scope=scope),))
    return build_catalogue(base.forms.values(), (*base.rulesets, evolve(layer, region="654202")))


@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(
    st.deferred(lambda: st.just(()) | stacks(installed(), most=2)),
    st.deferred(lambda: reports(engine().form("cn-2021"))),
    st.data(),
)
def test_switching_off(stack: tuple[Ruleset, ...], report: Report, data: st.DataObject) -> None:
    base = build_catalogue(installed().forms.values(), (*installed().rulesets, *stack))
    before = verdict(base, report)
    there = {rule.id for rule in before.rules}
    failed = sorted({finding.rule for finding in before.findings})
    id_ = data.draw(
        st.sampled_from(failed) | st.sampled_from(sorted(there)) if failed else st.sampled_from(sorted(there))
    )
    after = verdict(off(base, id_, RuleScope()), report)
    assert [bare(f) for f in after.findings] == [bare(f) for f in before.findings if f.rule != id_]
    assert after.passed == tuple(rule for rule in before.passed if rule != id_)
    assert after.not_checked == tuple(item for item in before.not_checked if item.rule != id_)
    assert after.rules == tuple(rule for rule in before.rules if rule.id != id_)
    later = RuleScope(years=Years(first=(report.year or 0) + 1))
    elsewhere = verdict(off(base, id_, later), report)
    assert evolve(elsewhere, rulesets=before.rulesets) == before
