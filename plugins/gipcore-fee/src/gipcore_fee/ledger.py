"""A list of any number of applications, charged in bounded memory.

The rows are put aside in a temporary database of their own, which sorts them by applicant, month, day and number
however they came, and gives them back one by one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path
from typing import Any

from attrs import define, field, frozen

from gipcore.errors import FeeError, ReadError
from gipcore.rulesets import Schedules
from gipcore.schedules import ScheduleInForce
from gipcore_fee.applications import Application, Charged, Month, natural
from gipcore_fee.columns import Layout, layout_of
from gipcore_fee.lines import Record, records
from gipcore_fee.rows import Asked, Row, row_of

STEP = 10_000
"""Rows after which progress is told."""
_TABLES = """
create table rows (
    line integer, organ text, pool text, applicant text, month text, schedule text, day text, sort text, number text,
    standard text, pages integer, way text, withdrawn integer
);
create unique index numbers on rows (organ, applicant, number) where number <> '';
create table rejected (line integer, reason text, text text);
"""
_ORDER = "pool, applicant, month, schedule, day, sort, standard, pages, withdrawn, line"


@frozen
class Rejected:
    """A line that could not be charged, and why."""

    line: int
    reason: str
    text: str


@frozen
class Entry:
    """A charged application and the line it stood in."""

    line: int
    charged: Charged


@define
class MonthOfApplicant:
    """The applications of one applicant in one month: iterate over ``entries`` once, then ``month`` has the sums."""

    organ: str
    applicant: str
    name: str
    """The month, ``2024-03``."""
    in_force: ScheduleInForce
    month: Month
    entries: Iterator[Entry]


@define
class Ledger:
    """The rows of one list. Close it, or use it as a context, to drop the temporary database."""

    schedules: Schedules
    asked: Asked
    count: int = 0
    """Rows charged."""
    rejections: int = 0
    _database: sqlite3.Connection = field(init=False)
    _in_force: dict[str, ScheduleInForce] = field(factory=dict, init=False)
    _on: dict[str, date] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        # Without a name SQLite keeps a database in a temporary file that goes when it is closed.
        self._database = sqlite3.connect("", isolation_level=None)
        self._database.execute("pragma journal_mode = off")
        self._database.execute("pragma synchronous = off")
        self._database.executescript(_TABLES)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    @property
    def schedules_used(self) -> tuple[ScheduleInForce, ...]:
        """The schedules by which rows were charged, sorted by id."""
        return tuple(self._in_force[id_] for id_ in sorted(self._in_force))

    def read(self, path: Path, progress: Callable[[int], None] = lambda count: None) -> None:
        """Take in a file; *progress* is told the number of rows read. Raises ReadError if it is no list."""
        layout: Layout | None = None
        self._database.execute("begin")
        for record in records(path):
            if layout is None:
                if record.problem:
                    raise ReadError(f"{path.name}：第 {record.line} 行应为列名：{record.problem}。")
                layout = layout_of(record.fields, self.asked.month_day, path.name)
                continue
            self._take(record, layout)
            if (self.count + self.rejections) % STEP == 0:
                progress(self.count + self.rejections)
        self._database.execute("commit")
        progress(self.count + self.rejections)

    def _take(self, record: Record, layout: Layout) -> None:
        try:
            if record.problem:
                raise ValueError(record.problem)
            self._put(row_of(record, layout, self.schedules, self.asked))
            self.count += 1
        except (ValueError, FeeError) as error:
            text = record.text or ",".join(record.fields)
            values = (
                record.line,
                str(error).rstrip("。"),
                text.replace("\n", " ")[:200].encode(errors="replace").decode(),
            )
            self._database.execute("insert into rejected values (?, ?, ?)", values)
            self.rejections += 1

    def _put(self, row: Row) -> None:
        one = row.application
        schedule = row.in_force.schedule.id
        self._in_force.setdefault(schedule, row.in_force)
        self._on.setdefault(schedule, row.on)
        pool = "" if self.asked.pooled else one.organ
        values = (
            *(row.line, one.organ, pool, one.applicant, f"{one.day:%Y-%m}", schedule, one.day.isoformat()),
            *(natural(one.number), one.number, one.standard, one.pages, one.way, one.withdrawn),
        )
        try:
            self._database.execute(f"insert into rows values ({', '.join('?' * len(values))})", values)
        except sqlite3.IntegrityError:
            raise FeeError(self._twice(row)) from None

    def _twice(self, row: Row) -> str:
        one = row.application
        query = "select line, standard from rows where organ = ? and applicant = ? and number = ?"
        line, standard = self._database.execute(query, (one.organ, one.applicant, one.number)).fetchone()
        clause = row.in_force.schedule.one_standard
        if standard != one.standard and clause:
            return f"申请 {one.number} 在第 {line} 行已按另一种标准收费：{clause.text}（{clause.source}）"
        return f"申请 {one.number} 与第 {line} 行重复"

    def months(self) -> Iterator[MonthOfApplicant]:
        """Each applicant's months in order; the entries of one must be used up before the next."""
        cursor = self._database.execute(f"select * from rows order by {_ORDER}")
        for (pool, applicant, name, schedule), rows in groupby(cursor, key=lambda row: (row[2], *row[3:6])):
            in_force = self._in_force[schedule]
            month = Month(in_force.schedule, self._on[schedule], self.asked.answers)
            yield MonthOfApplicant(pool, applicant, name, in_force, month, (_entry(row, month) for row in rows))

    def rejected(self) -> Iterator[Rejected]:
        """The lines that could not be charged, in their order."""
        for row in self._database.execute("select * from rejected order by line"):
            yield Rejected(*row)


def _entry(row: tuple[Any, ...], month: Month) -> Entry:
    line, organ, _, applicant, _, _, day, _, number, standard, pages, way, withdrawn = row
    one = Application(applicant, date.fromisoformat(day), number, standard, pages, way, organ, bool(withdrawn))
    return Entry(line, month.charge(one))
