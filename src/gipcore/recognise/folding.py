"""Texts made comparable: what two printings of one label or title have in common.

Real files put blanks, line breaks and zero-width characters anywhere, fold brackets to half width or not, and number
labels in a dozen ways. ``fold`` takes out what never carries meaning, ``key`` also punctuation and numbering;
``fold_in_place`` keeps every character at its offset.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gipcore.recognise.numbering import split_numbering

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
_RAISED = dict.fromkeys(map(ord, "²³¹⁰⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉"))
"""Digits of the mark of a note: folded, they would look like a figure."""
_DROPPED = {**_CIRCLED, **_RAISED}
_YEAR = re.compile(r"\((?:19|20)\d\d年?度?\)")
_PUNCTUATION = re.compile(r"[^\w<>%]+|_")
# Numbers of list items in one character; folded they would look like figures.
_SINGLE_NUMBERS = frozenset((*range(0x2460, 0x249C), *range(0x3220, 0x322A)))
SHORT = 120
"""Characters of a text that is worth remembering: a label or a cell, and not a page."""


def strip_residue(text: str) -> str:
    """The text without what word processors leave behind when a file is dumped (bookmark fields, zero-width marks)."""
    if text.isascii() and "[" not in text:
        return text
    text = _RESIDUE.sub("", text) if "[" in text else text
    return "".join(c for c in text if unicodedata.category(c) != "Cf") if not _plain(text) else text


def _plain(text: str) -> bool:
    return not any(c in text for c in "\u200b\u200c\u200d\ufeff\u2060\u00ad\u200e\u200f\u202a\u202c")


def fold(text: str) -> str:
    """Compatibility characters folded, blanks and line breaks dropped, dashes and quotes of one kind.

    >>> fold("第二十条 第（一）\\n项")
    '第二十条第(一)项'
    """
    return _fold_short(text) if len(text) <= SHORT else _fold(text)


def _fold(text: str) -> str:
    folded = unicodedata.normalize("NFKC", strip_residue(text).translate(_DROPPED))
    return "".join(folded.translate(_SAME).split())


def key(text: str) -> str:
    """What identifies a label: folded, without numbering, inserted years and punctuation.

    >>> key("3.危及“三安全一稳定”") == key("危及三安全一稳定")
    True
    >>> key("本年(2023)制发件数")
    '本年制发件数'
    """
    return _key_short(text) if len(text) <= SHORT else _key(text)


def _key(text: str) -> str:
    folded = _YEAR.sub("", fold(text))
    return _PUNCTUATION.sub("", split_numbering(folded)[1] or folded)


_fold_short = lru_cache(maxsize=8192)(_fold)
_key_short = lru_cache(maxsize=8192)(_key)


class _InPlace(dict[int, str]):
    """A table for ``str.translate`` that is filled as characters are met."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = char if code in _SINGLE_NUMBERS or code in _RAISED else unicodedata.normalize("NFKC", char)
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_IN_PLACE = _InPlace()


def fold_in_place(text: str) -> str:
    """Compatibility characters folded one by one, as far as each becomes one character: offsets stay.

    >>> fold_in_place("（三）① ３")
    '(三)① 3'
    """
    return text.translate(_IN_PLACE)
