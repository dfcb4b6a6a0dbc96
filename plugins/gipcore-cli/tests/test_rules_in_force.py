"""``gip rules list|show|explain``: what is in force for a report, from which layer, changed by whom; what is not."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

Gip = Callable[..., SimpleNamespace]
TOWN = ("--year", "2023", "--region", "310105", "--level", "township", "--kind", "government")
HUAIHUA = ("--year", "2021", "--region", "431228", "--level", "county", "--kind", "government")


def data(gip: Gip, *arguments: str | Path) -> Any:
    found = gip("rules", *map(str, arguments), "--format", "json")
    assert found.status == 0, found.err
    return json.loads(found.out)


def test_each_rule_comes_from_its_layer(gip: Gip) -> None:
    shown = data(gip, "show", *TOWN)
    layers = {rule["id"]: rule["layer"] for rule in shown["rules"]}
    assert [layer["id"] for layer in shown["layers"]] == ["cn", "31"] and shown["form"] == "cn-2021"
    assert layers["31.contact"] == "31" and layers["applications.balance"] == "cn"
    assert set(layers.values()) == {"cn", "31"} and all(rule["basis"] for rule in shown["rules"])
    assert [rule["id"] for rule in data(gip, "list", *TOWN)["rules"]] == [rule["id"] for rule in shown["rules"]]
    text = gip("rules", "show", *TOWN).out
    assert "层 31 的规则" in text and "上海市政府信息公开规定" in text and "cn-2021  政府信息公开信息处理费" in text
    assert (
        "层 31 的规则" in gip("rules", "list", *TOWN).out and "国务院令第711号" not in gip("rules", "list", *TOWN).out
    )


def test_what_layers_changed_stands_with_reason_and_source(gip: Gip) -> None:
    shown = data(gip, "show", *HUAIHUA)
    rules = {rule["id"]: rule for rule in shown["rules"]}
    (change,) = rules["report.identical"]["changes"]
    assert rules["report.identical"]["severity"] == "error"
    assert (
        (change["layer"], change["what"]) == ("4312", "改为错误") and change["reason"] and "怀化市" in change["source"]
    )
    assert any("公布不迟于次年 02-20" in change["what"] for change in rules["date.deadline"]["changes"])
    assert {change["rule"] for change in shown["changes"]} == {"report.identical", "date.deadline"}
    text = gip("rules", "explain", "report.identical", *HUAIHUA).out
    assert "✗ 错误" in text and "当地改动：4312" in text
    assert "! 警告" in gip("rules", "explain", "report.identical", "--year", "2021", "--region", "4311").out


def test_points_of_a_local_assessment_stand_with_the_rule(gip: Gip) -> None:
    where = ("--year", "2020", "--region", "350502")
    (change,) = next(r for r in data(gip, "show", *where)["rules"] if r["id"] == "date.deadline")["changes"]
    assert change["what"] == "改为错误，当地考评扣 5 分"
    assert "当地考评扣 5 分" in gip("rules", "explain", "date.deadline", *where).out
    assert "5 points off locally" in gip("rules", "explain", "date.deadline", *where, lang="en").out


def test_what_is_open_or_left_out_says_why(gip: Gip) -> None:
    shown = data(gip, "show", "--year", "2021", "--region", "4312")
    why = {item["rule"]: item["reason"] for item in shown["undecided"]}
    assert why["overview.assessment"] == "机关类型未知"
    left = {item["rule"] or item["layer"]: item["reason"] for item in shown["left_out"]}
    assert left["disputes.direct_after_refusal"] == "只用于2024—年度"
    later = data(gip, "show", "--year", "2023", "--region", "4312")
    assert {item["rule"] or item["layer"]: item["reason"] for item in later["left_out"]}[
        "4312"
    ] == "只用于2021—2021年度"
    town = data(gip, "show", "--year", "2023", "--region", "310105", "--level", "county")
    assert {item["rule"]: item["reason"] for item in town["left_out"]}["31.contact"] == "只用于层级 township"


def test_a_name_says_where_and_what_a_body_is(gip: Gip) -> None:
    shown = data(gip, "show", "--year", "2021", "--name", "长宁区新泾镇人民政府")
    assert (shown["region"], shown["level"], shown["kind"]) == ("310105", "township", "government")
    customs = data(gip, "show", "--year", "2023", "--name", "南京海关")
    assert "customs" in [layer["id"] for layer in customs["layers"]]


def test_a_switched_off_rule_is_left_out_with_the_reason(gip: Gip, tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "65.toml").write_text(
        'id = "65"\ntitle = "t"\nextends = "cn"\nregion = "65"\nsource = "s"\n'
        '[[disable]]\nrule = "date.format"\nreason = "试验"\n',
        "utf-8",
    )
    from gipcore.engine import Engine
    from gipcore_cli.main import run
    from gipcore_cli.session import Session

    assert run(["rules", "show", "--year", "2023", "--region", "65", "--rules", str(tmp_path)], Session()) == 0
    found = Engine(rules=tmp_path).catalogue.in_force("cn-2021", 2023, "65", None, None)
    assert "date.format" not in {rule.id for rule in found.rules} and found.origins["date.format"].layer_id == "cn"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["show", "--region", "31"], "请用 --year 指明报告年度"),
        (["list", "--region", "31"], "请用 --year 指明报告年度"),
        (["explain", "title.form", "--region", "31"], "请用 --year 指明报告年度"),
        (["show", "--year", "2023", "--region", "654222"], "没有区划代码 654222（是否指"),
        (["show", "--year", "2010"], "没有 2010 年度的表样"),
        (["show", "--year", "2023", "--form", "cn-2020"], "是否指 cn-2021？"),
        (["show", "--year", "2023", "--published", "2024-31-01"], "（是否指 2024-01-31？）"),
        (["show", "--year", "2023", "--kind", "agency"], "'agency' 不是可选的值：government"),
        (["explain", "31.contact", "--year", "2023", "--region", "65"], "规则 31.contact 对这份报告不适用"),
        (["explain", "fee.overdue_row", "--year", "2023"], "cn：只用于—2020年度"),
    ],
)
def test_what_is_refused(gip: Gip, arguments: list[str], said: str) -> None:
    found = gip("rules", *arguments)
    assert found.status == 2 and said in found.err.replace("\n  ", "").replace("\n    ", ""), found.err


def test_a_local_form_is_named(gip: Gip) -> None:
    assert data(gip, "show", "--year", "2020", "--region", "42")["local_forms"] == ["cn-2019+42"]
    assert "--form cn-2019+42" in gip("rules", "show", "--year", "2020", "--region", "42").out
    own = data(gip, "show", "--year", "2020", "--region", "42", "--form", "cn-2019+42")
    assert "42.other_documents_bound" in {rule["id"] for rule in own["rules"]}


def test_in_english(gip: Gip) -> None:
    text = gip("rules", "show", *HUAIHUA, "--lang", "en", lang="en").out
    assert "Rules of cn" in text and "graded error" in text and "Changed by layers" in text
