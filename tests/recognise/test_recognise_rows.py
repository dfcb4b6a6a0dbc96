"""Rows of figures in their cells, or unreadable: each way in which a table shows which figure is of which column, and
each in which it does not."""

from __future__ import annotations

import pytest

from gipcore.documents import Block, Document, Grid, GridCell, Paragraph, Place
from gipcore.engine import Engine
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.values import Blank, Number, Unreadable, Value

FORMS = Engine().catalogue.forms
HEADS = ["信息内容", "本年制发件数", "本年废止件数", "现行有效件数"]
RULES = ("proactive.rules.issued", "proactive.rules.repealed", "proactive.rules.in_force")
UNREAD = ["?", "?", "?"]


def table(*rows: list[str], number: int = 1) -> Grid:
    """A table without merged cells; None leaves a cell out."""
    cells = [GridCell(text, r, c) for r, row in enumerate(rows) for c, text in enumerate(row)]
    return Grid(tuple(cells), Place(table=number))


def lines(text: str) -> list[Block]:
    return [Paragraph(line) for line in text.split("\n")]


NEW = "一、本年新收政府信息公开申请数量"
KINDS = ["自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他", "总计"]
FIGURES = ["1", "2", "3", "4", "5", "6", "7"]


def new(*blocks: Block) -> list[object]:
    """The first row of table three."""
    report = read(Paragraph("三、收到和处理政府信息公开申请情况"), *blocks)
    return [shown(value) for cell, value in report.cells.items() if cell.startswith("applications.new.")]


def read(*blocks: Block) -> Report:
    heading = Paragraph("二、主动公开政府信息情况")
    return recognise(Document((heading, *blocks)), FORMS, form="cn-2021")


def shown(value: Value) -> object:
    """A number, nothing for a blank, a question mark for what is unreadable."""
    match value:
        case Number():
            return value.value
        case Blank():
            return None
        case Unreadable():
            return "?"
        case _:
            return "n/a"


def rules(*blocks: Block) -> list[object]:
    report = read(*blocks)
    return [shown(report.cells[cell]) for cell in RULES]


def test_a_row_below_its_headings() -> None:
    assert rules(table(HEADS, ["规章", "1", "0", "10"])) == [1, 0, 10]
    assert rules(table(HEADS, ["规章", "1", "", ""])) == [1, None, None]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["规章", "1 0", "10", ""], UNREAD),
        (["规章", "— 0", "10", ""], UNREAD),
        (["规章", "见附件 0", "10", ""], UNREAD),
        (["规章", "012", "", ""], UNREAD),
        (["规章", "", "012", ""], UNREAD),
        (["规章", "123", "", ""], UNREAD),
        (["规章", "1" * 19, "", ""], UNREAD),
        (["规章", "1 0 10", "", ""], [1, 0, 10]),
        (["规章", "12 （1）", "", "3"], ["?", None, 3]),
        (["规章", "12 件", "", "3"], [12, None, 3]),
        (["规章", "12", "", ""], [12, None, None]),
        (["规章", "- 3", "0", "10"], ["?", 0, 10]),
    ],
)
def test_several_figures_in_a_cell(row: list[str], expected: list[object]) -> None:
    assert rules(table(HEADS, row)) == expected


def test_added_columns_are_known_by_their_headings() -> None:
    report = read(table([*HEADS, "上年数"], ["规章", "1", "", "10", "7"], ["行政规范性文件", "2", "", "", "8"]))
    assert [shown(report.cells[cell]) for cell in RULES] == [1, None, 10]
    assert [(remark.kind, remark.text) for remark in report.remarks] == [("extra-column", "上年数")]
    codes = table(["信息内容", "行次", *HEADS[1:]], ["规章", "01", "1", "", "10"])
    assert rules(codes) == [1, None, 10]


def test_rows_that_end_elsewhere_than_headings_with_an_added_column_are_in_doubt() -> None:
    assert rules(table([*HEADS, "上年数"], ["规章", "1", "10", "7"])) == UNREAD


