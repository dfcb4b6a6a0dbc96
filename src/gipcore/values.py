"""What can stand in a cell of a report: a number, a blank, "not applicable", or something unreadable.

The four are kept apart everywhere. Each keeps ``raw``, the text as printed; a value built by a program has the
canonical text. Numbers are ``int`` or ``Decimal``, never ``float``.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

Reason: TypeAlias = Literal["missing", "notation", "run-together", "count", "candidates", "remark", "no-counterpart"]
"""Why a cell is unreadable: not found at all; no number; several figures without a gap; the row has too few or too
many figures; two different figures claim the cell; text that may change the meaning; the form that the figures were
converted from has no such cell."""


def canonical(number: int | Decimal) -> str:
    """The number in plain digits: no exponent, no grouping.

    >>> canonical(Decimal("1E+3"))
    '1000'
    """
    return format(number, "f") if isinstance(number, Decimal) else str(number)


@frozen
class Number:
    """A figure, exact. ``notes`` names what is odd about its notation (``unit``, ``grouping``, ``width`` …)."""

    value: int | Decimal
    raw: str = field(default="", kw_only=True)
    notes: tuple[str, ...] = field(default=(), kw_only=True)

    def __attrs_post_init__(self) -> None:
        if not self.raw:
            object.__setattr__(self, "raw", canonical(self.value))


@frozen
class Blank:
    """An empty cell. How arithmetic reads it is the business of the rules, not of the value."""

    raw: str = field(default="", kw_only=True)


@frozen
class NotApplicable:
    """``/``, ``-``, ``—`` or ``无``: the body says that the cell does not apply to it."""

    raw: str = field(default="/", kw_only=True)


@frozen
class Unreadable:
    """Text that is no figure, or a figure that cannot be placed for certain. ``raw`` is empty if nothing was found."""

    raw: str = field(default="", kw_only=True)
    reason: Reason = field(default="notation", kw_only=True)


Value: TypeAlias = Number | Blank | NotApplicable | Unreadable
