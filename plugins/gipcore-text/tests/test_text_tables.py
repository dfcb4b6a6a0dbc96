"""Each layout of a table in text: its rows as a grid, the lines around it as paragraphs."""

from __future__ import annotations

import pytest

from gipcore.documents import Document, Grid, Paragraph
from gipcore_text.reading import read

ROWS = [["信息内容", "本年制发件数", "现行有效件数"], ["规章", "0", "1"], ["行政规范性文件", "8", "66"]]
EDGE = "+----+---+---+"
BLANK = [["规章", "", "1"], ["总计", "2", ""], ["其他", "", ""]]


def document(text: str) -> Document:
    return read(text.encode())


def grids(text: str) -> list[list[list[str]]]:
    found = [block for block in document(text).blocks if isinstance(block, Grid)]
    return [[[cell.text for cell in row] for row in grid.rows()] for grid in found]


def paragraphs(text: str) -> list[str]:
    return [block.text for block in document(text).blocks if isinstance(block, Paragraph) and block.text]


PIPES = """
前文。
| 信息内容 | 本年制发件数 | 现行有效件数 |
|---|:---:|---:|
| 规章 | 0 | 1 |

| 行政规范性文件 | 8 | 66 |
后文。
"""
WITHOUT_EDGES = """
前文。
信息内容 | 本年制发件数 | 现行有效件数
规章 | 0 | 1
行政规范性文件 | 8 | 66
后文。
"""
TABS = """
前文。
信息内容\t本年制发件数\t现行有效件数
规章\t0\t1
行政规范性文件\t8\t66
后文。
"""
COMMAS = """
前文。
信息内容,本年制发件数,现行有效件数
规章,0,1
"行政规范性文件","8","66"
后文。
"""
GRID = """
前文。
+----------+--------------+--------------+
| 信息内容 | 本年制发件数 | 现行有效件数 |
+==========+==============+==============+
| 规章     | 0            | 1            |
+----------+--------------+--------------+
| 行政规范 | 8            | 66           |
| 性文件   |              |              |
+----------+--------------+--------------+
后文。
"""
BOX = """
前文。
┌──────────────┬──────────────┬──────────────┐
│ 信息内容     │ 本年制发件数 │ 现行有效件数 │
├──────────────┼──────────────┼──────────────┤
│ 规章         │ 0            │ 1            │
├──────────────┼──────────────┼──────────────┤
│行政规范性文件│ 8            │ 66           │
└──────────────┴──────────────┴──────────────┘
后文。
"""
SIMPLE = """
前文。

  信息内容         本年制发件数   现行有效件数
  ---------------- -------------- --------------
  规章             0              1
  行政规范性文件   8              66

后文。
"""
MULTILINE = """
前文。

  --------------------------------------------
  信息内容         本年制发件数   现行有效件数
  ---------------- -------------- ------------
  规章             0              1

  行政规范性       8              66
  文件
  --------------------------------------------

后文。
"""
MEDIAWIKI = """
前文。
{| class="wikitable"
|-
! 信息内容 !! 本年制发件数
! style="width: 20%" | 现行有效件数
|-
| 规章
| 0 || 1
|-
| 行政规范性文件
| 8
| 66
|}
后文。
"""
ASCIIDOC = """
前文。
[width="100%",cols="40%,30%,30%",options="header",]
|===
|信息内容 |本年制发件数 |现行有效件数
|规章 |0
|1
|行政规范性文件 |8 |66
|===
后文。
"""
TEXTILE = """
前文。
|_. 信息内容|_. 本年制发件数|_. 现行有效件数|
|规章|0|1|
|行政规范性文件|8|66|
后文。
"""
JIRA = """
前文。
|| 信息内容 || 本年制发件数 || 现行有效件数 ||
| 规章 | 0 | 1 |
| 行政规范性文件 | 8 | 66 |
后文。
"""
ORG = """
前文。
| 信息内容       | 本年制发件数 | 现行有效件数 |
|----------------+--------------+--------------|
| 规章           |            0 |            1 |
| 行政规范性文件 |            8 |           66 |
后文。
"""
WEB = """
前文。
<table border="1">
<thead><tr><th>信息内容</th><th>本年制发件数</th>
<th>现行有效件数</th></tr></thead>
<tr><td>规章<td>0<td><b>1</b>
<tr><td>行政规范性文件</td><td>8</td><td>&#54;6</td></tr>
</table>
后文。
"""
LAYOUTS = {
    name.lower(): text
    for name, text in list(globals().items())
    if name.isupper() and isinstance(text, str) and "前文" in text
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_the_same_table_in_every_layout(name: str) -> None:
    (rows,) = grids(LAYOUTS[name])
    assert [["".join(cell.split()) for cell in row] for row in rows] == ROWS
    assert paragraphs(LAYOUTS[name]) == ["前文。", "后文。"]


@pytest.mark.parametrize(
    "text",
    [
        "| 规章 | | 1 |\n| 总计 | 2 | |\n| 其他 | | |",
        "规章\t\t1\n总计\t2\t\n其他\t\t",
        "规章,,1\n总计,2,\n其他,,",
        "{|\n| 规章\n|\n| 1\n|-\n| 总计\n| 2\n|\n|-\n| 其他\n|\n|\n|}",
        '[cols=",,"]\n|===\n|规章 | |1\n|总计 |2 |\n|其他 | |\n|===',
        "<table><tr><td>规章<td><td>1</tr><tr><td>总计<td>2<td></tr><tr><td>其他<td><td></tr></table>",
        "\n".join([EDGE, "|规章|   | 1 |", EDGE, "|总计| 2 |   |", EDGE, "|其他|   |   |", EDGE]),
    ],
    ids=["pipes", "tabs", "commas", "mediawiki", "asciidoc", "web", "grid"],
)
def test_blank_cells_keep_their_places(text: str) -> None:
    assert grids(text) == [BLANK]


@pytest.mark.parametrize(
    "text",
    [
        '{|\n! rowspan="2" | 甲\n! colspan=2 | 乙\n|-\n| 丙\n| 丁\n|}',
        '[cols="1,2*"]\n|===\n.2+|甲 2+|乙\n|丙 |丁\n|===',
        "<table><tr><td rowspan='2'>甲</td><td colspan='2'>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
    ],
    ids=["mediawiki", "asciidoc", "web"],
)
def test_merged_cells(text: str) -> None:
    (grid,) = (block for block in document(text).blocks if isinstance(block, Grid))
    assert [(c.text, c.row, c.column, c.row_span, c.column_span) for c in grid.cells] == [
        ("甲", 0, 0, 2, 1),
        ("乙", 0, 1, 1, 2),
        ("丙", 1, 1, 1, 1),
        ("丁", 1, 2, 1, 1),
    ]


def test_one_cell_a_line_led_by_tabs() -> None:
    text = "前文。\n\t信息内容\n\t件数\n\n\t规章\n\t0\n\n\t行政规范性\n文件\n\t8\n\n后文。"
    assert grids(text) == [[["信息内容", "件数"], ["规章", "0"], ["行政规范性\n文件", "8"]]]
    assert paragraphs(text) == ["前文。", "后文。"]


def test_a_quoted_value_may_hold_commas_quotes_and_lines() -> None:
    text = '规章,"1,234",0\n"行政""规范性""\n文件",8,66\n总计,1,2\n'
    assert grids(text) == [[["规章", "1,234", "0"], ['行政"规范性"\n文件', "8", "66"], ["总计", "1", "2"]]]


@pytest.mark.parametrize(
    "text",
    [
        "公开信息3条,其中规章1件,其余2件\n另有说明",
        "2023年,本局主动公开信息8条。\n2024年,本局主动公开信息9条。\n2025年,主动公开10条。",
        "甲,乙\n丙,丁\n戊,己",
        "- 一\n- 二\n- 三",
        "\t本年度没有需要说明的事项。\n\t特此报告。",
        "{|\n没有结束",
        "|===",
        "<table><tr><td>没有结束",
        "---- 分隔 ----",
        "+++",
    ],
)
def test_what_is_no_table_stays_text(text: str) -> None:
    assert not [rows for rows in grids(text) if len(rows) > 1 or len(rows[0]) > 1]


def test_values_of_different_widths_right_after_a_sentence() -> None:
    text = "根据规定,现将,有关情况,报告如下\n一,二,三,四,五,六\n,七,八\n规章,0,1\n总计,2\n其他,3,4,5"
    assert grids(text)[0][-3:] == [["规章", "0", "1"], ["总计", "2"], ["其他", "3", "4", "5"]]


def test_a_bar_in_a_cell() -> None:
    assert grids("| a \\| b | 1 |\n| c | 2 |") == [[["a | b", "1"], ["c", "2"]]]
