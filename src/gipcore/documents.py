"""What any file becomes before anybody looks for a report in it: paragraphs and grids, in reading order.

A reader knows its file format and nothing of the form; recognition knows the form and nothing of files. This is what
stands between them.
"""

from __future__ import annotations

from typing import TypeAlias

from attrs import field, frozen


@frozen
class Place:
    """Where something stood: table, row and column count from 1 as a person counts; 0 means "does not apply"."""

    line: int = 0
    table: int = 0
    row: int = 0
    column: int = 0

    def text(self, lang: str = "zh") -> str:
        """The place in words.

        >>> Place(table=2, row=5, column=3).text()
        '第2个表格第5行第3列'
        >>> Place(line=12).text("en")
        'line 12'
        """
        if self.table:
            if lang == "en":
                return f"table {self.table}, row {self.row}, column {self.column}"
            return f"第{self.table}个表格第{self.row}行第{self.column}列"
        if self.line:
            return f"line {self.line}" if lang == "en" else f"第{self.line}行"
        return ""


@frozen
class Paragraph:
    """One paragraph or line of text, with the number that a word processor would print before it already in it.

    ``title`` marks text that stands outside the report but names it (an HTML ``<title>``).
    """

    text: str
    place: Place = Place()
    title: bool = field(default=False, kw_only=True)


@frozen
class GridCell:
    """One cell of a table; ``row`` and ``column`` count from 0 and say where its top left corner lies."""

    text: str
    row: int
    column: int
    row_span: int = 1
    column_span: int = 1


@frozen
class Grid:
    """A table as a file holds it: its cells in reading order, with their spans. Cells do not overlap."""

    cells: tuple[GridCell, ...]
    place: Place = Place()

    @property
    def row_count(self) -> int:
        return max((cell.row + cell.row_span for cell in self.cells), default=0)

    @property
    def column_count(self) -> int:
        return max((cell.column + cell.column_span for cell in self.cells), default=0)

    def rows(self) -> list[list[GridCell]]:
        """The cells by the row in which they begin; a row in which none begins is an empty list."""
        rows: list[list[GridCell]] = [[] for _ in range(self.row_count)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows


Block: TypeAlias = Paragraph | Grid


@frozen
class Document:
    """A file's content in reading order."""

    blocks: tuple[Block, ...]

    def text(self) -> str:
        """All text, one paragraph or cell a line."""
        lines: list[str] = []
        for block in self.blocks:
            lines.extend([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
        return "\n".join(lines)


def grid_from_rows(rows: list[list[str]], place: Place = Place()) -> Grid:
    """A grid without merged cells.

    >>> grid_from_rows([["规章", "0"]]).cells[1].column
    1
    """
    return Grid(
        tuple(GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)),
        place,
    )
