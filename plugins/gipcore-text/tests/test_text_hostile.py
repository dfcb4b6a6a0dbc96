"""No text crashes the reader, and none takes it long."""

from __future__ import annotations

import time
import tracemalloc
from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gipcore.documents import Grid
from gipcore.errors import ReadError
from gipcore.limits import MAX_CELLS, MAX_PARAGRAPHS, MAX_SPAN, MAX_TABLE_ROWS
from gipcore_text.reading import read

SIZE = 300_000
PATTERNS = (
    *("\n", "\ta\n", "+--\n", "+-+\nx\n", "a,b\n", "a,b\na,b,c\n", 'a,"b\n', '"', "|\n\n", "|", " ", "\t", "a\t", "-"),
    *("#", "# ", "= ", "* ", "\\", "<", "[", "{", ":::\n", "{|\n", "|===\n", "|===\n999+.999+|x\n", "<table>\n"),
    *("<table><tr><td rowspan=999999 colspan=999999>", "<table><tr><td rowspan=9 colspan=99>x</table>\n", "**a", "1 "),
    *(
        "-- --\nx\n",
        "--- --\n",
        " ---- ----\n\n",
        "----------\n-- --\n\n",
        "|-\n",
        "\\|",
        "<br>",
        "[[x",
        "{#",
        "&#x1F;",
    ),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_bounded_time(pattern: str) -> None:
    text = (pattern * (SIZE // len(pattern))).encode()
    # Far above what it takes: the bound is for what grows with the square of the size.
    began = time.process_time()
    with suppress(ReadError):
        read(text)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("pattern", ["\n", "|", "<table><tr><td rowspan=9 colspan=99>x</table>\n", "a,b\n"])
def test_bounded_memory(pattern: str) -> None:
    text = (pattern * (SIZE // 10 // len(pattern))).encode()
    tracemalloc.start()
    with suppress(ReadError):
        read(text)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 30_000_000


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("| 1 | 2 |\n" * (MAX_TABLE_ROWS + 1), "表格行数"),
        (("| 1 " * 100 + "|\n") * (MAX_CELLS // 100 + 1), "单元格数"),
        ("文字\n" * (MAX_PARAGRAPHS + 1), "文字行数"),
    ],
)
def test_too_much_is_refused(text: str, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read(text.encode())


def test_spans_are_bounded() -> None:
    text = '<table><tr><td rowspan="999999" colspan="999999">x</td></tr><tr><td>y</td></tr></table>'
    (grid,) = (block for block in read(text.encode()).blocks if isinstance(block, Grid))
    assert grid.row_count == 2 and grid.column_count <= MAX_SPAN + 1


PIECES = st.sampled_from(
    [p.strip("\n") for p in PATTERNS] + ["规章", "0", "\n", "\n\n", "|}", "</table>", "|", ",", "。"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=60).map("".join))
@example("<table><tr></table>")
@example("|===\n|===")
@example('{|\n|}\n{|\n! colspan="0" |\n|}')
@example('a,b\n"1,2\n')
def test_no_text_crashes_the_reader(text: str) -> None:
    text = f"本年度报告\n{text}"
    lines = text.count("\n") + 1
    blocks = read(text.encode()).blocks
    assert len(blocks) <= lines
    for block in blocks:
        if isinstance(block, Grid):
            seen = [
                (row, column)
                for cell in block.cells
                for row in range(cell.row, cell.row + cell.row_span)
                for column in range(cell.column, cell.column + cell.column_span)
            ]
            assert len(seen) == len(set(seen)), "cells overlap"
