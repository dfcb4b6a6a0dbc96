"""The numbers of ordered lists: a person reads them as text, so they are put into it."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gipcore_html.kinds import Attributes, style_of

_TYPES = {
    "1": "decimal",
    "a": "lower-alpha",
    "A": "upper-alpha",
    "i": "lower-roman",
    "I": "upper-roman",
}
_CHINESE = ("cjk-ideographic", "simp-chinese-informal", "trad-chinese-informal")
_SUFFIX_DUNHAO = (*_CHINESE, "cjk-decimal")
_BULLETS = ("none", "disc", "circle", "square", "disclosure-open", "disclosure-closed")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_INTEGER = re.compile(r"[\t\n\f\r ]*([+-]?[0-9]{1,9})")


def markers(tag: str, attributes: Attributes, items: Iterable[Attributes]) -> list[str]:
    """The marker of each item of a list, as a browser shows it without the gap behind it; empty for bullets.

    >>> markers("ol", {"start": "3", "style": "list-style-type: cjk-ideographic"}, [{}, {"value": "10"}, {}])
    ['三、', '十、', '十一、']
    """
    entries = list(items)
    step = -1 if "reversed" in attributes else 1
    number = _integer(attributes.get("start"), len(entries) if step < 0 else 1)
    own = _list_style(attributes, "decimal" if tag == "ol" else "disc")
    found: list[str] = []
    for item in entries:
        number = _integer(item.get("value"), number)
        found.append(_marker(_list_style(item, own), number))
        number += step
    return found


def _integer(text: str | None, default: int) -> int:
    match = _INTEGER.match(text or "")
    return int(match[1]) if match else default


def _list_style(attributes: Attributes, default: str) -> str:
    """The style's ``list-style-type`` (also within ``list-style``), else the ``type`` attribute, else *default*."""
    style = style_of(attributes)
    named = style.get("list-style-type") or style.get("list-style", "")
    names = [word for word in named.split() if word not in ("inside", "outside") and not word.startswith("url(")]
    if names:
        return names[0]
    kind = attributes.get("type") or ""
    return _TYPES.get(kind) or (kind.lower() if kind.lower() in _BULLETS else default)


def _marker(style: str, number: int) -> str:
    if style in _BULLETS:
        return ""
    return _text(style, number) + ("、" if style in _SUFFIX_DUNHAO else ".")


def _text(style: str, number: int) -> str:
    """*number* in a counter style; outside the style's range, in the style that CSS falls back on."""
    if style in _CHINESE and abs(number) < 10_000:
        minus = "負" if style.startswith("trad") or style == "cjk-ideographic" else "负"
        return minus * (number < 0) + _chinese(abs(number))
    if style in _SUFFIX_DUNHAO and number >= 0:
        return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))
    if style in ("lower-alpha", "lower-latin", "upper-alpha", "upper-latin") and number > 0:
        return _cased(style, _alphabetic(number))
    if style in ("lower-roman", "upper-roman") and 0 < number < 4000:
        return _cased(style, _roman(number))
    if style == "decimal-leading-zero":
        return f"{number:02d}" if number >= 0 else f"{number:03d}"
    return str(number)


def _cased(style: str, text: str) -> str:
    return text.upper() if style.startswith("upper") else text


def _alphabetic(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(ord("a") + rest) + text
    return text


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text


def _chinese(number: int) -> str:
    """The informal Chinese numeral of 0 to 9999: 十一, not 一十一; one 零 for any gap."""
    if number == 0:
        return "零"
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            text += ("" if unit == 10 and digit == 1 and not text else "零一二三四五六七八九"[digit]) + name
        elif text and number and not text.endswith("零"):
            text += "零"
    return text
