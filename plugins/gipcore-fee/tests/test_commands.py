"""``gip fee`` as it is called."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Gip = Callable[..., tuple[int, str, str]]


def test_items(gip: Gip) -> None:
    status, out, _ = gip("fee", "items", "55", "--on", "2024-03-01")
    assert status == 0 and "9000 元" in out
    for step in ("10 × 0 = 0", "20 × 100 = 2000", "10 × 200 = 2000", "10 × 300 = 3000", "5 × 400 = 2000"):
        assert step in out
    assert "第四条第二款第（三）项" in out and "withdrawn=counted" in out


def test_json_has_total_steps_and_schedule(gip: Gip) -> None:
    status, out, _ = gip("fee", "pages", "260", "--format", "json")
    data = json.loads(out, parse_float=pytest.fail)
    assert status == 0 and (data["total"], data["schedule"], data["layers"]) == ("5100", "cn-2021", ["cn"])
    assert [step["amount"] for step in data["steps"]] == ["0", "700", "2000", "2400"]
    assert all({"from", "to", "count", "price", "amount", "source"} == set(step) for step in data["steps"])


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["items", "55", "--on", "2020-06-01"], "第四十二条"),
        (["items", "55", "--on", "2005-06-01"], "已收入的有"),
        (["pages", "260", "--on", "2010-06-01"], "gip fee costs"),
        (["pages", "1.5"], "不是件数或页数"),
        (["pages", "-5"], "没有选项 -5"),
        (["pages", "260", "--on", "2024-02-30"], "不是日期"),
        (["pages", "260", "--choose", "withdrawn"], "问题=答案"),
        (["items", "26", "--choose", "withdrawn=maybe"], "left-out"),
        (["items", "26", "--choose", "schedule-day=receipt"], "--received"),
        (["items", "26", "--region", "没有这个地方"], "没有地区"),
        (["costs", "a4=x", "--on", "2010-01-01", "--region", "44"], "编号=数量"),
        (["costs", "a4=1", "a4=2", "--on", "2010-01-01", "--region", "44"], "编号=数量"),
        (["costs", "a4=1", "--on", "2010-01-01"], "--region"),
        (["dates"], "--received"),
        (["dates", "--served", "2026-12-10"], "2027"),
        (["notice"], "--items 或 --pages"),
        (["notice", "--items", "55", "--pages", "260", "--on", "2024-03-20"], "第三条"),
        (["notice", "--items", "55", "--on", "2024-03-20"], "收费通知缺少"),
        (["list", "没有.csv"], "找不到文件"),
    ],
)
def test_what_is_refused_says_why_in_one_message(gip: Gip, arguments: list[str], told: str) -> None:
    status, out, err = gip("fee", *arguments)
    joined = "".join(err.split())
    assert (status, out) == (2, "") and "".join(told.split()) in joined and "Traceback" not in err


def test_a_region_by_name(gip: Gip) -> None:
    status, out, _ = gip("fee", "costs", "search=2", "a4=40", "post=12", "--on", "2010-03-01", "--region", "广东省")
    assert status == 0 and "30.00 元" in out and "cn + 44" in out
    data = json.loads(gip("fee", "costs", "a4=3", "--on", "2010-03-01", "--region", "440106", "--format", "json")[1])
    assert (data["total"], data["steps"][0]["price"]) == ("0.60", "0.20")


def test_dates(gip: Gip) -> None:
    arguments = ["--received", "2024-01-22", "--served", "2024-02-09", "--paid", "2024-03-01"]
    _, out, _ = gip("fee", "dates", *arguments)
    assert [line[:10] for line in out.splitlines() if line[:2] == "20"] == [
        *("2024-02-22", "2024-02-22", "2024-03-14", "2024-03-29")
    ]
    data = json.loads(gip("fee", "dates", *arguments, "--format", "json")[1])
    assert data["deadlines"][2]["last"] == "2024-03-14"


def test_a_list(gip: Gip, tmp_path: Path) -> None:
    path = tmp_path / "申请.csv"
    rows = [f"{n},张某\x1b[31m,2024-03-01" for n in range(31)] + ["31,李某,2024-03-01", "32,李某,?"]
    path.write_text("编号,申请人,收到日期\n" + "\n".join(rows), encoding="utf-8")
    status, out, err = gip("fee", "list", path)
    assert status == 2 and "2200 元" in out and "20件×100=2000" in out and "第 34 行" in err
    assert "\x1b[31m" not in out
    assert "32 件申请，2 个申请人月，其中 1 个收费，1 个不收费" in out
    status, out, _ = gip("fee", "list", path, "--format", "json")
    assert status == 2 and json.loads(out)["total"] == "2200"
    assert len(gip("fee", "list", path, "--format", "csv")[1].splitlines()) == 34


def test_a_notice_from_a_file_of_details(gip: Gip, tmp_path: Path) -> None:
    details = tmp_path / "本机关.toml"
    details.write_text('organ = "某局"\ndelivery = "邮寄"\ncode = "123"\n', encoding="utf-8")
    shared = ["fee", "notice", "--pages", "260", "--details", details, "--applicant", "张某", "--application", "1号"]
    shared += ["--received", "2024-03-01", "--on", "2024-03-20"]
    status, out, err = gip(*shared)
    assert status == 0 and "伍仟壹佰元整" in out and "未见原文" in "".join(err.split())
    page = tmp_path / "通知.html"
    assert gip(*shared, "-o", page)[0] == 0 and page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert gip(*shared, "-o", tmp_path / "通知.docx")[0] == 2
    details.write_text('organs = "某局"\n', encoding="utf-8")
    status, _, err = gip(*shared)
    assert status == 2 and "organ" in err


def test_help_in_both_languages(gip: Gip) -> None:
    for command in ("", "items", "pages", "costs", "list", "dates", "notice"):
        parts = [part for part in ("fee", command, "--help") if part]
        assert "用法" in gip(*parts)[1]
        assert "Usage" in gip("--lang", "en", *parts)[1]
