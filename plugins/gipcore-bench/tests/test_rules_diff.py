"""``gip rules diff``: what differs, in words and as data; nothing between a thing and itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Gip = Callable[..., SimpleNamespace]


def plain(text: str) -> str:
    return "".join(text.split())


def compared(gip: Gip, *arguments: str | Path) -> list[Any]:
    told = gip("diff", *arguments, "--format", "json")
    assert told.status == 0, told.err
    found: list[Any] = json.loads(told.out)["comparisons"]
    return found


@pytest.mark.parametrize("arguments", [("2023", "2023"), ("35", "35", "--year", "2023"), ("31", "31")])
def test_nothing_differs_from_itself(gip: Gip, arguments: tuple[str, ...]) -> None:
    assert "没有差别。" in gip("diff", *arguments).out
    (found,) = compared(gip, *arguments)
    assert not any(found[key] for key in ("added", "removed", "changed", "fields"))


def test_the_regimes_of_the_fee(gip: Gip) -> None:
    told = gip("diff", "2018", "2019", "2021", "--region", "35")
    first, second = plain(told.out).split("2019→2021")
    assert told.status == 0 and "新适用cn-2019收费办法施行之前（2019-05-15至2020-12-31" in first
    assert "不收取：行政机关依申请提供政府信息，不收取费用" in first and "不再适用cn-2008" not in first
    assert "不再适用cn-2008" in second and "福建省依申请提供政府信息收费标准：检索费5元/件；复制费（A4黑白" in second
    assert "31件起每件200元，每增加10件提高100元（第三条、第四条）" in second
    assert "按量计收：1—30页每页0元；31—100页每页10元；101—200页每页20元；201页起每页40元" in second
    assert "缴费期限：20个工作日（第六条）" in second


def test_two_price_lists_under_one_schedule(gip: Gip) -> None:
    told = plain(gip("diff", "35", "33", "--year", "2016").out)
    assert "不再适用cn-2008福建省依申请提供政府信息收费标准：检索费5元/件" in told and "新适用cn-2008浙江省" in told
    assert "发改价格〔2008〕1828号" not in told, "同样适用的不必再说"


def test_two_days(gip: Gip) -> None:
    told = gip("diff", "2019-05-14", "2019-05-15", "--year", "2018")
    assert "不再适用cn-2008" in plain(told.out) and "新适用cn-2019" in plain(told.out)
    assert "增加的规则" not in told.out
    assert "2019-02-28" in gip("diff", "2019-02-30", "2019-05-15").err


def test_two_regions(gip: Gip) -> None:
    (found,) = compared(gip, "31", "4312", "--year", "2021", "--level", "county", "--kind", "government")
    assert "31.basis" in {rule["id"] for rule in found["removed"]} and all(rule["sources"] for rule in found["removed"])
    changed = {change["id"]: change for change in found["changed"]}
    assert changed["report.identical"]["regraded"] == ["warning", "error"] and changed["report.identical"]["sources"]
    text = plain(gip("diff", "31", "4312", "--year", "2021", "--level", "county", "--kind", "government").out)
    assert "改级的规则（1）report.identical警告→错误" in text and "不再有的规则" in text
    assert "依据：怀化市关于2021年度报告编制发布工作的通知" in text


def test_two_files_and_two_folders(gip: Gip, folder: Path, layer: str, tmp_path: Path) -> None:
    later = tmp_path / "later" / "rules" / "65.toml"
    later.parent.mkdir(parents=True)
    text = layer.replace('submit = "01-20"', 'submit = "01-25"').replace("01-21", "01-26").replace("月21日", "月26日")
    text = text.replace('in_force"\nscope', 'in_force + 1"\nscope').replace("8 }", "9 }").replace("= 2 }", "= 1 }")
    text = text.replace('key = "other_documents"\nlabel = "其他文件"', 'key = "other_documents"\nlabel = "其他类文件"')
    text = text.replace('[[statement]]\nid = "65.contact"', '[[statement]]\nid = "65.phone"')
    later.write_text(text, "utf-8")
    assert gip("check", tmp_path / "later").status == 0
    for one, other in ((folder, tmp_path / "later"), (folder / "rules" / "65.toml", later)):
        (found,) = compared(gip, one, other)
        assert [rule["id"] for rule in found["added"]] == ["65.phone"]
        assert [rule["id"] for rule in found["removed"]] == ["65.contact"]
        (expression,) = [f for c in found["changed"] for f in c["fields"] if f["path"] == "expression"]
        assert expression["after"].endswith("in_force + 1")
        assert any(f["path"].endswith("submit") and f["after"] == "01-25" for f in found["fields"])
        words = plain(gip("diff", one, other).out)
        assert "增加的规则（1）65.phone警告没有写明联系电话" in words and "01-20→01-25" in words
        assert "表达式：proactive.other_documents.issued<=" in words and "例子有改动" in words
    gone = tmp_path / "gone" / "rules" / "66.toml"
    gone.parent.mkdir(parents=True)
    gone.write_text('id = "66"\ntitle = "t"\nsource = "s"\nextends = "cn"\nregion = "66"\n', "utf-8")
    (later.parent / "66.toml").write_text(gone.read_text("utf-8"), "utf-8")
    both = compared(gip, folder, tmp_path / "later")
    assert [one["title"].rpartition(" ")[2] for one in both] == ["65", "66"] and not both[1]["added"]


def test_markdown_is_escaped(gip: Gip, folder: Path, layer: str, tmp_path: Path) -> None:
    other = tmp_path / "other.toml"
    other.write_text(layer.replace("其他文件：本年制发的比", "<b>*其他*</b> [x](y)：本年制发的比"), "utf-8")
    told = gip("diff", folder / "rules" / "65.toml", other, "--format", "markdown")
    assert told.status == 0 and "### 改动的规则" in told.out and "- **65.other\\_documents\\_bound**" in told.out
    assert "<b>" not in told.out and "\\<b\\>\\*其他\\*" in told.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["2023"], "要比较的至少两个"),
        (["2023", "31"], "一边是层，另一边是年度"),
        (["nowhere", "2023"], "没有这个文件或文件夹"),
        (["31", "66", "--year", "2023"], "没有区划代码 66"),
        (["2009", "2010"], "没有 2009 年度的表样"),
    ],
)
def test_what_is_refused(gip: Gip, arguments: list[str], said: str) -> None:
    told = gip("diff", *arguments)
    assert told.status == 2 and said in told.err.replace("\n  ", "").replace("\n    ", "")


def test_a_folder_with_problems_is_refused(gip: Gip, folder: Path, layer: str) -> None:
    (folder / "rules" / "65.toml").write_text(layer.replace("severity", "severty", 1), "utf-8")
    assert "是否指 severity？" in gip("diff", folder, folder).err
    assert "是否指 severity？" in gip("diff", folder / "rules" / "65.toml", folder).err
    assert "Added rules" in gip("diff", "2020", "2021", lang="en").out
