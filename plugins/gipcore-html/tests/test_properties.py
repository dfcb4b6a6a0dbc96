"""Laws: what holds for any page and any document."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from gipcore.documents import Document, Grid, GridCell, Paragraph
from gipcore.errors import ReadError
from gipcore_html import markup, read, sniff
from gipcore_html.writer import render

# No line that is only white space: a reader cannot see it.
LINES = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1).filter(lambda line: line.strip(" "))
TEXTS = st.just("") | st.lists(LINES, min_size=1, max_size=3).map("\n".join)
PIECES = st.lists(
    st.sampled_from(
        ["<table>", "</table>", "<tr>", "</tr>", "<td>", "<td rowspan=3>", "<td colspan=2>", "<td rowspan=0 colspan=9>",
         "<th>", "<thead>", "<tfoot>", "<tbody>", "<caption>", "<div style='display:table'>", "<div role=table>",
         "<i style='display:table-row'>", "<i style='display:table-cell'>", "<b role=row>", "<b role=cell>",
         "<p>", "</p>", "<div>", "</div>", "<br>", "<ol>", "<ul>", "<li>", "</ol>", "<pre>", "<nav>", "</nav>",
         "<span hidden>", "</span>", "<b id=1>", "</b>", "<i style='white-space:pre'>", "<a x='>", "'>", '"', "<!--",
         "-->", "<script>", "</script>", "<select>", "<template>", "<svg>", "<math>", "<title>", "<body a>", "<form>",
         "<frameset>", "<plaintext>", "<object>", "<?xml encoding='gbk'?>", "<meta charset=gbk>",
         "&nbsp;", "&#xD800;", "规章", "1", " ", "\n", "\0"]
    ) | st.text(max_size=5),
    max_size=40,
).map("".join)  # fmt: skip
TAGS = st.lists(
    st.sampled_from(
        ["<b", "<B", "<font", "<STRONG", "<p", "<div", "<x", "<a", "</b", "<!--", "-->", "<script", "</script", ">",
         "<", "/", " ", "\t", "\n", "\r", "\f", "\v", "\0", "\u00a0", "\u0130", "\u212a", "=", '"', "'", "`",
         "a", "b1", "c"]
    ),
    max_size=60,
).map("".join)  # fmt: skip


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """A grid whose cells fill their rows from the left; a row may end early."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(2, 6))
    taken: set[tuple[int, int]] = set()
    cells: list[GridCell] = []
    for row in range(height):
        for column in range(width):
            if (row, column) in taken:
                continue
            if column > 1 and draw(st.integers(0, 9)) == 0:
                break
            rows, columns = draw(st.integers(1, min(3, height - row))), draw(st.integers(1, min(3, width - column)))
            while any((row, column + i) in taken for i in range(columns)):
                columns -= 1
            taken.update((row + i, column + j) for i in range(rows) for j in range(columns))
            cells.append(GridCell(draw(TEXTS), row, column, rows, columns))
    return Grid(tuple(cells))


@given(grids().filter(lambda grid: len(grid.cells) > 1))
def test_a_grid_written_and_read_is_the_same(grid: Grid) -> None:
    (found,) = (block for block in read(render(Document((grid,))).encode()).blocks if isinstance(block, Grid))
    assert found.cells == grid.cells


@given(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, unique=True))
def test_gaps_are_filled_with_empty_cells(places: list[tuple[int, int]]) -> None:
    grid = Grid(tuple(GridCell("甲", row, column) for row, column in sorted(places)))
    blocks = read(render(Document((grid,))).encode()).blocks
    found = next(block for block in blocks if isinstance(block, Grid))
    assert [cell for cell in found.cells if cell.text] == list(grid.cells)


@given(st.lists(LINES.filter(lambda line: any(sign.isalnum() for sign in line)), min_size=1))
def test_paragraphs_written_and_read_are_the_same(texts: list[str]) -> None:
    page = render(Document(tuple(Paragraph(text) for text in texts)))
    blocks = read(page.encode()).blocks
    assert [block.text for block in blocks if isinstance(block, Paragraph) and not block.title] == texts


@given(st.lists(st.text(), max_size=3), st.lists(grids(), max_size=2))
def test_a_page_is_well_formed_and_holds_no_script(texts: list[str], tables: list[Grid]) -> None:
    page = render(Document((*(Paragraph(text) for text in texts), *tables)))
    parsed = LexborHTMLParser(page)
    allowed = {"html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "br", "div", "table", "tbody",
               "tr", "th", "td"}  # fmt: skip
    tags = [node.tag for node in parsed.root.traverse()] if parsed.root else []
    assert set(tags) <= {*allowed, "-doctype"}
    assert tags.count("meta") == 3


@given(st.binary())
def test_any_bytes_give_a_document_or_an_error(data: bytes) -> None:
    assert sniff(data) in (True, False)
    try:
        read(data)
    except ReadError as error:
        assert str(error)


@given(PIECES)
def test_any_markup_gives_a_document_without_overlaps_or_an_error(html: str) -> None:
    try:
        document = read(html.encode(errors="replace"))
    except ReadError:
        return
    for grid in (block for block in document.blocks if isinstance(block, Grid)):
        places = [
            (row, column)
            for cell in grid.cells
            for row in range(cell.row, cell.row + cell.row_span)
            for column in range(cell.column, cell.column + cell.column_span)
        ]
        assert len(places) == len(set(places))
        assert list(grid.cells) == sorted(grid.cells, key=lambda cell: (cell.row, cell.column))


@given(PIECES)
def test_any_saved_page_gives_a_document_or_an_error(text: str) -> None:
    head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\n"
    for data in (head + text.encode(errors="replace"), head + b"\n" + text.encode(errors="replace") + b"\n--b--"):
        try:
            read(data)
        except ReadError:
            continue


@given(TAGS)
def test_no_formatting_element_reaches_the_parser(source: str) -> None:
    parser = LexborHTMLParser(markup.without_formatting(source))
    assert not parser.css("a, b, big, code, em, font, i, nobr, s, small, strike, strong, tt, u")


@given(TAGS)
def test_no_tag_has_more_attributes_than_were_counted(source: str) -> None:
    counted = max((len(markup._ATTRIBUTES.findall(tag)) for tag in markup._tags(source)), default=0)
    root = LexborHTMLParser(source).root
    assert max((len(node.attributes) for node in root.traverse()) if root else [0], default=0) <= counted
