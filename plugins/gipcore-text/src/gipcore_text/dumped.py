"""The dump of a word processor: one cell a line, each led by a tab."""

from __future__ import annotations

import re

from gipcore_text.taking import Passed, Taken, plain

FIGURE = re.compile(r"^\s*[+-]?[\d０-９][\d０-９.,，．]*\D{0,3}\s*$")
MAX_LABEL = 120
"""Characters of a cell; longer tab-led lines are indented prose."""


def take_tab_led(lines: list[str], start: int) -> Taken | Passed:
    """An empty line ends the row, a line without a tab goes on with the cell."""
    rows: list[list[str]] = []
    position = end = start
    while position < len(lines):
        row: list[str] = []
        while position < len(lines) and _led(lines[position]):
            cell = [lines[position][1:]]
            position += 1
            while _goes_on(lines, position):
                cell.append(lines[position])
                position += 1
            row.append("\n".join(cell))
            if len(row[-1]) > MAX_LABEL:
                return Passed(position - start)
        if not row:
            break
        rows.append(row)
        end = position
        while position < len(lines) and not lines[position].strip(" ") and "\t" not in lines[position]:
            position += 1
    figures = any(len(row) > 1 and any(FIGURE.match(cell) for cell in row) for row in rows)
    return Taken(plain(rows), end - start) if figures else Passed(max(1, position - start))


def _led(line: str) -> bool:
    return line.startswith("\t") and "\t" not in line[1:]


def _goes_on(lines: list[str], position: int) -> bool:
    """Whether the line there belongs to the cell before it."""
    if position == len(lines):
        return False
    line = lines[position]
    return bool(line.strip()) and not line.startswith("\t") and len(line) <= MAX_LABEL
