"""Tables whose columns stand under rules of dashes: one row a line, or rows over several lines, an empty one between.

Columns are found by the width that characters have on a screen, where Chinese ones take two places.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from attrs import field, frozen

from gipcore_text.drawn import spread
from gipcore_text.taking import Passed, Taken, plain

_DASHES = re.compile(r"^\s*-{2,}(?:\s+-{2,})+\s*$")
_FULL = re.compile(r"^\s*-{10,}\s*$")
MAX_HEAD = 12
"""Lines between the first rule of a table and the one under its head."""


@frozen
class Rules:
    """Takes such tables out of one text, whose rules and empty lines are found once."""

    lines: list[str]
    empty: list[int] = field(init=False)
    full: list[int] = field(init=False)
    dashed: dict[str, list[int]] = field(init=False)

    @empty.default
    def _empty(self) -> list[int]:
        return [number for number, line in enumerate(self.lines) if not line.strip()]

    @full.default
    def _full(self) -> list[int]:
        return [number for number, line in enumerate(self.lines) if _FULL.match(line)]

    @dashed.default
    def _dashed(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, line in enumerate(self.lines):
            if _DASHES.match(line):
                found.setdefault(line.strip(), []).append(number)
        return found

    def __call__(self, lines: list[str], start: int) -> Taken | Passed:
        """A table that begins with a rule ends with one; one whose first rule stands below its head ends at the next
        empty line, or at a rule before that."""
        opened = bool(_FULL.match(lines[start]) or _DASHES.match(lines[start]))
        if not lines[start].strip():
            return Passed()
        reach = range(start, min(start + MAX_HEAD, len(lines))) if opened else range(start + 1, start + 2)
        first = next((i for i in reach if i < len(lines) and _DASHES.match(lines[i])), -1)
        if first < 0:
            return Passed()
        rule = lines[first].strip()
        columns = [(m.start(), m.end()) for m in re.finditer(r"-+", lines[first])]
        empty = self._next(self.empty, first)
        closing = min(self._next(self.dashed[rule], first), self._next(self.full, first))
        end = closing if opened and closing < len(lines) else min(empty, closing)
        head = lines[start + (opened and first > start) : first]
        rows = [_join(head, columns)] if any(line.strip() for line in head) else []
        rows += _rows(lines[first + 1 : end], columns)
        return Taken(plain(rows), end - start + (end == closing < len(lines))) if rows else Passed()

    def _next(self, places: list[int], after: int) -> int:
        place = bisect_left(places, after + 1)
        return places[place] if place < len(places) else len(self.lines)


def _rows(body: list[str], columns: list[tuple[int, int]]) -> list[list[str]]:
    groups: list[list[str]] = [[]]
    spaced = any(not line.strip() for line in body[:-1])
    for line in body:
        if not line.strip():
            groups.append([])
        elif spaced:
            groups[-1].append(line)
        else:
            groups.append([line])
    return [_join(group, columns) for group in groups if group]


def _join(group: list[str], columns: list[tuple[int, int]]) -> list[str]:
    cells: list[list[str]] = [[] for _ in columns]
    for line in group:
        row: dict[int, list[str]] = {}
        for chunk in re.finditer(r"\S+", spread(line).replace("\0", "\1")):
            begin, stop = chunk.start(), chunk.end()
            column = max(
                range(len(columns)), key=lambda i: (_overlap(begin, stop, columns[i]), -abs(columns[i][0] - begin))
            )
            row.setdefault(column, []).append(chunk.group().replace("\1", ""))
        for column, chunks in row.items():
            cells[column].append(" ".join(chunks))
    return ["\n".join(parts) for parts in cells]


def _overlap(begin: int, stop: int, column: tuple[int, int]) -> int:
    return min(stop, column[1]) - max(begin, column[0])
