"""The language of rules: what it accepts, what it refuses and how, and what an expression means on a form."""

from __future__ import annotations

from decimal import Decimal, localcontext
from importlib.resources import files
from typing import Any

import pytest

from gipcore.errors import ExpressionError
from gipcore.expressions import (
    EXACT,
    Compiled,
    Explanation,
    Linear,
    Readings,
    Surroundings,
    Unknown,
    compile_expression,
    evaluate,
    explain,
    parse,
)
from gipcore.expressions import nodes as n
from gipcore.expressions.facts import KINDS
from gipcore.reports import Report
from gipcore.rulesets import load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

FORM = load_catalogue([files("gipcore_rulesets")]).forms["cn-2021"]
FORM_2019 = load_catalogue([files("gipcore_rulesets")]).forms["cn-2019"]
NEW, TOTAL = "applications.new.natural_person", "applications.new.total"


def compiled(text: str, **parameters: Any) -> Compiled:
    return compile_expression(text, FORM, parameters)


def report(year: int = 2023, **changes: Any) -> Report:
    return specimen(FORM, year=year, **changes)


def verdict(text: str, cells: dict[str, Value] | None = None, previous: Report | None = None, **parameters: Any) -> Any:
    """True, False, or the reasons; of several instances, whether all of them hold."""
    condition = n.And(tuple(instance.condition for instance in compiled(text, **parameters).instances))
    surroundings = Surroundings(Readings(report().changed(cells or {}), FORM))
    if previous is not None:
        surroundings.previous = Readings(previous, FORM, "上年报告", "last year's report, ")
    with localcontext(EXACT):
        result = evaluate(condition, surroundings)
    return [reason.zh for reason in result.reasons] if isinstance(result, Unknown) else result


def explained(text: str, cells: dict[str, Value], lang: str = "zh") -> Explanation:
    (instance,) = compiled(text).instances
    with localcontext(EXACT):
        return explain(instance.condition, Surroundings(Readings(report().changed(cells), FORM)), lang)


