"""Files that no reader may stumble over: broken, or made to do harm. Each has a name to tell it by."""

from __future__ import annotations

import random
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO

from gipcore.hookspecs import Reader
from gipcore.limits import MAX_EXPANDED_BYTES
from gipcore_kit.answers import Note
from gipcore_kit.trial import Trial

_NOISE = random.Random(20210930).randbytes(64 * 1024)
_PARTS = ("word/document.xml", "xl/worksheets/sheet1.xml", "content.xml")
"""Where Word, Excel and OpenDocument files have what is read."""
_HEADS = (
    b"",
    b"PK\x03\x04",
    b"%PDF-1.7\n",
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    b"{",
    b"<html>",
    b"form = 'cn-2021'\n",
)


def small_inputs(trial: Trial, reader: Reader) -> Iterator[tuple[Note, bytes]]:
    """Files in the reader's format, whole and broken, and a few that are none: read in no time."""
    for number, data in enumerate(trial.files_of(reader), 1):
        yield Note(f"样本 {number}", f"sample {number}"), data
        yield Note(f"样本 {number} 的前一半", f"first half of sample {number}"), data[: len(data) // 2]
    yield Note("空文件", "empty"), b""
    yield Note("只有空白", "blanks alone"), b" \n\t\r\n"
    yield Note("一句话", "a sentence"), "全年未收到政府信息公开申请。".encode()
    yield Note("随机字节", "random bytes"), _NOISE[:2048]


def hostile_inputs(trial: Trial, reader: Reader) -> Iterator[tuple[Note, bytes]]:
    """Everything that a reader has to refuse, or to read, in time and memory."""
    yield from small_inputs(trial, reader)
    for number, data in enumerate(trial.files_of(reader), 1):
        yield from _broken(number, data)
    yield Note("一百万个零字节", "a million zero bytes"), bytes(1_000_000)
    for head in _HEADS:
        yield Note(f"{head!r} 之后是随机字节", f"random bytes after {head!r}"), head + _NOISE
    yield from _nested()
    yield from _long()
    yield Note("XML 实体逐层翻倍", "XML entities that multiply"), _entities()
    yield Note("YAML 引用逐层翻倍", "YAML aliases that multiply"), _aliases()
    yield Note("压缩包展开后很大", "an archive that expands beyond measure"), expanding_archive()
    yield (
        Note("合并单元格跨九亿行列", "a cell that spans 999999999 rows and columns"),
        b"<html><table><tr><td rowspan=999999999 colspan=999999999>1</td></tr></table></html>",
    )
    yield Note("指数很大的数", "a number with a huge exponent"), b'{"form": "cn-2021", "cells": {"a": 1e999999999}}'
    yield Note("很长的数", "a number of many digits"), b'{"a": ' + b"9" * 200_000 + b"}"
    yield Note("残缺的字符", "broken characters"), b"\xff\xfe\x00\xd8" * 400
    yield Note("半个代理对", "half a surrogate pair"), b'{"a": "\\ud800"}' + b"\xed\xa0\x80"
    yield Note("控制字符", "control characters"), "\x1b[2J\x00\u202e一、总体情况\x07\n".encode() * 50


def _broken(number: int, data: bytes) -> Iterator[tuple[Note, bytes]]:
    for percent in (10, 75, 99):
        yield (
            Note(f"样本 {number} 的前 {percent}%", f"the first {percent} % of sample {number}"),
            data[: len(data) * percent // 100],
        )
    chance = random.Random(number)
    for copy in range(1, 4):
        flipped = bytearray(data)
        for _ in range(1 + len(data) // 2000):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        yield Note(f"样本 {number} 中改了几位（{copy}）", f"sample {number} with bits flipped ({copy})"), bytes(flipped)


def _nested() -> Iterator[tuple[Note, bytes]]:
    for opening in (b"[", b'{"a":', b"<div>", b"<table><tr><td>", b"a = [", b"- ", b"> ", b"("):
        name = opening.decode()
        yield Note(f"{name} 嵌套两万层", f"{name} nested 20000 deep"), opening * 20_000


def _long() -> Iterator[tuple[Note, bytes]]:
    for text in ("字", "|", "\t", "\n", "字\n", "|1|2|\n", "a,b\n", "\ta\nb\n", "a: 1\n", "<p>字"):
        name = repr(text)[1:-1]
        yield Note(f"{name} 三十万次", f"{name} 300000 times"), text.encode() * 300_000


def _entities() -> bytes:
    layers = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    return f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e0 "字字字字字字字字字字">{layers}]><a>&e9;</a>'.encode()


def _aliases() -> bytes:
    layers = "\n".join(f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10))
    return f"a0: &a0 [字, 字]\n{layers}\n".encode()


@cache
def expanding_archive() -> bytes:
    """An archive as Word, Excel and OpenDocument files are, each of its parts larger than a reader may take."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        for name in _PARTS:
            with archive.open(name, "w") as part:
                for _ in range(MAX_EXPANDED_BYTES // 1_048_576 + 2):
                    part.write(b" " * 1_048_576)
    return made.getvalue()
