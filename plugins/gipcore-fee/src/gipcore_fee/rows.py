"""A record of a list as an application, or why it is none."""

from __future__ import annotations

from datetime import date

from attrs import field, frozen

from gipcore.errors import FeeError
from gipcore.rulesets import Schedules
from gipcore.schedules import ScheduleInForce
from gipcore_fee.applications import Application
from gipcore_fee.charges import Answers, standard_of
from gipcore_fee.columns import Layout, day_of, pages_of, standard_named, way_named, yes
from gipcore_fee.lines import Record

MAX_NAME = 200
"""Characters of a name or number."""


@frozen
class Asked:
    """How a list is to be read: the day of the notices if the rows have none, the region, the answers chosen."""

    on: date | None = None
    region: str = ""
    answers: Answers = field(factory=dict)

    @property
    def month_day(self) -> str:
        """The column whose day puts an application into a month."""
        return self.answers.get("month-day", "received")

    @property
    def pooled(self) -> bool:
        """Whether the applications to several organs are counted together."""
        return self.answers.get("organs") == "all"


@frozen
class Row:
    """An application of line ``line`` with the schedule that it is charged by and the day that decided so."""

    line: int
    application: Application
    in_force: ScheduleInForce
    on: date


def row_of(record: Record, layout: Layout, schedules: Schedules, asked: Asked) -> Row:
    """The application in *record*; raises ValueError or FeeError with what is wrong with it."""
    fields = record.fields
    if len(fields) > layout.width and any(value.strip() for value in fields[layout.width :]):
        raise ValueError(f"有 {len(fields)} 列，多于列名的 {layout.width} 列；含有分隔符的内容应加引号")
    applicant = layout.get(fields, "applicant")
    if not applicant:
        raise ValueError("没有申请人")
    number, organ = layout.get(fields, "number"), layout.get(fields, "organ")
    if max(len(applicant), len(number), len(organ)) > MAX_NAME:
        raise ValueError(f"名称或编号超过 {MAX_NAME} 个字符")
    day = _day(layout, fields, layout.month_day)
    if day is None:
        raise ValueError("没有日期，不能归入自然月")
    by_receipt = asked.answers.get("schedule-day") == "receipt"
    on = (None if by_receipt else _day(layout, fields, "notice") or asked.on) or day
    in_force = schedules.in_force(on, asked.region)
    schedule = in_force.schedule
    standard_of(schedule, "items", on)
    application = Application(
        applicant,
        day,
        number,
        standard_named(layout.get(fields, "standard"), schedule),
        pages_of(layout.get(fields, "pages")),
        way_named(layout.get(fields, "way"), schedule),
        organ,
        yes(layout.get(fields, "withdrawn"), "撤回"),
    )
    if application.standard != "items":
        if not application.pages:
            raise ValueError("按量计收应填写页数")
        standard = standard_of(schedule, application.standard, on)
        if standard.ways and application.way and application.way not in standard.ways:
            way = next(way.title for way in schedule.ways if way.id == application.way)
            raise FeeError(f"“{way}”不适用{standard.title}（{standard.ways_source}）")
    return Row(record.line, application, in_force, on)


def _day(layout: Layout, fields: tuple[str, ...], column: str) -> date | None:
    text = layout.get(fields, column)
    return day_of(text) if text else None
