"""A report as a Word file: what is read back is what was written, and it is set as an office sets it."""

from __future__ import annotations

import zipfile
from io import BytesIO
from itertools import pairwise
from typing import Any

import docx as python_docx
import pytest
from attrs import evolve
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.documents import Block, Document, Grid, GridCell, Paragraph
from gipcore.engine import Engine
from gipcore.layout import lay_out
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value
from gipcore_docx.reading import read
from gipcore_docx.rendering import render
from gipcore_docx.writing import roles, widths, write

ENGINE = Engine()
FORMS = sorted(ENGINE.catalogue.forms)


def content(document: Document) -> list[object]:
    return [block.text if isinstance(block, Paragraph) else block.cells for block in document.blocks]


def opened(data: bytes) -> Any:
    return python_docx.Document(BytesIO(data))


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A table without holes, two cells beside each other in its first row, merged at random."""
    rows, columns = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    text = st.text(st.sampled_from("规章0１ <&>\"'\n\t－/一　"), max_size=6)
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            free = 1
            while column + free < columns and (row, column + free) not in taken:
                free += 1
            across = draw(st.integers(1, min(free, columns - 1)))
            down = draw(st.integers(1, rows - row))
            taken |= {(row + r, column + c) for r in range(down) for c in range(across)}
            cells.append(GridCell(draw(text), row, column, down, across))
    return Grid(tuple(cells))


texts = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
blocks: st.SearchStrategy[Block] = st.one_of(grids(), st.builds(Paragraph, texts))


@settings(deadline=None, max_examples=60)
@given(st.lists(blocks, min_size=1, max_size=5))
def test_what_was_written_is_read_back(written: list[Block]) -> None:
    document = Document(tuple(written))
    assert content(read(render(document))) == content(document)


def test_text_keeps_its_breaks_tabs_and_blanks() -> None:
    document = Document(
        (Paragraph("　　甲\t乙\n丙 "), Paragraph(" 丁"), Grid((GridCell("\n", 0, 0), GridCell(" ", 0, 1))))
    )
    assert content(read(render(document))) == content(document)


def test_holes_are_filled_with_empty_cells() -> None:
    (grid,) = read(
        render(Document((Grid((GridCell("甲", 0, 1), GridCell("乙", 1, 0, 1, 2), GridCell("丙", 1, 3))),)))
    ).blocks
    assert isinstance(grid, Grid)
    assert [cell for cell in grid.cells if cell.text] == [
        GridCell("甲", 0, 1),
        GridCell("乙", 1, 0, 1, 2),
        GridCell("丙", 1, 3),
    ]
    assert sum(cell.column_span for cell in grid.cells) == 8


def test_characters_that_a_word_file_cannot_hold() -> None:
    document = Document((Paragraph("甲\x00\x0b\ufffe乙"), Grid((GridCell("\x08丙", 0, 0), GridCell("丁\ud800", 0, 1)))))
    assert read(render(document)).text() == "甲乙\n丙\n丁"


@pytest.mark.parametrize("name", FORMS)
def test_a_report_on_every_form(name: str) -> None:
    form = ENGINE.catalogue.forms[name]
    report = specimen(form)
    values: list[Value] = [Number(12, raw="１２"), Blank(), NotApplicable(raw="／"), Unreadable(raw="见附件")]
    report = report.changed(dict(zip(form.cells, values, strict=False)))
    data = write(report, form)
    assert content(read(data)) == content(lay_out(report, form))


@pytest.mark.parametrize("name", FORMS)
def test_the_report_is_recognised_again(name: str) -> None:
    report = specimen(ENGINE.catalogue.forms[name])
    again = ENGINE.read(ENGINE.render(report, ".docx"), name="report.docx")
    assert again.source.format == "docx"
    for part in ("form", "cells", "title", "signature", "date_text", "sections"):
        assert getattr(again, part) == getattr(report, part)


@pytest.mark.parametrize("name", FORMS)
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    form = ENGINE.catalogue.forms[name]
    first = write(specimen(form), form)
    assert first == write(specimen(form), form)
    with zipfile.ZipFile(BytesIO(first)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert opened(first).core_properties.created.year == 2000


@pytest.mark.parametrize("name", FORMS)
def test_tables_fit_the_page_and_keep_the_forms_proportions(name: str) -> None:
    form = ENGINE.catalogue.forms[name]
    file = opened(write(specimen(form), form))
    room = Mm(156).twips
    assert len(file.tables) == len(form.tables)
    for table, official in zip(file.tables, form.tables, strict=True):
        columns = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert room - len(columns) <= sum(columns) <= room
        share = sum(columns) / sum(official.widths)
        assert all(abs(column - width * share) < 2 for column, width in zip(columns, official.widths, strict=True))


def test_roles_of_a_reports_parts() -> None:
    form = ENGINE.catalogue.forms["cn-2021"]
    report = specimen(
        form, sections={"overview": "（一）主动公开情况\n全年公开信息136条。"}, preamble="根据条例，编制本报告。"
    )
    document = lay_out(report, form)
    found = dict(zip((b.text for b in document.blocks if isinstance(b, Paragraph)), (
        role for role, b in zip(roles(document, report, form), document.blocks, strict=True) if isinstance(b, Paragraph)
    ), strict=True))  # fmt: skip
    assert found[report.title] == "title"
    assert found["根据条例，编制本报告。"] == "body"
    assert found["一、总体情况"] == found["六、其他需要报告的事项"] == "heading"
    assert found["（一）主动公开情况"] == "subheading"
    assert found["全年公开信息136条。"] == "body"
    assert found[report.signature] == found[report.date_text] == "closing"
    untitled = evolve(report, title="", signature="", date_text="", preamble="")
    assert roles(lay_out(untitled, form), untitled, form)[0] == "heading"


def test_a_grid_of_no_official_width() -> None:
    form = ENGINE.catalogue.forms["cn-2021"]
    grid = Grid((GridCell("很长很长的标签", 0, 0), GridCell("0", 0, 1)))
    assert widths(Document((grid, Paragraph("甲"))), form) == [()]
    label, figure = opened(render(Document((grid,)))).tables[0]._tbl.tblGrid
    assert int(label.get(qn("w:w"))) > 2 * int(figure.get(qn("w:w")))


def test_page_fonts_and_spacing() -> None:
    form = ENGINE.catalogue.forms["cn-2021"]
    report = specimen(form)
    file = opened(write(report, form))
    section = file.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    looks = {}
    for paragraph in file.paragraphs:
        style = paragraph.style
        looks[paragraph.text] = (style.name, style.font.size, style.element.rPr.rFonts.get(qn("w:eastAsia")))
    assert looks[report.title] == ("Title", Pt(22), "方正小标宋简体")
    assert looks["一、总体情况"] == ("Heading 1", Pt(16), "黑体")
    body = next(style for style in file.styles if style.name == "Body Text")
    assert body.font.size == Pt(16)
    assert body.element.pPr.find(qn("w:ind")).get(qn("w:firstLineChars")) == "200"
    assert body.element.rPr.rFonts.get(qn("w:eastAsia")) == "仿宋_GB2312"
    sizes = [table.rows[0].cells[0].paragraphs[0].style.font.size for table in file.tables]
    assert sizes == [Pt(10.5), Pt(9), Pt(9)]
    assert file.core_properties.title == report.title
    assert section.footer.paragraphs[0].text.startswith("— ")


def test_two_tables_in_a_row_stay_two() -> None:
    grid = Grid((GridCell("甲", 0, 0), GridCell("乙", 0, 1)))
    file = opened(render(Document((grid, grid))))
    kinds = [element.tag for element in file.element.body]
    assert (qn("w:tbl"), qn("w:tbl")) not in set(pairwise(kinds))
    assert len(read(render(Document((grid, grid)))).blocks) == 2


def test_merged_heads_are_repeated_on_the_next_page() -> None:
    form = ENGINE.catalogue.forms["cn-2021"]
    first, second, _ = opened(write(specimen(form), form)).tables
    repeated = [row.find(f".//{qn('w:tblHeader')}") is not None for row in second._tbl.tr_lst]
    assert repeated == [True] * 3 + [False] * 25
    assert first._tbl.find(f".//{qn('w:tblHeader')}") is None


def test_an_indented_label_stands_left() -> None:
    grid = Grid((GridCell("一、主动公开", 0, 0), GridCell("0", 0, 1), GridCell("　其中", 1, 0), GridCell("0", 1, 1)))
    alignments = [
        cell.paragraphs[0].alignment for row in opened(render(Document((grid,)))).tables[0].rows for cell in row.cells
    ]
    assert [alignment is not None for alignment in alignments] == [True, False, True, False]
