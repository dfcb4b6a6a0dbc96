"""What there is to know of a grid's row before it is read."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define

from gipcore.recognise.tokens import Token


@define
class GridLine:
    """How many tokens a row of a grid has, how many of them are figures, and where its labels begin."""

    tokens: int = 0
    figures: int = 0
    texts: int = 0
    first_label: int | None = None
    """Position of its first label: figures before it number the rows, they are none of the form."""


def lines_of_grids(tokens: Sequence[Token]) -> dict[int, GridLine]:
    """The rows of all grids by their line."""
    lines: dict[int, GridLine] = {}
    for position, token in enumerate(tokens):
        if token.grid:
            line = lines.setdefault(token.line, GridLine())
            line.tokens += 1
            line.figures += token.kind == "value" and token.filled
            line.texts += token.kind == "text"
            if line.first_label is None and token.kind in ("label", "fragment"):
                line.first_label = position
    return lines
