"""The checks of lists and notices beside a report: the rules' examples, and each side of a last day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from attrs import evolve

import gipcore_fee
from gipcore.engine import Engine
from gipcore.examples import run_examples
from gipcore.specimen import specimen
from gipcore_fee.calculator import Calculator
from gipcore_fee.notice import Details, make_notice
from gipcore_fee.notice_text import notice_text

HEADER = "编号,申请人,收到日期,通知日期,通知收到日期,缴费日期,不再处理日期,答复期限\n"
OWN = {check.name for check in gipcore_fee.gipcore_checks()}


def verdict(engine: Engine, rule: str, *companions: str, year: int = 2024) -> str:
    report = evolve(specimen(engine.catalogue.forms["cn-2021"]), year=year)
    outcome = engine.check(report, companions=companions)
    found = [finding.severity for finding in outcome.findings if finding.rule == rule]
    open_ = [item for item in outcome.not_checked if item.rule == rule]
    if open_:
        return f"not checked {open_[0].needs}".strip()
    return " ".join(found) or ("pass" if rule in outcome.passed else "absent")


def test_every_example_does_what_it_says(engine: Engine) -> None:
    rules = {rule.id for ruleset in engine.catalogue.rulesets for rule in ruleset.rules if rule.check in OWN}
    trials = [trial for trial in run_examples(engine.catalogue, engine.checks) if trial.rule.id in rules]
    assert [trial.problem for trial in trials if trial.problem] == []
    assert {(t.rule.check, t.expected) for t in trials} == {
        (name, kind) for name in OWN for kind in ("passes", "not checked" if name == "fee.calendar" else "fails")
    }


def test_without_a_list_or_notice_nothing_is_passed(engine: Engine) -> None:
    for rule in sorted(OWN):
        assert verdict(engine, rule) == "not checked companion"
        assert verdict(engine, rule, "一份别的文件。") == "not checked companion"
    assert verdict(engine, "fee.two_standards", HEADER + "1,张某,2024-03-01,,,,,", year=2020) == "absent"


@pytest.mark.parametrize("days", range(-2, 3))
def test_the_last_days_are_those_of_the_calculator(engine: Engine, days: int) -> None:
    calendar = engine.catalogue.schedules.calendar()
    received = date(2024, 1, 22)
    answer = calendar.after(received, 20)
    sent = answer + timedelta(days)
    row = f"1,张某,{received},{sent},,,,"
    assert verdict(engine, "fee.notice_late", HEADER + row) == ("error" if sent > answer else "pass")
    last = calendar.after(date(2024, 2, 9), 20)
    given_up = last + timedelta(days)
    row = f"1,张某,{received},2024-02-08,2024-02-09,,{given_up},"
    assert verdict(engine, "fee.overdue_early", HEADER + row) == ("pass" if given_up > last else "error")
    due = calendar.after(date(2024, 3, 1), 20) + timedelta(days)
    row = f"1,张某,{received},2024-02-08,2024-02-09,2024-03-01,,{due}"
    assert verdict(engine, "fee.answer_restart", HEADER + row) == ("error" if days < 0 else "pass")


def test_a_line_that_cannot_be_read_is_no_pass(engine: Engine) -> None:
    assert verdict(engine, "fee.notice_late", HEADER + "1,张某,2024-01-22,二月,,,,") == "not checked"
    assert verdict(engine, "fee.notice_late", HEADER + '"1,张某,2024-01-22,2024-02-01,,,,') == "not checked"


def test_beyond_the_calendar_is_told_and_no_pass(engine: Engine) -> None:
    row = "1,张某,2026-12-10,2026-12-20,2026-12-20,,2027-02-01,"
    assert verdict(engine, "fee.calendar", HEADER + row, year=2026) == "not checked"
    assert verdict(engine, "fee.overdue_early", HEADER + row, year=2026) == "not checked"
    assert verdict(engine, "fee.notice_late", HEADER + row, year=2026) == "not checked"


def test_a_notice_of_the_calculator_passes(engine: Engine, fees: Calculator) -> None:
    for region in ("", "37", "23", "50"):
        for on in (date(2024, 3, 20), date(2025, 6, 3)):
            details = Details(
                organ="某局", applicant="张某", application="1号", received=on - timedelta(5), on=on, delivery="邮寄",
                payee="某市财政局", bank="某银行", account="1234",
            )  # fmt: skip
            text = notice_text(make_notice(fees.items(55, on, region=region), details, fees.schedules))
            assert verdict(engine, "fee.notice_parts", text) == "pass"
            assert verdict(engine, "fee.notice_remedy", text) == "pass"
