"""Single cells, the power to make 规章, and figures against last year's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve

from gipcore.rulesets import Catalogue

RULES = "proactive.rules.authority"


@pytest.mark.parametrize(
    ("name", "region", "level", "kind", "expected"),
    [
        ("国家发展和改革委员会", None, "state", "department", "pass"),
        ("国家能源局", None, "state", "department", "warning"),
        ("广东省人民政府", "440000", "province", "government", "pass"),
        ("上海市人民政府办公厅", "310000", "province", "office", "pass"),
        ("淮安市人民政府", "320800", "prefecture", "government", "pass"),
        ("东莞市人民政府", "441900", "prefecture", "government", "pass"),
        ("伊犁哈萨克自治州人民政府", "654000", "prefecture", "government", "pass"),
        ("塔城地区行政公署", "654200", "prefecture", "government", "error"),
        ("塔城地区行政公署", "654200", "prefecture", "branch", "error"),
        ("锡林郭勒盟行政公署", "152500", "prefecture", "government", "error"),
        ("仙桃市人民政府", "429004", "county", "government", "error"),
        ("儋州市人民政府", "460400", "prefecture", "government", "pass"),
        ("台湾省人民政府", "710000", "province", "government", "warning"),
        ("淮安市洪泽区人民政府", "320813", "county", "government", "error"),
        ("平利县人民政府", "610926", "county", "government", "error"),
        ("松木塘镇人民政府", "430922", "township", "government", "error"),
        ("廿三里街道办事处", "330782", "township", "branch", "error"),
        ("平潭综合实验区管委会", "350128", "prefecture", "park", "error"),
        ("武汉市公安局", "420100", "prefecture", "department", "error"),
        ("武汉市公安局", None, None, "department", "error"),
        ("集美区审计局", None, "county", "department", "error"),
        ("某某烟草专卖局", None, None, "vertical", "warning"),
        ("义乌市人民政府", None, None, "government", "warning"),
        ("义乌市人民政府", "330782", None, "government", "error"),
        ("松木塘镇人民政府", None, None, None, "error"),
        ("新疆维吾尔自治区人民政府", None, None, None, "pass"),
        ("某开发中心", None, None, None, "warning"),
        ("", None, None, None, "warning"),
    ],
)
def test_who_may_make_rules(
    verdict: Callable[..., str], name: str, region: str | None, level: str | None, kind: str | None, expected: str
) -> None:
    issuer = {"name": name, "region": region, "level": level, "kind": kind}
    assert verdict(RULES, issuer=issuer, cells={"proactive.rules.in_force": 6}) == expected
    assert verdict(RULES, issuer=issuer, cells={"proactive.rules.in_force": 0}) == "pass"


@pytest.mark.parametrize(("year", "expected"), [(2021, "warning"), (2022, "warning"), (2023, "pass")])
def test_the_power_of_danzhou_begins_in_2023(verdict: Callable[..., str], year: int, expected: str) -> None:
    issuer = {"name": "儋州市人民政府", "region": "460400", "level": "prefecture", "kind": "government"}
    assert verdict(RULES, year=year, issuer=issuer, cells={"proactive.rules.in_force": 6}) == expected


def test_no_year_breaks_it(make: Any, outcome: Any) -> None:
    report = make(cells={"proactive.rules.in_force": 6})
    for year in (None, 0, 99999):
        assert len(outcome(RULES, evolve(report, year=year)).findings) == 1


def test_rules_of_the_older_form(verdict: Callable[..., str]) -> None:
    assert verdict(RULES, form="cn-2019", cells={"proactive.rules.made": 5}) == "error"
    # What is open may be a higher body's: not this rule's business.
    assert verdict(RULES, form="cn-2019", cells={"proactive.rules.disclosed_total": 5}) == "pass"


def test_rules_that_cannot_be_read(verdict: Callable[..., str]) -> None:
    unreadable = {"unreadable": "?"}
    assert verdict(RULES, cells={"proactive.rules.in_force": unreadable}) == "not checked"
    assert verdict(RULES, cells={"proactive.rules.in_force": unreadable, "proactive.rules.issued": 1}) == "error"
    assert verdict(RULES, cells={"proactive.rules.in_force": ""}) == "pass"


def test_unreadable_cells_are_listed_by_row_and_reason(make: Any, outcome: Any) -> None:
    row = ["proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force"]
    cells: dict[str, Any] = {id_: {"unreadable": "000"} for id_ in row}
    cells |= {"applications.new.total": {"unreadable": "见附件"}, "review.total": {"unreadable": ""}}
    report = make(cells=cells, reasons={**dict.fromkeys(row, "run-together"), "review.total": "missing"})
    found = outcome("cell.unreadable", report).findings
    assert [len(finding.cells) for finding in found] == [3, 1, 1]
    assert "“规章”整行印作“000”：几个数字连在一起" in found[0].message
    assert "印作“见附件”：不是可以确定的数字" in found[1].message
    assert "没有找到这一格" in found[2].message


def test_a_whole_table_and_many_rows_stay_short(make: Any, outcome: Any, catalogue: Catalogue) -> None:
    cells = catalogue.forms["cn-2021"].cells
    missing: dict[str, Any] = {id_: {"unreadable": ""} for id_ in cells}
    found = outcome("cell.unreadable", make(cells=missing, reasons=dict.fromkeys(cells, "missing"))).findings
    assert [len(finding.cells) for finding in found] == [10, 175, 15]
    assert all("整张表" in finding.message and len(finding.message) < 80 for finding in found)
    scattered = {id_: {"unreadable": f"?{n}"} for n, id_ in enumerate(cells)}
    found = outcome("cell.unreadable", make(cells=scattered)).findings
    assert all("另有" in finding.message and len(finding.message) < 600 for finding in found[:2])


def test_places_are_told_in_the_language_asked_for(make: Any, outcome: Any) -> None:
    places = {"proactive.rules.issued": {"line": 3}, "proactive.licensing.decisions": {"line": 7}}
    report = make(cells=dict.fromkeys(places, ""), places=places)
    assert "，第7行" in outcome("cell.blank", report).findings[0].message
    english = outcome("cell.blank", report, lang="en").findings[0].message
    assert ", line 7" in english and "个" not in english
    one = make(cells={"proactive.rules.issued": ""}, places=places)
    assert "第3行" not in outcome("cell.blank", one).findings[0].message
    assert outcome("cell.blank", one).findings[0].where == "第3行"


def test_blank_tables(verdict: Callable[..., str], catalogue: Catalogue) -> None:
    cells = catalogue.forms["cn-2021"].cells
    disputes = [id_ for id_, cell in cells.items() if cell.table == "disputes"]
    items = [id_ for id_ in disputes if not cells[id_].parts]
    assert verdict("cell.blank", cells=dict.fromkeys(disputes, "")) == "warning"
    assert verdict("cell.blank", cells=dict.fromkeys(items, "")) == "info"
    assert verdict("cell.blank", cells=dict.fromkeys(cells, "")) == "warning warning warning"
    assert verdict("cell.total_blank", cells=dict.fromkeys(cells, "")) == "pass"
    totals = [id_ for id_ in disputes if cells[id_].parts]
    assert verdict("cell.blank", cells=dict.fromkeys(totals, "")) == "pass"


@pytest.mark.parametrize(
    ("part", "expected"),
    [(3, "warning"), (0, "pass"), ("", "pass"), ("n/a", "pass"), ({"unreadable": "?"}, "not checked")],
)
def test_total_blank(verdict: Callable[..., str], part: object, expected: str) -> None:
    cells = {"review.upheld": part, "review.total": ""}
    assert verdict("cell.total_blank", cells=cells) == expected


@pytest.mark.parametrize(
    ("cell", "issuer", "expected"),
    [
        ("proactive.rules.issued", {}, "info"),
        ("proactive.rules.issued", {"name": "淮安市人民政府", "level": "prefecture"}, "warning"),
        ("proactive.rules.issued", {"name": "塔城地区行政公署", "level": "prefecture"}, "info"),
        ("proactive.normative_documents.issued", {}, "warning"),
        ("proactive.licensing.decisions", {}, "info"),
        ("proactive.penalties.decisions", {}, "info"),
        ("proactive.compulsion.decisions", {}, "info"),
        ("proactive.charges.amount", {}, "info"),
        ("applications.new.natural_person", {}, "warning"),
        ("review.total", {}, "warning"),
    ],
)
def test_not_applicable(verdict: Callable[..., str], cell: str, issuer: dict[str, str], expected: str) -> None:
    assert verdict("cell.not_applicable", cells={cell: "n/a"}, issuer=issuer) == expected


@pytest.mark.parametrize(
    ("note", "unit", "notation"),
    [
        ("unit", "warning", "pass"),
        ("remark", "warning", "pass"),
        ("converted", "warning", "pass"),
        ("width", "pass", "info"),
        ("grouping", "pass", "info"),
        ("plus", "pass", "info"),
        ("chinese", "pass", "info"),
        ("residue", "pass", "info"),
        ("new-kind", "pass", "pass"),
    ],
)
def test_notation(verdict: Callable[..., str], note: str, unit: str, notation: str) -> None:
    changes = {"cells": {"proactive.charges.amount": 240}, "notes": {"proactive.charges.amount": [note]}}
    assert verdict("cell.unit_in_cell", **changes) == unit
    assert verdict("cell.notation", **changes) == notation


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        (25, 310, "info"),
        (20, 100, "info"),
        (20, 99, "pass"),
        (3, 19, "pass"),
        (0, 20, "info"),
        (100, 20, "info"),
        (0, 0, "pass"),
        ({"unreadable": "?"}, 20, "pass"),
    ],
)
def test_jump(make: Any, outcome: Any, before: object, now: object, expected: str) -> None:
    report = make(cells={"applications.new.total": now})
    previous = make(year=2022, cells={"applications.new.total": before})
    found = outcome("series.jump", report, previous)
    assert (" ".join(f.severity for f in found.findings) or "pass") == expected


def test_identical_needs_the_same_form_and_readable_figures(make: Any, outcome: Any) -> None:
    report = make(cells={"proactive.licensing.decisions": 1})
    other_form = make("cn-2019", year=2022)
    question: dict[str, Any] = {"proactive.rules.issued": {"unreadable": "?"}}
    unreadable = make(year=2022, cells={"proactive.licensing.decisions": 1, **question})
    other_figure = make(year=2022, cells={"proactive.licensing.decisions": 2, **question})
    blank = make(year=2022, cells={"proactive.licensing.decisions": 1, "proactive.rules.issued": ""})
    assert outcome("report.identical", report).not_checked
    assert outcome("report.identical", report, other_form).not_checked
    assert outcome("report.identical", report, unreadable).not_checked
    assert outcome("report.identical", report, other_figure).passed
    assert outcome("report.identical", report, blank).findings


@pytest.mark.parametrize(
    ("issuer", "expected"),
    [
        ({}, "pass"),
        ({"name": "平利县人民政府", "level": "county"}, "info"),
        ({"name": "平利县公安局", "level": "county", "kind": "department"}, "info"),
        ({"name": "平利县统计局", "level": "county", "kind": "department"}, "pass"),
        ({"name": "义乌市人民政府", "level": None}, "not checked"),
        ({"name": "某单位", "level": None, "kind": None}, "not checked"),
    ],
)
def test_all_zero(verdict: Callable[..., str], issuer: dict[str, str], expected: str) -> None:
    assert verdict("report.all_zero", issuer=issuer) == expected
