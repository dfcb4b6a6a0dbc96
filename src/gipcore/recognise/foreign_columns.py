"""Columns that an office added to those of the form: 备注, 占比, 上年数, 行次.

Their headings say so, and what stands below them is none of the form's figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import evolve

from gipcore.limits import MAX_SPAN
from gipcore.recognise.rows import TableScan
from gipcore.recognise.tokens import Token
from gipcore.reports import ReadingRemark

Foreign = Mapping[tuple[int, int], Token]
"""The heading of each added column, by block of the document and grid column."""


def added_columns(scan: TableScan, tokens: Sequence[Token]) -> Foreign:
    """The grid columns below a heading that is no label, in grids that have all headings of the form besides."""
    headed = _headed(scan)
    lines = {token.line for token, _ in scan.heads if token.grid and token.block in headed}
    return {
        (token.block, column): token
        for token in reversed(tokens)
        if token.kind == "text" and token.line in lines
        for column in _columns(token)
        if column not in headed[token.block]
    }


def _columns(token: Token) -> range:
    return range(token.column, token.column + min(token.column_span, MAX_SPAN))


def _headed(scan: TableScan) -> dict[int, set[int]]:
    """The grid columns with labels of columns in each grid that has one for every column of the rows in it."""
    places: dict[tuple[int, int], set[int]] = {}
    keys: dict[tuple[int, int], set[str]] = {}
    for token, targets in scan.heads:
        for target in targets if token.grid else ():
            if target.role == "column":
                places.setdefault((token.block, id(target.block)), set()).update(_columns(token))
                keys.setdefault((token.block, id(target.block)), set()).update(c.key for c in target.columns)
    headed: dict[int, set[int]] = {}
    for (grid, _), columns in places.items():
        headed.setdefault(grid, set()).update(columns)
    for row in scan.rows:
        grid, block = row.start.block, id(row.block)
        wanted = {column.key for column in row.block.columns if not column.extra}
        if not wanted <= keys.get((grid, block), set()) or len(places[grid, block]) < len(wanted):
            headed.pop(grid, None)
    return headed


def without_added(scan: TableScan, foreign: Foreign) -> TableScan:
    """The rows without the figures of added columns."""
    if not foreign:
        return scan

    def own(token: Token) -> bool:
        head = foreign.get((token.block, token.column)) if token.grid else None
        return head is None or token.line <= head.line

    for row in scan.rows:
        row.values = [token for token in row.values if own(token)]
    orphans = [[token for token in tokens if own(token)] for tokens in scan.orphans]
    rows = [row for row in scan.rows if row.values or row.label]
    return evolve(scan, rows=rows, orphans=[tokens for tokens in orphans if tokens])


def remarks_of(foreign: Foreign, tokens: Sequence[Token]) -> list[ReadingRemark]:
    """One remark for each added column that has figures."""
    filled = {
        id(foreign[token.block, token.column])
        for token in tokens
        if token.kind == "value" and token.filled and (token.block, token.column) in foreign
    }
    heads = {id(head): head for head in foreign.values()}
    return [ReadingRemark("extra-column", heads[h].text.strip(), heads[h].place) for h in heads if h in filled]
