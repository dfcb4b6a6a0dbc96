"""Working days and time limits, to the day."""

from __future__ import annotations

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.errors import FeeError
from gipcore.rulesets import Schedules
from gipcore_fee.calculator import calculator
from gipcore_fee.deadlines import deadlines

CALENDAR = calculator().schedules.calendar()
DAYS = [date(2020, 1, 1) + timedelta(n) for n in range((date(2027, 1, 1) - date(2020, 1, 1)).days)]


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2020-12-10", "2021-01-08"),
        ("2021-01-20", "2021-02-22"),
        ("2022-04-20", "2022-05-19"),
        ("2023-01-10", "2023-02-10"),
        ("2023-09-15", "2023-10-19"),
        ("2023-12-20", "2024-01-18"),
        ("2024-02-09", "2024-03-14"),
        ("2024-09-10", "2024-10-14"),
        ("2025-09-20", "2025-10-23"),
        ("2026-02-13", "2026-03-19"),
    ],
)
def test_the_twentieth_working_day(start: str, last: str) -> None:
    assert CALENDAR.after(date.fromisoformat(start), 20) == date.fromisoformat(last)


def test_beyond_the_known_years_is_an_error_that_says_what_to_do() -> None:
    with pytest.raises(FeeError, match=r"2026 年之后.*2027 年的 \[\[calendar\]\]"):
        CALENDAR.after(date(2026, 12, 10), 20)
    for day in (date(2019, 12, 31), date(2027, 1, 1)):
        with pytest.raises(FeeError, match="2020—2026"):
            CALENDAR.is_working(day)
    assert CALENDAR.after(date(2026, 12, 10), 15) == date(2026, 12, 31)
    with pytest.raises(FeeError):
        CALENDAR.after(date(2026, 12, 10), 16)


def test_every_day_agrees_with_a_published_package() -> None:
    # It holds the day before the spring festival of 2024, when leave was only encouraged, for a working day as well.
    assert [day for day in DAYS if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)] == []
    assert CALENDAR.is_working(date(2024, 2, 9))


def test_every_year_has_the_days_of_its_notice() -> None:
    counts = {year: len(days.days()) for year, days in CALENDAR.years.items()}
    assert counts == {2020: 249, 2021: 250, 2022: 249, 2023: 249, 2024: 251, 2025: 248, 2026: 248}


@given(st.sampled_from(DAYS[:-60]), st.integers(1, 30))
def test_counting_one_day_at_a_time_gives_the_same(start: date, count: int) -> None:
    day = start
    for _ in range(count):
        day += timedelta(1)
        while not CALENDAR.is_working(day):
            day += timedelta(1)
    assert CALENDAR.after(start, count) == day
    assert CALENDAR.between(start, day) == count


def test_a_whole_procedure(schedules: Schedules) -> None:
    found = deadlines(
        schedules, received=date(2024, 1, 22), served=date(2024, 2, 9), paid=date(2024, 3, 1)
    ).steps  # fmt: skip
    assert [(step.what, str(step.last)) for step in found] == [
        ("answer", "2024-02-22"),
        ("notice", "2024-02-22"),
        ("payment", "2024-03-14"),
        ("restart", "2024-03-29"),
    ]
    assert found[2].source == "第六条"
    extended = deadlines(schedules, received=date(2024, 1, 22), extended=True).steps[0]
    assert (extended.working_days, str(extended.last)) == (40, "2024-03-21")


def test_the_year_before_the_fee_has_time_limits_but_no_payment(schedules: Schedules) -> None:
    assert str(deadlines(schedules, received=date(2020, 12, 10)).steps[0].last) == "2021-01-08"
    with pytest.raises(FeeError, match=r"不得收费.*第四十二条"):
        deadlines(schedules, served=date(2020, 12, 31))
    with pytest.raises(FeeError, match=r"不得收费.*第四十二条"):
        deadlines(schedules, paid=date(2020, 12, 31))
    assert str(deadlines(schedules, served=date(2021, 1, 4)).steps[0].last) == "2021-02-01"


def test_dates_in_the_wrong_order_are_refused(schedules: Schedules) -> None:
    with pytest.raises(FeeError, match="缴费（2024-01-01）在收到通知（2024-02-01）之前"):
        deadlines(schedules, served=date(2024, 2, 1), paid=date(2024, 1, 1))


@pytest.mark.parametrize(("region", "told"), [("65", "古尔邦节"), ("540102", "藏历新年"), ("37", ""), ("", "")])
def test_a_region_with_holidays_of_its_own_says_so(schedules: Schedules, region: str, told: str) -> None:
    remarks = deadlines(schedules, region=region, received=date(2024, 3, 1)).remarks
    assert (told in "".join(remarks)) if told else remarks == ()