@pytest.mark.parametrize(
    ("text", "problem", "position"),
    [
        ("review.total / 2 == 1", "除法", 1),
        ("review.total // 2 == 1", "整除", 1),
        ("review.total ** 2 == 1", "乘方", 1),
        ("1 < review.total < 3", "不允许连续比较", 1),
        ("eval('1') == 1", "函数调用 eval 不允许", 1),
        ("0 == __import__('os').system('x')", "函数调用 __import__('os').system 不允许", 6),
        ("summ(applications.refused.*.total) == 1", "是否指 sum？", 1),
        ("1 if review.total else 2", "条件表达式", 1),
        ("(lambda: 1) == 1", "匿名函数", 2),
        ("[review.total] == 1", "列表", 1),
        ("{review.total: 1} == 1", "语法错误|字典", 1),
        ("f'{1}' == 'x'", "", 1),
        ("(x := 1) == 1", "赋值", 2),
        ("review.total is 1", "is", 1),
        ("+review.total == 1", "正号", 1),
        ("~review.total == 1", "按位取反", 1),
        ("review.total | 1 == 1", "按位运算", 1),
        ("review.total == 1.", "1. 的写法不允许", 17),
        ("review.total == 1e3", "1e3 的写法不允许", 17),
        ("review.total == 1_000", "1_000 的写法不允许", 17),
        ("review.total == 0x10", "0x10 的写法不允许", 17),
        ("review.total == 1j", "不允许 1j", 17),
        ("review.total == True", "不允许 True", 17),
        ("review.total == None", "不允许 None", 17),
        ("review.total == b'x'", "不允许 b'x'", 17),
        ("review.total ==", "语法错误", 16),
        ("review.total = 1", "语法错误", 14),
        ("review.total; 1", "语法错误", 13),
        ("review.total == ＋1", "不允许字符 '＋'", 17),
        ("review.total", "此处应为判断，实为数", 1),
        ("not review.total", "此处应为判断，实为数", 5),
        ("review.total + 'x' == 1", "此处应为数，实为文字", 16),
        ("report.level >= 'x'", "只能用 == 和 !=", 1),
        ("report.level == 1", "此处应为文字，实为数", 17),
        ("report.level in ('a', 1)", "类型应当相同", 17),
        ("report.level in 'ab'", "圆括号", 17),
        ("report.yaer == 2023", "未知的事实 report.yaer（是否指 report.year？）", 1),
        ("limt >= review.total", "未知的名称 limt（是否指 limit？）", 1),
        ("table >= review.total", "参数 table 不是数", 1),
        ("limit[report.level] >= 1", "下标只能用于规则的参数表", 1),
        ("table[report.year] >= 1", "文字类的事实", 7),
        ("words[report.level] >= 1", "值应当都是数", 1),
        ("all({c} >= 0 for d in cells)", "占位符 {c} 没有对应的 for", 5),
        ("all({c} >= 0 for c in cells if 1)", "不允许 if", 18),
        ("all(all({c} >= 0 for c in cells) for c in cells)", "已被外层的 for 使用", 22),
        ("all({c} >= 0 for c, d in cells)", "一个小写名称", 18),
        ("all({c} >= 0 for c in ('a', 'a'))", "各不相同", 23),
        ("all({c} >= 0 for c in review.total)", "恰有一个 *", 23),
        ("all(review.total >= 0)", "for c in 组名", 1),
        ("sum(review.total) >= 0", "只有一个参数时", 1),
        ("sum(review.total, review.other) >= 0", "应有 1 个参数", 1),
        ("min() >= 0", "缺少参数", 1),
        ("abs(x=1) >= 0", "关键字参数", 1),
        ("implies(review.total > 0)", "应有 2 个参数", 1),
        ("blank(1)", "应为单元格", 1),
        ("review{c}.total >= 0", "占位符独占一段", 1),
        ("Review.total >= 0", "小写字母", 1),
        ("(review).total >= 0 and (1).total >= 0", "点号前应为名称", 26),
    ],
)
def test_refused_by_name_with_the_position(text: str, problem: str, position: int) -> None:
    parameters = {"limit": 1, "table": {"county": 1}, "words": {"county": "x"}}
    with pytest.raises(ExpressionError) as caught:
        parse(text, KINDS, parameters)
    assert any(part in caught.value.problem for part in problem.split("|"))
    assert caught.value.problem.endswith(f"见第 {position} 个字符")
    assert caught.value.expression == text


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "applications.new.totl >= 0",
            "没有单元格 applications.new.totl（是否指 applications.new.total？），见第 1 个字符",
        ),
        ("previous.review.totel >= 0", "没有单元格 review.totel（是否指 review.total？）"),
        ("applications.refused.*.total >= 0", "须放在 sum、min、max 中"),
        ("children.review.total >= 0", "须放在 sum、min、max 中"),
        ("sum(applications.refusd.*.total) >= 0", "没有形如 applications.refusd.*.total 的单元格，见第 5 个字符"),
        ("all({c} >= 0 for c in cels)", "没有组 cels（是否指 cells？），见第 23 个字符"),
        ("all({c} >= 0 for c in ('review.total', 'x'))", "没有单元格 x"),
        ("all({a} + {b} + {c} + {d} >= 0 for a in cells for b in cells for c in cells for d in cells)", "展开后过大"),
    ],
)
def test_names_that_the_form_does_not_have(text: str, problem: str) -> None:
    with pytest.raises(ExpressionError, match=r"cn-2021|须放在|过大") as caught:
        compiled(text)
    assert problem in caught.value.problem


@pytest.mark.parametrize(
    "text",
    [
        "(" * 300 + "1" + ")" * 300 + " == 1",
        "not " * 60 + "1 == 1",
        "-" * 3000 + "1 == 1",
        "1 == " + "1 + " * 4000 + "1",
    ],
)
def test_hostile_sizes_are_refused(text: str) -> None:
    with pytest.raises(ExpressionError):
        parse(text)


def test_products_are_counted_so_that_no_result_has_endless_digits() -> None:
    largest: dict[str, Value] = {
        "review.total": Number(10**24 - 1),
        "proactive.charges.amount": Number(Decimal("1e-24")),
    }
    text = " * ".join(["review.total"] * 9 + ["proactive.charges.amount"] * 8) + " == 0"
    assert verdict(text, largest) is False
    assert explained(text, largest).shown.endswith("，0")
    with pytest.raises(ExpressionError, match="乘法过多"):
        parse(" * ".join(["review.total"] * 18) + " == 0")


def test_a_long_sum_is_no_deep_nesting() -> None:
    (instance,) = compiled(" + ".join(["review.total"] * 500) + " >= 0").instances
    assert isinstance(instance.condition, n.Compare) and isinstance(instance.condition.left, n.Sum)
    assert len(instance.condition.left.terms) == 500


