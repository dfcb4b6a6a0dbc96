"""The check: three results for every rule, findings in words, suspects, coded checks that fail, and the JSON."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal
from importlib.resources import files
from typing import Any

import pytest
from attrs import evolve

from gipcore.checking import check_report
from gipcore.checks import Check, Failure, Subject, Undecided
from gipcore.codec import to_json
from gipcore.expressions import Reason
from gipcore.forms import Form
from gipcore.outcome_json import outcomes_data
from gipcore.outcomes import Finding, Outcome
from gipcore.reports import Report
from gipcore.rules import Rule, RuleScope, Wording
from gipcore.rulesets import RulesInForce, load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

CATALOGUE = load_catalogue([files("gipcore_rulesets")])
FORM = CATALOGUE.forms["cn-2021"]
C6 = FORM.groups["applicants"]
NATIONAL = tuple(rule for ruleset in CATALOGUE.rulesets for rule in ruleset.rules if rule.expression)


def in_force(*rules: Rule, form: Form = FORM) -> RulesInForce:
    return RulesInForce(form, CATALOGUE.forms, ("test",), rules)


def arithmetic(*prefixes: str) -> RulesInForce:
    """The national rules of the form that have an expression, or those whose id begins so."""
    rules = CATALOGUE.in_force("cn-2021", 2023, "654202", "township", "government").rules
    return in_force(*(r for r in rules if r.expression and r.id.startswith(prefixes or ("",))))


def rule(id_: str = "a.b", **fields: Any) -> Rule:
    fields = {"severity": "error", "title": "t", "message": "m", "basis": ("b1", "b2"), **fields}
    return Rule(id_, **fields)


def report(cells: dict[str, int | Value] | None = None, **changes: Any) -> Report:
    values = {cell: Number(v) if isinstance(v, int) else v for cell, v in (cells or {}).items()}
    return specimen(FORM, **{"year": 2023, **changes}).changed(values)


def check(
    rules: RulesInForce,
    cells: dict[str, int | Value] | None = None,
    *,
    previous: Report | None = None,
    children: tuple[Report, ...] = (),
    checks: Iterable[Check] = (),
    lang: str = "zh",
) -> Outcome:
    return check_report(
        Subject(report(cells), FORM, previous, children), rules, {check.name: check for check in checks}, lang
    )


def row(name: str, **figures: int) -> dict[str, int | Value]:
    return {f"applications.{name}.{column}": figure for column, figure in figures.items()}


def test_failed_passed_and_not_checked() -> None:
    rules = in_force(
        rule("a.failed", expression="review.total == 0"),
        rule("b.passed", expression="review.other == 0"),
        rule("c.open", expression="review.total == previous.review.total"),
    )
    outcome = check(rules, {"review.total": 1})
    assert [finding.rule for finding in outcome.findings] == ["a.failed"]
    assert outcome.passed == ("b.passed",)
    assert [(item.rule, item.reason, item.needs) for item in outcome.not_checked] == [
        ("c.open", "没有上年报告", "previous")
    ]
    assert outcome.rulesets == ("test",)


def test_a_rule_can_fail_in_one_instance_and_be_open_in_another() -> None:
    rules = in_force(rule(expression="all({g}.total == 0 for g in disputes)"))
    outcome = check(rules, {"review.total": 1, "litigation_direct.total": Unreadable(raw="?")})
    assert [finding.cells for finding in outcome.findings] == [("review.total",)]
    assert [item.cells for item in outcome.not_checked] == [("litigation_direct.total",)]
    assert outcome.passed == ()


def test_without_rules_nothing_is_silently_passed() -> None:
    for year in (None, 1999):
        rules = CATALOGUE.in_force("cn-2021", year, None, None, None)
        outcome = check_report(Subject(report(), FORM), rules, {})
        assert (outcome.rulesets, outcome.passed, outcome.findings) == ((), (), ())
        assert [item.rule for item in outcome.not_checked] == ["*"]
        assert outcome.status == "incomplete"


def test_an_undecided_scope_is_not_checked() -> None:
    rules = in_force()
    rules.undecided = ((rule(expression="1 == 1", scope=RuleScope(levels=("county",))), _reason()),)
    assert [item.reason for item in check(rules).not_checked] == ["机关级别未知"]


def _reason() -> Reason:
    return Reason("机关级别未知", "the level of the issuer is unknown")


def test_a_faulty_expression_is_not_checked_and_named() -> None:
    outcome = check(in_force(rule(expression="review.totel == 0"), rule("b.c", expression="review.total == 0")))
    (item,) = outcome.not_checked
    assert "规则的表达式有误" in item.reason and "是否指 review.total？" in item.reason
    assert outcome.passed == ("b.c",)


def test_a_finding_has_all_that_a_person_needs() -> None:
    where = {"applications.new.business": {"table": 2, "row": 5, "column": 5}}
    subject = Subject(report(row("new", natural_person=58, business=7, total=66), places=where), FORM)
    (finding,) = check_report(subject, arithmetic("applications.applicant"), {}).findings
    assert finding == Finding(
        rule="applications.applicant_total",
        severity="error",
        message="“一、本年新收政府信息公开申请数量”行：各类申请人相加应等于总计，"
        "现为 58 + 7 = 65（其余 4 项为 0），66，相差 1。",
        basis=finding.basis,
        cells=tuple(f"applications.new.{c}" for c in (*C6, "total")),
        left=65,
        right=66,
        difference=-1,
        where="第2个表格第5行第5列",
        suggestions=finding.suggestions,
        shown="58 + 7 = 65（其余 4 项为 0），66",
    )
    assert "国办公开办函〔2021〕30号" in finding.basis
    assert finding.suggestions[0].text.startswith("请核对“一、本年新收")
    assert "各分项相加为 65" in finding.suggestions[1].text


def test_placeholders() -> None:
    template = "{row}|{column}|{cells}|{left}|{right}|{difference}|{gap}|{deviation}|{left_shown}|{right_shown}|{limit}"
    rules = in_force(
        rule(message=template, expression="{g}.total <= limit".format(g="review"), parameters={"limit": 3})
    )
    assert check(rules, {"review.total": 5}).findings[0].message == (
        "行政复议|总计|“行政复议”下“总计”|5|3|2|2|多 2|5|3|3"
    )
    figures = in_force(rule(message="{figures}", expression="not (review.total == 5 and previous.review.other == 0)"))
    assert check(figures, {"review.total": 5}, previous=report(year=2022)).findings[0].message == (
        "“行政复议”下“总计” 5、上年“行政复议”下“其他结果” 0"
    )


def test_many_labels_are_counted() -> None:
    rules = in_force(rule(message="{cells}", expression="sum(applications.refused.*.total) == 1"))
    assert check(rules).findings[0].message.endswith("等 8 项")


def test_a_template_reaches_into_nothing() -> None:
    rules = in_force(rule(message="{left.__class__} {0} {left!r}", expression="review.total == 1"))
    assert check(rules).findings[0].message == "{left.__class__} {0} {left!r}"


def test_english() -> None:
    rules = in_force(
        rule(expression="review.total == 1", en=Wording("T", "{row}: {left} is {deviation} than {right}", "Mend it.")),
        rule("b.c", expression="review.other == 1"),
        rule("c.d", expression="review.total == previous.review.total"),
        rule("d.e", expression="review.pending == 0"),
    )
    outcome = check(rules, {"review.pending": Unreadable(raw="x")}, lang="en")
    assert [finding.message for finding in outcome.findings] == ["行政复议: 0 is 1 less than 1", "m"]
    assert outcome.findings[0].suggestions[0].text == "Mend it."
    assert [item.reason for item in outcome.not_checked] == [
        "no report of last year",
        "“行政复议”下“尚未审结”: unreadable ('x')",
    ]


def test_blanks_are_told_and_where_the_missing_figure_may_be() -> None:
    cells: dict[str, int | Value] = {**row("new", natural_person=3, total=5), "applications.new.research": Blank()}
    (finding,) = check(arithmetic("applications.applicant"), cells).findings
    label = "“一、本年新收政府信息公开申请数量”行“科研机构”列"
    assert finding.message.endswith(f"（空白按 0 计：{label}。）")
    assert finding.suggestions[1].text == f"缺少的数可能在空白的单元格中：{label} 2；请填上。"


def test_no_filling_helps_where_the_parts_exceed_the_total() -> None:
    cells: dict[str, int | Value] = {**row("new", natural_person=5, total=3), "applications.new.research": Blank()}
    (finding,) = check(arithmetic("applications.applicant"), cells).findings
    assert not any("缺少的数" in suggestion.text for suggestion in finding.suggestions)


def test_blanks_that_can_only_be_nothing_pass() -> None:
    cells: dict[str, int | Value] = {f"applications.new.{c}": Blank() for c in C6[1:]}
    outcome = check(arithmetic("applications.applicant"), {**cells, **row("new", natural_person=3, total=3)})
    assert outcome.passed == ("applications.applicant_total",)


def test_a_wrong_year_of_a_neighbour_counts_as_absent() -> None:
    same = in_force(rule(expression="review.total == previous.review.total"))
    below = in_force(rule(expression="review.total == sum(children.review.total)"))
    assert [item.reason for item in check(same, previous=report(year=2021)).not_checked] == [
        "给出的上年报告是 2021 年的，应为 2022 年的"
    ]
    assert [item.reason for item in check(below, children=(report(), report(year=2022))).not_checked] == [
        "下级报告乌苏市夹河子乡人民政府是 2022 年的"
    ]
    assert check(same, previous=evolve(report(), year=None)).passed == ("a.b",)
    assert check(below, children=(report(), report())).passed == ("a.b",)


def test_a_neighbour_of_an_unknown_form_counts_as_absent() -> None:
    rules = in_force(rule(expression="review.total == previous.review.total"))
    (item,) = check(rules, previous=evolve(report(year=2022), form="cn-1999")).not_checked
    assert item.reason == "上年报告的表样 cn-1999 未知"


def test_an_unreadable_child_is_named() -> None:
    rules = in_force(rule(expression="review.total == sum(children.review.total)"))
    (item,) = check(rules, children=(report(), report({"review.total": Unreadable(raw="？")}))).not_checked
    assert item.reason == "下级报告乌苏市夹河子乡人民政府“行政复议”下“总计”无法辨认（原文“？”）"


def test_many_reasons_are_counted() -> None:
    rules = in_force(rule(expression="all({c} >= 0 for c in cells)"))
    (item,) = check(rules, {cell: Unreadable(raw="?") for cell in FORM.cells}).not_checked
    assert item.reason.count("；") == 4 and item.reason.endswith("等 200 处")


# Suspects: several findings together name the cell.


def balanced() -> dict[str, int | Value]:
    """Received 10 + 2, finished 9, carried out 3, in two columns of unlike figures."""
    cells: dict[str, int | Value] = {}
    for name, person, business in (
        *(("new", 6, 4), ("carried_in", 1, 1), ("granted", 3, 2), ("refused.third_party", 2, 2)),
        *(("total", 5, 4), ("carried_out", 2, 1)),
    ):
        cells |= row(name, natural_person=person, business=business, total=person + business)
    return cells


def values_suggested(outcome: Outcome) -> set[tuple[str | None, Any]]:
    return {(s.cell, s.value) for f in outcome.findings for s in f.suggestions if s.value is not None}


def test_the_base_for_suspects_is_sound() -> None:
    outcome = check(arithmetic("applications.", "cell.", "disputes."), balanced(), previous=_last_year())
    assert outcome.findings == () and outcome.not_checked == ()


def _last_year() -> Report:
    return report(row("carried_out", natural_person=1, business=1, total=2) | row("new", total=9), year=2022)


@pytest.mark.parametrize(
    ("cell", "wrong"),
    [
        ("applications.granted.natural_person", 8),
        ("applications.granted.research", 1),
        ("applications.new.business", 0),
        ("applications.carried_out.business", 7),
        ("applications.total.natural_person", 6),
        ("applications.total.total", 12),
        ("applications.new.total", 11),
        ("applications.refused.third_party.total", 0),
    ],
)
@pytest.mark.parametrize("with_previous", [False, True])
def test_one_wrong_cell_is_named_with_its_value(cell: str, wrong: int, with_previous: bool) -> None:
    right = balanced().get(cell, 0)
    cells = {**balanced(), cell: wrong}
    previous = _last_year() if with_previous else None
    outcome = check(arithmetic("applications.", "cell."), cells, previous=previous)
    equations = [f for f in outcome.findings if f.difference is not None and f.severity == "error"]
    assert len(equations) == (3 if cell.startswith("applications.total.") else 2)
    assert values_suggested(outcome) == {(cell, right)}
    for finding in equations:
        (suggestion,) = [s for s in finding.suggestions if s.value is not None]
        assert suggestion.text.startswith("很可能是这一格有误：") and f"改为 {right}" in suggestion.text


def test_two_wrong_cells_apart_are_both_named() -> None:
    cells = {**balanced(), "applications.granted.natural_person": 9, "applications.refused.state_secret.research": 5}
    outcome = check(arithmetic("applications."), cells)
    assert values_suggested(outcome) == {
        ("applications.granted.natural_person", 3),
        ("applications.refused.state_secret.research", 0),
    }


def test_a_blank_cell_can_be_the_suspect() -> None:
    outcome = check(arithmetic("applications."), {**balanced(), "applications.granted.natural_person": Blank()})
    assert values_suggested(outcome) == {("applications.granted.natural_person", 3)}
    assert any("由 空白 改为 3" in s.text for f in outcome.findings for s in f.suggestions)


def test_a_row_total_that_fails_alone_is_looked_at_first() -> None:
    cells = {**balanced(), "review.upheld": 6, "review.total": 7}
    (finding,) = check(arithmetic("disputes.total"), cells).findings
    assert [s.value for s in finding.suggestions] == [None, None]
    assert finding.suggestions[1].text == "请先核对“行政复议”下“总计”：各分项相加为 6；也可能是某一分项有误。"


def test_a_figure_carried_into_its_total_leaves_three_possibilities() -> None:
    """The balance fails in one column and in 总计 by the same amount, all other equations hold."""
    cells = balanced() | row("carried_out", natural_person=3, total=4)
    outcome = check(arithmetic("applications.balance", "applications.applicant", "applications.outcome"), cells)
    assert [f.rule for f in outcome.findings] == ["applications.balance"] * 2
    assert values_suggested(outcome) == set()
    for finding in outcome.findings:
        possible = [s.text for s in finding.suggestions if s.text.startswith("可能是：")]
        assert len(possible) == 3
        assert any("本年新收" in text for text in possible)
        assert any("上年结转" in text for text in possible)
        assert any("结转下年度" in text for text in possible)


def test_last_year_decides_between_them() -> None:
    cells = balanced() | row("carried_in", natural_person=2, total=3)
    outcome = check(arithmetic("applications."), cells, previous=_last_year())
    assert {f.rule for f in outcome.findings} == {"applications.balance", "applications.carry_over"}
    assert values_suggested(outcome) == {
        ("applications.carried_in.natural_person", 1),
        ("applications.carried_in.total", 2),
    }


def test_no_suspect_gets_an_impossible_value() -> None:
    cells = balanced() | row("granted", research=-4) | row("total", research=1)
    for finding in check(arithmetic("applications."), cells).findings:
        assert all(s.value is None or s.value >= 0 for s in finding.suggestions)


def test_an_amount_can_be_the_suspect_but_no_figure_finer_than_money() -> None:
    def rules(factor: str) -> RulesInForce:
        return in_force(
            rule(expression="proactive.charges.amount == previous.proactive.charges.amount"),
            rule("b.c", expression=f"{factor} * proactive.charges.amount == sum(children.proactive.charges.amount)"),
        )

    def suggested(amount: str, factor: str) -> set[tuple[str | None, Any]]:
        value: dict[str, int | Value] = {"proactive.charges.amount": Number(Decimal(amount))}
        previous, children = report(value, year=2022), (report(value),)
        cells: dict[str, int | Value] = {"proactive.charges.amount": 3}
        return values_suggested(check(rules(factor), cells, previous=previous, children=children))

    assert suggested("1.25", "1") == {("proactive.charges.amount", Decimal("1.25"))}
    assert suggested("0.0000001", "1") == set()
    assert suggested("1.25", "2") == set()


def test_unreadable_cells_are_no_suspects() -> None:
    cells = {
        **balanced(),
        "applications.granted.natural_person": 9,
        "applications.granted.business": Unreadable(raw="?"),
    }
    outcome = check(arithmetic("applications."), cells)
    assert {f.rule for f in outcome.findings} == {"applications.outcome_total"}
    assert {cell for cell, _ in values_suggested(outcome)} <= {None, "applications.granted.natural_person"}


def test_slashes_count_nothing_in_sums() -> None:
    cells = {**balanced(), "applications.granted.research": NotApplicable()}
    assert not check(arithmetic("applications."), cells).findings


# Coded checks.


def coded(run: Callable[[Subject, Rule], Any], name: str = "x") -> Check:
    return Check(name, run)


def test_a_coded_check_fails_passes_or_cannot_say() -> None:
    def failures(subject: Subject, rule: Rule) -> Iterator[Failure]:
        yield Failure({"what": subject.report.year}, ("review.total",), "第3行", left=1, right=2, difference=-1)
        yield Failure({"what": "b"}, severity="info")

    rules = in_force(
        rule("a.fails", check="fails", message="{what} {limit}", parameters={"limit": 3}),
        rule("b.passes", check="passes"),
        rule("c.open", check="open"),
        rule("d.nobody", check="nobody"),
    )
    checks = [
        coded(failures, "fails"),
        coded(lambda subject, rule: (), "passes"),
        coded(lambda subject, rule: Undecided("没有日期", "no date"), "open"),
    ]
    outcome = check(rules, checks=checks)
    assert [(f.message, f.severity, f.where, f.left, f.difference) for f in outcome.findings] == [
        ("2023 3", "error", "第3行", 1, -1),
        ("b 3", "info", "", None, None),
    ]
    assert outcome.passed == ("b.passes",)
    assert [(i.rule, i.reason) for i in outcome.not_checked] == [
        ("c.open", "没有日期"),
        ("d.nobody", "没有插件提供检查 nobody"),
    ]
    assert check(rules, checks=checks, lang="en").not_checked[0].reason == "no date"


def raises(subject: Subject, rule: Rule) -> Any:
    raise RuntimeError("boom")


def raises_late(subject: Subject, rule: Rule) -> Iterator[Failure]:
    yield Failure()
    raise RuntimeError("boom")


@pytest.mark.parametrize(
    "run",
    [
        raises,
        raises_late,
        lambda subject, rule: None,
        lambda subject, rule: [Failure({})],
        lambda subject, rule: [Failure({"what": 1}, severity="fatal")],
        lambda subject, rule: ["no failure"],
    ],
)
def test_a_check_that_breaks_is_named_and_the_others_go_on(run: Callable[[Subject, Rule], Any]) -> None:
    rules = in_force(rule("a.broken", check="broken", message="{what}"), rule("b.good", check="good"))
    outcome = check(rules, checks=[coded(run, "broken"), coded(lambda subject, rule: (), "good")])
    assert [failure.plugin for failure in outcome.failures] == ["broken"]
    assert "a.broken" in outcome.failures[0].reason
    assert [item.rule for item in outcome.not_checked] == ["a.broken"]
    assert outcome.findings == () and outcome.passed == ("b.good",)
    assert outcome.status == "incomplete"


def test_a_coded_check_may_round() -> None:
    """The exact context of the expressions must not reach into a plugin's own arithmetic."""

    def third(subject: Subject, rule: Rule) -> Iterator[Failure]:
        yield Failure({"what": Decimal(1) / 3})

    rules = in_force(rule(check="x", message="{what}"))
    assert check(rules, checks=[coded(third)]).findings[0].message == "0.3333333333333333333333333333"


