"""Tables in boxes (+--+, ┌─┐) whose cells may run over lines.

Columns are found by the width that characters have on a screen, where Chinese ones take two places.
"""

from __future__ import annotations

import re
from unicodedata import east_asian_width

from gipcore_text.taking import Passed, Taken, plain

_BORDER = re.compile(r"^\s*[+┌├└╔╠╚╭╰|│┃][-=─━═+┬┼┴┤├┐┘╦╬╩╗╣╝╮╯|│┃\s]*[-=─━═][-=─━═+┬┼┴┤├┐┘╦╬╩╗╣╝╮╯|│┃\s]*$")
_CROSS = re.compile(r"[+┌├└┬┼┴┤┐┘╔╠╚╦╬╩╗╣╝╭╰╮╯]")
_BAR = re.compile(r"[|│┃║]")
SLACK = 2
"""Places by which a chunk may miss its column: characters of ambiguous width are drawn differently."""


def spread(line: str) -> str:
    """The line with a filler after every wide character, so that an index is a place on the screen."""
    return "".join(c + "\0" if east_asian_width(c) in "WF" else c for c in line)


def take_grid(lines: list[str], start: int) -> Taken | Passed:
    """A boxed table; a cell's lines are joined, a merged cell gives its text where it begins and blanks elsewhere."""
    if not _BORDER.match(lines[start]) or not _CROSS.search(lines[start]):
        return Passed()
    end = start
    while end < len(lines) and (_BORDER.match(lines[end]) or _BAR.match(lines[end].strip()[:1] or " ")):
        end += 1
    block = [spread(line) for line in lines[start:end]]
    edges = sorted(
        {m.start() for line in block if _BORDER.match(line.replace("\0", "")) for m in _CROSS.finditer(line)}
    )
    if len(edges) < 2 or end - start < 3:
        return Passed(end - start)
    rows: list[list[str]] = []
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
    return Taken(plain(rows), end - start)


def _collect(line: str, edges: list[int], current: list[list[str]]) -> None:
    """Each piece between bars goes to the column in which it begins."""
    position = 0
    for piece in _BAR.split(line):
        if position and piece.strip("\0 "):
            left = position
            column = max((i for i, edge in enumerate(edges[:-1]) if edge <= left + SLACK - 1), default=0)
            current[column].append(piece.replace("\0", "").strip())
        position += len(piece) + 1
