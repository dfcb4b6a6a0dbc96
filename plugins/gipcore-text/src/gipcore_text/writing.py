"""Report → text: the official layout with pipe tables; a merged cell's text stands where it begins."""

from __future__ import annotations

from gipcore.documents import Document, Grid, Paragraph
from gipcore.forms import Form
from gipcore.layout import lay_out
from gipcore.reports import Report


def write(report: Report, form: Form) -> bytes:
    """The report as UTF-8 text."""
    return render(lay_out(report, form)).encode()


def render(document: Document) -> str:
    """The document as text, a paragraph a line, an empty line around tables."""
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines.append(block.text)
        else:
            lines.extend(["", *_pipes(block), ""])
    return "\n".join(lines) + "\n"


def _pipes(grid: Grid) -> list[str]:
    table = [[""] * grid.column_count for _ in range(grid.row_count)]
    for cell in grid.cells:
        table[cell.row][cell.column] = " ".join(cell.text.split()).replace("|", "\\|")
    return ["| " + " | ".join(row) + " |" for row in table]
