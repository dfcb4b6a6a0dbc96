"""The one converter between the model and plain data (JSON, TOML): strict, exact, all problems of a file at once.

Unknown keys are errors. Every problem carries its path (``$.rules[0].severity``). Numbers go through ``int`` and
``Decimal`` only.
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from calendar import monthrange
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypeVar, get_args, get_origin

import attrs
import cattrs
from cattrs.cols import homogenous_tuple_structure_factory, list_structure_factory, mapping_structure_factory
from cattrs.errors import ForbiddenExtraKeysError
from cattrs.strategies import configure_union_passthrough

from gipcore.errors import DataError, ReadError
from gipcore.limits import MAX_DEPTH
from gipcore.reports import Report
from gipcore.toml_keys import check_keys
from gipcore.values import Blank, NotApplicable, Number, Reason, Unreadable, Value

T = TypeVar("T")
_DAY = re.compile(r"\b(\d{4})[-./年](\d{1,2})[-./月](\d{1,2})")
MAX_SHOWN = 80
"""Characters of a wrong value that a message repeats."""


def make_converter() -> cattrs.Converter:
    """The converter: forbids unknown keys, checks types instead of coercing them, omits nothing when writing."""
    converter = cattrs.Converter(forbid_extra_keys=True, detailed_validation=True)
    configure_union_passthrough(int | Decimal | None, converter)
    for type_ in (str, int, bool):
        converter.register_structure_hook(type_, _exactly)
    converter.register_structure_hook_factory(_is_container, _contained)
    converter.register_structure_hook_func(_is_vocabulary, _one_of)
    converter.register_structure_hook(date, lambda value, _: _date(value))
    converter.register_structure_hook(Decimal, lambda value, _: _decimal(value))
    converter.register_unstructure_hook(date, date.isoformat)
    # cattrs cannot tell the four values apart by their fields; their encoded form can.
    converter.register_structure_hook(Value, lambda value, _: decode_value(value))
    return converter


def _exactly(value: Any, type_: type) -> Any:
    if type(value) is not type_:
        raise ValueError(f"应为 {type_.__name__}，实为 {_shown(value)}")
    return value


def _shown(value: Any) -> str:
    """The value in a message, whatever its size."""
    text = repr(value)
    return text if len(text) <= MAX_SHOWN else f"{text[:MAX_SHOWN]}…"


def _is_container(type_: Any) -> bool:
    origin, arguments = get_origin(type_), get_args(type_)
    return origin in (list, dict) or (origin is tuple and arguments[1:] == (Ellipsis,)) or attrs.has(origin or type_)


def _contained(type_: Any, converter: cattrs.Converter) -> Callable[[Any, Any], Any]:
    """cattrs' own hook, for a list or a table only: by itself it takes a text for the list of its characters."""
    listed = get_origin(type_) in (tuple, list)
    allowed, words = ((list, tuple), "列表（[…]）") if listed else ((Mapping,), "键值表")
    if listed:
        factory = list_structure_factory if get_origin(type_) is list else homogenous_tuple_structure_factory
        own = factory(type_, converter)
    elif get_origin(type_) is dict:
        own = mapping_structure_factory(type_, converter)
    else:
        own = converter.gen_structure_attrs_fromdict(type_)

    def hook(value: Any, _: Any) -> Any:
        if not isinstance(value, allowed):
            raise ValueError(f"应为{words}，实为 {_shown(value)}")
        return own(value, type_)

    return hook


def _is_vocabulary(type_: Any) -> bool:
    return get_origin(type_) is Literal


def _one_of(value: Any, type_: Any) -> Any:
    allowed = get_args(type_)
    if not isinstance(value, str) or value not in allowed:
        raise ValueError(f"{_shown(value)} 不是允许的值：{', '.join(allowed)}{did_you_mean(str(value), allowed)}")
    return value


def _date(value: Any) -> date:
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{_shown(value)} 不是日期（YYYY-MM-DD）{date_meant(value)}") from None
    raise ValueError(f"应为日期（YYYY-MM-DD），实为 {_shown(value)}")


