"""Several figures in one cell: how they are known, and when they can be told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from gipcore.forms import Column
from gipcore.recognise.placing import Result, in_order, not_placed
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token

_SEVERAL = re.compile(r"\d\s+[+-]?\d")
_ZEROS = re.compile(r"[0０]\d+")
_BLANKS = re.compile(r"[ \t\u3000]+")
MIN_DIGITS = 3
"""Digits in one cell that may be several figures run together."""


def crowded(row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> bool:
    """Whether several figures seem to share a cell: gaps within it, or as many digits in the first cell as there are
    columns, and nothing in the others."""
    if any(_SEVERAL.search(token.text) for token in tokens):
        return True
    filled = [token for token in tokens if token.filled]
    if len(columns) == 1 or len(filled) == len(tokens):
        return False
    if any(_ZEROS.fullmatch(token.text.strip()) for token in filled):
        return True
    first = tokens[: min(row.padding, len(tokens) - len(columns)) + 1]
    if len(filled) != 1 or not any(filled[0] is token for token in first):
        return False
    digits = filled[0].text.strip()
    return digits.isdigit() and len(digits) >= max(len(columns), MIN_DIGITS)


def told_apart(row: RowFound, columns: Sequence[Column], tokens: Sequence[Token]) -> Result:
    """The figures of a crowded row: readable only if all of them stand in one cell, with blanks between; a line break
    may also run through a figure."""
    filled = [token for token in tokens if token.filled]
    if len(filled) == 1:
        parts = _BLANKS.split(filled[0].text.strip())
        if len(parts) == len(columns):
            return in_order(row, columns, [evolve(filled[0], text=part) for part in parts])
    return not_placed(row, "run-together")
