"""Tables whose cells are set apart by bars or tabs, and the dump of a word processor with one tab-led cell a line."""

from __future__ import annotations

import csv
import re

Rows = list[list[str]]
_BAR = re.compile(r"(?<!\\)[|｜│┃¦]")
_RULE = re.compile(r"^[\s|｜│┃+:=\-─━┼├┤┌┐└┘┬┴]*(?:[-=]{2}|[─━])[\s|｜│┃+:=\-─━┼├┤┌┐└┘┬┴]*$")
_FRAME = re.compile(r"^\{\|.*$|^\|\}$|^\|[=-]+$")
"""Lines that open or close a table in wiki and AsciiDoc text."""
_FIGURE = re.compile(r"^\s*[+-]?[\d０-９][\d０-９.,，．]*\D{0,3}\s*$")
_PROSE = re.compile(r"""。|\d\s+\d|^[^"]*"(?:[^"]*"[^"]*")*[^"]*$""")
MIN_LINES = 3
"""Lines of comma-separated values; fewer may be a sentence with half-width commas."""
MAX_LABEL = 120
"""Characters of a cell; longer tab-led lines are indented prose."""


def take_pipes(lines: list[str], start: int) -> tuple[Rows, int] | None:
    """Lines with bars; empty lines between them belong to the table, rules drawn with dashes are left out."""
    taken: list[str] = []
    end = position = start
    while position < len(lines):
        line = lines[position].strip()
        if _BAR.search(line):
            if not _RULE.match(line) and not _FRAME.match(line):
                taken.append(line)
            end = position + 1
        elif line:
            break
        position += 1
    # A bar at the edge belongs to the frame only if every row has it; else an empty cell stands before it.
    led = all(_BAR.match(line) for line in taken)
    # The last line of a file that was cut off is none of them.
    whole = taken if len(taken) == 1 or any(map(str.strip, lines[end:])) else taken[:-1]
    ended = all(_BAR.match(line[-1]) and not line.endswith("\\|") for line in whole)
    rows = [_cells(line, led, ended) for line in taken]
    return (rows, end - start) if end > start else None


def _cells(line: str, led: bool, ended: bool) -> list[str]:
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]
    last = ended and len(cells) > 1 + led and not cells[-1]
    return cells[led and len(cells) > 1 : len(cells) - last]


def take_tabs(lines: list[str], start: int) -> tuple[Rows, int] | None:
    """Lines with tabs between their cells, one row a line."""
    position = start
    rows: Rows = []
    while position < len(lines) and (_tabbed(lines[position]) or (rows and _tab_ended(lines[position]))):
        rows.append([cell.strip(" \u3000") for cell in lines[position].split("\t")])
        position += 1
    if not rows and _tab_ended(lines[start]) and start + 1 < len(lines) and _tabbed(lines[start + 1]):
        rest = take_tabs(lines, start + 1)
        return ([lines[start].split("\t"), *rest[0]], rest[1] + 1) if rest else None
    return (rows, position - start) if rows else None


def _tabbed(line: str) -> bool:
    """Whether a tab stands between two cells."""
    return "\t" in line.strip() and bool(line.strip())


def _tab_ended(line: str) -> bool:
    """Whether empty cells follow the only text of the line, as in a row of a table."""
    return line.endswith("\t") and 0 < len(line.strip()) <= MAX_LABEL


def take_commas(lines: list[str], start: int) -> tuple[Rows, int] | None:
    """Comma-separated values: at least three lines with the same number of fields, one of them with a figure."""
    count = lines[start].count(",")
    if not count or _PROSE.search(lines[start]):
        return None
    end = start
    while end < len(lines) and lines[end].count(",") >= count and not _PROSE.search(lines[end]):
        end += 1
    rows = list(csv.reader(lines[start:end]))
    same = len({len(row) for row in rows}) == 1
    figures = any(_FIGURE.match(cell) for row in rows for cell in row)
    return (rows, end - start) if end - start >= MIN_LINES and same and figures else None


def take_tab_led(lines: list[str], start: int) -> tuple[Rows, int] | None:
    """One cell a line, each led by a tab; an empty line ends the row, a line without a tab goes on with the cell."""
    rows: Rows = []
    position = end = start
    while position < len(lines):
        row: list[str] = []
        while position < len(lines) and _led(lines[position]):
            cell = lines[position][1:]
            position += 1
            while (
                row is not None
                and position < len(lines)
                and lines[position].strip()
                and not lines[position].startswith("\t")
            ):
                if len(lines[position]) > MAX_LABEL:
                    break
                cell += "\n" + lines[position]
                position += 1
            row.append(cell)
        if not row:
            break
        rows.append(row)
        end = position
        while position < len(lines) and not lines[position].strip(" ") and "\t" not in lines[position]:
            position += 1
    figures = any(len(row) > 1 and any(_FIGURE.match(cell) for cell in row) for row in rows)
    prose = any(len(cell) > MAX_LABEL for row in rows for cell in row)
    return (rows, end - start) if figures and not prose else None


def _led(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line[1:]
