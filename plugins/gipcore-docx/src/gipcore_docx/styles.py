"""What a document's styles say of text and numbers: hidden or not, numbered by which list."""

from __future__ import annotations

from attrs import frozen

from gipcore_docx.markup import PPR, RPR, VAL, Element, child, integer, is_on, w


@frozen
class ParagraphStyle:
    """What a style says itself or takes over from the one it is built upon; None is nothing.

    ``list_id`` is the number of a list (0: none), ``level`` a level in it; ``owner`` is the style that the list came
    from: a list may tie its levels to styles.
    """

    list_id: int | None = None
    level: int | None = None
    owner: str = ""
    hidden: bool | None = None

    def matters(self) -> bool:
        """Whether it hides text or numbers paragraphs."""
        return bool(self.list_id or self.hidden)


_NOTHING = ParagraphStyle()


class Styles:
    """The styles of one document, from the root of its ``styles.xml`` (None: the document has none)."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._default = ""
        self._resolved: dict[str, ParagraphStyle] = {}
        for style in () if root is None else root.findall(w("style")):
            name = style.get(w("styleId"), "")
            self._elements[name] = style
            if style.get(w("type")) == "paragraph" and style.get(w("default")) in ("1", "true", "on"):
                self._default = name

    def any_matters(self) -> bool:
        """Whether any style at all hides text or numbers paragraphs."""
        return any(self.paragraph(name).matters() for name in self._elements)

    def paragraph(self, name: str | None) -> ParagraphStyle:
        """What the paragraph style *name* says; None is the style of a paragraph that names none."""
        key = self._default if name is None else name
        if key not in self._resolved:
            self._resolve(key)
        return self._resolved[key]

    def hides(self, name: str | None) -> bool:
        """Whether the style *name* of a run hides its text."""
        return name is not None and bool(self.paragraph(name).hidden)

    def list_of(self, name: str) -> int:
        """The list that the list style *name* stands for, 0 if none."""
        return self.paragraph(name).list_id or 0

    def _resolve(self, name: str) -> None:
        """Resolve *name* and all styles below it; each style is looked at once, however they are built."""
        open_: dict[str, Element] = {}
        while name not in self._resolved and name not in open_ and name in self._elements:
            open_[name] = self._elements[name]
            base = child(open_[name], w("basedOn"))
            name = "" if base is None else base.get(VAL, "")
        below = self._resolved.setdefault(name, _NOTHING) if name not in open_ else _NOTHING
        for key, element in reversed(open_.items()):
            below = self._resolved[key] = _own(key, element, below)


def _own(name: str, style: Element, below: ParagraphStyle) -> ParagraphStyle:
    text, properties = child(style, RPR), child(style, PPR)
    vanish = None if text is None else child(text, w("vanish"))
    numbering = None if properties is None else child(properties, w("numPr"))
    list_id = None if numbering is None else integer(child(numbering, w("numId")))
    level = None if numbering is None else integer(child(numbering, w("ilvl")))
    return ParagraphStyle(
        list_id=below.list_id if list_id is None else list_id,
        level=below.level if level is None else level,
        owner=below.owner if list_id is None else name,
        hidden=below.hidden if vanish is None else is_on(vanish),
    )
