"""What sentences state about the fee: real wordings, and mentions that state nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore_national.fees import FeeWords, statements
from gipcore_national.narrative import plain

WORDS = FeeWords(("信息处理费", "信息公开处理费"), ("收取任何费用", "收费及减免情况:无", "未收取费用"))


@pytest.mark.parametrize(
    ("sentence", "yuan"),
    [
        (
            "本机关按照《国务院办公厅关于印发〈政府信息公开信息处理费管理办法〉的通知》（国办函〔2020〕109号）规定的按件、"
            "按量收费标准，本年度没有产生信息公开处理费。",
            "0",
        ),
        ("2024 年，严格落实《政府信息公开信息处理费管理\n办法》，全年收取政府信息公开信息处理费 3940 元。", "3940"),
        ("全年收取政府信息公开信息处理费 0 元。", "0"),
        (
            "2023年对25件政府信息公开申请案件收取了信息处理费2950元。其中，沭阳县自然资源和规划局1件，收取420元；"
            "泗洪县人民政府2件，收取290元。",
            "2950",
        ),
        ("2024年有3件政府信息公开申请案件收取信息处理费2230元。", "2230"),
        ("2025 年有 1 件政府信息公开申请案件收取信息处理费 380 元。", "380"),
        ("本年度未收取信息处理费。", "0"),
        ("2024年，无收取信息处理费情况。", "0"),
        ("2025 年度本机关未收取信息公开处理费。", "0"),
        ("审计局2023年没有收取信息处理费情况。", "0"),
        ("本年度暂未开展信息处理费收取工作。", "0"),
        ("且未收取任何费用。", "0"),
        ("政府信息公开的收费及减免情况：无。", "0"),
        ("信息处理费收取情况：无。", "0"),
        ("信息处理费：0", "0"),
        ("收取信息处理费1,080元。", "1080"),
        ("共收取3940元信息处理费。", "3940"),
        ("信息处理费共计1.2万元。", "12000"),
        ("没有减免情况，收取信息处理费300元。", "300"),
        ("对未按要求补正的申请人收取信息处理费100元。", "100"),
        ("按每件100元的标准，收取信息处理费500元。", "500"),
    ],
)
def test_statements(sentence: str, yuan: str) -> None:
    assert [str(statement.yuan) for statement in statements(plain(sentence), WORDS)] == [yuan]


@pytest.mark.parametrize(
    "sentence",
    [
        "严格执行《政府信息公开信息处理费管理办法》。",
        "信息处理费的标准为每件100元。",
        "申请人逾期未按收费通知要求缴纳信息处理费的，不再处理。",
        "无其他需要报告的事项。",
        "行政事业性收费7545万元。",
        "对无正当理由大量反复申请的，可以收取信息处理费。",
        "我委对依申请提供政府信息暂未收取检索、复印、邮寄等费用。",
        "",
    ],
)
def test_mentions_that_state_nothing(sentence: str) -> None:
    assert statements(plain(sentence), WORDS) == ()


@given(st.integers(0, 10**9), st.sampled_from(["元", " 元"]), st.booleans())
def test_any_amount_is_read_exactly(amount: int, unit: str, grouped: bool) -> None:
    text = f"全年收取信息处理费{amount:,}{unit}。" if grouped else f"全年收取信息处理费{amount}{unit}。"
    assert [statement.yuan for statement in statements(plain(text), WORDS)] == [amount]


@given(st.text(max_size=300))
def test_text_without_the_words_states_nothing(text: str) -> None:
    if "费" not in text:
        assert statements(plain(text), WORDS) == ()


@pytest.mark.parametrize(
    ("fee", "charges", "expected"),
    [
        ("380元", 0, "pass"),
        ("5000元", 0, "pass"),
        ("5010元", 0, "warning"),
        ("12600元", 0, "warning"),
        ("12600元", "1.26", "pass"),
        ("12660元", "1.26", "warning"),
        ("12650元", "1.26", "pass"),
        ("3940元", 96171, "pass"),
        ("3940元", "", "pass"),
        ("3940元", "n/a", "pass"),
        ("3940元", {"unreadable": "见附件"}, "not checked"),
    ],
)
def test_fee_within_charges(verdict: Callable[..., str], fee: str, charges: object, expected: str) -> None:
    from decimal import Decimal

    amount = Decimal(charges) if isinstance(charges, str) and charges[:1].isdigit() else charges
    sections = {"other": f"收取信息处理费{fee}。"}
    assert verdict("fee.within_charges", cells={"proactive.charges.amount": amount}, sections=sections) == expected


@pytest.mark.parametrize(
    ("overdue", "text", "expected"),
    [
        (1, "本年度没有产生信息处理费。", "warning"),
        (1, "未产生信息处理费。", "warning"),
        (1, "未发出收费通知。", "warning"),
        (1, "未收取信息处理费。", "pass"),
        (6, "全年收取政府信息公开信息处理费3940元。", "pass"),
        (1, "无。", "pass"),
        (0, "没有产生信息处理费。", "pass"),
        ({"unreadable": "?"}, "没有产生信息处理费。", "not checked"),
    ],
)
def test_overdue_statement(verdict: Callable[..., str], overdue: object, text: str, expected: str) -> None:
    cells = {"applications.other.fee_overdue.total": overdue}
    assert verdict("fee.overdue_statement", cells=cells, sections={"other": text}) == expected


def test_needs_applications(verdict: Callable[..., str]) -> None:
    charged = {"other": "收取信息处理费380元。"}
    unreadable = {"applications.new.total": {"unreadable": "?"}}
    assert verdict("fee.needs_applications", sections=charged) == "error"
    assert verdict("fee.needs_applications", sections=charged, cells={"applications.carried_in.total": 1}) == "pass"
    assert verdict("fee.needs_applications", sections=charged, cells=unreadable) == "not checked"
    assert verdict("fee.needs_applications", sections={"other": "无。"}) == "pass"


def test_without_text_nothing_is_said_of_the_fee(verdict: Callable[..., str]) -> None:
    bare = {"without": ["overview", "problems", "other"], "preamble": ""}
    for rule in ("fee.statement", "fee.place", "fee.term", "fee.within_charges", "fee.needs_applications"):
        assert verdict(rule, **bare) == "not checked"


def test_a_report_that_ends_before_the_section_is_not_silent_on_the_fee(verdict: Callable[..., str]) -> None:
    assert verdict("fee.statement", without=["other"]) == "not checked"
    assert verdict("fee.statement", sections={"other": ""}) == "warning"
