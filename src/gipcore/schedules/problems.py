"""What no schedule, price list, collection or calendar may be, each problem with its path."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any, get_args

from gipcore.rules import PLACEHOLDER, Days
from gipcore.schedules.model import (
    Choice,
    Clause,
    Collection,
    NoticeText,
    Part,
    PriceList,
    Procedure,
    Requirement,
    Schedule,
    Term,
)
from gipcore.schedules.standards import Bracket, Standard
from gipcore.schedules.workdays import CalendarYear

ANSWERS: dict[str, tuple[str, ...]] = {
    "schedule-day": ("notice", "receipt"),
    "month-day": ("received", "applied", "registered"),
    "volume-keeps-place": ("yes", "no"),
    "withdrawn": ("counted", "left-out"),
    "organs": ("own", "all"),
}
"""The answers that can be given to each question that a schedule may leave open."""
NOTICE_FIELDS = frozenset(
    [
        *("organ", "applicant", "application", "received", "date", "fee", "schedule", "standard", "unit", "count"),
        *("amount", "capital", "days", "until"),
    ]
)
"""What the sentences of a notice can have filled in."""
NOTICE_DETAILS = frozenset(["delivery", "contact", "number"])
"""What the office can state in a notice that is required of it, besides its parts."""
_ID = re.compile(r"[a-z0-9][a-z0-9.-]*")
_LOCAL_PARTS = tuple(part for part in get_args(Part) if part not in ("standard", "amount"))
"""The parts of a notice that a region may write in: not the standard and not the amount."""


def schedule_problems(schedule: Schedule, at: str) -> Iterator[str]:
    """Of a schedule at the path *at*."""
    yield from _sourced(schedule, at)
    yield from _named([("id", schedule.id), ("fee", schedule.fee), ("title", schedule.title)], at)
    yield from _days(schedule.days, at)
    if schedule.days.first is None:
        yield f"缺少起始日 first @ {at}.days"
    kinds = [bool(schedule.standards), schedule.nothing is not None, schedule.local_prices is not None]
    if sum(kinds) != 1:
        yield f"standards、nothing、local_prices 应恰有一个 @ {at}"
    if not 0 <= schedule.places <= 4:
        yield f"小数位数应为 0 到 4，实为 {schedule.places} @ {at}.places"
    ways = [way.id for way in schedule.ways]
    yield from _unique(ways, f"{at}.ways")
    yield from _unique([standard.id for standard in schedule.standards], f"{at}.standards")
    for index, standard in enumerate(schedule.standards):
        yield from _standard(standard, ways, schedule.places, f"{at}.standards[{index}]")
    yield from _unique([choice.id for choice in schedule.choices], f"{at}.choices")
    for index, choice in enumerate(schedule.choices):
        yield from _choice(choice, [standard.id for standard in schedule.standards], f"{at}.choices[{index}]")
    if schedule.suspension and not schedule.days.covers(schedule.suspension.first):
        yield f"中止日 {schedule.suspension.first} 不在施行期间内 @ {at}.suspension"
    if schedule.procedure:
        yield from _procedure(schedule.procedure, f"{at}.procedure")
    yield from _texts(schedule.texts, get_args(Part), at)
    yield from _requires(schedule.requires, at)


def _standard(standard: Standard, ways: Iterable[str], places: int, at: str) -> Iterator[str]:
    yield from _sourced(standard, at)
    yield from _named([("id", standard.id), ("unit", standard.unit)], at)
    if (standard.per == "applicant") != (standard.period == "calendar-month"):
        yield f"按申请人计的应有期间 calendar-month，按单件计的为 none @ {at}"
    for way in standard.ways:
        if way not in ways:
            yield f"没有获取方式 {way!r}；可用：{'、'.join(ways)} @ {at}.ways"
    if standard.ways and not standard.ways_source:
        yield f"缺少出处 ways_source @ {at}"
    if not standard.brackets:
        yield f"至少要有一档 @ {at}.brackets"
    expected, price = 1, Decimal(0)
    for index, bracket in enumerate(standard.brackets):
        path = f"{at}.brackets[{index}]"
        if expected == 0:
            yield f"前一档没有终点，其后不能再有一档 @ {path}"
            return
        if bracket.first > expected:
            yield f"第 {expected} 到 {bracket.first - 1} {standard.unit}没有价格（断档）@ {path}"
        elif bracket.first < expected:
            yield f"与前一档重叠：应从 {expected} 起，实为 {bracket.first} @ {path}"
        if bracket.price < price:
            yield f"价格从 {price} 降为 {bracket.price}，超额累进的价格不能下降 @ {path}.price"
        yield from _bracket(bracket, places, path)
        price = bracket.price
        expected = 0 if bracket.last is None else bracket.last + 1
    if expected:
        yield f"最后一档应没有终点（不写 last）@ {at}.brackets"


def _bracket(bracket: Bracket, places: int, at: str) -> Iterator[str]:
    yield from _sourced(bracket, at)
    if bracket.last is not None and bracket.last < bracket.first:
        yield f"终点 {bracket.last} 在起点 {bracket.first} 之前 @ {at}"
    yield from _money(bracket.price, places, f"{at}.price")
    if bracket.tier:
        if bracket.last is not None:
            yield f"只有没有终点的一档可以再分档 @ {at}.tier"
        if bracket.tier.size < 1:
            yield f"每档至少 1 个单位，实为 {bracket.tier.size} @ {at}.tier.size"
        yield from _money(bracket.tier.rise, places, f"{at}.tier.rise")


def _money(amount: Decimal, places: int, at: str) -> Iterator[str]:
    if amount < 0:
        yield f"价格不能为负：{amount} @ {at}"
    elif amount != amount.quantize(Decimal(1).scaleb(-places)):
        yield f"价格 {amount} 多于 {places} 位小数 @ {at}"


def _choice(choice: Choice, standards: list[str], at: str) -> Iterator[str]:
    yield from _sourced(choice, at)
    for name in choice.standards:
        if name not in standards:
            yield f"没有收费标准 {name!r}；可用：{'、'.join(standards)} @ {at}.standards"
    known = ANSWERS[choice.id]
    options = [option.id for option in choice.options]
    yield from _unique(options, f"{at}.options")
    for option in options:
        if option not in known:
            yield f"选项 {option!r} 没有实现；可用：{'、'.join(known)} @ {at}.options"
    if choice.default not in options:
        yield f"默认值 {choice.default!r} 不在选项中：{'、'.join(options)} @ {at}.default"


def _procedure(procedure: Procedure, at: str) -> Iterator[str]:
    for name in ("answer", "correction", "notice", "payment", "unpaid", "restart"):
        part: Term | Clause | None = getattr(procedure, name)
        if part is None:
            continue
        yield from _sourced(part, f"{at}.{name}")
        if isinstance(part, Term) and (part.working_days < 1 or part.extension < 0):
            yield f"期限至少为 1 个工作日 @ {at}.{name}"


def _texts(texts: tuple[NoticeText, ...], parts: Iterable[str], at: str) -> Iterator[str]:
    for index, text in enumerate(texts):
        path = f"{at}.texts[{index}]"
        yield from _sourced(text, path)
        yield from _named([("id", text.id), ("text", text.text)], path)
        yield from _days(text.days, path)
        if text.part not in parts:
            yield f"地区只能规定收缴，不能改写收费标准和金额（{text.part}）@ {path}.part"
        unknown = sorted(set(PLACEHOLDER.findall(text.text)) - NOTICE_FIELDS)
        if unknown or "{" in PLACEHOLDER.sub("", text.text):
            yield f"没有可填的 {unknown}；可用：{'、'.join(sorted(NOTICE_FIELDS))} @ {path}.text"


def _requires(requires: tuple[Requirement, ...], at: str) -> Iterator[str]:
    known = (*get_args(Part), *sorted(NOTICE_DETAILS))
    for index, required in enumerate(requires):
        yield from _sourced(required, f"{at}.requires[{index}]")
        if required.id not in known:
            yield f"{required.id!r} 不是通知的一部分；可用：{'、'.join(known)} @ {at}.requires[{index}].id"


def collection_problems(collection: Collection, at: str) -> Iterator[str]:
    """Of a region's rules on collection at the path *at*."""
    yield from _sourced(collection, at)
    yield from _named([("id", collection.id), ("of", collection.of), ("title", collection.title)], at)
    yield from _days(collection.days, at)
    yield from _texts(collection.texts, _LOCAL_PARTS, at)
    yield from _unique([text.id for text in collection.texts], f"{at}.texts")
    yield from _requires(collection.requires, at)


