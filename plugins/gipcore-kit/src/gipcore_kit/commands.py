"""``gip plugins new`` and ``gip plugins check``."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from gipcore.engine import write_atomically
from gipcore.errors import GipError
from gipcore_cli.base import ChoiceType, Group, argument, command, option
from gipcore_cli.page import Page
from gipcore_cli.session import Session
from gipcore_kit.answers import Verdict
from gipcore_kit.checks import TITLES
from gipcore_kit.kit import check
from gipcore_kit.making import KINDS, make_package
from gipcore_kit.page import STATUS_WORDS, VERDICT_WORDS, page
from gipcore_kit.result_json import result_json
from gipcore_kit.running import EXAMPLES, Examined, Say

plugins = Group("plugins", help="新建和检查插件。", help_en="New plugins, and whether plugins conform.")
EXIT = {"pass": 0, "fail": 1, "incomplete": 2}
_MARKS: dict[Verdict, tuple[str, str]] = {
    "passed": ("✓", "green"),
    "failed": ("✗", "bold red"),
    "not applicable": ("-", "dim"),
    "not checked": ("?", "yellow"),
}


@command(
    "new",
    help="新建一个完整的插件包：代码、测试、说明，装上就能用。\n\n"
    "例：gip plugins new --kind writer yaml\n\n"
    "退出状态：0 已写出；2 不能写出。",
    help_en="Write a new plugin, complete with code, tests and README, that works as it is.\n\n"
    "Example: gip plugins new --kind writer yaml\n\n"
    "Exit status: 0 written; 2 not written.",
)
@option(
    "--kind",
    type=ChoiceType(list(KINDS)),
    required=True,
    metavar="|".join(KINDS),
    help="reader 读一种格式，writer 写一种格式，ruleset 一层当地的规则，check 一项编码检查。",
    help_en="What it brings: a reader or a writer of a format, a ruleset (a region's layer), or a coded check.",
)
@option(
    "--region",
    metavar="CODE",
    default="",
    help="ruleset 管的地区：行政区划代码的前几位，如 65、6542。",
    help_en="For a ruleset: the first digits of its region's division code, such as 65.",
)
@option(
    "--out",
    type=Path,
    metavar="DIR",
    help="写到哪个文件夹；默认为当前文件夹下的 gipcore-NAME。",
    help_en="The folder to write; by default gipcore-NAME in the current one.",
)
@argument("name", type=str)
@click.pass_obj
def new(session: Session, kind: str, region: str, out: Path | None, name: str) -> int:
    """Write the package; returns the exit status."""
    made = make_package(kind, name, out, region=region)
    shown = session.page()
    shown.add(session.say(f"已写出 {made.folder}：", f"Wrote {made.folder}:"), hang=2)
    for path in made.files:
        shown.add(path, indent=2)
    shown.blank()
    shown.add(session.say("下一步：", "Next:"))
    for line in (f"pip install -e {made.folder}", "gip plugins list", made.trial, f"gip plugins check {made.folder}"):
        shown.add(line, indent=2)
    session.show(shown)
    return 0


@command(
    "check",
    help="检查一个插件是否符合要求：能装上、加载快、有说明、每次结果一样、不怕恶意文件、说中文等。\n\n"
    "PATH|NAME 是插件包的文件夹，或者已安装的插件或包的名称。插件的代码会被执行，只检查信得过的。\n\n"
    "退出状态：0 符合；1 有一项不通过；2 有一项没有检查，或用法不对。",
    help_en="Whether a plugin conforms: installs, loads cheaply, is documented, gives the same result every time, "
    "bounds hostile files, speaks Chinese, and more.\n\n"
    "PATH|NAME is the folder of a package, or the name of an installed plugin or package. Its code is run: check only "
    "what you trust.\n\n"
    "Exit status: 0 it conforms; 1 a check failed; 2 one could not be made, or wrong usage.",
)
@argument("what", type=str, nargs=-1, required=True, metavar="PATH|NAME")
@option(
    "--format",
    "format_",
    type=ChoiceType(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出的格式。",
    help_en="Format of the output.",
)
@option(
    "--page",
    "target",
    type=Path,
    metavar="OUT.html",
    help="另写一页可存档的结果，有版本、日期和每个文件的 SHA-256。",
    help_en="Also write a page to be filed, with versions, date and the SHA-256 of every file.",
)
@option(
    "--examples",
    type=click.IntRange(1, 10_000),
    default=EXAMPLES,
    metavar="N",
    help=f"每个表样生成几份报告，默认 {EXAMPLES}。",
    help_en=f"Generated reports of each form, {EXAMPLES} by default.",
)
@click.pass_obj
def check_plugins(session: Session, what: Sequence[str], format_: str, target: Path | None, examples: int) -> int:
    """Examine, print and file; returns the exit status."""
    if target is not None and target.suffix.lower() not in (".html", ".htm"):
        raise GipError(
            session.say(
                f"--page 写网页，文件名应以 .html 结尾，不是 {target.name}。", "--page writes a page: name it .html"
            )
        )
    with progress(session) as say:
        found = [check(one, examples=examples, say=say) for one in what]
    at = datetime.now().astimezone()
    if target is not None:
        write_atomically(target, page(found, at, session.lang).encode())
    if format_ == "json":
        click.echo(result_json(found, at, session.lang))
    else:
        shown = session.page()
        for item in found:
            show(shown, item, session)
        if target is not None:
            shown.add(session.say(f"结果写入 {target}", f"Filed as {target}"), hang=2)
        session.show(shown)
    return max(EXIT[item.status] if item.status != "fail" else 1 for item in found)


def show(shown: Page, item: Examined, session: Session) -> None:
    """Add the results of one candidate to the page."""
    shown.blank()
    shown.add((f"{item.candidate.name} {item.candidate.version}", "bold"))
    for result in item.results:
        mark, style = _MARKS[result.answer.verdict]
        title = TITLES[result.check].text(session.lang)
        words = VERDICT_WORDS[result.answer.verdict].text(session.lang)
        said = "" if result.answer.verdict == "passed" else f"  {words}"
        shown.add((f"{mark} {title}", style), (f"  {result.check}{said}", "dim"), indent=2, hang=2)
        dim = result.answer.verdict != "failed"
        for note in result.answer.notes:
            text = note.text(session.lang)
            shown.add((text, "dim") if dim else text, indent=6)
    shown.add(
        session.say("结论：", "Verdict: ") + STATUS_WORDS[item.status].text(session.lang) + session.say("。", ".")
    )


def progress(session: Session) -> AbstractContextManager[Say]:
    """What is being done, on one line of the terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return nullcontext(lambda package, check, what: None)
    return _Progress(session)


class _Progress:
    """A line that is written over and over."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._status: Any = session.err.status("")

    def __enter__(self) -> Say:
        self._status.start()
        return self._say

    def __exit__(self, *details: object) -> None:
        self._status.stop()

    def _say(self, package: str, check: str, what: str) -> None:
        from gipcore_cli.page import inline, safe

        title = TITLES[check].text(self._session.lang) if check in TITLES else ""
        self._status.update(safe(inline(f"{package}  {title}  {what}"))[:80])


plugins.add_command(new)
plugins.add_command(check_plugins)
