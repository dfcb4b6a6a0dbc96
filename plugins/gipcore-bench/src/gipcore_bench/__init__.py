"""The rule author's bench: ``gip rules new|check|test|diff|replay`` for layers that somebody is working on."""

from __future__ import annotations

from typing import Any

from gipcore.hookspecs import hookimpl

__all__ = ["gipcore_commands"]


@hookimpl
def gipcore_commands() -> list[Any]:
    """Further commands of the group ``gip rules``."""
    # Imported when the command line asks for them, so that loading the plugin costs nothing.
    from gipcore_bench.commands import rules

    return [rules]
