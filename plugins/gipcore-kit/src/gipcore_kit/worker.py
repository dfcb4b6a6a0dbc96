"""The child process of the kit: ``python -m gipcore_kit.worker`` takes a job and answers line by line.

The plugin runs here and nowhere else, so that whatever it does ends with this process.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from gipcore.containment import Budgets, Call, Failed, run_one
from gipcore.engine import Engine
from gipcore.plugins import GROUP, load_plugins
from gipcore_kit.answers import Answer, answer_data, not_checked
from gipcore_kit.candidates import Candidate
from gipcore_kit.checks.loading import Loading, loads, measure
from gipcore_kit.trial import CHECK_SECONDS, SECONDS, Trial, entry_points_of

Emit = Callable[[dict[str, Any]], None]


def main() -> None:
    """Take the job from standard input; answer where standard output was, which belongs to the plugins now."""
    job = json.load(sys.stdin.buffer)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)

    def emit(data: dict[str, Any]) -> None:
        out.write(json.dumps(data).encode() + b"\n")
        out.flush()

    sys.path[:0] = job["paths"]
    candidates = [_candidate(data) for data in job["candidates"]]
    points = {candidate.name: _points(candidate) for candidate in candidates}
    # Before anything else comes in: what a plugin imports when it is loaded shows only now.
    loadings = {candidate.name: measure(candidate, points[candidate.name]) for candidate in candidates}
    there = {point.name for point in entry_points(group=GROUP)}
    added = [point for own in points.values() for point in own if point.name not in there]
    engine = Engine(
        load_plugins([*entry_points(group=GROUP), *added], budgets=Budgets(SECONDS, SECONDS, SECONDS, CHECK_SECONDS))
    )
    for candidate in candidates:
        trial = Trial(candidate, engine, job["examples"], _progress(emit, candidate))
        if job["digests"]:
            _emit_digests(trial, loadings[candidate.name], emit)
        else:
            done = set(job["done"].get(candidate.name, ()))
            for check, answer, seconds in _answers(trial, loadings[candidate.name], job, done, emit):
                emit({"plugin": candidate.name, "check": check, "seconds": seconds, **answer_data(answer)})
    # A thread that a plugin left behind must not keep the process.
    out.close()
    os._exit(0)


def _candidate(data: dict[str, Any]) -> Candidate:
    points = tuple((name, value) for name, value in data["points"])
    return Candidate(data["name"], data["version"], points, data["origin"], data["root"])


def _points(candidate: Candidate) -> list[EntryPoint]:
    found = [point for point in entry_points(group=GROUP) if (point.name, point.value) in candidate.points]
    return found or entry_points_of(candidate)


def _progress(emit: Emit, candidate: Candidate) -> Callable[[str], None]:
    return lambda what: emit({"plugin": candidate.name, "doing": what})


def _emit_digests(trial: Trial, loadings: list[Loading], emit: Emit) -> None:
    from gipcore_kit.checks.sameness import digests

    if not any(loading.failure for loading in loadings):
        emit({"plugin": trial.candidate.name, "digests": digests(trial)})


def _answers(
    trial: Trial, loadings: list[Loading], job: dict[str, Any], done: set[str], emit: Emit
) -> Iterator[tuple[str, Answer, float]]:
    name = trial.candidate.name
    for check, make in _checks(trial, loadings, job["elsewhere"].get(name)).items():
        if check in done:
            continue
        emit({"plugin": name, "begun": check, "doing": ""})
        begun = time.perf_counter()
        if check != "loads" and any(loading.failure for loading in loadings):
            answer = not_checked("插件没有加载", "the plugin was not loaded")
        else:
            # What is wrong with the kit itself must not look like a fault of the plugin's, nor stop the rest.
            made = run_one(Call("gipcore-kit", check, make), None)
            answer = made if isinstance(made, Answer) else not_checked(*_broken(made))
        yield check, answer, time.perf_counter() - begun


def _broken(made: Failed) -> tuple[str, str]:
    return f"没有做完：{made.reason}", f"it was not completed: {made.reason}"


def _checks(trial: Trial, loadings: list[Loading], elsewhere: dict[str, str] | None) -> dict[str, Callable[[], Answer]]:
    from gipcore_kit.checks.coded import coded
    from gipcore_kit.checks.documented import documented
    from gipcore_kit.checks.escaped import escaped
    from gipcore_kit.checks.hooks import hooks
    from gipcore_kit.checks.hostile import hostile
    from gipcore_kit.checks.messages import messages
    from gipcore_kit.checks.results import results
    from gipcore_kit.checks.round_trip import round_trip
    from gipcore_kit.checks.rules import rules
    from gipcore_kit.checks.sameness import deterministic, digests, order
    from gipcore_kit.checks.timing import timing
    from gipcore_kit.checks.unchanged import unchanged

    once = cache(lambda: digests(trial))

    def same() -> Answer:
        return deterministic(once(), digests(trial), elsewhere or {})

    return {
        "loads": lambda: loads(loadings),
        "hooks": lambda: hooks(trial),
        "documented": lambda: documented(trial),
        "deterministic": same,
        "order": lambda: order(trial, once()),
        "round-trip": lambda: round_trip(trial),
        "escaped": lambda: escaped(trial),
        "results": lambda: results(trial),
        "time": lambda: timing(trial),
        "messages": lambda: messages(trial),
        "unchanged": lambda: unchanged(trial),
        "rules": lambda: rules(trial),
        "checks": lambda: coded(trial),
        # Last: what it takes to get through stays in memory.
        "hostile": lambda: hostile(trial),
    }


if __name__ == "__main__":
    main()
