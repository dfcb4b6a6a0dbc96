"""``gip show``: the recognised report as the official tables, with what is wrong marked at its cell."""

from __future__ import annotations

from pathlib import Path

import click

from gipcore_cli.base import argument, command
from gipcore_cli.explaining import with_explanations
from gipcore_cli.options import FORM
from gipcore_cli.session import Session


@command(
    "show",
    help="在终端中显示识别出的报告：标题、机关、各部分文字的开头和三张表，并标出有问题的单元格。",
    help_en="Show the report as it was recognised: title, issuer, sections and tables, cells with findings marked.",
)
@argument("file", metavar="FILE")
@FORM
@click.pass_obj
def show(session: Session, file: Path, form: str | None) -> int:
    """Show *file*; returns the exit status, that of a check."""
    from gipcore.outcomes import Checked
    from gipcore_cli.report_text import report_page

    engine = session.engine()
    report = engine.read(file, form=form)
    outcome = with_explanations(engine.check(report, lang=session.lang), file, None, engine, session.lang)
    page = session.page()
    ascii_only = not session.out.encoding.startswith("utf")
    form_of_report = engine.catalogue.forms[report.form]
    report_page(page, outcome, form_of_report, session.lang, name=file.name, ascii_only=ascii_only)
    session.show(page)
    return Checked(str(file), outcome).exit_status
