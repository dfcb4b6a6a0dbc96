"""The local layers: each says on what it rests and until when, and its examples do what they say."""

from __future__ import annotations

from datetime import date
from importlib.resources import files

import pytest
from attrs import evolve

from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.documents import Grid
from gipcore.engine import Engine
from gipcore.examples import Trial, run_examples
from gipcore.layers import ExtraRow, Ruleset
from gipcore.layout import lay_out
from gipcore.recognise import recognise
from gipcore.rules import Rule, RuleScope
from gipcore.rulesets import RulesInForce, build_catalogue, validate
from gipcore.specimen import specimen

ENGINE = Engine()
CATALOGUE = ENGINE.catalogue
OWN = {path.name for path in (files("gipcore_rulesets") / "rules").iterdir()}
LOCAL = [r for r in CATALOGUE.rulesets if r.layer_id != "cn" and f"{r.id}.toml" in OWN]
TRIALS = list(run_examples(CATALOGUE, ENGINE.checks))


def trials(ruleset: Ruleset) -> list[Trial]:
    return [trial for trial in TRIALS if trial.ruleset == ruleset.id]


def ids(ruleset: Ruleset) -> str:
    return ruleset.id


def test_there_are_enough_and_of_every_kind() -> None:
    assert len(LOCAL) >= 12
    assert [r.id for r in LOCAL if r.statement], "a required statement"
    assert [r.id for r in LOCAL if r.deadline], "another deadline"
    assert [r.id for r in LOCAL if r.row], "an extra row"
    assert [r.id for r in LOCAL if any(change.severity == "error" for change in r.regrade)], "a stricter grading"
    assert [r.id for r in LOCAL if r.subheading] and [r.id for r in LOCAL if r.companion]
    assert [r.id for r in LOCAL if r.figures] and [r.id for r in LOCAL if r.set] and [r.id for r in LOCAL if r.system]
    assert {len(r.region) for r in LOCAL} == {0, 2, 4, 6}


def test_what_stands_in_a_national_file_is_part_of_the_national_layer() -> None:
    assert {r.layer_id for r in CATALOGUE.rulesets if r.id.startswith("cn-")} == {"cn"}


def test_every_rule_and_change_is_sound() -> None:
    assert validate(CATALOGUE) == ()


@pytest.mark.parametrize("ruleset", LOCAL, ids=ids)
def test_each_says_on_what_it_rests_and_until_when(ruleset: Ruleset) -> None:
    assert ruleset.source and ruleset.title and ruleset.standing
    assert ruleset.years.first is not None
    assert ruleset.review_by is not None and ruleset.review_by > date(ruleset.years.first, 12, 31)
    assert ruleset.region or ruleset.system
    assert ruleset.extends
    assert all(rule.basis and rule.id.startswith(f"{ruleset.id}.") for rule in ruleset.all_rules)
    assert all(rule.en is not None and rule.en.title for rule in ruleset.all_rules)


@pytest.mark.parametrize("ruleset", LOCAL, ids=ids)
def test_only_a_document_makes_an_error(ruleset: Ruleset) -> None:
    severities = {item.severity for item in (*ruleset.all_rules, *ruleset.regrade, *ruleset.deadline)}  # type: ignore[attr-defined]
    if ruleset.standing != "document":
        assert "error" not in severities
    if ruleset.standing == "practice" and ruleset.id != "3503":
        assert severities <= {"info"}


@pytest.mark.parametrize("ruleset", LOCAL, ids=ids)
def test_every_example_does_what_it_says(ruleset: Ruleset) -> None:
    found = trials(ruleset)
    assert [trial.problem for trial in found if trial.problem] == []
    assert {trial.expected for trial in found} == {"passes", "fails"}


