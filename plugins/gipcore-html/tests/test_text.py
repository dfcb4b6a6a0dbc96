"""Paragraphs: what joins, what breaks, what is left out, what is numbered."""

from __future__ import annotations

import pytest

from gipcore.documents import Grid, Paragraph
from gipcore.errors import ReadError
from gipcore_html import read


def paragraphs(html: str) -> list[str]:
    return [block.text for block in read(html.encode()).blocks if isinstance(block, Paragraph)]


def cell(html: str) -> str:
    """The text of a table cell that holds *html*."""
    (grid,) = read(f"<table><tr><td>{html}</td><td>x</td></tr></table>".encode()).blocks
    assert isinstance(grid, Grid)
    return grid.cells[0].text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span>1</span><font>2</font><b>3</b></p>", "123"),
        ("10<sup>2</sup><o:p></o:p>", "102"),
        ("<p>社会</p><p>公益<br>组织</p>", "社会\n公益\n组织"),
        ("<div>a<div>b</div>c</div>", "a\nb\nc"),
        ("<p></p><p>0</p><br>", "0"),
        (" \n 规章 \t\n", "规章"),
        ("a \n b", "a b"),
        ("政府\n    信息", "政府信息"),
        ("12\n34", "12 34"),
        ("&nbsp;", "\u00a0"),
        ("　规章　", "　规章　"),
        ("1\u200b2\ufeff", "1\u200b2\ufeff"),
        ("<span style='display:block'>a</span>b", "a\nb"),
        ("<p style='display:inline'>a</p><p style='display: inline-block'>b</p>", "ab"),
        ("<ol><li>甲<li>乙</ol>", "1.甲\n2.乙"),
        ("<pre>\na  b\n c</pre>", "a  b\n c"),
        ("<p style='white-space: pre-wrap'>a  b\nc</p>", "a  b\nc"),
        ("<pre style='white-space: normal'>a  b\nc</pre>", "a b c"),
        ("5<del>4</del><!-- 3 --><script>2</script><input type=hidden value=1>", "5"),
        ("件<ruby>数<rp>(</rp><rt>shu</rt><rp>)</rp></ruby>", "件数"),
        ("&lt;b&gt; &amp; &#24180;&#x5ea6;", "<b> & 年度"),
        ("<wbr>https://<wbr>example.gov.cn", "https://example.gov.cn"),
    ],
)
def test_text_of_a_cell(html: str, text: str) -> None:
    assert cell(html) == text


def test_breaks_make_paragraphs() -> None:
    assert paragraphs("一、总体情况<br>\n<br />&nbsp;<br>2023年，<br/>全年主动公开10条。") == [
        "一、总体情况",
        "2023年，",
        "全年主动公开10条。",
    ]


def test_every_line_of_preformatted_text_is_a_paragraph() -> None:
    assert paragraphs("<pre>\n一、总体情况\r\n\n  规章   0\t1</pre>") == ["一、总体情况", "  规章   0\t1"]


def test_names_of_the_page_come_first() -> None:
    document = read(
        "<title> 某乡\n年度报告 </title><meta name=PubDate content='2024-01-20 09:00'>"
        "<META NAME='ArticleTitle' CONTENT='某乡2023年年度报告'><meta name=ContentSource content=某乡人民政府>"
        "<meta name=ArticleTitle content=另一个><h1>某乡2023年年度报告</h1>".encode()
    )
    assert [(block.text, block.title) for block in document.blocks if isinstance(block, Paragraph)] == [
        ("某乡 年度报告", True),
        ("某乡2023年年度报告", True),
        ("发布时间：2024-01-20 09:00", True),
        ("来源：某乡人民政府", True),
        ("某乡2023年年度报告", False),
    ]


@pytest.mark.parametrize(
    "html",
    [
        "<script>x</script>",
        "<style>x</style>",
        "<script role=table>x</script>",
        "<noscript>x<p>y</noscript>",
        "<template>x</template>",
        "<iframe>x</iframe>",
        "<svg><title>x</title><text>y</text></svg>",
        "<select><option>x</select>",
        "<textarea>x</textarea><button>y</button><datalist><option>z</datalist>",
        "<!-- x --><!doctype x>",
        "<nav><ul><li>x</ul></nav>",
        "<header><h1>x</h1></header><footer>y 2024</footer>",
        "<aside><table><tr><td>x<td>y</table></aside>",
        "<div hidden>x</div><p style='display: none'>y</p>",
        "<dialog>x</dialog>",
        "<p style='visibility: hidden'>x</p>",
        "<xml><w:View>x</w:View></xml>",
        "<ul><li style='display:none'>x</ul>",
    ],
)
def test_not_part_of_the_text(html: str) -> None:
    assert paragraphs(f"<p>前</p>{html}<p>后</p>") == ["前", "后"]


