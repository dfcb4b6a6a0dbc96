"""What plugins bring, as the engine uses it: what is wrong is told with the plugin's name, and the rest stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import NoReturn, TypeAlias, TypeVar

from attrs import evolve

from gipcore.containment import Call, Failed, run_one
from gipcore.documents import Document
from gipcore.errors import DataError, GipError, PluginError
from gipcore.formats import Annotator, OutcomeWriter, Reader, Writer
from gipcore.forms import Form
from gipcore.held import Held
from gipcore.plugins import Plugins
from gipcore.reports import Report

T = TypeVar("T")
Folder: TypeAlias = Traversable | Path
ReadElsewhere: TypeAlias = Callable[[Reader, bytes, float | None], "Document | Report | Failed"]
"""Reads in another process: the reader, the bytes and the seconds."""


def guarded_reader(reader: Reader, plugins: Plugins, elsewhere: ReadElsewhere | None = None) -> Reader:
    """The reader, in its time and in its place; *elsewhere* runs it in another process."""

    def sniff(data: bytes) -> bool:
        call = Call(reader.plugin, f"{reader.name}.sniff", partial(reader.sniff, data))
        found = run_one(call, plugins.budgets.hook, plugins.trace)
        if not isinstance(found, bool):
            why = found.reason if isinstance(found, Failed) else f"返回了 {type(found).__name__}，应为 bool"
            plugins.note(reader.plugin, f"{reader.name}.sniff: {why}")
            return False
        return found

    def read(data: bytes) -> Document | Report:
        seconds = plugins.budgets.read
        # In another process the time is kept from outside; the thread is for the trace alone.
        run = partial(reader.read, data) if elsewhere is None else partial(elsewhere, reader, data, seconds)
        call = Call(reader.plugin, f"{reader.name}.read", run)
        found = run_one(call, seconds if elsewhere is None else None, plugins.trace)
        if isinstance(found, Failed):
            refuse("读取", reader, found, "请改用其他格式保存后再试，或停用这个插件。")
        if not isinstance(found, Document | Report):
            refuse(
                "读取", reader, Failed(f"返回了 {type(found).__name__}，应为 Document 或 Report"), "请停用这个插件。"
            )
        return found

    return evolve(reader, sniff=sniff, read=read)


def guarded_writer(writer: Writer, plugins: Plugins) -> Writer:
    """The writer, in its time, and without effect on the report."""

    def write(report: Report, form: Form) -> bytes:
        held = Held(report)
        call = Call(writer.plugin, f"{writer.name}.write", partial(writer.write, report, form))
        found = run_one(call, plugins.budgets.write, plugins.trace)
        if held.changed:
            held.restore()
            found = Failed("改动了报告：写出时只能看，不能改")
        if isinstance(found, Failed):
            refuse("写出", writer, found, "请改用其他格式，或停用这个插件。")
        if not isinstance(found, bytes):
            refuse("写出", writer, Failed(f"返回了 {type(found).__name__}，应为 bytes"), "请停用这个插件。")
        return found

    return evolve(writer, write=write)


def load_sound(plugins: Plugins, load: Callable[[Sequence[Folder]], T]) -> tuple[T, list[Folder]]:
    """What *load* makes of the plugins' folders, and the folders: all of them but those with which it fails.

    Raises DataError if it fails with each of them.
    """
    folders: list[Folder] = plugins.collect("gipcore_rulesets", str)
    try:
        return load(folders), folders
    except DataError as failure:
        first = failure
    kept: list[Folder] = []
    found: T | None = None
    left = sorted(folders, key=lambda folder: plugins.owner("gipcore_rulesets", str(folder)))
    problems: dict[str, str] = {}
    # A layer may stand on one of another plugin: one that does not load by itself may load with that.
    while True:
        before = len(kept)
        for folder in [*left]:
            try:
                found = load([*kept, folder])
            except DataError as error:
                problems[str(folder)] = str(error)
            else:
                kept.append(folder)
                left.remove(folder)
        if len(kept) == before:
            break
    if found is None:
        raise first
    for folder in left:
        plugins.note(plugins.owner("gipcore_rulesets", str(folder)), f"gipcore_rulesets: {problems[str(folder)]}")
    return found, kept


def refuse(what: str, item: Annotator | OutcomeWriter | Reader | Writer, failed: Failed, advice: str) -> NoReturn:
    """Raise what the plugin raised on purpose, else a PluginError that names it, what it was to do and what to do."""
    if isinstance(failed.error, GipError):
        raise failed.error
    name = item.plugin or item.name
    raise PluginError(f"插件 {name} {what} {item.name} 时出错：{failed.reason}。{advice}") from failed.error
