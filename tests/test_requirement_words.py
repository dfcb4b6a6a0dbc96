"""What a layer's requirements become: the words of their rules in both languages, with nothing left out."""

from __future__ import annotations

from typing import TypeAlias

import pytest

from gipcore.layers import (
    Companion,
    Disable,
    ExtraRow,
    Figures,
    Issuers,
    Part,
    Regrade,
    Ruleset,
    Set,
    Statement,
    Subheading,
)
from gipcore.rules import Rule, Wording

PARTS = (Part("甲", "first", ("甲#",)), Part("乙", "", ("乙#",)))
Asked: TypeAlias = Statement | Subheading | Companion | Figures | Issuers
WORDS: list[tuple[Asked, Wording, Wording]] = [
    (
        Statement(id="x.y", severity="warning", where="preamble", asks="电话", asks_en="the telephone"),
        Wording("没有写明电话", "{place}没有写明{list}。", "请按当地的要求补写；确实没有的，写明没有。"),
        Wording(
            "Not stated: the telephone",
            "{place_en} does not state: {list_en}.",
            "Add it as the local rule asks; if there is none, say so.",
        ),
    ),
    (
        Subheading(id="x.y", severity="warning", section="overview", headings=PARTS),
        Wording("缺少小标题：甲、乙", "{place}{problem}。", "请按当地要求的小标题分段写。"),
        Wording(
            "Sub-headings are missing", "{place_en} {problem_en}.", "Divide the section by the local sub-headings."
        ),
    ),
    (
        Companion(id="x.y", severity="warning", title="解读", title_en="Explanation", words=("解读",)),
        Wording("没有附解读", "随报告公布的“{title}”{problem}。", "请按当地的要求一并公布。"),
        Wording(
            "Without Explanation",
            "The document beside the report, “{title_en}”, {problem_en}.",
            "Publish it with the report.",
        ),
    ),
    (
        Figures(id="x.y", severity="warning", section="overview", total=Part("共", "all", ("共#",)), parts=PARTS),
        Wording(
            "正文中甲、乙之和不等于共",
            "{place}写{total} {left}，而{list}相加为 {shown}，相差 {gap}。",
            "请核对这几个数。",
        ),
        Wording(
            "The figures of first, 乙 do not add up to all",
            "{place_en}: {total_en} is {left}, but {list_en} add up to {shown}: difference {gap}.",
            "Check these figures.",
        ),
    ),
    (
        Issuers(id="x.y", severity="warning", bodies="学校", bodies_en="schools", reason="因", instead="另一种"),
        Wording(
            "学校不用这种年度报告",
            "“{issuer}”看来是{bodies}，不用这种年度报告：{reason}。",
            "请改用另一种；如果是法律、法规授权的组织，可以不改。",
        ),
        Wording(
            "Not the form for schools",
            "“{issuer}” seems to be one of {bodies_en}, which do not use this form: {reason_en}.",
            "Use 另一种; an organisation empowered by law may leave it as it is.",
        ),
    ),
]


@pytest.mark.parametrize(("requirement", "zh", "en"), WORDS, ids=lambda value: type(value).__name__)
def test_words(requirement: Asked, zh: Wording, en: Wording) -> None:
    rule = requirement.rule("源")
    assert Wording(rule.title, rule.message, rule.advice) == zh
    assert (rule.en, rule.basis, rule.severity) == (en, ("源",), "warning")


def test_words_of_what_can_be_wrong() -> None:
    heading, companion = WORDS[1][0].rule("源").parameters, WORDS[2][0].rule("源").parameters
    assert heading["problems"] == {"missing": "缺少小标题{list}", "order": "小标题{list}的先后与要求不同"}
    assert heading["problems_en"] == {
        "missing": "lacks the sub-heading {list}",
        "order": "has {list} in another order",
    }
    assert companion["problems"] == {"absent": "没有附上", "incomplete": "缺少{list}"}
    assert companion["problems_en"] == {"absent": "is not there", "incomplete": "lacks {list}"}


def test_a_long_title_is_cut() -> None:
    parts = tuple(Part("字" * 30, "", ("字",)) for _ in range(3))
    title = Subheading(id="x.y", severity="info", section="overview", headings=parts).rule("源").title
    assert title == ("缺少小标题：" + "、".join(["字" * 30] * 3))[:60]


def test_names_that_have_no_english_stand_in_for_it() -> None:
    total = Part("共", "", ("共#",))
    rule = Figures(id="x.y", severity="info", section="overview", total=total, parts=PARTS).rule("源")
    assert rule.en is not None and rule.en.title == "The figures of first, 乙 do not add up to 共"
    statement = Statement(id="x.y", severity="info", where="whole", asks="电话").rule("源")
    assert statement.en is not None and statement.en.title == "Not stated: 电话"


def test_the_rule_on_a_row_that_is_missing() -> None:
    row = ExtraRow("cn-2021", "proactive", "rules", "more", "其他文件", id="x.row", severity="error")
    rule = row.rule("源", "cn-2021+x")
    assert isinstance(rule, Rule)
    assert Wording(rule.title, rule.message, rule.advice) == Wording(
        "表中没有“其他文件”行", "表中没有当地增加的“{label}”行。", "请使用当地下发的表样。"
    )
    assert rule.en == Wording(
        "The table lacks the row 其他文件",
        "The table lacks the local row “{label}”.",
        "Use the table that was sent out locally.",
    )
    assert (rule.basis, rule.check, rule.parameters) == (("源",), "form.extended", {"label": "其他文件"})
    assert [example.report for example in (*rule.passes, *rule.fails)] == [{"form": "cn-2021+x"}, {"form": "cn-2021"}]
    assert ExtraRow("cn-2021", "proactive", "rules", "more", "其他文件").rule("源", "cn-2021+x") is None


def test_an_added_row_is_plain_unless_it_says_otherwise() -> None:
    row = ExtraRow("cn-2021", "proactive", "rules", "more", "其他文件")
    assert (row.decimal, row.unit, row.severity) == (False, "", None)


def test_changes_come_by_verb_in_the_order_of_taking_place() -> None:
    disable, regrade, change = Disable("a.a", "因"), Regrade("a.b", "info", "因"), Set("a.c", "most", "因", 3)
    layer = Ruleset("x", "t", "s", regrade=(regrade,), disable=(disable,), set=(change,))
    assert layer.changes == (("disable", 0, disable), ("regrade", 0, regrade), ("set", 0, change))


def test_a_layer_without_fees_is_about_reports() -> None:
    assert Ruleset("x", "t", "s").about_reports
