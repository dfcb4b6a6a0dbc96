"""``gip annotate``: the file that was checked, with the findings as comments at their cells."""

from __future__ import annotations

from pathlib import Path

import click

from gipcore.errors import GipError
from gipcore.outcomes import Checked
from gipcore.reports import Level
from gipcore.rules import SEVERITIES
from gipcore_cli.base import argument, command, option
from gipcore_cli.checking import Neighbours, checked, read_report
from gipcore_cli.options import (
    CHILDREN,
    COMPANION,
    EXPLANATIONS,
    FORM,
    LEVEL,
    PREVIOUS,
    REGION,
    RULES,
    YEAR,
    ChildrenCommand,
)
from gipcore_cli.session import Session


@command(
    "annotate",
    cls=ChildrenCommand,
    help="检查一份报告，把发现的问题作为批注写进它的副本，批注在有问题的单元格旁；原文件不变。\n\n"
    "退出状态：与 gip check 相同：0 没有错误；1 至少有一处错误；2 不能读取、不能查全或不能写出。",
    help_en="Check a report and write a copy of its file with the findings as comments at their cells.\n\n"
    "Exit status, that of gip check: 0 no error; 1 at least one error; 2 not read, not wholly checked or not written.",
)
@argument("file", metavar="FILE")
@option(
    "-o",
    "--output",
    type=Path,
    required=True,
    metavar="OUT",
    help="带批注的文件写到哪里。",
    help_en="Where to write the annotated file.",
)
@YEAR
@REGION
@LEVEL
@FORM
@PREVIOUS
@CHILDREN
@COMPANION
@RULES
@EXPLANATIONS
@click.pass_obj
def annotate(
    session: Session,
    file: Path,
    output: Path,
    year: int | None,
    region: str | None,
    level: Level | None,
    form: str | None,
    previous: Path | None,
    children: tuple[Path, ...],
    companion: tuple[Path, ...],
    rules: Path | None,
    explanations: Path | None,
) -> int:
    """Write the annotated *file* to *output*; returns the exit status of the check."""
    from gipcore.engine import write_atomically

    if output.exists() and file.exists() and output.samefile(file):
        raise GipError(
            session.say(
                f"{output.name} 就是输入文件，不能覆盖。请换一个输出文件名。",
                f"{output.name} is the input; give another name.",
            )
        )
    engine = session.engine(rules)
    report = read_report(engine, file, form, year)
    neighbours = Neighbours.read(engine, previous, children, companion)
    outcome = checked(
        engine, report, file, neighbours, region=region, level=level, explanations=explanations, lang=session.lang
    )
    write_atomically(output, engine.annotate(file, outcome, lang=session.lang))
    counts = {severity: sum(f.severity == severity for f in outcome.findings) for severity in SEVERITIES}
    page = session.page()
    told = session.say(
        "已写出 {}，批注：错误 {error} 处、警告 {warning} 处、提示 {info} 处。",
        "Wrote {}, with {error} error(s), {warning} warning(s), {info} hint(s) as comments.",
    ).format(output, **counts)
    page.add(told, hang=2)
    session.show(page)
    return Checked(str(file), outcome).exit_status
