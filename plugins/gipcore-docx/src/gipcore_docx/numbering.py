"""Automatic numbers: what Word prints before a numbered paragraph, counted over the whole document."""

from __future__ import annotations

import re

from attrs import frozen

from gipcore_docx.markup import VAL, Element, child, integer, is_on, w
from gipcore_docx.numerals import numeral
from gipcore_docx.styles import ParagraphStyle, Styles

LEVELS = 9
_MAX_PATTERN = 40
"""Characters of a level's text; Word's own dialog allows 31."""
_MAX_LINKS = 10
_PLACEHOLDER = re.compile("%([1-9])")
_WIDE_END = re.compile("[^\x00-\xff]$")


@frozen
class _Level:
    start: int = 1
    kind: str = "decimal"
    pattern: str = ""
    suffix: str = "tab"
    legal: bool = False
    restart: int | None = None
    style: str = ""


@frozen
class _List:
    """One ``w:num``: the definition it counts with, and where it deviates from it."""

    definition: str
    levels: dict[int, _Level]
    starts: dict[int, int]


class Numbering:
    """The lists of one document, from the root of its ``numbering.xml``; ``label`` is called in document order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._definitions: dict[str, Element] = {}
        self._links: dict[str, str] = {}
        self._numbers: dict[int, Element] = {}
        self._references: dict[int, str] = {}
        self._lists: dict[int, _List | None] = {}
        self._levels: dict[str, dict[int, _Level]] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._started: set[tuple[int, int]] = set()
        for element in () if root is None else root.findall(w("abstractNum")):
            name = element.get(w("abstractNumId"), "")
            self._definitions[name] = element
            self._links[name] = _value(child(element, w("numStyleLink")))
        for element in () if root is None else root.findall(w("num")):
            list_id = _id(element.get(w("numId")))
            self._numbers[list_id] = element
            self._references[list_id] = _value(child(element, w("abstractNumId")))

    def label(self, properties: Element | None, style: ParagraphStyle) -> str:
        """What is printed before a paragraph; *properties* is its own ``w:numPr``, if it has one."""
        own = None if properties is None else integer(child(properties, w("numId")))
        list_id = (style.list_id or 0) if own is None else own
        found = self._list(list_id) if list_id else None
        if found is None:
            return ""
        level = None if properties is None else integer(child(properties, w("ilvl")))
        if level is None:
            level = self._tied_level(found, style)
        level = min(max(level or 0, 0), LEVELS - 1)
        self._count(list_id, found, level)
        return self._print(found, level)

    def _tied_level(self, found: _List, style: ParagraphStyle) -> int | None:
        """A list ties its levels to styles; what the style itself says of the level counts only where it does not."""
        levels = {**self._levels[found.definition], **found.levels}
        return next((level for level, data in levels.items() if data.style and data.style == style.owner), style.level)

    def _list(self, list_id: int) -> _List | None:
        if list_id not in self._lists:
            self._lists[list_id] = self._build(list_id)
        return self._lists[list_id]

    def _build(self, list_id: int) -> _List | None:
        definition = self._definition(list_id)
        if definition is None:
            return None
        if definition not in self._levels:
            self._levels[definition] = _levels(self._definitions[definition])
        levels: dict[int, _Level] = {}
        starts: dict[int, int] = {}
        for override in self._numbers[list_id].findall(w("lvlOverride")):
            levels.update(_levels(override))
            start = integer(child(override, w("startOverride")))
            if start is not None:
                starts[_id(override.get(w("ilvl")))] = start
        return _List(definition, levels, starts)

    def _definition(self, list_id: int) -> str | None:
        """The id of the definition that a list counts with, over links through list styles."""
        for _ in range(_MAX_LINKS):
            name = self._references.get(list_id)
            if name is None or name not in self._definitions:
                return None
            link = self._links[name]
            target = self._styles.list_of(link) if link else 0
            if target not in self._references:
                return name
            list_id = target
        return None

    def _data(self, found: _List, level: int) -> _Level:
        return found.levels.get(level) or self._levels[found.definition].get(level) or _Level()

    def _count(self, list_id: int, found: _List, level: int) -> None:
        counters = self._counters.setdefault(found.definition, [None] * LEVELS)
        if level in found.starts and (list_id, level) not in self._started:
            # A list with a start of its own begins there once, at its first paragraph.
            self._started.add((list_id, level))
            counters[level] = found.starts[level] - 1
        current = counters[level]
        counters[level] = self._data(found, level).start if current is None else current + 1
        for deeper in range(level + 1, LEVELS):
            restart = self._data(found, deeper).restart
            # restart: after which level (counted from 1) the deeper one begins anew; 0 means never.
            if restart is None or level < restart:
                counters[deeper] = None

    def _print(self, found: _List, level: int) -> str:
        data = self._data(found, level)
        counters = self._counters[found.definition]

        def number(match: re.Match[str]) -> str:
            index = int(match[1]) - 1
            if index > level:
                return ""
            shown = self._data(found, index)
            value = counters[index]
            return numeral(shown.start if value is None else value, "decimal" if data.legal else shown.kind)

        if data.kind == "bullet":
            return ""
        text = _PLACEHOLDER.sub(number, data.pattern)
        if not text or data.suffix == "nothing":
            return text
        # A tab after a Chinese mark (一、) only sets the indent and is not seen as a gap.
        return text if data.suffix == "tab" and _WIDE_END.search(text) else f"{text} "


def _levels(element: Element) -> dict[int, _Level]:
    """The levels that a definition or an override of it describes."""
    described = ((_id(level.get(w("ilvl"))), level) for level in element.findall(w("lvl")))
    return {index: _level(level) for index, level in described if 0 <= index < LEVELS}


def _level(element: Element) -> _Level:
    # Formats newer than the standard come with an older one to fall back on, which stands last.
    kinds = [kind.get(VAL, "decimal") for kind in element.iter(w("numFmt"))]
    return _Level(
        start=integer(child(element, w("start")), 1),
        kind=kinds[-1] if kinds else "decimal",
        pattern=_value(child(element, w("lvlText")))[:_MAX_PATTERN],
        suffix=_value(child(element, w("suff"))) or "tab",
        legal=is_on(child(element, w("isLgl"))),
        restart=integer(child(element, w("lvlRestart"))),
        style=_value(child(element, w("pStyle"))),
    )


def _value(element: Element | None) -> str:
    return "" if element is None else element.get(VAL, "")


def _id(text: str | None) -> int:
    return int(text) if text is not None and len(text) < 11 and text.isdecimal() else -1
