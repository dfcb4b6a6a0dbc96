"""The table of 2014 to 2018: laid out and read back, in the layouts that files have, and what nobody may guess."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from importlib.resources import files
from random import Random
from typing import Any, TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.documents import Document, Grid, Paragraph, grid_from_rows
from gipcore.layout import lay_out
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.rulesets import load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Number, Unreadable

FORMS = load_catalogue([files("gipcore_rulesets")]).forms
FORM = FORMS["cn-2014"]
Rows: TypeAlias = list[list[str]]
HEADING = "政府信息公开情况统计表"


def filled(seed: int = 0, *, blanks: bool = False) -> Report:
    """A report with a figure of its own in every cell; with *blanks* some are empty or not applicable."""
    random = Random(seed)
    cells: dict[str, Any] = {}
    for number, (id_, cell) in enumerate(FORM.cells.items(), 1):
        cells[id_] = Decimal(number) / 8 if cell.column.decimal else number
        if blanks and random.random() < 0.4:
            cells[id_] = random.choice(["", "", "n/a"])
    return specimen(FORM, cells=cells)


def table_rows(report: Report) -> list[list[str]]:
    grid = next(block for block in lay_out(report, FORM).blocks if isinstance(block, Grid))
    return [[cell.text.strip() for cell in row] for row in grid.rows()]


def with_table(table: Grid | list[str]) -> Document:
    head = [block for block in lay_out(filled(), FORM).blocks if isinstance(block, Paragraph)]
    end = next(number for number, block in enumerate(head) if block.text == HEADING) + 1
    return Document((*head[:end], *([table] if isinstance(table, Grid) else map(Paragraph, table)), *head[end:]))


def figures(report: Report) -> dict[str, object]:
    return {i: v.value if isinstance(v, Number) else type(v).__name__ for i, v in report.cells.items()}


def assert_nothing_wrong(back: Report, report: Report, unreadable: int = 0) -> None:
    lost = [id_ for id_, value in back.cells.items() if isinstance(value, Unreadable)]
    assert {i: v for i, v in figures(back).items() if i not in lost} == {
        i: v for i, v in figures(report).items() if i not in lost
    }
    assert len(lost) == unreadable


@given(st.integers(0, 10**6), st.booleans())
def test_what_is_laid_out_reads_back(seed: int, blanks: bool) -> None:
    report = filled(seed, blanks=blanks)
    back = recognise(lay_out(report, FORM), FORMS)
    assert back.form == "cn-2014"
    assert dict(back.cells) == dict(report.cells)
    assert dict(back.sections) == dict(report.sections)
    assert not back.labels and not back.remarks and [table.table for table in back.tables] == ["statistics"]


def test_the_layout_is_that_of_the_annex() -> None:
    rows = table_rows(filled())
    assert len(rows) == 1 + 65
    assert rows[0] == ["统计指标", "单位", "统计数"]
    assert [row[0] for row in rows if row[1:] == ["——", "——"]] == [
        "一、主动公开情况",
        "（二）通过不同渠道和方式公开政府信息的情况",
        "二、回应解读情况",
        "（二）通过不同渠道和方式回应解读的情况",
        "三、依申请公开情况",
        "八、机构建设和保障经费情况",
        "九、政府信息公开会议和培训情况",
    ]
    assert rows[4] == ["制发规范性文件总数", "件", "3"]
    grid = next(block for block in lay_out(filled(), FORM).blocks if isinstance(block, Grid))
    assert [len(cell.text) - len(cell.text.lstrip("　")) for cell in grid.cells if cell.column == 0][1:5] == [
        0,
        1,
        2,
        1,
    ]


LINES: dict[str, Callable[[Rows], list[str]]] = {
    "a row a line": lambda rows: [" ".join(row) for row in rows],
    "nothing between the cells": lambda rows: ["".join(row) for row in rows],
    "a cell a line": lambda rows: [cell for row in rows for cell in row],
    "a cell a line, empty lines between": lambda rows: [text for row in rows for cell in row for text in (cell, "")],
    "headings without dashes": lambda rows: [" ".join(cell for cell in row if cell != "——") for row in rows],
    "no units": lambda rows: [f"{label} {figure}" for label, _, figure in rows],
    "all in one line": lambda rows: ["".join("".join(row) for row in rows)],
}


@pytest.mark.parametrize("layout", LINES)
def test_lines_of_text(layout: str) -> None:
    report = filled()
    back = recognise(with_table(LINES[layout](table_rows(report))), FORMS)
    assert back.form == "cn-2014"
    assert_nothing_wrong(back, report)
    # The headings inside the table are none of the report's sections.
    assert dict(back.sections) == dict(report.sections)


def test_a_figure_that_is_not_there_is_missing_in_text() -> None:
    rows = table_rows(filled())
    rows[2][2] = ""
    back = recognise(with_table([" ".join(row).strip() for row in rows]), FORMS)
    assert back.cells["proactive.information.disclosed"] == Unreadable(reason="missing")


NUMBER = re.compile(r"^(其中：)?([一二三四五六七八九]、|（.）|\d\.)?")
GRIDS: dict[str, Callable[[Rows], Rows]] = {
    "numbered": lambda rows: [[str(97 * n % 80), *row] for n, row in enumerate(rows)],
    "no heading": lambda rows: rows[1:],
    "other heads": lambda rows: [["指标名称", "计量单位", "数量"], *rows[1:]],
    "labels without numbers": lambda rows: [
        [re.sub(r"^(其中：)?([一二三四五六七八九]、|（.）|\d\.)?", "", r[0]), *r[1:]] for r in rows
    ],
    "the table twice": lambda rows: [*rows, *rows],
}


@pytest.mark.parametrize("layout", GRIDS)
def test_grids(layout: str) -> None:
    report = filled(3, blanks=True)
    assert_nothing_wrong(recognise(with_table(grid_from_rows(GRIDS[layout](table_rows(report)))), FORMS), report)


def test_rows_of_a_province_are_named_and_shift_nothing() -> None:
    report, extra = (
        filled(),
        [["主动公开政府文件数", "条", "9"], ["主动公开应急管理信息", "条", "8"], ["另设的一行", "条", "7"]],
    )
    rows = table_rows(report)
    back = recognise(with_table(grid_from_rows([*rows[:5], *extra, *rows[5:]])), FORMS)
    assert_nothing_wrong(back, report)
    assert [remark.text for remark in back.remarks if remark.kind == "extra-row"] == [row[0] for row in extra[:2]]


def test_one_label_below_two_parents() -> None:
    report = filled()
    rows = [row for row in table_rows(report) if not row[0].startswith("五、")]
    assert_nothing_wrong(recognise(with_table(grid_from_rows(rows)), FORMS), report, unreadable=1)
    rows = [row for row in rows if "维持具体行政行为" not in row[0] and not row[0].startswith("四、")]
    back = recognise(with_table(grid_from_rows(rows)), FORMS)
    # Nothing says whose the rows are.
    assert all(isinstance(v, Unreadable) for i, v in back.cells.items() if i.startswith(("review.", "litigation.")))


def test_several_columns_of_figures_are_not_guessed_at() -> None:
    report = filled(5, blanks=True)
    heads = ["统计指标", "单位", "区政府统计数", "区直单位统计数", "乡镇街道统计数"]
    rows = [[*row, "", "3"] if n % 3 else [*row[:2], "", row[2], ""] for n, row in enumerate(table_rows(report)[1:])]
    back = recognise(with_table(grid_from_rows([heads, *rows])), FORMS)
    assert all(isinstance(value, Unreadable) for value in back.cells.values())


def test_the_column_under_the_official_head_is_read() -> None:
    report = filled(5, blanks=True)
    rows = [[*row[:2], str(n), row[2]] for n, row in enumerate(table_rows(report)[1:])]
    back = recognise(with_table(grid_from_rows([["统计指标", "单位", "上年", "统计数"], *rows])), FORMS)
    assert not [i for i, v in figures(back).items() if v not in (figures(report)[i], "Unreadable")]


def test_figures_that_slipped_by_a_row_are_not_read() -> None:
    rows = table_rows(filled())
    slipped = [[*above[:2], below[2]] for above, below in zip(rows, [*rows[1:], rows[0]], strict=True)]
    back = recognise(with_table(grid_from_rows(slipped)), FORMS)
    assert all(isinstance(value, Unreadable) for value in back.cells.values())
    assert "loose-figures" in {remark.kind for remark in back.remarks}


def test_a_figure_beside_one_heading_is_remarked() -> None:
    report = filled()
    rows = [[*row[:2], "9"] if row[0].startswith("三、") else row for row in table_rows(report)]
    back = recognise(with_table(grid_from_rows(rows)), FORMS)
    assert_nothing_wrong(back, report)
    assert [(remark.kind, remark.text) for remark in back.remarks] == [("loose-figures", "三、依申请公开情况 9")]


def test_units_other_than_the_form_s() -> None:
    other = {"万元": "元", "件": "宗"}
    rows = table_rows(filled())[1:]
    rows = [row if row[1] == "——" else [row[0], other.get(row[1], row[1]), "400"] for row in rows]
    back = recognise(with_table(grid_from_rows(rows)), FORMS)
    assert back.cells["fees.collected"] == Number(Decimal("0.0400"), raw="400元", notes=("converted",))
    assert back.cells["applications.received.total"] == Number(400)
    rows = [row if row[1] == "——" else [row[0], "元", row[2]] for row in rows]
    back = recognise(with_table(grid_from_rows(rows)), FORMS)
    assert isinstance(back.cells["applications.received.total"], Unreadable)


def test_cells_of_the_form_carry_their_row_s_unit() -> None:
    cells = FORM.cells
    assert {i for i, cell in cells.items() if cell.column.decimal} == {"fees.collected", "support.budget"}
    assert cells["training.participants"].column.unit == "人次"
    assert cells["litigation.corrected"].label == "“五、行政诉讼数量：（二）被依法纠错数”"
