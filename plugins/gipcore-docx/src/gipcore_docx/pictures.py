"""Pictures in cells: a cell that shows one is not blank, and a figure beside one may be part of what is shown."""

from __future__ import annotations

import re

from gipcore_docx.markup import TEXT_BOX, Element, P, w

_INLINE = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline"
_OBJECT = w("object")
PICTURES = frozenset({_INLINE, _OBJECT})
"""Elements that stand in the line like a character; what floats over the page belongs to no cell."""
PICTURE = "〔图〕"
"""Stands for a picture: nobody knows what it shows."""
_FIGURE = re.compile(r"\s*[+-]?[\d,，.．]*\s*")


def with_pictures(text: str, cell: Element, peculiar: set[Element]) -> str:
    """The text of a cell; a mark of pictures after it if it is empty or a figure. *peculiar* are the paragraphs that
    may hold any."""
    if not peculiar or not _FIGURE.fullmatch(text):
        return text
    shown = any(_shows(node) for line in cell.iter(P) if line in peculiar for node in line.iter())
    return f"{text}{PICTURE}" if shown else text


def _shows(node: Element) -> bool:
    return node.tag in PICTURES and next(node.iter(TEXT_BOX), None) is None
