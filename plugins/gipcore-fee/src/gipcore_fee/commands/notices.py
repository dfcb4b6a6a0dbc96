"""``gip fee notice`` and ``gip fee dates``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click
from attrs import evolve, fields

from gipcore.errors import FeeError, WriteError
from gipcore_cli.base import ChoiceType, command, option
from gipcore_cli.session import Session
from gipcore_fee.commands.options import (
    CHOOSE,
    FORMAT,
    REGION,
    RULES,
    Count,
    Day,
    Month,
    answers_of,
    options,
    region_of,
)

DETAILS = options(
    option("--organ", metavar="NAME", help="行政机关全称。", help_en="Full name of the office."),
    option("--applicant", metavar="NAME", help="申请人。", help_en="The applicant."),
    option("--application", metavar="TEXT", help="申请的名称或编号。", help_en="Name or number of the application."),
    option(
        "--received", type=Day(), metavar="DATE", help="收到申请之日。", help_en="When the application was received."
    ),
    option("--on", type=Day(), metavar="DATE", help="通知日期。", help_en="Day of the notice."),
    option(
        "--served", type=Day(), metavar="DATE", help="申请人收到通知之日。", help_en="When the applicant receives it."
    ),
    option("--due", type=Day(), metavar="DATE", help="答复期限的最后一日。", help_en="Last day for the answer."),
    option("--extended", is_flag=True, help="答复期限已延长。", help_en="The time for the answer was extended."),
    option("--number", metavar="TEXT", help="通知的文号。", help_en="Document number of the notice."),
    option("--delivery", metavar="TEXT", help="送达途径。", help_en="How the notice is delivered."),
    option("--payee", metavar="NAME", help="收款人。", help_en="Payee."),
    option("--bank", metavar="NAME", help="开户银行。", help_en="Bank."),
    option("--account", metavar="NUMBER", help="账号。", help_en="Account."),
    option("--code", metavar="CODE", help="缴款码。", help_en="Payment code."),
    option(
        "--payment", multiple=True, metavar="TEXT", help="其他缴纳办法；可多次使用。", help_en="Another way to pay."
    ),
    option("--contact", metavar="TEXT", help="联系人和电话。", help_en="Whom to ask."),
    option("--provisional", is_flag=True, help="预估数额，多退少补。", help_en="The sum is provisional."),
)


@command(
    "notice",
    help="生成收费通知：可打印的网页（.html）或文本（.txt）。机关的固定内容可写在 TOML 文件中，用 --details 指明。\n\n"
    "例：gip fee notice --pages 260 --details 本机关.toml --applicant 张某 --application 2024-12号 "
    "--received 2024-03-01 --on 2024-03-20 -o 通知.html\n\n"
    "从名单生成：--list 名单.csv --applicant 张某 --month 2024-03 是该申请人当月按件计收的通知，逐件列出；"
    "--list 名单.csv --applicant 张某 --application 2024-12号 是名单中一件按量计收的申请的通知。",
    help_en="The fee notice as a page to print (.html) or as text (.txt). What stays the same may stand in a TOML "
    "file, named with --details.\n\n"
    "From a list: --list FILE --applicant NAME --month 2024-03 is the notice on the month by item, one by one; "
    "--list FILE --applicant NAME --application NUMBER that on one application by volume.",
)
@option("--items", type=Count(), metavar="COUNT", help="按件：当月件数。", help_en="By items: how many in the month.")
@option("--pages", type=Count(), metavar="COUNT", help="按量：页数。", help_en="By volume: how many pages.")
@option(
    "--list",
    "list_",
    type=Path,
    metavar="FILE",
    help="名单（同 gip fee list），从中取申请人的申请。",
    help_en="A list as for gip fee list, from which the applications are taken.",
)
@option("--month", type=Month(), metavar="YYYY-MM", help="名单中的自然月。", help_en="The calendar month in the list.")
@option(
    "--details", "file", type=Path, metavar="FILE", help="通知内容的 TOML 文件。", help_en="Details as a TOML file."
)
@DETAILS
@options(REGION, CHOOSE, RULES)
@option("-o", "--output", type=Path, metavar="FILE", help="写入文件。", help_en="Write to a file.")
@option(
    "--format",
    "format_",
    type=ChoiceType(["text", "html"]),
    metavar="text|html",
    help="格式；默认依输出文件的扩展名。",
    help_en="Format; by the extension of the output otherwise.",
)
@click.pass_obj
def notice(
    session: Session,
    /,
    items: int | None,
    pages: int | None,
    list_: Path | None,
    month: str | None,
    file: Path | None,
    region: str,
    answers: tuple[str, ...],
    rules: Path | None,
    output: Path | None,
    format_: str | None,
    **stated: Any,
) -> int:
    """Write a notice; returns the exit status."""
    from gipcore.engine import write_atomically
    from gipcore_fee.commands.notice_sources import details_of, from_count, from_list
    from gipcore_fee.notice_html import notice_html
    from gipcore_fee.notice_text import notice_text
    from gipcore_fee.rows import Asked

    engine = session.engine(rules)
    details = evolve(details_of(file), **{name: value for name, value in stated.items() if value})
    on = details.on or date.today()
    details = evolve(details, on=on)
    asked = Asked(on, region_of(region, engine, on), answers_of(answers, session))
    if list_ is not None:
        made = from_list(session, engine, list_, month, items, pages, details, asked)
    else:
        if month is not None:
            raise FeeError(session.say("--month 要同 --list 一起用。", "--month needs --list."))
        made = from_count(session, engine, items, pages, details, asked)
    html = format_ == "html" or (format_ is None and output is not None and output.suffix.lower() in (".html", ".htm"))
    text = notice_html(made) if html else notice_text(made)
    if output is None:
        click.echo(text.encode(errors="replace"), nl=False)
    else:
        if format_ is None and not html and output.suffix.lower() not in (".txt", ".text", ".md"):
            raise WriteError(f"不能写成 {output.suffix or output.name!r}。可以写成：.html、.txt。")
        write_atomically(output, text.encode(errors="replace"))
        session.complain(session.say(f"已写出 {output}", f"Wrote {output}"))
    for warning in made.warnings:
        session.complain("! " + warning)
    return 0


@command(
    "dates",
    help="期限：收到申请之日起的答复（收费通知）期限、收到通知之日起的缴费期限、缴费之日起重新计算的答复期限。\n\n"
    "例：gip fee dates --received 2024-01-22 --served 2024-02-09 --paid 2024-03-01",
    help_en="Time limits: for the answer (and the fee notice) from receipt, for payment from the day the notice was "
    "received, for the answer anew from payment.\n\n"
    "Example: gip fee dates --received 2024-01-22 --served 2024-02-09 --paid 2024-03-01",
)
@option("--received", type=Day(), metavar="DATE", help="收到申请之日。", help_en="When the application was received.")
@option("--extended", is_flag=True, help="答复期限已延长。", help_en="The time for the answer was extended.")
@option("--served", type=Day(), metavar="DATE", help="申请人收到通知之日。", help_en="When the applicant received it.")
@option("--paid", type=Day(), metavar="DATE", help="完成缴费之日。", help_en="When payment was complete.")
@options(REGION, RULES, FORMAT)
@click.pass_obj
def dates(
    session: Session,
    received: date | None,
    extended: bool,
    served: date | None,
    paid: date | None,
    region: str,
    rules: Path | None,
    format_: str,
) -> int:
    """Print the last days; returns the exit status."""
    from gipcore_fee.deadlines import Deadline, deadlines

    given = received or served or paid
    if given is None:
        raise FeeError(
            session.say(
                "请写明 --received、--served、--paid 中的至少一个日期。", "state --received, --served or --paid."
            )
        )
    engine = session.engine(rules)
    found = deadlines(
        engine.catalogue.schedules,
        region=region_of(region, engine, given),
        received=received,
        extended=extended,
        served=served,
        paid=paid,
    )
    if format_ == "json":
        from gipcore.codec import to_json

        names = [field.name for field in fields(Deadline)]
        steps = [{n: v if isinstance(v := getattr(step, n), int) else str(v) for n in names} for step in found.steps]
        click.echo(to_json({"deadlines": steps, "remarks": list(found.remarks)}).encode())
        return 0
    page = session.page()
    for step in found.steps:
        count = session.say(
            f"（从 {step.start} 的次日起第 {step.working_days} 个工作日）",
            f" (working day {step.working_days} after {step.start})",
        )
        page.add((str(step.last), "bold"), f"  {step.title}{count}  ", (step.source, "dim"), hang=12)
        if step.unsourced:
            page.add(("! ", "yellow"), step.unsourced, indent=12, hang=2)
    for remark in found.remarks:
        page.add(("! ", "yellow"), remark, hang=2)
    session.show(page)
    return 0
