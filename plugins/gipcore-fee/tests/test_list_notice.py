"""Notices from a list: the rows of one applicant's month, refused if any of them is in doubt."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.rulesets import Schedules
from gipcore_fee.ledger import Ledger
from gipcore_fee.listed import month_charge
from gipcore_fee.rows import Asked
from gipcore_fee.selection import applications_of_month

Gip = Callable[..., tuple[int, str, str]]
HEADER = "编号,申请人,收到日期,收费方式,页数,获取方式,通知日期,答复期限,延期,撤回,机关"
MARCH = date(2024, 3, 29)


def row(number: int, day: int = 1, name: str = "张某", **cells: str) -> str:
    names = ("standard", "pages", "way", "notice", "due", "extended", "withdrawn", "organ")
    return ",".join([f"{number}号", name, f"2024-03-{day:02}", *(cells.get(key, "") for key in names)])


@pytest.fixture
def notice(gip: Gip, tmp_path: Path) -> Callable[..., tuple[int, str, str]]:
    """``gip fee notice`` on a list of some rows: status, output, and errors without line breaks."""

    def call(rows: list[str], *arguments: str, on: date = MARCH, applicant: str = "张某") -> tuple[int, str, str]:
        path, details = tmp_path / "名单.csv", tmp_path / "本机关.toml"
        path.write_text("\n".join([HEADER, *rows]), encoding="utf-8")
        details.write_text('organ = "某局"\ndelivery = "邮寄"\ncode = "123"\n', encoding="utf-8")
        asked = arguments or ("--month", "2024-03")
        status, out, err = gip(
            *("fee", "notice", "--list", path, "--applicant", applicant, "--details", details, "--on", str(on), *asked)
        )
        return status, out, "".join(err.split())

    return call


def test_a_month_is_charged_row_by_row(notice: Callable[..., tuple[int, str, str]]) -> None:
    rows = [row(n, 4 + n // 2) for n in range(1, 42) if n != 15]
    rows += [row(15, 4 + 7, standard="按量", pages="260", way="邮寄"), row(90, name="李某")]
    status, out, err = notice(rows)
    assert status == 0 and "人民币肆仟贰佰元整（¥4,200.00）" in out
    assert "2024年3月4日至2024年3月24日收到" in out and "2024年3月的40件，见附表" in out
    lines = out.split("附表：当月申请逐件计算\n")[1].splitlines()
    assert len(lines) == 41 and lines[0] == "第1件　1号　2024年3月4日　0元（第四条第二款第（一）项）"
    assert lines[14] == "第15件　15号　2024年3月11日　按量计收，另行通知"
    assert lines[40] == "第41件　41号　2024年3月24日　300元（第四条第二款第（三）项）"
    assert "1件不在本通知内：按量计收，另行通知" in err


def test_one_by_volume(notice: Callable[..., tuple[int, str, str]]) -> None:
    rows = [row(1), row(2, standard="按量", pages="260", way="邮寄", due="2024-04-30")]
    status, out, _ = notice(rows, "--application", "2号", on=date(2024, 4, 30))
    assert status == 0 and "伍仟壹佰元整" in out and "附表" not in out and "2024年3月1日收到" in out
    assert "按件计收" in notice(rows, "--application", "1号")[2]
    assert "没有张某编号为9号的申请" in notice(rows, "--application", "9号")[2]


def test_what_another_notice_charged_keeps_its_place(notice: Callable[..., tuple[int, str, str]]) -> None:
    rows = [row(n, 1, notice="2024-03-15" if n in (11, 12) else "") for n in range(1, 15)]
    rows += [row(15, 30), row(16, 2, withdrawn="是")]
    status, out, _ = notice(rows, "--month", "2024-03", "--choose", "withdrawn=left-out")
    assert status == 0 and "（¥200.00）" in out
    for words in (
        "第11件　11号　2024年3月1日　已在2024-03-15的通知中计收",
        "第13件　13号　2024年3月1日　100元",
        "第15件　15号　2024年3月30日　通知日期之后收到",
        "不计入　16号　2024年3月2日　已撤回，不计入",
    ):
        assert words in out


@pytest.mark.parametrize(
    ("rows", "arguments", "told"),
    [
        ([row(n) for n in range(11)] + ["12号,张某,三月"], (), ["张某的下列申请读不出", "第13行"]),
        ([row(1), '"2号,张某,2024-03-01'], (), ["第3行引号没有成对"]),
        ([row(n) for n in range(11)], ("--month", "2024-05"), ["没有张某2024-05的申请"]),
        ([row(1, name="张某某")], (), ["没有申请人'张某'（是否指张某某？）"]),
        ([row(n) for n in range(5)], (), ["5件不收费"]),
        ([row(1), row(1)], (), ["1号在名单中出现两次"]),
        ([row(1, organ="甲局")], (), ["没有某局收到的张某2024-03的申请；名单中的机关是：甲局"]),
        ([row(1, organ="某局"), row(2)], (), ["分属几个机关（某局、（空））"]),
        ([row(n) for n in range(11)], ("--month", "2024-03", "--items", "3"), ["件数和页数从名单中取"]),
        ([row(n) for n in range(11)], ("--month", "2024-03", "--application", "1号"), ["之一"]),
        ([row(n) for n in range(11)], ("--month", "2024-13"), ["'2024-13'不是月份"]),
        ([row(n) for n in range(11)], ("--month", "2024-03", "--choose", "withdrawn=x"), ["没有选项'x'"]),
    ],
)
def test_what_is_in_doubt_is_refused(
    notice: Callable[..., tuple[int, str, str]], rows: list[str], arguments: tuple[str, ...], told: list[str]
) -> None:
    status, out, err = notice(rows, *arguments)
    assert (status, out) == (2, "") and all("".join(words.split()) in err for words in told)


@pytest.mark.parametrize(
    ("cells", "arguments", "late"),
    [
        ({}, (), True),
        ({"extended": "是"}, (), False),
        ({"due": "2024-04-01"}, (), False),
        ({}, ("--month", "2024-03", "--due", "2024-04-01"), False),
        ({}, ("--month", "2024-03", "--extended"), False),
    ],
)
def test_the_time_for_each_answer_counts(
    notice: Callable[..., tuple[int, str, str]], cells: dict[str, Any], arguments: tuple[str, ...], late: bool
) -> None:
    rows = [row(n) for n in range(1, 11)] + [row(11, **cells)]
    status, _, err = notice(rows, *arguments, on=date(2024, 4, 1))
    assert status == (2 if late else 0) and ("第12行11号（期限到2024-03-29为止）" in err) == late


def test_a_month_needs_a_list_and_a_notice_no_earlier_day(gip: Gip) -> None:
    status, _, err = gip("fee", "notice", "--items", "55", "--month", "2024-03")
    assert status == 2 and "--list" in err
    shared = ["--organ", "某局", "--applicant", "张某", "--application", "1号", "--code", "1", "--delivery", "邮寄"]
    status, _, err = gip(*("fee", "notice", "--items", "55", "--received", "2024-03-02", "--on", "2024-03-01"), *shared)
    assert status == 2 and "之前" in err
    choose = ("--choose", "schedule-day=receipt", "--received", "2020-12-30", "--on", "2021-01-10")
    status, _, err = gip("fee", "notice", "--items", "55", *choose, *shared)
    assert status == 2 and "第四十二条" in err


@settings(max_examples=30, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 28), st.sampled_from(["", "按量"]), st.sampled_from(["张某", "李某"]))))
def test_it_charges_what_the_list_charges(
    tmp_path_factory: pytest.TempPathFactory, schedules: Schedules, drawn: list[tuple[int, str, str]]
) -> None:
    rows = [row(n, day, name, standard=kind, pages=kind and "50") for n, (day, kind, name) in enumerate(drawn)]
    path = tmp_path_factory.mktemp("list") / "名单.csv"
    path.write_text("\n".join([HEADER, row(99), *rows]), encoding="utf-8")
    asked = Asked(MARCH)
    with Ledger(schedules, asked) as ledger:
        ledger.read(path)
        group = next(one for one in ledger.months() if one.applicant == "张某")
        entries = [(entry.line, entry.charged) for entry in group.entries]
    selected = applications_of_month(path, "张某", "2024-03", schedules, asked)
    charge, listed = month_charge(selected, schedules.in_force(MARCH), MARCH, {})
    assert [(one.selected.line, one.charged) for one in listed] == entries
    assert charge.total == sum(charged.amount for _, charged in entries if charged.application.standard == "items")
    assert (sum(step.amount for step in charge.steps), charge.count) == (charge.total, group.month.by_items)
