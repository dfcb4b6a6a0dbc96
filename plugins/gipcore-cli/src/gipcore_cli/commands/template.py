"""``gip template``: the official form of a year, blank, in any format that can be written."""

from __future__ import annotations

from pathlib import Path

import click

from gipcore.errors import GipError
from gipcore_cli.base import argument, command, option
from gipcore_cli.session import Session


@command(
    "template",
    help="写出空白的法定表样，格式由扩展名决定；已有的文件不覆盖。\n\n例：gip template --form cn-2021 空表.docx",
    help_en="Write the official form, blank, in the format of the extension; no file is overwritten.\n\n"
    "Example: gip template --form cn-2021 blank.docx",
)
@argument("target", metavar="OUT")
@option(
    "--form",
    default="cn-2021",
    metavar="FORM",
    help="哪一种表样：cn-2021（2021 年度起，默认）、cn-2019、cn-2014 等。",
    help_en="Which form: cn-2021 (from report year 2021, the default), cn-2019, cn-2014 …",
)
@click.pass_obj
def template(session: Session, target: Path, form: str) -> int:
    """Write the blank *form* to *target*; returns the exit status."""
    from gipcore.reports import Report
    from gipcore.values import Blank

    if target.exists():
        raise GipError(
            session.say(f"{target} 已存在，不覆盖。请换一个文件名。", f"{target} exists; give another name.")
        )
    engine = session.engine()
    official = engine.form(form)
    engine.write(Report(form, dict.fromkeys(official.cells, Blank()), title=official.document_title), target)
    page = session.page()
    page.add(session.say(f"已写出 {target}：{official.title}。", f"Wrote {target}: {official.title}."), hang=2)
    session.show(page)
    return 0
