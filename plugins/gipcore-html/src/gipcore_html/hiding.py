"""What a page does not show though it stands in it: hidden by inline style, struck out, or by the page's own sheets."""

from __future__ import annotations

import re
from collections.abc import Mapping

from attrs import frozen

_SHEET = re.compile(r"<style\b[^<>]*>(.*?)(?:</style\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_SIMPLE = re.compile(r"([a-z][a-z0-9]*)?([.#][\w-]+)", re.ASCII)
_NAMED = re.compile(r"[.#][\w-]+", re.ASCII)
_NOTHING = re.compile(r"0(?:\.0+)?(?:px|pt|em|rem|ex|%)?", re.ASCII)
_FAR = re.compile(r"-\d{3,}(?:\.\d+)?(?:px|pt|em|rem|%)?", re.ASCII)
USED = ("display", "visibility", "font-size", "opacity", "left", "top", "text-indent", "text-decoration")
"""The properties that decide what is seen."""
MAX_RULES = 20_000
"""Rules of all sheets that are looked at."""


def unseen(style: Mapping[str, str]) -> bool:
    """Whether a style shows nothing of a stretch of text, or strikes it out.

    What holds other elements may have its font or its opacity set anew in them, so this is for inline elements.

    >>> unseen({"font-size": "0px"}), unseen({"left": "-9999px", "position": "absolute"}), unseen({"left": "-1px"})
    (True, True, False)
    """
    if "line-through" in style.get("text-decoration", ""):
        return True
    if _NOTHING.fullmatch(style.get("font-size", "")) or _NOTHING.fullmatch(style.get("opacity", "")):
        return True
    placed = style.get("position") in ("absolute", "fixed")
    away = ("left", "top") if placed else ()
    return any(_FAR.fullmatch(style.get(name, "")) for name in (*away, "text-indent"))


@frozen
class Sheets:
    """Classes and ids that the sheets of a page hide wherever they are named alone (``.hide``, ``td#x``), and nowhere
    show again; keys are the tag, or nothing, before the name."""

    hidden: frozenset[tuple[str, str]] = frozenset()

    def hide(self, tag: str, attributes: Mapping[str, str | None]) -> bool:
        """Whether an element is hidden."""
        if not self.hidden:
            return False
        names = [f".{name}" for name in (attributes.get("class") or "").split()]
        names += [f"#{id_}"] if (id_ := attributes.get("id")) else []
        return any((own, name) in self.hidden for name in names for own in ("", tag))


def sheets_of(source: str) -> Sheets:
    """What the ``<style>`` elements of a page hide. Rules within ``@media`` and the like are left out, as is what a
    rule anywhere shows: scripts open such parts.

    >>> sheets_of("<style>.a, b .c { display: none } .d { display: none } .on .d { display: block }</style>").hidden
    frozenset({('', '.a')})
    """
    hidden: set[tuple[str, str]] = set()
    shown: set[str] = set()
    count = depth = 0
    selector = ""
    for sheet in _SHEET.findall(source):
        before = ""
        for part in _BRACE.split(_COMMENT.sub("", sheet)):
            if part == "{":
                depth += 1
                selector = before if depth == 1 else selector
            elif part == "}":
                count += 1
                if count > MAX_RULES:
                    return Sheets()
                if depth == 1 and not selector.lstrip().startswith("@"):
                    _note(selector, before, hidden, shown)
                depth = max(0, depth - 1)
            else:
                before = part
        depth = 0
    return Sheets(frozenset(pair for pair in hidden if pair[1] not in shown))


def _note(selector: str, declarations: str, hidden: set[tuple[str, str]], shown: set[str]) -> None:
    pairs = (part.partition(":") for part in declarations.lower().replace("!important", "").split(";"))
    style = {name.strip(): value.strip() for name, _, value in pairs}
    if "display" not in style:
        return
    for each in selector.split(","):
        if style["display"] != "none":
            shown.update(_NAMED.findall(each))
        elif found := _SIMPLE.fullmatch(each.strip()):
            hidden.add((found[1] or "", found[2]))
