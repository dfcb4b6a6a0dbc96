"""Fee schedules as dated, sourced data of the layers: what may be charged, and the arithmetic and days of it."""

from gipcore.schedules.in_force import ScheduleInForce
from gipcore.schedules.model import (
    Choice,
    Clause,
    Collection,
    NoticeText,
    Part,
    Price,
    PriceList,
    Procedure,
    Requirement,
    Schedule,
    Suspension,
    Term,
    Way,
)
from gipcore.schedules.standards import Bracket, Standard, Step, Tier
from gipcore.schedules.workdays import CalendarYear, LocalHolidays, WorkingDays, working_days

__all__ = [
    "Bracket",
    "CalendarYear",
    "Choice",
    "Clause",
    "Collection",
    "LocalHolidays",
    "NoticeText",
    "Part",
    "Price",
    "PriceList",
    "Procedure",
    "Requirement",
    "Schedule",
    "ScheduleInForce",
    "Standard",
    "Step",
    "Suspension",
    "Term",
    "Tier",
    "Way",
    "WorkingDays",
    "working_days",
]
