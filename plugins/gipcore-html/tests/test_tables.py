"""The table model: rows, cells and spans as browsers lay them out."""

from __future__ import annotations

import pytest

from gipcore.documents import Document, Grid, Paragraph
from gipcore.errors import ReadError
from gipcore.limits import MAX_SPAN, MAX_TABLE_ROWS
from gipcore_html import read

Cell = tuple[str, int, int, int, int]


def grids(html: str) -> list[Grid]:
    return [block for block in read(html.encode()).blocks if isinstance(block, Grid)]


def cells(html: str) -> list[Cell]:
    """The cells of the only table: text, row, column, row span, column span."""
    (grid,) = grids(html)
    return [(cell.text, cell.row, cell.column, cell.row_span, cell.column_span) for cell in grid.cells]


def lines(document: Document) -> list[str]:
    return [block.text if isinstance(block, Paragraph) else f"[{block.place.table}]" for block in document.blocks]


def test_spans() -> None:
    assert cells("<table><tr><td rowspan=2>a<td colspan=2>b<tr><td>c<td>d</table>") == [
        ("a", 0, 0, 2, 1),
        ("b", 0, 1, 1, 2),
        ("c", 1, 1, 1, 1),
        ("d", 1, 2, 1, 1),
    ]


def test_header_cells_and_missing_closing_tags() -> None:
    assert cells("<table><tr><th>信息内容<th>件数<tr><td>规章<td>0") == [
        ("信息内容", 0, 0, 1, 1),
        ("件数", 0, 1, 1, 1),
        ("规章", 1, 0, 1, 1),
        ("0", 1, 1, 1, 1),
    ]


def test_row_span_zero_reaches_to_the_end_of_its_group() -> None:
    html = "<table><tbody><tr><td rowspan=0>a<td>b<tr><td>c<tbody><tr><td>d<td>e</table>"
    assert cells(html) == [
        ("a", 0, 0, 2, 1),
        ("b", 0, 1, 1, 1),
        ("c", 1, 1, 1, 1),
        ("d", 2, 0, 1, 1),
        ("e", 2, 1, 1, 1),
    ]


def test_row_span_ends_with_its_group() -> None:
    html = "<table><thead><tr><th rowspan=3>a<th>b</thead><tbody><tr><td>c<td>d</table>"
    assert cells(html) == [("a", 0, 0, 1, 1), ("b", 0, 1, 1, 1), ("c", 1, 0, 1, 1), ("d", 1, 1, 1, 1)]


def test_head_first_foot_last() -> None:
    html = (
        "<table><tfoot><tr><td>foot<td>1</tfoot><tbody><tr><td>body<td>2</tbody>"
        "<thead><tr><td>head<td>3</thead><tbody><tr><td>more<td>4</table>"
    )
    assert [cell[0] for cell in cells(html) if cell[2] == 0] == ["head", "body", "more", "foot"]


def test_overlap_the_later_cell_gives_way_and_the_next_one_stands_where_a_browser_puts_it() -> None:
    html = "<table><tr><td>a<td rowspan=2>b<td>c<td>d<tr><td colspan=3>e<td>f</table>"
    assert cells(html)[4:] == [("e", 1, 0, 1, 1), ("f", 1, 3, 1, 1)]


def test_an_overlapping_cell_keeps_its_columns_clear_in_later_rows() -> None:
    html = "<table><tr><td>a<td rowspan=3>b<td>c<tr><td rowspan=2 colspan=3>d<td>e<tr><td>f<td>g</table>"
    assert cells(html)[3:] == [("d", 1, 0, 2, 1), ("e", 1, 3, 1, 1), ("f", 2, 3, 1, 1), ("g", 2, 4, 1, 1)]


