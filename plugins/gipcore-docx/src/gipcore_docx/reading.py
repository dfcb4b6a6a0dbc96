"""A Word file → a Document: its parts put together, its paragraphs and tables numbered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gipcore.documents import Block, Document, Grid, Paragraph, Place
from gipcore.errors import ReadError
from gipcore_docx.flow import Entry, spread
from gipcore_docx.inline import peculiar
from gipcore_docx.markup import Element, child, parse, w
from gipcore_docx.numbering import Numbering
from gipcore_docx.package import Package
from gipcore_docx.styles import Styles
from gipcore_docx.walk import Walk

_ELSEWHERE = (w("altChunk"), w("subDoc"))


def read(data: bytes) -> Document:
    """The document that a Word file holds. Raises ReadError for what is no such file, broken, too large or empty."""
    package = Package(data)
    main = package.main()
    text = package.read(main) or b""
    root = parse(text)
    if any(next(root.iter(name), None) is not None for name in _ELSEWHERE):
        raise ReadError(
            "文档的正文嵌在另一个文件里（altChunk 或子文档），无法直接读取。请用 Word 打开，另存为 .docx 后再试。"
        )
    related = package.related(main)
    style_data, list_data = (package.read(related.get(kind, "")) or b"" for kind in ("styles", "numbering"))
    styles = Styles(_parsed(style_data, _tells(style_data, b"numPr", b"vanish")))
    numbered = _tells(text, b"numPr") or _tells(style_data, b"numPr")
    walk = Walk(styles, Numbering(_parsed(list_data, numbered), styles), peculiar(root, styles))
    blocks = tuple(_placed(walk.flow(child(root, w("body")), 0).entries))
    if not blocks:
        raise ReadError("文档里没有文字。如果内容是扫描图片，请改用可以编辑的原始文档，或先做文字识别。")
    return Document(blocks)


def _tells(data: bytes, *words: bytes) -> bool:
    """Whether a part may say something that matters here. Styles are the largest part of many a file, and most say
    nothing of numbers and hidden text; a file that is not plain UTF-8 is taken to."""
    return not data.startswith(b"<") or any(word in data for word in words)


def _parsed(data: bytes, needed: bool) -> Element | None:
    return parse(data) if data and needed else None


def _placed(entries: Iterable[Entry]) -> Iterator[Block]:
    """The entries as blocks that know where they stand; paragraphs without text are left out and not counted."""
    lines = tables = 0
    for entry in spread(entries):
        if isinstance(entry, Grid):
            tables += 1
            yield Grid(entry.cells, Place(table=tables))
        elif entry.strip():
            lines += 1
            yield Paragraph(entry, Place(line=lines))
