"""Lines of text as labels and figures, and sentences that stay sentences."""

from __future__ import annotations

import pytest

from gipcore.engine import Engine
from gipcore.recognise.folding import fold, fold_in_place, key
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.lines import split_line

INDEX = LabelIndex(Engine().form("cn-2021"))


def kinds(line: str) -> list[tuple[str, str]]:
    return [(piece.kind, piece.text) for piece in split_line(line, INDEX)]


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("", []),
        ("规章", [("label", "规章")]),
        ("规章 1 0 10", [("label", "规章"), ("value", "1"), ("value", "0"), ("value", "10")]),
        ("规章 | 1 | 0", [("label", "规章"), ("value", "1"), ("value", "0")]),
        ("行政许可 7 行政处罚 8", [("label", "行政许可"), ("value", "7"), ("label", "行政处罚"), ("value", "8")]),
        ("1 0 10", [("value", "1"), ("value", "0"), ("value", "10")]),
        ("范性文件", [("fragment", "范性文件")]),
        ("规章1件，比上年多。", [("text", "规章1件，比上年多。")]),
        ("2023年制定规章 1 件", [("text", "2023年制定规章 1 件")]),
        ("见附件", [("text", "见附件")]),
    ],
)
def test_pieces(line: str, pieces: list[tuple[str, str]]) -> None:
    assert kinds(line) == pieces


def test_a_figure_before_the_first_label_numbers_the_line() -> None:
    assert kinds("3 规章 1 0 10")[0][0] == "text"


@pytest.mark.parametrize(
    "printed",
    ["危及三安全一稳定", "３．危及“三安全\n一稳定”", "③危及“三安全一稳定”", "危及“三安全一稳定”²"],
)
def test_printings_of_one_label(printed: str) -> None:
    assert key(printed) == key("3.危及“三安全一稳定”")


def test_raised_digits_are_no_digits() -> None:
    assert (fold("总计¹"), fold_in_place("总计¹")) == ("总计", "总计¹")
    assert kinds("规章¹ 2")[-1] == ("value", "2")
