"""Bytes → text: the encodings of Chinese offices, with and without a mark, and what is none."""

from __future__ import annotations

import codecs
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.errors import ReadError
from gipcore_text.decoding import decode, looks_like_text

SENTENCES = (
    "某市某局2023年政府信息公开工作年度报告",
    "行政规范性文件\t8\t26\t66",
    "一、本年新收政府信息公开申请数量",
    "2024年，无收取信息处理费情况。",
    "3.危及“三安全一稳定”",
    "本年收费金额（单位：万元）",
)
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("sentence", SENTENCES)
def test_one_sentence_is_enough(sentence: str, encoding: str) -> None:
    data = sentence.encode(encoding)
    assert decode(data) == sentence
    assert decode(data * 3).replace("\ufeff", "") == sentence * 3


@given(st.lists(st.sampled_from(SENTENCES), min_size=2), st.sampled_from(ENCODINGS))
def test_any_text_of_such_sentences(sentences: list[str], encoding: str) -> None:
    text = "\n".join(sentences)
    data = text.encode(encoding)
    assert decode(data) == text
    assert looks_like_text(data)


def test_traditional_characters() -> None:
    assert decode("政府資訊公開條例規定的申請數量".encode("big5")) == "政府資訊公開條例規定的申請數量"


@pytest.mark.parametrize("mark", [codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE])
def test_a_mark_alone_is_an_empty_text(mark: bytes) -> None:
    assert decode(mark) == "" and looks_like_text(mark)


def test_line_ends_are_one_kind() -> None:
    assert decode("一\r\n二\r三\x0b四\x0c五".encode()) == "一\n二\n三\n四\n五"


def test_a_few_broken_bytes_do_not_lose_a_page() -> None:
    data = ("规章 0\n" * 200).encode()
    assert decode(data[:31] + b"\xff" + data[31:]).count("规章") >= 199


@pytest.mark.parametrize("data", [b"\xff", b"\x00", bytes(range(256)) * 20, b"\x00\x01\x02\x03" * 500])
def test_noise_is_refused(data: bytes) -> None:
    with pytest.raises(ReadError, match="不是文本文件"):
        decode(data)


@pytest.mark.parametrize("head", [b"PK\x03\x04", b"%PDF-1.7", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\x00\x01\x02\x03"])
def test_other_files_do_not_look_like_text(head: bytes) -> None:
    assert not looks_like_text(head + b"\x00\x07\x01" * 100)


@given(st.binary(max_size=2000))
def test_bytes_are_decoded_or_refused(data: bytes) -> None:
    looks_like_text(data)
    with suppress(ReadError):
        assert "\r" not in decode(data)


def test_too_much_is_refused() -> None:
    with pytest.raises(ReadError, match="字符数"):
        decode(b"a" * 1_000_001)