def test_a_word_among_the_headings_of_a_text_leaves_its_rows_in_doubt() -> None:
    text = "信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n{}规章\n1\n0\n7"
    assert rules(*lines(text.format(""))) == [1, 0, 7]
    assert rules(*lines(text.format("上年数\n"))) == UNREAD
    assert rules(*lines("信息内容 行次 本年制发件数 本年废止件数 现行有效件数\n规章 1 0 10")) == UNREAD
    assert rules(*lines("本年制发件数本年废止件数现行有效件数\n规章 1 0 10")) == [1, 0, 10]
    behind = "第二十条第（一）项\n22\n（其中16件）\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n3"
    assert shown(read(*lines(behind)).cells["proactive.licensing.decisions"]) == 3


def test_figures_below_another_label_than_their_own() -> None:
    beside = "信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 1 0 10\n行政规范性文件\n2 0 3"
    cells = [cell.replace("rules", "normative_documents") for cell in RULES]
    report = read(*lines(beside))
    assert [shown(report.cells[cell]) for cell in cells] == UNREAD
    below = "规章\n1 0 10\n行政规范性文件\n2 0 3"
    assert [shown(read(*lines(below)).cells[cell]) for cell in cells] == [2, 0, 3]


def test_empty_lines_are_blank_cells_where_complete_rows_have_none() -> None:
    kept = "规章\n1\n0\n10\n行政规范性文件\n2\n\n3\n第二十条第（五）项"
    cells = [cell.replace("rules", "normative_documents") for cell in RULES]
    assert [shown(read(*lines(kept)).cells[cell]) for cell in cells] == [2, None, 3]
    spaced = "规章\n1\n\n0\n\n10\n\n行政规范性文件\n2\n\n3\n\n"
    assert [shown(read(*lines(spaced)).cells[cell]) for cell in cells] == UNREAD
    end = "规章\n1\n0\n10\n行政规范性文件\n2\n3\n\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n1"
    assert [shown(read(*lines(end)).cells[cell]) for cell in cells] == UNREAD


def test_rows_twice() -> None:
    assert rules(table(HEADS, ["规章", "1", "0", "10"], ["规章", "1", "0", "10"])) == [1, 0, 10]
    assert rules(table(HEADS, ["规章", "1", "0", "10"], ["规章", "1", "0", "11"])) == [1, 0, "?"]


def test_a_blank_row_beside_figures_of_no_row() -> None:
    assert rules(table(HEADS, ["规章", "", "", ""], ["", "1", "0", "10"])) == UNREAD
    assert rules(table(HEADS, ["规章", "", "", ""]), table(["1", "0", "10"])) == UNREAD
    assert rules(table(HEADS, ["规章", "", "", ""])) == [None, None, None]


def test_a_label_over_two_rows() -> None:
    cells = [cell.replace("rules", "normative_documents") for cell in RULES]
    first = table(HEADS, ["行政规", "2", "0", "3"], ["范性文件", "", "", ""])
    second = table(HEADS, ["行政规", "", "", ""], ["范性文件", "2", "0", "3"])
    for grid in (first, second):
        assert [shown(read(grid).cells[cell]) for cell in cells] == [2, 0, 3]
    twice = table(HEADS, ["行政规", "2", "0", "3"], ["行政规", "7", "0", "3"], ["范性文件", "", "", ""])
    assert [shown(read(twice).cells[cell]) for cell in cells] == UNREAD


def test_labels_of_two_rows_in_one_cell() -> None:
    report = read(table(HEADS, ["规章 行政规范性文件", "1", "0", "4"]))
    cells = [cell.replace("rules", "normative_documents") for cell in RULES]
    assert [shown(report.cells[cell]) for cell in (*RULES, *cells)] == [*UNREAD, *UNREAD]


def test_headings_in_another_order() -> None:
    moved = ["信息内容", "现行有效件数", "本年制发件数", "本年废止件数"]
    assert rules(table(moved, ["规章", "10", "1", ""])) == [1, None, 10]
    again = table([*HEADS, *HEADS[1:]], ["规章", "", "", "", "1", "2", "3"])
    assert rules(again) == UNREAD
    unknown = ["信息内容", "现行有效件数", "甲", "本年制发件数"]
    assert rules(table(unknown, ["规章", "10", "1", "0"])) == UNREAD


