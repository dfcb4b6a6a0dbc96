"""``gip convert``: any readable format to any writable one, and an honest word about what did not survive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gipcore.errors import GipError
from gipcore.reports import Report
from gipcore.values import Unreadable
from gipcore_cli.base import argument, command
from gipcore_cli.options import FORM
from gipcore_cli.session import Session

if TYPE_CHECKING:
    from gipcore.engine import Engine


@command(
    "convert",
    help="把一份报告转换成另一种格式，格式由扩展名决定。JSON 和 TOML 不丢失任何内容。\n\n"
    "退出状态：0 已转换；2 不能转换，或者有无法识别的单元格（文件仍会写出）。",
    help_en="Convert a report to another format, given by the extension. JSON and TOML lose nothing.\n\n"
    "Exit status: 0 converted; 2 not converted, or with unreadable cells (the file is written all the same).",
)
@argument("source", metavar="IN")
@argument("target", metavar="OUT")
@FORM
@click.pass_obj
def convert(session: Session, source: Path, target: Path, form: str | None) -> int:
    """Convert *source* to *target*; returns the exit status."""
    if target.exists() and source.exists() and target.samefile(source):
        raise GipError(
            session.say(
                f"{target.name} 就是输入文件，不能覆盖。请换一个输出文件名。",
                f"{target.name} is the input; give another name.",
            )
        )
    engine = session.engine()
    report = engine.read(source, form=form)
    engine.write(report, target)
    page = session.page()
    page.add(session.say(f"已写出 {target}", f"Wrote {target}"))
    for line in losses(report, target, engine, session):
        page.add(line, indent=2, hang=2)
    session.show(page)
    unreadable = sum(isinstance(value, Unreadable) for value in report.cells.values())
    if unreadable:
        session.complain(
            session.say(
                f"有 {unreadable} 个单元格无法识别，已按原文写出。用 gip show {source} 查看是哪些。",
                f"{unreadable} cells are unreadable and were written as they stand. gip show {source} shows which.",
            )
        )
        return 2
    return 0


def losses(report: Report, target: Path, engine: Engine, session: Session) -> list[str]:
    """What is not in *target* that is in *report*, in words; found out by reading the file again."""
    try:
        again = engine.read(target, form=report.form)
    except GipError as error:
        return [session.say(f"未能读回核对：{error}", f"It could not be read back: {error}")]
    lost = []
    cells = [id_ for id_, value in report.cells.items() if not _same(value, again.cells.get(id_))]
    if cells:
        lost.append(session.say(f"{len(cells)} 个单元格", f"{len(cells)} cells"))
    sections = [key for key, text in report.sections.items() if _words(again.sections.get(key, "")) != _words(text)]
    if sections:
        lost.append(session.say(f"{len(sections)} 个部分的文字", f"the text of {len(sections)} sections"))
    for zh, en, before, after in (
        ("标题", "title", report.title, again.title),
        ("署名", "signature", report.signature, again.signature),
        ("日期", "date", report.signed_on, again.signed_on),
        ("年度", "year", report.year, again.year),
    ):
        if before and before != after:
            lost.append(session.say(zh, en))
    if not lost:
        return []
    told = session.say("、".join(lost), ", ".join(lost))
    return [
        session.say(
            f"该格式未能保留：{told}。需要全部内容时请用 .json 或 .toml。",
            f"The format lost: {told}. Use .json or .toml to keep all.",
        )
    ]


def _same(before: object, after: object) -> bool:
    if isinstance(before, Unreadable) and isinstance(after, Unreadable):
        return before.raw == after.raw
    return type(before) is type(after) and getattr(before, "value", None) == getattr(after, "value", None)


def _words(text: str) -> str:
    return "".join(text.split())
