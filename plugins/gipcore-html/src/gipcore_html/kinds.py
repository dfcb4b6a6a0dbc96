"""What an element does to the text in it: the part of HTML's default style sheet that decides how a page reads."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import TypeAlias

from gipcore_html.hiding import USED, unseen


class Kind(Enum):
    """The part an element plays."""

    DROPPED = auto()
    """Not shown, with all that is in it."""
    INLINE = auto()
    """Its text joins the text around it."""
    BREAK = auto()
    BLOCK = auto()
    ASIDE = auto()
    """A block around the article: navigation, head and foot of the site."""
    LIST = auto()
    ITEM = auto()
    TABLE = auto()
    CAPTION = auto()
    HEAD = auto()
    BODY = auto()
    FOOT = auto()
    ROW = auto()
    CELL = auto()


Attributes: TypeAlias = Mapping[str, str | None]
Style: TypeAlias = Mapping[str, str]

_TAGS: dict[Kind, str] = {
    Kind.DROPPED: "audio button canvas datalist del embed iframe input math noembed noframes noscript option optgroup"
    " rp rt script select style svg template textarea video xml",
    Kind.BREAK: "br",
    Kind.BLOCK: "address article blockquote body center dd details dialog div dl dt fieldset figcaption figure form"
    " frameset h1 h2 h3 h4 h5 h6 head hgroup hr html legend listing main p plaintext pre search section summary xmp",
    Kind.ASIDE: "aside footer header nav",
    Kind.LIST: "dir menu ol ul",
    Kind.ITEM: "li",
    Kind.TABLE: "table",
    Kind.CAPTION: "caption",
    Kind.HEAD: "thead",
    Kind.BODY: "tbody",
    Kind.FOOT: "tfoot",
    Kind.ROW: "tr",
    Kind.CELL: "td th",
}
_BY_TAG = {tag: kind for kind, tags in _TAGS.items() for tag in tags.split()}
_BY_ROLE = {
    "table": Kind.TABLE,
    "grid": Kind.TABLE,
    "rowgroup": Kind.BODY,
    "row": Kind.ROW,
    **dict.fromkeys(("cell", "gridcell", "columnheader", "rowheader"), Kind.CELL),
}
_BY_DISPLAY = {
    "table": Kind.TABLE,
    "inline-table": Kind.TABLE,
    "table-caption": Kind.CAPTION,
    "table-header-group": Kind.HEAD,
    "table-row-group": Kind.BODY,
    "table-footer-group": Kind.FOOT,
    "table-row": Kind.ROW,
    "table-cell": Kind.CELL,
    **dict.fromkeys(("block", "flex", "grid", "flow-root", "list-item"), Kind.BLOCK),
    **dict.fromkeys(("inline", "inline-block", "inline-flex", "contents"), Kind.INLINE),
}
# A table stays one whatever a sheet for small screens makes of it, and a break breaks.
_FIXED = {"table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "br"}
_USED = (*USED, "white-space", "list-style")
_STYLE_LENGTH = 4000
"""Characters of an inline style that are looked at; longer ones hold pictures."""
_NO_STYLE: Style = {}


def style_of(attributes: Attributes) -> Style:
    """The inline style as lower-case properties, the last one winning; empty if nothing in it matters to a reader.

    >>> style_of({"style": "color: red; DISPLAY : None !important"})["display"]
    'none'
    """
    text = (attributes.get("style") or "")[:_STYLE_LENGTH].lower()
    for name in _USED:
        if name in text:
            break
    else:
        return _NO_STYLE
    pairs = (part.partition(":") for part in text.replace("!important", "").split(";"))
    return {name.strip(): value.strip() for name, _, value in pairs}


def kind_of(tag: str, attributes: Attributes, style: Style, in_article: bool) -> Kind:
    """The part that an element plays. *in_article*: it stands in ``<article>`` or ``<main>``."""
    kind = _BY_TAG.get(tag, Kind.INLINE)
    display = style.get("display", "")
    closed = tag == "dialog" and "open" not in attributes
    if kind is Kind.DROPPED or display == "none" or "hidden" in attributes or closed:
        return Kind.DROPPED
    if kind is Kind.INLINE and style and unseen(style):
        return Kind.DROPPED
    if tag in _FIXED:
        return Kind.DROPPED if tag == "tr" and style.get("visibility") == "collapse" else kind
    # The head and foot of an article belong to it: its title, its date.
    if kind is Kind.ASIDE and in_article and tag in ("header", "footer"):
        kind = Kind.BLOCK
    role = attributes.get("role")
    if role and (by_role := _BY_ROLE.get(role.strip().lower())):
        return by_role
    if not display:
        return kind
    by_display = _BY_DISPLAY.get(display, kind)
    # A flex or block display changes where a list or a navigation stands, not what it is.
    return kind if kind is Kind.ASIDE or (by_display is Kind.BLOCK and kind is not Kind.INLINE) else by_display
