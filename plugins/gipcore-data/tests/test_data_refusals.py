"""What is no report, or is made to do harm, is refused in words and at once."""

from __future__ import annotations

import time

import pytest

import gipcore_data
from gipcore.errors import DataError, GipError, ReadError, WriteError
from gipcore.reports import Report
from gipcore.values import Number
from gipcore_data.json_format import read_json, write_json
from gipcore_data.toml_format import read_toml, write_toml

SMALLEST_JSON = b'{"form": "cn-2021", "cells": {"a.b": 1}}'
SMALLEST_TOML = b'form = "cn-2021"\n[cells]\n"a.b" = 1\n'


def test_form_and_cells_are_enough() -> None:
    assert read_json(SMALLEST_JSON) == read_toml(SMALLEST_TOML) == Report("cn-2021", {"a.b": Number(1)})


def test_byte_order_mark_is_no_matter() -> None:
    assert read_json(b"\xef\xbb\xbf" + SMALLEST_JSON) == read_json(SMALLEST_JSON)
    assert read_toml(b"\xef\xbb\xbf" + SMALLEST_TOML) == read_toml(SMALLEST_TOML)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是有效的 JSON"),
        (b"{", "不是有效的 JSON"),
        (b"[]", "不是 gipcore 的报告"),
        (b'{"a": 1}', "不是 gipcore 的报告"),
        (b'"form cells"', "不是 gipcore 的报告"),
        ('{"form": "政"}'.encode("gb18030"), "不是 UTF-8"),
        (b'{"form": "x", "form": "y", "cells": {}}', "'form' 出现两次"),
        (b'{"form": "x", "cells": {"a": 1, "a": 2}}', "'a' 出现两次"),
        (b'{"form": "x", "cells": {"a": NaN}}', "NaN 不是数字"),
        (b'{"form": "x", "cells": {"a": 1e999999999}}', "超出范围"),
        (b'{"form": "x", "cells": {"a": 1e-999999999}}', "超出范围"),
        (b'{"form": "x", "cells": {"a": 0e999999999}}', "超出范围"),
        (b'{"form": "x", "cells": {"a": 1' + b"0" * 50 + b"}}", "超出范围"),
        (b'{"form": "x", "cells": {}, "title": "\\ud800"}', "残缺的字符"),
        (b"[" * 100_000, "嵌套过深"),
        (b'{"form":' * 900 + b"1" + b"}" * 900, "嵌套过深"),
        (b'{"form":"x","cells":{},"title":' + b"[" * 250 + b"]" * 250 + b"}", "嵌套过深"),
        (b" " * (8 * 1024 * 1024 + 1), "文件过大"),
    ],
)
def test_json_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadError, match=said):
        read_json(data)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "不是 gipcore 的报告"),
        (b"form", "不是有效的 TOML"),
        (b'form = "x"\nform = "y"\n[cells]\n', "不是有效的 TOML"),
        (b"form = 'x'\n[cells]\na = nan\n", "超出范围"),
        (b"form = 'x'\n[cells]\na = inf\n", "超出范围"),
        (b"form = 'x'\n[cells]\na = 1e999999999\n", "超出范围"),
        (b"form = " + b"[" * 100_000, "嵌套过深"),
        (b"form = 'x'\ncells = 2024-01-16\n", r"应为单元格编号到数值的表 @ \$.cells"),
        (b" " * (8 * 1024 * 1024 + 1), "文件过大"),
    ],
)
def test_toml_refused(data: bytes, said: str) -> None:
    with pytest.raises(GipError, match=said):
        read_toml(data)


@pytest.mark.parametrize(
    "data",
    [
        b"a" + b".a" * 1_000_000 + b" = 1",
        b"[" + b"a." * 1_000_000 + b"a]",
        b'"=".' + b"a." * 1_000_000 + b"a = 1",
        b"b = {" + b"a." * 1_000_000 + b"a = 1}",
        b"'''x''' . " + b"a . " * 1_000_000 + b"a = 1",
    ],
)
def test_long_keys_take_no_time(data: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(ReadError, match="键过长"):
        read_toml(data)
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "data", [b'"\\' * 1_000_000, b'"""\\"' * 200_000 + b'"', b"'" * 1_000_001, b'a="' + b'\\"' * 1_000_000]
)
def test_unclosed_text_takes_no_time(data: bytes) -> None:
    begun = time.process_time()
    with pytest.raises(ReadError):
        read_toml(data)
    assert time.process_time() - begun < 5


def test_many_dots_inside_text_are_no_keys() -> None:
    report = Report("cn-2021", {}, title="1." * 500 + '"' + "'" + "2." * 500, preamble="a\n" + "b.c." * 100)
    assert read_toml(write_toml(report)) == report


def test_all_problems_are_told_at_once() -> None:
    data = (
        b'{"form": "cn-2021", "cells": {"a": "many", "b": true}, "years": 2023,'
        b' "issuer": {"name": 1, "level": "village"}, "raw": {"a": 1}, "reasons": {"a": "why"}, "signed_on": "today"}'
    )
    with pytest.raises(DataError) as caught:
        read_json(data)
    text = str(caught.value)
    for said in ("$.cells['a']", "$.cells['b']", "'years'（是否指 year？）", "$.issuer.name", "village", "$.raw"):
        assert said in text
    assert "why" in text and "$.signed_on" in text


def test_a_thousand_problems_are_all_there() -> None:
    cells = ",".join(f'"c{n}": "x"' for n in range(1000))
    with pytest.raises(DataError) as caught:
        read_json(f'{{"form": "cn-2021", "cells": {{{cells}}}}}'.encode())
    assert len(caught.value.problems) == 1000


@pytest.mark.parametrize("write", [write_json, write_toml])
def test_text_without_an_encoding_cannot_be_written(write: object) -> None:
    with pytest.raises(WriteError, match="无法写入"):
        write(Report("cn-2021", {}, title="\ud800"))  # type: ignore[operator]


def test_sniffing() -> None:
    json_reader, toml_reader = gipcore_data.gipcore_readers()
    assert json_reader.sniff(b"\xef\xbb\xbf \n{") and not json_reader.sniff("一、总体情况".encode())
    assert toml_reader.sniff(SMALLEST_TOML) and not toml_reader.sniff("form 一、总体情况".encode())
    assert not json_reader.sniff(b"") and not toml_reader.sniff(b"")


def test_hooks_read_and_write() -> None:
    report = Report("cn-2021", {"a.b": Number(1)})
    readers = {reader.name: reader for reader in gipcore_data.gipcore_readers()}
    for writer in gipcore_data.gipcore_writers():
        assert readers[writer.name].read(writer.write(report, None)) == report  # type: ignore[arg-type]
        assert readers[writer.name].extensions == writer.extensions


def test_narrative_is_text_of_several_lines_in_toml() -> None:
    assert "第一段\n第二段" in write_toml(Report("cn-2021", {}, sections={"overview": "第一段\n第二段"})).decode()
