"""A notice as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore_fee.notice import ANNEX, Notice, chinese_day


def notice_text(notice: Notice) -> str:
    """The notice as lines of text, the steps one a line."""
    return "\n".join(_lines(notice)) + "\n"


def _lines(notice: Notice) -> Iterator[str]:
    details = notice.details
    yield notice.title
    if details.number:
        yield details.number
    yield ""
    yield f"{details.applicant}："
    for section in notice.sections:
        if section.heading:
            yield section.heading
        yield from (f"　　{text}" for text in section.texts)
        if section.part == "amount":
            yield from (f"　　{line}" for line in _steps(notice))
    yield ""
    yield details.organ
    if details.on:
        yield chinese_day(details.on)
    if notice.listed:
        yield ""
        yield from _annex(notice)


def _annex(notice: Notice) -> Iterator[str]:
    money, unit = notice.charge.in_force.schedule.money, notice.charge.standard.unit
    yield ANNEX
    for one in notice.listed:
        application = one.selected.application
        place = f"第{one.charged.ordinal}{unit}" if one.charged.ordinal else "不计入"
        words = one.note or f"{money(one.amount)}元（{one.source}）"
        yield f"{place}　{application.number or '（无编号）'}　{chinese_day(application.day)}　{words}"


def _steps(notice: Notice) -> Iterator[str]:
    charge = notice.charge
    money, unit = charge.in_force.schedule.money, charge.standard.unit
    for step in charge.steps:
        sum_ = f"{step.count}{unit} × {money(step.price)}元 = {money(step.amount)}元"
        span = f"{step.first}—{step.last}" if step.last > step.first else f"{step.first}"
        yield f"第{span}{unit}：{sum_}（{step.source}）"
    yield f"合计：{charge.count}{unit}，{money(charge.total)}元"
