"""What real sentences say of a charge, and what the schedule in force makes of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore_national.fee_details import DetailWords, charged
from gipcore_national.fees import FeeWords
from gipcore_national.narrative import plain

WORDS = FeeWords(("信息处理费", "信息公开处理费"), ())
DETAILS = DetailWords(("按件",), ("按量", "按页"), ("退还",), ("等", "其余"), ("收到", "受理"))
SUQIAN_2023 = (
    "2023年对25件政府信息公开申请案件收取了信息处理费2950元。其中，沭阳县自然资源和规划局1件，收取420元；"
    "泗洪县人民政府2件，收取290元；泗洪县公安局15件，收取1500元；宿迁市自然资源和规划局宿城分局1件，收取140元；"
    "宿迁市公安局6件，收取600元，收费标准均符合《政府信息公开信息处理费管理办法》规定。"
)
Verdict = Callable[..., str]


@pytest.mark.parametrize(
    ("sentence", "count", "yuan", "parts"),
    [
        (SUQIAN_2023, 25, 2950, [(1, 420), (2, 290), (15, 1500), (1, 140), (6, 600)]),
        ("2025 年有 1 件政府信息公开申请案件收取信息处理费 380 元。", 1, 380, []),
        ("全年收取政府信息公开信息处理费 3940 元。", None, 3940, []),
        ("全年收到申请120件，收取信息处理费380元。", None, 380, []),
        ("受理申请120件并收取信息处理费380元。", None, 380, []),
        ("收取信息处理费2件，共380元。", 2, 380, []),
        ("按照国办函〔2020〕109号，收取信息处理费1,080元。", None, 1080, []),
        ("收取信息处理费1.2万元。其中，甲局3件，收取1万元；乙局2件，2000元。", None, 12000, [(3, 10000), (2, 2000)]),
    ],
)
def test_what_a_sentence_says(sentence: str, count: int | None, yuan: int, parts: list[tuple[int, int]]) -> None:
    (one,) = charged(plain(sentence), WORDS, DETAILS)
    assert (one.count, int(one.yuan), [(part.count, int(part.yuan)) for part in one.parts]) == (count, yuan, parts)


@pytest.mark.parametrize("sentence", ["未收取信息处理费。", "收取信息处理费0元。", "无其他需要报告的事项。", ""])
def test_nothing_charged_is_no_sum(sentence: str) -> None:
    assert list(charged(plain(sentence), WORDS, DETAILS)) == []


@given(st.text("收取信息处理费件元万其中，。；12345 ", max_size=60))
def test_any_text_is_read_or_passed_over(text: str) -> None:
    for one in charged(plain(text), WORDS, DETAILS):
        assert one.yuan > 0 and all(part.count >= 0 for part in one.parts)


@pytest.mark.parametrize(
    ("rule", "text", "cells", "expected"),
    [
        ("fee.multiple_of_ten", "收取信息处理费3940元。", {}, "pass"),
        ("fee.multiple_of_ten", "收取信息处理费3945元。", {}, "error"),
        ("fee.multiple_of_ten", "未收取信息处理费。", {}, "pass"),
        ("fee.multiple_of_ten", "无。", {}, "not checked"),
        *(("fee.impossible_for_one", f"1件收取信息处理费{yuan}元。", {}, "pass") for yuan in (10, 720, 2700, 2740)),
        *(("fee.impossible_for_one", f"1件收取信息处理费{yuan}元。", {}, "pass") for yuan in (100, 200, 300, 5000)),
        *(("fee.impossible_for_one", f"1件收取信息处理费{yuan}元。", {}, "error") for yuan in (5, 710, 2710, 2730)),
        ("fee.impossible_for_one", "2件收取信息处理费710元。", {}, "pass"),
        ("fee.minimum", "3件收取信息处理费30元。", {}, "pass"),
        ("fee.minimum", "3件收取信息处理费20元。", {}, "error"),
        ("fee.minimum", "按件对3件收取信息处理费300元。", {}, "pass"),
        ("fee.minimum", "按件对3件收取信息处理费290元。", {}, "error"),
        ("fee.breakdown", SUQIAN_2023, {}, "pass"),
        ("fee.breakdown", SUQIAN_2023.replace("2950", "2940"), {}, "error"),
        ("fee.breakdown", SUQIAN_2023.replace("25件", "26件"), {}, "error"),
        ("fee.breakdown", SUQIAN_2023.replace("2950", "2960").replace("其中，", "其中，等等，"), {}, "pass"),
        ("fee.breakdown", SUQIAN_2023.replace("2950", "2940").replace("其中，", "其中，等等，"), {}, "error"),
        ("fee.count_bound", SUQIAN_2023, {"applications.carried_in.total": 25}, "pass"),
        ("fee.count_bound", SUQIAN_2023, {"applications.new.total": {"unreadable": "？"}}, "not checked"),
        ("fee.items_ceiling", "按件收取信息处理费2200元。", {"applications.new.total": 31}, "pass"),
        ("fee.items_ceiling", "按件收取信息处理费2300元。", {"applications.new.total": 31}, "warning"),
        ("fee.items_ceiling", "按量收取信息处理费2300元。", {"applications.new.total": 1}, "pass"),
        ("fee.items_allowance", "按件收取信息处理费100元。", {"applications.new.total": 11}, "pass"),
        ("fee.items_allowance", "按件收取信息处理费100元。", {"applications.new.total": 10}, "warning"),
        ("fee.charges_taken", "收取信息处理费3940元。", {"proactive.charges.amount": 3940}, "warning"),
        ("fee.charges_taken", "收取信息处理费20000元。", {"proactive.charges.amount": 2}, "warning"),
        ("fee.charges_taken", "收取信息处理费0元。", {"proactive.charges.amount": 7545}, "pass"),
        ("fee.unit", "收取信息处理费10万元。", {}, "warning"),
        ("fee.unit", "收取信息处理费9万元。", {}, "pass"),
        ("fee.unit", "收取信息处理费380.5元。", {}, "warning"),
        ("fee.overdue_silent", "无。", {"applications.other.fee_overdue.total": 1}, "warning"),
        ("fee.overdue_silent", "无。", {}, "pass"),
        ("fee.overdue_silent", "共发出收费通知1份。", {"applications.other.fee_overdue.total": 1}, "pass"),
        ("fee.overdue_silent", "无。", {"applications.other.fee_overdue.total": {"unreadable": "？"}}, "not checked"),
        ("fee.citation", "《政府信息公开信息处理费管理办法》（国办函〔2020〕108号）", {}, "warning"),
        ("fee.citation", "《政府信息公开信息处理费管理办法》国办函（2020）109号", {}, "info"),
        ("fee.citation", "按国办发〔2020〕109号收取信息处理费100元", {}, "warning"),
        ("fee.citation", "《信息处理费管理办法》和《机关章程》（国办发〔2021〕2号）", {}, "pass"),
    ],
)
def test_verdicts(verdict: Verdict, rule: str, text: str, cells: dict[str, object], expected: str) -> None:
    assert verdict(rule, sections={"other": text}, cells=cells) == expected


@pytest.mark.parametrize(
    ("rule", "form", "year", "text", "expected"),
    [
        ("fee.before_2021", "cn-2019", 2020, "收取信息处理费300元。", "error"),
        ("fee.before_2021", "cn-2019", 2020, "未收取信息处理费。", "pass"),
        ("fee.cost_after_2019", "cn-2019", 2019, "收取复制费300元。", "warning"),
        ("fee.cost_after_2019", "cn-2019", 2020, "收取复制费300元。", "error"),
        ("fee.cost_after_2019", "cn-2021", 2022, "对依申请提供政府信息暂未收取检索、复印、邮寄等费用。", "pass"),
    ],
)
def test_what_may_be_charged_in_a_year(
    verdict: Verdict, rule: str, form: str, year: int, text: str, expected: str
) -> None:
    assert verdict(rule, form=form, year=year, sections={"other": text}) == expected


def test_without_a_schedule_nothing_is_decided(make: Callable[..., Report], outcome: Callable[..., Outcome]) -> None:
    report = make("cn-2019", year=2020, sections={"other": "收取信息处理费3945元。"})
    assert [item.rule for item in outcome("fee.multiple_of_ten", report).not_checked] == ["fee.multiple_of_ten"]


def test_the_parents_sum(make: Callable[..., Report], outcome: Callable[..., Outcome]) -> None:
    def told(text: str) -> Report:
        return make(sections={"other": text}, issuer={"name": "某局"})

    parent = told("收取信息处理费2230元。")
    children = (told("收取信息处理费880元。"), told("收取信息处理费1350元。"), told("未收取信息处理费。"))
    assert outcome("fee.aggregate", parent, None, children).passed == ("fee.aggregate",)
    (finding,) = outcome("fee.aggregate", parent, None, children[1:]).findings
    assert (finding.left, finding.right, finding.difference) == (2230, 1350, 880)
    (open_,) = outcome("fee.aggregate", parent, None, (*children, told("无。"))).not_checked
    assert "某局" in open_.reason
    assert outcome("fee.aggregate", parent).not_checked[0].needs == "children"


def test_silence_on_the_fee_leaves_no_outcome_incomplete(
    make: Callable[..., Report], outcome: Callable[..., Outcome]
) -> None:
    for rule in ("fee.multiple_of_ten", "fee.minimum", "fee.breakdown", "fee.impossible_for_one"):
        found = outcome(rule, make(sections={"other": "无其他需要报告的事项。"}))
        assert [item.needs for item in found.not_checked] == ["fee"] and found.status == "pass"
