"""Division codes as a rule author writes them: the beginning of a code, and what was meant by one that is not there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from gipcore.divisions import Ambiguous, Divisions, Resolved, Unknown, resolve

MAX_CANDIDATES = 6


def name_of(code: str, divisions: Divisions) -> str:
    """The full name of the division that a beginning of a code stands for; empty if none does.

    A code of a township (more than six digits) is known by its county.
    """
    division = divisions.latest(code[:6].ljust(6, "0")) if code.isascii() and code.isdigit() else None
    return divisions.full_name(division) if division and len(code) in (2, 4, 6, 9, 12) else ""


def candidates(text: str, divisions: Divisions) -> list[str]:
    """Codes that may have been meant, each with its name: of divisions of that name, or the nearest codes."""
    named = resolve(text, None, divisions)
    found: list[str] = []
    match named:
        case Resolved(code=str() as code):
            found = [code]
        case Ambiguous(candidates=several):
            found = [one.code for one in several if one.code]
        case Unknown() if text.isascii() and text.isdigit():
            found = list(_near(text, divisions))
    return [f"{short(code)}（{name_of(code, divisions)}）" for code in found[:MAX_CANDIDATES]]


def short(code: str) -> str:
    """A code without the pairs of zeros that say nothing.

    >>> short("650000"), short("654200"), short("100000")
    ('65', '6542', '10')
    """
    while len(code) > 2 and code.endswith("00"):
        code = code[:-2]
    return code


def _near(text: str, divisions: Divisions) -> Iterator[str]:
    """The codes of the same level that begin most alike, nearest number first."""
    length = 2 if len(text) < 4 else 4 if len(text) < 6 else 6
    wanted = text[:length].ljust(length, "0")
    codes = {division.code for division in divisions if len(short(division.code)) == length}

    def distance(code: str) -> tuple[int, int, str]:
        alike = sum(1 for end in range(1, length + 1) if code[:end] == wanted[:end])
        return -alike, abs(int(code[:length]) - int(wanted)), code

    yield from islice(sorted(codes, key=distance), MAX_CANDIDATES)
