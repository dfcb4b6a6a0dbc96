"""A delimited file as records, one by one in bounded memory: a broken line is reported and nothing after it is lost."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import TextIO

from attrs import frozen

from gipcore.errors import ReadError

MAX_LINE = 65_536
"""Characters of a line."""
MAX_JOINED = 20
"""Lines that one record may cover, where a field holds line breaks."""
_CHUNK = 1 << 20
_UNDECODED = frozenset(map(chr, range(0xDC80, 0xDD00)))


@frozen
class Record:
    """A record, from line ``line`` on; ``problem`` says why its ``fields`` cannot be used, empty if they can."""

    line: int
    fields: tuple[str, ...]
    problem: str = ""
    text: str = ""
    """The line itself, where there is a problem."""


def records(path: Path) -> Iterator[Record]:
    """The records of a file with commas, semicolons or tabs, in UTF-8, UTF-16 or GB 18030; empty lines are left out.

    Raises ReadError if the file cannot be opened or is empty.
    """
    encoding = _encoding(path)
    try:
        with path.open("r", encoding=encoding, errors="surrogateescape", newline="") as file:
            yield from _records(_lines(file), path.name)
    except UnicodeError:
        raise ReadError(f"{path.name}：编码有误，读不下去。请另存为 UTF-8 编码的 CSV。") from None


def records_of(text: str) -> Iterator[Record]:
    """The records of a text that is in memory; raises ReadError if it is empty."""
    yield from _records(_lines(StringIO(text)), "名单")


def _records(lines: Iterator[tuple[int, str, bool]], name: str) -> Iterator[Record]:
    waiting: list[tuple[int, str, bool]] = []
    delimiter = ""
    while True:
        current = waiting.pop(0) if waiting else next(lines, None)
        if current is None:
            break
        line, text, cut = current
        if not text.strip():
            continue
        delimiter = delimiter or max(",\t;，", key=text.count)
        if cut:
            yield Record(line, (), f"这一行超过 {MAX_LINE} 个字符", text[:200])
            continue
        fields, taken = _parsed(text, delimiter), 0
        while fields is None and taken < MAX_JOINED:
            # A quotation that does not end here may hold a line break, or be a slip of its own line.
            if taken >= len(waiting):
                more = next(lines, None)
                if more is None:
                    break
                waiting.append(more)
            taken += 1
            fields = _parsed("\n".join([text, *(part for _, part, _ in waiting[:taken])]), delimiter)
        if fields is None:
            yield Record(line, (), "引号没有成对", text[:200])
            continue
        del waiting[:taken]
        if any(_UNDECODED & set(value) for value in fields):
            yield Record(line, (), "有读不出的字符（编码有误）", text[:200])
        elif any(value.strip() for value in fields):
            yield Record(line, fields)
    if not delimiter:
        raise ReadError(f"{name}：文件是空的。请确认文件已保存，再试一次。")


def _lines(file: TextIO) -> Iterator[tuple[int, str, bool]]:
    """Number, text without its end, and whether it was cut because it is too long."""
    number = 0
    while text := file.readline(MAX_LINE):
        number += 1
        cut = len(text) == MAX_LINE and not text.endswith("\n")
        if cut:
            while (rest := file.readline(MAX_LINE)) and not rest.endswith("\n"):
                pass
        yield number, text.rstrip("\r\n").replace("\0", ""), cut


def _parsed(text: str, delimiter: str) -> tuple[str, ...] | None:
    """The fields of a record; None if a quotation does not end."""
    if '"' not in text:
        return tuple(text.split(delimiter))
    try:
        rows = list(csv.reader((part + "\n" for part in text.split("\n")), delimiter=delimiter, strict=True))
    except csv.Error:
        return None
    return tuple(rows[0]) if len(rows) == 1 else None


def _encoding(path: Path) -> str:
    """The encoding of the whole file: its byte order mark, else UTF-8 if all of it is, else GB 18030."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            chunk = file.read(_CHUNK)
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                return "utf-16"
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(_CHUNK)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "gb18030"
    except FileNotFoundError:
        raise ReadError(f"找不到文件 {path}。请检查文件名和所在文件夹。") from None
    except OSError as error:
        raise ReadError(f"打不开文件 {path}（{error.strerror}）。请关闭正在使用它的程序，或检查权限。") from None
    return "utf-8-sig"
