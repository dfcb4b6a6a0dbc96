"""Tables of wikis and of AsciiDoc: a frame, and cells one a line or several, with spans."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable

from attrs import evolve, field, frozen

from gipcore_text.taking import Merged, Passed, Rows, Taken

_ADOC_FRAME = re.compile(r"^\|={3,}\s*$")
_ADOC_CELL = re.compile(r"(?:(?<=\s)|^)(?:(\d{1,4})?(?:\.(\d{1,4}))?\+)?(?:[<^>]?(?:\.[<^>])?)?[adehlms]?(?<!\\)\|")
_COLS = re.compile(r'cols="?([^"\]]+)"?')
_REPEATED = re.compile(r"^(\d{1,3})\*")
_SPAN = re.compile(r'\b(row|col)span\s*=\s*"?\'?(\d{1,6})')
_ATTRIBUTES = re.compile(r"""^\s*(?:[a-zA-Z-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s|"']+)\s*)+\|(?!\|)""")
MAX_LINES = 5_000
"""Lines of a table."""


@frozen
class Framed:
    """Takes such tables out of one text, whose closing lines are found once. ``attributes`` are the text's lines with
    the attributes of tables still in them."""

    lines: list[str]
    attributes: list[str]
    wiki_ends: list[int] = field(init=False)
    adoc_ends: list[int] = field(init=False)

    @wiki_ends.default
    def _wiki_ends(self) -> list[int]:
        return [number for number, line in enumerate(self.lines) if line.strip() == "|}"]

    @adoc_ends.default
    def _adoc_ends(self) -> list[int]:
        return [number for number, line in enumerate(self.lines) if _ADOC_FRAME.match(line)]

    def __call__(self, lines: list[str], start: int) -> Taken | Passed:
        """The table that a frame opens at *start*."""
        if lines[start].lstrip().startswith("{|"):
            return self._taken(start, _next(self.wiki_ends, start), _wiki_rows)
        if _ADOC_FRAME.match(lines[start]):
            columns = self._columns(start)
            return self._taken(start, _next(self.adoc_ends, start), lambda body: _adoc_rows(body, columns))
        return Passed()

    def _taken(self, start: int, end: int, rows_of: Callable[[list[str]], Rows]) -> Taken | Passed:
        if not start < end <= start + MAX_LINES:
            return Passed()
        rows = rows_of(self.lines[start + 1 : end])
        return Taken(rows, end + 1 - start) if rows else Passed()

    def _columns(self, start: int) -> int:
        """How many columns the attributes above the frame name; 0 if they do not."""
        found = _COLS.search(self.attributes[start - 1]) if start else None
        if not found:
            return 0
        parts = found[1].split(",")
        return sum(min(int(times[1]), 100) if (times := _REPEATED.match(part.strip())) else 1 for part in parts)


def _next(places: list[int], after: int) -> int:
    place = bisect_left(places, after + 1)
    return places[place] if place < len(places) else -1


def _wiki_rows(body: list[str]) -> Rows:
    """``|-`` begins a row, ``|`` and ``!`` a cell, ``||`` and ``!!`` another one; other lines go on with the cell."""
    rows: Rows = [[]]
    for line in body:
        text = line.strip()
        if text.startswith("|-"):
            rows.append([])
        elif text.startswith("|+"):
            continue
        elif text[:1] in ("|", "!"):
            rows[-1] += [_wiki_cell(cell) for cell in re.split(r"\|\||!!" if text[0] == "!" else r"\|\|", text[1:])]
        elif rows[-1] and text:
            rows[-1][-1] = _continued(rows[-1][-1], text)
    return [row for row in rows if row]


def _continued(cell: str | Merged, text: str) -> str | Merged:
    """The cell with another line."""
    if isinstance(cell, Merged):
        return evolve(cell, text=f"{cell.text}\n{text}".strip())
    return f"{cell}\n{text}".strip()


def _wiki_cell(text: str) -> str | Merged:
    found = _ATTRIBUTES.match(text)
    if not found:
        return text.strip()
    spans = {kind: int(number) for kind, number in _SPAN.findall(found[0])}
    bare = text[found.end() :].strip()
    return Merged(bare, max(1, spans.get("row", 1)), max(1, spans.get("col", 1))) if spans else bare


def _adoc_rows(body: list[str], columns: int) -> Rows:
    """Cells follow each other, a row is full when all columns are; without their number a line is a row."""
    cells: list[str | Merged] = []
    first_line = 0
    for line in body:
        starts = list(_ADOC_CELL.finditer(line))
        before = line[: starts[0].start()] if starts else line
        if cells and before.strip():
            cells[-1] = _continued(cells[-1], before.strip())
        for place, found in enumerate(starts):
            stop = starts[place + 1].start() if place + 1 < len(starts) else len(line)
            text = line[found.end() : stop].strip().replace("\\|", "|")
            wide, tall = int(found[1] or 1), int(found[2] or 1)
            cells.append(Merged(text, max(1, tall), max(1, wide)) if wide > 1 or tall > 1 else text)
        first_line = first_line or sum(cell.column_span if isinstance(cell, Merged) else 1 for cell in cells)
    return _filled(cells, columns or first_line)


def _filled(cells: list[str | Merged], columns: int) -> Rows:
    rows: Rows = []
    below: list[int] = [0] * columns
    row: list[str | Merged] = []
    column = 0
    for cell in cells:
        while column < columns and below[column]:
            column += 1
        wide, tall = (cell.column_span, cell.row_span) if isinstance(cell, Merged) else (1, 1)
        row.append(cell)
        for place in range(column, min(column + wide, columns)):
            below[place] = tall
        column += wide
        while column < columns and below[column]:
            column += 1
        if column >= columns:
            rows.append(row)
            row, column = [], 0
            below = [max(0, left - 1) for left in below]
    return [*rows, row] if row else rows
