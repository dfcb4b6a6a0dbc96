"""Plugin code is run so that nothing it does ends the program: no exception, no endless loop, no call to exit.

Calls run in a worker thread, one after the other. A call that overruns its time is left to itself in its thread, which
Python cannot end, and the rest goes on in a new one. Code that never lets go of the interpreter (one endless regular
expression) can only be ended in a process of its own: ``gipcore.isolation``.
"""

from __future__ import annotations

import _thread
import threading
import time
from collections.abc import Callable, Sequence
from contextvars import copy_context
from typing import Generic, TypeAlias, TypeVar

from attrs import frozen

from gipcore.limits import CHECK_SECONDS, HOOK_SECONDS, READ_SECONDS, WRITE_SECONDS

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)
MAX_WORDS = 300
"""Characters of an exception's message that are told."""


@frozen
class Budgets:
    """Seconds that one call of plugin code may take; None: as long as it likes, in the thread of the caller."""

    hook: float | None = HOOK_SECONDS
    read: float | None = READ_SECONDS
    write: float | None = WRITE_SECONDS
    check: float | None = CHECK_SECONDS


@frozen
class Call(Generic[T_co]):
    """A call of plugin code: of which plugin, what for, and the call itself."""

    plugin: str
    what: str
    run: Callable[[], T_co]


@frozen
class Failed:
    """A call that brought nothing: why, in words, and what it raised."""

    reason: str
    error: BaseException | None = None


Trace: TypeAlias = Callable[[Call[object], object, float], None]
"""Told of each call of plugin code when it is over: the call, its result or Failed, and its seconds."""


def run_each(calls: Sequence[Call[T]], seconds: float | None, trace: Trace | None = None) -> list[T | Failed]:
    """The results of the calls, in order; *seconds* is for each of them.

    >>> run_each([Call("a", "adds", lambda: 1 + 1), Call("b", "divides", lambda: 1 / 0)], 1.0)[0]
    2
    """
    results: list[T | Failed] = []
    while len(results) < len(calls):
        results.extend(_stretch(calls[len(results) :], seconds, trace))
    return results


def run_one(call: Call[T], seconds: float | None, trace: Trace | None = None) -> T | Failed:
    """The result of one call."""
    return run_each([call], seconds, trace)[0]


def reason_of(error: BaseException) -> str:
    """What an exception says, whatever its own code does.

    >>> reason_of(ValueError("坏了"))
    'ValueError: 坏了'
    """
    try:
        words = str(error)
    except Exception:
        words = ""
    words = words if len(words) <= MAX_WORDS else words[:MAX_WORDS] + "…"
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def _stretch(calls: Sequence[Call[T]], seconds: float | None, trace: Trace | None) -> list[T | Failed]:
    """The results up to the first call that overruns, that one included."""
    if seconds is None:
        return [_attempt(call, trace) for call in calls]
    results: list[T | Failed] = []
    over = threading.Lock()
    over.acquire()
    abandoned = False
    begun = time.perf_counter()

    def work() -> None:
        nonlocal begun
        for call in calls:
            if abandoned:
                return
            begun = time.perf_counter()
            try:
                results.append(_attempt(call, trace))
            except BaseException as error:
                results.append(Failed(reason_of(error), error))
        over.release()

    try:
        # Not threading.Thread: that waits until the thread has begun, which takes as long as some dozen checks.
        _thread.start_new_thread(copy_context().run, (work,))
    except RuntimeError:
        # Where there are no threads, as in a browser, there is no budget either.
        return _stretch(calls, None, trace)
    # To be woken for each result would cost more than most calls: this wakes when a call's time may have passed.
    wait = seconds
    while not over.acquire(timeout=max(wait, 0)):
        done, wait = len(results), begun + seconds - time.perf_counter()
        if wait <= 0 and done < len(calls):
            abandoned = True
            late = overrun(seconds)
            if trace is not None:
                trace(calls[done], late, seconds)
            return [*results[:done], late]
    return results


def overrun(seconds: float) -> Failed:
    """What is said of a call that did not end in time."""
    return Failed(f"超过 {seconds:g} 秒没有结束", TimeoutError())


def _attempt(call: Call[T], trace: Trace | None) -> T | Failed:
    begun = time.perf_counter()
    result: T | Failed
    try:
        result = call.run()
    except (Exception, SystemExit, GeneratorExit) as error:
        result = Failed(reason_of(error), error)
    if trace is not None:
        trace(call, result, time.perf_counter() - begun)
    return result
