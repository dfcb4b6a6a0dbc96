"""Law: a layer that is added never changes the verdict on a report outside its region, its level and its years."""

from __future__ import annotations

from functools import cache

from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.engine import Engine
from gipcore.layers import Ruleset
from gipcore.outcomes import Outcome
from gipcore.reports import Issuer, Report
from gipcore.rules import Years
from gipcore.rulesets import Catalogue, build_catalogue
from gipcore.strategies import reports, rulesets, stacks

ISSUERS = (
    Issuer("新疆维吾尔自治区人民政府", "650000", "province", "government"),
    Issuer("塔城地区行政公署", "654200", "prefecture", "branch"),
    Issuer("乌鲁木齐市人民政府办公厅", "650100", "prefecture", "office"),
    Issuer("乌苏市财政局", "654202", "county", "department"),
    Issuer("乌苏市夹河子乡人民政府", "654202", "township", "government"),
    Issuer("上海市普陀区长征镇人民政府", "310107", "township", "government"),
    Issuer("北京市东城区人民政府", "110101", "county", "government"),
)


@cache
def engine() -> Engine:
    return Engine()


@cache
def installed() -> Catalogue:
    """A part of what is installed: every catalogue built in an example compiles its expressions anew."""
    some = ("cn-arithmetic", "cn-identity", "cn-narrative", "cn-structure", "31", "customs")
    catalogue = engine().catalogue
    return build_catalogue(catalogue.forms.values(), [r for r in catalogue.rulesets if r.id in some])


@st.composite
def placed_reports(draw: st.DrawFn, issuers: tuple[Issuer, ...] = ISSUERS) -> Report:
    report = draw(reports(engine().form("cn-2021")))
    return evolve(report, issuer=draw(st.sampled_from(issuers)), year=draw(st.integers(2021, 2026)))


@st.composite
def outside(draw: st.DrawFn, layer: Ruleset) -> tuple[Ruleset, Report]:
    """The layer, and a report that it does not reach for one reason only."""
    inside = tuple(issuer for issuer in ISSUERS if (issuer.region or "").startswith(layer.region))
    others = tuple(issuer for issuer in ISSUERS if issuer not in inside)
    open_ = evolve(layer, years=Years(), levels=(), kinds=())
    report = draw(placed_reports(inside))
    level, kind = report.issuer.level, report.issuer.kind
    match draw(st.sampled_from(["region", "years before", "years after", "level", "kind"])):
        case "region":
            return open_, draw(placed_reports(others))
        case "years before":
            return evolve(open_, years=Years(first=(report.year or 0) + 1)), report
        case "years after":
            return evolve(open_, years=Years(last=(report.year or 0) - 1)), report
        case "level":
            return evolve(open_, levels=("state", "county" if level != "county" else "township")), report
        case _:
            return evolve(open_, kinds=("organisation", "office" if kind != "office" else "park")), report


def verdict(catalogue: Catalogue, report: Report) -> Outcome:
    i = report.issuer
    rules = catalogue.in_force(report.form, report.year, i.region, i.level, i.kind, report.published_on, i.name)
    previous = evolve(report, year=(report.year or 0) - 1)
    return check_report(Subject(report, rules.form, previous, (report,)), rules, engine().checks)


def inside_or_out(report: Report, base: Catalogue, layer: Ruleset) -> tuple[Outcome, Outcome]:
    grown = build_catalogue(base.forms.values(), (*base.rulesets, layer))
    return verdict(base, report), verdict(grown, report)


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: stacks(installed(), most=2)), st.data())
def test_nothing_changes_outside(stack: tuple[Ruleset, ...], data: st.DataObject) -> None:
    *before, added = stack
    added, report = data.draw(outside(added))
    base = build_catalogue(installed().forms.values(), (*installed().rulesets, *before))
    without, with_it = inside_or_out(report, base, added)
    assert with_it == without


@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: rulesets(installed())), placed_reports())
def test_inside_the_layer_is_named_and_its_rules_are_there(layer: Ruleset, report: Report) -> None:
    """Without this the law above would hold for layers that nobody ever sees."""
    catalogue = installed()
    layer = evolve(layer, region="", overrides=(), extends="cn", years=Years())
    layer = evolve(layer, levels=(), kinds=(), regrade=(), disable=(), set=(), deadline=(), row=(), column=(), table=())
    layer = evolve(layer, rules=tuple(rule for rule in layer.rules if not rule.replaces))
    _, outcome = inside_or_out(report, catalogue, layer)
    assert layer.layer_id in outcome.rulesets
    for rule in layer.all_rules:
        scope, issuer = rule.scope, report.issuer
        dated = scope.published.first or scope.published.last
        reached = scope.years.covers(report.year) and (not scope.levels or issuer.level in scope.levels)
        if reached and not dated and (not scope.kinds or issuer.kind in scope.kinds):
            assert rule in outcome.rules
