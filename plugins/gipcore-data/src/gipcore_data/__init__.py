"""Reports as JSON and TOML, the two formats that lose nothing."""

from __future__ import annotations

import re

from gipcore.forms import Form
from gipcore.hookspecs import Reader, Writer, hookimpl
from gipcore.reports import Report

__all__ = ["gipcore_readers", "gipcore_writers"]

_BOM = b"\xef\xbb\xbf"
_TOML_REPORT = re.compile(rb'^form[ \t]*=[ \t]*["\']', re.MULTILINE)


@hookimpl
def gipcore_readers() -> list[Reader]:
    """JSON and TOML."""
    return [
        Reader("json", (".json",), _read_json, _looks_like_json, "JSON 报告数据"),
        Reader("toml", (".toml",), _read_toml, _looks_like_toml, "TOML 报告数据"),
    ]


@hookimpl
def gipcore_writers() -> list[Writer]:
    """JSON and TOML."""
    return [
        Writer("json", (".json",), _write_json, "JSON 报告数据"),
        Writer("toml", (".toml",), _write_toml, "TOML 报告数据"),
    ]


def _looks_like_json(data: bytes) -> bool:
    return data[:4096].removeprefix(_BOM).lstrip()[:1] == b"{"


def _looks_like_toml(data: bytes) -> bool:
    return _TOML_REPORT.search(data[:4096].removeprefix(_BOM)) is not None


# The modules that do the work are imported when a file is at hand, so that loading the plugin costs nothing.


def _read_json(data: bytes) -> Report:
    from gipcore_data.json_format import read_json

    return read_json(data)


def _write_json(report: Report, form: Form) -> bytes:
    from gipcore_data.json_format import write_json

    return write_json(report)


def _read_toml(data: bytes) -> Report:
    from gipcore_data.toml_format import read_toml

    return read_toml(data)


def _write_toml(report: Report, form: Form) -> bytes:
    from gipcore_data.toml_format import write_toml

    return write_toml(report)
