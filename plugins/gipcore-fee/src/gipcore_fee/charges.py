"""One calculation: the schedule of the day, the count, every step, the total, and what it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from attrs import frozen

from gipcore.codec import did_you_mean
from gipcore.errors import FeeError
from gipcore.schedules import Choice, Price, Schedule, ScheduleInForce, Standard, Step

Answers: TypeAlias = Mapping[str, str]
"""Answers to questions that the law leaves open, by the id of the choice."""


@frozen
class Chosen:
    """An open question with the answer that was used."""

    choice: Choice
    answer: str

    @property
    def title(self) -> str:
        """The answer in words."""
        return next(option.title for option in self.choice.options if option.id == self.answer)

    @property
    def is_default(self) -> bool:
        return self.answer == self.choice.default


@frozen
class Charge:
    """What ``count`` units cost on the day ``on``. ``total`` (元) is exact: the sum of the steps."""

    in_force: ScheduleInForce
    standard: Standard
    on: date
    count: int
    steps: tuple[Step, ...]
    total: Decimal
    chosen: tuple[Chosen, ...] = ()
    remarks: tuple[str, ...] = ()


@frozen
class CostStep:
    """A line of a price list: ``quantity`` of its unit, or what it really cost."""

    price: Price
    quantity: Decimal
    amount: Decimal
    source: str


@frozen
class CostCharge:
    """Cost fees by the price list of a region."""

    in_force: ScheduleInForce
    on: date
    steps: tuple[CostStep, ...]
    total: Decimal
    remarks: tuple[str, ...] = ()


def standard_of(schedule: Schedule, id_: str, on: date) -> Standard:
    """The standard of that id; raises FeeError, with the article, if nothing may be charged by it on *on*."""
    standard = schedule.standard(id_)
    if standard is not None:
        return standard
    if schedule.nothing is not None:
        raise FeeError(f"{on} 不得收费：{schedule.nothing.text}依据：{schedule.nothing.source}。")
    if schedule.local_prices is not None:
        span = f"{schedule.days.first} 至 {schedule.days.last}"
        raise FeeError(
            f"{on} 不按件、按量收费：{span} 收的是{schedule.title}（{schedule.source}），价格由各地制定。"
            "请用 gip fee costs 按当地的价目表计算。"
        )
    known = [standard.id for standard in schedule.standards]
    raise FeeError(f"{schedule.title}没有收费标准 {id_!r}{did_you_mean(id_, known)}；可用：{'、'.join(known)}。")


def chosen(schedule: Schedule, standard: str, answers: Answers) -> tuple[Chosen, ...]:
    """The open questions that matter for *standard*, with their answers; raises FeeError for one that is not there."""
    for id_, answer in answers.items():
        choice = next((choice for choice in schedule.choices if choice.id == id_), None)
        if choice is None:
            known = [choice.id for choice in schedule.choices]
            raise FeeError(f"没有可选的问题 {id_!r}{did_you_mean(id_, known)}；可用：{'、'.join(known) or '无'}。")
        options = [option.id for option in choice.options]
        if answer not in options:
            raise FeeError(f"{choice.question}：没有选项 {answer!r}；可用：{'、'.join(options)}。")
    return tuple(
        Chosen(choice, answers.get(choice.id, choice.default))
        for choice in schedule.choices
        if not choice.standards or standard in choice.standards
    )


def charge(
    in_force: ScheduleInForce,
    standard: str,
    count: int,
    on: date,
    *,
    received: date | None = None,
    answers: Answers | None = None,
) -> Charge:
    """What *count* units cost by the standard of that id (``items``, ``pages``) under the schedule in force.

    *received* is the day on which the application was received, if it is to be looked at. Raises FeeError if nothing
    may be charged, or for a count that cannot be.
    """
    schedule = in_force.schedule
    found = standard_of(schedule, standard, on)
    steps = tuple(found.steps(count))
    return Charge(
        in_force,
        found,
        on,
        count,
        steps,
        found.amount(count),
        chosen(schedule, standard, answers or {}),
        tuple(remarks(schedule, found, count, on, received)),
    )


def remarks(schedule: Schedule, standard: Standard, count: int, on: date, received: date | None) -> list[str]:
    """What a person should know who charges *count* units: what rests on no text that was seen, and transitions."""
    found = []
    if count > standard.allowance and standard.measure_unsourced:
        found.append(f"{standard.measure}：{standard.measure_unsourced}")
    found += [b.unsourced for b in standard.brackets if b.unsourced and count >= b.first]
    first = schedule.days.first
    if received is not None and first is not None and received < first <= on:
        found.append(f"申请于 {received} 收到，在收费标准施行（{first}）之前；办法没有过渡条款，请先核实是否可以收费。")
    return found


def cost_charge(in_force: ScheduleInForce, on: date, quantities: Mapping[str, Decimal]) -> CostCharge:
    """Cost fees: *quantities* by the ids of the price list; of a price that is what it really costs, the 元.

    Raises FeeError if no price list is known for the region and day.
    """
    schedule = in_force.schedule
    if schedule.local_prices is None:
        if schedule.nothing is not None:
            raise FeeError(f"{on} 不得收费：{schedule.nothing.text}依据：{schedule.nothing.source}。")
        raise FeeError(
            f"{on} 不收检索费、复制费、邮寄费：{schedule.title}（{schedule.source}）只按件或者按量收费。"
            "请用 gip fee items 或 gip fee pages 计算。"
        )
    prices = in_force.price_list
    if prices is None or prices.open:
        where = f"地区 {in_force.region}" if in_force.region else "全国"
        why = prices.open if prices else f"{schedule.local_prices.text}（{schedule.local_prices.source}）"
        raise FeeError(f"{where}在 {on} 没有收入价目表，不作计算。{why}请用 --region 指明地区，或查阅当地的收费文件。")
    known = {price.id: price for price in prices.prices}
    steps = []
    for id_, quantity in quantities.items():
        if id_ not in known:
            listed = "；".join(f"{p.id} {p.item}{p.what and f'（{p.what}）'}" for p in prices.prices)
            raise FeeError(f"价目表没有 {id_!r}{did_you_mean(id_, known)}；可用：{listed}。")
        price = known[id_]
        if (
            not quantity.is_finite()
            or not 0 <= quantity <= 10**9
            or -int(quantity.as_tuple().exponent) > schedule.places
        ):
            raise FeeError(f"{id_} 的数量应为不超过 {schedule.places} 位小数的非负数，实为 {quantity}。")
        if price.amount is not None and quantity != int(quantity):
            raise FeeError(f"{id_} 的数量应为整数（{price.unit}），实为 {quantity}。")
        amount = quantity if price.amount is None else quantity * price.amount
        steps.append(CostStep(price, quantity, amount, price.source or prices.source))
    found = [f"{prices.title}：{prices.unsourced}"] if prices.unsourced else []
    found += [f"{note.text}（{note.source}）" for note in prices.notes]
    if schedule.suspension and on >= schedule.suspension.first:
        found.append(schedule.suspension.text)
    found.append("可以免收的：" + "；".join(f"{e.text}（{e.source}）" for e in schedule.exemptions))
    total = sum((step.amount for step in steps), Decimal(0))
    return CostCharge(in_force, on, tuple(steps), total, tuple(found))
