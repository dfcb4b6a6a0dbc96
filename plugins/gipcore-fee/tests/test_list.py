"""Lists: what a line may look like, what is wrong with one, and that nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import tracemalloc
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.errors import ReadError
from gipcore.rulesets import Schedules
from gipcore_fee.calculator import calculator
from gipcore_fee.ledger import Ledger, Rejected
from gipcore_fee.list_output import charged_months, write_csv, write_json
from gipcore_fee.rows import Asked

HEADER = "编号,申请人,收到日期,收费方式,页数,获取方式"
Sums = dict[tuple[str, str], int]


def charge(path: Path, asked: Asked | None = None) -> tuple[Sums, list[Rejected], int]:
    """The sums by applicant and month, the rejected lines, the number of charged rows."""
    with Ledger(calculator().schedules, asked or Asked()) as ledger:
        ledger.read(path)
        sums = {(group.applicant, group.name): int(group.month.total) for group in charged_months(ledger)}
        return sums, list(ledger.rejected()), ledger.count


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "申请.csv"
        path.write_bytes("\n".join([header, *rows, ""]).encode(encoding))
        return path

    return write


def test_months_are_counted_by_applicant_and_begin_anew(file: Callable[..., Path]) -> None:
    rows = [f"3-{n},甲,2024-03-{n:02},,," for n in range(1, 26)] + [f"4-{n},甲,2024-04-01,,," for n in range(12)]
    sums, rejected, count = charge(file(*rows, "x,乙,2024-03-01,,,"))
    assert sums == {("甲", "2024-03"): 1500, ("甲", "2024-04"): 200, ("乙", "2024-03"): 0}
    assert rejected == [] and count == 38


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("2,甲,2024-13-01,,,", "没有 '2024-13-01' 这一天"),
        ("2,甲,三月一日,,,", "不是日期"),
        ("2,,2024-03-01,,,", "没有申请人"),
        ("2,甲,,,,", "没有日期"),
        ("2,甲,2024-03-01,按月,,", "应为 按件、按量"),
        ("2,甲,2024-03-01,按件、按量,30,", "第三条"),
        ("2,甲,2024-03-01,按量,,", "页数"),
        ("2,甲,2024-03-01,按量,三十,", "页数 '三十' 应为非负整数"),
        ("2,甲,2024-03-01,按量,-30,", "页数"),
        ("2,甲,2024-03-01,按量,30,已主动公开", "第五条第一款"),
        ("2,甲,2024-03-01,按量,30,现场查阅", "第五条第一款"),
        ("2,甲,2024-03-01,,,,多余,的", "有 8 列"),
        ("1,甲,2024-03-02,,,", "与第 2 行重复"),
        ("1,甲,2024-03-01,按量,30,", "第 2 行已按另一种标准收费"),
        ("2,甲,2020-12-31,,,", "不得收费"),
        ("2,甲,2018-12-31,,,", "gip fee costs"),
        ("2,甲,2001-01-01,,,", "没有可以依据的收费规定"),
        ('"2,甲,2024-03-01,,,', "引号没有成对"),
        ("2," + "甲" * 201 + ",2024-03-01,,,", "超过 200 个字符"),
        ("2,甲," + "9" * 70_000 + ",,,", "超过 65536 个字符"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_count(file: Callable[..., Path], row: str, reason: str) -> None:
    sums, rejected, count = charge(file("1,甲,2024-03-01,,,", row, "3,乙,2024-03-01,,,"))
    assert [bad.line for bad in rejected] == [3] and reason in rejected[0].reason
    assert count == 2 and set(sums) == {("甲", "2024-03"), ("乙", "2024-03")}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_files_as_offices_have_them(file: Callable[..., Path], encoding: str, delimiter: str) -> None:
    rows = [row.replace(",", delimiter) for row in ("1,甲,2024年3月1日,按量,1200页,电子邮件", "2,甲,2024/3/2,,,")]
    header = " 编号,申请人（名称） ,收到申请之日*,收费方式,页数,获取方式".replace(",", delimiter)
    sums, rejected, _ = charge(file(*rows, header=header, encoding=encoding))
    assert rejected == [] and sums == {("甲", "2024-03"): 42700}


def test_a_field_with_a_line_break_is_one_field(file: Callable[..., Path]) -> None:
    path = file('1,甲,2024-03-01,,,"纸质\n邮寄"', "2,甲,2024-03-01,,,")
    assert charge(path)[1:] == ([], 2)


def test_undecodable_bytes_spoil_their_own_line_only(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        "申请人,收到日期\n甲,2024-03-01\n".encode("gb18030") + b"\xff\xff,2024-03-01\n\xd2\xd2,2024-03-01\n"
    )
    _, rejected, count = charge(path)
    assert count == 2 and [bad.line for bad in rejected] == [3] and "编码" in rejected[0].reason


@pytest.mark.parametrize(
    ("data", "told"),
    [
        ("", "文件是空的"),
        ("\n\n", "文件是空的"),
        ("甲,2024-03-01\n", "缺少：申请人"),
        ("申请人,日期\n", "缺少：收到申请之日"),
        ("申请人,姓名,收到日期\n", "是同一列"),
        ('"申请人,收到日期\n', "第 1 行应为列名"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, data: str, told: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(data, encoding="utf-8")
    with pytest.raises(ReadError, match=told):
        charge(path)


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="找不到文件"):
        charge(tmp_path / "没有.csv")


def test_what_is_open_can_be_chosen(file: Callable[..., Path]) -> None:
    rows = [f"{n},甲,2024-03-{n:02},{'按量' if n == 5 else ''},{'20' if n == 5 else ''}," for n in range(1, 13)]
    path = file(*rows)
    assert charge(path)[0] == {("甲", "2024-03"): 200}
    assert charge(path, Asked(answers={"volume-keeps-place": "no"}))[0] == {("甲", "2024-03"): 100}
    header = "编号,申请人,收到日期,撤回,机关,申请日期"
    rows = [
        f"{n},甲,2024-03-01,{'是' if n == 1 else ''},{'一局' if n < 7 else '二局'},2024-02-28" for n in range(1, 13)
    ]
    path = file(*rows, header=header)
    assert sum(charge(path)[0].values()) == 0
    assert charge(path, Asked(answers={"organs": "all"}))[0] == {("甲", "2024-03"): 200}
    assert charge(path, Asked(answers={"organs": "all", "withdrawn": "left-out"}))[0] == {("甲", "2024-03"): 100}
    assert charge(path, Asked(answers={"organs": "all", "month-day": "applied"}))[0] == {("甲", "2024-02"): 200}


def test_the_day_of_the_notice_decides_the_schedule(file: Callable[..., Path]) -> None:
    header = "编号,申请人,收到日期,通知日期"
    path = file("1,甲,2020-12-30,2021-01-04", "2,甲,2021-01-04,2020-12-31", header=header)
    assert [bad.line for bad in charge(path)[1]] == [3]
    assert [bad.line for bad in charge(path, Asked(answers={"schedule-day": "receipt"}))[1]] == [2]
    assert charge(file("1,甲,2020-12-30,", header=header), Asked(on=date(2021, 2, 1)))[2] == 1


def test_csv_and_json_hold_every_line(file: Callable[..., Path]) -> None:
    path = file(
        "1,=cmd(),2024-03-01,,,",
        "2,甲,2024-03-01,按量,260,",
        "坏的,甲,?,,,",
        *(f"{n},乙,2024-03-01,,," for n in range(9, 20)),
    )
    with Ledger(calculator().schedules, Asked()) as ledger:
        ledger.read(path)
        text, data = io.StringIO(), io.StringIO()
        assert write_csv(ledger, text.write) == 5200
        assert write_json(ledger, data.write, path.name) == 5200
    rows = list(csv.DictReader(io.StringIO(text.getvalue().removeprefix("\ufeff"))))
    assert sorted(int(row["行"]) for row in rows) == list(range(2, 16))
    assert [row["申请人"] for row in rows if row["行"] == "2"] == ["'=cmd()"]
    assert [row["问题"][:5] for row in rows if row["问题"]] == ["'?' 不"]
    assert sum(Decimal(row["金额（元）"] or 0) for row in rows) == 5200
    found = json.loads(data.getvalue(), parse_float=pytest.fail)
    assert (found["total"], found["schedule"], found["count"], found["rejections"]) == ("5200", "cn-2021", 13, 1)
    assert found["rejected"][0]["line"] == 4
    lines = [one["line"] for month in found["months"] for one in month["applications"]]
    assert sorted([*lines, 4]) == list(range(2, 16))
    for month in found["months"]:
        assert sum(int(step["amount"]) for step in month["steps"]) == int(month["total"])
        assert sum(int(one["amount"]) for one in month["applications"]) == int(month["total"])


@settings(max_examples=25, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["申请人,收到日期\n", ""]))
def test_any_bytes_are_a_list_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes, head: str) -> None:
    path = tmp_path_factory.mktemp("any") / "a.csv"
    path.write_bytes(head.encode() + data)
    with suppress(ReadError):
        charge(path)


def test_many_rows_need_no_more_memory_than_few(tmp_path: Path, schedules: Schedules) -> None:
    peaks = []
    for count in (1_000, 10_000):
        path = tmp_path / f"{count}.csv"
        rows = (f"{n},申请人{n % 700},2024-0{n % 9 + 1}-01,,,\n" for n in range(count))
        path.write_text(HEADER + "\n" + "".join(rows), encoding="utf-8")
        tracemalloc.start()
        with Ledger(schedules, Asked()) as ledger:
            ledger.read(path)
            write_csv(ledger, lambda text: None)
            assert ledger.count == count
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 2 + 500_000
