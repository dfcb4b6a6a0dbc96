"""Marks of light markup are taken away, what they mark stays; plain text comes out as it went in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.documents import Paragraph
from gipcore_text.markup import clean, heading
from gipcore_text.reading import read


@pytest.mark.parametrize(
    "line",
    [
        "# 一、总体情况",
        "## 一、总体情况 ##",
        "## 一、总体情况 {#section-1}",
        "## 一、总体情况 [section-1]",
        "== 一、总体情况",
        "=== 一、总体情况 ===",
        "====== 一、总体情况 ======",
        '= 一、总体情况 {{id name="section-1" /}}=',
        "h1. 一、总体情况",
        "h2(#section-1). 一、总体情况",
        "h1. {anchor:总体情况}一、总体情况",
        "* 一、总体情况",
        "** 一、总体情况",
        "   .. rubric:: 一、总体情况",
        "**一、总体情况**",
        "__一、总体情况__",
        "'''一、总体情况'''",
        '<span id="section-1"></span>一、总体情况',
        "<strong>一、总体情况</strong><br>",
        "一、总体情况",
    ],
)
def test_headings(line: str) -> None:
    assert heading(line).strip() == "一、总体情况"


@pytest.mark.parametrize(
    "line",
    ["========", "--------", "~~~~~~~~", "::: {.table}", "```", "<div>", "</div>", "[[section-2]]", "#+TITLE: x"],
)
def test_lines_of_marks_say_nothing(line: str) -> None:
    blocks = read(f"前文。\n{line}\n后文。".encode()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == ["前文。", "", "后文。"]


@pytest.mark.parametrize(
    "text",
    ["5*3=15", "a_b_c", "*号", "-15", "#1", "1#楼", "（一）*", "<规定>", "[2020]109号", "〔2020〕109号", "{甲}", "减4*",
     "C:\\文件\\报告", "&", "&甲;", "A&B;", "* 星号开头的说明", "=", "\\", "**", "见表**注"],
)  # fmt: skip
def test_plain_text_stays(text: str) -> None:
    assert heading(text) == text and clean(text) == text


@pytest.mark.parametrize(
    ("marked", "bare"),
    [
        ("\\-15", "-15"),
        ("**总计**", "总计"),
        ("1\\.", "1."),
        ("a<br />b", "a\nb"),
        ("\\*\\*", "**"),
        ("&#45;15", "-15"),
        ("&lt;&nbsp;&amp;", "<\xa0&"),
    ],
)
def test_marks_in_cells(marked: str, bare: str) -> None:
    assert clean(marked) == bare


@given(st.text(st.characters(categories=["Lo", "Nd", "Zs"], include_characters="，。、（）：；“”+-/.,"), max_size=60))
def test_text_without_marks_is_not_changed(text: str) -> None:
    assert clean(text) == text
