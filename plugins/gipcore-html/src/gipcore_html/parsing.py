"""Source → tree: the parser's nodes walked once, without recursion."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import define

from gipcore.errors import ReadError
from gipcore.limits import MAX_DEPTH, MAX_TEXT, check_size
from gipcore_html import markup
from gipcore_html.controls import seen_in_cell
from gipcore_html.hiding import Sheets, sheets_of
from gipcore_html.kinds import Attributes, Kind, kind_of, style_of
from gipcore_html.numbering import markers
from gipcore_html.tree import BREAK, FIGURE, Element, Page, Verbatim

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

_VERBATIM = ("listing", "plaintext", "pre", "xmp")


@define(eq=False)
class _Context:
    """What a node inherits from the elements around it."""

    owner: Element
    shown: bool = True
    verbatim: bool = False
    in_article: bool = False
    in_cell: bool = False
    """Within a cell of *table*."""
    table: Element | None = None
    items: list[Element] | None = None
    """The items so far of the innermost list."""


def parse(source: str) -> Page:
    """The tree of a page. Raises ReadError if it is too large or too deep."""
    parser, lost = _parse(source)
    if lost and (repaired := markup.with_tables(source)) is not source:
        parser, _ = _parse(repaired)
    return _build(parser.root, sheets_of(source))


def _parse(source: str) -> tuple[LexborHTMLParser, bool]:
    """The parsed page, and whether rows or cells of the source were lost."""
    from selectolax.lexbor import LexborDocumentOptions, LexborHTMLParser

    opened = markup.check(source)
    # With scripting on, what <noscript> holds is no markup; without events, chosen options are not copied about.
    parser = LexborHTMLParser(
        markup.without_formatting(source), options=LexborDocumentOptions.WO_EVENTS, scripting=True
    )
    return parser, len(parser.css("tr, td, th")) < opened


def _build(root: LexborNode | None, sheets: Sheets) -> Page:
    body = Element(Kind.BLOCK)
    title = ""
    metas: dict[str, str] = {}
    lists: list[tuple[Element, list[Element]]] = []
    characters = 0
    stack = [(root, 1, _Context(body))]
    while stack:
        node, depth, context = stack.pop()
        if node is None:
            continue
        if depth > MAX_DEPTH:
            raise ReadError(f"网页的元素嵌套超过 {MAX_DEPTH} 层。请用浏览器打开，只复制报告正文另存后再试。")
        stack.append((node.next, depth, context))
        tag = node.tag or "-"
        if tag == "-text":
            if context.shown:
                text = node.text_content or ""
                characters += len(text)
                _add_text(text, context)
        elif not tag.startswith("-"):
            attributes = node.attributes
            if tag == "title" and not title:
                title = node.text()
            elif tag == "meta":
                metas.setdefault((attributes.get("name") or "").strip().lower(), attributes.get("content") or "")
            elif tag == "title" or sheets.hide(tag, attributes):
                continue
            elif context.in_cell and context.shown and (seen := seen_in_cell(tag, attributes, node)) is not None:
                characters += len(seen)
                _add_seen(seen, context)
            elif inner := _enter(tag, attributes, context, lists):
                stack.append((node.first_child, depth + 1, inner))
    check_size(characters + len(title) + sum(map(len, metas.values())), "字符", MAX_TEXT)
    for element, items in lists:
        found = markers(element.tag, element.attributes, [item.attributes for item in items])
        for item, marker in zip(items, found, strict=True):
            item.marker = marker
    return Page(body, title, metas)


def _add_text(text: str, context: _Context) -> None:
    owner = context.owner
    if not context.verbatim:
        owner.children.append(text)
    else:
        for number, line in enumerate(text.split("\n")):
            owner.children.extend([BREAK, Verbatim(line)] if number else [Verbatim(line)])
    if context.in_cell and FIGURE.fullmatch(text):
        element: Element | None = owner
        while element and not element.holds_figures:
            element.holds_figures = True
            element = element.parent


def _add_seen(text: str, context: _Context) -> None:
    """What a control shows is text of the cell; of a picture nobody knows what it shows."""
    if text:
        _add_text(text, context)
        return
    element: Element | None = context.owner
    while element and element.kind is not Kind.CELL:
        element = element.parent
    if element:
        element.holds_picture = True


def _enter(
    tag: str, attributes: Attributes, context: _Context, lists: list[tuple[Element, list[Element]]]
) -> _Context | None:
    """Put an element into the tree; the context of what is in it, or None if nothing in it is shown."""
    style = style_of(attributes)
    kind = kind_of(tag, attributes, style, context.in_article)
    if kind is Kind.DROPPED:
        return None
    if kind is Kind.BREAK:
        context.owner.children.append(BREAK)
        return None
    shown, verbatim = context.shown, context.verbatim or tag in _VERBATIM
    if style:
        shown = style["visibility"] == "visible" if "visibility" in style else shown
        verbatim = style["white-space"].startswith(("pre", "break-spaces")) if "white-space" in style else verbatim
    if kind is Kind.INLINE:
        if shown is context.shown and verbatim is context.verbatim:
            return context
        return _Context(
            context.owner, shown, verbatim, context.in_article, context.in_cell, context.table, context.items
        )
    element = Element(kind, tag, attributes, context.owner)
    context.owner.children.append(element)
    in_article = context.in_article or tag in ("article", "main")
    in_cell, table, items = context.in_cell, context.table, context.items
    if kind is Kind.TABLE:
        table, in_cell = element, False
    elif kind is Kind.CELL and table and not in_cell:
        in_cell = True
        _count_cell(table)
    elif kind is Kind.LIST:
        items = []
        lists.append((element, items))
    elif kind is Kind.ITEM and items is not None:
        items.append(element)
    return _Context(element, shown, verbatim, in_article, in_cell, table, items)


def _count_cell(table: Element) -> None:
    table.cells += 1
    if table.cells == 2:
        outer = table.parent
        while outer and not outer.holds_grid:
            outer.holds_grid = True
            outer = outer.parent
