"""What a report held before plugin code saw it: whether that changed it, and how to put it back.

A report is frozen; who changes one all the same goes behind Python's back, and everybody who shares it would get wrong
figures. Comparing is cheap enough to be done at every check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import attrs

from gipcore.reports import Report

_TABLES = ("cells", "sections", "places")


class Held:
    """All that a report holds now."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._tables = {name: dict(getattr(report, name)) for name in _TABLES}
        self._objects = list(_objects(report))
        self._states = self._now() or []

    @property
    def changed(self) -> bool:
        """Whether the report holds anything else than before."""
        return self._now() != self._states or any(
            not isinstance(table := getattr(self._report, name), Mapping) or dict(table) != before
            for name, before in self._tables.items()
        )

    def restore(self) -> None:
        """Put everything back in its place."""
        for item, state in zip(self._objects, self._states, strict=True):
            names = _names(item.__class__)
            for name, value in zip(names, state if len(names) > 1 else (state,), strict=True):
                object.__setattr__(item, name, value)
        for name, before in self._tables.items():
            # A new one: the old one may show a table that was changed behind it.
            object.__setattr__(self._report, name, MappingProxyType(dict(before)))
        self._states = self._now() or []

    def _now(self) -> list[Any] | None:
        try:
            return [_getter(item.__class__)(item) for item in self._objects]
        except AttributeError:
            return None


def _objects(report: Report) -> Iterator[Any]:
    yield from (report, report.issuer, report.source)
    yield from report.cells.values()
    yield from report.places.values()
    for items in (report.headings, report.labels, report.tables, report.remarks):
        for item in items:
            yield from (item, item.place)


@cache
def _names(type_: type) -> tuple[str, ...]:
    return tuple(attribute.name for attribute in attrs.fields(type_))


@cache
def _getter(type_: type) -> Callable[[Any], Any]:
    return attrgetter(*_names(type_))
