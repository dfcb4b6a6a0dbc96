"""What a cell shows besides text: fields of forms, whose content is text to a reader, and pictures, no blanks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gipcore_html.hiding import unseen
from gipcore_html.kinds import Attributes, style_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_FIELDS = frozenset(["", "text", "number", "tel", "search"])
_PICTURES = frozenset(["canvas", "embed", "img", "object", "select", "svg", "video"])
_SPACER = 3
"""Width or height of a picture that only makes room."""


def seen_in_cell(tag: str, attributes: Attributes, node: LexborNode) -> str | None:
    """The text that a field shows, nothing (``""``) for a picture, None for all other elements and what is hidden."""
    if tag not in _PICTURES and tag not in ("input", "textarea"):
        return None
    style = style_of(attributes)
    if "hidden" in attributes or style.get("display") == "none" or unseen(style):
        return None
    if tag == "input":
        field = (attributes.get("type") or "").strip().lower() in _FIELDS
        return ((attributes.get("value") or "").strip() or None) if field else None
    if tag == "textarea":
        return (node.text() or "").strip() or None
    return None if _spacer(attributes) else ""


def _spacer(attributes: Attributes) -> bool:
    sizes = [(attributes.get(name) or "").strip().removesuffix("px") for name in ("width", "height")]
    return any(size.isascii() and size.isdecimal() and len(size) < 4 and int(size) <= _SPACER for size in sizes)
