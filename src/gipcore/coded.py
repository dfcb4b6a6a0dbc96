"""Coded checks run on one report: each alone, in its time, and none of them sees what another one did to the report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import TypeAlias

from gipcore.checks import Check, CheckResult, Failure, Subject, Undecided
from gipcore.containment import Call, Failed, Trace, run_each, run_one
from gipcore.held import Held
from gipcore.limits import CHECK_SECONDS, MAX_RESULTS
from gipcore.rules import SEVERITIES, Rule

Result: TypeAlias = tuple[Failure, ...] | Undecided | Failed
Pair: TypeAlias = tuple[Check, Rule]
RunChecks: TypeAlias = Callable[[Subject, Sequence[Pair]], Sequence[Result]]
"""Runs checks, each for its rule, on a subject: a result for each, in their order."""

CHANGED = Failed("改动了报告：检查只能看，不能改")


def run_checks(
    subject: Subject, pairs: Sequence[Pair], seconds: float | None = CHECK_SECONDS, trace: Trace | None = None
) -> list[Result]:
    """The results of the checks in this process.

    Whether a report was changed is looked at once, when all are done; only if it was, they run again one by one, to
    find out by whom, and the report is put right after each.
    """
    calls = calls_of(subject, pairs)
    held = _held(subject)
    results = run_each(calls, seconds, trace)
    return run_alone(calls, subject, seconds, trace) if _put_right(held) else results


def run_alone(
    calls: Sequence[Call[Result]], subject: Subject, seconds: float | None, trace: Trace | None = None
) -> list[Result]:
    """The results of the calls one by one; that of one which changed a report is that it did."""
    held = _held(subject)
    return [CHANGED if _put_right(held) else result for result in (run_one(call, seconds, trace) for call in calls)]


def calls_of(subject: Subject, pairs: Sequence[Pair]) -> list[Call[Result]]:
    """The checks as calls of plugin code."""
    return [
        Call(owner(check), f"{check.name} ({rule.id})", partial(_result, check, subject, rule)) for check, rule in pairs
    ]


def _held(subject: Subject) -> list[Held]:
    return [Held(report) for report in (subject.report, subject.previous, *subject.children) if report is not None]


def owner(check: Check) -> str:
    """Who is named when the check fails."""
    return check.plugin or check.name


def _put_right(held: Iterable[Held]) -> bool:
    changed = [one for one in held if one.changed]
    for one in changed:
        one.restore()
    return bool(changed)


def _result(check: Check, subject: Subject, rule: Rule) -> Result:
    found: CheckResult = check.run(subject, rule)
    if type(found) is tuple and not found:
        return ()
    if isinstance(found, Undecided):
        return found
    if not isinstance(found, Iterable) or isinstance(found, str):
        return Failed(f"返回了 {type(found).__name__}，应为 Failure 的序列，或 Undecided")
    failures = tuple(islice(found, MAX_RESULTS + 1))
    if len(failures) > MAX_RESULTS:
        return Failed(f"返回了 {MAX_RESULTS} 个以上的结果")
    return next((Failed(odd) for odd in map(_oddity, failures) if odd), failures)


def _oddity(failure: object) -> str:
    """What is wrong with a failure that a check returned; empty if nothing is."""
    if not isinstance(failure, Failure):
        return f"返回的序列中有 {type(failure).__name__}，应为 Failure"
    if failure.severity not in (None, *SEVERITIES):
        return f"Failure 的 severity 是 {failure.severity!r}，应为 {'、'.join(SEVERITIES)}"
    if not isinstance(failure.values, Mapping) or not isinstance(failure.where, str):
        return "Failure 的 values 应为表，where 应为文字"
    if not isinstance(failure.cells, tuple) or not all(isinstance(cell, str) for cell in failure.cells):
        return "Failure 的 cells 应为单元格编号的元组"
    numbers = (failure.left, failure.right, failure.difference)
    if not all(number is None or isinstance(number, int | Decimal) for number in numbers):
        return "Failure 的 left、right、difference 应为整数或 Decimal"
    return ""
