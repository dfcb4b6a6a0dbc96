"""Tables of web pages saved as text with one cell a line, a bar behind it, and the row filled up with bars.

    第二十条第（五）项 | |||
    信息内容 |
    本年处理决定数量 | ||
    行政许可 |
    46209 | ||

Bars without a cell stand for nothing that was in the table: they fill each row up to the width of the table, and only
by them can it be told where a row ends. Some programs write them on a line of their own, some also a bar before each
row. Others write a bar on a line of its own behind each cell, and nothing that says where a row ends.
"""

from __future__ import annotations

import re
from itertools import accumulate
from math import gcd

from gipcore_text.taking import Passed, Taken, plain

_CELL = re.compile(r"(?P<text>[^|]*?)\s*\|(?:\s+(?P<fill>\|+))?|(?P<only>\|{2,})")
MIN_WIDTH = 3
"""Columns of the narrowest table; what seems narrower are two tables that were taken together."""

_HEADING = re.compile(r"[。；;：:]$|^[一二三四五六七八九十]{1,3}、.{6,}(?:情况|事项)$")
"""The end of a sentence, or a heading: such a line is not the first one of a cell of several lines."""
MAX_LINES = 6
"""Lines of one cell."""
MAX_LABEL = 120
"""Characters of one of them; longer ones are prose."""
MIN_CELLS = 4


def take_apart(lines: list[str], start: int) -> Taken | Passed:
    """Cells of one or more lines, each ended by a line with a bar; one cell a row, as nobody says where a row ends."""
    if not lines[start].strip():
        return Passed()
    cells: list[str] = []
    text: list[str] = []
    end = start
    for position in range(start, len(lines)):
        line = lines[position].strip()
        if line == "|":
            if any(map(_HEADING.search, text[:-1])):
                break
            cells.append("\n".join(text))
            text = []
            end = position + 1
        elif line:
            text.append(line)
            if "|" in line or len(text) > (MAX_LINES if cells else 1) or len(line) > MAX_LABEL:
                break
    found = len(cells) >= MIN_CELLS and any(cells)
    return Taken(plain([cell] for cell in cells), end - start) if found else Passed()


def take_barred(lines: list[str], start: int) -> Taken | Passed:
    """Lines with one cell each, as rows; empty lines between them belong to the table."""
    if "|" not in lines[start]:
        return Passed()
    cells: list[str] = []
    ends: list[tuple[int, int]] = []
    end = position = start
    while position < len(lines):
        line = lines[position].strip()
        match = _CELL.fullmatch(line)
        position += 1
        if not line:
            continue
        if match is None:
            if "|" in line:
                return Passed(position - start)
            break
        if match["text"] is not None:
            cells.append(match["text"])
        if fill := match["fill"] or match["only"]:
            ends.append((len(cells), len(fill)))
        end = position
    rows = _rows(cells, ends)
    return Taken(plain(rows), end - start) if rows else Passed()


def _rows(cells: list[str], ends: list[tuple[int, int]]) -> list[list[str]]:
    """The cells row by row, none if they are no table. *ends*: after how many cells a row was filled up, and by how
    much."""
    filled = [count + by for (count, _), by in zip(ends, accumulate(by for _, by in ends), strict=True)]
    width = gcd(*filled)
    if width < MIN_WIDTH or any(by >= width for _, by in ends):
        return []
    rows: list[list[str]] = []
    begun = 0
    for count, _ in (*ends, (len(cells), 0)):
        rows += [cells[at : min(at + width, count)] for at in range(begun, count, width)]
        begun = count
    # A bar before each row is no cell.
    led = all(not row[0] for row in rows)
    return [row[1:] if led else row for row in rows]
