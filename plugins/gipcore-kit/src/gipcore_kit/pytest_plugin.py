"""The kit as a pytest plugin: ``gipcore_kit.conformance`` makes one test a check.

A plugin is examined once in a session, when the first of its tests runs.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from gipcore_kit.answers import Note, Verdict
from gipcore_kit.checks import CHECKS, TITLES
from gipcore_kit.kit import check
from gipcore_kit.running import EXAMPLES, Examined

OPTION = "--conformance-examples"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the number of generated reports be chosen."""
    group = parser.getgroup("gipcore", "gipcore plugins")
    group.addoption(
        OPTION, type=int, default=EXAMPLES, metavar="N", help=f"generated reports of each form (default {EXAMPLES})"
    )


@cache
def _examined(name: str, examples: int) -> Examined:
    return check(name, examples=examples)


def conformance_test(name: str) -> Callable[..., None]:
    """A test function that holds the installed plugin *name* to every check, each a test of its own."""

    @pytest.mark.parametrize("check", [check.id for check in CHECKS])
    def test_conforms(check: str, request: pytest.FixtureRequest) -> None:
        found = _examined(name, request.config.getoption(OPTION))
        (answer,) = [result.answer for result in found.results if result.check == check]
        if answer.verdict == "not applicable":
            return
        assert answer.verdict == "passed", _told(check, answer.verdict, answer.notes)

    return test_conforms


def _told(check: str, verdict: Verdict, notes: tuple[Note, ...]) -> str:
    title = TITLES[check].text("zh")
    return "\n".join([f"{title}（{check}）：{verdict}", *(f"- {note.zh}" for note in notes)])
