"""The applications of one applicant out of a list, for a notice: those of a month by item, or one by volume."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path

from attrs import define, field, frozen

from gipcore.codec import did_you_mean
from gipcore.errors import FeeError, ReadError
from gipcore.rulesets import Schedules
from gipcore_fee.applications import Application
from gipcore_fee.columns import Layout, day_of, layout_of, yes
from gipcore_fee.lines import Record, records
from gipcore_fee.rows import Asked, row_of

STEP = 10_000
"""Lines after which progress is told."""
MAX_ROWS = 10_000
"""Applications of one applicant in one month."""
MAX_NAMES = 10_000
"""Names of applicants that are kept to suggest one."""
MAX_TOLD = 10
"""Lines that a refusal names one by one."""


@frozen
class Selected:
    """A line of the list: its application, the day of receipt if the list has it, ``due`` for the answer as the list
    states it, and the day of the notice that the list has for it."""

    line: int
    application: Application
    received: date | None = None
    due: date | None = None
    extended: bool = False
    notice: date | None = None


@define
class _Search:
    applicant: str
    organ: str
    wanted: Callable[[Application], bool]
    may_be: Callable[[date | None, str], bool]
    """Whether an application of that day and number, as far as they can be read, is one of those wanted."""
    found: list[Selected] = field(factory=list)
    bad: list[str] = field(factory=list)
    others: set[str] = field(factory=set)
    organs: set[str] = field(factory=set)
    seen: bool = False


def applications_of_month(
    path: Path,
    applicant: str,
    month: str,
    schedules: Schedules,
    asked: Asked,
    *,
    organ: str = "",
    progress: Callable[[int], None] = lambda count: None,
) -> tuple[Selected, ...]:
    """The applications of *applicant* in *month* (``2024-03``), by item and by volume, in the order of their lines.

    *organ* picks one where the list has those of several, unless they are counted together. Raises FeeError with what
    is missing: no such applicant or month, several organs, lines of this applicant that cannot be read.
    """
    search = _Search(
        applicant,
        organ,
        lambda one: f"{one.day:%Y-%m}" == month,
        lambda day, number: day is None or f"{day:%Y-%m}" == month,
    )
    return _found(search, path, schedules, asked, f"{month} 的申请", progress)


def application_of_number(
    path: Path,
    applicant: str,
    number: str,
    schedules: Schedules,
    asked: Asked,
    *,
    organ: str = "",
    progress: Callable[[int], None] = lambda count: None,
) -> Selected:
    """The application of *applicant* with that number; raises FeeError if there is none, or more than one."""
    search = _Search(
        applicant, organ, lambda one: one.number == number, lambda day, label: not label or label == number
    )
    found = _found(search, path, schedules, asked, f"编号为 {number} 的申请", progress)
    if len(found) > 1:
        lines = "、".join(str(one.line) for one in found[:MAX_TOLD])
        raise FeeError(f"{path.name}：申请 {number} 不止一行（第 {lines} 行），请只保留一行。")
    return found[0]


def _found(
    search: _Search, path: Path, schedules: Schedules, asked: Asked, what: str, progress: Callable[[int], None]
) -> tuple[Selected, ...]:
    layout: Layout | None = None
    for count, record in enumerate(records(path)):
        if layout is None:
            if record.problem:
                raise ReadError(f"{path.name}：第 {record.line} 行应为列名：{record.problem}。")
            layout = layout_of(record.fields, asked.month_day, path.name)
            continue
        _take(search, record, layout, schedules, asked)
        if count % STEP == 0:
            progress(count)
    if search.bad:
        more = f"等 {len(search.bad)} 行" if len(search.bad) > MAX_TOLD else ""
        raise FeeError(
            f"{path.name}：{search.applicant}的下列申请读不出，件数不能确定，不能生成通知："
            f"{'；'.join(search.bad[:MAX_TOLD])}{more}。请改正后再生成。"
        )
    organs = "、".join(sorted(name or "（空）" for name in search.organs)[:MAX_TOLD])
    if not search.found:
        raise FeeError(f"{path.name}：{_nothing(search, what, organs)}")
    if len({one.application.organ for one in search.found}) > 1 and not asked.pooled:
        raise FeeError(
            f"{path.name}：{search.applicant}{what}分属几个机关（{organs}），请用 --organ 写明是哪一个机关的通知，"
            "并补齐名单中空着的机关；合并计算的请用 --choose organs=all。"
        )
    return tuple(search.found)


def _nothing(search: _Search, what: str, organs: str) -> str:
    if not search.seen:
        return f"没有申请人 {search.applicant!r}{did_you_mean(search.applicant, search.others)}。"
    if search.organs:
        return f"没有{search.organ}收到的{search.applicant}{what}；名单中的机关是：{organs}。"
    return f"没有{search.applicant}{what}。请核对月份或编号。"


def _take(search: _Search, record: Record, layout: Layout, schedules: Schedules, asked: Asked) -> None:
    if record.problem:
        if search.applicant in record.text:
            search.bad.append(f"第 {record.line} 行 {record.problem}")
        return
    name = layout.get(record.fields, "applicant")
    if name != search.applicant:
        if len(search.others) < MAX_NAMES:
            search.others.add(name)
        return
    search.seen = True
    try:
        selected = _selected(record, layout, schedules, asked)
    except (ValueError, FeeError) as error:
        if search.may_be(_day_or_none(layout, record.fields), layout.get(record.fields, "number")):
            search.bad.append(f"第 {record.line} 行 {str(error).rstrip('。')}")
        return
    if not search.wanted(selected.application):
        return
    organ = selected.application.organ
    search.organs.add(organ)
    if search.organ and organ and organ != search.organ and not asked.pooled:
        return
    search.found.append(selected)
    if len(search.found) > MAX_ROWS:
        raise FeeError(f"{search.applicant}的申请超过 {MAX_ROWS} 件，不能写进一份通知。请用 gip fee list 计算。")


def _selected(record: Record, layout: Layout, schedules: Schedules, asked: Asked) -> Selected:
    row = row_of(record, layout, schedules, asked)
    days: Iterator[date | None] = (
        day_of(text) if (text := layout.get(record.fields, column)) else None
        for column in ("received", "due", "notice")
    )
    received, due, notice = days
    return Selected(
        record.line, row.application, received, due, yes(layout.get(record.fields, "extended"), "延期"), notice
    )


def _day_or_none(layout: Layout, fields: Sequence[str]) -> date | None:
    try:
        return day_of(layout.get(fields, layout.month_day))
    except ValueError:
        return None
