"""Registers of bodies that a plugin brings: what neither the division codes nor the words of a name decide."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from gipcore.reports import Kind, Level


@frozen
class Body:
    """A body that a province or a ministry lists: what it is called, and what and where it is.

    ``name`` is the name as its reports have it, ``aliases`` other names of the same body. ``region`` is the GB/T 2260
    code of its division, None for a body whose territory is no division. ``first`` and ``last`` are the days between
    which it bore the name, both included. ``source`` says where the list was published.
    """

    name: str
    region: str | None
    level: Level | None
    kind: Kind
    aliases: tuple[str, ...] = ()
    first: date = date.min
    last: date = date.max
    source: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""

    def in_force(self, first: date, last: date) -> bool:
        """Whether it bore the name on some day of the span, both ends included."""
        return self.first <= last and first <= self.last
