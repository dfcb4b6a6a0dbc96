"""``gip explain``: a file of explanations to fill in, for the findings that can be explained."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from gipcore.errors import GipError
from gipcore.reports import Level
from gipcore_cli.base import argument, command, option
from gipcore_cli.checking import Neighbours, checked, read_report
from gipcore_cli.options import CHILDREN, COMPANION, FORM, LEVEL, PREVIOUS, REGION, RULES, YEAR, ChildrenCommand
from gipcore_cli.session import Session


@command(
    "explain",
    cls=ChildrenCommand,
    help="为一份报告中可以说明的问题写一个情况说明文件，数字已填好，理由待填。已有的说明会带入。\n\n"
    "退出状态：0 已写出，或没有可说明的问题；2 不能读取或写出。",
    help_en="Write a file of explanations for a report, figures filled in, reasons empty. Those it has are kept.\n\n"
    "Exit status: 0 written, or nothing to explain; 2 not read or not written.",
)
@argument("file", metavar="FILE")
@option(
    "-o",
    "--output",
    type=Path,
    metavar="OUT",
    help="写到哪里；默认与报告放在一起，名称相同，以 .explanations.toml 结尾。",
    help_en="Where to; by default beside the report, under its name with .explanations.toml.",
)
@YEAR
@REGION
@LEVEL
@FORM
@PREVIOUS
@CHILDREN
@COMPANION
@RULES
@click.pass_obj
def explain(
    session: Session,
    file: Path,
    output: Path | None,
    year: int | None,
    region: str | None,
    level: Level | None,
    form: str | None,
    previous: Path | None,
    children: tuple[Path, ...],
    companion: tuple[Path, ...],
    rules: Path | None,
) -> int:
    """Write the file for *file*; returns the exit status."""
    from gipcore.engine import write_atomically
    from gipcore.explanation_drafts import draft
    from gipcore.explanations import beside

    target = output or beside(file)
    if target.exists():
        raise GipError(
            session.say(
                f"{target} 已存在，不覆盖其中的说明。请用 -o 写到另一个文件。",
                f"{target} exists and is not overwritten; give another file with -o.",
            )
        )
    engine = session.engine(rules)
    report = read_report(engine, file, form, year)
    neighbours = Neighbours.read(engine, previous, children, companion)
    outcome = checked(
        engine, report, file, neighbours, region=region, level=level, explanations=None, lang=session.lang
    )
    text = draft(outcome, engine.catalogue.forms[report.form], date.today(), session.lang)
    page = session.page()
    if text is None:
        page.add(session.say("没有可以说明的问题，不写文件。", "There is nothing to explain; no file was written."))
    else:
        write_atomically(target, text.encode("utf-8", "replace"))
        told = session.say(
            f"已写出 {target}。请填写理由和说明人，删去不作说明的条目，再用 gip check 检查。",
            f"Wrote {target}. Fill in reasons and authors, delete what is not explained, then gip check.",
        )
        page.add(told, hang=2)
    session.show(page)
    return 0
