"""Columns that an office added to those of the form: 备注, 占比, 上年数, 行次.

Their headings say so, and what stands below them is none of the form's figures. Where cells show no columns, rows below
such a heading are not certain at all.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import define, evolve, frozen

from gipcore.limits import MAX_SPAN
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token
from gipcore.reports import ReadingRemark


@frozen
class Added:
    """The heading of an added column, and the grid column in which the headings end: rows that end elsewhere have lost
    cells, so that nobody knows what stands below."""

    heading: Token
    end: int


@define
class AddedColumns:
    """The added columns by grid and grid column; the labelled columns by grid and block of the form."""

    found: Mapping[tuple[int, int], Added]
    known: Mapping[tuple[int, int], set[int]]
    torn: set[tuple[int, int]]
    """Grids and blocks with such a heading whose headings do not stand over columns of their own."""

    @classmethod
    def of(cls, scan: TableScan, tokens: Sequence[Token]) -> AddedColumns:
        """The columns below a heading that is no label, on lines with headings of blocks that have all of theirs."""
        known, keys, lines = _headings(scan)
        blocks = {id(row.block): row.block for row in scan.rows}
        complete = {
            place: sum(not column.extra for column in block.columns)
            for place in known
            if (block := blocks.get(place[1]))
            and {column.key for column in block.columns if not column.extra} <= keys[place]
        }
        whole = {place for place, count in complete.items() if len(known[place]) >= count}
        heads = {line: place for line, places in lines.items() for place in places if place in whole}
        ends: dict[tuple[int, int], int] = {}
        for token in tokens:
            if token.line in heads:
                place = heads[token.line]
                ends[place] = max(ends.get(place, 0), token.column + token.column_span)
        found = {
            (token.block, column): Added(token, ends[heads[token.line]])
            for token in reversed(tokens)
            if token.kind == "text" and token.line in heads
            for column in _columns(token)
            if column not in known[heads[token.line]]
        }
        texts = {token.line for token in tokens if token.kind == "text"}
        torn = {p for line, ps in lines.items() if line in texts for p in ps if p in complete and p not in whole}
        return cls(found, known, torn)

    def taken_out(self, scan: TableScan) -> TableScan:
        """The rows without the figures of added columns; in doubt where cells are lost."""
        if not self.found and not self.torn:
            return scan
        for row in scan.rows:
            if row.labelled and row.values[0].grid and (row.values[0].block, id(row.block)) in self.torn:
                row.doubtful = True
            end = max(token.column + token.column_span for token in row.values)
            there = [added for place in self._places(row) if (added := self.found.get(place))]
            if any(added.end != end for added in there):
                row.doubtful = True
            elif there:
                row.values = [token for token in row.values if (token.block, token.column) not in self._places(row)]
        orphans = [[t for t in tokens if (t.block, t.column) not in self.found] for tokens in scan.orphans]
        rows = [row for row in scan.rows if row.values]
        return evolve(scan, rows=rows, orphans=[tokens for tokens in orphans if tokens])

    def _places(self, row: RowFound) -> set[tuple[int, int]]:
        """The added columns that the row's block has no heading over."""
        grid = row.values[0].block if row.values[0].grid else -1
        labelled = self.known.get((grid, id(row.block)), set())
        return {place for place in self.found if place[0] == grid and place[1] not in labelled}

    def remarks(self, tokens: Sequence[Token]) -> list[ReadingRemark]:
        """One remark for each added column that has figures."""
        filled = {(t.block, t.column) for t in tokens if t.grid and t.kind == "value" and t.filled}
        heads = {id(added.heading): added.heading for place, added in self.found.items() if place in filled}
        return [ReadingRemark("extra-column", head.text.strip(), head.place) for head in heads.values()]


def _columns(token: Token) -> range:
    return range(token.column, token.column + min(token.column_span, MAX_SPAN))


def _headings(
    scan: TableScan,
) -> tuple[dict[tuple[int, int], set[int]], dict[tuple[int, int], set[str]], dict[int, set[tuple[int, int]]]]:
    """By grid and block: the grid columns below labels of columns, and the keys of these; the lines of headings."""
    places: dict[tuple[int, int], set[int]] = {}
    keys: dict[tuple[int, int], set[str]] = {}
    lines: dict[int, set[tuple[int, int]]] = {}
    for token, targets in scan.heads:
        for target in targets if token.grid else ():
            place = token.block, id(target.block)
            lines.setdefault(token.line, set()).add(place)
            if target.role == "column":
                places.setdefault(place, set()).update(_columns(token))
                keys.setdefault(place, set()).update(column.key for column in target.columns)
    return places, keys, lines
