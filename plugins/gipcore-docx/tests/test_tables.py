"""Tables: merged cells of every notation, torn rows, contradictions; cells never overlap."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.limits import MAX_SPAN
from gipcore_docx.cells import Cells, RawCell


def cell(text: str = "", *properties: str) -> str:
    return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>"


def span(number: object) -> str:
    return f'<w:gridSpan w:val="{number}"/>'


def row(*cells: str, more: str = "") -> str:
    return f"<w:tr>{f'<w:trPr>{more}</w:trPr>' if more else ''}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>{''.join(rows)}</w:tbl>"


BEGIN, ON, ON_IN_WORDS = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:vMerge w:val="continue"/>'
BEGIN_ACROSS, ON_ACROSS = '<w:hMerge w:val="restart"/>', '<w:hMerge w:val="continue"/>'


def test_paragraphs_of_a_cell_are_its_lines(look: Any) -> None:
    two = "<w:tc><w:p><w:r><w:t>结果</w:t></w:r></w:p><w:p><w:r><w:t>维持</w:t></w:r></w:p></w:tc>"
    assert look(table(row(two, cell("0")))) == [[("结果\n维持", 0, 0, 1, 1), ("0", 0, 1, 1, 1)]]


def test_cells_merged_in_both_directions(look: Any) -> None:
    body = table(
        row(cell("甲", span(2), BEGIN), cell("乙")),
        row(cell("", span(2), ON), cell("丙")),
        row(cell("", span(2), ON_IN_WORDS), cell("丁")),
        row(cell("戊"), cell("己", span(2))),
    )
    assert look(body) == [
        [
            ("甲", 0, 0, 3, 2),
            ("乙", 0, 2, 1, 1),
            ("丙", 1, 2, 1, 1),
            ("丁", 2, 2, 1, 1),
            ("戊", 3, 0, 1, 1),
            ("己", 3, 1, 1, 2),
        ]
    ]


def test_a_merged_cell_that_never_began(look: Any) -> None:
    body = table(row(cell("甲", ON), cell("乙")), row(cell("", ON), cell("丙", ON)))
    assert look(body) == [[("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 1, 1, 1)]]


def test_rows_that_disagree_on_a_merged_cells_width(look: Any) -> None:
    narrower = table(row(cell("甲", span(2), BEGIN), cell("乙")), row(cell("", ON), cell("丙", span(2))))
    assert look(narrower) == [[("甲", 0, 0, 2, 1), ("乙", 0, 2, 1, 1), ("丙", 1, 1, 1, 2)]]
    wider = table(row(cell("甲", BEGIN), cell("乙", span(2))), row(cell("", span(2), ON), cell("丙")))
    assert look(wider) == [[("甲", 0, 0, 2, 1), ("乙", 0, 1, 1, 2), ("丙", 1, 2, 1, 1)]]


def test_cells_merged_in_the_old_notation(look: Any) -> None:
    body = table(
        row(cell("甲", BEGIN_ACROSS, BEGIN), cell("", ON_ACROSS, BEGIN), cell("乙")),
        row(cell("", BEGIN_ACROSS, ON), cell("", ON_ACROSS, ON), cell("丙")),
        row(cell("丁", ON_ACROSS), cell("戊"), cell("己", ON_ACROSS)),
    )
    assert look(body) == [
        [
            ("甲", 0, 0, 2, 2),
            ("乙", 0, 2, 1, 1),
            ("丙", 1, 2, 1, 1),
            ("丁", 2, 0, 1, 1),
            ("戊", 2, 1, 1, 1),
            ("己", 2, 2, 1, 1),
        ]
    ]


def test_rows_that_begin_late_end_early_or_lack_cells(look: Any) -> None:
    body = table(
        row(cell("甲"), more='<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'),
        row(cell("乙"), cell("丙"), cell("丁"), cell("戊")),
        row(),
        row(cell("己")),
    )
    assert look(body) == [
        [
            ("甲", 0, 2, 1, 1),
            ("乙", 1, 0, 1, 1),
            ("丙", 1, 1, 1, 1),
            ("丁", 1, 2, 1, 1),
            ("戊", 1, 3, 1, 1),
            ("己", 2, 0, 1, 1),
        ]
    ]


def test_senseless_spans(look: Any) -> None:
    body = table(row(cell("甲", span(999999999)), cell("乙", span(0)), cell("丙", span(-4)), cell("丁", span("x"))))
    assert look(body) == [
        [
            ("甲", 0, 0, 1, MAX_SPAN),
            ("乙", 0, MAX_SPAN, 1, 1),
            ("丙", 0, MAX_SPAN + 1, 1, 1),
            ("丁", 0, MAX_SPAN + 2, 1, 1),
        ]
    ]


def test_a_cell_merged_over_more_rows_than_allowed(look: Any) -> None:
    rows = [row(cell("甲", BEGIN), cell(str(i))) if not i else row(cell("", ON), cell(str(i))) for i in range(1500)]
    (cells,) = look(table(*rows))
    assert [c for c in cells if c[2] == 0] == [("甲", 0, 0, MAX_SPAN, 1), ("", MAX_SPAN, 0, 500, 1)]


def test_rows_and_cells_in_content_controls_and_custom_xml(look: Any) -> None:
    def control(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    inner = control("<w:p><w:r><w:t>丁</w:t></w:r></w:p>")
    body = control(
        table(
            control(row(cell("甲"), control(cell("乙")))),
            f"<w:customXml>{row(cell('丙'), f'<w:tc>{inner}</w:tc>')}</w:customXml>",
        )
    )
    assert look(body) == [[("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1), ("丙", 1, 0, 1, 1), ("丁", 1, 1, 1, 1)]]


@st.composite
def raw_rows(draw: st.DrawFn) -> list[tuple[int, list[RawCell]]]:
    merge = st.sampled_from([None, None, False, True])
    cells = st.builds(RawCell, st.just("cell"), st.integers(1, 4), merge, merge)
    return draw(st.lists(st.tuples(st.integers(0, 3), st.lists(cells, min_size=1, max_size=5)), max_size=8))


@settings(deadline=None)
@given(raw_rows())
def test_cells_never_overlap(rows: list[tuple[int, list[RawCell]]]) -> None:
    cells = Cells()
    for skipped, raw in rows:
        cells.add_row(raw, skipped)
    taken: set[tuple[int, int]] = set()
    for cell in cells.cells:
        covered = {
            (cell.row + down, cell.column + across)
            for down in range(cell.row_span)
            for across in range(cell.column_span)
        }
        assert not covered & taken
        assert cell.row + cell.row_span <= cells.rows
        taken |= covered
