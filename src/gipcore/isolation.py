"""Readers and coded checks in a process of their own: what crashes or never ends takes nothing else with it.

The child (``gipcore.isolated``) loads the plugin anew, by its entry point. It is told what to do in a pickle; it
answers in JSON, one line for each result, so that even a child that a hostile file took over can only send data.
"""

from __future__ import annotations

import io
import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.metadata import EntryPoint
from queue import Empty, SimpleQueue
from time import perf_counter
from types import MappingProxyType
from typing import IO, Any

from attrs import frozen

from gipcore.checks import Check, Subject
from gipcore.coded import Pair, Result, owner
from gipcore.containment import Call, Failed, Trace, overrun
from gipcore.documents import Document
from gipcore.errors import DataError
from gipcore.hookspecs import Reader
from gipcore.isolated_answers import document_or_report, result_of
from gipcore.limits import HOOK_SECONDS
from gipcore.reports import Report
from gipcore.rules import Rule

MAX_ANSWER = 256 * 1024 * 1024
"""Bytes of one line of the child."""
GONE = "子进程异常结束（状态 {}）"


@frozen
class ReadJob:
    """What the child is to read, and by which reader."""

    points: tuple[tuple[str, str], ...]
    reader: str
    data: bytes


@frozen
class CheckJob:
    """What the child is to check: pairs of a check's name and a rule."""

    points: tuple[tuple[str, str], ...]
    subject: Subject
    pairs: tuple[tuple[str, Rule], ...]


def read_apart(
    points: Iterable[EntryPoint], reader: Reader, data: bytes, seconds: float | None
) -> Document | Report | Failed:
    """What the reader makes of the bytes. An error that it raises on purpose is the ``error`` of the Failed."""
    with _child(ReadJob(_named(points, {reader.plugin}), reader.name, data)) as child:
        answer = child.answer(seconds)
    try:
        return answer if isinstance(answer, Failed) else document_or_report(answer)
    except DataError as error:
        return Failed(f"子进程的回答不合格式：{error}")


def check_apart(
    points: Iterable[EntryPoint],
    subject: Subject,
    pairs: Sequence[Pair],
    seconds: float | None,
    trace: Trace | None = None,
) -> list[Result]:
    """The results of the checks; after one that crashes or never ends, the rest go on in a new process."""
    results: list[Result] = []
    while len(results) < len(pairs):
        rest = pairs[len(results) :]
        named = _named(points, {check.plugin for check, _ in rest})
        job = CheckJob(named, subject, tuple((check.name, rule) for check, rule in rest))
        with _child(job) as child:
            for check, rule in rest:
                begun = perf_counter()
                answer = child.answer(seconds)
                results.append(answer if isinstance(answer, Failed) else _result(answer))
                if trace is not None:
                    trace(_call(check, rule), results[-1], perf_counter() - begun)
                if child.over:
                    break
    return results


def _result(answer: Any) -> Result:
    try:
        return result_of(answer)
    except DataError as error:
        return Failed(f"子进程的回答不合格式：{error}")


def _call(check: Check, rule: Rule) -> Call[object]:
    return Call(owner(check), f"{check.name} ({rule.id})", lambda: None)


def _named(points: Iterable[EntryPoint], names: set[str]) -> tuple[tuple[str, str], ...]:
    return tuple((point.name, point.value) for point in points if point.name in names)


class _Child:
    """A running child; ``over`` once it has crashed, was ended, or could not be started."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._ready = False
        self.over = False
        assert process.stdout is not None
        threading.Thread(target=self._listen, args=(process.stdout,), name="gipcore-child", daemon=True).start()

    def _listen(self, stream: IO[bytes]) -> None:
        # The stream is closed under it when the child is no longer waited for.
        with suppress(ValueError):
            while line := stream.readline(MAX_ANSWER):
                self._lines.put(line)
        self._lines.put(b"")

    def answer(self, seconds: float | None) -> Any | Failed:
        """The next answer as plain data."""
        from gipcore.codec import parse_json

        if not self._ready:
            # Starting and loading is not the reader's or the check's own time.
            ready = self._line(None if seconds is None else max(seconds, HOOK_SECONDS))
            if isinstance(ready, Failed):
                return ready
            self._ready = True
        line = self._line(seconds)
        if isinstance(line, Failed):
            return line
        try:
            return parse_json(line.decode(), "子进程")
        except Exception as error:
            self.over = True
            return Failed(f"子进程的回答不合格式：{error}")

    def _line(self, seconds: float | None) -> bytes | Failed:
        try:
            line = self._lines.get(timeout=seconds)
        except Empty:
            self.over = True
            return overrun(seconds or 0)
        if line.endswith(b"\n"):
            return line
        self.over = True
        self._process.kill()
        return Failed(GONE.format(self._process.wait()))


@contextmanager
def _child(job: ReadJob | CheckJob) -> Iterator[_Child]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    # The job lies in a file, so that no child that does not read it can hold up the writing.
    with tempfile.TemporaryFile() as file:
        file.write(_dumps(job))
        file.seek(0)
        # -P: the folder that the program was started in holds reports, and no code of ours.
        command = [sys.executable, "-P", "-m", "gipcore.isolated"]
        with subprocess.Popen(command, stdin=file, stdout=subprocess.PIPE, env=environment) as process:
            try:
                yield _Child(process)
            finally:
                process.kill()


def _dumps(job: ReadJob | CheckJob) -> bytes:
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=5).dump(job)
    return buffer.getvalue()


class _Pickler(pickle.Pickler):
    """Also knows the read-only tables of reports, which pickle by itself does not."""

    def reducer_override(self, item: Any) -> Any:
        return (_read_only, (dict(item),)) if isinstance(item, MappingProxyType) else NotImplemented


def _read_only(table: dict[str, Any]) -> MappingProxyType[str, Any]:
    return MappingProxyType(table)
