"""What the checks share: a rule's parameters, built once, and the arithmetic reading of a cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Generic, TypeVar

from gipcore.codec import structure
from gipcore.forms import Form
from gipcore.rules import Rule
from gipcore.values import Number, Unreadable, Value

K = TypeVar("K")
V = TypeVar("V")
P = TypeVar("P")
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Memo(Generic[K, V]):
    """What is built from a frozen object, once for each object.

    Rules and reports hold tables and cannot be hashed, so the object itself is the key. It is kept alive beside what
    was built from it: its ``id`` cannot pass to another object while the entry stands.
    """

    def __init__(self, build: Callable[[K], V], size: int = 256) -> None:
        self._build = build
        self._size = size
        self._entries: dict[int, tuple[K, V]] = {}

    def __call__(self, key: K) -> V:
        entry = self._entries.get(id(key))
        if entry is None:
            if len(self._entries) >= self._size:
                self._entries.clear()
            entry = self._entries[id(key)] = (key, self._build(key))
        return entry[1]


def parameters(type_: type[P]) -> Memo[Rule, P]:
    """A rule's parameters as *type_*, strictly: an unknown or missing key is a DataError that names the rule."""
    return Memo(lambda rule: structure(rule.parameters, type_, f"规则 {rule.id} 的参数"))


def figure(value: Value | None) -> int | Decimal | None:
    """A cell in arithmetic: blank and "not applicable" count 0, unreadable is None.

    >>> from gipcore.values import Blank
    >>> figure(Number(3)), figure(Blank()), figure(Unreadable(raw="见附件"))
    (3, 0, None)
    """
    if isinstance(value, Number):
        return value.value
    return None if value is None or isinstance(value, Unreadable) else 0


def label(form: Form, cell: str) -> str:
    """The cell in the form's words, its id where the form does not have it."""
    known = form.cells.get(cell)
    return known.label if known else cell


def section_name(form: Form, key: str) -> str:
    """The section as a heading, its key where the form does not have it; the text before section one has none."""
    section = next((s for s in form.sections if s.key == key), None)
    return section.heading if section else key or "前言"


def known_cells(form: Form, ids: Iterable[str]) -> list[str]:
    """Those of *ids* that the form has: a rule may name the cells of several forms."""
    return [id_ for id_ in ids if id_ in form.cells]


def fill(template: str, values: Mapping[str, object]) -> str:
    """A text from a rule's parameters with its placeholders filled. Not ``str.format``: a template is data and must
    not reach into attributes.

    >>> fill("{year}年，不是{other}年", {"year": 2023, "other": 2022})
    '2023年，不是2022年'
    """
    return _PLACEHOLDER.sub(lambda match: str(values[match[1]]), template)


def shown(text: str, limit: int = 40) -> str:
    """A quotation of bounded length on one line.

    >>> shown("一段\\n很长的话", 4)
    '一段 很…'
    """
    line = " ".join(text.split())
    return line if len(line) <= limit else f"{line[:limit]}…"
