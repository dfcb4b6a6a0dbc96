"""``gip check``: reads, recognises, checks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs
import click

from gipcore.errors import GipError
from gipcore.reports import Level
from gipcore_cli.base import ChoiceType, Command, argument, command, option
from gipcore_cli.base import year as year_of
from gipcore_cli.results import Result, print_json, print_text
from gipcore_cli.session import Session, reason_of


class CheckCommand(Command):
    """``--children`` takes all the files up to the next option, which click has no notation for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse after writing ``--children a b`` as ``--children a --children b``."""
        return super().parse_args(ctx, list(_each_child(args)))


def _each_child(args: Sequence[str]) -> Iterator[str]:
    listing, count = False, 0
    for arg in args:
        if arg.startswith("--"):
            listing, count = arg == "--children", 0
        elif listing:
            if count:
                yield "--children"
            count += 1
        yield arg


@command(
    "check",
    cls=CheckCommand,
    help="检查一份或多份年度报告：读取、识别表格、按当年当地的规则检查。\n\n"
    "退出状态：0 没有错误；1 至少有一处错误；2 有文件不能读取或不能查全，或用法错误。",
    help_en="Check annual reports: read them, recognise the tables, apply the rules of the year and the region.\n\n"
    "Exit status: 0 no error; 1 at least one error; 2 something could not be read or checked, or wrong usage.",
)
@argument("files", metavar="FILE", nargs=-1, required=True)
@option(
    "--year",
    callback=year_of,
    metavar="YEAR",
    help="报告年度，代替识别到的年度。",
    help_en="Report year, in place of the one read.",
)
@option(
    "--region",
    metavar="CODE",
    help="行政区划代码（GB/T 2260），如 654202。",
    help_en="Division code (GB/T 2260), such as 654202.",
)
@option(
    "--level",
    type=ChoiceType(["state", "province", "prefecture", "county", "township"]),
    metavar="LEVEL",
    help="机关层级：state 国家、province 省、prefecture 市、county 县、township 乡镇街道。",
    help_en="Level of the body: state, province, prefecture, county, township.",
)
@option(
    "--form",
    metavar="ID",
    help="表样，如 cn-2021；默认自动识别。",
    help_en="Table version such as cn-2021; recognised by default.",
)
@option(
    "--previous",
    type=Path,
    metavar="FILE",
    help="上一年度的报告，用于跨年核对。",
    help_en="Last year's report, to compare with.",
)
@option(
    "--children",
    type=Path,
    metavar="FILE …",
    multiple=True,
    help="下级机关的报告，用于汇总核对。",
    help_en="Reports of the subordinate bodies, to add up.",
)
@option(
    "--companion",
    type=Path,
    metavar="FILE",
    multiple=True,
    help="随报告公布的文件，如文字解读，可多次给出。",
    help_en="A document beside the report, such as an explanation; may be given several times.",
)
@option("--rules", type=Path, metavar="DIR", help="另加一个规则目录。", help_en="A folder of further rules.")
@option(
    "--format",
    "format_",
    type=ChoiceType(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出格式。",
    help_en="Output format.",
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
    format_: str,
) -> int:
    """Check each of *files*; returns the exit status."""
    if len(files) > 1 and (previous or children or companion):
        raise click.UsageError(
            session.say(
                "--previous、--children 和 --companion 只能与一个文件同用",
                "--previous, --children and --companion go with one file only",
            )
        )
    engine = session.engine(rules)
    if form is not None:
        engine.form(form)
    before = engine.read(previous) if previous else None
    below = tuple(engine.read(child) for child in children)
    beside = tuple(engine.text(path) for path in companion)
    results: list[Result] = []
    for path in _watched(files, session):
        try:
            report = engine.read(path, form=form)
            if year is not None:
                report = attrs.evolve(report, year=year)
            outcome = engine.check(
                report,
                previous=before,
                children=below,
                companions=beside,
                region=region,
                level=level,
                lang=session.lang,
            )
            results.append(Result(path, outcome))
        except GipError as error:
            results.append(Result(path, None, reason_of(error, session.lang)))
    if format_ == "json":
        print_json(results, session)
    else:
        print_text(results, engine, session)
    return max(result.exit_status for result in results)


def _watched(files: Sequence[Path], session: Session) -> Iterator[Path]:
    """The files, with a bar on standard error if a person is watching and there is something to wait for."""
    if len(files) == 1 or not session.err.is_terminal:
        yield from files
        return
    from rich.progress import track

    yield from track(files, session.say("检查", "Checking"), console=session.err, transient=True)