def test_ragged_rows() -> None:
    html = "<table><tr><td>a<td>b<td>c<tr><td>d<tr><tr><td>e<td>f</table>"
    assert [cell[:3] for cell in cells(html)] == [
        ("a", 0, 0), ("b", 0, 1), ("c", 0, 2), ("d", 1, 0), ("e", 3, 0), ("f", 3, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("attribute", "span"),
    [
        ("rowspan=999999999", (3, 1)),
        ("rowspan=99999999999999999999999999", (3, 1)),
        ("rowspan=-2", (1, 1)),
        ("rowspan=''", (1, 1)),
        ("rowspan=' +2 rows'", (2, 1)),
        ("colspan=0", (1, 1)),
        ("colspan=1e9", (1, 1)),
        ("colspan=999999999", (1, MAX_SPAN)),
        ("colspan=2.9", (1, 2)),
        ("colspan=二", (1, 1)),
    ],
)
def test_odd_spans(attribute: str, span: tuple[int, int]) -> None:
    found = cells(f"<table><tr><td>x<td {attribute}>a<tr><td>b<tr><td>c</table>")
    assert found[1][3:] == span


def test_rows_and_cells_outside_a_table_get_one() -> None:
    found = read(
        "<div>二、<tr><td>规章</td><td>0</td></tr>\n<tr><td>文件</td><td>1</td></tr></div><p>三、</p>".encode()
    )
    assert lines(found) == ["二、", "[1]", "三、"]
    assert len(grids("<td>规章</td><td>0</td>")[0].cells) == 2
    assert len(grids("<table><tr><td>a<td>b</table></table><tr><td>c<td>d</tr><p>x")) == 2


def test_a_table_in_a_comment_is_no_reason_for_repair() -> None:
    assert len(cells("<table><tr><td>a<!-- </table><tr><td>x --><td>b</table>")) == 2


def test_caption_and_stray_text_stand_before_the_grid() -> None:
    found = read("<table>单位：件<caption>表一</caption><tr><td>a<td>b</table>".encode())
    assert lines(found) == ["单位：件", "表一", "[1]"]


@pytest.mark.parametrize(
    "hidden", ["hidden", "style='display:none'", "style='color:red; DISPLAY : None !important'", "hidden=until-found"]
)
def test_hidden_rows_and_cells_are_dropped(hidden: str) -> None:
    html = f"<table><tr><td>a<td {hidden}>x<td>b<tr {hidden}><td>y<td>z<tr><td>c<td>d</table>"
    assert [cell[:3] for cell in cells(html)] == [("a", 0, 0), ("b", 0, 1), ("c", 1, 0), ("d", 1, 1)]


def test_an_invisible_cell_keeps_its_place() -> None:
    html = "<table><tr><td>a<td style='visibility:hidden'>x<i style='visibility:visible'>y</i><td>b</table>"
    assert cells(html) == [("a", 0, 0, 1, 1), ("y", 0, 1, 1, 1), ("b", 0, 2, 1, 1)]


def test_collapsed_rows_are_dropped() -> None:
    assert len(cells("<table><tr><td>a<td>b<tr style='visibility:collapse'><td>c<td>d</table>")) == 2


def test_layout_tables_are_opened() -> None:
    html = (
        "<table><tr><td>导航<td><table><tr><td><p>一、总体情况</p></td></tr></table>"
        "<table><tr><td>规章<td>0</table>二、<tr><td>页脚</table>"
    )
    assert lines(read(html.encode())) == ["导航", "一、总体情况", "[1]", "二、", "页脚"]


def test_a_single_cell_is_layout() -> None:
    assert lines(read("<table><tr><td><p>甲</p><p>乙</p></table>".encode())) == ["甲", "乙"]


def test_a_block_in_a_cell_is_no_cell_of_its_table() -> None:
    html = "<table><tr><td><div style='display:table-cell'>甲</div><div style='display:table-cell'>乙</div></table>"
    assert lines(read(html.encode())) == ["甲", "乙"]


def test_a_nested_table_of_one_cell_is_the_text_of_its_cell() -> None:
    html = "<table><tr><td>规章<td><table><tr><td><p>12</p></table><tr><td>文件<td>3</table>"
    assert [cell[0] for cell in cells(html)] == ["规章", "12", "文件", "3"]


STYLED = """
<div style="display: table">
  <div style="display: table-caption">表一</div>
  <div style="display: table-header-group"><div style="display: table-row">
    <span style="display: table-cell">信息内容</span><span style="display: table-cell">件数</span></div></div>
  <div><div style="display: table-row">
    <div style="display: table-cell">规章</div><div style="display: table-cell"><p>0</p></div></div></div>
</div>"""
ROLES = """
<div role="table"><div role="rowgroup"><div role="row"><span role="columnheader">信息内容</span>
<span role="columnheader">件数</span></div></div>
<div role="row" style="display: flex"><div role="cell">规章</div><div role="cell">0</div></div></div>"""


@pytest.mark.parametrize("html", [STYLED, ROLES])
def test_tables_without_table_elements(html: str) -> None:
    assert [cell[:3] for cell in cells(html)] == [
        ("信息内容", 0, 0), ("件数", 0, 1), ("规章", 1, 0), ("0", 1, 1),
    ]  # fmt: skip


def test_spans_of_roles_and_rows_without_an_element() -> None:
    html = (
        "<div role=table><div role=row><b role=cell aria-colspan=2>a</b></div>"
        "<div role=row><b role=cell>b</b><b role=cell>c</b></div></div>"
        "<div style='display:table'><p style='display:table-cell'>d</p><p style='display:table-cell'>e</p></div>"
    )
    first, second = grids(html)
    assert [(cell.text, cell.column_span) for cell in first.cells] == [("a", 2), ("b", 1), ("c", 1)]
    assert [(cell.text, cell.row, cell.column) for cell in second.cells] == [("d", 0, 0), ("e", 0, 1)]


def test_a_table_stays_one_on_small_screens() -> None:
    html = "<table style='display:block'><tr style='display:flex'><td style='display:block'>a<td>b</table>"
    assert len(cells(html)) == 2


def test_too_many_rows() -> None:
    with pytest.raises(ReadError, match="表格行"):
        read(b"<table>" + b"<tr><td>1</td></tr>" * 100_000)
    divs = "<div style='display:table-row'><b style='display:table-cell'>1</b></div>"
    with pytest.raises(ReadError, match="表格行"):
        read(f"<div style='display:table'>{divs * 200}</div>".encode() * (MAX_TABLE_ROWS // 200 + 1))


def test_too_many_columns() -> None:
    with pytest.raises(ReadError, match="表格列"):
        read(b"<table><tr>" + b"<td>1" * (MAX_SPAN + 2))


def test_places() -> None:
    document = read(b"<p>a<table><tr><td>b<td>c</table><p>d<table><tr><td>e<td>f</table>")
    assert [block.place.line for block in document.blocks] == [1, 0, 2, 0]
    assert [block.place.table for block in document.blocks] == [0, 1, 0, 2]
