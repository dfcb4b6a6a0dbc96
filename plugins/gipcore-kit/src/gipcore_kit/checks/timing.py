"""The time budget: an ordinary report is sniffed, read, written and checked while somebody waits."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial

from gipcore.checks import Subject
from gipcore.coded import run_checks
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.samples import sample_reports
from gipcore_kit.trial import Trial

READ, WRITE, SNIFF, CHECK = 5.0, 5.0, 0.2, 1.0
"""Seconds of the processor for one ordinary report, on a slow machine."""
TIMES = 2
"""Runs of which the fastest counts: the first one also imports."""


def timing(trial: Trial) -> Answer:
    """The verdict on all that it does with a report."""
    if not (trial.readers or trial.writers or trial.checks) or not trial.forms:
        return not_applicable("不经手文件和报告", "it is handed no file and no report")
    measured = list(_measured(trial))
    slow = [
        Note(
            f"{what} 用了 {seconds:.1f} 秒，应在 {budget:g} 秒之内。",
            f"{what} takes {seconds:.1f} s, more than {budget:g}",
        )
        for what, seconds, budget in measured
        if seconds > budget
    ]
    worst = max(measured, key=lambda item: item[1] / item[2], default=("", 0.0, 1.0))
    return judged(
        slow,
        Note(f"最慢的是 {worst[0]}，{worst[1] * 1000:.0f} 毫秒", f"slowest: {worst[0]}, {worst[1] * 1000:.0f} ms"),
    )


def _measured(trial: Trial) -> Iterator[tuple[str, float, float]]:
    form = trial.forms[0]
    report = sample_reports(form)[1]
    for writer in trial.writers:
        yield f"{writer.name}.write", _seconds(trial, writer.name, partial(writer.write, report, form)), WRITE
    for reader in trial.readers:
        for data in trial.files_of(reader)[:1]:
            yield f"{reader.name}.sniff", _seconds(trial, reader.name, partial(reader.sniff, data)), SNIFF
            yield f"{reader.name}.read", _seconds(trial, reader.name, partial(reader.read, data)), READ
    rules = {rule.check: rule for ruleset in trial.engine.catalogue.rulesets for rule in ruleset.all_rules}
    for check in trial.checks:
        if check.name in rules:
            call = partial(run_checks, Subject(report, form), [(check, rules[check.name])])
            yield check.name, _seconds(trial, check.name, call), CHECK


def _seconds(trial: Trial, what: str, call: Callable[[], object]) -> float:
    """The shortest time of the processor; a call that waits or fails is for other checks to tell."""
    best = float("inf")
    for _ in range(TIMES):
        begun = time.process_time()
        trial.run(what, call)
        best = min(best, time.process_time() - begun)
    return best
