"""A grid with merged cells drawn in box characters, for the terminal: every cell where the form has it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen
from rich.cells import cell_len
from rich.text import Text

from gipcore.documents import Grid, GridCell
from gipcore_cli.page import inline, safe
from gipcore_cli.wrap import wrap

_UP, _RIGHT, _DOWN, _LEFT = 1, 2, 4, 8
_BOX = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
_ASCII = " |-+||++-+-++++++"
_LABEL = 4
"""Cells that a column of words needs at least: two characters."""


@frozen
class Inside:
    """What is drawn in a cell: its text and style."""

    text: str
    style: str = ""


@frozen
class _Canvas:
    """Characters and styles by line and cell; a wide character leaves the cell after it empty."""

    characters: list[list[str]]
    styles: list[list[str]]
    arms: list[list[int]] = field()


def draw(
    grid: Grid, weights: Sequence[int], width: int, insides: Mapping[str, Inside], *, ascii_only: bool = False
) -> list[Text] | None:
    """The grid as lines of at most *width* cells, or None if its figures do not fit.

    *weights* are the widths of the columns in any unit. A cell whose text is a key of *insides* is drawn as that says
    and never broken over lines.
    """
    columns = _column_widths(grid, weights, width, insides)
    if columns is None:
        return None
    across = _edges(columns)
    boxes = [(cell, _lines(cell, across, insides)) for cell in grid.cells]
    down = _edges(_row_heights(grid.row_count, boxes))
    canvas = _canvas(across[-1] + 1, down[-1] + 1)
    for cell, lines in boxes:
        top, bottom = down[cell.row], down[cell.row + cell.row_span]
        left, right = across[cell.column], across[cell.column + cell.column_span]
        _frame(canvas.arms, top, bottom, left, right)
        style = insides[cell.text].style if cell.text in insides else ""
        begin = top + 1 + (bottom - top - 1 - len(lines)) // 2
        for number, line in enumerate(lines):
            _write(canvas, begin + number, left + 1 + (right - left - 1 - cell_len(line)) // 2, line, style)
    return _finish(canvas, _ASCII if ascii_only else _BOX)


def _column_widths(grid: Grid, weights: Sequence[int], width: int, insides: Mapping[str, Inside]) -> list[int] | None:
    least = [2] * len(weights)
    for cell in grid.cells:
        if cell.column_span == 1:
            need = cell_len(insides[cell.text].text) if cell.text in insides else _LABEL
            least[cell.column] = max(least[cell.column], need)
    room = width - len(weights) - 1
    if sum(least) > room:
        return None
    widths = [max(low, room * weight // sum(weights)) for low, weight in zip(least, weights, strict=True)]
    while sum(widths) > room:
        spare = [have - low for have, low in zip(widths, least, strict=True)]
        widths[spare.index(max(spare))] -= 1
    return widths


def _edges(sizes: Sequence[int]) -> list[int]:
    """The offsets of the lines around and between columns or rows of these sizes."""
    edges = [0]
    for size in sizes:
        edges.append(edges[-1] + size + 1)
    return edges


def _lines(cell: GridCell, across: Sequence[int], insides: Mapping[str, Inside]) -> list[str]:
    inner = across[cell.column + cell.column_span] - across[cell.column] - 1
    text = insides[cell.text].text if cell.text in insides else safe(inline(cell.text))
    return wrap(text, inner)


def _row_heights(count: int, boxes: Sequence[tuple[GridCell, list[str]]]) -> list[int]:
    heights = [1] * count
    for cell, lines in sorted(boxes, key=lambda box: box[0].row_span):
        last = cell.row + cell.row_span
        have = sum(heights[cell.row : last]) + cell.row_span - 1
        heights[last - 1] += max(0, len(lines) - have)
    return heights


def _canvas(width: int, height: int) -> _Canvas:
    return _Canvas(
        [[" "] * width for _ in range(height)],
        [[""] * width for _ in range(height)],
        [[0] * width for _ in range(height)],
    )


def _frame(arms: list[list[int]], top: int, bottom: int, left: int, right: int) -> None:
    for y in (top, bottom):
        for x in range(left, right):
            arms[y][x] |= _RIGHT
            arms[y][x + 1] |= _LEFT
    for x in (left, right):
        for y in range(top, bottom):
            arms[y][x] |= _DOWN
            arms[y + 1][x] |= _UP


def _write(canvas: _Canvas, y: int, x: int, text: str, style: str) -> None:
    for character in text:
        size = cell_len(character)
        if not size:
            # A combining mark belongs to the character before it.
            canvas.characters[y][x - 1] += character
            continue
        canvas.characters[y][x] = character
        canvas.styles[y][x] = style
        if size == 2:
            canvas.characters[y][x + 1] = ""
        x += size


def _finish(canvas: _Canvas, box: str) -> list[Text]:
    lines = []
    for characters, styles, arms in zip(canvas.characters, canvas.styles, canvas.arms, strict=True):
        line = Text()
        for character, style, arm in zip(characters, styles, arms, strict=True):
            line.append(box[arm], "dim") if arm else line.append(character, style or None)
        lines.append(line)
    return lines