def date_meant(text: str) -> str:
    """A suggestion in brackets for a day that does not exist, or nothing: day and month changed places, or a month that
    has no such day.

    >>> date_meant("2024-31-01"), date_meant("2024-2-30"), date_meant("soon")
    ('（是否指 2024-01-31？）', '（是否指 2024-02-29？）', '')
    """
    if not (match := _DAY.search(text)):
        return ""
    year, month, day = int(match[1]), int(match[2]), int(match[3])
    if month > 12 >= day:
        month, day = day, month
    if not (1 <= month <= 12 and 1 <= day <= 31 and year):
        return ""
    return f"（是否指 {date(year, month, min(day, monthrange(year, month)[1]))}？）"


_converter = make_converter()


def _decimal(value: Any) -> Decimal:
    if type(value) is int or (isinstance(value, Decimal) and value.is_finite()):
        return Decimal(value)
    raise ValueError(f"应为数字，实为 {value!r}")


def structure(data: Any, type_: type[T], source: str) -> T:
    """Plain *data* as an instance of *type_*; raises DataError with all problems of *source*."""
    try:
        return _converter.structure(data, type_)
    except cattrs.BaseValidationError as error:
        raise DataError(source, cattrs.transform_error(error, format_exception=_describe)) from None


def unstructure(instance: Any) -> Any:
    """The instance as plain data: dicts, lists, text, int and Decimal."""
    return _converter.unstructure(instance)


