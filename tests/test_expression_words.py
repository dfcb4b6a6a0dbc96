"""The language of rules, where other tests do not look: each fact, each group, each refusal, each sign, each reason."""

from __future__ import annotations

from decimal import Decimal, localcontext
from typing import Any

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.errors import ExpressionError
from gipcore.expressions import EXACT, Readings, Surroundings, Unknown, compile_expression, evaluate, explain
from gipcore.expressions.facts import FACTS, KINDS
from gipcore.expressions.syntax import parse
from gipcore.reports import Issuer, Report
from gipcore.specimen import specimen
from gipcore.values import Number, Unreadable

FORM = Engine().form("cn-2021")
ISSUER = {"name": "乌苏市夹河子乡人民政府", "region": "654202", "level": "township", "kind": "government"}


def at(report: Report) -> Surroundings:
    return Surroundings(Readings(report, FORM))


def verdicts(text: str, report: Report, **parameters: Any) -> list[Any]:
    """What each instance gives, slowly; and the quick test must not say otherwise."""
    compiled = compile_expression(text, FORM, parameters)
    with localcontext(EXACT):
        found = [evaluate(instance.condition, at(report)) for instance in compiled.instances]
        if compiled.quick is not None:
            figures, holes, absent = compiled.slots.fill(at(report))
            quick = compiled.quick.passes(figures, holes, absent)
            assert not quick or found == [True] * len(found)
            assert quick or True not in found or len(found) > 1 or holes
    return [[reason.zh for reason in one.reasons] if isinstance(one, Unknown) else one for one in found]


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("report.year == 2023", True),
        ("report.form == 'cn-2021'", True),
        ("report.form == ''", False),
        ("report.region == '654202'", True),
        ("report.level == 'township'", True),
        ("report.kind == 'government'", True),
        ("report.kind in ('office', 'park')", False),
    ],
)
def test_every_fact_by_its_name(text: str, verdict: bool) -> None:
    assert verdicts(text, specimen(FORM, issuer=ISSUER)) == [verdict]


@pytest.mark.parametrize(
    ("name", "reason"),
    [(name, f"{title}未知") for name, title in {"year": "报告年度", "region": "区划代码", "level": "机关级别"}.items()],
)
def test_a_fact_that_nobody_told_has_its_reason(name: str, reason: str) -> None:
    report = evolve(specimen(FORM), year=None, issuer=Issuer("某机关"))
    constant = "2023" if name == "year" else "'x'"
    assert verdicts(f"report.{name} == {constant}", report) == [[reason]]


def test_a_table_of_parameters_by_a_fact_that_nobody_told() -> None:
    report = evolve(specimen(FORM), issuer=Issuer("某机关"))
    text = "review.total <= most[report.level]"
    assert verdicts(text, report, most={"county": 3}) == [["机关级别未知"]]
    county = evolve(report, issuer=Issuer("某机关", level="county"))
    assert verdicts(text, county, most={"county": 3}) == [True]
    assert verdicts(text, evolve(report, issuer=Issuer("x", level="state")), most={"county": 3}) == [
        ["参数 most 没有 state 的值"]
    ]


@pytest.mark.parametrize("limit", [3, Decimal("3.5")])
def test_a_parameter_is_its_number(limit: int | Decimal) -> None:
    assert verdicts("review.total <= limit", specimen(FORM, cells={"review.total": 3}), limit=limit) == [True]
    assert verdicts("review.total <= limit", specimen(FORM, cells={"review.total": 4}), limit=limit) == [False]


