"""Stretches of a line in which no label is certain: figures, a piece of a label, a misprinted label, or text."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.recognise.folding import fold, fold_in_place, key
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.notation import is_value_like

Kind: TypeAlias = Literal["label", "unit", "value", "fragment", "text"]
MAX_LABEL = 60
"""Characters of a misprinted label, or of a piece of one; a longer text is a sentence."""

MAX_ROW = 300
"""Characters of a misprinted label with all its figures."""


@frozen
class Piece:
    """A part of a line."""

    kind: Kind
    text: str
    targets: tuple[Target, ...] = ()
    offset: int = 0
    """Where in the line it stands, as far as it matters: labels know, what lies between them does not."""


FIGURE = (
    r"(?:[+-]?\d[\d,.]*(?:万元|亿元|[件条宗起份篇次人项个元])?(?:\([^()\n]*[^\d()\n][^()\n]*\))?"
    r"|[增减]\d+|#[A-Z/0!?]+|[/—–-]{1,4}|无)"
)
"""The pattern of a figure in a folded line."""
_TAIL = re.compile(rf"(?<=[^\s\d.,+|-])[\s|]+{FIGURE}(?:[\s|]+{FIGURE})*[\s|]*$")


def values_in(text: str) -> list[str]:
    """What blanks and bars part."""
    return [part for part in re.split(r"[\s|]+", text) if part]


def pieces_without_label(text: str, index: LabelIndex) -> list[Piece]:
    """A stretch without a trusted label: figures, a piece of a label, a misprinted label, or text."""
    stripped = text.strip()
    if not stripped:
        return []
    parts = values_in(stripped)
    if all(is_value_like(part) for part in parts):
        return [Piece("value", part) for part in parts]
    if len(stripped) > MAX_ROW:
        return [Piece("text", stripped)]
    if fold(stripped) in index.units:
        return [Piece("unit", stripped)]
    tail = _TAIL.search(fold_in_place(stripped))
    head = stripped[: tail.start()] if tail else stripped
    values = [Piece("value", part) for part in values_in(stripped[tail.start() :])] if tail else []
    identity = key(head)
    if len(identity) <= MAX_LABEL:
        if index.is_fragment(identity):
            return [Piece("fragment", head), *values]
        if targets := index.find(head):
            return [Piece("label", head, tuple(targets)), *values]
    return [Piece("text", stripped)]