def test_text_constants_keep_what_looks_like_a_placeholder() -> None:
    assert parse("report.level == '{c}.*'", KINDS) == n.Compare(
        n.FactRef("report.level", "text"), "==", n.Constant("{c}.*")
    )


def test_decimals_are_exact() -> None:
    assert parse("review.total == 0.10") == n.Compare(n.CellRef("review.total"), "==", n.Constant(Decimal("0.10")))


def test_top_level_all_and_and_are_taken_apart() -> None:
    found = compiled("all({g}.total >= 0 for g in disputes) and review.total == 0").instances
    assert [instance.bindings for instance in found] == [
        (("g", "review"),),
        (("g", "litigation_direct"),),
        (("g", "litigation_after_review"),),
        (),
    ]


def test_nested_generators_and_scopes() -> None:
    found = compiled(
        "all(applications.{r}.{c} >= previous.applications.{r}.{c} for r in ('new', 'total') for c in applicants)"
    ).instances
    assert len(found) == 12
    assert found[7].bindings == (("r", "total"), ("c", "business"))
    assert found[7].cells == (
        n.CellRef("applications.total.business"),
        n.CellRef("applications.total.business", "previous"),
    )


def test_a_pattern_binds_the_segment_under_its_star() -> None:
    found = compiled("all(applications.refused.{r}.total >= 0 for r in applications.refused.*.total)").instances
    assert [dict(instance.bindings)["r"] for instance in found][:2] == ["state_secret", "prohibited_by_law"]
    assert len(found) == 8


def test_a_wildcard_stands_for_one_segment() -> None:
    (instance,) = compiled("sum(applications.not_processed.*.total) == 0").instances
    assert [ref.cell for ref in instance.cells] == [
        f"applications.not_processed.{row}.total"
        for row in ("complaint", "repeated", "publication", "excessive", "reissue")
    ]


@pytest.mark.parametrize(
    ("group", "size_2021", "size_2019"),
    [("cells", 200, 198), ("integer_cells", 199, 197), ("unsigned_cells", 200, 193), ("totals", 34, 32)],
)
def test_groups_that_every_form_has(group: str, size_2021: int, size_2019: int) -> None:
    text = f"all({{c}} >= 0 for c in {group})"
    assert len(compile_expression(text, FORM).instances) == size_2021
    assert len(compile_expression(text, FORM_2019).instances) == size_2019


@pytest.mark.parametrize(
    "text",
    [
        "review.upheld + review.other == review.total - 2",
        "review.total == 2 + review.upheld + review.other",
        "review.total - review.other - review.upheld - 2 == 0",
        "2 * (review.upheld + review.other) + 4 == 2 * review.total",
        "0.5 * review.upheld + review.other * 0.5 + 1 == review.total * 0.5",
        "not review.upheld + review.other != review.total - 2",
        "sum({g} for g in ('review.upheld', 'review.other')) == review.total - 2",
    ],
)
def test_one_equation_has_one_linear_view(text: str) -> None:
    expected = Linear(
        (("report", "review.other", 1), ("report", "review.total", -1), ("report", "review.upheld", 1)), "==", -2
    )
    assert compiled(text).linear == (expected,)


@pytest.mark.parametrize(
    ("text", "relation", "constant"),
    [
        ("review.total <= 3", "<=", 3),
        ("3 >= review.total", "<=", 3),
        ("-review.total >= -3", "<=", 3),
        ("not review.total > 3", "<=", 3),
        ("2 * review.total < 6", "<", 3),
        ("2 * review.total < 5", "<", 5),
    ],
)
def test_inequalities_are_turned_the_same_way(text: str, relation: str, constant: int) -> None:
    (view,) = compiled(text).linear
    assert view is not None
    assert (view.relation, view.constant) == (relation, constant)


@pytest.mark.parametrize(
    "text",
    [
        "review.total * review.other == 1",
        "review.total == 1 or review.other == 1",
        "abs(review.total) == 1",
        "integer(review.total)",
        "report.year == 2023",
        "report.year <= review.total",
        "1 == 1",
        "review.total - review.total == 0",
        "blank(review.total)",
    ],
)
def test_not_linear(text: str) -> None:
    assert compiled(text).linear == (None,)


