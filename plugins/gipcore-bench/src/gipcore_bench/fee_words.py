"""A fee schedule in a few lines: who pays what, since when, and where that is written."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.schedules import ScheduleInForce
from gipcore.schedules.standards import Bracket, Standard


def fee_lines(one: ScheduleInForce) -> Iterator[str]:
    """The schedule as it is in force in its region."""
    schedule = one.schedule
    days = schedule.days
    yield f"{schedule.title}（{days.first or ''} 至 {days.last or '今'}；{schedule.source}）"
    if schedule.nothing:
        yield f"不收取：{schedule.nothing.text}（{schedule.nothing.source}）"
    for standard in schedule.standards:
        brackets = "；".join(_bracket(bracket, standard) for bracket in standard.brackets)
        yield f"{standard.title}：{brackets}（{standard.source}）"
    if schedule.local_prices:
        yield f"各地定价：{schedule.local_prices.text}（{schedule.local_prices.source}）"
    for prices in one.prices:
        listed = "；".join(
            f"{price.item}{f'（{price.what}）' if price.what else ''}"
            + (f" {price.amount} 元/{price.unit}" if price.amount is not None else " 按实际")
            for price in prices.prices
        )
        yield f"{prices.title}：{listed or prices.open}（{prices.source}）"
    if schedule.procedure and schedule.procedure.payment:
        payment = schedule.procedure.payment
        yield f"缴费期限：{payment.working_days} 个工作日（{payment.source}）"
    if schedule.suspension:
        yield f"{schedule.suspension.first} 起可能停征：{schedule.suspension.text}"
    for collection in one.collections:
        yield f"收缴：{collection.title}（{collection.source}）"


def _bracket(bracket: Bracket, standard: Standard) -> str:
    unit = standard.unit
    span = f"{bracket.first}—{bracket.last} {unit}" if bracket.last is not None else f"{bracket.first} {unit}起"
    rise = f"，每增加 {bracket.tier.size} {unit}提高 {bracket.tier.rise} 元" if bracket.tier else ""
    return f"{span}每{unit} {bracket.price} 元{rise}"