def test_a_coded_check_does_not_see_a_neighbour_of_the_wrong_year() -> None:
    rules = in_force(rule(check="x"))
    sees = coded(lambda subject, rule: [] if subject.previous is None else [Failure()])
    assert check(rules, previous=report(year=2019), checks=[sees]).passed == ("a.b",)
    assert len(check(rules, previous=report(year=2022), checks=[sees]).findings) == 1


# The whole.


def test_sorted_whatever_the_order_of_the_rules() -> None:
    cells = {**balanced(), "applications.granted.natural_person": 9, "review.total": 4, "proactive.rules.issued": 3}
    rules = [*arithmetic().rules, rule("a.first", severity="info", expression="review.total == 0")]
    expected = check(in_force(*rules), cells)
    assert [f.severity for f in expected.findings] == sorted(
        (f.severity for f in expected.findings), key=["error", "warning", "info"].index
    )
    shuffler = random.Random(3)
    for _ in range(5):
        shuffler.shuffle(rules)
        again = check(in_force(*rules), cells)
        assert (again.findings, again.passed, again.not_checked) == (
            expected.findings,
            expected.passed,
            expected.not_checked,
        )


def test_every_rule_has_exactly_one_result_or_findings_and_reasons() -> None:
    outcome = check(arithmetic(), {**balanced(), "review.total": Unreadable(raw="?"), "proactive.rules.issued": 3})
    told = {f.rule for f in outcome.findings} | {i.rule for i in outcome.not_checked}
    assert told.isdisjoint(outcome.passed)
    assert told | set(outcome.passed) == {r.id for r in outcome.rules}


