"""Documentation of rules, forms and layers as Markdown, written from their data."""

from __future__ import annotations

from typing import Any

from gipcore.hookspecs import hookimpl

__all__ = ["gipcore_commands"]


@hookimpl
def gipcore_commands() -> list[Any]:
    """The command ``gip docs``."""
    # Imported when the command line asks for it, so that loading the plugin costs nothing.
    from gipcore_docs.command import docs

    return [docs]
