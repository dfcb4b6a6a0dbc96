"""A report as TOML: for people, with the narrative as multi-line text.

TOML has no null: a blank cell is ``""``, and whatever is unknown is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import tomli_w

from gipcore.codec import parse_toml, report_data
from gipcore.reports import Report
from gipcore.values import canonical
from gipcore_data.bounds import decode, encode, report_from


def read_toml(data: bytes) -> Report:
    """The report in *data*; raises ReadError if it is none, DataError with every problem of a wrong one."""
    text = decode(data, "TOML")
    parsed = parse_toml(text, "TOML 报告")
    for key in ("headings", "tables"):
        for item in parsed[key] if isinstance(parsed.get(key), list) else ():
            if isinstance(item, dict):
                item.setdefault("section", None)
    return report_from(parsed, "TOML")


def write_toml(report: Report) -> bytes:
    """*report* as UTF-8 TOML, lossless."""
    data = report_data(report)
    data["cells"] = {id_: "" if value is None else value for id_, value in data["cells"].items()}
    tidy = {key: value for key, value in _without_null(data).items() if key == "cells" or value not in ({}, [])}
    # Multi-line text would turn a carriage return and line feed into a line feed.
    return encode(tomli_w.dumps(tidy, multiline_strings=not any("\r" in text for text in _texts(tidy))), "TOML")


def _without_null(data: Any) -> Any:
    if isinstance(data, Mapping):
        return {key: _without_null(value) for key, value in data.items() if value is not None}
    if isinstance(data, list | tuple):
        return [_without_null(value) for value in data]
    if isinstance(data, Decimal):
        # tomli_w would write Decimal("5") as 5.0 and 1E+3 as it stands: the same numbers in other words.
        text = canonical(data)
        return data if "." in text else int(text)
    return data


def _texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from _texts(value)
