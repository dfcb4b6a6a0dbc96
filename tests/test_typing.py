"""The public functions as a type checker sees them: what they give, and that wrong use of them is seen."""

from __future__ import annotations

import re
import sys
from decimal import Decimal
from importlib.metadata import distributions, entry_points
from importlib.resources import files
from pathlib import Path
from typing import assert_type

import pytest
from mypy import api as mypy

import gipcore
from gipcore.values import Value

ROOT = Path(__file__).parent.parent


def use(path: Path, data: bytes) -> None:
    """Every public function, with all its arguments. Held by the type checker; run below."""
    report = assert_type(gipcore.read(path), gipcore.Report)
    assert_type(gipcore.read(str(path), format="text", form="cn-2021"), gipcore.Report)
    assert_type(gipcore.read(data), gipcore.Report)
    outcome = assert_type(
        gipcore.check(report, previous=report, children=[report], rules=None, region="654202", level="township"),
        gipcore.Outcome,
    )
    assert_type(gipcore.check(report, children=(report,), previous=None), gipcore.Outcome)
    assert_type(gipcore.dumps(outcome), str)
    assert_type(gipcore.loads(assert_type(gipcore.dumps(report), str)), gipcore.Report)
    assert_type(outcome.findings, tuple[gipcore.Finding, ...])
    assert_type(outcome.not_checked, tuple[gipcore.NotChecked, ...])
    assert_type(outcome.rules, tuple[gipcore.Rule, ...])
    for finding in outcome.findings:
        assert_type(finding.cells, tuple[str, ...])
        assert_type(finding.difference, int | Decimal | None)
    value = assert_type(report.cells["applications.new.total"], Value)
    if isinstance(value, gipcore.Number):
        assert_type(value.value, int | Decimal)
    assert_type(gipcore.Engine().check(report), gipcore.Outcome)


WRONG = """
import gipcore
report = gipcore.read(1)
gipcore.check(report, None)
gipcore.check(report, level="village")
gipcore.check(report, prevoius=report)
gipcore.check("report.docx")
gipcore.dumps(report).cells
gipcore.chek(report)
gipcore.check(report).satus
"""


def errors(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, str]]:
    """Line and code of what the strict type checker finds in a file."""
    monkeypatch.chdir(ROOT)
    found, problems, _ = mypy.run(["--strict", "--show-error-codes", "--no-error-summary", str(path)])
    assert problems == ""
    return [(int(line), code) for line, code in re.findall(r":(\d+): error: .*\[([\w-]+)\]$", found, re.MULTILINE)]


def test_the_functions_give_what_they_say(monkeypatch: pytest.MonkeyPatch) -> None:
    sample = ROOT / "examples" / "jiahezi-2023.txt"
    use(sample, sample.read_bytes())
    assert errors(Path(__file__), monkeypatch) == []


def test_wrong_use_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "wrong.py"
    path.write_text(WRONG, "utf-8")
    assert errors(path, monkeypatch) == [
        (3, "arg-type"),
        (4, "call-arg"),
        (5, "arg-type"),
        (6, "call-arg"),
        (7, "arg-type"),
        (8, "attr-defined"),
        (9, "attr-defined"),
        (10, "attr-defined"),
    ]


def test_every_package_says_that_it_is_typed() -> None:
    modules = {point.value.split(".")[0] for point in entry_points(group="gipcore")} | {"gipcore", "gipcore_cli"}
    ours = [found.name for found in distributions() if found.name.startswith("gipcore")]
    assert len(modules) >= 10 and len(modules) == len(set(ours))
    for module in modules:
        assert files(module).joinpath("py.typed").is_file(), module
    assert sys.modules["gipcore"].__all__ == sorted(gipcore.__all__)
