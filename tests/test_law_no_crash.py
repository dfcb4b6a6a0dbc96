"""Law: whatever a file holds, reading it gives a report or a GipError; no other exception, no endless work."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gipcore.documents import Block, Document, Grid, GridCell, Paragraph, Place
from gipcore.engine import Engine
from gipcore.errors import GipError
from gipcore.recognise import recognise
from gipcore.reports import Report

ENGINE = Engine()
FORMS = ENGINE.catalogue.forms
REPEATABLE = settings(
    derandomize=True, phases=(Phase.generate, Phase.shrink), suppress_health_check=[HealthCheck.too_slow]
)


def _words() -> list[str]:
    """Everything that a form prints, and what stands in its cells."""
    found = {
        "0",
        "12",
        "1,234",
        "000",
        "/",
        "",
        " ",
        "\n",
        "2023年",
        "2024年1月16日",
        "序号",
        "小计",
        "注：",
        "|",
        "\t",
    }
    for form in FORMS.values():
        for section in form.sections:
            found |= {section.title, section.heading, *section.variants}
        for table in form.tables:
            for block in table.blocks:
                found |= {block.band, block.note, *(cell.text for row in block.head for cell in row)}
                found |= {label for row in (*block.rows, *block.extra_rows) for label in (*row.path, *row.variants)}
    return sorted(found)


WORDS = st.sampled_from(_words())
PIECES = st.one_of(WORDS, WORDS, WORDS.map(lambda word: word[: len(word) // 2]), st.text(max_size=12))
TEXTS = st.lists(PIECES, max_size=5).map("".join)


@st.composite
def grids(draw: st.DrawFn) -> Grid:
    """Tables of any shape: cells that are missing, merged at random, or stand on top of each other."""
    size = st.integers(0, 9)
    cell = st.builds(GridCell, TEXTS, size, size, st.integers(1, 4), st.integers(1, 4))
    return Grid(tuple(draw(st.lists(cell, max_size=30))), Place(table=1))


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    st.builds(Paragraph, TEXTS, title=st.booleans()),
    st.lists(TEXTS, max_size=6).map("\n".join).map(Paragraph),
    grids(),
)


def whole(report: Report) -> None:
    """A report has all cells of its form, whatever was found."""
    assert list(report.cells) == list(FORMS[report.form].cells)


@given(st.lists(BLOCKS, max_size=8).map(lambda blocks: Document(tuple(blocks))))
@settings(REPEATABLE, max_examples=800)
def test_any_document(document: Document) -> None:
    with suppress(GipError):
        whole(recognise(document, FORMS))


@pytest.mark.parametrize("form", sorted(FORMS))
@given(st.lists(BLOCKS, max_size=8).map(lambda blocks: Document(tuple(blocks))))
@settings(REPEATABLE, max_examples=60)
def test_any_document_as(form: str, document: Document) -> None:
    with suppress(GipError):
        assert recognise(document, FORMS, form=form).form == form


@given(st.lists(PIECES, max_size=60).map("".join))
@settings(REPEATABLE, max_examples=300)
def test_any_text(text: str) -> None:
    with suppress(GipError):
        whole(ENGINE.read(text.encode("utf-8", "replace"), format="text"))


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "big5"])
@given(st.lists(PIECES, max_size=30).map("".join))
@settings(REPEATABLE, max_examples=40)
def test_any_encoding(encoding: str, text: str) -> None:
    with suppress(GipError):
        whole(ENGINE.read(text.encode(encoding, "replace")))


@given(st.one_of(st.binary(max_size=300), st.binary(max_size=60).map(lambda tail: b"PK\x03\x04" + tail)))
@settings(REPEATABLE, max_examples=300)
def test_any_bytes(data: bytes) -> None:
    with suppress(GipError):
        whole(ENGINE.read(data))


@pytest.mark.parametrize("format", sorted(ENGINE.readers))
@given(st.binary(max_size=300))
@settings(REPEATABLE, max_examples=60)
def test_any_bytes_as(format: str, data: bytes) -> None:
    with suppress(GipError):
        whole(ENGINE.read(data, format=format))
