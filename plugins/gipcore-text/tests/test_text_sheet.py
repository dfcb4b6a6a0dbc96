"""A whole sheet saved as CSV or Unicode text: sentences and headings are text, the rest tables."""

from __future__ import annotations

import csv
from io import StringIO

import pytest

from gipcore.documents import Grid, Paragraph
from gipcore_text.reading import read
from gipcore_text.sheet import records_of

SHEET = [
    ["某市某局2023年政府信息公开工作年度报告"],
    ["一、总体情况"],
    ["2023年，公开信息,共3条，其中“规章”1件。\n详见附件。"],
    [],
    ["二、主动公开政府信息情况"],
    ["第二十条第（一）项"],
    ["信息内容", "本年制发件数", "现行有效件数"],
    ["规章", "0", ""],
    ["其他"],
    ["行政规范性文件", "1,234", "66"],
    ["三、收到和处理政府信息公开申请情况"],
    ["", "自然人", "总计"],
    ["一、本年新收政府信息公开申请数量", "3", "3"],
    ["六、其他需要报告的事项"],
    ["本年度未收取信息处理费。"],
    ["某市某局"],
    ["2024年1月12日"],
]
TEXTS = [SHEET[i][0] for i in (0, 1, 2, 4, 10, 13, 14, 15, 16)]


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "gb18030"), ("\t", "utf-16"), (";", "utf-8-sig")])
@pytest.mark.parametrize("width", [3, 12])
@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
def test_text_and_tables_of_a_sheet(delimiter: str, encoding: str, width: int, quoting: int) -> None:
    buffer = StringIO()
    writer = csv.writer(buffer, delimiter=delimiter, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([*row, *[""] * (width - len(row))] for row in SHEET)
    blocks = read(buffer.getvalue().encode(encoding)).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph)] == TEXTS
    grids = [[[c.text for c in row if c.text] for row in b.rows()] for b in blocks if isinstance(b, Grid)]
    assert grids == [[[cell for cell in row if cell] for row in rows] for rows in (SHEET[5:10], SHEET[11:13])]


@pytest.mark.parametrize(
    "text",
    [
        "规章,0,1\n" * 9,
        ("一、总体情况\n" + "规章,0,1\n" * 4) * 3,
        "规章,0\n" * 20,
        'a,"b,c\n' * 20,
    ],
    ids=["too short", "lines without fields", "two columns", "quotes left open"],
)
def test_what_is_no_sheet(text: str) -> None:
    assert records_of(text) is None
