"""The table model: where each cell lies, with its spans, as browsers lay tables out."""

from __future__ import annotations

import re

from attrs import field, frozen

from gipcore.documents import Grid, GridCell, Place
from gipcore.limits import MAX_CELLS, MAX_SPAN, MAX_TABLE_ROWS, check_size
from gipcore_html.flow import flow
from gipcore_html.kinds import Attributes, Kind
from gipcore_html.tree import BREAK, FIGURE, Element

_NUMBER = re.compile(r"[\t\n\f\r ]*\+?([0-9]{1,9})")
PICTURE = "〔图〕"
"""Stands for a picture in a cell that is otherwise empty, or holds a figure: nobody knows what it shows."""
_GROUPS = (Kind.HEAD, Kind.BODY, Kind.FOOT)


@frozen
class Parts:
    """A table taken apart: its rows by group as displayed, and what stands in it outside its cells."""

    groups: list[list[list[Element]]]
    outside: Element

    @property
    def row_count(self) -> int:
        return sum(len(group) for group in self.groups)


@frozen
class _Group:
    kind: Kind
    rows: list[list[Element]] = field(factory=list)


@frozen
class _Spot:
    """Where the walk through a table stands: in which group and row, if in any."""

    group: _Group | None = None
    row: list[Element] | None = None


def take_apart(table: Element) -> Parts:
    """Rows and cells of *table*; cells without a row make one, as in a table made of ``display`` styles."""
    groups: list[_Group] = []
    captions: list[Element | str] = []
    loose: list[Element | str] = []
    open_row: list[Element] | None = None
    stack: list[tuple[Element | str, _Spot]] = [(child, _Spot()) for child in reversed(table.children)]
    while stack:
        node, spot = stack.pop()
        if isinstance(node, str):
            loose.append(node)
        elif node.kind is Kind.CAPTION:
            captions.append(node)
        elif node.kind is Kind.TABLE:
            loose.append(node)
        elif node.kind is Kind.CELL:
            row = open_row if spot.row is None else spot.row
            if row is None:
                row = open_row = _new_row(groups, spot)
            row.append(node)
        else:
            open_row = None
            if node.kind in _GROUPS:
                groups.append(_Group(node.kind))
                spot = _Spot(groups[-1])
            elif node.kind is Kind.ROW:
                spot = _Spot(spot.group, _new_row(groups, spot))
            else:
                loose.append(BREAK)
            stack.extend((child, spot) for child in reversed(node.children))
    return Parts([group.rows for group in _displayed(groups)], Element(Kind.BLOCK, children=[*captions, *loose]))


def _new_row(groups: list[_Group], spot: _Spot) -> list[Element]:
    row: list[Element] = []
    if spot.group is None and (not groups or groups[-1].kind is not Kind.ROW):
        groups.append(_Group(Kind.ROW))
    (spot.group or groups[-1]).rows.append(row)
    return row


def _displayed(groups: list[_Group]) -> list[_Group]:
    """The first head on top, the first foot at the bottom, all others where they stand."""
    head = next((group for group in groups if group.kind is Kind.HEAD), None)
    foot = next((group for group in groups if group.kind is Kind.FOOT), None)
    between = [group for group in groups if group is not head and group is not foot]
    return [group for group in (head, *between, foot) if group]


def to_grid(parts: Parts, place: Place) -> Grid:
    """The cells with their places. Spans end with their group of rows; where two cells would overlap, the later one
    gives way. Raises ReadError for a table too large."""
    check_size(parts.row_count, "表格行", MAX_TABLE_ROWS)
    check_size(sum(len(row) for group in parts.groups for row in group), "单元格", MAX_CELLS)
    cells: list[GridCell] = []
    first = 0
    for group in parts.groups:
        # For each column, the row in which the cell that reaches down into it ends.
        until: list[int] = []
        for number, row in enumerate(group):
            column = 0
            for element in row:
                while column < len(until) and until[column] > number:
                    column += 1
                check_size(column, "表格列", MAX_SPAN)
                left = len(group) - number
                row_span = min(_span(element.attributes, "rowspan") or left, MAX_SPAN, left)
                wanted = min(_span(element.attributes, "colspan") or 1, MAX_SPAN)
                until.extend([0] * (column + wanted - len(until)))
                column_span = 1
                while column_span < wanted and until[column + column_span] <= number:
                    column_span += 1
                # Also behind the cell in the way: a browser lets the two overlap, and keeps later rows clear of both.
                end = column + wanted
                until[column:end] = [max(row_end, number + row_span) for row_end in until[column:end]]
                text = "\n".join(map(str, flow(element, tables=False)))
                if element.holds_picture and (not text or FIGURE.fullmatch(text)):
                    text = f"{text}{PICTURE}"
                cells.append(GridCell(text, first + number, column, row_span, column_span))
                column = end
        first += len(group)
    return Grid(tuple(cells), place)


def _span(attributes: Attributes, name: str) -> int:
    """A span by HTML's rules for integers: ``1e9`` is 1, ``-2`` is no number and means 1."""
    text = attributes.get(name) or attributes.get(f"aria-{name}")
    match = _NUMBER.match(text) if text else None
    return int(match[1]) if match else 1
