"""What a layout takes out of a text: the rows of a table, or the number of lines in which none of its kind begins."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import evolve, frozen

from gipcore.documents import Grid, GridCell, Place, grid_from_rows
from gipcore.limits import MAX_SPAN


@frozen
class Merged:
    """A cell over several rows or columns."""

    text: str
    row_span: int = 1
    column_span: int = 1


Rows: TypeAlias = list[list[str | Merged]]


@frozen
class Taken:
    """A table and the lines that it takes."""

    rows: Rows
    lines: int


@frozen
class Passed:
    """No table of this kind begins in so many lines from here: none of them need be tried again."""

    lines: int = 1


Take: TypeAlias = Callable[[list[str], int], Taken | Passed]
"""Looks at the lines of a text from a position."""


def plain(rows: Iterable[Iterable[str]]) -> Rows:
    """Rows of cells without spans."""
    return [list(row) for row in rows]


def grid_of(rows: Rows, place: Place, clean: Callable[[str], str]) -> Grid:
    """The table; merged cells push those after them to the next free column, as in a web page."""
    if not any(isinstance(cell, Merged) for row in rows for cell in row):
        return grid_from_rows([[clean(cell) for cell in row if isinstance(cell, str)] for row in rows], place)
    cells: list[GridCell] = []
    covered: dict[int, int] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            one = evolve(cell, text=clean(cell.text)) if isinstance(cell, Merged) else Merged(clean(cell))
            while covered.get(column, 0) > number:
                column += 1
            wide = 1
            most = min(one.column_span, MAX_SPAN)
            while wide < most and covered.get(column + wide, 0) <= number:
                wide += 1
            tall = min(one.row_span, MAX_SPAN, len(rows) - number)
            cells.append(GridCell(one.text, number, column, tall, wide))
            if tall > 1:
                covered.update(dict.fromkeys(range(column, column + wide), number + tall))
            column += wide
    return Grid(tuple(cells), place)
