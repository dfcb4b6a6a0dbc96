"""What a report held before plugin code saw it: whether that changed it, and how to put it back.

A report is frozen; who changes one all the same goes behind Python's back, and everybody who shares it would get wrong
figures. Comparing is cheap enough to be done at every check.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any

import attrs

from gipcore.reports import Report

_TABLES = ("cells", "sections", "places")


class Held:
    """All that a report holds now, and further frozen objects that go with it (``parts``)."""

    def __init__(self, report: Report, parts: Iterable[Any] = ()) -> None:
        self._report = report
        self._tables = {name: _copy(getattr(report, name)) for name in _TABLES}
        # Attribute by attribute of all objects of a class: thousands of small tuples would cost more than the checks.
        self._objects = [list(items) for _, items in groupby([*_objects(report), *parts], type)]
        self._states = self._now() or []

    @property
    def changed(self) -> bool:
        """Whether the report holds anything else than before."""
        return self._now() != self._states or any(
            not isinstance(table := getattr(self._report, name), Mapping) or _copy(table) != before
            for name, before in self._tables.items()
        )

    def restore(self) -> None:
        """Put everything back in its place."""
        states = iter(self._states)
        for items in self._objects:
            for name in _getters(items[0].__class__):
                for item, value in zip(items, next(states), strict=True):
                    object.__setattr__(item, name, value)
        for name, before in self._tables.items():
            # A new one: the old one may show a table that was changed behind it.
            object.__setattr__(self._report, name, MappingProxyType(dict(before)))
        self._states = self._now() or []

    def _now(self) -> list[list[Any]] | None:
        try:
            return [list(map(get, items)) for items in self._objects for get in _getters(items[0].__class__).values()]
        except AttributeError:
            return None


def _objects(report: Report) -> list[Any]:
    placed: list[Any] = [*report.headings, *report.labels, *report.tables, *report.remarks]
    places = (*report.places.values(), *(item.place for item in placed))
    return [report, report.issuer, report.source, *report.cells.values(), *places, *placed]


def _copy(table: Mapping[str, Any]) -> dict[str, Any]:
    return table.copy() if isinstance(table, MappingProxyType) else dict(table)


@cache
def _getters(type_: type) -> dict[str, Callable[[Any], Any]]:
    """For each attribute of the class what gets it."""
    return {attribute.name: attrgetter(attribute.name) for attribute in attrs.fields(type_)}
