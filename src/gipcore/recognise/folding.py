"""Texts made comparable: what two printings of one label or title have in common.

Real files put blanks, line breaks and zero-width characters anywhere, fold brackets to half width or not, and number
labels in a dozen ways. ``fold`` takes out what never carries meaning, ``key`` also punctuation and numbering.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_RESIDUE = re.compile(r"\[(?:bookmark|书签)[^\]\n]*\]", re.IGNORECASE)
_SAME = str.maketrans(
    {
        **dict.fromkeys("‐‑‒–—―−─﹣－", "-"),
        **dict.fromkeys("“”„‟＂〝〞", '"'),
        **dict.fromkeys("‘’", "'"),
        # Brackets that are set for the round ones; 〔〕 stay, they belong to document numbers.
        **{"【": "(", "】": ")", "﹝": "(", "﹞": ")", "〈": "<", "〉": ">"},
    }
)
# Compatibility folding would leave a bare digit of ①, which could be a figure.
_CIRCLED = {0x2460 + n: f"({n + 1})" for n in range(20)}
_YEAR = re.compile(r"\((?:19|20)\d\d年?度?\)")
_NUMBERING = re.compile(r"^\(?(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:\)[、.,,:]?|[、.,,:])")
_PUNCTUATION = re.compile(r"[^\w<>%]+|_")


def strip_residue(text: str) -> str:
    """The text without what word processors leave behind when a file is dumped (bookmark fields, zero-width marks)."""
    if text.isascii() and "[" not in text:
        return text
    text = _RESIDUE.sub("", text) if "[" in text else text
    return "".join(c for c in text if unicodedata.category(c) != "Cf") if not _plain(text) else text


def _plain(text: str) -> bool:
    return not any(c in text for c in "\u200b\u200c\u200d\ufeff\u2060\u00ad\u200e\u200f\u202a\u202c")


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """Compatibility characters folded, blanks and line breaks dropped, dashes and quotes of one kind.

    >>> fold("第二十条 第（一）\\n项")
    '第二十条第(一)项'
    """
    folded = unicodedata.normalize("NFKC", strip_residue(text).translate(_CIRCLED))
    return "".join(folded.translate(_SAME).split())


@lru_cache(maxsize=8192)
def split_numbering(folded: str) -> tuple[str, str]:
    """A folded text as its leading number with its mark, and the rest.

    >>> split_numbering("(三)不予公开"), split_numbering("5、存在的问题"), split_numbering("二十条")
    (('(三)', '不予公开'), ('5、', '存在的问题'), ('', '二十条'))
    """
    match = _NUMBERING.match(folded)
    # "（一）" by itself is a number whose label was broken off.
    return (match.group(), folded[match.end() :]) if match else ("", folded)


@lru_cache(maxsize=8192)
def key(text: str) -> str:
    """What identifies a label: folded, without numbering, inserted years and punctuation.

    >>> key("3.危及“三安全一稳定”") == key("危及三安全一稳定")
    True
    >>> key("本年(2023)制发件数")
    '本年制发件数'
    """
    folded = _YEAR.sub("", fold(text))
    return _PUNCTUATION.sub("", split_numbering(folded)[1] or folded)
