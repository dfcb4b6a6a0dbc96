"""The bounds of data from outside: bytes to text, parsed data to a report, with every excess refused in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from gipcore.codec import report_from_data
from gipcore.errors import ReadError, WriteError
from gipcore.limits import MAX_DEPTH, check_size
from gipcore.reports import Report

MAX_DATA_BYTES = 8 * 1024 * 1024
"""Size of a data file in bytes; a real report has about 40 kB."""
MAX_DIGITS = 40
"""Digits of a number before or after its point."""


def decode(data: bytes, kind: str) -> str:
    """The text of a data file; raises ReadError if it is too large or not UTF-8."""
    check_size(len(data), "字节", MAX_DATA_BYTES)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ReadError(f"{kind} 文件的编码不是 UTF-8。请用文本编辑器另存为 UTF-8 编码后再试。") from None


def encode(text: str, kind: str) -> bytes:
    """The bytes of a data file; raises WriteError for text that has no encoding (a lone half of a surrogate pair)."""
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        character = text[error.start]
        raise WriteError(f"报告中有无法写入 {kind} 的字符 {character!r}，请删去后再试。") from None


def report_from(data: Any, kind: str) -> Report:
    """Parsed *data* as a report; raises ReadError if it is none, DataError with every problem if it is a wrong one."""
    check_data(data, kind)
    if not isinstance(data, dict) or not {"form", "cells"} <= data.keys():
        raise ReadError(
            f"这是有效的 {kind}，但不是 gipcore 的报告：缺少 form（表样）和 cells（单元格）。"
            f"如系其他系统导出的数据，请改用该系统导出的 Word、网页或文本文件。"
        )
    return report_from_data(data, f"{kind} 报告")


def check_data(data: Any, kind: str) -> None:
    """Raise ReadError if *data* nests too deep, or has a number or a text that cannot be in a report.

    Such a number would be harmless here and ruinous later: ``1e999999999`` is eleven characters until it is printed.
    """
    level = [data]
    for _ in range(MAX_DEPTH):
        inner: list[Any] = []
        for item in level:
            if isinstance(item, dict):
                inner += item.keys()
                inner += item.values()
            elif isinstance(item, list):
                inner += item
            elif isinstance(item, str):
                _check_text(item, kind)
            elif isinstance(item, int | Decimal):
                _check_number(item, kind)
        if not inner:
            return
        level = inner
    raise ReadError(f"{kind} 嵌套过深（上限 {MAX_DEPTH} 层），不是年度报告。")


def _check_text(text: str, kind: str) -> None:
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise ReadError(f"{kind} 中有残缺的字符（单独的代理码位），位于 {text[:20]!r}。请更正后再试。")


def _check_number(number: int | Decimal, kind: str) -> None:
    if isinstance(number, Decimal):
        exponent = number.as_tuple().exponent
        fits = isinstance(exponent, int) and exponent >= -MAX_DIGITS and number.adjusted() < MAX_DIGITS
    else:
        fits = abs(number) < 10**MAX_DIGITS
    if not fits:
        raise ReadError(f"{kind} 中有数字超出范围（上限 {MAX_DIGITS} 位），不是年度报告的数据。请更正后再试。")
