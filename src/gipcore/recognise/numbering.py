"""The numbers before labels and titles: ``一、`` ``（三）`` ``5、`` ``①``, whole, broken off or standing alone."""

from __future__ import annotations

import re
from functools import lru_cache

_NUMBERING = re.compile(r"^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:\)[、.,:]?|[、.,:])")
NUMBER_ONLY = re.compile(r"\(?(?:[一二三四五六七八九十]{1,2}|\d)(?:\)?[、.,]?|\))|\(")
"""A folded text that is the number of a label, or a piece of it, broken off."""
TOP_LEVEL = re.compile(r"^[一二三四五六七八九十]{1,2}[、.,]")
"""The number by which a folded line is a section's heading and no sub-heading."""
PRINTED_TOP_LEVEL = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[、.．,，]\s*")
"""The number of a section as printed, also in digits."""
PRINTED = re.compile(
    r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[）)]"
    r"|(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[、.．,，])\s*"
)
"""Any number as printed."""
BEFORE = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,2}[、.]|\d[.、,]|[\u2460-\u249b\u3220-\u3229])"
    r"[ \t]*[\"“”]?$"
)
"""A number at the end of what stands before a label in its line."""
OF_SECTION = re.compile(r"[一二三四五六七八九十\d][、.]")
"""A number by which a title inside a line may begin a section."""


@lru_cache(maxsize=8192)
def split_numbering(folded: str) -> tuple[str, str]:
    """A folded text as its leading number with its mark, and the rest.

    >>> split_numbering("(三)不予公开"), split_numbering("5、存在的问题"), split_numbering("二十条")
    (('(三)', '不予公开'), ('5、', '存在的问题'), ('', '二十条'))
    """
    match = _NUMBERING.match(folded)
    # "（一）" by itself is a number whose label was broken off.
    return (match.group(), folded[match.end() :]) if match else ("", folded)