def test_neighbours_are_variables_of_their_own() -> None:
    (view,) = compiled("review.total == sum(children.review.total) + previous.review.total").linear
    assert view is not None
    assert {scope for scope, _, _ in view.cells} == {"report", "previous", "children.sum"}


def test_blank_items_and_not_applicable_count_nothing() -> None:
    cells: dict[str, Value] = {NEW: Blank(), "applications.new.business": NotApplicable(), TOTAL: Number(0)}
    assert verdict("sum(applications.new.{c} for c in applicants) == applications.new.total", cells) is True


def test_a_blank_total_counts_nothing_only_if_its_parts_do() -> None:
    rule = "sum(applications.new.{c} for c in applicants) == applications.new.total"
    assert verdict(rule, {TOTAL: Blank()}) is True
    assert verdict(rule, {TOTAL: Blank(), NEW: Blank()}) is True
    assert verdict(rule, {TOTAL: Blank(), NEW: Number(1)}) == ["“一、本年新收政府信息公开申请数量”行“总计”列总计未填"]


def test_a_blank_corner_total_looks_through_blank_totals() -> None:
    corner = "applications.total.total"
    blank_totals: dict[str, Value] = {
        cell: Blank() for cell in FORM.cells if cell.startswith("applications.") and FORM.cells[cell].parts
    }
    assert verdict(f"{corner} == 0", blank_totals) is True
    filled: dict[str, Value] = {**blank_totals, "applications.granted.research": Number(1)}
    assert verdict(f"{corner} == 0", filled) == ["“（七）总计”行“总计”列总计未填"]


def test_unreadable_is_unknown_and_named() -> None:
    assert verdict("review.total >= 0", {"review.total": Unreadable(raw="见附件")}) == [
        "“行政复议”下“总计”无法辨认（原文“见附件”）"
    ]
    assert verdict("review.total >= 0", {"review.total": Unreadable()}) == ["“行政复议”下“总计”没有找到数字"]


@pytest.mark.parametrize("value", [10**24, -(10**24), Decimal("1e999999"), Decimal("NaN"), Decimal("1e-999999")])
def test_what_is_no_figure_of_any_report_is_unreadable(value: int | Decimal) -> None:
    (reason,) = verdict("review.total >= 0", {"review.total": Number(value, raw="1" * 100)})
    assert reason == f"“行政复议”下“总计”无法辨认（原文“{'1' * 30}…”）"


def test_a_neighbour_that_is_absent_or_of_another_form() -> None:
    assert verdict("review.total == previous.review.total") == ["没有上年报告"]
    assert verdict("review.total == sum(children.review.total)") == ["没有下级报告"]
    older = specimen(FORM_2019, year=2020)
    (instance,) = compiled("proactive.rules.in_force == previous.proactive.rules.in_force").instances
    at = Surroundings(Readings(report(2021), FORM), Readings(older, FORM_2019, "上年报告", "last year's report, "))
    result = evaluate(instance.condition, at)
    assert isinstance(result, Unknown)
    assert [reason.zh for reason in result.reasons] == ["上年报告proactive.rules.in_force表样 cn-2019 没有这一项"]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("review.total == 1 and review.other == 0", "unknown"),
        ("review.total == 1 and review.other == 1", False),
        ("review.total == 1 or review.other == 0", True),
        ("review.total == 1 or review.other == 1", "unknown"),
        ("not review.total == 1", "unknown"),
        ("implies(review.other == 1, review.total == 1)", True),
        ("implies(review.total == 1, review.other == 0)", True),
        ("implies(review.other == 0, review.total == 1)", "unknown"),
        ("any({c} == 0 for c in ('review.total', 'review.other'))", True),
        ("not all({c} == 1 for c in ('review.total', 'review.other'))", True),
        ("count({c} == 0 for c in ('review.total', 'review.other')) == 1", "unknown"),
        ("max(review.total, review.other) >= 0", "unknown"),
    ],
)
def test_three_values(text: str, result: bool | str) -> None:
    found = verdict(text, {"review.total": Unreadable(raw="?")})
    assert found == (["“行政复议”下“总计”无法辨认（原文“?”）"] if result == "unknown" else result)


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("abs(review.total - 5) == 3", True),
        ("min(review.total, 1) == 1 and max(review.total, 7) == 7", True),
        ("max({c} for c in ('review.total', 'review.other')) == 2", True),
        ("count({c} == 2 for c in disputes_totals) == 1", True),
        ("integer(review.total) and not integer(review.total * 0.3)", True),
        ("decimals(proactive.charges.amount) == 2", True),
        ("blank(review.other) and not blank(review.total)", True),
        ("report.level == 'township' and report.kind != 'office'", True),
        ("report.year in (2022, 2023) and report.level not in ('county', 'province')", True),
        ("(review.total == 0) == (review.other == 1)", True),
        ("review.total <= most[report.level]", True),
        ("review.total * review.total == 4", True),
        ("0.1 + 0.2 == 0.3", True),
        ("proactive.charges.amount * 1000000000000000000000 == 12500000000000000000000", True),
    ],
)
def test_functions_and_facts(text: str, result: bool) -> None:
    cells: dict[str, Value] = {
        "review.total": Number(2),
        "review.other": Blank(),
        "proactive.charges.amount": Number(Decimal("12.500") + Decimal("0.00")),
    }
    text = text.replace("disputes_totals", "('review.total', 'review.other')")
    if "decimals" in text:
        cells["proactive.charges.amount"] = Number(Decimal("12.340"))
    assert verdict(text, cells, most={"township": 2, "county": 1}) is result


