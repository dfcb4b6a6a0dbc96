"""The plugin author's kit: ``gip plugins new``, ``gip plugins check``, and the same checks in a package's tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gipcore.hookspecs import hookimpl

__all__ = ["conformance", "gipcore_commands"]


def conformance(name: str) -> Callable[..., None]:
    """A test function for pytest that holds the installed plugin *name* to the kit, one test a check.

    A package's own test is two lines::

        from gipcore_kit import conformance

        test_conforms = conformance("gipcore-yaml")
    """
    # Imported in tests alone: the command line has no need of pytest.
    from gipcore_kit.pytest_plugin import conformance_test

    return conformance_test(name)


@hookimpl
def gipcore_commands() -> list[Any]:
    """``gip plugins new`` and ``gip plugins check``, in a group that joins the command line's own of that name."""
    from gipcore_kit.commands import plugins

    return [plugins]
