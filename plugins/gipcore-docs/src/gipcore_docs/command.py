"""``gip docs``: the pages of rules, forms and layers, written or compared."""

from __future__ import annotations

from pathlib import Path

import click

from gipcore.errors import PluginError, ReadError, WriteError
from gipcore_cli.base import argument, command, option
from gipcore_cli.options import RULES
from gipcore_cli.session import Session
from gipcore_docs.pages import FOLDERS, MARK, all_pages


@command(
    "docs",
    help="按数据写出规则、表样和层的说明（Markdown），每条规则、每个表样、每一层各一页。\n\n"
    "退出状态：0 已写出，或（--check）没有变化；1 （--check）有页面过期；2 不能写出。",
    help_en="Write pages about rules, forms and layers (Markdown) from their data.\n\n"
    "Exit status: 0 written, or with --check nothing changed; 1 with --check a page is outdated; 2 not written.",
)
@argument("folder", metavar="OUT")
@RULES
@option("--check", is_flag=True, help="只比较，不写出。", help_en="Only compare.")
@click.pass_obj
def docs(session: Session, folder: Path, rules: Path | None, check: bool) -> int:
    """Write or compare the pages below *folder*; returns the exit status."""
    engine = session.engine(rules)
    pages = all_pages(engine.catalogue, engine.checks)
    if failures := engine.plugins.failures:
        told = "、".join(failure.plugin for failure in failures)
        raise PluginError(
            session.say(
                f"插件 {told} 出错，说明会不全，没有写出。用 gip plugins list 查看原因。",
                f"the plugin {told} failed, so pages would be missing and none was written; see gip plugins list.",
            )
        )
    outdated = changes(folder, pages)
    if check:
        for path in outdated:
            session.complain(session.say(f"过期：{path}", f"outdated: {path}"))
        return 1 if outdated else 0
    write(folder, pages, outdated)
    page = session.page()
    told = f"共 {len(pages)} 页，写出或删去 {len(outdated)} 页：{folder}"
    page.add(session.say(told, f"{len(pages)} pages, {len(outdated)} of them written or removed: {folder}"), hang=2)
    session.show(page)
    return 0


def changes(folder: Path, pages: dict[str, str]) -> list[str]:
    """The paths of pages that are missing below *folder*, differ, or are left over from an earlier run."""
    there = {f"{kind}/{path.name}": path for kind in FOLDERS for path in sorted((folder / kind).glob("*.md"))}
    found = [path for path, content in pages.items() if path not in there or _read(there[path]) != content]
    return found + [path for path in there if path not in pages and _read(there[path]).startswith(MARK)]


def write(folder: Path, pages: dict[str, str], outdated: list[str]) -> None:
    """Write what is outdated and remove what is left over; raises WriteError, also for a page somebody else wrote."""
    for path in outdated:
        target = folder / path
        if target.exists() and not _read(target).startswith(MARK):
            raise WriteError(f"{target} 不是 gip docs 写的，没有覆盖。请换一个文件夹，或先移走它。")
    try:
        for path in outdated:
            target = folder / path
            if path not in pages:
                target.unlink()
                continue
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(pages[path], "utf-8", newline="\n")
    except OSError as error:
        raise WriteError(f"不能写入 {folder}（{error.strerror}）。请检查文件夹和写入权限。") from None


def _read(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace")
    except OSError as error:
        raise ReadError(f"打不开 {path}（{error.strerror}）。请检查权限。") from None
