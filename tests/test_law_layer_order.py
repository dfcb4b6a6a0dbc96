"""Law: which rules are in force, and what they find, does not depend on the order in which layers were found."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.engine import Engine
from gipcore.layers import Ruleset
from gipcore.reports import Report
from gipcore.rulesets import Catalogue, RulesInForce, build_catalogue, load_catalogue, write_layer
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


def everything(catalogue: Catalogue, year: int) -> RulesInForce:
    return catalogue.in_force("cn-2021", year, "654202", "township", "government")


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.deferred(lambda: stacks(installed())),
    st.deferred(lambda: reports(engine().form("cn-2021"))),
    st.integers(0, 2**16),
)
def test_layers_given(stack: tuple[Ruleset, ...], report: Report, seed: int) -> None:
    base = installed()
    rulesets = (*base.rulesets, *stack)
    shuffled = Random(seed).sample(rulesets, len(rulesets))
    one = build_catalogue(base.forms.values(), rulesets)
    other = build_catalogue(base.forms.values(), shuffled)
    assert other.rulesets == one.rulesets
    assert [repr(form) for form in other.forms.values()] == [repr(form) for form in one.forms.values()]
    outcomes = []
    for catalogue in (one, other):
        rules = everything(catalogue, report.year or 0)
        outcomes.append(check_report(Subject(report, rules.form), rules, engine().checks))
    assert outcomes[0] == outcomes[1]


@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
@given(st.deferred(lambda: stacks(engine().catalogue)))
def test_folders_found(stack: tuple[Ruleset, ...]) -> None:
    """Each layer in a folder of its own, and the folders in either direction."""
    base = engine().catalogue
    shared: list[Path] = engine().plugins.collect("gipcore_rulesets", str)
    with TemporaryDirectory() as directory:
        folders: list[Path] = []
        for ruleset in stack:
            folders.append(Path(directory) / ruleset.id)
            (folders[-1] / "rules").mkdir(parents=True)
            (folders[-1] / "rules" / f"{ruleset.id}.toml").write_bytes(write_layer(ruleset).encode())
        built = build_catalogue(base.forms.values(), (*base.rulesets, *stack))
        assert load_catalogue([*shared, *folders]).rulesets == built.rulesets
        assert load_catalogue([*reversed(folders), *reversed(shared)]).rulesets == built.rulesets
