"""gipcore: reads, checks and writes the 政府信息公开工作年度报告 of Chinese administrative bodies.

Only names; nothing is loaded before one of them is used, and no plugin before a file is read or a report checked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from gipcore.api import check, dumps, loads, read, write
    from gipcore.engine import Engine
    from gipcore.errors import DataError, ExpressionError, GipError, PluginError, ReadError, WriteError
    from gipcore.hookspecs import hookimpl
    from gipcore.layers import Ruleset
    from gipcore.outcomes import Finding, NotChecked, Outcome
    from gipcore.reports import Report
    from gipcore.rules import Rule
    from gipcore.values import Blank, NotApplicable, Number, Unreadable

__all__ = [
    "Blank",
    "DataError",
    "Engine",
    "ExpressionError",
    "Finding",
    "GipError",
    "NotApplicable",
    "NotChecked",
    "Number",
    "Outcome",
    "PluginError",
    "ReadError",
    "Report",
    "Rule",
    "Ruleset",
    "Unreadable",
    "WriteError",
    "check",
    "dumps",
    "hookimpl",
    "loads",
    "read",
    "write",
]

_HOMES = {
    **dict.fromkeys(("check", "dumps", "loads", "read", "write"), "gipcore.api"),
    **dict.fromkeys(
        ("DataError", "ExpressionError", "GipError", "PluginError", "ReadError", "WriteError"), "gipcore.errors"
    ),
    **dict.fromkeys(("Finding", "NotChecked", "Outcome"), "gipcore.outcomes"),
    **dict.fromkeys(("Blank", "NotApplicable", "Number", "Unreadable"), "gipcore.values"),
    "Engine": "gipcore.engine",
    "Report": "gipcore.reports",
    "Rule": "gipcore.rules",
    "Ruleset": "gipcore.layers",
    "hookimpl": "gipcore.hookspecs",
}


# A type checker that saw this function would take any misspelt name for one of the package.
if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        if name not in _HOMES:
            raise AttributeError(f"module 'gipcore' has no attribute {name!r}")
        from importlib import import_module

        value = getattr(import_module(_HOMES[name]), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
