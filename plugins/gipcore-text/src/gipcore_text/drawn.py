"""Tables drawn with characters: boxes (+--+, ┌─┐) whose cells may run over lines, and columns under rules of dashes.

Columns are found by the width that characters have on a screen, where Chinese ones take two places.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

Rows = list[list[str]]
_BORDER = re.compile(r"^\s*[+┌├└╔╠╚╭╰|│┃][-=─━═+┬┼┴┤├┐┘╦╬╩╗╣╝╮╯|│┃\s]*[-=─━═][-=─━═+┬┼┴┤├┐┘╦╬╩╗╣╝╮╯|│┃\s]*$")
_CROSS = re.compile(r"[+┌├└┬┼┴┤┐┘╔╠╚╦╬╩╗╣╝╭╰╮╯]")
_BAR = re.compile(r"[|│┃║]")
_DASHES = re.compile(r"^\s*-{2,}(?:\s+-{2,})+\s*$")
_FULL = re.compile(r"^\s*-{10,}\s*$")
MAX_HEAD = 12
"""Lines between the first rule of a table and the one under its head."""
SLACK = 2
"""Places by which a chunk may miss its column: characters of ambiguous width are drawn differently."""


def _spread(line: str) -> str:
    """The line with a filler after every wide character, so that an index is a place on the screen."""
    return "".join(c + "\0" if east_asian_width(c) in "WF" else c for c in line)


def take_grid(lines: list[str], start: int) -> tuple[Rows, int] | None:
    """A boxed table; a cell's lines are joined, a merged cell gives its text where it begins and blanks elsewhere."""
    if not _BORDER.match(lines[start]) or not _CROSS.search(lines[start]):
        return None
    end = start
    while end < len(lines) and (_BORDER.match(lines[end]) or _BAR.match(lines[end].strip()[:1] or " ")):
        end += 1
    block = [_spread(line) for line in lines[start:end]]
    edges = sorted(
        {m.start() for line in block if _BORDER.match(line.replace("\0", "")) for m in _CROSS.finditer(line)}
    )
    if len(edges) < 2 or end - start < 3:
        return None
    rows: Rows = []
    current: list[list[str]] | None = None
    for line in block:
        if _BORDER.match(line.replace("\0", "")):
            if current is not None:
                rows.append(["\n".join(parts) for parts in current])
            current = None
            continue
        if current is None:
            current = [[] for _ in edges[:-1]]
        _collect(line, edges, current)
    if current is not None:
        rows.append(["\n".join(parts) for parts in current])
    return rows, end - start


def _collect(line: str, edges: list[int], current: list[list[str]]) -> None:
    """Each piece between bars goes to the column in which it begins."""
    position = 0
    for piece in _BAR.split(line):
        if position and piece.strip("\0 "):
            left = position
            column = max((i for i, edge in enumerate(edges[:-1]) if edge <= left + SLACK - 1), default=0)
            current[column].append(piece.replace("\0", "").strip())
        position += len(piece) + 1


def take_ruled(lines: list[str], start: int) -> tuple[Rows, int] | None:
    """Columns under rules of dashes: one row a line, or rows over several lines with an empty line between them.

    A table that begins with a rule ends with one; a table whose first rule stands below its head ends at the next
    empty line, or at a rule before that.
    """
    opened = bool(_FULL.match(lines[start]) or _DASHES.match(lines[start]))
    reach = range(start, min(start + MAX_HEAD, len(lines))) if opened else range(start + 1, min(start + 2, len(lines)))
    first = next((i for i in reach if _DASHES.match(lines[i])), -1)
    if first < 0 or not lines[start].strip():
        return None
    rule = lines[first].strip()
    columns = [(m.start(), m.end()) for m in re.finditer(r"-+", lines[first])]
    rest = range(first + 1, len(lines))
    empty = next((i for i in rest if not lines[i].strip()), len(lines))
    closing = next((i for i in rest if lines[i].strip() == rule or _FULL.match(lines[i])), len(lines))
    end = closing if opened and closing < len(lines) else min(empty, closing)
    head = lines[start + (opened and first > start) : first]
    rows = [_join(head, columns)] if any(line.strip() for line in head) else []
    rows += _rows(lines[first + 1 : end], columns)
    return (rows, end - start + (end == closing < len(lines))) if rows else None


def _rows(body: list[str], columns: list[tuple[int, int]]) -> Rows:
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
        spread = _spread(line)
        for chunk in re.finditer(r"\S+", spread.replace("\0", "\1")):
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
