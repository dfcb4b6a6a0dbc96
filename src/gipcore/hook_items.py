"""What plugins may return from the hooks: anything else is told by name and left out, the rest is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias, get_args

import attrs

from gipcore.hookspecs import Annotator, Body, Check, OutcomeWriter, Prover, Reader, Writer
from gipcore.reports import Kind, Level

Owned: TypeAlias = Annotator | Body | Check | OutcomeWriter | Prover | Reader | Writer


def problem_of(hook: str, item: Any) -> str:
    """What is wrong with an *item* returned from *hook*; empty if nothing is.

    >>> problem_of("gipcore_checks", "title.form")
    '应为 Check，实为 str'
    """
    return _PROBLEMS[hook](item) if hook in _PROBLEMS else ""


def label_of(item: Any) -> str:
    """What tells an item from the others of its hook: its name; of a body also what and where it is, for two bodies may
    bear one name; of a folder its path.

    >>> label_of(Body("民政局", "110105", "county", "department"))
    '民政局 110105 county department'
    """
    if isinstance(item, Body):
        return " ".join(str(part) for part in (item.name, item.region, item.level, item.kind))
    return str(item) if callable(getattr(item, "iterdir", None)) else str(item.name)


def owned(item: Any, plugin: str) -> Any:
    """The item with the plugin's name in it, where it has a place for that."""
    return attrs.evolve(item, plugin=plugin) if isinstance(item, Owned) else item


def _named(item: Any, type_: type, *functions: str) -> str:
    if not isinstance(item, type_):
        return f"应为 {type_.__name__}，实为 {type(item).__name__}"
    name = item.name  # type: ignore[attr-defined]
    if not _is_word(name):
        return f"{type_.__name__} 的 name 应为不带空格的文字，实为 {name!r}"
    return next((f"{type_.__name__} {name} 的 {f} 不是函数" for f in functions if not callable(getattr(item, f))), "")


def _format(item: Any, type_: type, *functions: str) -> str:
    if problem := _named(item, type_, *functions):
        return problem
    extensions = item.extensions
    if not isinstance(extensions, tuple) or not all(_is_word(e) and e.startswith(".") for e in extensions):
        return f"{type_.__name__} {item.name} 的 extensions 应为以点开头的扩展名的元组，实为 {extensions!r}"
    return ""


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not any(character.isspace() for character in value)


def _body(item: Any) -> str:
    if problem := _named(item, Body):
        return problem
    if not isinstance(item.aliases, tuple) or not all(map(_is_word, item.aliases)):
        return f"Body {item.name} 的 aliases 应为名称的元组，实为 {item.aliases!r}"
    code = item.region
    if code is not None and not (isinstance(code, str) and len(code) == 6 and code.isascii() and code.isdecimal()):
        return f"Body {item.name} 的 region 应为六位区划代码或 None，实为 {code!r}"
    if item.level not in (None, *get_args(Level)):
        return f"Body {item.name} 的 level 应为 {'、'.join(get_args(Level))} 或 None，实为 {item.level!r}"
    if item.kind not in get_args(Kind):
        return f"Body {item.name} 的 kind 应为 {'、'.join(get_args(Kind))}，实为 {item.kind!r}"
    if not (type(item.first) is date and type(item.last) is date and item.first <= item.last):
        return f"Body {item.name} 的 first、last 应为先后两个日期，实为 {item.first!r}、{item.last!r}"
    return ""


def _folder(item: Any) -> str:
    missing = [name for name in ("iterdir", "joinpath", "is_dir") if not callable(getattr(item, name, None))]
    if missing:
        return f"应为文件夹（Traversable 或 Path），实为 {type(item).__name__}"
    return "" if item.is_dir() else f"{item} 不是文件夹"


def _command(item: Any) -> str:
    return "" if _is_word(getattr(item, "name", None)) else f"应为有名称的命令，实为 {type(item).__name__}"


_PROBLEMS: dict[str, Callable[[Any], str]] = {
    "gipcore_readers": lambda item: _format(item, Reader, "read", "sniff"),
    "gipcore_writers": lambda item: _format(item, Writer, "write"),
    "gipcore_outcome_writers": lambda item: _format(item, OutcomeWriter, "write"),
    "gipcore_annotators": lambda item: _format(item, Annotator, "annotate"),
    "gipcore_rulesets": _folder,
    "gipcore_bodies": _body,
    "gipcore_checks": lambda item: _named(item, Check, "run"),
    "gipcore_commands": _command,
    "gipcore_provers": lambda item: _named(item, Prover, "prove"),
}
