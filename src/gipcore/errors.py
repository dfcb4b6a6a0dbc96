"""The errors of gipcore: one base, one child for each thing that can go wrong.

Every message is meant for the person at the keyboard: it names the thing, says what is wrong with it and what to do.
"""

from __future__ import annotations

from collections.abc import Sequence


class GipError(Exception):
    """Base of all errors that gipcore raises on purpose."""


class ReadError(GipError):
    """A file cannot be read as a report: empty, broken, too large, or of an unknown format."""


class WriteError(GipError):
    """A report cannot be written: unknown format, or the place cannot be written to."""


class DataError(GipError):
    """A data file (form, ruleset, report) has problems; *problems* lists all of them, each with its path."""

    def __init__(self, source: str, problems: Sequence[str]) -> None:
        self.source = source
        self.problems = tuple(problems)
        super().__init__(f"{source}: " + "; ".join(self.problems))


class ExpressionError(GipError):
    """An expression is not of the language, or names something that does not exist."""

    def __init__(self, expression: str, problem: str) -> None:
        self.expression = expression
        self.problem = problem
        super().__init__(f"{problem} @ {expression!r}")


class PluginError(GipError):
    """A plugin was asked for something it does not do, or two plugins claim the same name."""


class FeeError(GipError):
    """A fee cannot be calculated or asked for: no schedule for the day, nothing may be charged, or a wrong count."""
