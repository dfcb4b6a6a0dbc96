"""Tables in the terminal: every cell where the form has it, whatever the figures."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gipcore.documents import Grid, GridCell, grid_from_rows
from gipcore_cli.grid_text import Inside, draw

MERGED = Grid(
    (
        GridCell("甲", 0, 0, 2, 1),
        GridCell("乙", 0, 1, 1, 2),
        GridCell("丙", 1, 1),
        GridCell("丁", 1, 2),
        GridCell("\x001", 2, 0),
        GridCell("\x002", 2, 1),
        GridCell("", 2, 2),
    )
)
INSIDES = {"\x001": Inside("✗5", "bold red"), "\x002": Inside("0")}


def drawn(grid: Grid, weights: list[int], width: int, **options: bool) -> str:
    lines = draw(grid, weights, width, INSIDES, **options)
    assert lines is not None
    return "\n".join(line.plain for line in lines)


def test_merged_cells() -> None:
    assert drawn(MERGED, [1, 1, 1], 22) == (
        "┌──────┬─────────────┐\n"
        "│      │     乙      │\n"
        "│  甲  ├──────┬──────┤\n"
        "│      │  丙  │  丁  │\n"
        "├──────┼──────┼──────┤\n"
        "│  ✗5  │  0   │      │\n"
        "└──────┴──────┴──────┘"
    )


def test_without_box_characters() -> None:
    assert drawn(MERGED, [1, 1, 1], 22, ascii_only=True).isascii() is False
    assert not set("┌─│┼") & set(drawn(MERGED, [1, 1, 1], 22, ascii_only=True))


def test_styles_are_on_the_figure_alone() -> None:
    lines = draw(MERGED, [1, 1, 1], 22, INSIDES)
    assert lines is not None
    styled = [
        (line.plain[span.start : span.end], span.style) for line in lines for span in line.spans if span.style != "dim"
    ]
    assert "".join(text for text, style in styled if style == "bold red") == "✗5"


def test_figures_that_do_not_fit_are_refused() -> None:
    assert draw(grid_from_rows([["\x001"] * 9]), [1] * 9, 20, {"\x001": Inside("123456")}) is None


@given(
    st.lists(st.lists(st.text("甲乙丙，ab1", max_size=12), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(17, 80),
    st.lists(st.integers(1, 100), min_size=3, max_size=3),
)
def test_every_line_is_as_wide_as_the_table_and_no_text_is_lost(
    rows: list[list[str]], width: int, weights: list[int]
) -> None:
    lines = draw(grid_from_rows(rows), weights, width, {})
    assert lines is not None
    widths = {cell_len(line.plain) for line in lines}
    assert len(widths) == 1 and widths.pop() <= width
    shown = "".join(line.plain for line in lines)
    for character in "甲乙丙，ab1":
        assert shown.count(character) == sum(text.count(character) for row in rows for text in row)
