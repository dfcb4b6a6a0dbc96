"""Automatic numbers: as Word prints them, counted over the whole document."""

from __future__ import annotations

from typing import Any

import pytest

from gipcore_docx.numerals import numeral

LIST = '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'


def level(index: int, text: str, kind: str = "decimal", more: str = "") -> str:
    start, shape = '<w:start w:val="1"/>', f'<w:numFmt w:val="{kind}"/>{more}<w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{index}">{start}{shape}</w:lvl>'


def abstract(*levels: str, name: int = 0, more: str = "") -> str:
    return f'<w:abstractNum w:abstractNumId="{name}">{more}{"".join(levels)}</w:abstractNum>'


def item(text: str, depth: int = 0, number: int = 1) -> str:
    properties = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def styled(text: str, style: str, more: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>'


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 3, "03"),
        ("chineseCounting", 10, "十"),
        ("chineseCounting", 11, "十一"),
        ("chineseCounting", 99, "九十九"),
        ("chineseCounting", 105, "一〇五"),
        ("chineseCountingThousand", 6, "六"),
        ("chineseCountingThousand", 20, "二十"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("chineseCountingThousand", 110, "一百一十"),
        ("chineseCountingThousand", 1005, "一千零五"),
        ("chineseCountingThousand", 10000, "10000"),
        ("japaneseCounting", 21, "二十一"),
        ("japaneseCounting", 105, "百五"),
        ("japaneseCounting", 110, "百十"),
        ("japaneseDigitalTenThousand", 12, "一二"),
        ("chineseLegalSimplified", 10, "壹拾"),
        ("ideographLegalTraditional", 2, "貳"),
        ("ideographTraditional", 1, "甲"),
        ("ideographTraditional", 10, "癸"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("decimalEnclosedCircle", 1, "①"),
        ("decimalEnclosedCircleChinese", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "21"),
        ("decimalEnclosedParen", 2, "⑵"),
        ("decimalEnclosedFullstop", 3, "⒊"),
        ("ideographEnclosedCircle", 1, "㊀"),
        ("decimalFullWidth", 12, "１２"),
        ("upperRoman", 1994, "MCMXCIV"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 2_000_000_000, "2000000000"),
        ("upperLetter", 26, "Z"),
        ("lowerLetter", 28, "bb"),
        ("lowerLetter", 2_000_000_000, "2000000000"),
        ("numberInDash", 1, "- 1 -"),
        ("none", 5, ""),
        ("bullet", 5, ""),
        ("cardinalText", 5, "5"),
        ("chineseCounting", 0, "0"),
    ],
)
def test_numeral(kind: str, number: int, text: str) -> None:
    assert numeral(number, kind) == text


def test_headings_and_their_parts(look: Any) -> None:
    numbering = LIST + abstract(
        level(0, "%1、", "chineseCounting"), level(1, "（%2）", "chineseCounting"), level(2, "%3.")
    )
    body = (
        item("总体情况")
        + item("主动公开", 1)
        + item("依申请公开", 1)
        + item("网站", 2)
        + item("问题")
        + item("改进", 1)
    )
    assert look(body, numbering=numbering) == [
        "一、总体情况",
        "（一）主动公开",
        "（二）依申请公开",
        "1. 网站",
        "二、问题",
        "（一）改进",
    ]


@pytest.mark.parametrize(
    ("suffix", "text"), [("tab", "1. 甲"), ("space", "1. 甲"), ("nothing", "1.甲"), (None, "1. 甲")]
)
def test_what_stands_between_number_and_text(suffix: str | None, text: str, look: Any) -> None:
    more = f'<w:suff w:val="{suffix}"/>' if suffix else ""
    assert look(item("甲"), numbering=LIST + abstract(level(0, "%1.", more=more))) == [text]


def test_a_chinese_mark_keeps_the_blank_that_was_asked_for(look: Any) -> None:
    numbering = LIST + abstract(level(0, "第%1章", "chineseCounting", '<w:suff w:val="space"/>'))
    assert look(item("总则"), numbering=numbering) == ["第一章 总则"]


def test_bullets_have_no_number(look: Any) -> None:
    assert look(item("甲"), numbering=LIST + abstract(level(0, "\uf0b7", "bullet"))) == ["甲"]


def test_legal_numbers_and_skipped_levels(look: Any) -> None:
    numbering = LIST + abstract(level(0, "%1、", "chineseCounting"), level(1, "%1.%2.%3", more="<w:isLgl/>"))
    assert look(item("甲", 1) + item("乙") + item("丙", 1), numbering=numbering) == ["1.1. 甲", "一、乙", "1.1. 丙"]


