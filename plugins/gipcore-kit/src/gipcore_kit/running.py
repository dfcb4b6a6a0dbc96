"""The kit run on candidates, in child processes: one that is silent for long is ended; every check gets a result."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO, Any

from attrs import evolve, frozen

from gipcore_kit.answers import Answer, Note, Result, answer_from
from gipcore_kit.candidates import Candidate
from gipcore_kit.checks import CHECKS

PATIENCE = 90.0
"""Seconds without a word from the child after which it is taken to hang: each call in it has less time than that."""
EXAMPLES = 20
"""Generated reports of each form, unless somebody asks for more."""
IN_CHILD = tuple(check.id for check in CHECKS if check.id != "installs")
_HERE = {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai"}
_ELSEWHERE = {"PYTHONHASHSEED": "4242", "TZ": "America/New_York", "LC_ALL": "C"}

Say = Callable[[str, str, str], None]
"""Told of progress: the package, the check, what it is at."""


@frozen
class Place:
    """Where plugins are run: by which Python, and with which folders before its own path."""

    python: str = sys.executable
    paths: tuple[str, ...] = ()
    patience: float = PATIENCE


@frozen
class Examined:
    """A candidate and the results of all checks, in the order of ``CHECKS``."""

    candidate: Candidate
    results: tuple[Result, ...]

    @property
    def status(self) -> str:
        """``fail`` if a check failed, ``incomplete`` if one could not be made, else ``pass``."""
        verdicts = {result.answer.verdict for result in self.results}
        if "failed" in verdicts:
            return "fail"
        return "incomplete" if "not checked" in verdicts else "pass"


def examine(
    candidates: Sequence[Candidate],
    place: Place = Place(),
    *,
    examples: int = EXAMPLES,
    say: Say = lambda package, check, what: None,
) -> list[Examined]:
    """The results of all checks but ``installs``, for each candidate."""
    job = {
        "candidates": [_data(candidate) for candidate in candidates],
        "paths": list(place.paths),
        "examples": examples,
    }
    elsewhere: dict[str, Any] = {}
    found: dict[str, dict[str, Result]] = {candidate.name: {} for candidate in candidates}
    with tempfile.TemporaryDirectory(prefix="gipcore-kit-") as folder:
        with _Child({**job, "digests": True}, place, folder, _ELSEWHERE) as child:
            for line in child.lines():
                say(line["plugin"], "deterministic", line.get("doing", ""))
                if "digests" in line:
                    elsewhere[line["plugin"]] = line["digests"]
        while any(len(results) < len(IN_CHILD) for results in found.values()):
            done = {name: list(results) for name, results in found.items()}
            asked = {**job, "digests": False, "elsewhere": elsewhere, "done": done}
            with _Child(asked, place, folder, _HERE) as child:
                _follow(child, found, say)
    return [Examined(candidate, _ordered(found[candidate.name])) for candidate in candidates]


def _follow(child: _Child, found: dict[str, dict[str, Result]], say: Say) -> None:
    """Take the results as they come; a check in which the child ends gets that as its result."""
    at: tuple[str, str] | None = None
    doing = ""
    for line in child.lines():
        name = line["plugin"]
        if "begun" in line:
            at = (name, line["begun"])
        if "doing" in line:
            doing = line["doing"]
            say(name, at[1] if at else "", doing)
        if "verdict" in line:
            found[name][line["check"]] = Result(line["check"], answer_from(line), float(line["seconds"]))
            at = None
    if at is None:
        at = next(
            ((name, check) for name, results in found.items() for check in IN_CHILD if check not in results), None
        )
    if at is not None:
        found[at[0]][at[1]] = Result(at[1], child.ending(doing))


def _ordered(results: dict[str, Result]) -> tuple[Result, ...]:
    return tuple(results[check.id] for check in CHECKS if check.id in results)


def with_result(examined: Examined, result: Result) -> Examined:
    """*examined* with one more result, in its place."""
    return evolve(examined, results=_ordered({r.check: r for r in (*examined.results, result)}))


def _data(candidate: Candidate) -> dict[str, Any]:
    return {
        "name": candidate.name,
        "version": candidate.version,
        "points": [list(point) for point in candidate.points],
        "origin": candidate.origin,
        "root": candidate.root,
    }


class _Child:
    """A child process with a job, and what it says."""

    def __init__(self, job: dict[str, Any], place: Place, folder: str, environment: dict[str, str]) -> None:
        self._lines: SimpleQueue[bytes] = SimpleQueue()
        self._patience = place.patience
        self._hung = False
        task = Path(folder) / "job.json"
        task.write_text(json.dumps(job), "utf-8")
        self._quiet = None if os.environ.get("GIP_DEBUG") == "1" else subprocess.DEVNULL
        with task.open("rb") as file:
            # -P: the folder that somebody stands in holds no code of ours.
            self._process = subprocess.Popen(
                [place.python, "-P", "-m", "gipcore_kit.worker"],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=self._quiet,
                cwd=folder,
                env=_environment(place, folder, environment),
            )
        assert self._process.stdout is not None
        threading.Thread(target=self._listen, args=(self._process.stdout,), daemon=True).start()

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *details: object) -> None:
        self._process.kill()
        self._process.wait()

    def _listen(self, stream: IO[bytes]) -> None:
        with stream:
            for line in stream:
                self._lines.put(line)
        self._lines.put(b"")

    def lines(self) -> Iterator[dict[str, Any]]:
        """What the child says, until it ends or is silent for too long."""
        while True:
            try:
                line = self._lines.get(timeout=self._patience)
            except Empty:
                self._hung = True
                self._process.kill()
                return
            if not line:
                return
            yield json.loads(line)

    def ending(self, doing: str) -> Answer:
        """Why a check that was begun has no result."""
        at_zh, at_en = (f"，当时在做：{doing}", f", at: {doing}") if doing else ("", "")
        if self._hung:
            seconds = f"{self._patience:g}"
            note = Note(f"{seconds} 秒没有动静{at_zh}", f"silent for {seconds} seconds{at_en}")
        else:
            status = self._process.wait()
            note = Note(f"进程异常结束（状态 {status}）{at_zh}", f"the process ended with status {status}{at_en}")
        return Answer("failed", (note,))


def _environment(place: Place, folder: str, own: dict[str, str]) -> dict[str, str]:
    environment = {**os.environ, **own, "HYPOTHESIS_STORAGE_DIRECTORY": folder, "PYTHONWARNINGS": "ignore"}
    if place.python == sys.executable:
        environment["PYTHONPATH"] = os.pathsep.join(filter(None, sys.path))
    if place.paths:
        # Nothing is left behind in a folder that was only looked at.
        environment["PYTHONDONTWRITEBYTECODE"] = "1"
    return environment
