"""A notice as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore_fee.notice import Notice, chinese_day


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


def _steps(notice: Notice) -> Iterator[str]:
    charge = notice.charge
    money, unit = charge.in_force.schedule.money, charge.standard.unit
    for step in charge.steps:
        sum_ = f"{step.count}{unit} × {money(step.price)}元 = {money(step.amount)}元"
        yield f"第{step.first}—{step.last}{unit}：{sum_}（{step.source}）"
    yield f"合计：{charge.count}{unit}，{money(charge.total)}元"
