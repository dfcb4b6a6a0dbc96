"""Text → Document: stretches of lines that are drawn, delimited or dumped tables become grids, the rest paragraphs."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.documents import Block, Document, Paragraph, Place
from gipcore.limits import MAX_CELLS, MAX_PARAGRAPHS, MAX_TABLE_ROWS, check_size
from gipcore_text.barred import take_apart, take_barred
from gipcore_text.decoding import decode
from gipcore_text.delimited import take_commas, take_pipes, take_tabs
from gipcore_text.drawn import take_grid
from gipcore_text.dumped import take_tab_led
from gipcore_text.embedded import Embedded
from gipcore_text.markup import clean, clear_lines, heading
from gipcore_text.ruled import Rules
from gipcore_text.sheet import blocks_of, records_of
from gipcore_text.taking import Take, Taken, grid_of
from gipcore_text.wiki import Framed


def read(data: bytes) -> Document:
    """The document in a text file; raises ReadError for noise and for too much."""
    text = decode(data)
    records = records_of(text)
    blocks: list[Block] = []
    lines = tables = rows = cells = 0
    for found in blocks_of(records) if records else _found(text.split("\n")):
        if isinstance(found, Taken):
            tables += 1
            rows += len(found.rows)
            cells += sum(map(len, found.rows))
            check_size(rows, "表格行数", MAX_TABLE_ROWS)
            check_size(cells, "单元格数", MAX_CELLS)
            lines += found.lines
            blocks.append(grid_of(found.rows, Place(table=tables), clean))
        else:
            lines += 1
            check_size(len(blocks) - tables + 1, "文字行数", MAX_PARAGRAPHS)
            blocks.append(Paragraph(heading(found).strip(" \t\u3000"), Place(line=lines)))
    return Document(tuple(blocks))


def _found(written: list[str]) -> Iterator[str | Taken]:
    """The lines of a text, and the tables among them."""
    lines = clear_lines(written)
    takes: list[Take] = [Embedded(lines), Framed(lines, written), take_grid, Rules(lines), take_barred, take_apart]
    takes += [take_pipes, take_tab_led, take_tabs, take_commas]
    free = [0] * len(takes)
    """For each layout the first line where a table of its kind may begin."""
    position = 0
    while position < len(lines):
        taken = _take(takes, free, lines, position)
        yield taken or lines[position]
        position += taken.lines if taken else 1


def _take(takes: list[Take], free: list[int], lines: list[str], position: int) -> Taken | None:
    for number, take in enumerate(takes):
        if position < free[number]:
            continue
        found = take(lines, position)
        if isinstance(found, Taken):
            return found
        free[number] = position + found.lines
    return None
