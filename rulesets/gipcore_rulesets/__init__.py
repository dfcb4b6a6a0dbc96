"""The national forms and rules as data, found by the same entry point as a province's own."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable

from gipcore import hookimpl


@hookimpl
def gipcore_rulesets() -> list[Traversable]:
    """This package's folder of forms and rulesets."""
    return [files(__name__)]