def test_a_level_that_never_restarts(look: Any) -> None:
    numbering = LIST + abstract(level(0, "%1."), level(1, "(%2)", more='<w:lvlRestart w:val="0"/>'))
    body = item("甲") + item("乙", 1) + item("丙") + item("丁", 1)
    assert look(body, numbering=numbering) == ["1. 甲", "(1) 乙", "2. 丙", "(2) 丁"]


def test_two_lists_of_one_definition_go_on_unless_told_to_start(look: Any) -> None:
    numbering = (
        LIST
        + '<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>'
        + '<w:num w:numId="3"><w:abstractNumId w:val="0"/>'
        + '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="5"/></w:lvlOverride></w:num>'
        + abstract(level(0, "%1."))
    )
    body = item("甲") + item("乙", number=2) + item("丙", number=3) + item("丁", number=3)
    assert look(body, numbering=numbering) == ["1. 甲", "2. 乙", "5. 丙", "6. 丁"]


def test_a_list_with_a_level_of_its_own(look: Any) -> None:
    numbering = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
        + level(0, "（%1）", "chineseCounting")
        + "</w:lvlOverride></w:num>"
        + abstract(level(0, "%1."))
    )
    assert look(item("甲"), numbering=numbering) == ["（一）甲"]


def test_numbers_from_styles(look: Any) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        "</w:pPr></w:style>"
        '<w:style w:type="paragraph" w:styleId="H1b"><w:basedOn w:val="H1"/></w:style>'
    )
    numbering = LIST + abstract(
        level(0, "%1、", "chineseCounting", '<w:pStyle w:val="H1"/>'),
        level(1, "（%2）", "chineseCounting", '<w:pStyle w:val="H2"/>'),
    )
    none = '<w:numPr><w:numId w:val="0"/></w:numPr>'
    deeper = '<w:numPr><w:ilvl w:val="1"/></w:numPr>'
    body = styled("甲", "H1") + styled("乙", "H2") + styled("丙", "H1b") + styled("丁", "H1", none)
    assert look(body + styled("戊", "H1", deeper), styles=styles, numbering=numbering) == [
        "一、甲",
        "（一）乙",
        "二、丙",
        "丁",
        "（一）戊",
    ]


def test_styles_built_in_a_circle(look: Any) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="b"/><w:pPr><w:numPr/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    )
    assert look(styled("甲", "a"), styles=styles) == ["甲"]


def test_a_definition_by_a_list_style(look: Any) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="2"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        LIST
        + '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        + abstract(more='<w:numStyleLink w:val="L"/>')
        + abstract(level(0, "%1、", "ideographTraditional"), name=7, more='<w:styleLink w:val="L"/>')
    )
    assert look(item("子") + item("丑"), styles=styles, numbering=numbering) == ["甲、子", "乙、丑"]


def test_list_styles_in_a_circle(look: Any) -> None:
    styles = (
        '<w:style w:type="numbering" w:styleId="L"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    assert look(item("甲"), styles=styles, numbering=LIST + abstract(more='<w:numStyleLink w:val="L"/>')) == ["甲"]


def test_numbers_count_through_tables_and_not_through_deleted_paragraphs(look: Any) -> None:
    deleted = item("").replace("</w:pPr>", "<w:rPr><w:del/></w:rPr></w:pPr>").replace("<w:t>", "<w:delText>")
    deleted = deleted.replace("</w:t>", "</w:delText>")
    table = f"<w:tbl><w:tr><w:tc>{item('甲')}</w:tc><w:tc>{item('')}</w:tc></w:tr></w:tbl>"
    numbering = LIST + abstract(level(0, "%1."))
    assert look(item("前") + deleted + table + item("后"), numbering=numbering) == [
        "1. 前",
        [("2. 甲", 0, 0, 1, 1), ("3.", 0, 1, 1, 1)],
        "4. 后",
    ]


def test_a_format_newer_than_the_standard(look: Any) -> None:
    newer = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002"/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="upperLetter"/></mc:Fallback></mc:AlternateContent>'
    )
    numbering = LIST + abstract(f'<w:lvl w:ilvl="0"><w:start w:val="1"/>{newer}<w:lvlText w:val="%1."/></w:lvl>')
    assert look(item("甲"), numbering=numbering) == ["A. 甲"]


def test_senseless_numbers(look: Any) -> None:
    body = (
        item("甲", 99) + item("乙", -3) + item("丙", number=77) + item("丁").replace('ilvl w:val="0"', 'ilvl w:val="x"')
    )
    many = '<w:num w:numId="99999999999999"/><w:num/><w:num w:numId="77"/>'
    assert look(body, numbering=LIST + many + abstract(level(0, "%1.") + level(8, "%9)"))) == [
        "1) 甲",
        "1. 乙",
        "丙",
        "2. 丁",
    ]
