"""Readers and writers as the engine uses them: what a plugin does wrong becomes an error that names the plugin."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NoReturn, TypeAlias

from attrs import evolve

from gipcore.containment import Call, Failed, run_one
from gipcore.documents import Document
from gipcore.errors import GipError, PluginError
from gipcore.forms import Form
from gipcore.held import Held
from gipcore.hookspecs import Reader, Writer
from gipcore.plugins import Plugins
from gipcore.reports import Report

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
            _refuse("读取", reader, found, "请改用其他格式保存后再试，或停用这个插件。")
        if not isinstance(found, Document | Report):
            _refuse(
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
            _refuse("写出", writer, found, "请改用其他格式，或停用这个插件。")
        if not isinstance(found, bytes):
            _refuse("写出", writer, Failed(f"返回了 {type(found).__name__}，应为 bytes"), "请停用这个插件。")
        return found

    return evolve(writer, write=write)


def _refuse(what: str, item: Reader | Writer, failed: Failed, advice: str) -> NoReturn:
    if isinstance(failed.error, GipError):
        raise failed.error
    name = item.plugin or item.name
    raise PluginError(f"插件 {name} {what} {item.name} 时出错：{failed.reason}。{advice}") from failed.error
