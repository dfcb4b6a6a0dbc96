"""Calls of plugin code: each within its time, in order, and what one does leaves the others alone."""

from __future__ import annotations

import time
from contextvars import ContextVar

from gipcore.containment import Call, Failed, run_each, run_one

WHO: ContextVar[str] = ContextVar("WHO", default="nobody")


def call(name: str, run: object) -> Call[object]:
    return Call(name, name, run)  # type: ignore[arg-type]


def reasons(results: list[object]) -> list[object]:
    return [result.reason if isinstance(result, Failed) else result for result in results]


def test_results_come_in_order_and_an_exception_is_one_of_them() -> None:
    calls = [call("one", lambda: 1), call("bad", lambda: 1 // 0), call("three", lambda: 3)]
    found = run_each(calls, 5.0)
    assert reasons(found) == [1, "ZeroDivisionError: integer division or modulo by zero", 3]
    assert reasons(run_each(calls, None)) == reasons(found)


def test_one_that_does_not_end_is_left_and_the_rest_go_on() -> None:
    seen: list[str] = []

    def slow() -> None:
        time.sleep(0.6)
        seen.append("slow")

    calls = [call("first", lambda: 1), call("slow", slow), call("last", lambda: seen.append("last"))]
    told: list[str] = []
    found = run_each(calls, 0.15, lambda called, result, seconds: told.append(called.plugin))
    assert reasons(found) == [1, "超过 0.15 秒没有结束", None]
    assert seen == ["last"] and told == ["first", "slow", "last"]
    time.sleep(0.7)
    assert seen == ["last", "slow"], "what overran must not run the calls after it a second time"


def test_many_calls_may_take_longer_together_than_one_may() -> None:
    calls = [call(str(number), lambda: time.sleep(0.05)) for number in range(8)]
    assert reasons(run_each(calls, 0.2)) == [None] * 8


def test_the_time_of_a_call_counts_from_its_own_beginning() -> None:
    calls = [call("a", lambda: time.sleep(0.15)), call("b", lambda: time.sleep(0.9))]
    begun = time.perf_counter()
    assert reasons(run_each(calls, 0.3)) == [None, "超过 0.3 秒没有结束"]
    assert time.perf_counter() - begun < 0.8


def test_a_call_sees_the_context_of_the_caller_and_cannot_change_it() -> None:
    WHO.set("caller")

    def look() -> str:
        found = WHO.get()
        WHO.set("plugin")
        return found

    assert run_one(call("look", look), 5.0) == "caller"
    assert WHO.get() == "caller"


def test_an_exception_that_cannot_be_printed_has_its_name() -> None:
    class Odd(Exception):
        def __str__(self) -> str:
            raise RuntimeError

    def fail() -> None:
        raise Odd

    found = run_one(call("odd", fail), 5.0)
    assert isinstance(found, Failed) and found.reason == "Odd"


def test_leaving_the_program_is_only_a_failure() -> None:
    def leave() -> None:
        raise SystemExit(3)

    assert reasons(run_each([call("leave", leave), call("next", lambda: 2)], 5.0)) == ["SystemExit: 3", 2]
