"""The text of a paragraph: everything that is printed, nothing that is not."""

from __future__ import annotations

from typing import Any

import pytest

TEXTS = {
    "one run after the other": ("<w:r><w:t>总体</w:t></w:r><w:r><w:t>情况</w:t></w:r>", "总体情况"),
    "blanks at the ends only if marked as meant": (
        '<w:r><w:t> 甲 </w:t></w:r><w:r><w:t xml:space="preserve"> 乙 </w:t></w:r>',
        "甲 乙 ",
    ),
    "a line break in the markup is a blank": ("<w:r><w:t>甲\n乙</w:t></w:r>", "甲 乙"),
    "tab and line break": ("<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t><w:cr/></w:r>", "甲\t乙\n丙\n"),
    "tab stops are no tabs": ('<w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r>', "甲"),
    "hyphens": (
        "<w:r><w:t>2023</w:t><w:noBreakHyphen/><w:t>2024信</w:t><w:softHyphen/><w:t>息\u00ad公开</w:t></w:r>",
        "2023-2024信息公开",
    ),
    "hidden text": ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r>", "见"),
    "struck out": (
        "<w:r><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r><w:r><w:rPr><w:dstrike/></w:rPr><w:t>8</w:t></w:r>"
        "<w:r><w:t>5</w:t></w:r>",
        "5",
    ),
    "striking switched off": ('<w:r><w:rPr><w:strike w:val="false"/></w:rPr><w:t>见</w:t></w:r>', "见"),
    "hiding switched off": ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>见</w:t></w:r>', "见"),
    "a field's result, not its code": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(A1)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>件</w:t></w:r>',
        "12件",
    ),
    "text in a field's code": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>码</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/><w:t>内</w:t>'
        '<w:fldChar w:fldCharType="end"/></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>果</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "果",
    ),
    "an end without a beginning": ('<w:r><w:fldChar w:fldCharType="end"/><w:t>甲</w:t></w:r>', "甲"),
    "simple field": ('<w:fldSimple w:instr="PAGE"><w:r><w:t>3</w:t></w:r></w:fldSimple>', "3"),
    "link": ("<w:hyperlink><w:r><w:t>门户网站</w:t></w:r></w:hyperlink>", "门户网站"),
    "smart tag, custom XML": (
        "<w:smartTag><w:smartTagPr/><w:r><w:t>2023年</w:t></w:r></w:smartTag>"
        "<w:customXml><w:customXmlPr/><w:r><w:t>度</w:t></w:r></w:customXml>",
        "2023年度",
    ),
    "content control": (
        "<w:sdt><w:sdtPr><w:alias/></w:sdtPr><w:sdtContent><w:r><w:t>5</w:t></w:r></w:sdtContent></w:sdt>",
        "5",
    ),
    "box to tick": (
        "<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent><w:r><w:t>☐</w:t></w:r></w:sdtContent></w:sdt>"
        "<w:r><w:t>是</w:t></w:r>",
        "是",
    ),
    "ruby: the text without its reading": (
        "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>hàn</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>汉</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "汉",
    ),
    "symbol": ('<w:r><w:sym w:font="宋体" w:char="2460"/></w:r>', "①"),
    "symbol of a font with its own code": ('<w:r><w:sym w:font="Arial" w:char="F041"/></w:r>', "A"),
    "picture of a symbol font": ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "\uf0fe"),
    "broken symbol": ('<w:r><w:sym w:char="x"/><w:t>甲</w:t></w:r>', "甲"),
    "mathematics": ("<m:oMath><m:r><m:t>x=</m:t></m:r></m:oMath><m:oMath><m:r><m:t>5</m:t></m:r></m:oMath>", "x=5"),
    "fraction and power": (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f>"
        "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "1/210^2",
    ),
    "notes and comments": (
        '<w:commentRangeStart w:id="0"/><w:r><w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r>'
        '<w:r><w:commentReference w:id="0"/></w:r>',
        "甲",
    ),
    "one of two versions of the same": (
        "<mc:AlternateContent><mc:Choice><w:r><w:t>新</w:t></w:r></mc:Choice>"
        "<mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>",
        "新",
    ),
    "only the old version": (
        "<mc:AlternateContent><mc:Fallback><w:r><w:t>旧</w:t></w:r></mc:Fallback></mc:AlternateContent>"
        "<mc:AlternateContent/>",
        "旧",
    ),
    "bookmark": ('<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/><w:r><w:t>甲</w:t></w:r>', "甲"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_text(name: str, look: Any) -> None:
    markup, text = TEXTS[name]
    assert look(f"<w:p>{markup}</w:p>") == [text]


def test_an_open_field_does_not_swallow_the_next_paragraph(look: Any) -> None:
    opened = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r></w:p>'
    assert look(f"{opened}<w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p>") == ["一、总体情况"]


def test_text_hidden_by_a_style(look: Any) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="top"><w:name w:val="z-窗体顶端"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="dark"><w:basedOn w:val="darker"/></w:style>'
        '<w:style w:type="character" w:styleId="darker"><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = (
        '<w:p><w:pPr><w:pStyle w:val="top"/></w:pPr><w:r><w:t>窗体顶端</w:t></w:r></w:p>'
        '<w:p><w:r><w:rPr><w:rStyle w:val="dark"/></w:rPr><w:t>藏</w:t></w:r><w:r><w:t>见</w:t></w:r></w:p>'
    )
    assert look(body, styles=styles) == ["见"]


def test_a_default_style_that_hides(docx: Any, look: Any) -> None:
    styles = '<w:style w:type="paragraph" w:default="1" w:styleId="n"><w:rPr><w:vanish/></w:rPr></w:style>'
    body = '<w:p><w:r><w:t>藏</w:t></w:r></w:p><w:p><w:pPr><w:pStyle w:val="x"/></w:pPr><w:r><w:t>见</w:t></w:r></w:p>'
    assert look(body, styles=styles) == ["见"]


def test_empty_paragraphs_are_not_counted(docx: Any) -> None:
    from gipcore_docx.reading import read

    document = read(docx("<w:p/><w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>乙</w:t></w:r></w:p>"))
    assert [(block.place.line, block.place.table) for block in document.blocks] == [(1, 0), (2, 0)]


def test_looking_closely_finds_the_same_as_the_short_way(docx: Any) -> None:
    from gipcore_docx.markup import P, child, parse, w
    from gipcore_docx.numbering import Numbering
    from gipcore_docx.package import Package
    from gipcore_docx.styles import Styles
    from gipcore_docx.walk import Walk

    body = "".join(f"<w:p>{markup}</w:p>" for markup, _ in TEXTS.values())
    data = docx(body + f"<w:tbl><w:tr><w:tc>{body}</w:tc><w:tc>{body}</w:tc></w:tr></w:tbl>")
    package = Package(data)
    root = parse(package.read(package.main()) or b"")
    from gipcore_docx.inline import peculiar

    styles = Styles(None)
    few, all_ = (
        Walk(styles, Numbering(None, styles), close).flow(child(root, w("body")), 0).entries
        for close in (peculiar(root, styles), set(root.iter(P)))
    )
    assert few == all_
