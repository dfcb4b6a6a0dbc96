"""The text of a tree in reading order: lines, and between them the tables of data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto

from gipcore_html.kinds import Kind
from gipcore_html.tree import Element, Verbatim

_WIDE = "\u2e80-\u303f\u3041-\u33ff\u3400-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003ffff"
_CJK_BREAK = re.compile(rf"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\f\n]*(?=[{_WIDE}])")
_SPACES = re.compile(r"[ \t\n\r\f]+")


class _End(Enum):
    """What stands on the stack of the walk behind the children of an element."""

    BLOCK = auto()
    ITEM = auto()


def flow(root: Element, tables: bool = True) -> Iterator[str | Element]:
    """The lines of *root* that hold anything, and its tables of data as elements.

    Tables that only lay out the page are opened. With ``tables=False`` all tables are: the text of a cell.
    """
    pieces: list[str] = []
    marker = ""
    stack: list[Element | str | _End] = [*reversed(root.children)]
    while stack:
        node = stack.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        if pieces:
            if line := _line(pieces):
                yield marker + line
                marker = ""
            pieces.clear()
        if isinstance(node, _End):
            marker = "" if node is _End.ITEM else marker
        elif tables and node.is_grid:
            if marker:
                yield marker
                marker = ""
            yield node
        elif node.kind is not Kind.ASIDE or node.holds_figures:
            marker += node.marker
            stack.append(_End.ITEM if node.kind is Kind.ITEM else _End.BLOCK)
            stack.extend(reversed(node.children))
    if line := _line(pieces):
        yield marker + line


def _line(pieces: list[str]) -> str:
    """A line as shown: runs of white space are one space, none at the ends, none where a line of the source breaks
    between two Chinese characters."""
    text = "".join(pieces)
    if Verbatim in map(type, pieces):
        return text if text.strip() else ""
    if "\n" in text:
        text = _CJK_BREAK.sub("", text)
    return _SPACES.sub(" ", text).strip(" ")