def test_the_json_object() -> None:
    rules = in_force(
        rule(expression="proactive.charges.amount == 1"),
        rule("b.c", expression="review.total == previous.review.total"),
    )
    outcome = check(rules, {"proactive.charges.amount": Unreadable(raw="x")})
    assert json.loads(to_json(outcomes_data([outcome])))["reports"][0]["status"] == "incomplete"
    failing = check(rules, {})
    failing = evolve(
        failing, failures=(*failing.failures, *check(in_force(rule(check="x")), checks=[coded(raises)]).failures)
    )
    data = json.loads(to_json(outcomes_data([failing])))
    assert isinstance(data["gipcore"], str)
    (only,) = data["reports"]
    assert list(only) == [
        *("source", "sha256", "form", "issuer", "region", "level", "year", "rulesets", "status"),
        *("findings", "not_checked"),
    ]
    assert only["issuer"] == "乌苏市夹河子乡人民政府" and only["year"] == 2023 and only["status"] == "fail"
    assert only["findings"] == [
        {
            "rule": "a.b", "severity": "error", "cells": ["proactive.charges.amount"], "left": 0, "right": 1,
            "difference": -1, "message": "m", "basis": "b1；b2", "where": "", "suggestions": [],
        }
    ]  # fmt: skip
    assert only["not_checked"] == [
        {"rule": "b.c", "reason": "没有上年报告"},
        {"rule": "*", "reason": "插件 x 失败：a.b: RuntimeError: boom"},
    ]


def test_all_national_messages_have_all_their_values() -> None:
    assert NATIONAL
    for national in NATIONAL:
        for wording in (national, national.en):
            assert wording is not None and wording.message and wording.title
