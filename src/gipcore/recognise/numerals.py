"""Numbers written in Chinese characters."""

from __future__ import annotations

import re

_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0, "两": 2}


def chinese_numeral(text: str) -> int | None:
    """A Chinese numeral up to 99, as far as it is written without doubt.

    >>> chinese_numeral("十二"), chinese_numeral("二十"), chinese_numeral("〇"), chinese_numeral("一二")
    (12, 20, 0, None)
    """
    if len(text) == 1 and text in _DIGITS:
        return _DIGITS[text]
    match = re.fullmatch(r"([二三四五六七八九]?)十([一二三四五六七八九]?)", text)
    if not match:
        return None
    return (_DIGITS[match[1]] if match[1] else 1) * 10 + (_DIGITS[match[2]] if match[2] else 0)
