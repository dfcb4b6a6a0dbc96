"""The child process of ``gipcore.isolation``: ``python -m gipcore.isolated`` takes a job and answers line by line."""

from __future__ import annotations

import os
import pickle
import sys
from collections.abc import Iterator
from functools import partial
from importlib.metadata import EntryPoint
from typing import Any

from gipcore.codec import to_json
from gipcore.coded import Pair, Result, calls_of, run_alone
from gipcore.containment import Budgets, Call, Failed, run_one
from gipcore.documents import Document
from gipcore.hookspecs import Check, Reader
from gipcore.isolated_answers import answer_data
from gipcore.isolation import CheckJob, ReadJob
from gipcore.plugins import GROUP, Plugins, load_plugins
from gipcore.reports import Report

UNHURRIED = Budgets(None, None, None, None)
"""The time is kept by the parent, which ends this process."""


def main() -> None:
    """Take the job from standard input; answer where standard output was, which belongs to the plugins now."""
    job = pickle.load(sys.stdin.buffer)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    plugins = load_plugins([EntryPoint(name, value, GROUP) for name, value in job.points], budgets=UNHURRIED)
    answers = _read(job, plugins) if isinstance(job, ReadJob) else _checks(job, plugins)
    out.write(b"\n")
    out.flush()
    for answer in answers:
        out.write(_line(answer))
        out.flush()
    # A thread that a plugin left behind must not keep the process.
    os._exit(0)


def _read(job: ReadJob, plugins: Plugins) -> Iterator[Any]:
    readers: list[Reader] = plugins.collect("gipcore_readers", _name)
    reader = next((reader for reader in readers if reader.name == job.reader), None)
    if reader is None:
        yield _not_there(plugins)
        return
    found = run_one(Call(reader.plugin, reader.name, partial(reader.read, job.data)), None)
    right = isinstance(found, Document | Report | Failed)
    yield found if right else Failed(f"返回了 {type(found).__name__}，应为 Document 或 Report")


def _checks(job: CheckJob, plugins: Plugins) -> Iterator[Result]:
    checks: list[Check] = plugins.collect("gipcore_checks", _name)
    by_name = {check.name: check for check in checks}
    for name, rule in job.pairs:
        if name not in by_name:
            yield _not_there(plugins)
            continue
        pairs: list[Pair] = [(by_name[name], rule)]
        yield from run_alone(calls_of(job.subject, pairs), job.subject, None)


def _not_there(plugins: Plugins) -> Failed:
    return Failed("；".join(failure.reason for failure in plugins.failures) or "插件在子进程中没有提供它")


def _line(answer: Any) -> bytes:
    try:
        return _encoded(answer_data(answer))
    except Exception as error:
        return _encoded({"failed": f"结果不能传递：{error}"})


def _encoded(data: dict[str, Any]) -> bytes:
    return to_json(data, indent=0).encode(errors="replace") + b"\n"


def _name(item: Reader | Check) -> str:
    return item.name


if __name__ == "__main__":
    main()
