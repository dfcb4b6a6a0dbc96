"""Periods, citations, and texts that were used twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from gipcore_national.similarity import likeness, may_be_alike


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报告所列数据统计期限为2023年1月1日至2023年12月31日。", "pass"),
        ("统计期限为 2023\n年 1 月 1 日至 12 月 31 日。", "pass"),
        ("自２０２３年１月１日起至２０２３年１２月３１日止", "pass"),
        ("（2023年1月1日—2023年12月31日）", "pass"),
        ("统计时间为2023年1月至12月。", "pass"),
        ("自2023年1月1日起至2023年12月30日止。", "warning"),
        ("统计期限为2022年1月1日至2022年12月31日。", "warning"),
        ("自2022年1月1日起至2023年12月31日止。", "warning"),
        ("数据截止20231231日。", "warning"),
        ("自2025111231日止。", "warning"),
        ("期限为202111日到1231日。", "warning"),
        ("2023年3月1日至3月31日开展了宣传月活动。", "info"),
        ("截止日期为2023年12月31日。", "info"),
        ("统计期限为2023年13月1日至2023年14月31日。", "info"),
        ("", "info"),
    ],
)
def test_period(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("text.period", preamble=text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《格式》（国办公开办函〔2021〕30号）", "pass"),
        ("（国办公开办函〔2019〕60号）", "warning"),
        ("（国办公开办函[2019]60号）", "warning"),
        ("（国办公开办函(2019)60号）", "warning"),
        ("《关于政府信息公开工作年度报告有关事\n项的通知》", "warning"),
        ("《关于编制公布2021年政府信息公开工作年度报告有关事项的通知》", "pass"),
    ],
)
def test_cited_format(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("text.citation.form", preamble=text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("《中华人民共和国政府信息公开条例》（国务院令第711号）", "pass"),
        ("《中华人民共和国政府信息公开条例》（国务院令第 711 号）", "pass"),
        ("《中华人民共和国政府信息公开条例》（国务院令第771号）", "warning"),
        ("《政府信息公开条例》（中华人民共和国国务院令第492号）", "warning"),
        ("《政府信息公开条例》和《优化营商环境条例》（国务院令第722号）", "pass"),
        ("《优化营商环境条例》（国务院令第722号）", "pass"),
        ("《政府信息公开条例》（国务院令第七一一号）", "pass"),
    ],
)
def test_cited_law(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("text.citation.law", preamble=text) == expected


PROBLEMS = (
    "一是公开的内容不够具体，{}年仅公开{}条；二是业务人员的能力有待提高；三是公开的渠道单一，与群众的期待还有差距。"
)
OTHER = "栏目更新迟缓，个别村务公开栏缺页；已落实专人逐栏检查，按季度通报，并请村民代表监督。"


def test_last_year_again_apart_from_figures(make: Any, outcome: Any) -> None:
    now = make(sections={"overview": "", "problems": PROBLEMS.format(2023, 12)})
    then = make(year=2022, sections={"overview": "", "problems": PROBLEMS.format(2022, 345)})
    other = make(year=2022, sections={"overview": "", "problems": OTHER})
    short = make(year=2022, sections={"overview": "", "problems": "无。"})
    assert [f.left for f in outcome("text.repeated", now, then).findings] == [100]
    assert not outcome("text.repeated", now, other).findings
    assert outcome("text.repeated", now, short).not_checked


def test_two_bodies_with_one_text(make: Any, outcome: Any) -> None:
    def body(name: str, text: str) -> Any:
        return make(issuer={"name": name}, sections={"overview": "", "problems": name + text})

    county = make(issuer={"name": "某县人民政府"}, sections={"overview": "", "problems": ""})
    same = (body("甲乡人民政府", PROBLEMS.format(2023, 1)), body("乙乡人民政府", PROBLEMS.format(2023, 22)))
    found = outcome("text.copied", county, None, same).findings
    assert len(found) == 1
    assert "甲乡人民政府" in found[0].message and "乙乡人民政府" in found[0].message
    different = (same[0], body("乙乡人民政府", OTHER))
    assert not outcome("text.copied", county, None, different).findings


def test_the_quick_test_loses_no_copy() -> None:
    text = PROBLEMS.format("", "") * 4
    for cut in range(0, len(text) // 12):
        changed = text[:cut] + "换" * cut + text[2 * cut :]
        if likeness(text, changed) >= 90:
            assert may_be_alike(text, changed, 90)