def _describe(error: BaseException, type_: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        known = [a.name for a in getattr(error.cl, "__attrs_attrs__", ())]
        return "；".join(f"未知的键 {key!r}{did_you_mean(key, known)}" for key in sorted(error.extra_fields))
    if isinstance(error, KeyError):
        return f"缺少键 {error.args[0]!r}"
    return str(error)


def did_you_mean(word: str, known: Iterable[str], lang: str = "zh") -> str:
    """A suggestion in brackets, or nothing.

    >>> did_you_mean("severty", ["severity", "id"])
    '（是否指 severity？）'
    """
    close = difflib.get_close_matches(word, list(known), 1, 0.6)
    if not close:
        return ""
    return f" (did you mean {close[0]}?)" if lang == "en" else f"（是否指 {close[0]}？）"


def parse_json(text: str, source: str) -> Any:
    """JSON with exact decimals; duplicate keys, NaN and infinities are errors."""

    def pairs(items: list[tuple[str, Any]]) -> dict[str, Any]:
        if len(keys := {key for key, _ in items}) != len(items):
            double = next(key for key in keys if sum(key == k for k, _ in items) > 1)
            raise ReadError(f"{source}：键 {double!r} 出现两次，请只保留一个。")
        return dict(items)

    def constant(name: str) -> Any:
        raise ReadError(f"{source}：{name} 不是数字，请改为整数、小数或 null。")

    try:
        return json.loads(text, parse_float=Decimal, parse_constant=constant, object_pairs_hook=pairs)
    except (ValueError, ArithmeticError) as error:
        raise ReadError(f"{source}：不是有效的 JSON（{error}）。") from None
    except RecursionError:
        raise ReadError(f"{source}：JSON 嵌套过深（上限 {MAX_DEPTH} 层）。") from None


def parse_toml(text: str, source: str) -> dict[str, Any]:
    """TOML with exact decimals; raises ReadError for text that is none, or that is made to cost the parser its time."""
    check_keys(text, source)
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except (ValueError, ArithmeticError) as error:
        raise ReadError(f"{source}：不是有效的 TOML（{error}）{_date_meant_in(text, error)}。") from None
    except RecursionError:
        raise ReadError(f"{source}：TOML 嵌套过深（上限 {MAX_DEPTH} 层）。") from None


def _date_meant_in(text: str, error: Exception) -> str:
    """A suggestion if the line that the parser stumbled over has a day that does not exist."""
    place = re.search(r"at line (\d+)", str(error))
    lines = text.split("\n")
    line = lines[int(place[1]) - 1] if place and int(place[1]) <= len(lines) else ""
    found = ((match[0], date_meant(match[0])) for match in _DAY.finditer(line))
    return next((meant for day, meant in found if day not in meant), "")


def to_json(data: Any, indent: int = 2) -> str:
    """Plain data as JSON text, Decimal as an exact number, which the standard encoder cannot do.

    >>> to_json({"a": [1, Decimal("0.10"), None]}, indent=0)
    '{"a": [1, 0.10, null]}'
    """
    return _json(data, indent, 0)


def _json(data: Any, indent: int, depth: int) -> str:
    if isinstance(data, Decimal):
        return format(data, "f")
    if not isinstance(data, Mapping | list | tuple):
        return json.dumps(data, ensure_ascii=False)
    inner = "\n" + " " * indent * (depth + 1) if indent and depth < 2 else ""
    gap = inner or " "
    if isinstance(data, Mapping):
        parts = [
            f"{json.dumps(key, ensure_ascii=False)}: {_json(value, indent, depth + 1)}" for key, value in data.items()
        ]
        left, right = "{", "}"
    else:
        parts = [_json(value, indent, depth + 1) for value in data]
        left, right = "[", "]"
    if not parts:
        return left + right
    return left + inner + f",{gap}".join(parts) + (inner[: len(inner) - indent] if inner else "") + right


def encode_value(value: Value) -> Any:
    """A value as the report's JSON has it: number, null, ``"n/a"`` or ``{"unreadable": text}``."""
    match value:
        case Number():
            return value.value
        case Blank():
            return None
        case NotApplicable():
            return "n/a"
        case Unreadable():
            return {"unreadable": value.raw}


def decode_value(data: Any, raw: str | None = None, reason: Reason = "notation", notes: tuple[str, ...] = ()) -> Value:
    """The reverse; TOML, which has no null, writes a blank as empty text. Raises ValueError for anything else."""
    if data is None or data == "":
        return Blank(raw=raw or "")
    if data == "n/a":
        return NotApplicable(raw="/" if raw is None else raw)
    if isinstance(data, Mapping) and set(data) == {"unreadable"} and isinstance(data["unreadable"], str):
        return Unreadable(raw=data["unreadable"], reason=reason)
    if type(data) is int or (isinstance(data, Decimal) and data.is_finite()):
        return Number(data, raw=raw or "", notes=notes)
    raise ValueError(f'单元格应为数字、null、"n/a" 或 {{"unreadable": 原文}}，实为 {data!r}')


def report_data(report: Report) -> dict[str, Any]:
    """A report as plain data, lossless: what ``cells`` cannot hold stands beside it, only where it differs."""
    data: dict[str, Any] = _converter.unstructure(report)
    cells = report.cells
    data["cells"] = {id_: encode_value(value) for id_, value in cells.items()}
    data["raw"] = {
        id_: value.raw
        for id_, value in cells.items()
        if not isinstance(value, Unreadable) and value.raw != decode_value(encode_value(value)).raw
    }
    data["reasons"] = {i: v.reason for i, v in cells.items() if isinstance(v, Unreadable) and v.reason != "notation"}
    data["notes"] = {i: list(v.notes) for i, v in cells.items() if isinstance(v, Number) and v.notes}
    return data


def report_from_data(data: Any, source: str) -> Report:
    """The reverse of report_data; raises DataError with every problem. Only ``form`` and ``cells`` are required."""
    if not isinstance(data, dict):
        raise DataError(source, ["应为一个对象（键值表）@ $"])
    data = dict(data)
    problems: list[str] = []
    extras: dict[str, dict[str, Any]] = {}
    for key, type_ in (("raw", str), ("reasons", str), ("notes", list)):
        extras[key] = data.pop(key, None) or {}
        if not isinstance(extras[key], dict) or not all(isinstance(v, type_) for v in extras[key].values()):
            problems.append(f"应为单元格编号到{'文字' if type_ is str else '列表'}的表 @ $.{key}")
            extras[key] = {}
    for id_, reason in extras["reasons"].items():
        if reason not in get_args(Reason):
            problems.append(f"{reason!r} 不是允许的值：{', '.join(get_args(Reason))} @ $.reasons[{id_!r}]")
    cells: dict[str, Value] = {}
    encoded = data.pop("cells", None)
    if not isinstance(encoded, Mapping):
        problems.append("缺少键 'cells' @ $" if encoded is None else "应为单元格编号到数值的表 @ $.cells")
        encoded = {}
    for id_, item in encoded.items():
        try:
            notes = tuple(map(str, extras["notes"].get(id_, ())))
            cells[id_] = decode_value(item, extras["raw"].get(id_), extras["reasons"].get(id_, "notation"), notes)
        except ValueError as error:
            problems.append(f"{error} @ $.cells[{id_!r}]")
    try:
        report = structure({**data, "cells": {}}, Report, source)
    except DataError as error:
        problems.extend(error.problems)
    if problems:
        raise DataError(source, problems)
    return report.changed(cells)
