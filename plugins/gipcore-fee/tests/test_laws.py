"""Laws of the fee, each against a calculation that takes one item or page at a time and knows no bracket."""

from __future__ import annotations

import ast
from datetime import date
from decimal import Decimal
from itertools import accumulate
from pathlib import Path

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

import gipcore.rulesets.scheduling
import gipcore.schedules
import gipcore_fee
from gipcore_fee.applications import Application, charge_month
from gipcore_fee.calculator import calculator

FEES = calculator()
ON = date(2024, 3, 1)
SCHEDULE = FEES.schedules.in_force(ON).schedule
ITEMS, PAGES = SCHEDULE.standards
LIMIT = 100_000
COUNTS = st.integers(0, LIMIT)
STANDARDS = st.sampled_from(SCHEDULE.standards)


def naive_item(k: int) -> int:
    """The price of the k-th item, read off the regulation."""
    return 0 if k <= 10 else 100 if k <= 30 else 100 + 100 * ((k - 31) // 10 + 1)


def naive_page(k: int) -> int:
    """The price of the k-th page, likewise."""
    return 0 if k <= 30 else 10 if k <= 100 else 20 if k <= 200 else 40


@pytest.mark.parametrize(("standard", "price"), [(ITEMS, naive_item), (PAGES, naive_page)], ids=["items", "pages"])
def test_any_count_costs_what_its_units_cost_one_by_one(standard: object, price: object) -> None:
    sums = accumulate((price(k) for k in range(1, LIMIT + 1)), initial=0)  # type: ignore[operator]
    amount = standard.amount  # type: ignore[attr-defined]
    assert all(amount(count) == total for count, total in enumerate(sums))


@given(STANDARDS, COUNTS)
def test_the_steps_add_up_and_cover_every_unit_once(standard: gipcore.schedules.Standard, count: int) -> None:
    steps = list(standard.steps(count % 2000))
    assert sum((step.amount for step in steps), Decimal(0)) == standard.amount(count % 2000)
    assert [unit for step in steps for unit in range(step.first, step.last + 1)] == list(range(1, count % 2000 + 1))
    assert all(step.count == step.last - step.first + 1 for step in steps)


@given(STANDARDS, COUNTS)
def test_nothing_is_due_up_to_the_allowance_and_something_beyond(
    standard: gipcore.schedules.Standard, count: int
) -> None:
    assert (standard.amount(count) == 0) == (count <= standard.allowance)


@given(STANDARDS, COUNTS, COUNTS)
def test_more_never_costs_less(standard: gipcore.schedules.Standard, one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert standard.amount(low) <= standard.amount(high)
    assert standard.price_of(low + 1) <= standard.price_of(high + 1)


@given(STANDARDS, COUNTS)
def test_the_sum_is_that_of_its_brackets(standard: gipcore.schedules.Standard, count: int) -> None:
    assert sum((bracket.amount(count) for bracket in standard.brackets), Decimal(0)) == standard.amount(count)


@given(COUNTS, COUNTS)
def test_splitting_a_month_never_costs_more(one: int, other: int) -> None:
    assert ITEMS.amount(one) + ITEMS.amount(other) <= ITEMS.amount(one + other)


@given(STANDARDS, COUNTS)
def test_every_sum_has_the_grain_and_every_count_is_found_again(
    standard: gipcore.schedules.Standard, count: int
) -> None:
    amount = standard.amount(count)
    assert amount % standard.grain == 0
    found = standard.count_for(amount)
    assert found is not None and standard.amount(found) == amount and found <= count
    assert standard.has_price(standard.price_of(count + 1))


@given(st.integers(1, 20_000))
def test_only_prices_and_sums_that_are_possible_are_found(yuan: int) -> None:
    prices = {naive_item(k) for k in range(1, 3000)}
    assert ITEMS.has_price(Decimal(yuan)) == (yuan in prices)
    sums = set(accumulate(naive_page(k) for k in range(1, 1000)))
    assert (PAGES.count_for(Decimal(yuan)) is not None) == (yuan in sums)


APPLICATIONS = st.builds(
    Application,
    st.just("甲"),
    st.dates(date(2024, 3, 1), date(2024, 3, 4)),
    st.just(""),
    st.sampled_from(["items", "items", "items", "pages"]),
    st.integers(1, 300),
    withdrawn=st.booleans(),
)
ANSWERS = st.fixed_dictionaries(
    {"volume-keeps-place": st.sampled_from(["yes", "no"]), "withdrawn": st.sampled_from(["counted", "left-out"])}
)


@settings(max_examples=60)
@given(st.lists(APPLICATIONS, max_size=60), ANSWERS, st.randoms(use_true_random=False), st.booleans())
def test_the_order_of_rows_changes_nothing(rows, answers, random, numbered) -> None:  # type: ignore[no-untyped-def]
    if numbered:
        rows = [evolve(row, number=f"2024-{place}") for place, row in enumerate(rows)]
    month, charged = charge_month(rows, SCHEDULE, ON, answers)
    shuffled = list(rows)
    random.shuffle(shuffled)
    again, charged_again = charge_month(shuffled, SCHEDULE, ON, answers)
    assert again.total == month.total and [one.amount for one in charged_again] == [one.amount for one in charged]
    assert month.total == sum((one.amount for one in charged), Decimal(0))
    assert month.total == sum((step.amount for _, step in month.steps), Decimal(0))


@settings(max_examples=60)
@given(st.lists(APPLICATIONS, max_size=60), ANSWERS)
def test_a_month_is_what_its_applications_cost_one_by_one(rows, answers) -> None:  # type: ignore[no-untyped-def]
    month, _ = charge_month(rows, SCHEDULE, ON, answers)
    ordinal = total = 0
    for row in sorted(rows, key=lambda row: row.order):
        if row.withdrawn and answers["withdrawn"] == "left-out":
            continue
        if row.standard == "items" or answers["volume-keeps-place"] == "yes":
            ordinal += 1
        if row.standard == "items":
            total += naive_item(ordinal)
        else:
            total += sum(naive_page(k) for k in range(1, row.pages + 1))
    assert month.total == total


def test_an_application_by_volume_keeps_its_place_unless_chosen_otherwise() -> None:
    rows = [
        Application("甲", date(2024, 3, 1), str(n), "pages" if n == 15 else "items", 20 if n == 15 else 0)
        for n in range(1, 42)
    ]
    assert charge_month(rows, SCHEDULE, ON)[0].total == 4200
    assert charge_month(rows, SCHEDULE, ON, {"volume-keeps-place": "no"})[0].total == 4000


def test_a_calculation_has_no_float_and_its_code_neither() -> None:
    for charge in (FEES.items(55, ON), FEES.pages(260, ON)):
        assert all(type(value) is Decimal for step in charge.steps for value in (step.price, step.amount))
        assert type(charge.total) is Decimal
    modules = [Path(module.__file__ or "") for module in (gipcore.schedules, gipcore_fee)]
    sources = [path for module in modules for path in module.parent.rglob("*.py")]
    sources.append(Path(gipcore.rulesets.scheduling.__file__))
    for path in sources:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and type(node.value) is float:
                assert path.name == "progress.py", f"{path}: {node.value}"  # seconds between two lines of progress
            assert not (isinstance(node, ast.Name) and node.id == "float"), path
            if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
                # Paths, and the exact quotients of Decimal in the standard.
                assert path.name == "standards.py", path
