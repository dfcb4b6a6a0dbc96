"""The coded checks of requirements: what is found, what is not, and what nobody can say."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

import gipcore_layers
from gipcore.checking import check_report
from gipcore.checks import Subject
from gipcore.engine import Engine
from gipcore.layers import Companion, Figures, Issuers, Part, Statement, Subheading
from gipcore.outcomes import Outcome
from gipcore.recognise.folding import fold
from gipcore.rulesets import RulesInForce
from gipcore.specimen import specimen
from gipcore_layers.wording import found

FORM = Engine().catalogue.forms["cn-2021"]
CHECKS = {check.name: check for check in gipcore_layers.gipcore_checks()}
TOPICS = (Part("主动公开", "proactive"), Part("申请", "requests", ("依申请", "申请公开")))


def outcome(requirement: Any, companions: tuple[str, ...] = (), lang: str = "zh", **changes: Any) -> Outcome:
    rules = RulesInForce(FORM, {FORM.id: FORM}, ("x",), (requirement.rule("源"),))
    result = check_report(Subject(specimen(FORM, **changes), FORM, companions=companions), rules, CHECKS, lang)
    assert result.failures == ()
    return result


def verdict(requirement: Any, companions: tuple[str, ...] = (), **changes: Any) -> str:
    result = outcome(requirement, companions, **changes)
    if result.not_checked:
        return result.not_checked[0].needs or "not checked"
    return result.findings[0].message if result.findings else "pass"


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("电子版*下载", "电子版可以通过“上海浦东”网站下载", True),
        ("电子版*下载", "电子版。请到网站下载", False),
        ("电子版*下载", "电子版" + "可" * 41 + "下载", False),
        ("电话#", "联系电话 0871-67171373", True),
        ("电话#", "电话：无", False),
        ("{year}年", "2023年", True),
        ("{next}年", "2024 年", True),
        ("{year}年", "2022年", False),
        ("第711号", "第７１１号", True),
        ("(a+)+$", "a" * 60, False),
        (".*", "任何文字", False),
    ],
)
def test_patterns(pattern: str, text: str, expected: bool) -> None:
    assert found(pattern, fold(text), 2023) is expected


def test_a_pattern_with_the_year_needs_the_year() -> None:
    assert not found("{year}年", "2023年", None)
    assert found("年", "2023年", None)


def statement(where: str, **keys: Any) -> Statement:
    return Statement(id="x.y", severity="warning", where=where, asks="某事", asks_en="something", **keys)


@pytest.mark.parametrize(
    ("where", "changes", "place"),
    [
        ("preamble", {"preamble": "{}"}, "前言"),
        ("title", {"title": "{}"}, "标题"),
        ("section.overview", {"sections": {"overview": "{}"}}, "“一、总体情况”"),
        ("sections", {"sections": {"problems": "{}"}}, "报告正文"),
        ("whole", {"preamble": "{}"}, "报告"),
    ],
)
def test_a_statement_in_its_place(where: str, changes: dict[str, Any], place: str) -> None:
    asked = statement(where, any_of=("如此这般", "别样"))
    for text, expected in (("甲如此 这般乙", "pass"), ("没有", f"{place}没有写明某事。")):
        filled: dict[str, Any] = {
            key: {k: v.format(text) for k, v in value.items()} if isinstance(value, dict) else value.format(text)
            for key, value in changes.items()
        }
        assert verdict(asked, **filled) == expected


def test_a_statement_is_not_looked_for_in_the_wrong_place() -> None:
    asked = statement("sections", any_of=("如此这般",))
    assert verdict(asked, preamble="如此这般") != "pass"


def test_each_part_is_asked_for_and_the_missing_are_named() -> None:
    asked = statement("preamble", all_of=(Part("地址", "address", ("地址*号",)), Part("电话", "telephone", ("电话#",))))
    assert verdict(asked, preamble="地址：泉口路68号，电话021-52161000") == "pass"
    assert verdict(asked, preamble="地址：泉口路68号，电话：") == "前言没有写明电话。"
    assert verdict(asked, preamble="") == "前言没有写明地址、电话。"
    assert outcome(asked, lang="en", preamble="").findings[0].message == (
        "The text before section one does not state: address, telephone."
    )


def test_a_statement_without_text_is_not_checked() -> None:
    asked = statement("preamble", any_of=("如此",))
    without = [section.key for section in FORM.sections]
    assert verdict(asked, preamble="", without=without) == "not checked"
    assert verdict(statement("section.overview", any_of=("如此",)), without=["overview"]) == "not checked"


def subheading(ordered: bool = True) -> Subheading:
    return Subheading(id="x.y", severity="info", section="overview", headings=TOPICS, ordered=ordered)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("（一）主动公开方面。\n（二）依申请公开。", "pass"),
        ("(一)组织领导\n(二)主动公开\n(三)依申请公开", "pass"),
        ("（一）依申请公开。\n（二）主动公开。", "“一、总体情况”小标题“主动公开”、“申请”的先后与要求不同。"),
        ("（一）主动公开。", "“一、总体情况”缺少小标题“申请”。"),
        ("主动公开。依申请公开。", "“一、总体情况”缺少小标题“主动公开”、“申请”。"),
    ],
)
def test_subheadings(text: str, expected: str) -> None:
    assert verdict(subheading(), sections={"overview": text}) == expected


def test_subheadings_in_any_order() -> None:
    assert verdict(subheading(False), sections={"overview": "（一）依申请公开。\n（二）主动公开。"}) == "pass"
    assert verdict(subheading(), without=["overview"]) == "not checked"


COMPANION = Companion(
    id="x.y", severity="warning", title="解读", words=("年度报告*解读",), headings=(Part("背景"), Part("依据"))
)


def test_a_companion() -> None:
    assert verdict(COMPANION) == "companion"
    assert verdict(COMPANION, ("{year}年度报告的解读",)) == "随报告公布的“解读”缺少背景、依据。"
    assert verdict(COMPANION, ("别的", "2023年度报告的解读\n一、背景\n二、依据")) == "pass"
    assert verdict(COMPANION, ("年度报告解读：背景", "年度报告解读")) == "随报告公布的“解读”缺少依据。"
    assert verdict(COMPANION, ("别的",)) == "随报告公布的“解读”没有附上。"


def test_a_companion_not_handed_over_leaves_the_outcome_complete() -> None:
    grave = Companion(id="x.y", severity="error", title="解读", words=("解读",))
    assert outcome(grave).status == "pass"


FIGURES = Figures(
    id="x.y", severity="warning", section="overview", total=Part("总数", "total", ("共*#条",)),
    parts=(Part("甲", "a", ("甲#条",)), Part("乙", "b", ("乙#条",))),
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("共公开284条，甲200条，乙84条。", "pass"),
        ("共公开 ２８４ 条，甲200条，乙83条。", "“一、总体情况”写总数 284，而甲、乙相加为 200 + 83 = 283，相差 1。"),
        ("全年工作扎实。", "pass"),
        ("共公开284条，甲200条。", "not checked"),
    ],
)
def test_figures(text: str, expected: str) -> None:
    assert verdict(FIGURES, sections={"overview": text}) == expected


def test_figures_come_with_both_sides() -> None:
    (finding,) = outcome(FIGURES, sections={"overview": "共9条，甲5条，乙5条"}).findings
    assert (finding.left, finding.right, finding.difference) == (9, 10, -1)
    assert verdict(FIGURES, without=["overview"]) == "not checked"


def test_a_misspelt_parameter_is_a_failure_that_names_the_rule() -> None:
    rule = statement("preamble", any_of=("如此",)).rule("源")
    wrong = evolve(rule, parameters={**rule.parameters, "anyof": []})
    rules = RulesInForce(FORM, {FORM.id: FORM}, ("x",), (wrong,))
    (failure,) = check_report(Subject(specimen(FORM), FORM), rules, CHECKS).failures
    assert "x.y" in failure.reason and "anyof" in failure.reason


def issuers(**names: tuple[str, ...]) -> Issuers:
    texts = {"bodies": "学校", "bodies_en": "schools", "reason": "另有规定", "reason_en": "R", "instead": "另一种"}
    return Issuers(id="x.y", severity="warning", **texts, **names)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("names", "name", "caught"),
    [
        ({"endings": ("小学", "中学")}, "某县第二中学", True),
        ({"endings": ("小学", "中学")}, "某县第二 中学", True),
        ({"endings": ("小学", "中学")}, "某县中学管理中心", False),
        ({"words": ("供水", "公交*集团")}, "某县供水公司", True),
        ({"words": ("供水", "公交*集团")}, "某市公交某某集团", True),
        ({"words": ("供水", "公交*集团")}, "某市公交公司", False),
        ({"endings": ("公司",), "words": ("供水",)}, "某县供水公司", True),
        ({"endings": ("公司",), "words": ("供水",)}, "某县供水办公室", False),
        ({"endings": ("公司",), "words": ("供水",)}, "某县烟草公司", False),
        ({"endings": ("学院",), "excepted": ("行政学院",)}, "某省行政学院", False),
        ({"endings": ("学院",), "excepted": ("行政学院",)}, "某省行政学院附属学院", True),
    ],
)
def test_issuers(names: dict[str, tuple[str, ...]], name: str, caught: bool) -> None:
    expected = f"“{name}”看来是学校，不用这种年度报告：另有规定。" if caught else "pass"
    assert verdict(issuers(**names), issuer={"name": name}) == expected


def test_an_issuer_in_english_and_one_without_a_name() -> None:
    asked = issuers(endings=("小学",))
    found = outcome(asked, lang="en", issuer={"name": "某小学"}).findings
    assert found[0].message == "“某小学” seems to be one of schools, which do not use this form: R."
    assert verdict(asked, issuer={"name": ""}) == "not checked"
