"""Tables in tables, tables that only arrange the page, text boxes."""

from __future__ import annotations

from typing import Any


def p(text: str, more: str = "") -> str:
    return f"<w:p><w:r><w:t>{text}</w:t>{more}</w:r></w:p>"


def table(*rows: list[str]) -> str:
    cells = ("".join(f"<w:tc>{content}</w:tc>" for content in row) for row in rows)
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"


FIGURES = table([p("规章"), p("0")])
SEEN = [("规章", 0, 0, 1, 1), ("0", 0, 1, 1, 1)]


def drawn(content: str) -> str:
    return f"<w:drawing><wps:wsp><wps:txbx><w:txbxContent>{content}</w:txbxContent></wps:txbx></wps:wsp></w:drawing>"


def old(content: str) -> str:
    return f"<w:pict><v:shape><v:textbox><w:txbxContent>{content}</w:txbxContent></v:textbox></v:shape></w:pict>"


def test_a_table_of_one_cell_only_frames_its_text(look: Any) -> None:
    assert look(table([p("一、总体情况") + p("正文") + FIGURES + p("")])) == ["一、总体情况", "正文", SEEN]


def test_a_table_of_one_column_too(look: Any) -> None:
    assert look(table([p("标题")], [p("正文")], [p("落款")])) == ["标题", "正文", "落款"]


def test_a_table_with_a_table_in_it_arranges_the_page(look: Any) -> None:
    body = table([p("附表"), p("见下") + FIGURES + p("完")], [table([p("甲")]) + p(""), p("乙")])
    assert look(body) == ["附表", "见下", SEEN, "完", "甲", "乙"]


def test_tables_three_deep(look: Any) -> None:
    assert look(table([p("左"), table([p("上")], [FIGURES + p("")]) + p("")])) == ["左", "上", SEEN]


def test_a_figure_in_a_little_table_of_its_own_is_the_cells_text(look: Any) -> None:
    body = table([p("规章"), table([p("5")]) + p("")], [p("文件"), table([p("甲")], [p("乙")]) + p("")])
    assert look(body) == [[("规章", 0, 0, 1, 1), ("5", 0, 1, 1, 1), ("文件", 1, 0, 1, 1), ("甲\n乙", 1, 1, 1, 1)]]


def test_a_text_box_stands_after_its_paragraph(look: Any) -> None:
    for box in (drawn, old):
        assert look(p("前", box(p("框") + FIGURES)) + p("后")) == ["前", "框", SEEN, "后"]


def test_a_text_box_that_is_there_twice_is_read_once(look: Any) -> None:
    both = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{drawn(p('框'))}</mc:Choice>"
        f"<mc:Fallback>{old(p('框'))}</mc:Fallback></mc:AlternateContent>"
    )
    assert look(p("前", both)) == ["前", "框"]


def test_a_text_box_in_a_text_box(look: Any) -> None:
    assert look(p("前", drawn(p("外", drawn(p("内")))))) == ["前", "外", "内"]


def test_text_of_a_box_in_a_cell_belongs_to_the_cell(look: Any) -> None:
    assert look(table([p("甲", drawn(p("框"))), p("乙")])) == [[("甲\n框", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)]]


def test_a_table_in_a_box_in_a_cell_floats(look: Any) -> None:
    body = table([p("甲", drawn(p("框") + FIGURES)), p("乙")])
    assert look(body + p("后")) == [[("甲", 0, 0, 1, 1), ("乙", 0, 1, 1, 1)], "框", SEEN, "后"]


def test_blocks_in_two_versions(look: Any) -> None:
    body = (
        f"<mc:AlternateContent><mc:Choice>{p('新')}</mc:Choice><mc:Fallback>{p('旧')}</mc:Fallback>"
        "</mc:AlternateContent>"
    )
    assert look(body) == ["新"]


def test_a_box_to_tick_is_left_out(look: Any) -> None:
    tick = f"<w:sdt><w:sdtPr><w14:checkbox/></w:sdtPr><w:sdtContent>{p('☐')}</w:sdtContent></w:sdt>"
    assert look(tick + p("是")) == ["是"]


def test_places_count_grids_and_paragraphs_apart(docx: Any) -> None:
    from gipcore_docx.reading import read

    document = read(docx(p("甲") + FIGURES + p("") + table([p("乙") + FIGURES + p("")])))
    places = [(block.place.line, block.place.table) for block in document.blocks]
    assert places == [(1, 0), (0, 1), (2, 0), (0, 2)]
