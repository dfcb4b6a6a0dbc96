"""What a person sees in a cell, and what not: struck out and hidden text, fields, pictures."""

from __future__ import annotations

import time

import pytest

from gipcore.documents import Grid, Paragraph
from gipcore_html.reader import read
from gipcore_html.tables import PICTURE


def cell(html: str, sheet: str = "") -> str:
    page = f"<style>{sheet}</style><table><tr><td>规章<td>{html}</table>"
    (grid,) = (block for block in read(page.encode()).blocks if isinstance(block, Grid))
    return grid.cells[1].text


@pytest.mark.parametrize(
    "html",
    [
        "<del>9</del>5",
        "<s>9</s>5",
        "<STRIKE class=x>9</STRIKE>5",
        "<span style='text-decoration: underline line-through'>9</span>5",
        "5<span style='font-size:0'>8</span>",
        "5<span style='font-size: 0px'>8</span>",
        "5<span style='opacity: 0'>8</span>",
        "5<span style='position:absolute; left:-9999px'>8</span>",
        "5<b style='text-indent:-9999px'>8</b>",
        "<input value=5>",
        "<input type=text value=' 5 '>",
        "<input type=hidden value=8>5",
        "<input type=checkbox value=8>5",
        "<input value=8 style='display:none'>5",
        "<textarea rows=2>5</textarea>",
        "5<img src=dot.gif width=1 height=1>",
        "5<button>8</button>",
    ],
)
def test_five_is_seen(html: str) -> None:
    assert cell(html) == "5"


@pytest.mark.parametrize("style", ["font-size:10px", "opacity:0.5", "left:-9999px", "position:relative;left:-1px"])
def test_other_styles_hide_nothing(style: str) -> None:
    assert cell(f"<span style='{style}'>5</span>") == "5"


def test_a_block_that_folds_its_spaces_by_a_font_of_nothing_keeps_its_text() -> None:
    page = "<div style='font-size:0'><p style='font-size:14px'>本年度报告</p></div>"
    assert [block.text for block in read(page.encode()).blocks if isinstance(block, Paragraph)] == ["本年度报告"]


@pytest.mark.parametrize(
    "picture",
    ["<img src=5.png>", "<img src=5.png alt=''>", "<img alt=5>", "<svg><text>5</text></svg>", "<canvas></canvas>"],
)
def test_a_picture_is_no_blank_and_no_part_of_a_figure(picture: str) -> None:
    assert cell(picture) == PICTURE
    assert cell(f"<p>1{picture}</p>") == f"1{PICTURE}"
    assert cell(f"{picture}行政规范性文件") == "行政规范性文件"


def test_a_hidden_picture_and_an_empty_field_are_blank() -> None:
    assert cell("<img src=x style='display:none'>") == cell("<input value=''>") == cell("<textarea></textarea>") == ""


@pytest.mark.parametrize(
    ("sheet", "seen"),
    [
        (".x { display: none }", "5"),
        ("span.x, .y { color: red; DISPLAY : none !important; }", "5"),
        ("#z{display:none}", "5"),
        ("/* .x { */ .x { display: none } /* } */", "5"),
        ("b.x { display: none }", "58"),
        (".a .x { display: none }", "58"),
        (".x { display: none } .open .x { display: inline }", "58"),
        ("@media print { .x { display: none } }", "58"),
        ("@media screen { .a { color: red } } .x { display: none }", "5"),
        (".x { color: red }", "58"),
        (".x { display: none", "58"),
        ("}}{{", "58"),
    ],
)
def test_the_pages_own_sheet(sheet: str, seen: str) -> None:
    assert cell("5<span class='w x' id=z>8</span>", sheet) == seen


@pytest.mark.parametrize(
    "sheet", ["{" * 300_000, "}" * 300_000, ".x{display:none}" * 20_000, "a" * 900_000, "/*" * 400_000]
)
def test_sheets_take_time_in_proportion(sheet: str) -> None:
    began = time.process_time()
    assert cell("5", sheet) == "5"
    assert time.process_time() - began < 5
