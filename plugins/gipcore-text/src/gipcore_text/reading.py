"""Text → Document: stretches of lines that are drawn, delimited or dumped tables become grids, the rest paragraphs."""

from __future__ import annotations

from gipcore.documents import Block, Document, Grid, Paragraph, Place, grid_from_rows
from gipcore.limits import MAX_CELLS, MAX_TABLE_ROWS, check_size
from gipcore_text import barred, delimited, drawn
from gipcore_text.decoding import decode

TABLES = (
    drawn.take_grid,
    drawn.take_ruled,
    barred.take_barred,
    barred.take_apart,
    delimited.take_pipes,
    delimited.take_tab_led,
    delimited.take_tabs,
    delimited.take_commas,
)
"""Each looks at the lines from a position and takes a table's rows, with the number of lines used, or nothing."""


def read(data: bytes) -> Document:
    """The document in a text file; raises ReadError for noise and for too much."""
    lines = decode(data).split("\n")
    blocks: list[Block] = []
    position = tables = rows_seen = cells_seen = 0
    while position < len(lines):
        for take in TABLES:
            if taken := take(lines, position):
                rows, used = taken
                tables += 1
                rows_seen += len(rows)
                cells_seen += sum(map(len, rows))
                check_size(rows_seen, "表格行数", MAX_TABLE_ROWS)
                check_size(cells_seen, "单元格数", MAX_CELLS)
                blocks.append(_grid(rows, tables))
                position += used
                break
        else:
            blocks.append(Paragraph(lines[position].strip(" \t\u3000"), Place(line=position + 1)))
            position += 1
    return Document(tuple(blocks))


def _grid(rows: list[list[str]], number: int) -> Grid:
    return grid_from_rows(rows, Place(table=number))
