"""Tables whose cells are set apart by bars, tabs or commas, a row a line."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

from gipcore_text.dumped import FIGURE, MAX_LABEL
from gipcore_text.taking import Passed, Taken, plain

_BAR = re.compile(r"(?<!\\)[|｜│┃¦]")
_RULE = re.compile(r"^[\s|｜│┃+:=\-─━┼├┤┌┐└┘┬┴]*(?:[-=]{2}|[─━])[\s|｜│┃+:=\-─━┼├┤┌┐└┘┬┴]*$")
_HEAD = re.compile(r"^\|_\.\s*|(?<=\|)_\.\s*")
"""Textile's mark of a head cell."""
_JIRA_HEAD = re.compile(r"^\|\|[^|]*[^|\s][^|]*\|\|(?:[^|]+\|\|)+$")
"""A row of heads in Jira's and Confluence's notation."""
_PROSE = re.compile(r"""。|\d\s+\d""")
MIN_LINES = 3
"""Lines of comma-separated values; fewer may be a sentence with half-width commas."""
MAX_QUOTED = 20
"""Lines that a quoted value may cover."""
MAX_BEFORE = 50
"""Lines of sentences before comma-separated values."""
MAX_VALUES = 20_000
"""Characters of a line of comma-separated values."""


def take_pipes(lines: list[str], start: int) -> Taken | Passed:
    """Lines with bars; empty lines between them belong to the table, rules drawn with dashes are left out."""
    if not _BAR.search(lines[start]):
        return Passed()
    taken: list[str] = []
    end = position = start
    while position < len(lines):
        line = lines[position].strip()
        if _BAR.search(line):
            if not _RULE.match(line):
                taken.append(_HEAD.sub(lambda found: "|" if found[0].startswith("|") else "", line))
            end = position + 1
        elif line:
            break
        position += 1
    if not taken:
        return Passed(end - start)
    # A bar at the edge belongs to the frame only if every row has it; else an empty cell stands before it.
    led = all(_BAR.match(line) for line in taken)
    # The last line of a file that was cut off is none of them.
    whole = taken if len(taken) == 1 or any(map(str.strip, lines[end:])) else taken[:-1]
    ended = all(_BAR.match(line[-1]) and not line.endswith("\\|") for line in whole)
    return Taken(plain(_cells(line, led, ended) for line in taken), end - start)


def _cells(line: str, led: bool, ended: bool) -> list[str]:
    if _JIRA_HEAD.match(line):
        line = line[1:-1].replace("||", "|")
    cells = [cell.strip().replace("\\|", "|") for cell in _BAR.split(line)]
    last = ended and len(cells) > 1 + led and not cells[-1]
    return cells[led and len(cells) > 1 : len(cells) - last]


def take_tabs(lines: list[str], start: int) -> Taken | Passed:
    """Lines with tabs between their cells, one row a line; a line before them that ends with tabs is a row too."""
    position = start
    if _tab_ended(lines[start]) and start + 1 < len(lines) and _tabbed(lines[start + 1]):
        position += 1
    elif not _tabbed(lines[start]):
        return Passed()
    while position < len(lines) and (_tabbed(lines[position]) or _tab_ended(lines[position])):
        position += 1
    rows = ([cell.strip(" \u3000") for cell in line.split("\t")] for line in lines[start:position])
    return Taken(plain(rows), position - start)


def _tabbed(line: str) -> bool:
    """Whether a tab stands between two cells."""
    return "\t" in line.strip() and bool(line.strip())


def _tab_ended(line: str) -> bool:
    """Whether empty cells follow the only text of the line, as in a row of a table."""
    return line.endswith("\t") and 0 < len(line.strip()) <= MAX_LABEL


def take_commas(lines: list[str], start: int) -> Taken | Passed:
    """Comma-separated values: at least three records, all with the same number of fields and one of them with a figure,
    or half of them with one."""
    if "," not in lines[start] or not _valued(lines[start]):
        return Passed()
    rows: list[list[str]] = []
    end = start
    for row, stop in _records(lines, start):
        if len(row) < 2:
            break
        rows.append(row)
        end = stop
    figures = sum(any(FIGURE.match(cell) for cell in row) for row in rows)
    same = len(set(map(len, rows))) == 1
    if len(rows) >= MIN_LINES and figures and (same or 2 * figures >= len(rows)):
        return Taken(plain(rows), end - start)
    # Sentences with commas may stand right before a table; a long stretch of them is none.
    return Passed(max(1, end - start - MAX_BEFORE if figures else end - start))


def _valued(line: str) -> bool:
    """Whether a line may be one of values: no prose, quoted values apart."""
    return len(line) <= MAX_VALUES and ('"' in line or not _PROSE.search(line))


def _records(lines: list[str], start: int) -> Iterator[tuple[list[str], int]]:
    """Records from a line on, each with the line after it, until a line can be none."""
    position = start
    while position < len(lines) and _valued(lines[position]) and lines[position].strip():
        for stop in range(position + 1, min(position + 1 + MAX_QUOTED, len(lines) + 1)):
            text = "\n".join(lines[position:stop])
            if text.count('"') % 2 == 0:
                break
        else:
            return
        try:
            (row,) = csv.reader([f"{line}\n" for line in lines[position:stop]], strict=True)
        except (csv.Error, ValueError):
            return
        yield row, stop
        position = stop
