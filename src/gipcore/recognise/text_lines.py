"""The lines of a document that may be headings or narrative, numbered as the tokens are."""

from __future__ import annotations

from attrs import frozen

from gipcore.documents import Document, Paragraph, Place
from gipcore.recognise.folding import strip_residue


@frozen
class Line:
    """A line of text: ``number`` is its place in the reading order shared with the tokens."""

    number: int
    text: str
    place: Place
    in_grid: bool = False
    """It is a cell across a whole table, which may hold a heading."""


def lines_of(document: Document) -> list[Line]:
    """Paragraphs line by line and the full-width cells of grids."""
    lines: list[Line] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            for text in () if block.title else block.text.split("\n"):
                number += 1
                lines.append(Line(number, strip_residue(text), block.place))
        else:
            width = block.column_count
            for cells in block.rows():
                number += 1
                if len(cells) == 1 and cells[0].column_span >= width:
                    place = Place(table=block.place.table, row=cells[0].row + 1, column=1)
                    lines.append(Line(number, strip_residue(cells[0].text), place, True))
    return lines
