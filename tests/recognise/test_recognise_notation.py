"""What the text of a cell is read as, and what is never guessed."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gipcore.forms import Column
from gipcore.recognise.notation import is_value_like, read_value, read_with_unit
from gipcore.values import Blank, NotApplicable, Number, Unreadable

COUNT = Column("new", "总计", unit="件")
AMOUNT = Column("amount", "采购总金额", unit="万元", decimal=True)
SIGNED = Column("items_change", "本年增/减", unit="项", signed=True)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("12", 12),
        (" 12 ", 12),
        ("１２", 12),
        ("1,234", 1234),
        ("1，234", 1234),
        ("-3", -3),
        ("－3", -3),
        ("+3", 3),
        ("+ 3", 3),
        ("12件", 12),
        ("12 件", 12),
        ("12（其中新增1件）", 12),
        ("12（占30%）", 12),
        ("十二", 12),
        ("〇", 0),
        ("12.00", 12),
        ("? 12", 12),
    ],
)
def test_numbers(text: str, value: int) -> None:
    read = read_value(text, COUNT)
    assert isinstance(read, Number)
    assert read.value == value


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("000", "run-together"),
        ("007", "notation"),
        ("3 12", "run-together"),
        ("3\n12", "run-together"),
        ("- 3", "run-together"),
        ("— 12345", "run-together"),
        ("－　3", "run-together"),
        ("1" * 19, "run-together"),
        ("12²", "notation"),
        ("12①", "notation"),
        ("1O", "notation"),
        ("约12", "notation"),
        ("12/15", "notation"),
        ("1,23", "notation"),
        ("1.234", "notation"),
        ("一二", "notation"),
        ("见附件", "notation"),
    ],
)
def test_what_is_not_certain(text: str, reason: str) -> None:
    read = read_value(text, COUNT)
    assert isinstance(read, Unreadable)
    assert (read.reason, read.raw) == (reason, text)


@pytest.mark.parametrize("text", ["/", "／", "-", "——", "— —", "无", "不涉及"])
def test_marks_of_no_figure(text: str) -> None:
    assert isinstance(read_value(text, COUNT), NotApplicable)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\u00a0", "\u200b"])
def test_blanks(text: str) -> None:
    assert isinstance(read_value(text, COUNT), Blank)


def test_amounts_are_converted() -> None:
    assert read_value("4000元", AMOUNT) == Number(Decimal("0.4000"), raw="4000元", notes=("converted",))
    assert read_value("1.5亿元", AMOUNT) == Number(15000, raw="1.5亿元", notes=("converted",))
    assert read_value("3万元", AMOUNT).raw == "3万元"
    assert read_with_unit("400", "元", AMOUNT) == Number(Decimal("0.0400"), raw="400元", notes=("converted",))


def test_a_count_for_an_amount_is_unreadable() -> None:
    assert isinstance(read_with_unit("3", "件", AMOUNT), Unreadable)
    assert isinstance(read_with_unit("3", "元", COUNT), Unreadable)
    assert read_with_unit("3", "宗", COUNT) == Number(3)


def test_changes_have_signs_in_words() -> None:
    found = [read_value(text, SIGNED) for text in ("增4", "减4", "0/0")]
    assert [value.value for value in found if isinstance(value, Number)] == [4, -4, 0]
    assert isinstance(read_value("0/0", COUNT), Unreadable)


@pytest.mark.parametrize("text", ["", "0", "12件", "240万元", "减4", "#REF!", "无", "十二"])
def test_could_be_a_figure(text: str) -> None:
    assert is_value_like(text)


@pytest.mark.parametrize("text", ["总计", "1.属于国家秘密", "见附件", "2023年", "1" * 200])
def test_could_be_none(text: str) -> None:
    assert not is_value_like(text)
