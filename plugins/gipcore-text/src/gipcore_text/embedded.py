"""Web tables inside text, as converters to Markdown leave them where their own notation has no merged cells."""

from __future__ import annotations

import re
from bisect import bisect_left
from html.parser import HTMLParser

from attrs import field, frozen

from gipcore.limits import MAX_CELLS, check_size
from gipcore_text.taking import Merged, Passed, Rows, Taken

_OPEN = re.compile(r"^\s*(?:<html>\s*<body>\s*)?<table\b", re.IGNORECASE)
_CLOSE = re.compile(r"</table\s*>", re.IGNORECASE)
_BREAKS = frozenset(["br", "p", "div", "li"])
MAX_LINES = 20_000
"""Lines of a table."""


@frozen
class Embedded:
    """Takes such tables out of one text, whose closing tags are found once."""

    lines: list[str]
    ends: list[int] = field(init=False)

    @ends.default
    def _ends(self) -> list[int]:
        return [number for number, line in enumerate(self.lines) if _CLOSE.search(line)]

    def __call__(self, lines: list[str], start: int) -> Taken | Passed:
        """The table that begins in the line; text behind its end in the same line is left out."""
        if not _OPEN.match(lines[start]):
            return Passed()
        place = bisect_left(self.ends, start)
        if place == len(self.ends) or self.ends[place] > start + MAX_LINES:
            return Passed()
        end = self.ends[place]
        parser = _Cells()
        parser.feed("\n".join(lines[start : end + 1]))
        parser.close()
        rows = [row for row in parser.rows if row]
        return Taken(rows, end + 1 - start) if rows else Passed()


class _Cells(HTMLParser):
    """Rows and cells; a table in a cell is part of the text of that cell."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: Rows = []
        self.count = 0
        self.open = False
        self.text: list[str] = []
        self.spans = (1, 1)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end()
            self.rows.append([])
        elif tag in ("td", "th"):
            self._end()
            self.open, self.text = True, []
            named = dict(attrs)
            self.spans = _span(named.get("rowspan")), _span(named.get("colspan"))
        elif tag in _BREAKS:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end()

    def handle_data(self, data: str) -> None:
        if self.open:
            self.text.append(data)

    def _end(self) -> None:
        if not self.open:
            return
        self.open = False
        self.count += 1
        check_size(self.count, "单元格数", MAX_CELLS)
        lines = (" ".join(line.split()) for line in "".join(self.text).strip().split("\n"))
        if not self.rows:
            self.rows.append([])
        self.rows[-1].append(Merged("\n".join(line for line in lines if line), *self.spans))


def _span(text: str | None) -> int:
    return int(text) if text and text.strip().isdecimal() and 0 < len(text.strip()) <= 6 and int(text) else 1
