"""Several figures in one cell: how they are known, and when they can be told apart."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import evolve

from gipcore.forms import Column
from gipcore.recognise.folding import fold
from gipcore.recognise.notation import UNITS, is_value_like
from gipcore.recognise.placing import Result, in_order, not_placed
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token

_SEVERAL = re.compile(r"\d\s+[+-]?\d")
_RUN_TOGETHER = re.compile(r"[0０]\d+|\d{19,}")
_BLANKS = re.compile(r"[ \t\u3000]+")
_BESIDE_FIGURES = re.compile(r"[(（].*|[+＋]")
"""What may stand apart from a figure and belong to it: a remark in brackets, a plus."""
MIN_DIGITS = 3
"""Digits in one cell that may be several figures run together."""


def crowded(row: RowFound, count: int, tokens: Sequence[Token]) -> bool:
    """Whether several figures of a row of *count* columns seem to share a cell: gaps within it, a number that cannot
    be one, or as many digits in the first cell as there are columns; and nothing in some of the others."""
    if any(_SEVERAL.search(token.text) for token in tokens):
        return True
    filled = [token for token in tokens if token.filled]
    if count == 1 or len(filled) == len(tokens):
        return False
    if any(_RUN_TOGETHER.fullmatch(token.text.strip()) or _figure_beside_text(token.text) for token in filled):
        return True
    first = tokens[: min(row.padding, len(tokens) - count) + 1]
    if len(filled) != 1 or not any(filled[0] is token for token in first):
        return False
    digits = filled[0].text.strip()
    return digits.isdigit() and len(digits) >= max(count, MIN_DIGITS)


def _figure_beside_text(text: str) -> bool:
    """Whether a figure stands apart from a mark or a text in the same cell: both may be figures of the row."""
    parts = [part for part in text.split() if not _BESIDE_FIGURES.fullmatch(part)]
    return len(parts) > 1 and any(is_value_like(part) for part in parts) and fold(parts[-1]) not in UNITS


def told_apart(row: RowFound, columns: Sequence[Column] | None, tokens: Sequence[Token]) -> Result:
    """The figures of a crowded row: readable only if all of them stand in one cell, with blanks between; a line break
    may also run through a figure."""
    filled = [token for token in tokens if token.filled]
    if columns and len(filled) == 1:
        parts = _BLANKS.split(filled[0].text.strip())
        if len(parts) == len(columns):
            return in_order(row, columns, [evolve(filled[0], text=part) for part in parts])
    return not_placed(row, "run-together")