@pytest.mark.parametrize(
    ("group", "wanted"),
    [
        ("cells", lambda cell: True),
        ("integer_cells", lambda cell: cell.integer),
        ("unsigned_cells", lambda cell: not cell.column.signed),
        ("totals", lambda cell: bool(cell.parts)),
    ],
)
def test_every_built_in_group(group: str, wanted: Any) -> None:
    compiled = compile_expression(f"all({{c}} >= 0 for c in {group})", FORM)
    found = [ref.cell for instance in compiled.instances for ref in instance.cells]
    assert found == [cell.id for cell in FORM.cells.values() if wanted(cell)]


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("review.total << 1 == 2", "移位"),
        ("review.total >> 1 == 2", "移位"),
        ("review.total | 1 == 2", "按位运算"),
        ("review.total & 1 == 2", "按位运算"),
        ("review.total ^ 1 == 2", "按位运算"),
        ("review[1:2] == 2", "切片|下标"),
        ("~review.total == 2", "按位取反"),
        ("+review.total == 2", "正号"),
        ("review.total @ 2 == 2", "矩阵乘"),
        ("(review.total for c in cells) == 2", "单独的生成式"),
        ("count(review.total == 1) == 2", r"count 应写成 count\(… for c in 组名\)"),
        ("all(review.total == 1)", r"all 应写成 all\(… for c in 组名\)"),
        ("any(review.total == 1)", r"any 应写成 any\(… for c in 组名\)"),
    ],
)
def test_every_refusal_says_what_it_is_about(text: str, word: str) -> None:
    with pytest.raises(ExpressionError, match=word):
        parse(text, KINDS, {})


@pytest.mark.parametrize(
    ("relation", "sign"), [("==", "≠"), ("!=", "="), ("<=", ">"), (">=", "<"), ("<", "≥"), (">", "≤")]
)
def test_a_condition_of_many_shows_the_opposite_of_what_was_asked(relation: str, sign: str) -> None:
    (instance,) = compile_expression(f"not (review.total == 0 or review.total {relation} 5)", FORM).instances
    with localcontext(EXACT):
        shown = explain(instance.condition, at(specimen(FORM))).shown
    assert "0 = 0" in shown
    (instance,) = compile_expression(f"review.total {relation} 5 or review.upheld == 9", FORM).instances
    figure = {"==": 4, "!=": 5, "<=": 6, ">=": 4, "<": 5, ">": 5}[relation]
    with localcontext(EXACT):
        shown = explain(instance.condition, at(specimen(FORM, cells={"review.total": figure}))).shown
    assert f"{figure} {sign} 5" in shown and "0 ≠ 9" in shown


def test_the_quick_test_agrees_on_whole_numbers_and_facts() -> None:
    report = specimen(FORM)
    assert verdicts("all(integer({c}) for c in integer_cells)", report) == [True] * sum(
        cell.integer for cell in FORM.cells.values()
    )
    broken = report.changed({"review.total": Number(Decimal("1.5"))})
    assert verdicts("integer(review.total)", broken) == [False]
    assert verdicts("integer(review.total)", report.changed({"review.total": Number(Decimal("1.0"))})) == [True]
    assert verdicts("review.total <= report.year", report) == [True]
    assert verdicts("review.total >= report.year", report) == [False]


def test_facts_stand_in_the_list_of_figures() -> None:
    compiled = compile_expression("report.year >= 2020", FORM)
    figures, holes, _ = compiled.slots.fill(at(specimen(FORM, year=2022)))
    assert len(figures) == len(compiled.slots.position)
    assert figures[compiled.slots.position["fact", "report.year"]] == 2022
    assert [name for name in FACTS if compiled.slots.position["fact", name] in holes] == []
    nobody = evolve(specimen(FORM), issuer=Issuer("某机关"))
    _, holes, _ = compiled.slots.fill(at(nobody))
    assert "report.level" in {name for name in FACTS if compiled.slots.position["fact", name] in holes}


def test_a_cell_of_which_nothing_was_found_says_so_in_both_languages() -> None:
    (instance,) = compile_expression("review.total == 1", FORM).instances
    for raw, zh, en in (("", "没有找到数字", "no figure was found"), ("x", "无法辨认（原文“x”）", "unreadable ('x')")):
        result = evaluate(instance.condition, at(specimen(FORM).changed({"review.total": Unreadable(raw=raw)})))
        assert isinstance(result, Unknown)
        (reason,) = result.reasons
        assert reason.zh.endswith(zh) and reason.en.endswith(en)
