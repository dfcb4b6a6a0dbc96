"""Each call of plugin code told in a line: which hook or function, which plugin, how long, with what result."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import Lock
from typing import TextIO

from gipcore.checks import Undecided
from gipcore.containment import Call, Failed, Trace
from gipcore.documents import Document
from gipcore.reports import Report

MAX_SHOWN = 12
"""Results of a hook that are named; the rest is counted."""


def printed(stream: Callable[[], TextIO]) -> Trace:
    """A trace that prints to the stream that *stream* gives at each call, such as ``lambda: sys.stderr``.

    Hand it to ``Engine(trace=…)`` or ``load_plugins(trace=…)``. What a report holds never reaches the stream.
    """
    lock = Lock()

    def trace(call: Call[object], result: object, seconds: float) -> None:
        line = f"{call.what:<26} {call.plugin:<12} {seconds * 1000:>9.2f} ms  {described(result)}"
        with lock:
            stream().write("".join(c if c.isprintable() else " " for c in line) + "\n")

    return trace


def described(result: object) -> str:
    """A result in a few words: the names of what a hook brought, the size of what was read or written.

    >>> described(b"123"), described(Failed("坏了")), described(())
    ('3 bytes', '失败：坏了', '0')
    """
    match result:
        case Failed():
            return f"失败：{result.reason}"
        case bytes():
            return f"{len(result)} bytes"
        case Document():
            return f"Document, {len(result.blocks)} blocks"
        case Report():
            return f"Report, {result.form}"
        case Undecided():
            return "Undecided"
        case list():
            return _names(result)
        case tuple():
            return str(len(result))
    return str(getattr(result, "__name__", result))


def _names(items: Sequence[object]) -> str:
    """Of a hook: each result with its name, or what is wrong with it."""
    names = [str(item[0]) if isinstance(item, tuple) else f"失败：{item}" for item in items]
    more = f" … ({len(names)})" if len(names) > MAX_SHOWN else ""
    return "、".join(names[:MAX_SHOWN]) + more
