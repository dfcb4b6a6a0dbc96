"""One line of text as labels and figures: what plain text, run-together pages and crowded cells have in common.

A label counts only where everything around it on its line is again labels and figures, so that a sentence that begins
like a row of a table stays a sentence. Where a whole page has become one line, the chain of labels and figures must
begin at a section heading and may end at one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.recognise.folding import fold, key, strip_residue
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.notation import UNITS, is_value_like

Kind: TypeAlias = Literal["label", "unit", "value", "fragment", "text"]


@frozen
class Piece:
    """A part of a line."""

    kind: Kind
    text: str
    targets: tuple[Target, ...] = ()
    offset: int = 0
    """Where in the line it stands, as far as it matters: labels know, what lies between them does not."""


# Numbers of list items in one character; folded they would look like figures.
_SINGLE_NUMBERS = frozenset(chr(c) for c in (*range(0x2460, 0x249C), *range(0x3220, 0x322A)))


class _SameLength(dict[int, str]):
    """Compatibility folding, character by character, so that offsets stay."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in _SINGLE_NUMBERS:
            self[code] = char
            return char
        folded = unicodedata.normalize("NFKC", char)
        self[code] = folded if len(folded) == 1 else char
        return self[code]


_SAME_LENGTH = _SameLength()
_FIGURE = (
    r"(?:[+-]?\d[\d,.]*(?:万元|亿元|[件条宗起份篇次人项个元])?(?:\([^()\n]*[^\d()\n][^()\n]*\))?"
    r"|[增减]\d+|#[A-Z/0!?]+|[/—–-]{1,4}|无)"
)
_UNIT = rf"[\s|]*(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?![\u4e00-\u9fff])"
_FIGURES = re.compile(rf"[\s|]*(?:{_FIGURE}(?:[\s|]+|$))*")
_UNIT_AND_FIGURES = re.compile(rf"(?:{_UNIT})?{_FIGURES.pattern}")
_LEADING_UNIT = re.compile(_UNIT)
_TAIL = re.compile(rf"(?<=[^\s\d.,+|-])[\s|]+{_FIGURE}(?:[\s|]+{_FIGURE})*[\s|]*$")
_NUMBER_BEFORE = re.compile(
    r"(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十]{1,2}[、.]|\d[.、,]|[\u2460-\u249b\u3220-\u3229])"
    r"[ \t]*[\"“”]?$"
)
_OPENING = "(\"“”'‘’[【"
_CLOSING = ")\"“”'‘’:;]】。"
_SECTION_NUMBER = re.compile(r"^(?:[一二三四五六七八九十]|\d)[、.]")


@frozen
class _Match:
    begin: int
    end: int
    identity: str
    section: bool


def split_line(line: str, index: LabelIndex) -> list[Piece]:
    """The pieces of a line; a line of prose is one piece of text, an empty line none."""
    text = strip_residue(line).strip("\n")
    if not text.strip():
        return []
    folded = text.translate(_SAME_LENGTH)
    matches = _matches(folded, index)
    figures = _UNIT_AND_FIGURES if index.units else _FIGURES
    pieces: list[Piece] = []
    position = 0
    for first, last in _chains(folded, matches, figures):
        before = _plain(text[position : matches[first].begin], index)
        # Figures before the first label number the line, or belong to nobody knows what.
        pieces.extend(Piece("text", p.text) if p.kind == "value" and not position else p for p in before)
        for number in range(first, last + 1):
            match = matches[number]
            targets = index.exact.get(match.identity)
            label = text[match.begin : match.end]
            pieces.append(Piece("label" if targets else "text", label, tuple(targets or ()), match.begin))
            position = match.end
            stop = matches[number + 1].begin if number < last else len(text)
            if number < last or (not match.section and figures.fullmatch(folded, match.end)):
                if index.units and (unit := _LEADING_UNIT.match(folded, match.end, stop)):
                    pieces.append(Piece("unit", unit.group().strip(" |\t"), (), match.begin))
                    position = unit.end()
                pieces.extend(Piece("value", value, (), match.begin) for value in _values(text[position:stop]))
                position = stop
    pieces.extend(_plain(text[position:], index))
    return pieces


def section_marks(line: str, index: LabelIndex) -> list[tuple[int, int, str]]:
    """Where numbered section titles stand in a line: begin, end, section key."""
    matches = _matches(line.translate(_SAME_LENGTH), index)
    return [(m.begin, m.end, index.section_keys[m.identity]) for m in matches if m.section]


def _matches(folded: str, index: LabelIndex) -> list[_Match]:
    offsets = [i for i, c in enumerate(folded) if c.isalnum()]
    squeezed = "".join([folded[i] for i in offsets])
    found: list[_Match] = []
    for match in index.scanner.finditer(squeezed):
        begin, end = offsets[match.start()], offsets[match.end() - 1] + 1
        while begin and folded[begin - 1] in _OPENING:
            begin -= 1
        floor = found[-1].end if found else 0
        number = _NUMBER_BEFORE.search(folded, max(floor, begin - 8), begin)
        begin = number.start() if number else begin
        while end < len(folded) and folded[end] in _CLOSING:
            end += 1
        identity = match.group()
        numbered = bool(number and _SECTION_NUMBER.match(folded[begin:]))
        found.append(_Match(begin, end, identity, numbered and identity in index.section_keys))
    return found


def _chains(folded: str, matches: list[_Match], figures: re.Pattern[str]) -> list[tuple[int, int]]:
    """First and last match of each chain of labels with only figures between them that may stand as a table."""
    chains: list[tuple[int, int]] = []
    start = 0
    while start < len(matches):
        stop = start
        while stop + 1 < len(matches) and figures.fullmatch(folded, matches[stop].end, matches[stop + 1].begin):
            stop += 1
        first, last = start, stop
        while first <= last and not (matches[first].section or figures.fullmatch(folded, 0, matches[first].begin)):
            first += 1
        while last >= first and not (matches[last].section or figures.fullmatch(folded, matches[last].end)):
            last -= 1
        if first <= last and not (first == last and matches[first].section):
            chains.append((first, last))
        start = stop + 1
    return chains


def _values(text: str) -> list[str]:
    return [part for part in re.split(r"[\s|]+", text) if part]


def _plain(text: str, index: LabelIndex) -> list[Piece]:
    """A stretch without a trusted label: figures, a piece of a label, a misprinted label, or text."""
    stripped = text.strip()
    if not stripped:
        return []
    parts = _values(stripped)
    if all(is_value_like(part) for part in parts):
        return [Piece("value", part) for part in parts]
    if fold(stripped) in index.units:
        return [Piece("unit", stripped)]
    tail = _TAIL.search(stripped.translate(_SAME_LENGTH))
    head = stripped[: tail.start()] if tail else stripped
    values = [Piece("value", part) for part in _values(stripped[tail.start() :])] if tail else []
    identity = key(head)
    if len(identity) <= 60:
        if index.is_fragment(identity):
            return [Piece("fragment", head), *values]
        if targets := index.find(head):
            return [Piece("label", head, tuple(targets)), *values]
    return [Piece("text", stripped)]
