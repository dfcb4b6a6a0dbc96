"""Every worked figure, to the yuan with its steps; real bills and reports; both sides of every boundary and day."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from gipcore.errors import FeeError
from gipcore_fee.calculator import Calculator

ON = date(2024, 3, 1)
Steps = list[tuple[int, int]]
FREE, SECOND = (10, 0), (20, 100)


@pytest.mark.parametrize(
    ("count", "steps", "total"),
    [
        (0, [], 0),
        (1, [(1, 0)], 0),
        (10, [FREE], 0),
        (11, [FREE, (1, 100)], 100),
        (30, [FREE, SECOND], 2000),
        (31, [FREE, SECOND, (1, 200)], 2200),
        (40, [FREE, SECOND, (10, 200)], 4000),
        (41, [FREE, SECOND, (10, 200), (1, 300)], 4300),
        (50, [FREE, SECOND, (10, 200), (10, 300)], 7000),
        (55, [FREE, SECOND, (10, 200), (10, 300), (5, 400)], 9000),
        (100, [FREE, SECOND, *((10, price) for price in range(200, 801, 100))], 37000),
    ],
)
def test_items_with_every_step(fees: Calculator, count: int, steps: Steps, total: int) -> None:
    charge = fees.items(count, ON)
    assert [(step.count, int(step.price)) for step in charge.steps] == steps
    assert charge.total == total == sum(step.amount for step in charge.steps)
    assert all(step.source.startswith("第四条第二款第") for step in charge.steps)


@pytest.mark.parametrize(
    ("count", "total"),
    [
        *((12, 200), (20, 1000), (25, 1500), (39, 3800), (49, 6700), (51, 7400), (60, 11000), (61, 11500), (70, 16000)),
        *((80, 22000), (90, 29000), (101, 37900), (150, 92000), (200, 172000), (1000, 4852000), (100000, 49985002000)),
    ],
)
def test_more_items(fees: Calculator, count: int, total: int) -> None:
    assert fees.items(count, ON).total == total


@pytest.mark.parametrize(
    ("count", "steps", "total"),
    [
        (30, [(30, 0)], 0),
        (31, [(30, 0), (1, 10)], 10),
        (100, [(30, 0), (70, 10)], 700),
        (101, [(30, 0), (70, 10), (1, 20)], 720),
        (200, [(30, 0), (70, 10), (100, 20)], 2700),
        (201, [(30, 0), (70, 10), (100, 20), (1, 40)], 2740),
        (260, [(30, 0), (70, 10), (100, 20), (60, 40)], 5100),
        (500, [(30, 0), (70, 10), (100, 20), (300, 40)], 14700),
    ],
)
def test_pages_with_every_step(fees: Calculator, count: int, steps: Steps, total: int) -> None:
    charge = fees.pages(count, ON)
    assert [(step.count, int(step.price)) for step in charge.steps] == steps
    assert charge.total == total == sum(step.amount for step in charge.steps)
    assert [step.source for step in charge.steps] == [f"第五条第二款第（{n}）项" for n in "一二三四"[: len(steps)]]


@pytest.mark.parametrize(
    ("count", "total"),
    [
        *((99, 690), (109, 880), (119, 1080), (120, 1100), (150, 1700), (199, 2680), (231, 3940), (300, 6700)),
        *((1000, 34700), (100000, 3994700)),
        # Bills of offices that the press reported: 鲍山街道 2021, 成都高新区 2024, 西安 2025, 莆田涵江区 2023.
        *((4000, 154700), (1500, 54700), (2219, 83460), (3182, 121980)),
        # "24,000-odd" of 杭州萧山区南阳街道 2023: 733 to 757 pages.
        *((733, 24020), (757, 24980)),
    ],
)
def test_more_pages(fees: Calculator, count: int, total: int) -> None:
    assert fees.pages(count, ON).total == total


@pytest.mark.parametrize(("yuan", "pages"), [(140, 44), (270, 57), (380, 68), (420, 72), (880, 109), (1080, 119)])
def test_charges_of_single_applications_in_reports(fees: Calculator, yuan: int, pages: int) -> None:
    standard = fees.pages(1, ON).standard
    assert standard.count_for(Decimal(yuan)) == pages
    assert fees.pages(pages, ON).total == yuan
    assert fees.items(25, ON).total == 1500 and fees.items(16, ON).total == 600


@pytest.mark.parametrize(
    ("standard", "ordinal", "price", "article"),
    [
        ("items", 10, 0, "第四条第二款第（一）项"),
        ("items", 11, 100, "第四条第二款第（二）项"),
        ("items", 30, 100, "第四条第二款第（二）项"),
        ("items", 31, 200, "第四条第二款第（三）项"),
        ("items", 40, 200, "第四条第二款第（三）项"),
        ("items", 41, 300, "第四条第二款第（三）项"),
        ("items", 51, 400, "第四条第二款第（三）项"),
        ("pages", 30, 0, "第五条第二款第（一）项"),
        ("pages", 31, 10, "第五条第二款第（二）项"),
        ("pages", 100, 10, "第五条第二款第（二）项"),
        ("pages", 101, 20, "第五条第二款第（三）项"),
        ("pages", 200, 20, "第五条第二款第（三）项"),
        ("pages", 201, 40, "第五条第二款第（四）项"),
    ],
)
def test_both_sides_of_every_boundary(fees: Calculator, standard: str, ordinal: int, price: int, article: str) -> None:
    found = fees.schedules.in_force(ON).schedule.standard(standard)
    assert found is not None
    assert found.price_of(ordinal) == price and found.bracket_of(ordinal).source == article
    assert found.amount(ordinal) - found.amount(ordinal - 1) == price


@pytest.mark.parametrize(
    ("day", "schedule"),
    [
        (date(2008, 4, 30), ""),
        (date(2008, 5, 1), "cn-2008"),
        (date(2017, 3, 31), "cn-2008"),
        (date(2017, 4, 1), "cn-2008"),
        (date(2019, 5, 14), "cn-2008"),
        (date(2019, 5, 15), "cn-2019"),
        (date(2020, 12, 31), "cn-2019"),
        (date(2021, 1, 1), "cn-2021"),
        (date(2040, 1, 1), "cn-2021"),
    ],
)
def test_both_sides_of_every_day(fees: Calculator, day: date, schedule: str) -> None:
    if schedule:
        assert fees.schedules.in_force(day).schedule.id == schedule
    else:
        with pytest.raises(FeeError, match="2008-05-01"):
            fees.schedules.in_force(day)
    if schedule == "cn-2021":
        assert fees.items(11, day).total == 100
    else:
        with pytest.raises(FeeError):
            fees.items(11, day)


def test_a_day_on_which_nothing_may_be_charged_says_so_with_the_article(fees: Calculator) -> None:
    with pytest.raises(FeeError, match=r"2020-06-01 不得收费.*2019年5月14日.*2021年1月1日.*第四十二条"):
        fees.items(55, date(2020, 6, 1))
    with pytest.raises(FeeError, match=r"不得收费.*第四十二条"):
        fees.costs(date(2019, 5, 15), "44", {"a4": Decimal(1)})


def test_cost_fees(fees: Calculator) -> None:
    quantities = {"search": Decimal(2), "a4": Decimal(40), "post": Decimal(12)}
    charge = fees.costs(date(2010, 3, 1), "44", quantities)
    assert charge.total == 30 and [str(step.amount) for step in charge.steps] == ["10", "8.0", "12"]
    assert all(step.source == "粤价〔2009〕203号" for step in charge.steps)
    assert fees.costs(date(2010, 3, 1), "35", {"search": Decimal(1), "a4": Decimal(120)}).total == 29


@pytest.mark.parametrize(("day", "warned"), [(date(2017, 3, 31), False), (date(2017, 4, 1), True)])
def test_the_suspension_is_a_warning_and_no_end(fees: Calculator, day: date, warned: bool) -> None:
    charge = fees.costs(day, "35", {"a4": Decimal(10)})
    assert charge.total == 2
    assert any("财税〔2017〕20号" in remark for remark in charge.remarks) == warned


@pytest.mark.parametrize(
    ("day", "region", "told"),
    [
        (date(2009, 8, 31), "44", "没有收入价目表"),
        (date(2011, 9, 1), "44", "没有收入价目表"),
        (date(2010, 1, 1), "32", "由市、县"),
        (date(2010, 1, 1), "", "没有收入价目表"),
        (date(2024, 1, 1), "44", "gip fee items"),
    ],
)
def test_no_price_list_is_no_zero(fees: Calculator, day: date, region: str, told: str) -> None:
    with pytest.raises(FeeError, match=told):
        fees.costs(day, region, {"a4": Decimal(1)})


@pytest.mark.parametrize(
    ("id_", "quantity"), [("a5", "1"), ("a4", "-1"), ("a4", "0.5"), ("post", "1.005"), ("a4", "NaN"), ("a4", "1E+30")]
)
def test_a_quantity_that_cannot_be_is_refused(fees: Calculator, id_: str, quantity: str) -> None:
    with pytest.raises(FeeError, match=id_):
        fees.costs(date(2010, 3, 1), "44", {id_: Decimal(quantity)})


@pytest.mark.parametrize("count", [-1, 10**9 + 1, True, 1.0, "5"])
def test_a_count_that_cannot_be_is_refused(fees: Calculator, count: object) -> None:
    with pytest.raises(FeeError, match="整数"):
        fees.items(count, ON)  # type: ignore[arg-type]


def test_what_is_open_is_shown_and_can_be_chosen(fees: Calculator) -> None:
    charge = fees.items(31, ON, answers={"withdrawn": "left-out"})
    assert {item.choice.id: item.answer for item in charge.chosen} == {
        "schedule-day": "notice",
        "month-day": "received",
        "volume-keeps-place": "yes",
        "withdrawn": "left-out",
        "organs": "own",
    }
    assert [item.choice.id for item in charge.chosen if not item.is_default] == ["withdrawn"]
    assert [item.choice.id for item in fees.pages(31, ON).chosen] == ["schedule-day"]
    assert any("31至40件" in remark for remark in charge.remarks) and not fees.items(30, ON).remarks
    for answers, told in (({"withdrawal": "x"}, "withdrawn"), ({"withdrawn": "no"}, "left-out")):
        with pytest.raises(FeeError, match=told):
            fees.items(31, ON, answers=answers)


@pytest.mark.parametrize(("received", "warned"), [(date(2020, 12, 31), True), (date(2021, 1, 1), False)])
def test_an_application_from_before_the_schedule_is_told(fees: Calculator, received: date, warned: bool) -> None:
    remarks = fees.pages(40, date(2021, 10, 23), received=received).remarks
    assert any("过渡" in remark for remark in remarks) == warned
