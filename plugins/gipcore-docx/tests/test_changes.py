"""Tracked changes read as accepted: what was put in is there, what was struck out is not."""

from __future__ import annotations

from typing import Any


def p(content: str, mark: str = "") -> str:
    return f"<w:p><w:pPr><w:rPr>{mark}</w:rPr></w:pPr>{content}</w:p>"


def r(text: str) -> str:
    return f"<w:r><w:t>{text}</w:t></w:r>"


def row(*cells: str, more: str = "") -> str:
    return f"<w:tr><w:trPr>{more}</w:trPr>{''.join(cells)}</w:tr>"


def cell(text: str, more: str = "") -> str:
    return f"<w:tc><w:tcPr>{more}</w:tcPr>{p(r(text))}</w:tc>"


def test_text_put_in_struck_out_and_moved(look: Any) -> None:
    body = p(
        f"<w:ins>{r('5')}</w:ins><w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
        f"<w:moveFrom>{r('旧处')}</w:moveFrom><w:moveTo>{r('新处')}</w:moveTo>"
        f"<w:ins><w:del>{r('先加后删')}</w:del></w:ins>"
    )
    assert look(body) == ["5新处"]


def test_a_field_struck_out(look: Any) -> None:
    begin, end = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>'
    assert look(p(f"<w:del><w:r>{begin}<w:delInstrText>X</w:delInstrText>{end}</w:r></w:del>{r('甲')}")) == ["甲"]


def test_a_deleted_paragraph_mark_joins_the_next_paragraph(look: Any) -> None:
    assert look(p(r("政府"), "<w:del/>") + p(r("信息"), "<w:moveFrom/>") + p(r("公开")) + p(r("完"))) == [
        "政府信息公开",
        "完",
    ]


def test_a_paragraph_struck_out_whole_leaves_nothing(look: Any) -> None:
    assert look(p(f"<w:del>{r('旧')}</w:del>", "<w:del/>") + p(r("新"))) == ["新"]


def test_a_deleted_mark_before_a_table_and_at_the_end(look: Any) -> None:
    table = f"<w:tbl>{row(cell('甲'), cell('乙'))}</w:tbl>"
    grid = [("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]
    assert look(p(r("前"), "<w:del/>") + table + p(r("后"), "<w:del/>")) == ["前", grid, "后"]


def test_a_hidden_mark_joins_too(look: Any) -> None:
    assert look(p(r("（一）主动公开。"), "<w:vanish/>") + p(r("全年公开136条"))) == ["（一）主动公开。全年公开136条"]


def test_rows_put_in_and_struck_out(look: Any) -> None:
    body = (
        f"<w:tbl>{row(cell('甲'), cell('1'))}{row(cell('旧'), cell('2'), more='<w:del/>')}"
        f"{row(cell('新'), cell('3'), more='<w:ins/>')}{row(cell('藏'), cell('4'), more='<w:hidden/>')}</w:tbl>"
    )
    assert look(body) == [[("甲", 0, 0, 1, 1), ("1", 0, 1, 1, 1), ("新", 1, 0, 1, 1), ("3", 1, 1, 1, 1)]]


def test_cells_put_in_and_struck_out(look: Any) -> None:
    body = f"<w:tbl>{row(cell('甲'), cell('旧', '<w:cellDel/>'), cell('新', '<w:cellIns/>'))}</w:tbl>"
    assert look(body) == [[("甲", 0, 0, 1, 1), ("新", 0, 1, 1, 1)]]


def test_former_properties_do_not_count(look: Any) -> None:
    change = '<w:pPrChange><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:pPrChange>'
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    former = "<w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
    body = f"<w:p><w:pPr>{change}</w:pPr><w:r>{former}<w:t>甲</w:t></w:r></w:p>"
    assert look(body, numbering=numbering) == ["甲"]


def test_a_table_struck_out_whole(look: Any) -> None:
    assert look(f"<w:tbl>{row(cell('甲'), cell('1'), more='<w:del/>')}</w:tbl>{p(r('后'))}") == ["后"]