def test_a_fact_that_the_report_does_not_tell() -> None:
    (instance,) = compiled("report.level == 'county'").instances
    nameless = Report("cn-2021", {}).changed(report().cells)
    result = evaluate(instance.condition, Surroundings(Readings(nameless, FORM)))
    assert isinstance(result, Unknown)
    assert [reason.text("en") for reason in result.reasons] == ["the level of the issuer is unknown"]


def test_a_table_without_a_value_for_the_fact() -> None:
    assert verdict("review.total <= most[report.level]", most={"county": 1}) == ["参数 most 没有 township 的值"]


def test_explained_with_the_numbers_plugged_in() -> None:
    c = "natural_person"
    rule = (
        f"applications.new.{c} + applications.carried_in.{c} == applications.total.{c} + applications.carried_out.{c}"
    )
    cells: dict[str, Value] = {
        f"applications.{row}.{c}": Number(figure)
        for row, figure in (("new", 58), ("carried_in", 2), ("total", 57), ("carried_out", 2))
    }
    assert explained(rule, cells) == Explanation("58 + 2 = 60，57 + 2 = 59", 60, 59, 1, "58 + 2 = 60", "57 + 2 = 59")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("sum(applications.{r}.total for r in results) == applications.total.total", "3 + 4 = 7（其余 19 项为 0），9"),
        ("sum(applications.refused.*.total) == applications.total.total", "4（其余 7 项为 0），9"),
        ("sum(applications.refused.*.business) == applications.total.total", "0（其余 8 项为 0），9"),
        ("applications.total.total - sum(applications.refused.*.total) == -2", "9 - 4 = 5，-2"),
        ("3 * applications.total.total == 2 * (review.total - 1)", "3 × 9 = 27，2 × (0 - 1) = -2"),
        ("abs(review.total - 3) == max(1, 2)", "abs(0 - 3) = 3，max(1, 2) = 2"),
        ("-applications.total.total == -(-1)", "-9，-(-1) = 1"),
        ("review.total == 1 or applications.total.total < 9", "0 ≠ 1；9 ≥ 9"),
        ("review.total == 1 and applications.total.total == 9 or 1 == 2", "0 ≠ 1；1 ≠ 2"),
        ("implies(applications.total.total == 9, review.total > 0)", "9 = 9；0 ≤ 0"),
        ("not applications.total.total == 9", "9 = 9"),
        ("integer(0.5 * applications.total.total)", "0.5 × 9 = 4.5"),
        ("report.level == 'county'", ""),
        ("any({c} > 9 for c in totals)", "0 ≤ 9；3 ≤ 9；4 ≤ 9；9 ≤ 9"),
        ("any({c} + {c} + 0.5 == 3 for c in applicants_totals)", "3 + 3 + 0.5 = 6.5 ≠ 3"),
    ],
)
def test_explanations(text: str, shown: str) -> None:
    cells: dict[str, Value] = {
        "applications.granted.total": Number(3),
        "applications.refused.third_party.total": Number(4),
        "applications.total.total": Number(9),
    }
    text = text.replace("applicants_totals", "('applications.granted.total',)")
    assert explained(text, cells).shown == shown
