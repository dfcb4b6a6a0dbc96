"""Report → Document: the official form filled in, driven by the form's data. The reverse of recognition.

Figures are printed as they stood in the report's source, so that reading what was laid out gives the same report.
"""

from __future__ import annotations

from collections.abc import Mapping

from gipcore.documents import Block as DocumentBlock
from gipcore.documents import Document, Grid, GridCell, Paragraph, Place
from gipcore.forms import Block, Form, Row, Table
from gipcore.recognise.notation import read_value
from gipcore.reports import Report
from gipcore.values import Unreadable, Value

UNREADABLE_MARK = "〔？〕"
"""Stands behind the raw text of a cell that could not be read, where the text alone would look like a figure."""
NO_FIGURE = "——"
"""Stands in an outline where a heading has no unit and no figure."""
INDENT = "　"
"""Stands before a label of an outline, once for each label above it."""


def lay_out(report: Report, form: Form) -> Document:
    """The report as paragraphs and official tables: title, sections in their order, signature and date."""
    blocks: list[DocumentBlock] = []
    if report.title:
        blocks.append(Paragraph(report.title))
    blocks.extend(_paragraphs(report.preamble))
    printed = {heading.section: heading.text for heading in report.headings if heading.section}
    order = [key for key in printed if key] or [section.key for section in form.sections if not section.optional]
    tables: dict[str, list[Table]] = {}
    for table in form.tables:
        tables.setdefault(table.section, []).append(table)
    rest = [section.key for section in form.sections if section.key not in order and section.key in tables]
    count = 0
    for key in (*order, *rest):
        section = form.section(key)
        if key in order:
            blocks.append(Paragraph(printed.get(key, section.heading)))
        blocks.extend(_paragraphs(report.sections.get(key, "")))
        for table in tables.get(key, ()):
            count += 1
            blocks.append(table_grid(table, report.cells, Place(table=count)))
    blocks.extend(Paragraph(line) for line in (report.signature, report.date_text) if line)
    return Document(tuple(blocks))


def _paragraphs(text: str) -> list[Paragraph]:
    return [Paragraph(line) for line in text.split("\n") if line.strip()]


def table_grid(table: Table, cells: Mapping[str, Value], place: Place = Place()) -> Grid:
    """One official table with its merged headings; *cells* by id, a cell that is not there stays empty."""
    width = _width(table.blocks[0])
    grid: list[GridCell] = []
    row = 0
    for block in table.blocks:
        if block.band:
            grid.append(GridCell(block.band, row, 0, 1, width))
            row += 1
        row = _head(block, grid, row)
        row = _body(block, cells, grid, row)
    return Grid(tuple(sorted(grid, key=lambda cell: (cell.row, cell.column))), place)


def _width(block: Block) -> int:
    return block.label_columns + sum(column.span for column in block.columns if not column.extra)


def _head(block: Block, grid: list[GridCell], top: int) -> int:
    taken: set[tuple[int, int]] = set()
    for offset, cells in enumerate(block.head):
        column = 0
        for cell in cells:
            while (offset, column) in taken:
                column += 1
            grid.append(GridCell(cell.text, top + offset, column, cell.rows, cell.columns))
            taken.update((offset + r, column + c) for r in range(cell.rows) for c in range(cell.columns))
    return top + len(block.head)


def _body(block: Block, cells: Mapping[str, Value], grid: list[GridCell], top: int) -> int:
    if block.outline:
        return _outline(block, cells, grid, top)
    for index, row in enumerate(block.rows):
        for depth, label in enumerate(row.path):
            if index and _shares(block.rows[index - 1], row, depth):
                continue
            last = depth == len(row.path) - 1
            height = 1 if last else _height(block.rows[index:], row, depth)
            grid.append(GridCell(label, top + index, depth, height, block.label_columns - depth if last else 1))
        _figures(block, row, cells, grid, top + index)
    return top + len(block.rows)


def _outline(block: Block, cells: Mapping[str, Value], grid: list[GridCell], top: int) -> int:
    """Every label a line, indented by its depth; those that are no rows have dashes for unit and figure."""
    rows = {row.path: row for row in block.rows}
    for path in dict.fromkeys(row.path[: depth + 1] for row in block.rows for depth in range(len(row.path))):
        grid.append(GridCell(INDENT * (len(path) - 1) + path[-1], top, 0))
        if row := rows.get(path):
            grid.append(GridCell(row.unit, top, 1))
            _figures(block, row, cells, grid, top)
        else:
            grid.append(GridCell(NO_FIGURE, top, 1))
            grid.append(GridCell(NO_FIGURE, top, 2, 1, _width(block) - 2))
        top += 1
    return top


def _figures(block: Block, row: Row, cells: Mapping[str, Value], grid: list[GridCell], line: int) -> None:
    column = block.label_columns
    for definition in block.columns:
        if not definition.extra:
            value = cells.get(block.cell_id(row, definition))
            text = "" if value is None else cell_text(value)
            if isinstance(value, Unreadable) and not isinstance(
                read_value(text, block.column_in(row, definition)), Unreadable
            ):
                text += UNREADABLE_MARK
            grid.append(GridCell(text, line, column, 1, definition.span))
            column += definition.span


def cell_text(value: Value) -> str:
    """What a table prints for a value: its text as it stood."""
    return value.raw


def _shares(above: Row, row: Row, depth: int) -> bool:
    """Whether the label at *depth* is merged with the one of the row above it."""
    return (
        depth < len(row.path) - 1 and above.path[: depth + 1] == row.path[: depth + 1] and len(above.path) > depth + 1
    )


def _height(rows: tuple[Row, ...], row: Row, depth: int) -> int:
    height = 0
    for other in rows:
        if other.path[: depth + 1] != row.path[: depth + 1]:
            break
        height += 1
    return height
