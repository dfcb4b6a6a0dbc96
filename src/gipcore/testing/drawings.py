"""Pages as text with tables that are drawn: boxes, rules of dashes, columns of blanks, as word processors and
converters draw them. Chinese characters take two places on the screen."""

from __future__ import annotations

import unicodedata
from random import Random

from gipcore.documents import Grid
from gipcore.testing.merging import unmerged
from gipcore.testing.pages import Page, Slot, rows_of, rows_with_blanks
from gipcore.testing.renderings import Rendering, Text, flat, render, rows_with_gaps


def width(text: str) -> int:
    """Places on the screen.

    >>> width("规章 0")
    6
    """
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _padded(text: str, places: int) -> str:
    return text + " " * (places - width(text))


def _wrapped(text: str, places: int) -> list[str]:
    """Lines of at most *places*."""
    lines, line = [], ""
    for c in text:
        if width(line + c) > places:
            lines.append(line)
            line = ""
        line += c
    return [*lines, line]


def _matrix(grid: Grid) -> list[list[str]]:
    rows = [[flat(s) for s in row] for row in rows_of(grid)]
    count = max(map(len, rows), default=0)
    return [row + [""] * (count - len(row)) for row in rows]


def _widths(rows: list[list[str]], most: int) -> list[int]:
    return [max(2, min(most, max(width(row[c]) for row in rows))) for c in range(len(rows[0]))]


def _boxed(page: Page, corners: str, most: int, head: str = "") -> Text:
    """Every cell in a box, long texts over several lines."""
    line, bar, corner = corners[0], corners[1], corners[2:].ljust(9, corners[2])

    def table(grid: Grid) -> list[str]:
        rows = _matrix(grid)
        sizes = _widths(rows, most)

        def rule(left: str, cross: str, right: str) -> str:
            return left + cross.join(line * (size + 2) for size in sizes) + right

        drawn = [rule(*corner[:3])]
        for number, row in enumerate(rows):
            cells = [_wrapped(text, size) for text, size in zip(row, sizes, strict=True)]
            for n in range(max(map(len, cells))):
                parts = [_padded(c[n] if n < len(c) else "", size) for c, size in zip(cells, sizes, strict=True)]
                drawn.append(bar + bar.join(f" {part} " for part in parts) + bar)
            between = rule(*corner[6:9] if number == len(rows) - 1 else corner[3:6])
            drawn.append(between.replace(line, head) if head and number == 0 else between)
        return drawn

    page = unmerged(page)
    return Text(render(page, table), page)


def grid_table(page: Page, random: Random) -> Text:
    """``+----+----+`` around every cell, long texts over several lines."""
    return _boxed(page, "-|+", random.choice([10, 20, 40, 80]))


def grid_table_with_head(page: Page, random: Random) -> Text:
    """As ``grid_table``, with ``=`` below the first row."""
    return _boxed(page, "-|+", random.choice([16, 40]), head="=")


def box(page: Page, random: Random) -> Text:
    """``─`` and ``│`` around every cell."""
    return _boxed(page, "─│┌┬┐├┼┤└┴┘", random.choice([12, 40, 80]))


def simple_table(page: Page, random: Random) -> Text:
    """Columns under a rule of dashes, one line a row, up to an empty line (pandoc's simple table with a head)."""
    return _ruled(page, closed=False, headed=True)


def simple_table_closed(page: Page, random: Random) -> Text:
    """As ``simple_table``, with another rule at the end."""
    return _ruled(page, closed=True, headed=True)


def simple_table_without_head(page: Page, random: Random) -> Text:
    """Columns between two rules of dashes (pandoc's simple table without a head)."""
    return _ruled(page, closed=True, headed=False)


def _ruled(page: Page, *, closed: bool, headed: bool) -> Text:
    def table(grid: Grid) -> list[str]:
        rows = _matrix(grid)
        sizes = _widths(rows, 200)
        rule = "  " + " ".join("-" * size for size in sizes)
        lines = ["  " + " ".join(_padded(t, s) for t, s in zip(row, sizes, strict=True)).rstrip() for row in rows]
        lines.insert(1 if headed else 0, rule)
        return [*lines, rule] if closed else lines

    page = unmerged(page)
    return Text(render(page, table), page)


def multiline_table(page: Page, random: Random) -> Text:
    """Columns under a rule of dashes, rows over several lines with an empty line between (pandoc's multiline table)."""

    def table(grid: Grid) -> list[str]:
        rows = _matrix(grid)
        sizes = _widths(rows, 14)
        full = "  " + "-" * (sum(sizes) + len(sizes) - 1)
        rule = "  " + " ".join("-" * size for size in sizes)
        drawn = [full]
        for number, row in enumerate(rows):
            cells = [_wrapped(t, s) for t, s in zip(row, sizes, strict=True)]
            for n in range(max(map(len, cells))):
                parts = [_padded(c[n] if n < len(c) else "", s) for c, s in zip(cells, sizes, strict=True)]
                drawn.append(("  " + " ".join(parts)).rstrip())
            drawn.append(rule if number == 0 else "")
        return [*drawn[:-1], full]

    page = unmerged(page)
    return Text(render(page, table), page)


def aligned(page: Page, random: Random) -> Text:
    """Columns set apart by blanks alone; rows with blank figures can be told only by where figures stand."""

    def table(grid: Grid) -> list[str]:
        rows = _matrix(grid)
        sizes = _widths(rows, 200)
        return ["  ".join(_padded(t, s) for t, s in zip(row, sizes, strict=True)).rstrip() for row in rows]

    page = unmerged(page)
    return Text(render(page, table), page.doubting(rows_with_blanks(page) | rows_with_gaps(page)))


def comma_separated(page: Page, random: Random) -> Text:
    """Cells parted by commas, quoted where they hold one (a spreadsheet's export)."""

    def cell(slot: Slot) -> str:
        text = slot.text
        return '"' + text.replace('"', '""') + '"' if any(c in text for c in ',"\n') else text

    page = unmerged(page)
    return Text(render(page, lambda g: [",".join(cell(s) for s in row) for row in rows_of(g)]), page)


RENDERINGS: tuple[Rendering, ...] = (
    grid_table,
    grid_table_with_head,
    box,
    simple_table,
    simple_table_closed,
    simple_table_without_head,
    multiline_table,
    aligned,
    comma_separated,
)
