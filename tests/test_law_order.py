"""Law: the order in which plugins, readers, rules' files and checks are found changes nothing."""

from __future__ import annotations

import shutil
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.engine import Engine
from gipcore.plugins import GROUP, load_plugins
from gipcore.rulesets import Catalogue, load_catalogue
from gipcore.strategies import lawful_reports, reports

ENGINE = Engine()
POINTS = sorted(entry_points(group=GROUP), key=lambda point: point.name)
REPEATABLE = settings(
    derandomize=True, phases=(Phase.generate, Phase.shrink), suppress_health_check=[HealthCheck.too_slow]
)


def same_data(catalogue: Catalogue) -> None:
    """The same forms and rulesets in the same order; a form is compared by what it prints of itself."""
    assert [repr(form) for form in catalogue.forms.values()] == [repr(form) for form in ENGINE.catalogue.forms.values()]
    assert catalogue.rulesets == ENGINE.catalogue.rulesets


@given(points=st.permutations(POINTS), data=st.data())
@settings(REPEATABLE, max_examples=5)
def test_plugins(points: list[EntryPoint], data: st.DataObject) -> None:
    other = Engine(load_plugins(points))
    assert list(other.readers) == list(ENGINE.readers)
    assert list(other.writers) == list(ENGINE.writers)
    assert list(other.checks) == list(ENGINE.checks)
    same_data(other.catalogue)
    report = data.draw(reports(ENGINE.form("cn-2021")))
    for format in ENGINE.writers:
        written = ENGINE.render(report, format)
        assert other.render(report, format) == written
        name = f"report{ENGINE.writers[format].extensions[0]}"
        assert other.read(written, name=name) == ENGINE.read(written, name=name)
    assert other.check(report) == ENGINE.check(report)


@pytest.mark.parametrize("form", sorted(ENGINE.catalogue.forms))
@given(data=st.data())
@settings(REPEATABLE, max_examples=10)
def test_rules_and_checks(form: str, data: st.DataObject) -> None:
    drawn = st.one_of(reports(ENGINE.form(form)), lawful_reports(ENGINE.form(form)))
    report, previous = data.draw(drawn), data.draw(drawn)
    previous = evolve(previous, year=(report.year or 0) - 1)
    rules = ENGINE.catalogue.in_force(form, report.year, None, None, None)
    subject = Subject(report, ENGINE.form(form), previous)
    shuffled = evolve(rules, rules=tuple(data.draw(st.permutations(rules.rules))))
    checks = dict(data.draw(st.permutations(list(ENGINE.checks.items()))))
    expected, outcome = check_report(subject, rules, ENGINE.checks), check_report(subject, shuffled, checks)
    assert evolve(outcome, rules=expected.rules) == expected


def test_folders(tmp_path: Path) -> None:
    """The files of all folders, dealt out one by one to two others, in both orders."""
    folders: list[Path] = ENGINE.plugins.collect("gipcore_rulesets", str)
    found = [path for folder in folders for path in folder.rglob("*.toml")]
    halves = [tmp_path / "one", tmp_path / "two"]
    for number, path in enumerate(sorted(found)):
        target = halves[number % 2] / path.parent.name
        target.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    same_data(load_catalogue(halves))
    same_data(load_catalogue([*reversed(halves)]))
