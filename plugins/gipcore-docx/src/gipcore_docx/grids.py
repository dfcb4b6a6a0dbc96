"""A Grid → a Word table: column widths, borders, cells merged to the right (gridSpan) and downwards (vMerge)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from docx.oxml.ns import nsdecls

from gipcore.documents import Grid, GridCell

_NARROWEST, _WIDEST = 3, 14
"""Characters that a column is given at least and at most, where its width is not known."""
_INDENT = "\u3000"
"""Begins a label that stands below another one; its column is not centred."""
_FRAME = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(
    f'<w:{side} w:w="{width}" w:type="dxa"/>'
    for side, width in (("top", 20), ("left", 40), ("bottom", 20), ("right", 40))
)


def table_markup(grid: Grid, widths: Sequence[int], total: int, style: str) -> str:
    """The ``w:tbl`` of *grid*, *total* twentieths of a point wide, its text in the paragraph style with id *style*.

    Empty *widths*: columns are as wide as their text asks. Texts must hold no characters that XML does not allow.
    """
    columns = _twips(widths or _asked(grid), total)
    heading = _heading_rows(grid)
    indented = {cell.column for cell in grid.cells if cell.text.startswith(_INDENT)}
    rows = ""
    for index, owners in enumerate(_owners(grid)):
        rows += f"<w:tr>{_row_properties(index < heading)}"
        for cell in owners:
            width = sum(columns[cell.column : cell.column + cell.column_span])
            rows += _cell(cell, cell.row == index, width, style, cell.column in indented)
        rows += "</w:tr>"
    sizes = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{_FRAME}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{_MARGINS}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{sizes}</w:tblGrid>{rows}</w:tbl>"
    )


def _asked(grid: Grid) -> list[int]:
    """For each column the length of its longest text, within bounds."""
    asked = [_NARROWEST] * grid.column_count
    for cell in grid.cells:
        if cell.column_span == 1:
            asked[cell.column] = max(asked[cell.column], min(len(cell.text), _WIDEST))
    return asked


def _twips(widths: Sequence[int], total: int) -> list[int]:
    return [width * total // sum(widths) for width in widths]


def _heading_rows(grid: Grid) -> int:
    """How many rows are repeated on the next page: the merged ones at the top. A line across the whole table is none,
    for it may belong to the first part of the table only."""
    first = [cell for cell in grid.cells if cell.row == 0]
    return max((cell.row_span for cell in first), default=0) if len(first) > 1 else 0


def _owners(grid: Grid) -> list[list[GridCell]]:
    """For each row the cells that lie in it, from left to right, those from above too. A hole is an empty cell."""
    rows: list[dict[int, GridCell]] = [{} for _ in range(grid.row_count)]
    for cell in grid.cells:
        for row in rows[cell.row : cell.row + cell.row_span]:
            row[cell.column] = cell
    filled: list[list[GridCell]] = []
    for index, row in enumerate(rows):
        filled.append([])
        column = 0
        while column < grid.column_count:
            cell = row.get(column) or GridCell("", index, column)
            filled[-1].append(cell)
            column += cell.column_span
    return filled


def _row_properties(heading: bool) -> str:
    return f'<w:trPr><w:cantSplit/>{"<w:tblHeader/>" if heading else ""}<w:jc w:val="center"/></w:trPr>'


def _cell(cell: GridCell, begins: bool, width: int, style: str, left: bool) -> str:
    span = f'<w:gridSpan w:val="{cell.column_span}"/>' if cell.column_span > 1 else ""
    merge = f'<w:vMerge w:val="{"restart" if begins else "continue"}"/>' if cell.row_span > 1 else ""
    align = '<w:jc w:val="left"/>' if left else ""
    text = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{align}</w:pPr>{_run(line)}</w:p>'
        for line in (cell.text.split("\n") if begins else [""])
    )
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}<w:vAlign w:val="center"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{text}</w:tc>"


def _run(line: str) -> str:
    pieces = [f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")]
    return f"<w:r>{'<w:tab/>'.join(pieces)}</w:r>" if line else ""