def price_problems(prices: PriceList, at: str, places: int) -> Iterator[str]:
    """Of a price list at the path *at*, whose schedule writes amounts with *places* decimals."""
    yield from _sourced(prices, at)
    yield from _named([("id", prices.id), ("of", prices.of), ("title", prices.title)], at)
    yield from _days(prices.days, at)
    yield from _unique([price.id for price in prices.prices], f"{at}.prices")
    if bool(prices.prices) == bool(prices.open):
        yield f"prices 和 open（由谁定价）应恰有一个 @ {at}"
    for index, price in enumerate(prices.prices):
        path = f"{at}.prices[{index}]"
        yield from _named([("id", price.id), ("item", price.item), ("unit", price.unit)], path)
        if price.amount is not None:
            yield from _money(price.amount, places, f"{path}.amount")


def calendar_problems(year: CalendarYear, at: str, *, national: bool) -> Iterator[str]:
    """Of a year of working days at the path *at*."""
    yield from _sourced(year, at)
    if not 1949 <= year.year <= 2200:
        yield f"年份应在 1949 到 2200 之间，实为 {year.year} @ {at}.year"
        return
    for name, wrong, predicate in _CALENDAR:
        days: tuple[date, ...] = getattr(year, name)
        yield from _unique([day.isoformat() for day in days], f"{at}.{name}")
        for day in days:
            if day.year != year.year:
                yield f"{day} 不在 {year.year} 年 @ {at}.{name}"
            elif national and predicate(day):
                yield f"{day} {wrong} @ {at}.{name}"
    if national and year.working_days is None:
        yield f"缺少全年工作日数 working_days @ {at}"
    elif year.working_days not in (None, len(year.days())):
        yield f"全年工作日数应为 {year.working_days}，按 off、on 计算为 {len(year.days())} @ {at}.working_days"


_CALENDAR: tuple[tuple[str, str, Callable[[date], bool]], ...] = (
    ("off", "本来就是周末，不必列入放假日", lambda day: day.weekday() >= 5),
    ("on", "本来就是工作日，不必列入补班日", lambda day: day.weekday() < 5),
)


def _sourced(item: Any, at: str) -> Iterator[str]:
    if not item.source.strip():
        yield f"缺少出处 source @ {at}"


def _named(fields: Iterable[tuple[str, str]], at: str) -> Iterator[str]:
    for name, value in fields:
        if not value.strip():
            yield f"不能为空 @ {at}.{name}"
        elif name == "id" and not _ID.fullmatch(value):
            yield f"id {value!r} 应为小写字母、数字、点和连字符 @ {at}.id"


def _days(days: Days, at: str) -> Iterator[str]:
    if days.first and days.last and days.last < days.first:
        yield f"终止日 {days.last} 在起始日 {days.first} 之前 @ {at}.days"


def _unique(ids: list[str], at: str) -> Iterator[str]:
    for id_ in dict.fromkeys(i for i in ids if ids.count(i) > 1):
        yield f"{id_!r} 出现两次 @ {at}"