def test_a_regraded_rule_has_its_severity_also_where_the_check_grades_itself() -> None:
    regraded = {(r.id, change.rule): change.severity for r in LOCAL for change in r.regrade}
    seen = set()
    for trial in TRIALS:
        wanted = regraded.get((trial.ruleset, trial.rule.id))
        if wanted and trial.expected == "fails" and trial.outcome:
            seen.add((trial.ruleset, trial.rule.id))
            assert {finding.severity for finding in trial.outcome.findings} == {wanted}
    assert seen == set(regraded)


def test_findings_are_told_in_both_languages() -> None:
    for trial in TRIALS:
        if trial.ruleset in {r.id for r in LOCAL} and trial.outcome:
            for finding in trial.outcome.findings:
                assert "{" not in finding.message and "None" not in finding.message


@pytest.mark.parametrize(
    ("region", "name", "year", "layers"),
    [
        ("310107", "上海市普陀区长征镇人民政府", 2023, ("cn", "31")),
        ("350123", "闽侯县人民政府办公室", 2023, ("cn", "3501")),
        ("431200", "怀化市教育局", 2021, ("cn", "4312")),
        ("431200", "怀化市教育局", 2022, ("cn",)),
        (None, "湛江海关", 2023, ("cn", "customs")),
        ("130303", "秦皇岛市山海关区人民政府", 2023, ("cn",)),
        ("654202", "乌苏市夹河子乡人民政府", 2023, ("cn",)),
    ],
)
def test_who_is_under_which_layer(region: str | None, name: str, year: int, layers: tuple[str, ...]) -> None:
    found = CATALOGUE.in_force("cn-2021", year, region, "township", "office", None, name)
    assert found.rulesets == layers


def test_the_extra_row_of_2020_is_read_with_its_explanation() -> None:
    form = CATALOGUE.forms["cn-2019+42"]
    (row,) = (row for r in LOCAL for row in r.row)
    report = specimen(form, year=2020, cells={"proactive.other_documents.disclosed": 7})
    document = lay_out(report, form)
    explained = [
        evolve(block, cells=tuple(evolve(c, text=row.variants[0]) if c.text == row.label else c for c in block.cells))
        if isinstance(block, Grid)
        else block
        for block in document.blocks
    ]
    for blocks in (document.blocks, tuple(explained)):
        again = recognise(evolve(document, blocks=blocks), CATALOGUE.forms)
        assert again.form == "cn-2019+42" and again.cells["proactive.other_documents.disclosed"].raw == "7"


def test_a_row_is_split_by_rows_behind_it() -> None:
    """As 通州区新华街道 printed it for 2019: 其他对外管理服务事项, and of it 行政检查 and 行政确认."""
    parts = {"inspections": "行政检查", "confirmations": "行政确认"}
    whole, (first, second) = "proactive.other_services.decisions", parts
    rows = tuple(
        ExtraRow("cn-2019", "proactive", after, key, parts[key])
        for after, key in (("other_services", first), (first, second))
    )
    terms = [f"proactive.{key}.decisions" for key in parts]
    rule = Rule(
        "110112.services",
        "warning",
        "各行之和",
        "{left}≠{right}",
        basis=("表的结构",),
        expression=f"{whole} == {' + '.join(terms)}",
        scope=RuleScope(forms=("cn-2019+110112",)),
    )
    layer = Ruleset("110112", "通州区", "2019年度报告", extends="cn", region="110112", row=rows, rules=(rule,))
    catalogue = build_catalogue(CATALOGUE.forms.values(), (*CATALOGUE.rulesets, layer))
    form = catalogue.forms["cn-2019+110112"]
    for figures, found in (((9, 4, 5), []), ((9, 4, 4), ["110112.services"])):
        cells = dict(zip((whole, *terms), figures, strict=True))
        report = recognise(lay_out(specimen(form, year=2019, cells=cells), form), catalogue.forms)
        assert report.form == form.id and [report.cells[cell].raw for cell in cells] == list(map(str, figures))
        rules = RulesInForce(form, catalogue.forms, ("110112",), (rule,))
        outcome = check_report(Subject(report, form), rules, ENGINE.checks, "zh")
        assert [finding.rule for finding in outcome.findings] == found
