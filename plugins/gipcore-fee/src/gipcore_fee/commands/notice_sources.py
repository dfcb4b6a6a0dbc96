"""What a notice is made from: a count, a list, a file of what stays the same in an office's notices."""

from __future__ import annotations

from pathlib import Path

from attrs import evolve

from gipcore.codec import parse_toml, structure
from gipcore.engine import Engine
from gipcore.errors import FeeError, ReadError
from gipcore.limits import check_size
from gipcore.schedules import ScheduleInForce
from gipcore_cli.session import Session
from gipcore_fee.charges import charge
from gipcore_fee.commands.progress import Progress
from gipcore_fee.listed import month_charge
from gipcore_fee.notice import Details, Notice, make_notice
from gipcore_fee.rows import Asked
from gipcore_fee.selection import application_of_number, applications_of_month

MAX_DETAILS = 1_000_000
"""Bytes of a file of details."""


def from_count(
    session: Session, engine: Engine, items: int | None, pages: int | None, details: Details, asked: Asked
) -> Notice:
    """The notice on a count of items or of pages; raises FeeError."""
    in_force = _in_force(session, engine, details, asked)
    if (items is None) == (pages is None):
        clause = in_force.schedule.one_standard
        why = (
            f"{clause.text}（{clause.source}）"
            if clause and items is not None
            else "请写 --items 或 --pages，或者 --list。"
        )
        raise FeeError(session.say(f"一份通知只按一种标准收费：{why}", f"A notice goes by one standard: {why}"))
    standard, count = ("items", items) if items is not None else ("pages", pages)
    assert details.on is not None
    found = charge(in_force, standard, count or 0, details.on, received=details.received, answers=asked.answers)
    return make_notice(found, details, engine.catalogue.schedules)


def from_list(
    session: Session,
    engine: Engine,
    path: Path,
    month: str | None,
    items: int | None,
    pages: int | None,
    details: Details,
    asked: Asked,
) -> Notice:
    """The notice on the month of an applicant in a list, or on one application of it; raises FeeError."""
    if items is not None or pages is not None:
        raise FeeError(
            session.say("件数和页数从名单中取，不要另写 --items、--pages。", "--items and --pages come from the list.")
        )
    if not details.applicant or (month is None) == (not details.application):
        raise FeeError(
            session.say(
                "从名单生成通知，请写 --applicant，并写 --month（当月按件的）或 --application（一件按量的）之一。",
                "From a list, state --applicant and one of --month (by item) and --application (one by volume).",
            )
        )
    schedules, progress = engine.catalogue.schedules, Progress(session)
    if month is not None:
        in_force = _in_force(session, engine, details, asked)
        assert details.on is not None
        selected = applications_of_month(
            path, details.applicant, month, schedules, asked, organ=details.organ, progress=progress.tell
        )
        progress.end()
        found, listed = month_charge(selected, in_force, details.on, asked.answers)
        return make_notice(found, details, schedules, listed)
    one = application_of_number(
        path, details.applicant, details.application, schedules, asked, organ=details.organ, progress=progress.tell
    )
    progress.end()
    if one.application.standard == "items":
        raise FeeError(
            f"申请 {details.application}（第 {one.line} 行）按件计收，同当月其他申请一起计算，"
            f"请用 --month {one.application.day:%Y-%m}。"
        )
    details = evolve(
        details,
        received=details.received or one.received,
        due=details.due or one.due,
        extended=details.extended or one.extended,
    )
    return from_count(session, engine, None, one.application.pages, details, asked)


def _in_force(session: Session, engine: Engine, details: Details, asked: Asked) -> ScheduleInForce:
    """The schedule of the day that decides: that of the notice, or of receipt if that was chosen."""
    day = details.on
    if asked.answers.get("schedule-day") == "receipt":
        if details.received is None:
            raise FeeError(
                session.say(
                    "schedule-day=receipt 需要 --received（收到申请之日）。", "schedule-day=receipt needs --received."
                )
            )
        day = details.received
    assert day is not None
    return engine.catalogue.schedules.in_force(day, asked.region)


def details_of(file: Path | None) -> Details:
    """What a TOML file states, nothing without one; raises ReadError or DataError with all that is wrong in it."""
    if file is None:
        return Details()
    try:
        check_size(file.stat().st_size, "字节数", MAX_DETAILS)
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{file.name} 不是 UTF-8 编码，请另存为 UTF-8。") from None
    except OSError as error:
        raise ReadError(f"打不开文件 {file}（{error.strerror}）。") from None
    return structure(parse_toml(text, file.name), Details, file.name)
