"""A charged list written out row by row: as CSV, as JSON, as a table for the terminal."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from decimal import Decimal
from io import StringIO
from typing import Any

from gipcore.schedules import Schedule
from gipcore_fee.charges import chosen
from gipcore_fee.ledger import Entry, Ledger, MonthOfApplicant
from gipcore_fee.results import chosen_data, step_data

Write = Callable[[str], object]
HEADER = (
    *(
        "行",
        "机关",
        "申请人",
        "自然月",
        "编号",
        "日期",
        "标准",
        "页数",
        "当月第几件",
        "金额（元）",
        "依据",
        "适用规定",
        "问题",
    ),
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write_csv(ledger: Ledger, write: Write) -> Decimal:
    """A line for each application, then one for each line of the list that could not be charged; returns the total."""
    write("\ufeff" + _line(HEADER))
    total = Decimal(0)
    for group in ledger.months():
        schedule = group.in_force.schedule
        for entry in group.entries:
            write(_line(_fields(entry, group, schedule)))
        total += group.month.total
    for bad in ledger.rejected():
        write(_line([bad.line, *[""] * (len(HEADER) - 2), f"{bad.reason}：{bad.text}"]))
    return total


def _fields(entry: Entry, group: MonthOfApplicant, schedule: Schedule) -> list[object]:
    one = entry.charged.application
    sources = dict.fromkeys(step.source for step in entry.charged.steps if step.amount or len(entry.charged.steps) == 1)
    return [
        *(entry.line, one.organ, one.applicant, group.name, one.number, one.day, one.standard),
        one.pages if one.standard != "items" else "",
        "" if entry.charged.ordinal is None else entry.charged.ordinal,
        schedule.money(entry.charged.amount),
        "；".join(sources),
        schedule.id,
        "",
    ]


def _line(fields: Any) -> str:
    """A line of CSV; text that a spreadsheet would take for a formula is made plain text."""
    buffer = StringIO()
    safe = [f"'{value}" if isinstance(value, str) and value.startswith(_FORMULA) else value for value in fields]
    csv.writer(buffer, lineterminator="\r\n").writerow(safe)
    return buffer.getvalue()


def write_json(ledger: Ledger, write: Write, name: str) -> Decimal:
    """One object: the months with their applications and steps, the rejected lines, the total; returns that."""
    total = Decimal(0)
    write(f'{{\n"list": {_json(name)},\n"months": [')
    for number, group in enumerate(ledger.months()):
        write(",\n" if number else "\n")
        schedule = group.in_force.schedule
        head = {"organ": group.organ, "applicant": group.applicant, "month": group.name, "schedule": schedule.id}
        write(_json(head)[:-1] + ', "applications": [')
        for place, entry in enumerate(group.entries):
            write((", " if place else "") + _json(_entry_data(entry, schedule)))
        write("], " + _json(_sums(group))[1:])
        total += group.month.total
    write('\n],\n"rejected": [')
    for number, bad in enumerate(ledger.rejected()):
        write((",\n" if number else "\n") + _json({"line": bad.line, "reason": bad.reason, "text": bad.text}))
    used = ledger.schedules_used
    tail = {
        "total": used[0].schedule.money(total) if used else "0",
        "unit": "元",
        "count": ledger.count,
        "rejections": ledger.rejections,
        "schedule": used[0].schedule.id if len(used) == 1 else None,
        "schedules": [one.schedule.id for one in used],
        "choices": chosen_data(chosen(used[0].schedule, "items", ledger.asked.answers)) if used else [],
    }
    write("\n],\n" + _json(tail)[1:] + "\n")
    return total


def _entry_data(entry: Entry, schedule: Schedule) -> dict[str, Any]:
    one = entry.charged.application
    data: dict[str, Any] = {
        "line": entry.line,
        "organ": one.organ,
        "number": one.number,
        "day": str(one.day),
        "standard": one.standard,
        "ordinal": entry.charged.ordinal,
        "amount": schedule.money(entry.charged.amount),
        "steps": [step_data(step, schedule) for step in entry.charged.steps],
    }
    return (
        data
        | ({"pages": one.pages} if one.standard != "items" else {})
        | ({"withdrawn": True} if one.withdrawn else {})
    )


def _sums(group: MonthOfApplicant) -> dict[str, Any]:
    month, schedule = group.month, group.in_force.schedule
    return {
        "count": month.count,
        "by_items": month.by_items,
        "by_pages": month.by_pages,
        "steps": [{**step_data(step, schedule), "unit": unit} for unit, step in month.steps],
        "total": schedule.money(month.total),
    }


def _json(data: Any) -> str:
    """Text, whole numbers and null only: sums are text by now."""
    return json.dumps(data, ensure_ascii=False)


def charged_months(ledger: Ledger) -> Iterator[MonthOfApplicant]:
    """Every month with its sums ready."""
    for group in ledger.months():
        for _ in group.entries:
            pass
        yield group
