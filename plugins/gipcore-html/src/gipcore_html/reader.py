"""A page → a Document."""

from __future__ import annotations

from gipcore.documents import Block, Document, Paragraph, Place
from gipcore.errors import ReadError
from gipcore.limits import MAX_CELLS, MAX_PARAGRAPHS, MAX_TABLE_ROWS, check_size
from gipcore_html.decoding import decode
from gipcore_html.flow import flow
from gipcore_html.mhtml import html_part
from gipcore_html.parsing import parse
from gipcore_html.sniffing import is_mhtml
from gipcore_html.tables import take_apart, to_grid
from gipcore_html.tree import Page

# Government sites carry these by a national standard for their pages (国办发〔2017〕47号).
_METAS = (("articletitle", ""), ("pubdate", "发布时间："), ("contentsource", "来源："))
_INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad"


def read(data: bytes) -> Document:
    """The paragraphs and tables of the page *data* in reading order; what names the page comes first.

    Raises ReadError if the file is empty, too large, too deep, or shows no text.
    """
    check_size(len(data), "字节")
    if not data.strip():
        raise ReadError("文件是空的。请确认网页已完整保存后再试。")
    part, label = html_part(data) if is_mhtml(data) else (data, "")
    source = decode(part, label)
    if 10 * (source.count("\ufffd") + source.count("\0")) > len(source):
        raise ReadError("文件内容不是文字，不像网页。请确认文件没有损坏，扩展名没有写错。")
    blocks = _blocks(parse(source))
    if not blocks:
        raise ReadError("网页里没有可以显示的文字。正文可能由脚本加载：请用浏览器打开，复制正文另存后再试。")
    return Document(tuple(blocks))


def _blocks(page: Page) -> list[Block]:
    blocks: list[Block] = []
    lines = tables = rows = cells = 0

    def add_line(text: str, title: bool = False) -> None:
        nonlocal lines
        if text.strip().strip(_INVISIBLE):
            lines += 1
            check_size(lines, "段落", MAX_PARAGRAPHS)
            blocks.append(Paragraph(text, Place(line=lines), title=title))

    add_line(" ".join(page.title.split()), title=True)
    for name, prefix in _METAS:
        if content := " ".join(page.metas.get(name, "").split()):
            add_line(prefix + content, title=True)
    for item in flow(page.body):
        if isinstance(item, str):
            add_line(item)
            continue
        parts = take_apart(item)
        for line in flow(parts.outside, tables=False):
            add_line(str(line))
        tables += 1
        grid = to_grid(parts, Place(table=tables))
        rows += parts.row_count
        cells += len(grid.cells)
        check_size(rows, "表格行", MAX_TABLE_ROWS)
        check_size(cells, "单元格", MAX_CELLS)
        blocks.append(grid)
    return blocks
