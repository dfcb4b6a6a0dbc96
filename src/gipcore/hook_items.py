"""What plugins may return from the hooks: anything else is told by name and left out, the rest is taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from gipcore.hookspecs import Check, Prover, Reader, Writer


def problem_of(hook: str, item: Any) -> str:
    """What is wrong with an *item* returned from *hook*; empty if nothing is.

    >>> problem_of("gipcore_checks", "title.form")
    '应为 Check，实为 str'
    """
    return _PROBLEMS[hook](item) if hook in _PROBLEMS else ""


def _format(item: Any, type_: type, *functions: str) -> str:
    if not isinstance(item, type_):
        return f"应为 {type_.__name__}，实为 {type(item).__name__}"
    name, extensions = item.name, item.extensions  # type: ignore[attr-defined]
    if not _is_word(name):
        return f"{type_.__name__} 的 name 应为不带空格的文字，实为 {name!r}"
    if not isinstance(extensions, tuple) or not all(_is_word(e) and e.startswith(".") for e in extensions):
        return f"{type_.__name__} {name} 的 extensions 应为以点开头的扩展名的元组，实为 {extensions!r}"
    return next((f"{type_.__name__} {name} 的 {f} 不是函数" for f in functions if not callable(getattr(item, f))), "")


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(value) and not any(character.isspace() for character in value)


def _named(item: Any, type_: type, function: str) -> str:
    if not isinstance(item, type_):
        return f"应为 {type_.__name__}，实为 {type(item).__name__}"
    name = item.name  # type: ignore[attr-defined]
    if not _is_word(name):
        return f"{type_.__name__} 的 name 应为不带空格的文字，实为 {name!r}"
    return "" if callable(getattr(item, function)) else f"{type_.__name__} {name} 的 {function} 不是函数"


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
    "gipcore_rulesets": _folder,
    "gipcore_checks": lambda item: _named(item, Check, "run"),
    "gipcore_commands": _command,
    "gipcore_provers": lambda item: _named(item, Prover, "prove"),
}
