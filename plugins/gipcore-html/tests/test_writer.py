"""The written page: the official tables again after reading it, and a page that is safe, complete and accessible."""

from __future__ import annotations

import pytest

from gipcore.documents import Document, Grid, GridCell, Paragraph, Place, grid_from_rows
from gipcore.engine import Engine
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Value
from gipcore_html import gipcore_writers, read, write
from gipcore_html.writer import render

ENGINE = Engine()
FORMS = ENGINE.catalogue.forms


def filled(form: str) -> Report:
    """A report whose cells all differ, with blanks and ``/`` among them."""
    values: dict[str, Value] = {cell: Number(number) for number, cell in enumerate(FORMS[form].cells)}
    first, second = list(values)[:2]
    return specimen(FORMS[form]).changed({**values, first: Blank(), second: NotApplicable()})


@pytest.mark.parametrize("form", sorted(FORMS))
def test_what_was_written_is_read_again(form: str) -> None:
    report = filled(form)
    data = write(report, FORMS[form])
    found = ENGINE.read(data, format="html", form=form)
    assert {key: value for key, value in found.cells.items() if value != report.cells[key]} == {}
    assert (found.title, found.year, found.signature) == (report.title, report.year, report.signature)
    assert write(report, FORMS[form]) == data


def test_the_hook_names_the_writer() -> None:
    (writer,) = gipcore_writers()
    assert (writer.name, writer.extensions, writer.write) == ("html", (".html", ".htm"), write)


DOCUMENT = Document(
    (
        Paragraph("某乡2023年政府信息公开工作年度报告"),
        Paragraph("一、总体情况"),
        Paragraph("（一）主动公开。全年<b>公开</b>“10”条&amp;"),
        Paragraph("　　已缩进"),
        Paragraph("总体情况"),
        grid_from_rows([["信息内容", "件数"], ["规章", "0"], ["文件", ""]]),
        Paragraph("某乡人民政府"),
        Paragraph("2024年1月16日"),
    )
)


def test_the_page() -> None:
    page = render(DOCUMENT, ["总体情况"])
    body = page[page.index("<main>") :].split("\n")
    assert body[:-1] == [
        "<main>",
        '<h1 id="title">某乡2023年政府信息公开工作年度报告</h1>',
        '<h2 id="section-1">一、总体情况</h2>',
        '<p class="text">（一）主动公开。全年&lt;b&gt;公开&lt;/b&gt;“10”条&amp;amp;</p>',
        "<p>　　已缩进</p>",
        '<h2 id="section-2">总体情况</h2>',
        '<div class="table" role="region" aria-labelledby="section-2" tabindex="0">',
        '<table aria-labelledby="section-2">',
        "<tr>",
        '<th scope="col">信息内容</th>',
        '<th scope="col">件数</th>',
        "</tr>",
        "<tr>",
        '<th scope="row" class="label">规章</th>',
        "<td>0</td>",
        "</tr>",
        "<tr>",
        '<th scope="row" class="label">文件</th>',
        "<td></td>",
        "</tr>",
        "</table>",
        "</div>",
        '<p class="signature">某乡人民政府</p>',
        '<p class="signature">2024年1月16日</p>',
        "</main>",
        "</body>",
        "</html>",
    ]
    assert page.startswith('<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n')
    assert "default-src 'none'; style-src 'unsafe-inline'" in page
    assert "<title>某乡2023年政府信息公开工作年度报告</title>" in page
    assert "url(" not in page and "http:" not in page and "https:" not in page and "@import" not in page


def test_scopes_of_merged_labels() -> None:
    grid = Grid(
        (
            GridCell("申请人情况", 0, 0, 1, 3),
            GridCell("办理结果", 1, 0, 2, 1),
            GridCell("予以公开", 1, 1),
            GridCell("1", 1, 2),
            GridCell("不予公开", 2, 1),
            GridCell("2", 2, 2),
        )
    )
    page = render(Document((grid,)))
    assert '<th scope="colgroup" colspan="3">申请人情况</th>' in page
    assert '<th scope="rowgroup" class="label" rowspan="2">办理结果</th>' in page
    assert "aria-labelledby" not in page


@pytest.mark.parametrize(
    "text",
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '" onmouseover="x', "</title><b>", "&lt;", "--><"],
)
def test_hostile_text_stays_text(text: str) -> None:
    texts = [text, "一、" + text, text + "。"]
    document = Document((*map(Paragraph, texts), grid_from_rows([[text, "0"]])))
    *paragraphs, grid = read(render(document).encode()).blocks
    assert [block.text for block in paragraphs if isinstance(block, Paragraph)] == [text, *texts]
    assert isinstance(grid, Grid)
    assert grid.cells[0].text == text


@pytest.mark.parametrize("text", ["a  b", " a", "a\t\tb", "a\n  b", "a \nb"])
def test_white_space_survives(text: str) -> None:
    written = grid_from_rows([[text, "0"]], Place(table=1))
    assert read(render(Document((written,))).encode()).blocks[-1] == written


def test_characters_that_html_cannot_hold() -> None:
    report = filled("cn-2021")
    data = write(report.changed({"proactive.rules.issued": Blank(raw="\0\ud800")}), FORMS["cn-2021"])
    assert b"<td>?</td>" in data


@pytest.mark.parametrize("document", [Document(()), Document((Paragraph("全年公开10条。"),))])
def test_a_document_without_a_title(document: Document) -> None:
    page = render(document)
    assert "<h1" not in page
    assert "<title>政府信息公开工作年度报告</title>" in page
