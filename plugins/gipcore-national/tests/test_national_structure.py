"""Headings, tables and labels as they were seen in real reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gipcore.reports import Report
from gipcore.rulesets import Catalogue

KEYS = ("overview", "proactive", "applications", "disputes", "problems", "other")
NUMERALS = dict(zip(KEYS, "一二三四五六", strict=True))


def _heading(section: str, text: str, numeral: str | None = None) -> dict[str, str]:
    number = f"{NUMERALS[section]}、" if numeral is None else numeral
    return {"section": section, "text": number + text, "numeral": number.strip()}


@pytest.mark.parametrize(
    ("section", "text", "expected"),
    [
        ("overview", "总体情况", "pass"),
        ("overview", " 总体\n情况", "pass"),
        ("overview", "工作基本情况", "warning"),
        ("proactive", "行政机关主动公开政府信息情况", "info"),
        ("proactive", "主动公开政府信息的情况", "warning"),
        ("proactive", "主动公开政府政府情况", "warning"),
        ("applications", "行政机关收到和处理政府信息公开申请情况", "info"),
        ("applications", "收到和处理政府信息公开总体情况", "warning"),
        ("disputes", "因政府信息公开工作被申请行政复议、提起行政诉讼情况", "info"),
        ("disputes", "政府信息公开行政复议和行政诉讼情况", "warning"),
        ("disputes", "作被申请行政复议、提起行政诉讼情况", "warning"),
        ("problems", "政府信息公开工作存在的主要问题及改进情况", "info"),
        ("problems", "存在问题及改进情况", "warning"),
        ("problems", "乡镇信息公开的建议和下一步工作思考", "warning"),
        ("other", "其进他需要报告的事项", "warning"),
        ("other", "从来没有见过的标题", "warning"),
    ],
)
def test_section_title(verdict: Callable[..., str], section: str, text: str, expected: str) -> None:
    assert verdict("structure.section_title", headings=[_heading(section, text)]) == expected


def _numbered(*numerals: str) -> list[dict[str, str]]:
    titles = ["总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况"]
    keys = ["overview", "proactive", "applications"]
    return [_heading(*each) for each in zip(keys, titles, numerals, strict=True)]


@pytest.mark.parametrize(
    ("numerals", "expected", "words"),
    [
        (("一、", "二、", "三、"), "pass", ""),
        (("一、", "2、", "三、"), "warning", "不是汉字数字"),
        (("1、", "2、", "3、"), "warning", "不是汉字数字"),
        (("一．", "二．", "三．"), "warning", "不是汉字数字"),
        (("一、", "三、", "四、"), "warning", "不连续"),
        (("一、", "一、", "二、"), "warning", "不连续"),
        (("", "二、", "三、"), "warning", "没有编号"),
        (("一、 ", "二、", "三、"), "warning", "后有空格"),
    ],
)
def test_numbering(
    verdict: Callable[..., str], make: Any, outcome: Any, numerals: tuple[str, ...], expected: str, words: str
) -> None:
    headings = _numbered(*numerals)
    assert verdict("structure.numbering", headings=headings) == expected
    assert all(words in f.message for f in outcome("structure.numbering", make(headings=headings)).findings)


def test_a_gap_is_told_once(make: Any, outcome: Any) -> None:
    found = outcome("structure.numbering", make(headings=_numbered("一、", "三、", "四、"))).findings
    assert found[0].message.count("不连续") == 1


@pytest.mark.parametrize("section", NUMERALS)
def test_each_section_must_be_there(verdict: Callable[..., str], section: str) -> None:
    expected = "warning" if section == "overview" else "error"
    assert verdict("structure.sections_present", without=[section]) == expected


def test_a_report_that_came_as_figures_has_no_layout(verdict: Callable[..., str]) -> None:
    data: dict[str, Any] = {"headings": [], "tables": [], "without": ["proactive", "applications", "disputes"]}
    assert verdict("structure.sections_present", **data) == "pass"
    assert verdict("structure.tables_present", **data) == "pass"
    for rule in ("section_order", "section_title", "numbering", "extra_section"):
        assert verdict(f"structure.{rule}", **data) == "not checked"
    nothing = {"without": list(NUMERALS), "headings": [], "tables": [], "preamble": ""}
    assert verdict("structure.sections_present", **nothing) == "not checked"


def test_tables(verdict: Callable[..., str]) -> None:
    seen = [{"table": key, "section": key} for key in ("proactive", "applications", "disputes")]
    assert verdict("structure.tables_present", tables=seen[:2]) == "error"
    assert verdict("structure.tables_present", tables=[]) == "error error error"
    assert verdict("structure.tables_present", tables=[*seen, seen[0]]) == "error"
    assert verdict("structure.tables_present", tables=[*seen[:2], {"table": "disputes", "section": None}]) == "pass"
    assert verdict("structure.tables_present", tables=[*seen[:2], {"table": "disputes", "section": "other"}]) == "error"


def test_tables_of_which_nothing_was_read(verdict: Callable[..., str], catalogue: Catalogue) -> None:
    known = catalogue.forms["cn-2021"].cells
    cells = {id_: {"unreadable": ""} for id_, cell in known.items() if cell.table == "disputes"}
    reasons = dict.fromkeys(cells, "missing")
    without_layout: dict[str, Any] = {"tables": [], "headings": [], "cells": cells, "reasons": reasons}
    assert verdict("structure.tables_present", **without_layout) == "error"


@pytest.mark.parametrize(
    ("form", "year", "expected"),
    [
        ("cn-2021", 2020, "error"),
        ("cn-2021", 2021, "pass"),
        ("cn-2021", 2025, "pass"),
        ("cn-2019", 2019, "pass"),
        ("cn-2019", 2020, "pass"),
        ("cn-2019", 2021, "error"),
        ("cn-2019", 2023, "error"),
        ("cn-2021", 2019, "warning"),
        ("cn-2021", None, "not checked"),
    ],
)
def test_form_version(verdict: Callable[..., str], form: str, year: int | None, expected: str) -> None:
    assert verdict("structure.form_version", form=form, year=year) == expected


@pytest.mark.parametrize(
    ("form", "year", "used", "right"),
    [
        ("cn-2019", 2023, "适用于2019—2020年度", "应当用cn-2021（国办公开办函〔2021〕30号附件）"),
        ("cn-2021", 2020, "适用于2021年度起", "应当用cn-2019（国办公开办函〔2019〕60号附件）"),
        ("cn-2021", 2018, "适用于2021年度起", "应当用cn-2014（国办发〔2014〕32号附件）"),
        ("cn-2014", 2021, "适用于2014—2018年度", "应当用cn-2021"),
        ("cn-2014", 2013, "适用于2014—2018年度", "应当用当年规定的表样"),
    ],
)
def test_the_form_used_and_the_one_to_use_are_named(
    make: Any, outcome: Any, form: str, year: int, used: str, right: str
) -> None:
    (finding,) = outcome("structure.form_version", make(form, year=year)).findings
    assert f"{form}表样" in finding.message and used in finding.message and right in finding.message


def test_the_forms_prescribed_are_those_there_are(catalogue: Catalogue) -> None:
    rules = [r for ruleset in catalogue.rulesets for r in ruleset.rules if r.id == "structure.form_version"]
    forms = {form.first_year: form.id for form in catalogue.forms.values() if not form.extends}
    assert rules
    for rule in rules:
        assert {one["first"]: one["form"] for one in rule.parameters["prescribed"]} == forms


@pytest.mark.parametrize(
    ("official", "text", "expected"),
    [
        ("行政规范性文件", "规范性文件", "info"),
        ("本年制发件数", "本年(2023)制发件数", "info"),
        ("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", "（二）部分公开", "info"),
        ("总计", "合计", "info"),
        ("行政处罚", "行政检查", "info"),
        ("结果纠正", "撤诉", "warning"),
    ],
)
def test_labels(verdict: Callable[..., str], official: str, text: str, expected: str) -> None:
    assert verdict("structure.label", labels=[{"official": official, "text": text}]) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（文字描述）", "warning"),
        ("该部分以表格形式报告。表格如下：", "warning"),
        ("XX镇2023年未收取信息处理费。", "warning"),
        ("XXX镇人民政府", "warning"),
        ("网址：www.example.gov.cn/XXGK/index.html", "pass"),
        ("××××年未收取", "warning"),
        ("用文字、图表描述了政策。", "pass"),
    ],
)
def test_instructions_left(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("structure.instructions_left", sections={"other": text}) == expected


def test_where_a_heading_stood_is_told(make: Any, outcome: Any) -> None:
    heading = {**_heading("other", "其他报告事项"), "place": {"line": 12}}
    report: Report = make(headings=[heading])
    assert outcome("structure.section_title", report).findings[0].where == "第12行"
