"""Web pages saved as text, one cell a line with a bar behind it, rows filled up with bars."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore_text.barred import take_apart, take_barred
from gipcore_text.delimited import take_pipes
from gipcore_text.taking import Passed, Rows, Taken, plain

ROWS: Rows = [["第二十条第（五）项"], ["信息内容", "本年处理决定数量"], ["规章", "0", "", "25"], ["行政许可", "46209"]]
SAME = "第二十条第（五）项 | |||\n信息内容 |\n本年处理决定数量 | ||\n规章 |\n0 |\n|\n25 |\n行政许可 |\n46209 | ||"
APART = "第二十条第（五）项 |\n|||\n信息内容 |\n本年处理决定数量 |\n||\n规章 |\n0 |\n|\n25 |\n行政许可 |\n46209 |\n||"
LED = (
    SAME.replace("第二十条", "|\n第二十条")
    .replace("信息内容", "|\n信息内容")
    .replace("规章", "|\n规章")
    .replace("行政许可", "|\n行政许可")
)


@pytest.mark.parametrize("text", [SAME, APART, LED])
def test_rows_end_where_they_are_filled_up(text: str) -> None:
    lines = text.split("\n")
    assert take_barred(lines, 0) == Taken(ROWS, len(lines))


def test_the_last_row_need_not_be_filled_up() -> None:
    assert take_barred(SAME.removesuffix(" ||").split("\n"), 0) == Taken(ROWS, SAME.count("\n") + 1)


def test_empty_lines_belong_to_the_table_and_text_ends_it() -> None:
    lines = [line for cell in SAME.split("\n") for line in (cell, "")] + ["三、收到和处理政府信息公开申请情况"]
    assert take_barred(lines, 0) == Taken(ROWS, len(lines) - 2)


@pytest.mark.parametrize(
    "text",
    [
        "规章 | 0 | 0 | 0 |",  # a row a line
        "第二十条第（一）项 | |||\n规章 | 0 | 0 | 0 |",  # a row a line, its first row has one cell
        "规章 |\n0 |\n0 |\n0 |",  # nothing says where a row ends
        "甲 | |||\n乙 |\n丙 | ||||||",  # rows of four and of eight
        "甲 | ||\n乙 |\n丙 | |||||||",  # a row cannot be filled up by more than its width
        "没有竖线",
    ],
)
def test_everything_else_is_left_to_others(text: str) -> None:
    assert isinstance(take_barred(text.split("\n"), 0), Passed)


def test_a_row_that_was_cut_off_does_not_change_the_others() -> None:
    whole = ["规章 | 0 | 0 | 0 |", "行政规范性文件 | 3 | 0 | 101 |"]
    taken = take_pipes([*whole, "| 行政许"], 0)
    assert isinstance(taken, Taken)
    assert taken.rows == [["规章", "0", "0", "0"], ["行政规范性文件", "3", "0", "101"], ["", "行政许"]]


CELL = st.text("甲乙0 12", max_size=3).map(str.strip)


@given(st.integers(3, 6), st.data(), st.booleans())
def test_any_rows_come_back(width: int, data: st.DataObject, apart: bool) -> None:
    row = st.lists(CELL, min_size=1, max_size=width - 2).map(lambda cells: [*cells[:-1], cells[-1] or "末"])
    rows = [["题"], *data.draw(st.lists(row, max_size=6))]
    lines: list[str] = []
    for cells in rows:
        fill = "|" * (width - len(cells))
        barred = [f"{cell} |".strip() for cell in cells]
        lines += [*barred, fill] if apart else [*barred[:-1], f"{barred[-1]} {fill}"]
    assert take_barred(lines, 0) == Taken(plain(rows), len(lines))


ENDED = "第二十条第（五）项\n|\n信息内容\n|\n本年处理\n决定数量\n|\n行政许可\n|\n|\n"


def test_cells_ended_by_a_line_with_a_bar_keep_their_lines() -> None:
    rows: Rows = [["第二十条第（五）项"], ["信息内容"], ["本年处理\n决定数量"], ["行政许可"], [""]]
    assert take_apart(ENDED.split("\n"), 0) == Taken(rows, ENDED.count("\n"))


@pytest.mark.parametrize("text", ["三、收到和处理政府信息公开申请情况\n（本列）", "该部分以表格形式报告。\n（本列）"])
def test_headings_and_sentences_before_a_cell_are_none_of_it(text: str) -> None:
    lines = (ENDED + text + "\n|\n申请人情况\n|").split("\n")
    taken = take_apart(lines, 0)
    assert isinstance(taken, Taken) and taken.lines == ENDED.count("\n")


@pytest.mark.parametrize(
    "text", ["标题\n第一格\n|\n甲\n|\n乙\n|\n丙\n|", "甲\n|\n乙\n|\n丙", "|\n|\n|\n|", "甲 | 乙\n|"]
)
def test_what_is_no_such_table_is_left_to_others(text: str) -> None:
    assert isinstance(take_apart(text.split("\n"), 0), Passed)
