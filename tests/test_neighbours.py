"""Last year's report on an older form, and subordinate ones on another: what is compared, and what is not and why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.outcomes import NotChecked, Outcome
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.testing import read_figures
from gipcore.values import Number

ENGINE = Engine()
FIGURES = Path(__file__).parent / "data" / "figures"


def published(name: str) -> Report:
    return read_figures(FIGURES / f"{name}.json", ENGINE.catalogue.forms).report


def left(outcome: Outcome, rule: str) -> NotChecked:
    (found,) = [item for item in outcome.not_checked if item.rule == rule]
    return found


def rules_found(outcome: Outcome) -> set[str]:
    return {finding.rule for finding in outcome.findings}


def with_figures(form: str, year: int, **cells: int) -> Report:
    figures = {cell.replace("__", "."): number for cell, number in cells.items()}
    return specimen(ENGINE.form(form), year=year, signed_on=date(year + 1, 1, 16), cells=figures)


def test_two_published_reports_across_the_change_of_form() -> None:
    """平潭: 2021 on the new form, 2020 on the old one."""
    outcome = ENGINE.check(published("pingtan-2021"), previous=published("pingtan-2020"))
    assert {"applications.carry_over", "disputes.after_review_bound", "disputes.pending"} <= set(outcome.passed)
    assert {"report.identical", "applications.reclassified"} <= set(outcome.passed)
    jumps = [finding.cells for finding in outcome.findings if finding.rule == "series.jump"]
    assert jumps == [("proactive.licensing.decisions",)]
    for rule, why in {
        "proactive.stock_flow": "“对外公开总数量”不是“现行有效件数”",
        "proactive.repealed_bound": "已废止而仍在网站上的只在前者",
        "charges.unit": "2019年表样填的是收费项目数，2021年表样填的是收费金额（万元），不能互换",
    }.items():
        item = left(outcome, rule)
        assert why in item.reason and "上年报告（cn-2019 表样）" in item.reason
        assert item.needs == "counterpart" and not item.cells
    assert outcome.status == "pass"


def test_what_was_carried_over_is_held_against_the_older_form() -> None:
    """平潭 2020 with one request carried out that 2021 does not carry in."""
    cells = ("applications.carried_out.natural_person", "applications.carried_out.total")
    before = published("pingtan-2020").changed(dict.fromkeys(cells, Number(1)))
    outcome = ENGINE.check(published("pingtan-2021"), previous=before)
    (natural, total) = [finding for finding in outcome.findings if finding.rule == "applications.carry_over"]
    assert (natural.left, natural.right, natural.difference) == (0, 1, -1)
    assert natural.cells == ("applications.carried_in.natural_person",) and total.cells != natural.cells


def test_from_2014_to_2019_and_in_two_steps_to_2021() -> None:
    before = with_figures("cn-2014", 2018, applications__received__total=12, applications__closed__total=10)
    now = with_figures("cn-2019", 2019)
    outcome = ENGINE.check(now, previous=before)
    (finding,) = [finding for finding in outcome.findings if finding.rule == "applications.backlog"]
    assert (finding.left, finding.right) == (0, 2) and "12 - 10 = 2" in finding.message
    assert "“结转下年度继续办理”" not in left(outcome, "applications.carry_over").reason
    assert left(outcome, "applications.carry_over").needs == "counterpart"
    carried = {"applications.carried_in.other_org": 2, "applications.carried_in.total": 2}
    settled = ENGINE.check(now.changed({cell: Number(value) for cell, value in carried.items()}), previous=before)
    assert "applications.backlog" in settled.passed
    later = ENGINE.check(with_figures("cn-2021", 2019), previous=before)
    assert left(later, "disputes.pending").needs == "counterpart"


def test_a_layers_own_row_needs_no_conversion() -> None:
    before = specimen(ENGINE.form("cn-2019+42"), year=2020, cells={"applications.carried_out.total": 3})
    outcome = ENGINE.check(with_figures("cn-2021", 2021), previous=before)
    assert "applications.carry_over" in rules_found(outcome)
    plain = with_figures("cn-2019", 2019, applications__carried_out__total=3)
    outcome = ENGINE.check(before, previous=plain)
    assert "applications.carry_over" in rules_found(outcome)


def test_without_a_way_back_the_cells_of_one_name_are_compared() -> None:
    """A report of 2019 wrongly on the form of 2021 before one of 2020 on its own: nobody converts backwards."""
    wrong = with_figures("cn-2021", 2019, applications__carried_out__total=3)
    outcome = ENGINE.check(with_figures("cn-2019", 2020), previous=wrong)
    assert "applications.carry_over" in rules_found(outcome)
    item = left(outcome, "proactive.disclosed_flow")
    assert "表样 cn-2021 没有这一项" in item.reason and not item.needs


def test_of_the_wrong_year_it_is_not_last_years() -> None:
    outcome = ENGINE.check(published("pingtan-2021"), previous=published("pingtan-2019"))
    assert left(outcome, "applications.carry_over").reason == "给出的上年报告是 2019 年的，应为 2020 年的"
    assert outcome.status == "incomplete"


@pytest.mark.parametrize(("lang", "words"), [("zh", "不能相加"), ("en", "they cannot be added up")])
def test_subordinate_reports_on_another_form(lang: str, words: str) -> None:
    parent = with_figures("cn-2021", 2021)
    good, bad = with_figures("cn-2021", 2021), with_figures("cn-2019", 2021)
    bad = evolve(bad, issuer=evolve(bad.issuer, name="甲乡人民政府"))
    item = left(ENGINE.check(parent, children=[good, bad], lang=lang), "aggregate.sum")
    assert "甲乡人民政府" in item.reason and "cn-2019" in item.reason and "cn-2021" in item.reason
    assert words in item.reason and not item.needs
    extended = specimen(ENGINE.form("cn-2019+42"), year=2020)
    added = ENGINE.check(with_figures("cn-2019", 2020), children=[with_figures("cn-2019", 2020), extended])
    assert "aggregate.sum" in added.passed