def test_a_navigation_that_holds_figures_stays() -> None:
    document = read("<nav>首页<p>二、<table><tr><td>规章<td>0</table><p>三、".encode())
    assert [isinstance(block, Grid) for block in document.blocks] == [False, False, True, False]


def test_head_and_foot_of_an_article_stay() -> None:
    html = "<header>站点</header><article><header><h1>报告</h1></header>正文<footer>某乡</footer></article>"
    assert paragraphs(html) == ["报告", "正文", "某乡"]


@pytest.mark.parametrize(
    ("html", "lines"),
    [
        ("<ol><li>a<li>b</ol>", ["1.a", "2.b"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<ol type=a start=26><li>a<li>b</ol>", ["z.a", "aa.b"]),
        ("<ol type=A><li>a</ol><ol type=i start=4><li>b</ol><ol type=I start=9><li>c</ol>", ["A.a", "iv.b", "IX.c"]),
        ("<ol reversed><li>a<li>b<li>c</ol>", ["3.a", "2.b", "1.c"]),
        ("<ol reversed start=10><li>a<li>b</ol>", ["10.a", "9.b"]),
        ("<ol><li value=5>a<li>b<li value=x>c</ol>", ["5.a", "6.b", "7.c"]),
        ("<ol start=-1><li>a<li>b</ol>", ["-1.a", "0.b"]),
        ("<ol><li type=a>a<li>b</ol>", ["a.a", "2.b"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>a<li value=21>b</ol>", ["一、a", "二十一、b"]),
        ("<ol style='list-style: inside simp-chinese-informal'><li>a</ol>", ["一、a"]),
        ("<ol style='list-style-type:trad-chinese-informal' start=105><li>a</ol>", ["一百零五、a"]),
        ("<ol style='list-style-type:simp-chinese-informal' start=-2><li>a</ol>", ["负二、a"]),
        ("<ol style='list-style-type:cjk-decimal' start=20><li>a</ol>", ["二〇、a"]),
        ("<ol style='list-style-type:cjk-ideographic' start=12345><li>a</ol>", ["一二三四五、a"]),
        ("<ol style='list-style:none'><li>a</ol>", ["a"]),
        ("<ul style='list-style-type:decimal'><li>a</ul>", ["1.a"]),
        ("<ol style='list-style-type:decimal-leading-zero'><li>a</ol>", ["01.a"]),
        ("<ol style='list-style-type:klingon'><li>a</ol>", ["1.a"]),
        ("<ol><li>a<ol type=a><li>b<li>c</ol><li>d</ol>", ["1.a", "a.b", "b.c", "2.d"]),
        ("<ol><li><p>a</p><p>b</p><li>c</ol>", ["1.a", "b", "2.c"]),
        ("<ol><li><li>b</ol>", ["2.b"]),
        ("<ol><li style='display:none'>a<li>b</ol>", ["1.b"]),
        ("<ol><div><li>a</div><li>b</ol>", ["1.a", "2.b"]),
        ("<li>a", ["a"]),
        ("<ol start=99999999999999999999><li>a</ol>", ["999999999.a"]),
        ("<ol type=I start=4000><li>a</ol>", ["4000.a"]),
    ],
)
def test_lists(html: str, lines: list[str]) -> None:
    assert paragraphs(html) == lines


def test_a_list_item_that_begins_with_a_table() -> None:
    document = read(b"<ol><li><table><tr><td>a<td>b</table>c</ol>")
    assert [getattr(block, "text", "grid") for block in document.blocks] == ["1.", "grid", "c"]


@pytest.mark.parametrize(
    "data", [b"", b" \n\t ", b"<html></html>", b"<p>&nbsp;\xe2\x80\x8b</p>", b"<script>x</script>"]
)
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(ReadError):
        read(data)
