"""The notice: refused if it lacks anything, worded by the layers, safe as a page."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.errors import FeeError
from gipcore.rulesets import Schedules
from gipcore_fee.calculator import Calculator
from gipcore_fee.capital import MAX, capital
from gipcore_fee.notice import Details, Notice, make_notice
from gipcore_fee.notice_html import notice_html
from gipcore_fee.notice_text import notice_text

DETAILS = Details(
    organ="某市某局",
    applicant="张某",
    application="2024-12号",
    received=date(2024, 3, 1),
    on=date(2024, 3, 20),
    delivery="电子邮件",
    payee="某市财政局",
    bank="某银行",
    account="1234",
)
Make = Callable[..., Notice]


@pytest.fixture
def make(fees: Calculator, schedules: Schedules) -> Make:
    def build(items: int = 55, region: str = "", **changes: Any) -> Notice:
        details = evolve(DETAILS, **changes)
        return make_notice(fees.items(items, details.on or date(2024, 3, 20), region=region), details, schedules)

    return build


def test_it_states_everything(make: Make) -> None:
    notice = make()
    assert [section.part for section in notice.sections] == [
        *("opening", "basis", "standard", "amount", "payment", "deadline", "unpaid", "remedy", "closing")
    ]
    for text in (notice_text(notice), notice_html(notice)):
        for words in (
            *("某市某局", "张某", "2024-12号", "国办函〔2020〕109号", "玖仟元整", "9,000.00", "账号 1234", "电子邮件"),
            *("20个工作日", "2024年4月18日", "不再处理", "不能单独就该决定申请行政复议", "第五十一条", "2024年3月20日"),
            *("第四条第二款第（三）项", "收到申请之日"),
        ):
            assert words in text


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"organ": ""}, ["行政机关名称"]),
        ({"applicant": ""}, ["申请人"]),
        ({"application": ""}, ["申请的名称或编号"]),
        ({"received": None}, ["收到申请之日"]),
        ({"on": None}, ["通知日期"]),
        ({"delivery": ""}, ["送达途径", "第六条"]),
        ({"payee": "", "bank": "", "account": ""}, ["缴纳方式（第六条）", "缴款码"]),
        ({"account": ""}, ["缴纳方式（第六条）", "还应写明账号"]),
        ({"organ": "", "delivery": "", "bank": ""}, ["行政机关名称", "缴纳方式", "送达途径", "开户银行"]),
    ],
)
def test_one_that_lacks_a_statement_is_refused_with_the_list(
    make: Make, changes: dict[str, Any], missing: list[str]
) -> None:
    with pytest.raises(FeeError, match="收费通知缺少") as refusal:
        make(**changes)
    assert all(words in str(refusal.value) for words in missing)


@pytest.mark.parametrize(
    "ways", [{"code": "370000"}, {"payment": ("到政务服务中心缴费窗口缴纳。",)}], ids=["code", "words"]
)
def test_any_way_to_pay_will_do(make: Make, ways: dict[str, Any]) -> None:
    notice = make(payee="", bank="", account="", **ways)
    section = notice.section("payment")
    assert section is not None and len(section.texts) == 1


def test_a_province_changes_it_without_code(make: Make) -> None:
    plain, shandong, anhui = make(), make(region="370112"), make(region="34")
    assert plain.section("receipt") is None
    receipt = shandong.section("receipt")
    assert receipt is not None and "山东省财政票据" in receipt.texts[0]
    assert any("执收编码" in warning for warning in shandong.warnings)
    closing = anhui.section("closing")
    assert closing is not None and "除信息处理费外" in closing.texts[0]
    assert plain.charge.total == shandong.charge.total == anhui.charge.total


def test_a_layer_of_ones_own_adds_replaces_and_requires(tmp_path: Path) -> None:
    (tmp_path / "schedules").mkdir()
    (tmp_path / "schedules" / "3701-fee.toml").write_text(
        """
        id = "3701-fee"
        layer = "3701"
        extends = "37"
        region = "3701"
        title = "济南市：信息处理费收缴"
        source = "自拟的例子"
        [[collection]]
        id = "3701-2024"
        of = "cn-2021"
        title = "济南市信息处理费收缴"
        source = "自拟的例子"
        days = { first = 2024-03-20 }
        [[collection.texts]]
        id = "receipt"
        part = "receipt"
        text = "向{organ}索取票据。"
        source = "自拟的例子"
        [[collection.requires]]
        id = "contact"
        title = "联系方式"
        source = "自拟的例子"
        """,
        encoding="utf-8",
    )
    schedules = Engine(rules=tmp_path).catalogue.schedules
    calculator = Calculator(schedules)

    def build(**changes: Any) -> Notice:
        details = evolve(DETAILS, **changes)
        assert details.on is not None
        return make_notice(calculator.items(55, details.on, region="370102"), details, schedules)

    with pytest.raises(FeeError, match="联系方式"):
        build()
    receipt = build(contact="办公室").section("receipt")
    assert receipt is not None and receipt.texts == ("向某市某局索取票据。",)
    before = build(on=date(2024, 3, 19)).section("receipt")
    assert before is not None and "山东省财政票据" in before.texts[0]


@pytest.mark.parametrize(("on", "told"), [(date(2025, 5, 30), False), (date(2025, 6, 1), True)])
def test_the_remedies_are_those_of_the_day(make: Make, on: date, told: bool) -> None:
    remedy = make(received=date(2025, 5, 20), on=on).section("remedy")
    assert remedy is not None and any("法释〔2025〕8号" in text for text in remedy.texts) == told


@pytest.mark.parametrize(
    ("changes", "late"),
    [
        ({"on": date(2024, 3, 29)}, False),
        ({"on": date(2024, 4, 1)}, True),
        ({"on": date(2024, 4, 1), "extended": True}, False),
        ({"on": date(2024, 5, 30), "due": date(2024, 5, 30)}, False),
        ({"on": date(2024, 5, 31), "due": date(2024, 5, 30)}, True),
    ],
)
def test_it_goes_out_within_the_time_for_the_answer(make: Make, changes: dict[str, Any], late: bool) -> None:
    if late:
        with pytest.raises(FeeError, match="处理期限内发出"):
            make(**changes)
    else:
        make(**changes)


def test_the_last_day_is_that_of_the_day_it_is_received(make: Make) -> None:
    assert make().last == date(2024, 4, 18)
    served = make(received=date(2024, 2, 1), on=date(2024, 2, 8), served=date(2024, 2, 9))
    assert served.last == date(2024, 3, 14)
    deadline = served.section("deadline")
    assert deadline is not None and "2024年2月9日收到，最后缴纳日为2024年3月14日" in deadline.texts[0]
    with pytest.raises(FeeError, match="2027 年"):
        make(received=date(2026, 11, 26), on=date(2026, 12, 10))


def test_nothing_to_pay_is_no_notice(make: Make) -> None:
    with pytest.raises(FeeError, match="不收费"):
        make(items=10)


def test_a_page_takes_no_markup_and_loads_nothing(make: Make) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=y>{organ}'
    page = notice_html(make(organ=evil, applicant=evil, application=evil, payment=(evil,), contact=evil, number=evil))
    tags: list[tuple[str, list[tuple[str, str | None]]]] = []

    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            tags.append((tag, attrs))

    Tags().feed(page)
    assert not {"script", "img", "link", "iframe"} & {tag for tag, _ in tags}
    assert not [name for _, attrs in tags for name, _ in attrs if name in ("src", "href") or name.startswith("on")]
    assert "default-src 'none'" in page and page.count("alert(1)") == 6


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        ("0", "零元整"),
        ("10", "壹拾元整"),
        ("100", "壹佰元整"),
        ("1010", "壹仟零壹拾元整"),
        ("54700", "伍万肆仟柒佰元整"),
        ("100001", "壹拾万零壹元整"),
        ("154700", "壹拾伍万肆仟柒佰元整"),
        ("49985002000", "肆佰玖拾玖亿捌仟伍佰万贰仟元整"),
        ("100000000", "壹亿元整"),
        ("30.05", "叁拾元零伍分"),
        ("0.2", "贰角整"),
    ],
)
def test_capital_amounts(amount: str, words: str) -> None:
    assert capital(Decimal(amount)) == words


@pytest.mark.parametrize("amount", ["-1", "0.005", "1E+12"])
def test_what_has_no_capital_amount_is_refused(amount: str) -> None:
    with pytest.raises(FeeError, match="大写金额"):
        capital(Decimal(amount))


@given(st.integers(0, int(MAX) - 1))
def test_capital_amounts_say_the_number(number: int) -> None:
    digits = {character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")}
    units = {"拾": 10, "佰": 100, "仟": 1000}
    total = group = digit = 0
    text = capital(Decimal(number)).removesuffix("元整")
    assert text == "零" or ("零零" not in text and not text.endswith("零"))
    for character in text:
        if character in digits:
            digit = digits[character]
        elif character in units:
            group, digit = group + digit * units[character], 0
        elif character == "万":
            total, group, digit = total + (group + digit) * 10**4, 0, 0
        else:
            total, group, digit = (total + group + digit) * 10**8, 0, 0
    assert total + group + digit == number
