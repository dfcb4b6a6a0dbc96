"""The options by which several commands are told what a report is to be checked with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from gipcore_cli.base import ChoiceType, Command, option
from gipcore_cli.base import year as year_of


class ChildrenCommand(Command):
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


YEAR = option(
    "--year",
    callback=year_of,
    metavar="YEAR",
    help="报告年度，代替识别到的年度。",
    help_en="Report year, in place of the one read.",
)
REGION = option(
    "--region",
    metavar="CODE",
    help="行政区划代码（GB/T 2260），如 654202。",
    help_en="Division code (GB/T 2260), such as 654202.",
)
LEVEL = option(
    "--level",
    type=ChoiceType(["state", "province", "prefecture", "county", "township"]),
    metavar="LEVEL",
    help="机关层级：state 国家、province 省、prefecture 市、county 县、township 乡镇街道。",
    help_en="Level of the body: state, province, prefecture, county, township.",
)
FORM = option(
    "--form",
    metavar="ID",
    help="表样，如 cn-2021；默认自动识别。",
    help_en="Table version such as cn-2021; recognised by default.",
)
PREVIOUS = option(
    "--previous",
    type=Path,
    metavar="FILE",
    help="上一年度的报告，用于跨年核对。",
    help_en="Last year's report, to compare with.",
)
CHILDREN = option(
    "--children",
    type=Path,
    metavar="FILE …",
    multiple=True,
    help="下级机关的报告，用于汇总核对。",
    help_en="Reports of the subordinate bodies, to add up.",
)
COMPANION = option(
    "--companion",
    type=Path,
    metavar="FILE",
    multiple=True,
    help="随报告公布的文件，如文字解读，可多次给出。",
    help_en="A document beside the report, such as an explanation; may be given several times.",
)
RULES = option("--rules", type=Path, metavar="DIR", help="另加一个规则目录。", help_en="A folder of further rules.")
ISOLATE = option(
    "--isolate",
    is_flag=True,
    help="在单独的进程中运行读取程序和编码检查：出错或不结束时不影响其他检查，但较慢。",
    help_en="Run readers and coded checks in processes of their own: what crashes or never ends harms nothing else.",
)
EXPLANATIONS = option(
    "--explanations",
    type=Path,
    metavar="FILE",
    help="情况说明文件；默认为与报告同名的 .explanations.toml。",
    help_en="The explanations; by default the file beside the report, under its name with .explanations.toml.",
)


def format_of(*formats: str) -> Callable[[Any], Any]:
    """``--format``, one of *formats*, the first unless it is given."""
    return option(
        "--format",
        "format_",
        type=ChoiceType(formats),
        default=formats[0],
        metavar="|".join(formats),
        help="输出格式。",
        help_en="Output format.",
    )
