"""Labels with a slip of the pen: a character more, less or wrong, as far as only one label can be meant."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

CUTOFF = 0.78
"""Share of characters that must agree; measured on the variants listed with the forms."""
MARGIN = 0.08
"""By how much the best label must be nearer than the second best."""
MIN_LENGTH = 4
"""Characters of a label below which one wrong character leaves nothing to know it by."""


@frozen(eq=False)
class Misprints:
    """Known labels, each with the set of its characters as bits: what shares less than half of them is not compared,
    for a hostile file may hold 50,000 texts."""

    labels: tuple[tuple[str, int, int], ...]
    """Label, its bits, their number."""
    bits: dict[str, int]

    @classmethod
    def of(cls, labels: Iterable[str]) -> Misprints:
        """The labels that are long enough."""
        long = [label for label in labels if len(label) >= MIN_LENGTH]
        bits = {char: 1 << number for number, char in enumerate(sorted({char for label in long for char in label}))}
        return cls(tuple((label, _union(label, bits), len(set(label))) for label in long), bits)

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as its form
    def nearest(self, text: str) -> str:
        """The one label that *text* resembles, empty if there is none or more than one."""
        if len(text) < MIN_LENGTH:
            return ""
        own, slack = _union(text, self.bits), max(2, len(text) // 3)
        scored: list[tuple[float, str]] = []
        for known, bits, count in self.labels:
            if (own & bits).bit_count() * 2 >= count and abs(len(known) - len(text)) <= slack:
                matcher = difflib.SequenceMatcher(None, text, known, autojunk=False)
                if matcher.quick_ratio() >= CUTOFF and (score := matcher.ratio()) >= CUTOFF:
                    scored.append((score, known))
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN):
            return ""
        return scored[0][1]


def _union(text: str, bits: dict[str, int]) -> int:
    union = 0
    for char in text:
        union |= bits.get(char, 0)
    return union
