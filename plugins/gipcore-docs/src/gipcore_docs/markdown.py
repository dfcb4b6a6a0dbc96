"""Markdown from any text: what comes from data is shown as it is, whatever marks it holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import quote

import tomli_w

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MARKS = re.compile(r"([\\`*_\[\]<>~&$])")
_LEADING = re.compile(r"^([#+=-]|\d+(?=[.)]))")


def text(words: str) -> str:
    """*words* on one line, to be shown as they are.

    >>> print(text("1. a*b\\n<c>"))
    1\\. a\\*b \\<c\\>
    """
    line = " ".join(_CONTROL.sub(" ", words).split())
    return _LEADING.sub(_block_mark, _MARKS.sub(r"\\\1", line))


def _block_mark(match: re.Match[str]) -> str:
    """What would begin a heading, a list or a line under one, kept from doing so."""
    mark = match[1]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def code(words: str) -> str:
    """*words* in code, fenced by more backquotes than they hold.

    >>> print(code("a`b"))
    `` a`b ``
    """
    line = " ".join(_CONTROL.sub(" ", words).split())
    runs = [len(run) for run in re.findall(r"`+", line)]
    fence = "`" * (max(runs, default=0) + 1)
    return f"{fence} {line} {fence}" if runs else f"{fence}{line}{fence}"


def block(content: str, language: str) -> list[str]:
    """Lines of code in a fence of their own."""
    runs = [len(run) for run in re.findall(r"`+", content)]
    fence = "`" * max(3, max(runs, default=0) + 1)
    return [f"{fence}{language}", *content.rstrip("\n").split("\n"), fence, ""]


def toml(data: dict[str, object]) -> list[str]:
    """A table of data as a block of TOML."""
    return block(tomli_w.dumps(data), "toml")


def page_name(id_: str) -> str:
    """The file for an id, whatever that holds: no id leads out of the folder or to another's page.

    >>> page_name("cn-2019+42"), page_name("../x")
    ('cn-2019+42.md', '..%2Fx.md')
    """
    return quote(id_, safe="+") + ".md"


def link(markdown: str, target: str) -> str:
    """A link to a page; *target* is its path as it stands in the file system."""
    return f"[{markdown}]({quote(target, safe='/+#')})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table of cells in Markdown; nothing if it has no rows."""
    lines = [_row(row) for row in rows]
    return [_row(head), "|" + "---|" * len(head), *lines, ""] if lines else []


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def bullets(items: Iterable[str]) -> list[str]:
    """A list of items in Markdown, with an empty line after it; nothing if there are none."""
    lines = [f"- {item}" for item in items]
    return [*lines, ""] if lines else []
