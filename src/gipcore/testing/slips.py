"""Slips of the hand: one figure of a report typed otherwise than it should be, and what it should be."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from attrs import frozen

from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.values import Number

Mistyping: TypeAlias = Callable[[str, Random], str]
"""What becomes of the digits of a figure."""


@frozen
class Slip:
    """A report with one wrong figure: which slip it is, in which cell, and the right figure. All others are right."""

    name: str
    report: Report
    cell: str
    right: int


def digit_mistyped(digits: str, random: Random) -> str:
    """``126`` for ``125``."""
    place = random.randrange(len(digits))
    other = random.choice([digit for digit in "0123456789" if digit != digits[place]])
    return digits[:place] + other + digits[place + 1 :]


def digits_swapped(digits: str, random: Random) -> str:
    """``152`` for ``125``."""
    place = random.randrange(len(digits))
    return digits[:place] + digits[place : place + 2][::-1] + digits[place + 2 :]


def digit_lost(digits: str, random: Random) -> str:
    """``15`` for ``125``, and nothing at all, which counts as 0, for ``5``."""
    place = random.randrange(len(digits))
    return digits[:place] + digits[place + 1 :] or "0"


def digit_doubled(digits: str, random: Random) -> str:
    """``1225`` for ``125``."""
    place = random.randrange(len(digits))
    return digits[:place] + digits[place] + digits[place:]


def zero_added(digits: str, random: Random) -> str:
    """``1250`` for ``125``."""
    return digits + "0"


def one_forgotten(digits: str, random: Random) -> str:
    """``124`` for ``125``: a case that was added to the parts and not to the total, or the other way round."""
    return str(max(int(digits) - 1, 0))


SLIPS: dict[str, Mistyping] = {
    slip.__name__: slip
    for slip in (digit_mistyped, digits_swapped, digit_lost, digit_doubled, zero_added, one_forgotten)
}


def tied(form: Form) -> list[str]:
    """The cells that a total ties to others, so that a slip in them alone cannot go unnoticed."""
    totals = [cell for cell in form.cells.values() if cell.parts]
    return sorted({id_ for cell in totals for id_ in (cell.id, *(part for way in cell.parts for part in way))})


def slipped(report: Report, form: Form, name: str, random: Random) -> Slip | None:
    """The report with the slip *name* in one of the tied cells; None if there is no figure that it would change."""
    cells = tied(form)
    random.shuffle(cells)
    for cell in cells:
        value = report.cells[cell]
        if isinstance(value, Number) and isinstance(value.value, int) and value.value >= 0:
            wrong = int(SLIPS[name](str(value.value), random))
            if wrong != value.value:
                return Slip(name, report.changed({cell: Number(wrong)}), cell, value.value)
    return None
