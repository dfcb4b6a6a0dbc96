"""A page as a small tree: only what structures its text is kept, inline elements dissolve into their parents."""

from __future__ import annotations

import re

from attrs import define, field, frozen

from gipcore_html.kinds import Attributes, Kind

FIGURE = re.compile(r"\s*[+-]?[0-9０-９][0-9０-９,，.．]*\s*")
"""A figure alone in its cell."""


class Verbatim(str):
    """Text whose spaces stand for themselves."""

    __slots__ = ()


@define(eq=False)
class Element:
    """An element that structures text. Filled while the tree is built, then only read."""

    kind: Kind
    tag: str = ""
    attributes: Attributes = field(factory=dict)
    parent: Element | None = None
    children: list[Element | str] = field(factory=list)
    marker: str = ""
    """For a list item: the number printed before it."""
    cells: int = 0
    """For a table: its cells, not counting those of tables within."""
    holds_grid: bool = False
    """Whether a table of two or more cells stands within."""
    holds_figures: bool = False
    """Whether a table cell with a figure stands within."""
    holds_picture: bool = False
    """For a cell: whether a picture stands in it."""

    @property
    def is_grid(self) -> bool:
        """Whether this is a table of data: two or more cells, and no other such table within."""
        return self.kind is Kind.TABLE and self.cells >= 2 and not self.holds_grid


BREAK = Element(Kind.BREAK)


@frozen
class Page:
    """What a page shows, and what its head says: the text of ``<title>``, ``<meta>`` contents by lower-case name."""

    body: Element
    title: str
    metas: dict[str, str]
