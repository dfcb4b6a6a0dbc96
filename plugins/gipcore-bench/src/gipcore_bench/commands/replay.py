"""``gip rules replay``: what changed rules would have found in past reports."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

import click
from attrs import asdict

from gipcore.codec import to_json
from gipcore.errors import ReadError
from gipcore_bench.assembling import assemble
from gipcore_bench.commands.test import require_sound, sound_drafts
from gipcore_bench.replaying import BenchEngine, Difference, Replayed, What, archive, replay, totals
from gipcore_cli.base import argument, command
from gipcore_cli.options import format_of
from gipcore_cli.page import Page
from gipcore_cli.session import Session, reason_of
from gipcore_cli.words import severity_word

WORDS: dict[What, tuple[str, str]] = {
    "new": ("新查出", "new"),
    "vanished": ("不再查出", "vanished"),
    "regraded": ("改级", "re-graded"),
}
MAX_SHOWN = 20
"""Issuers, rules and differences that the text shows; the other formats have all."""
COLUMNS = ("what", "issuer", "year", "file", "rule", "before", "after", "cells", "message")


@command(
    "replay",
    help="用改动的规则重新检查过去的报告，与已安装的规则比较。\n\n"
    "DIR 是改动的规则，ARCHIVE 是放报告的文件夹（任何可读的格式）。"
    "说出新查出什么、不再查出什么、哪些改级，按机关和规则列出。跨年和汇总的核对不在其中。\n\n"
    "例：gip rules replay our-rules 报告文件夹 --format csv > 差别.csv\n\n"
    "退出状态：0 没有新的错误；1 有报告会新增错误；2 有文件读不出来，或规则有问题。",
    help_en="Check past reports by changed rules and compare with the installed ones.\n\n"
    "DIR has the changed rules, ARCHIVE the reports, in any readable format. Says what is new, what vanishes and "
    "what is re-graded, by issuer and rule. Checks across years and sums of subordinate reports are not part of it.\n\n"
    "Example: gip rules replay our-rules reports --format csv > differences.csv\n\n"
    "Exit status: 0 no new error; 1 reports with new errors; 2 a file could not be read, or the rules have problems.",
)
@argument("folder", metavar="DIR")
@argument("reports", metavar="ARCHIVE")
@format_of("text", "json", "csv")
@click.pass_obj
def replay_rules(session: Session, folder: Path, reports: Path, format_: str) -> int:
    """Replay *reports*; returns the exit status."""
    installed = session.engine()
    drafts = sound_drafts(session, folder)
    catalogue = assemble(installed.catalogue, drafts)
    require_sound(session, drafts, folder)
    if not reports.is_dir():
        raise ReadError(session.say(f"没有文件夹 {reports}。", f"there is no folder {reports}"))
    extensions = {ext for reader in installed.readers.values() for ext in reader.extensions}
    files = archive(reports, extensions)
    if not files:
        known = " ".join(sorted(extensions))
        said = f"{reports} 中没有可读的报告（{known}）。"
        raise ReadError(session.say(said, f"there is no readable report in {reports} ({known})"))
    changed = BenchEngine(installed.plugins, catalogue)
    run = replay(installed, changed, files, partial(reason_of, lang=session.lang), session.lang)
    found = list(_watched(run, len(files), session))
    if format_ == "json":
        click.echo(to_json(_data(found)))
    elif format_ == "csv":
        click.echo("\ufeff" + "".join(_rows(found)), nl=False)
    else:
        page = session.page()
        _print(page, session, found)
        session.show(page)
    for replayed in found if format_ == "csv" else ():
        if replayed.unread:
            session.complain(f"{replayed.file}：{replayed.unread}")
    if any(replayed.unread for replayed in found):
        return 2
    return 1 if any(d.after == "error" for replayed in found for d in replayed.differences) else 0


def _watched(run: Iterator[Replayed], number: int, session: Session) -> Iterable[Replayed]:
    if not session.err.is_terminal:
        return run
    from rich.progress import track

    said = session.say("重新检查", "Replaying")
    return track(run, said, total=number, console=session.err, transient=True)


def _print(page: Page, session: Session, found: list[Replayed]) -> None:
    english = session.lang == "en"
    unread = [replayed for replayed in found if replayed.unread]
    differences = [difference for replayed in found for difference in replayed.differences]
    counts = Counter(difference.what for difference in differences)
    told = ("，" if not english else ", ").join(f"{WORDS[what][english]} {counts[what]}" for what in WORDS)
    worse = sum(replayed.before != "fail" and replayed.after == "fail" for replayed in found)
    better = sum(replayed.before == "fail" and replayed.after != "fail" for replayed in found)
    page.add(
        (session.say(f"共 {len(found)} 份报告：{told}。", f"{len(found)} reports: {told}."), "bold"),
        session.say(
            f"由合格变为不合格 {worse} 份，由不合格变为合格 {better} 份。",
            f" {worse} would fail that did not, {better} would no longer fail.",
        ),
    )
    keys = (("按规则", "By rule", lambda d: d.rule), ("按机关", "By issuer", lambda d: d.issuer or d.file))
    for zh, en, key in keys:
        rows = totals(found, key)
        if rows:
            page.blank()
            page.add((session.say(zh, en), "bold"))
        for name, count in rows[:MAX_SHOWN]:
            parts = [f"{WORDS[what][english]} {count[what]}" for what in WORDS if count[what]]
            page.add((f"{name}  ", "cyan"), "，".join(parts) if not english else ", ".join(parts), indent=2, hang=4)
        _more(page, session, len(rows))
    if differences:
        page.blank()
        page.add((session.say("各处", "Each"), "bold"))
    for difference in differences[:MAX_SHOWN]:
        whose = difference.issuer or difference.file
        page.add((WORDS[difference.what][english], "yellow"), f"  {whose}", indent=2, hang=4)
        grades = " → ".join(severity_word(s, session.lang) for s in (difference.before, difference.after) if s)
        page.add(f"{grades}  {difference.rule}：{difference.message}", indent=6, hang=2)
    _more(page, session, len(differences))
    if unread:
        page.blank()
        said = f"读不出来的文件（{len(unread)}）"
        page.add((session.say(said, f"Files that could not be read ({len(unread)})"), "bold red"))
        for replayed in unread:
            page.add((f"{replayed.file}  ", "cyan"), replayed.unread, indent=2, hang=4)


def _more(page: Page, session: Session, number: int) -> None:
    if number > MAX_SHOWN:
        left = number - MAX_SHOWN
        said = f"另有 {left} 项，用 --format csv 看全部。"
        page.add(session.say(said, f"{left} more; --format csv has all."), indent=2)


def _data(found: list[Replayed]) -> dict[str, object]:
    return {
        "reports": len(found),
        "differences": [_plain(difference) for replayed in found for difference in replayed.differences],
        "by_rule": {name: dict(count) for name, count in totals(found, lambda d: d.rule)},
        "by_issuer": {name: dict(count) for name, count in totals(found, lambda d: d.issuer)},
        "status": [
            {"file": r.file, "issuer": r.issuer, "year": r.year, "before": r.before, "after": r.after}
            for r in found
            if r.before != r.after
        ],
        "unread": [{"file": replayed.file, "reason": replayed.unread} for replayed in found if replayed.unread],
    }


def _plain(difference: Difference) -> dict[str, object]:
    return {**asdict(difference), "cells": list(difference.cells)}


def _rows(found: list[Replayed]) -> Iterator[str]:
    yield _line(COLUMNS)
    for replayed in found:
        for difference in replayed.differences:
            data = {**asdict(difference), "cells": " ".join(difference.cells)}
            yield _line(["" if data[column] is None else data[column] for column in COLUMNS])


def _line(values: Iterable[object]) -> str:
    buffer = io.StringIO()
    # A spreadsheet takes text that begins like this for a formula.
    safe = [f"'{value}" if str(value).startswith(("=", "+", "-", "@", "\t", "\r")) else value for value in values]
    csv.writer(buffer, lineterminator="\r\n").writerow(safe)
    return buffer.getvalue()
