"""``gip fee list``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import click

from gipcore_cli.base import ChoiceType, argument, command, option
from gipcore_cli.page import inline, safe
from gipcore_cli.session import Session
from gipcore_fee.commands.options import CHOOSE, ON, REGION, RULES, answers_of, options, region_of
from gipcore_fee.commands.progress import Progress
from gipcore_fee.ledger import Ledger, MonthOfApplicant

MAX_SHOWN = 20
"""Rejected lines that are told one by one."""


@command(
    "list",
    help="按名单计算：每行一件申请（CSV，第一行为列名：申请人、收到日期，可有编号、收费方式、页数、获取方式、撤回、机关、通知日期）。\n\n"
    "例：gip fee list 申请.csv --format csv > 收费.csv\n\n退出状态：0 各行都已计算；2 有的行不能计算。",
    help_en="For a list, one application a line (CSV with a header: applicant, received; also number, standard, pages, "
    "way, withdrawn, organ, notice).\n\nExample: gip fee list applications.csv --format csv > fees.csv\n\n"
    "Exit status: 0 every line was charged; 2 some lines could not be.",
)
@argument("file", metavar="FILE")
@options(ON, REGION, CHOOSE, RULES)
@option(
    "--format",
    "format_",
    type=ChoiceType(["text", "csv", "json"]),
    default="text",
    metavar="text|csv|json",
    help="text 按申请人和月列出收费的；csv 每件申请一行；json 全部。",
    help_en="text: the months with a fee; csv: a line for each application; json: everything.",
)
@click.pass_obj
def listing(
    session: Session, file: Path, on: date | None, region: str, answers: Sequence[str], rules: Path | None, format_: str
) -> int:
    """Charge the applications of a list; returns the exit status."""
    from gipcore_fee.charges import chosen
    from gipcore_fee.list_output import write_csv, write_json
    from gipcore_fee.rows import Asked

    engine = session.engine(rules)
    picked = answers_of(answers, session)
    asked = Asked(on, region_of(region, engine, on or date.today()), picked)
    with Ledger(engine.catalogue.schedules, asked) as ledger:
        if picked:
            chosen(engine.catalogue.schedules.in_force(on or date.today(), asked.region).schedule, "items", picked)
        progress = Progress(session)
        ledger.read(file, progress.tell)
        progress.end()
        if format_ == "csv":
            write_csv(ledger, _echo)
        elif format_ == "json":
            write_json(ledger, _echo, file.name)
        else:
            _print(ledger, session)
        _complain(ledger, session)
        return 2 if ledger.rejections else 0


def _echo(text: str) -> None:
    click.echo(text.encode(), nl=False)


def _print(ledger: Ledger, session: Session) -> None:
    """The months with a fee, each with its steps, then the sums."""
    from gipcore_fee.charges import chosen
    from gipcore_fee.list_output import charged_months
    from gipcore_fee.pages import chosen_lines, schedule_lines

    total, free, fees = Decimal(0), 0, 0
    for group in charged_months(ledger):
        total += group.month.total
        if not group.month.total:
            free += 1
            continue
        fees += 1
        click.echo(_row(group))
        click.echo("    " + _steps(group))
    page = session.page()
    page.blank()
    used = ledger.schedules_used
    money = used[0].schedule.money(total) if used else "0"
    page.add(session.say("合计：", "Total: "), (f"{money} 元", "bold"))
    page.add(
        session.say(
            f"{ledger.count} 件申请，{fees + free} 个申请人月，其中 {fees} 个收费，{free} 个不收费。",
            f"{ledger.count} applications, {fees + free} months of applicants: {fees} with a fee, {free} without.",
        )
    )
    for in_force in used:
        schedule_lines(page, in_force, session)
        chosen_lines(page, chosen(in_force.schedule, "items", ledger.asked.answers), session)
    session.show(page)


def _row(group: MonthOfApplicant) -> str:
    month, schedule = group.month, group.in_force.schedule
    names = "  ".join(safe(inline(name)) for name in (group.organ, group.applicant) if name)
    counts = f"{month.by_items} 件" + (f"，另按量 {month.by_pages} 件" if month.by_pages else "")
    return f"{names}  {group.name}  {counts}  {schedule.money(month.total)} 元"


def _steps(group: MonthOfApplicant) -> str:
    money = group.in_force.schedule.money
    steps = [
        f"{step.count}{unit}×{money(step.price)}={money(step.amount)}（{step.source}）"
        for unit, step in group.month.steps
    ]
    shown = steps if len(steps) <= MAX_SHOWN else [*steps[:MAX_SHOWN], f"……（另 {len(steps) - MAX_SHOWN} 步）"]
    return " + ".join(shown)


def _complain(ledger: Ledger, session: Session) -> None:
    if not ledger.rejections:
        return
    count = ledger.rejections
    lines = [session.say(f"{count} 行没有计算：", f"{count} lines were not charged:")]
    for number, bad in enumerate(ledger.rejected()):
        if number == MAX_SHOWN:
            more = f"另有 {count - number} 行，用 --format csv 或 json 列出全部。"
            lines.append(session.say(more, f"and {count - number} more; --format csv or json lists all."))
            break
        lines.append(session.say(f"第 {bad.line} 行：", f"line {bad.line}: ") + f"{bad.reason}（{safe(bad.text)}）")
    session.complain("\n".join(lines))
