"""Pages made to cost time or memory: an error or a result, soon, and never anything else."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator

import pytest

from gipcore.documents import Grid
from gipcore.errors import ReadError
from gipcore.limits import MAX_BYTES, MAX_DEPTH, MAX_TEXT
from gipcore_html import read, sniff

SECONDS = 10
"""Generous for a busy machine; without the bounds each of these takes minutes or gigabytes."""


@pytest.fixture(autouse=True)
def in_time() -> Iterator[None]:
    start = time.perf_counter()
    yield
    assert time.perf_counter() - start < SECONDS


ATTRIBUTES = " ".join(f"a{i}" for i in range(100_000))
BOMBS = {
    "deep": "<div>" * 100_000,
    "deep spans, then tags that search them": "<span>" * 50_000 + "</x>" * 50_000,
    "deep tables": "<table><tr><td>" * 60_000,
    "deep lists": "<ul><li>" * 50_000,
    "scopes that swallow end tags": "<div><object></div></object>" * 40_000,
    "attributes": f"<p {ATTRIBUTES}>x",
    "attributes behind a comment": f'<!--<x a="--><p {ATTRIBUTES}>"">x',
    "attributes of the body": "".join(f"<body a{i}>" for i in range(50_000)),
    "tags within tags": "<a " * 150_000,
    "quotes within quotes": '<a b="' * 150_000,
    "tags": "<" * 3_000_000,
    "rows": "<table>" + "<tr><td>1</td></tr>" * 100_000,
    "cells": "<table><tr>" + "<td>1" * 100_000,
    "columns": "<table><tr>" + "<td colspan=1000>1" * 4000,
    "paragraphs": "<p>x" * 100_000,
    "text": "<p>" + "字" * (MAX_TEXT + 1),
    "title": "<title>" + "字" * (MAX_TEXT + 1),
    "meta": "<meta name=PubDate content='" + "字" * (MAX_TEXT + 1) + "'><p>x",
    "size": "x" * (MAX_BYTES + 1),
    "zeros": "\0" * 1_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_bombs_are_refused(name: str) -> None:
    with pytest.raises(ReadError):
        read(BOMBS[name].encode())


@pytest.mark.parametrize("blank", [" ", "\t", "\n", "\f", "\r", "/"])
def test_open_formatting_is_not_multiplied(blank: str) -> None:
    bold = "".join(f"<B{blank}id={i}></span>" for i in range(10_000))
    document = read(("<p>" + bold + "<p>x" * 10_000).encode())
    assert len(document.blocks) == 10_000


def test_tables_of_huge_spans() -> None:
    column = read(("<table><tr>" + "<td rowspan=1000>x" * 900 + "<tr><td>y" * 4000).encode())
    assert isinstance(column.blocks[0], Grid)
    assert column.blocks[0].column_count == 901
    wide = read(("<table><tr>" + "<td colspan=1000 rowspan=1>x<tr>" * 4000).encode())
    assert isinstance(wide.blocks[0], Grid)
    assert wide.blocks[0].column_count == 1000
    with pytest.raises(ReadError, match="表格列"):
        read(("<table>" + "<tr><td rowspan=0 colspan=999999999>1<td>2" * 500).encode())


def test_depth() -> None:
    fits = MAX_DEPTH - len(("html", "body"))
    assert read(b"<i>" * (fits - 1) + b"x").blocks
    with pytest.raises(ReadError, match="嵌套"):
        read(b"<i>" * (fits + 1) + b"x")


def test_deep_layout_tables() -> None:
    level = (MAX_DEPTH - 10) // 4
    document = read(b"<table><tr><td>a<td>" * level + b"b<table><tr><td>1<td>2")
    assert len(document.blocks) == level + 2


def test_a_long_style_is_cut() -> None:
    assert read(b"<p style='display:" + b";" * 10_000_000 + b"'>x").blocks


def test_noise() -> None:
    generator = random.Random(20_240_116)
    for size in (10, 1000, 100_000):
        with pytest.raises(ReadError):
            read(generator.randbytes(size) + os.linesep.encode() + b"\0" * size)


def test_a_large_picture_in_the_page_is_no_bomb() -> None:
    picture = "A/b+" * 500_000
    assert len(read(f'<p>甲<img src="data:image/png;base64,{picture}"><p>乙'.encode()).blocks) == 2


@pytest.mark.parametrize(
    "data",
    [b"a:" + b"\n \t" * 2000, b"a:\n" + b" " * 4000, (b"a:\n" + b" \n" * 30) * 100, b"a-" * 2000, b"<?xml " * 900,
     b"<meta " * 900, b"\n" * 4096],
)  # fmt: skip
def test_sniffing_is_cheap(data: bytes) -> None:
    start = time.perf_counter()
    for _ in range(20):
        sniff(data)
    assert time.perf_counter() - start < 1
