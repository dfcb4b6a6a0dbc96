"""A Document → a self-contained page: no script, nothing loaded, everything escaped, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html import escape

from gipcore.documents import Document, Grid, GridCell, Paragraph
from gipcore_html.stylesheet import STYLE

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_HEADING = re.compile(r"[\s　]*[一二三四五六七八九十]+、[^。；]{1,40}")
_DATE = re.compile(r"[\s　]*[0-9０-９〇○零一二三四五六七八九十]+年[^年。]{1,6}月[^月。]{1,6}日[\s　]*")
_SIGNATURE = re.compile(r"[^。；：]{1,40}")
_TITLE = re.compile(r"[^。；]{1,120}")
_UNTITLED = "政府信息公开工作年度报告"
_LABEL = re.compile(r"[\u3400-\u9fff]{2}")
_FOLDED = re.compile(r"^[ \t\n\f\r]|[ \t\n\f\r]$|[ \t\f\r]{2}|[\t\f\r]| \n|\n |\n\n")


def render(document: Document, headings: Collection[str] = ()) -> str:
    """The page of *document*. The first paragraph is its title; *headings* are texts that stand as section headings
    besides those numbered ``一、``."""
    return "\n".join(_page(document, headings)) + "\n"


def _page(document: Document, headings: Collection[str]) -> Iterator[str]:
    title = _title(document)
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_escaped(' '.join(title.split()) or _UNTITLED)}</title>"
    yield f"<style>\n{STYLE}</style>"
    yield "</head>"
    yield "<body>"
    yield "<main>"
    signed = _signed(document)
    label = "title" if title else ""
    count = 0
    for number, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            yield from _table(block, label)
        elif title and number == 0:
            yield _element("h1", 'id="title"', title)
        elif number in signed:
            yield _element("p", 'class="signature"', block.text)
        elif block.text in headings or _HEADING.fullmatch(block.text):
            count += 1
            label = f"section-{count}"
            yield _element("h2", f'id="{label}"', block.text)
        else:
            indented = block.text.startswith(("\u3000", "\u00a0"))
            yield _element("p", "" if indented else 'class="text"', block.text)
    yield "</main>"
    yield "</body>"
    yield "</html>"


def _title(document: Document) -> str:
    """The text of the first block if it can be a title: a report may lack one."""
    first = document.blocks[0] if document.blocks else None
    return first.text if isinstance(first, Paragraph) and _TITLE.fullmatch(first.text) else ""


def _signed(document: Document) -> set[int]:
    """The numbers of the blocks that hold date and signature: the last paragraphs, if they look like it."""
    last = len(document.blocks) - 1
    texts = [block.text if isinstance(block, Paragraph) else "" for block in document.blocks]
    if last < 1 or not _DATE.fullmatch(texts[last]):
        return set()
    return {last - 1, last} if last > 1 and _SIGNATURE.fullmatch(texts[last - 1]) else {last}


def _table(grid: Grid, label: str) -> Iterator[str]:
    labelled = f' aria-labelledby="{label}"' if label else ""
    # Focusable, so that a table wider than a small screen can be moved with the keyboard.
    yield f'<div class="table" role="region"{labelled} tabindex="0">'
    yield f"<table{labelled}>"
    rows = grid.rows()
    with_figures = {cell.row + i for cell in grid.cells if not _is_label(cell) for i in range(cell.row_span)}
    gaps = _gaps(grid)
    for number, row in enumerate(rows):
        yield "<tr>"
        for cell in sorted([*row, *gaps.get(number, ())], key=lambda cell: cell.column):
            yield _cell(cell, number in with_figures)
        yield "</tr>"
    yield "</table>"
    yield "</div>"


def _gaps(grid: Grid) -> dict[int, list[GridCell]]:
    """Empty cells for places before a cell that no cell covers; without them the cells behind would move up."""
    covered = {
        (row, column)
        for cell in grid.cells
        for row in range(cell.row, cell.row + cell.row_span)
        for column in range(cell.column, cell.column + cell.column_span)
    }
    ends = {cell.row: 0 for cell in grid.cells}
    for cell in grid.cells:
        ends[cell.row] = max(ends[cell.row], cell.column)
    return {
        row: [GridCell("", row, column) for column in range(end) if (row, column) not in covered]
        for row, end in ends.items()
    }


def _is_label(cell: GridCell) -> bool:
    return _LABEL.search(cell.text) is not None


def _cell(cell: GridCell, beside_figures: bool) -> str:
    spans = [f'rowspan="{cell.row_span}"'] if cell.row_span > 1 else []
    spans += [f'colspan="{cell.column_span}"'] if cell.column_span > 1 else []
    if not _is_label(cell):
        return _element("td", " ".join(spans), cell.text)
    if beside_figures:
        scope = ['scope="rowgroup"' if cell.row_span > 1 else 'scope="row"', 'class="label"']
    else:
        scope = ['scope="colgroup"' if cell.column_span > 1 else 'scope="col"']
    return _element("th", " ".join([*scope, *spans]), cell.text)


def _element(tag: str, attributes: str, text: str) -> str:
    # White space that a browser would fold is kept by style, so that reading the page gives the same text.
    kept = 'style="white-space: pre-wrap"' if _FOLDED.search(text) else ""
    return f"<{' '.join(filter(None, (tag, attributes, kept)))}>{_escaped(text)}</{tag}>"


def _escaped(text: str) -> str:
    """*text* as HTML: line breaks as such, the characters that HTML cannot hold left out."""
    return escape(text.replace("\0", "")).replace("\r", "&#13;").replace("\n", "<br>")
