"""``gip check``: reads, recognises, checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gipcore.codec import did_you_mean
from gipcore.errors import GipError
from gipcore.outcomes import Checked
from gipcore.reports import Level
from gipcore_cli.base import argument, command, option
from gipcore_cli.checking import Neighbours, checked, read_report
from gipcore_cli.options import (
    CHILDREN,
    COMPANION,
    EXPLANATIONS,
    FORM,
    ISOLATE,
    LEVEL,
    PREVIOUS,
    REGION,
    RULES,
    YEAR,
    ChildrenCommand,
)
from gipcore_cli.results import print_text
from gipcore_cli.session import Session, reason_of

if TYPE_CHECKING:
    from gipcore.engine import Engine

TEXT = "text"


@command(
    "check",
    cls=ChildrenCommand,
    help="检查一份或多份年度报告：读取、识别表格、按当年当地的规则检查。\n\n"
    "退出状态：0 没有错误；1 至少有一处错误；2 有文件不能读取或不能查全，或用法错误。",
    help_en="Check annual reports: read them, recognise the tables, apply the rules of the year and the region.\n\n"
    "Exit status: 0 no error; 1 at least one error; 2 something could not be read or checked, or wrong usage.",
)
@argument("files", metavar="FILE", nargs=-1, required=True)
@YEAR
@REGION
@LEVEL
@FORM
@PREVIOUS
@CHILDREN
@COMPANION
@RULES
@EXPLANATIONS
@ISOLATE
@option(
    "--format",
    "format_",
    default=TEXT,
    metavar="text|json|…",
    help="输出格式：text、json，以及插件提供的格式，如 sarif、junit；gip plugins list 列出全部。",
    help_en="Output format: text, json, and those of plugins, such as sarif and junit; gip plugins list shows all.",
)
@click.pass_obj
def check(
    session: Session,
    files: tuple[Path, ...],
    year: int | None,
    region: str | None,
    level: Level | None,
    form: str | None,
    previous: Path | None,
    children: tuple[Path, ...],
    companion: tuple[Path, ...],
    rules: Path | None,
    explanations: Path | None,
    isolate: bool,
    format_: str,
) -> int:
    """Check each of *files*; returns the exit status."""
    if len(files) > 1 and (previous or children or companion or explanations):
        raise click.UsageError(
            session.say(
                "--previous、--children、--companion 和 --explanations 只能与一个文件同用",
                "--previous, --children, --companion and --explanations go with one file only",
            )
        )
    engine = session.engine(rules)
    if isolate:
        engine = engine.isolated()
    if format_ != TEXT and format_ not in engine.outcome_writers:
        raise _unknown(format_, engine, session)
    if form is not None:
        engine.form(form)
    neighbours = Neighbours.read(engine, previous, children, companion)
    results: list[Checked] = []
    for path in _watched(files, session):
        try:
            report = read_report(engine, path, form, year)
            outcome = checked(
                engine,
                report,
                path,
                neighbours,
                region=region,
                level=level,
                explanations=explanations,
                lang=session.lang,
            )
            results.append(Checked(str(path), outcome, form=engine.catalogue.forms[outcome.report.form]))
        except GipError as error:
            results.append(Checked(str(path), None, reason_of(error, session.lang)))
    status = max(result.exit_status for result in results)
    if format_ == TEXT:
        print_text(results, engine, session)
    else:
        click.echo(engine.render_outcomes(results, format_, lang=session.lang), nl=False)
    return status


def _unknown(format_: str, engine: Engine, session: Session) -> click.BadParameter:
    names = [TEXT, *engine.outcome_writers]
    hint = did_you_mean(format_, names, session.lang)
    told = session.say(
        f"没有格式 {format_!r}{hint}；可用：{'、'.join(names)}",
        f"no format {format_!r}{hint}; there are: {', '.join(names)}",
    )
    context = click.get_current_context()
    return click.BadParameter(told, context, next(p for p in context.command.params if p.name == "format_"))


def _watched(files: Sequence[Path], session: Session) -> Iterator[Path]:
    """The files, with a bar on standard error if a person is watching and there is something to wait for."""
    if len(files) == 1 or not session.err.is_terminal:
        yield from files
        return
    from rich.progress import track

    yield from track(files, session.say("检查", "Checking"), console=session.err, transient=True)
