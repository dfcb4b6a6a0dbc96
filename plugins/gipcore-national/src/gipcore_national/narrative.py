"""A report's narrative made ready for searching, once for each report.

Checks look for words and figures, not for layout: blanks and line breaks go (files break lines inside words), digits
and the marks beside them come to half width. Compatibility folding of the whole text would cost more than all checks
together, and nothing that is searched for needs it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from gipcore.reports import Report
from gipcore_national.common import Memo

_WIDE = (
    *((chr(code), chr(code - 0xFEE0)) for code in (*range(0xFF10, 0xFF1A), *map(ord, "（），：．％－；？！"))),
    # Document numbers in the brackets that belong there.
    *zip("[]【】", "〔〕〔〕", strict=True),
)
_SUBHEADING = re.compile(r"[（(][一二三四五六七八九十]{1,3}[）)]\s*([^\s。：:；;，,]{1,30})(?=[\s。：:；;，,]|$)")


def plain(text: str) -> str:
    """The text without blanks, digits and marks in half width.

    >>> plain("２０２３ 年（全年），\\n公开信息")
    '2023年(全年),公开信息'
    """
    if not text:
        return text
    text = "".join(text.split())
    for wide, narrow in _WIDE:
        text = text.replace(wide, narrow)
    return text


@frozen(eq=False)
class Narrative:
    """A report's texts without blanks: ``preamble``, ``sections`` by key, and both in reading order as ``parts``."""

    preamble: str
    sections: dict[str, str]
    title: str
    parts: tuple[str, ...] = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "parts", tuple(text for text in (self.preamble, *self.sections.values()) if text))

    @property
    def known(self) -> bool:
        """Whether there is any text at all; figures alone say nothing about what the text lacks."""
        return bool(self.parts)


def _build(report: Report) -> Narrative:
    return Narrative(plain(report.preamble), {k: plain(t) for k, t in report.sections.items()}, plain(report.title))


narrative: Memo[Report, Narrative] = Memo(_build, 16)
"""The narrative of a report."""


def subheadings(text: str) -> list[str]:
    """The sub-headings of a section's text as printed: ``（一）`` to the end of its line or clause.

    >>> subheadings("（一）主动公开方面。有序推进\\n（二）依申请公开\\n全年")
    ['主动公开方面', '依申请公开']
    """
    return [match.group(1) for match in _SUBHEADING.finditer(text)]


def contains_any(text: str, words: tuple[str, ...]) -> bool:
    """Whether any of *words* occurs."""
    return _any_of(words).search(text) is not None


@lru_cache(maxsize=512)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) if words else r"(?!)")
