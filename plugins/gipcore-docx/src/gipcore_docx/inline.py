"""The text of one paragraph as a reader of the printed page sees it: tracked changes accepted, text hidden or struck
out left out."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum, auto

from attrs import define, field

from gipcore.limits import MAX_DEPTH
from gipcore_docx.markup import (
    ALTERNATE,
    CHECKBOX,
    DEL,
    MOVE_FROM,
    PPR,
    RPR,
    SDT,
    SDTPR,
    TEXT_BOX,
    VAL,
    XML_SPACE,
    Element,
    P,
    T,
    child,
    chosen,
    is_on,
    m,
    too_deep,
    w,
)
from gipcore_docx.pictures import PICTURES
from gipcore_docx.styles import Styles


class _Act(IntEnum):
    TEXT = auto()
    SKIP = auto()
    RUN_PROPERTIES = auto()
    SIGN = auto()
    SYMBOL = auto()
    FIELD = auto()
    ALTERNATE = auto()
    CONTROL = auto()
    BOX = auto()


_SIGNS = {
    w("tab"): "\t",
    w("ptab"): "\t",
    w("br"): "\n",
    w("cr"): "\n",
    w("noBreakHyphen"): "-",
    # Without a sign between its parts, one half would read as twelve and ten squared as a hundred and two.
    m("den"): "/",
    m("sup"): "^",
}
_SKIPPED = (
    PPR,
    SDTPR,
    DEL,
    MOVE_FROM,
    w("instrText"),
    w("delText"),
    w("delInstrText"),
    w("softHyphen"),
    w("rt"),
    w("rubyPr"),
    w("sdtEndPr"),
    w("customXmlPr"),
    w("smartTagPr"),
    w("bookmarkStart"),
    w("bookmarkEnd"),
    w("proofErr"),
    w("lastRenderedPageBreak"),
)
_ACTS = {
    T: _Act.TEXT,
    m("t"): _Act.TEXT,
    RPR: _Act.RUN_PROPERTIES,
    w("sym"): _Act.SYMBOL,
    w("fldChar"): _Act.FIELD,
    ALTERNATE: _Act.ALTERNATE,
    SDT: _Act.CONTROL,
    TEXT_BOX: _Act.BOX,
    **dict.fromkeys(_SIGNS, _Act.SIGN),
    **dict.fromkeys(_SKIPPED, _Act.SKIP),
}
_PLAIN = frozenset({T, PPR, RPR, w("bookmarkStart"), w("bookmarkEnd"), w("proofErr"), w("lastRenderedPageBreak")})
_SOFT_HYPHEN = "\u00ad"
_SYMBOL_AREA = range(0xF000, 0xF100)
_PICTURE_FONTS = ("wingdings", "webdings", "symbol")
_VANISH = w("vanish")
_STRUCK = (w("strike"), w("dstrike"))
_RUN_STYLE = w("rStyle")
_FIELD_TYPE = w("fldCharType")


_STYLE_NAMES = (_RUN_STYLE, w("pStyle"))
_PECULIAR = frozenset({*(tag for tag in _ACTS if tag not in _PLAIN), _VANISH, *_STRUCK, *PICTURES, w("numPr")})
"""Elements that make a paragraph more than a row of texts."""


def peculiar(root: Element, styles: Styles) -> set[Element]:
    """The paragraphs under *root* that have to be looked at closely. In most files they are few, and it is much
    cheaper to find them at once than to look at each."""
    if styles.paragraph(None).matters():
        return set(root.iter(P))
    found: set[Element] = set()
    paragraph = root
    names = _STYLE_NAMES if styles.any_matters() else ()
    for node in root.iter():
        tag = node.tag
        if tag == P:
            paragraph = node
        elif tag in _PECULIAR or (tag in names and styles.paragraph(node.get(VAL, "")).matters()):
            found.add(paragraph)
    return found


def simple_text(paragraph: Element) -> str:
    """The text of a paragraph that is not peculiar."""
    return _without_soft_hyphens("".join([_plain(node) for node in paragraph.iter(T)]))


@define
class Line:
    """What one paragraph holds: its text, and the text boxes anchored in it."""

    styles: Styles
    parts: list[str] = field(factory=list)
    boxes: list[Element] = field(factory=list)
    _fields: list[bool] = field(factory=list)
    """For each open field whether its code, which is not printed, is still going on."""
    _codes: int = 0
    """How many of them are."""

    def text(self) -> str:
        return _without_soft_hyphens("".join(self.parts))

    def collect(self, element: Iterable[Element], depth: int) -> None:
        """Take in what stands in *element*. Elements that are not known are looked through, so no text is lost."""
        if depth > MAX_DEPTH:
            raise too_deep()
        acts = _ACTS
        for node in element:
            tag = node.tag
            act = acts.get(tag)
            if act is None:
                self.collect(node, depth + 1)
            elif act is _Act.TEXT:
                self._add(_plain(node))
            elif act is _Act.SKIP:
                continue
            elif act is _Act.RUN_PROPERTIES:
                if len(node) and self._hidden(node):
                    return
            else:
                self._special(node, act, tag, depth)

    def _special(self, node: Element, act: _Act, tag: str, depth: int) -> None:
        if act is _Act.SIGN:
            self._add(_SIGNS[tag])
            self.collect(node, depth + 1)
        elif act is _Act.SYMBOL:
            self._add(_symbol(node))
        elif act is _Act.FIELD:
            self._field(node.get(_FIELD_TYPE))
        elif act is _Act.ALTERNATE:
            self.collect(chosen(node), depth + 1)
        elif act is _Act.CONTROL:
            if not is_checkbox(node):
                self.collect(node, depth + 1)
        else:
            self.boxes.append(node)

    def _add(self, text: str) -> None:
        if text and not self._codes:
            self.parts.append(text)

    def _field(self, kind: str | None) -> None:
        if kind == "begin":
            self._fields.append(True)
            self._codes += 1
        elif self._fields and kind in ("separate", "end"):
            self._codes -= self._fields.pop()
            if kind == "separate":
                self._fields.append(False)

    def _hidden(self, properties: Element) -> bool:
        # What is struck out by hand is as good as deleted; the figure that counts stands beside it.
        if any(is_on(child(properties, tag)) for tag in _STRUCK):
            return True
        vanish = child(properties, _VANISH)
        if vanish is not None:
            return is_on(vanish)
        style = child(properties, _RUN_STYLE)
        return style is not None and self.styles.hides(style.get(VAL))


def is_checkbox(control: Element) -> bool:
    """Whether a content control is a box to tick."""
    properties = child(control, SDTPR)
    return properties is not None and child(properties, CHECKBOX) is not None


def _without_soft_hyphens(text: str) -> str:
    return text.replace(_SOFT_HYPHEN, "") if _SOFT_HYPHEN in text else text


def _plain(node: Element) -> str:
    text: str = node.text or ""
    # Word, too, drops blanks at the ends unless they are marked as meant.
    if text and (text[0] <= " " or text[-1] <= " ") and node.get(XML_SPACE) != "preserve":
        text = text.strip(" \t\r\n")
    return text.replace("\n", " ") if "\n" in text else text


def _symbol(node: Element) -> str:
    try:
        code = int(node.get(w("char"), "")[:6], 16)
    except ValueError:
        return ""
    font = node.get(w("font"), "").lower()
    if code in _SYMBOL_AREA and not font.startswith(_PICTURE_FONTS):
        code -= _SYMBOL_AREA.start
    return chr(code) if 0x20 <= code <= 0xFFFD and not 0xD800 <= code < 0xE000 else ""
