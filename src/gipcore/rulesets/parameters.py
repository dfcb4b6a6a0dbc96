"""Parameters of a rule by path: found, and set without touching the rule they came from.

A path is dotted; an item of a list is meant by its name or its number: ``topics[监督保障].words``,
``deadlines[0].law``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from gipcore.codec import did_you_mean

_STEP = re.compile(r"([^.\[\]]+)|\[([^\[\]]+)\]")


class PathError(ValueError):
    """A path that leads nowhere, or a value that does not fit there; the text says which and what there is."""


def steps(path: str) -> list[str]:
    """
    >>> steps("topics[监督保障].words")
    ['topics', '监督保障', 'words']
    """
    found, end = [], 0
    for match in _STEP.finditer(path):
        if path[end : match.start()] not in ("", ".") or (match.start() == 0) != (end == 0):
            break
        found.append(match[1] or match[2])
        end = match.end()
    if not found or end != len(path):
        raise PathError(f"路径 {path!r} 写法有误，应如 limit、words.names、topics[监督保障].words")
    return found


def changed(parameters: Mapping[str, Any], path: str, value: Any, add: tuple[Any, ...] = ()) -> dict[str, Any]:
    """The parameters with another value at *path*, or with *add* behind the list there; raises PathError."""
    result = _changed(parameters, steps(path), path, value, add)
    assert isinstance(result, dict)
    return result


def _changed(at: Any, rest: list[str], path: str, value: Any, add: tuple[Any, ...]) -> Any:
    if not rest:
        return _replaced(at, path, value, add)
    key, *further = rest
    if isinstance(at, Mapping):
        if key not in at:
            raise PathError(f"没有参数 {path!r}{did_you_mean(key, at)}；这里有：{'、'.join(at) or '无'}")
        return {**at, key: _changed(at[key], further, path, value, add)}
    if isinstance(at, list):
        place = _place(at, key, path)
        return [*at[:place], _changed(at[place], further, path, value, add), *at[place + 1 :]]
    raise PathError(f"没有参数 {path!r}：{key!r} 之前已经是一个值")


def _place(items: list[Any], key: str, path: str) -> int:
    if key.isascii() and key.isdigit():
        if int(key) < len(items):
            return int(key)
        raise PathError(f"没有参数 {path!r}：列表只有 {len(items)} 项")
    names = [str(item.get("name")) if isinstance(item, Mapping) else "" for item in items]
    if key not in names:
        known = "、".join(filter(None, names)) or "无"
        raise PathError(f"没有参数 {path!r}{did_you_mean(key, names)}；有名称的项：{known}")
    return names.index(key)


def _replaced(old: Any, path: str, value: Any, add: tuple[Any, ...]) -> Any:
    if (value is None) != bool(add):
        raise PathError("value 和 add 应恰有一个")
    if add:
        if not isinstance(old, list):
            raise PathError(f"{path!r} 不是列表，不能用 add")
        value = [*old, *add]
    if not _alike(old, value):
        raise PathError(f"{path!r} 的值应与原值 {old!r} 同类，实为 {value!r}")
    return value


def _alike(old: Any, new: Any) -> bool:
    """Whether *new* can stand where *old* stood: the same kind of value, in lists and tables as far down as known."""
    if isinstance(old, list):
        return isinstance(new, list) and (not old or all(any(_alike(o, n) for o in old) for n in new))
    if isinstance(old, Mapping):
        return isinstance(new, Mapping) and all(key in old and _alike(old[key], new[key]) for key in new)
    numbers = (int, Decimal)
    if type(old) in numbers:
        return type(new) in numbers
    return type(old) is type(new)
