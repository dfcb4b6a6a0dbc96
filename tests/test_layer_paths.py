"""A layer is reached by one path, wherever it lies; a report is checked by the layers of the place it is asked for."""

from __future__ import annotations

from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest

from gipcore.engine import Engine
from gipcore.errors import DataError
from gipcore.plugins import GROUP, load_plugins
from gipcore.specimen import specimen

INSTALLED = sorted(entry_points(group=GROUP), key=lambda point: point.name)
LAYER = """
id = "65"
title = "练习"
extends = "cn"
region = "65"
source = "练习"
forms = ["cn-2021"]
years = { first = 2021 }
[[statement]]
id = "65.phone"
where = "preamble"
asks = "电话"
severity = "warning"
any_of = ["电话:#"]
"""
PLUGIN = """
from pathlib import Path
from gipcore import hookimpl

@hookimpl
def gipcore_rulesets():
    return [Path(__file__).parent / "data"]
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A province's own package; what it holds is also a folder for ``--rules``."""
    folder = tmp_path / "province_65_rules"
    (folder / "data" / "rules").mkdir(parents=True)
    (folder / "__init__.py").write_text(PLUGIN, "utf-8")
    (folder / "data" / "rules" / "65.toml").write_text(LAYER, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return folder


def test_a_package_and_a_folder_come_to_the_same(package: Path) -> None:
    point = EntryPoint("our-rules", "province_65_rules", GROUP)
    by_package, by_folder = Engine(load_plugins([*INSTALLED, point])), Engine(rules=package / "data")
    assert by_package.catalogue.rulesets == by_folder.catalogue.rulesets
    report = specimen(by_folder.form("cn-2021"))
    outcome = by_folder.check(report)
    assert by_package.check(report) == outcome
    assert outcome.rulesets == ("cn", "65")
    assert "65.phone" in {finding.rule for finding in outcome.findings}
    assert "65" not in Engine().check(report).rulesets


def test_the_same_layer_twice_is_an_error_not_a_choice(package: Path) -> None:
    point = EntryPoint("our-rules", "province_65_rules", GROUP)
    with pytest.raises(DataError, match="规则集 '65' 已有"):
        Engine(load_plugins([*INSTALLED, point]), rules=package / "data").catalogue  # noqa: B018


def test_one_report_checked_for_two_regions_has_the_findings_of_each(package: Path) -> None:
    engine = Engine(rules=package / "data")
    report = specimen(engine.form("cn-2021"))
    here, there = (engine.check(report, region=region, level="township") for region in ("654202", "310107"))
    assert (here.rulesets, there.rulesets) == (("cn", "65"), ("cn", "31"))
    (phone,) = [finding for finding in here.findings if finding not in there.findings]
    assert phone.rule == "65.phone"
    local = [finding.rule for finding in there.findings if finding not in here.findings]
    assert local and all(rule.startswith("31.") for rule in local)
