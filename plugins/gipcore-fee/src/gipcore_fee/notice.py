"""The fee notice (收费通知): its parts from the schedule and the layers, its sum from the calculation, the rest from
the office. One that lacks what it must state is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import get_args

from attrs import frozen

from gipcore.errors import FeeError
from gipcore.rulesets import Schedules
from gipcore.schedules import Bracket, Part, Schedule, Standard
from gipcore.schedules.problems import NOTICE_DETAILS
from gipcore_fee.capital import capital
from gipcore_fee.charges import Charge
from gipcore_fee.deadlines import deadlines
from gipcore_fee.listed import Listed, covered_days, late

TITLES: Mapping[Part, str] = {
    "opening": "",
    "basis": "收费依据",
    "standard": "收费标准",
    "amount": "收费数额",
    "payment": "缴纳方式",
    "deadline": "缴费期限",
    "unpaid": "逾期未缴纳的后果",
    "receipt": "票据",
    "remedy": "救济途径",
    "closing": "",
}
ANNEX = "附表：当月申请逐件计算"
_FIELD = re.compile(r"\{([a-z]+)\}")
_NUMERALS = "一二三四五六七八九"


@frozen(kw_only=True)
class Details:
    """What the office states. ``received`` is the day on which it received the application, ``on`` that of the notice,
    ``served`` that on which the applicant receives it, if known; ``due`` the last day for the answer where time for
    hearing third parties was left out. ``payment`` are ways to pay in words, besides a bank account or a payment code.
    """

    organ: str = ""
    applicant: str = ""
    application: str = ""
    received: date | None = None
    on: date | None = None
    served: date | None = None
    due: date | None = None
    extended: bool = False
    number: str = ""
    delivery: str = ""
    payee: str = ""
    bank: str = ""
    account: str = ""
    code: str = ""
    payment: tuple[str, ...] = ()
    contact: str = ""
    provisional: bool = False


@frozen
class Section:
    """A part of the notice: its heading (empty: none) and its sentences."""

    part: Part
    heading: str
    texts: tuple[str, ...]


@frozen
class Notice:
    """A notice with everything it must state. ``last`` is the last day for payment where it is known when the applicant
    receives it; ``warnings`` are for the office."""

    title: str
    charge: Charge
    details: Details
    sections: tuple[Section, ...]
    last: date
    warnings: tuple[str, ...] = ()
    listed: tuple[Listed, ...] = ()
    """The applications of the month, where the notice is on those of a list."""

    def section(self, part: Part) -> Section | None:
        """The section of that part, if the notice has it."""
        return next((section for section in self.sections if section.part == part), None)


def chinese_day(day: date) -> str:
    """
    >>> chinese_day(date(2024, 3, 1))
    '2024年3月1日'
    """
    return f"{day.year}年{day.month}月{day.day}日"


def make_notice(charge: Charge, details: Details, schedules: Schedules, listed: Sequence[Listed] = ()) -> Notice:
    """The notice on *charge*, or on the applications *listed* that it was made of; they then say when they were
    received. Raises FeeError with the list of what is missing, or if it would be too late."""
    schedule, region = charge.in_force.schedule, charge.in_force.region
    if not charge.total:
        raise FeeError(f"{charge.count} {charge.standard.unit}不收费，不必发出收费通知。")
    if schedule.procedure is None or schedule.procedure.payment is None:
        raise FeeError(f"{schedule.title}没有写明缴费期限，不能发出收费通知。")
    draft = _sections(
        charge, details, _values(charge, details, charge.on, schedule.procedure.payment.working_days, listed)
    )
    stated = {section.part for section in draft} | {name for name in NOTICE_DETAILS if getattr(details, name)}
    missing = [title for title, value in _needed(details, listed) if not value]
    missing += [f"{r.title}（{r.source}）" for r in charge.in_force.requires if r.id not in stated]
    if missing or details.on is None:
        raise FeeError(f"收费通知缺少：{'、'.join(missing)}。请补齐后再生成。{_payment_hint(details)}")
    _in_time(details, details.on, schedules, region, listed)
    payment = deadlines(schedules, region=region, served=details.served or details.on)
    last = payment.steps[0].last
    values = _values(charge, details, last, schedule.procedure.payment.working_days, listed)
    sections = tuple(_sections(charge, details, values))
    warnings = [*charge.remarks, *payment.remarks]
    warnings += [f"{c.title}：{c.unsourced}" for c in charge.in_force.collections if c.unsourced]
    warnings += [f"{note.text}（{note.source}）" for c in charge.in_force.collections for note in c.notes]
    return Notice(
        f"政府信息公开{schedule.fee}收费通知", charge, details, sections, last, tuple(warnings), tuple(listed)
    )


def _needed(details: Details, listed: Sequence[Listed]) -> Iterator[tuple[str, object]]:
    yield "行政机关名称（organ）", details.organ
    yield "申请人（applicant）", details.applicant
    yield "申请的名称或编号（application）", details.application or listed
    yield "收到申请之日（received）", details.received or listed
    yield "通知日期（on）", details.on


def _in_time(details: Details, on: date, schedules: Schedules, region: str, listed: Sequence[Listed]) -> None:
    """Raise FeeError if the time for an answer is over, or has not begun, on the day of the notice."""
    help_ = "已延长答复期限的请用 --extended，扣除征求第三方意见时间的请用 --due 写明期限。"
    if listed:
        over = late(listed, schedules, region, on, due=details.due, extended=details.extended)
        if over:
            raise FeeError(f"收费通知应在处理期限内发出，通知日期是 {on}，期限已过的：{'；'.join(over)}。{help_}")
        return
    assert details.received is not None  # else it is missing
    if on < details.received:
        raise FeeError(f"通知日期（{on}）在收到申请之日（{details.received}）之前，请核对日期。")
    answer = (
        details.due
        or deadlines(schedules, region=region, received=details.received, extended=details.extended).steps[0].last
    )
    if on > answer:
        raise FeeError(f"收费通知应在处理期限内发出：期限到 {answer} 为止，通知日期是 {on}。{help_}")


def _payment_hint(details: Details) -> str:
    bank = {"收款人": details.payee, "开户银行": details.bank, "账号": details.account}
    gaps = [name for name, value in bank.items() if not value]
    if details.code or details.payment or not gaps:
        return ""
    if len(gaps) < len(bank):
        return f"转账缴费还应写明{'、'.join(gaps)}。"
    return "缴纳方式应写明收款人、开户银行和账号，或者缴款码，或者其他缴纳办法。"


def _payments(details: Details) -> Iterator[str]:
    if details.payee and details.bank and details.account:
        yield f"银行转账：收款人 {details.payee}，开户银行 {details.bank}，账号 {details.account}。"
    if details.code:
        yield f"凭缴款码缴纳：{details.code}。"
    yield from details.payment


def _values(charge: Charge, details: Details, last: date, days: int, listed: Sequence[Listed]) -> dict[str, str]:
    schedule = charge.in_force.schedule
    received, application = chinese_day(details.received) if details.received else "", details.application
    if span := covered_days(listed):
        first, final = span
        received = chinese_day(first) + (f"至{chinese_day(final)}" if final > first else "")
        application = f"{first.year}年{first.month}月的{charge.count}件，见附表"
    if details.served:
        until = f"本通知于{chinese_day(details.served)}收到，最后缴纳日为{chinese_day(last)}。"
    else:
        sent = chinese_day(details.on or last)
        until = f"如在发出当日（{sent}）收到，最后缴纳日为{chinese_day(last)}；收到日在后的，按实际收到日顺延计算。"
    return {
        "organ": details.organ,
        "applicant": details.applicant,
        "application": application,
        "received": received,
        "date": chinese_day(details.on) if details.on else "",
        "fee": schedule.fee,
        "schedule": schedule.title,
        "standard": charge.standard.title,
        "unit": charge.standard.unit,
        "count": str(charge.count),
        "amount": f"{charge.total:,.2f}",
        "capital": capital(charge.total),
        "days": str(days),
        "until": until,
    }


def _sections(charge: Charge, details: Details, values: Mapping[str, str]) -> Iterator[Section]:
    texts = charge.in_force.texts(details.on or charge.on)
    number = 0
    for part in get_args(Part):
        found = [_FIELD.sub(lambda match: values[match[1]], text.text) for text in texts if text.part == part]
        if part == "payment":
            found += _payments(details)
        if part == "standard":
            found += [_price_words(charge.standard, charge.in_force.schedule), *_manner(charge)]
        if part == "amount" and details.provisional:
            found.append("以上为预估数额，以实际提供的数量为准，多退少补。")
        if part == "closing":
            found += [f"送达方式：{details.delivery}。"] if details.delivery else []
            found += [f"联系方式：{details.contact}。"] if details.contact else []
        if not found:
            continue
        heading = TITLES[part]
        number += bool(heading)
        yield Section(part, f"{_NUMERALS[number - 1]}、{heading}" if heading else "", tuple(found))


def _price_words(standard: Standard, schedule: Schedule) -> str:
    """The brackets in words.

    "10件以下不收费" of the law is a bracket without a price here.
    """
    words = [_bracket_words(bracket, standard.unit, schedule) for bracket in standard.brackets]
    return f"{'；'.join(words)}（{standard.source}）。"


def _bracket_words(bracket: Bracket, unit: str, schedule: Schedule) -> str:
    span = f"第{bracket.first}{unit}起" if bracket.last is None else f"第{bracket.first}—{bracket.last}{unit}"
    if bracket.tier:
        rise = f"每增加一档提高{schedule.money(bracket.tier.rise)}元"
        return f"{span}，以{bracket.tier.size}{unit}为一档，第一档每{unit}{schedule.money(bracket.price)}元，{rise}"
    return f"{span}，每{unit}{schedule.money(bracket.price)}元" if bracket.price else f"{span}，不收费"


def _manner(charge: Charge) -> Iterator[str]:
    """How the count was made: the unit, and the answers to what the law leaves open."""
    if charge.standard.measure:
        yield f"计量：{charge.standard.measure}。"
    chosen = [f"{item.choice.question}：{item.title}" for item in charge.chosen if item.choice.standards]
    if chosen:
        yield f"件数的计算：{'；'.join(chosen)}。"
