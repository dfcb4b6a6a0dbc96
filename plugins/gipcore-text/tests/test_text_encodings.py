"""The encodings that Chinese offices use, with and without a mark, told apart by what they give."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.errors import ReadError
from gipcore_text.decoding import decode

SAMPLE = (Path(__file__).parents[3] / "examples" / "jiahezi-2023.txt").read_text(encoding="utf-8")
ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_report_in_any_encoding_is_the_same_text(encoding: str) -> None:
    assert decode(SAMPLE.encode(encoding)) == SAMPLE


@given(st.sampled_from(ENCODINGS), st.integers(0, len(SAMPLE)), st.integers(200, 2000))
def test_so_is_a_piece_of_it(encoding: str, start: int, length: int) -> None:
    piece = "政府信息公开工作年度报告\n" + SAMPLE[start : start + length]
    assert decode(piece.encode(encoding)) == piece


def test_traditional_characters() -> None:
    text = "政府資訊公開年度報告：本年新收申請三件，結轉下年度繼續辦理零件。"
    assert decode(text.encode("big5")) == text


def test_a_broken_byte_loses_one_character_and_no_page() -> None:
    data = SAMPLE.encode("gb18030")
    place = len("政府信息公开".encode("gb18030"))
    assert decode(data[:place] + b"\xff" + data[place:]).replace("\ufffd", "") == SAMPLE


def test_what_is_no_text_at_all() -> None:
    with pytest.raises(ReadError, match="编码无法识别"):
        decode(bytes(range(1, 32)) * 50)
