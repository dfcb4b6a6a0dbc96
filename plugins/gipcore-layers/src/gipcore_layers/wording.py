"""Patterns of plain words, and the places of a report where they are looked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from attrs import frozen

from gipcore.forms import Form
from gipcore.recognise.folding import fold
from gipcore.reports import Report
from gipcore_layers.remembering import remembered

MAX_GAP = 40
"""Characters that ``*`` may stand for."""
MAX_DIGITS = 20
"""Digits, with hyphens between them, that ``#`` may stand for."""
_WILD = re.compile(r"[*#]|\{year\}|\{next\}")


@frozen
class Part:
    """One thing that has to be there: its name in both languages, and patterns of which one is enough."""

    name: str
    name_en: str
    any_of: tuple[str, ...]

    def stands_in(self, text: str, year: int | None) -> bool:
        """Whether any of the patterns does."""
        return any(found(pattern, text, year) for pattern in self.any_of)

    def figure(self, text: str, year: int | None) -> int | None:
        """The first figure that stands where a pattern has ``#``; None if there is none."""
        for pattern in self.any_of:
            if "{" not in pattern or year is not None:
                match = _compiled(pattern, year or 0).search(text)
                if match and match.lastindex:
                    return int(match[1].replace("-", ""))
        return None


def found(pattern: str, text: str, year: int | None) -> bool:
    """Whether *pattern* occurs in *text*, which is folded; one that needs a year that is not known occurs nowhere.

    >>> found("联系电话：#", fold("联系电话：0871-67171373，电子邮箱"), 2024)
    True
    >>> found("截止*{year}年12月31日", fold("数据截止 2023 年 12 月 31 日"), 2024)
    False
    """
    if year is None and "{" in pattern:
        return False
    if not _WILD.search(pattern):
        return fold(pattern) in text
    return _compiled(pattern, year or 0).search(text) is not None


@lru_cache(maxsize=1024)
def _compiled(pattern: str, year: int) -> re.Pattern[str]:
    pattern = pattern.replace("{year}", str(year)).replace("{next}", str(year + 1))
    pieces: list[str] = []
    for piece in re.split(r"([*#])", pattern):
        match piece:
            case "*":
                pieces.append(f"[^。;!?]{{0,{MAX_GAP}}}?")
            case "#":
                pieces.append(rf"(\d(?:-?\d){{0,{MAX_DIGITS}}})")
            case _:
                pieces.append(re.escape(fold(piece)))
    return re.compile("".join(pieces))


def section_name(form: Form, key: str) -> str:
    """The section as a heading, its key where the form does not have it."""
    return next((section.heading for section in form.sections if section.key == key), key)


@frozen(eq=False)
class Texts:
    """The folded texts of a report."""

    title: str
    preamble: str
    sections: dict[str, str]

    @property
    def all(self) -> list[str]:
        """Those of preamble and sections that are not empty."""
        return [text for text in (self.preamble, *self.sections.values()) if text]


def folded(text: str) -> str:
    """A text folded; only short ones are remembered."""
    return fold(text)


def _texts(report: Report) -> Texts:
    sections = {key: folded(text) for key, text in report.sections.items()}
    return Texts(folded(report.title), folded(report.preamble), sections)


texts = remembered(_texts, 16)
"""The texts of a report, made once for all rules."""


def named(parts: Iterable[Part]) -> dict[str, str]:
    """The parts as a list in both languages."""
    parts = list(parts)
    return {"list": "、".join(part.name for part in parts), "list_en": ", ".join(part.name_en for part in parts)}
