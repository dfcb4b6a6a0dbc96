"""A reading held against the truth: right, unreadable, or wrong; and which of it was to be expected."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.testing.pages import Page
from gipcore.values import Number, Unreadable, Value

Verdict: TypeAlias = Literal["right", "unreadable", "wrong"]


@frozen
class Miss:
    """A cell that was not read as it had to be: ``wrong`` is worse than anything, ``unread`` could have been read by
    a person, ``trusted`` should not have been."""

    kind: Literal["wrong", "unread", "trusted"]
    cell: str
    printed: Value
    read: Value


def verdict(printed: Value, read: Value) -> Verdict:
    """What became of a value.

    >>> verdict(Number(3), Number(3, raw="３")), verdict(Number(3), Unreadable()), verdict(Number(0), Number(3))
    ('right', 'unreadable', 'wrong')
    """
    if isinstance(read, Unreadable):
        return "right" if isinstance(printed, Unreadable) else "unreadable"
    if type(printed) is not type(read):
        return "wrong"
    if isinstance(printed, Number) and isinstance(read, Number) and printed.value != read.value:
        return "wrong"
    return "right"


def misses(truth: Mapping[str, Value], read: Mapping[str, Value], page: Page) -> list[Miss]:
    """Everything that was read otherwise than the page allows, the worst first."""
    found: list[Miss] = []
    for cell, printed in truth.items():
        what = verdict(printed, read[cell])
        if what == "wrong":
            found.append(Miss("wrong", cell, printed, read[cell]))
        elif cell in page.lost and not isinstance(read[cell], Unreadable):
            found.append(Miss("trusted", cell, printed, read[cell]))
        elif what == "unreadable" and cell in page.readable:
            found.append(Miss("unread", cell, printed, read[cell]))
    return sorted(found, key=lambda miss: ("wrong", "trusted", "unread").index(miss.kind))
