"""What gipcore gives to tests of others: types that hypothesis knows, reports with a known slip, sheets, cases."""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path
from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from gipcore import hypothesis_entry, strategies, testing
from gipcore.documents import Document
from gipcore.engine import Engine
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.reports import Issuer, Report
from gipcore.specimen import specimen
from gipcore.strategies import Sheet, lawful_reports, sheets, slips
from gipcore.testing import SLIPS, Slip, rule_cases, slipped, tied
from gipcore.values import Blank, NotApplicable, Number, Unreadable

ENGINE = Engine()
EQUATIONS = {
    rule.id for ruleset in ENGINE.catalogue.rulesets if ruleset.id.endswith("-arithmetic") for rule in ruleset.rules
}
FORMS = sorted(ENGINE.catalogue.forms)
PAGE = (Path(__file__).parent.parent / "docs" / "testing.md").read_text("utf-8")


def test_the_page_does_what_it_says() -> None:
    names: dict[str, object] = {"__name__": "page"}
    blocks = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    for block in blocks:
        exec(compile(block, "testing.md", "exec"), names)
    assert len(blocks) == 5 and "cases" in names


def test_every_public_name_is_on_the_page() -> None:
    for name in strategies.__all__:
        assert f"`{name}" in PAGE or name in ("Layout", "Sheet"), name


@given(
    st.from_type(Report),
    st.from_type(Document),
    st.from_type(Form),
    st.from_type(Issuer),
    st.from_type(Ruleset),
    st.tuples(st.from_type(Number), st.from_type(Blank), st.from_type(NotApplicable), st.from_type(Unreadable)),
)
@settings(max_examples=25)
def test_hypothesis_knows_the_types(
    report: Report,
    document: Document,
    form: Form,
    issuer: Issuer,
    ruleset: Ruleset,
    values: tuple[Number, Blank, NotApplicable, Unreadable],
) -> None:
    assert list(report.cells) == list(ENGINE.form(report.form).cells)
    assert document.blocks and form.id in FORMS and issuer.name and ruleset.title
    assert [type(value) for value in values] == [Number, Blank, NotApplicable, Unreadable]


def test_the_entry_point_is_the_one_that_registers() -> None:
    (point,) = entry_points(group="hypothesis", name="gipcore")
    assert point.load() is hypothesis_entry.register


def test_importing_hypothesis_loads_no_plugin_and_no_strategy() -> None:
    late = ("gipcore_", "gipcore.strategies", "gipcore.engine")
    code = f"import sys, hypothesis; print([name for name in sys.modules if name.startswith({late})])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "[]"


def failed(report: Report) -> set[tuple[str, tuple[str, ...]]]:
    """The rules of arithmetic that fail, each with the cells."""
    return {(found.rule, found.cells) for found in ENGINE.check(report).findings if found.rule in EQUATIONS}


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(max_examples=20, derandomize=True, phases=[Phase.generate])
def test_a_slip_is_one_wrong_figure_and_is_found_where_it_is(form: str, data: st.DataObject) -> None:
    slip = data.draw(slips(ENGINE.form(form)))
    assert slip.name in SLIPS
    right = slip.report.changed({slip.cell: Number(slip.right)})
    assert [cell for cell, value in slip.report.cells.items() if value != right.cells[cell]] == [slip.cell]
    assert failed(right) == set()
    assert any(slip.cell in cells for _, cells in failed(slip.report))


@pytest.mark.parametrize(
    ("name", "digits", "wanted"),
    [
        ("digit_mistyped", "1", set("023456789")),
        ("digits_swapped", "125", {"215", "152", "125"}),
        ("digit_lost", "125", {"25", "15", "12"}),
        ("digit_lost", "5", {"0"}),
        ("digit_doubled", "125", {"1125", "1225", "1255"}),
        ("zero_added", "125", {"1250"}),
        ("one_forgotten", "125", {"124"}),
        ("one_forgotten", "0", {"0"}),
    ],
)
def test_each_slip_does_what_it_says(name: str, digits: str, wanted: set[str]) -> None:
    assert {SLIPS[name](digits, Random(seed)) for seed in range(100)} == wanted


def test_a_slip_that_changes_nothing_is_none() -> None:
    form = ENGINE.form("cn-2021")
    assert slipped(specimen(form), form, "zero_added", Random(1)) is None
    cell = tied(form)[0]
    report = specimen(form).changed({cell: Number(7)})
    assert slipped(report, form, "zero_added", Random(1)) == Slip(
        "zero_added", report.changed({cell: Number(70)}), cell, 7
    )


@given(sheets(ENGINE.form("cn-2021"), of=lawful_reports(ENGINE.form("cn-2021")), most=2))
@settings(max_examples=25)
def test_a_sheet_can_be_read_by_whoever_reads_such_files(sheet: Sheet) -> None:
    if sheet.text is not None:
        assert ENGINE.read(sheet.text.encode(), format="text", form="cn-2021").form == "cn-2021"
    assert sheet.page.readable | sheet.page.lost | sheet.page.doubtful == set(sheet.report.cells)


def test_rule_cases_are_every_example_by_name(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "ours.toml").write_text(
        """
id = "ours"
title = "本县"
source = "本县通知"
forms = ["cn-2021"]

[[rules]]
id = "ours.some"
severity = "warning"
title = "t"
message = "m"
basis = ["b"]
expression = "applications.new.total > 0"
passes = [{ cells = { "applications.new.total" = 1 } }]
fails = [{}, { cells = { "applications.new.total" = 1 } }]
""",
        "utf-8",
    )
    engine = Engine(rules=tmp_path)
    both = [ruleset for ruleset in engine.catalogue.rulesets if ruleset.id in ("ours", "cn-arithmetic")]
    cases = rule_cases(engine.catalogue, engine.checks, [ruleset for ruleset in both if ruleset.id == "ours"])
    assert list(cases) == ["ours ours.some passes 0", "ours ours.some fails 0", "ours ours.some fails 1"]
    assert [bool(case.problem) for case in cases.values()] == [False, False, True]
    assert set(cases) < set(rule_cases(engine.catalogue, engine.checks, both))


def test_the_kit_needs_no_test_library() -> None:
    code = (
        "import sys, gipcore.testing, gipcore; print({'hypothesis', 'pytest', 'gipcore.strategies'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == "set()" and set(testing.__all__) <= set(dir(testing))