def test_two_reports_in_one_file() -> None:
    one, other = (table(HEADS, ["规章", figure, "0", "10"], number=n) for n, figure in ((1, "1"), (2, "2")))
    heading = Paragraph("二、主动公开政府信息情况")
    assert rules(one, heading, other) == ["?", 0, 10]
    assert rules(one, Paragraph("六、其他需要报告的事项"), other) == [1, 0, 10]


def test_numbers_of_columns_are_no_figures() -> None:
    heads = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
    groups = ["行政复议", "", "", "", ""]
    heading = Paragraph("四、政府信息公开行政复议、行政诉讼情况")
    numbered = table(groups, heads, ["1", "2", "3", "4", "5"], ["6", "0", "0", "0", "6"])
    report = read(heading, numbered)
    assert [shown(report.cells[f"review.{c}"]) for c in ("upheld", "corrected", "other", "pending", "total")] == [
        6, 0, 0, 0, 6
    ]  # fmt: skip


def test_merged_headings_keep_their_columns_together() -> None:
    apart = ["自然人", "商业企业", "总计", *KINDS[2:6]]
    assert new(table(["", *KINDS], [NEW, *FIGURES])) == [1, 2, 3, 4, 5, 6, 7]
    assert new(table(["", *apart], [NEW, *FIGURES])) == [1, 2, 4, 5, 6, 7, 3]
    assert new(table(apart, [NEW, *FIGURES])) == ["?"] * 7


def test_cells_below_merged_labels_are_no_figures() -> None:
    whole = ["三、本年度办理结果", "（三）不予公开", "1.属于国家秘密", *FIGURES]
    assert new(table(whole, [NEW, "", "", *FIGURES])) == [1, 2, 3, 4, 5, 6, 7]
    assert new(table(whole[:8], [NEW, "", "", *FIGURES[:5]])) == ["?"] * 7


def test_empty_lines_below_a_merged_label_may_be_its_cells() -> None:
    complete = "规章\n1\n0\n10\n三、收到和处理政府信息公开申请情况\n"
    assert new(*lines(f"{complete}{NEW}\n1\n\n3\n4\n5\n6\n7\n（一）予以公开")) == [1, None, 3, 4, 5, 6, 7]
    assert new(*lines(f"{complete}{NEW}\n\n\n1\n\n3\n4\n5\n\n\n（一）予以公开")) == ["?"] * 7


def test_empty_lines_behind_a_table_are_blanks_where_others_are() -> None:
    normative = [cell.replace("rules", "normative_documents") for cell in RULES]
    end = "规章\n1\n0\n10\n行政规范性文件\n2\n3\n\n"
    inside = f"三、收到和处理政府信息公开申请情况\n{NEW}\n1\n2\n3\n4\n5\n6\n\n（一）予以公开\n1\n2\n3\n4\n5\n6\n7"
    assert [shown(read(*lines(end + inside)).cells[cell]) for cell in normative] == [2, 3, None]
    assert [shown(read(*lines(end + inside.replace("\n\n", "\n7\n"))).cells[cell]) for cell in normative] == UNREAD


def test_torn_headings_with_an_added_one_leave_their_rows_in_doubt() -> None:
    heads = [["自然人", "法人或其他组织", "总计"], ["商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他"]]
    assert new(table(*heads, [NEW, *FIGURES])) == [1, 2, 3, 4, 5, 6, 7]
    heads[0].append("行次")
    assert new(table(*heads, [NEW, *FIGURES])) == ["?"] * 7


def test_a_figure_below_a_label_and_its_blank_cell_is_no_figure_of_it() -> None:
    page_number = table(["信息内容", "本年收费金额（单位：万元）"], ["行政事业性收费", ""], ["6"])
    assert shown(read(page_number).cells["proactive.charges.amount"]) == "?"
