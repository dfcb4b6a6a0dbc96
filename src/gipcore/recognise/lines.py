"""One line of text as labels and figures: what plain text, run-together pages and crowded cells have in common.

A label counts only where everything around it on its line is again labels and figures, so that a sentence that begins
like a row of a table stays a sentence. Where a whole page has become one line, the chain of labels and figures must
begin at a section heading and may end at one.
"""

from __future__ import annotations

import re
from itertools import islice

from attrs import frozen

from gipcore.limits import MAX_TOKENS, check_size
from gipcore.recognise import numbering
from gipcore.recognise.folding import fold_in_place, strip_residue
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.notation import UNITS
from gipcore.recognise.stretches import FIGURE, Piece, pieces_without_label, values_in

_UNIT = rf"[\s|]*(?:{'|'.join(sorted(UNITS, key=len, reverse=True))})(?![\u4e00-\u9fff])"
_FIGURES = re.compile(rf"[\s|]*(?:{FIGURE}(?:[\s|]+|$))*")
_UNIT_AND_FIGURES = re.compile(rf"(?:{_UNIT})?{_FIGURES.pattern}")
_LEADING_UNIT = re.compile(_UNIT)
_OPENING = "(\"“”'‘’[【"
_CLOSING = ")\"“”'‘’:;]】。"


@frozen
class _Match:
    """A label or title in a folded line; ``section``: a title with such a number that it may begin a section."""

    begin: int
    end: int
    identity: str
    section: bool


def split_line(line: str, index: LabelIndex) -> list[Piece]:
    """The pieces of a line; a line of prose is one piece of text, an empty line none."""
    text = strip_residue(line).strip("\n")
    if not text.strip():
        return []
    folded = fold_in_place(text)
    matches = _matches(folded, index)
    figures = _UNIT_AND_FIGURES if index.units else _FIGURES
    pieces: list[Piece] = []
    position = 0
    for first, last in _chains(folded, matches, figures):
        before = pieces_without_label(text[position : matches[first].begin], index)
        # Figures before the first label number the line, or belong to nobody knows what.
        pieces.extend(Piece("text", p.text) if p.kind == "value" and not position else p for p in before)
        for number in range(first, last + 1):
            match = matches[number]
            targets = index.exact.get(match.identity)
            label = text[match.begin : match.end]
            pieces.append(Piece("label" if targets else "text", label, tuple(targets or ()), match.begin))
            position = match.end
            stop = matches[number + 1].begin if number < last else len(text)
            if number < last or not match.section:
                if index.units and (unit := _LEADING_UNIT.match(folded, match.end, stop)):
                    pieces.append(Piece("unit", unit.group().strip(" |\t"), (), match.begin))
                    position = unit.end()
                pieces.extend(Piece("value", value, (), match.begin) for value in values_in(text[position:stop]))
                position = stop
    pieces.extend(pieces_without_label(text[position:], index))
    return pieces


def section_marks(line: str, index: LabelIndex) -> list[tuple[int, int, str]]:
    """Where numbered section titles stand in a line: begin, end, section key."""
    matches = _matches(fold_in_place(line), index)
    return [(m.begin, m.end, index.section_keys[m.identity]) for m in matches if m.section]


def _matches(folded: str, index: LabelIndex) -> list[_Match]:
    """All labels and titles in a line, with the number before and the brackets and quotes around them."""
    offsets = [i for i, c in enumerate(folded) if c.isalnum()]
    squeezed = "".join([folded[i] for i in offsets])
    found: list[_Match] = []
    for match in islice(index.scanner.finditer(squeezed), MAX_TOKENS + 1):
        begin, end = offsets[match.start()], offsets[match.end() - 1] + 1
        floor = found[-1].end if found else 0
        while begin > floor and folded[begin - 1] in _OPENING:
            begin -= 1
        number = numbering.BEFORE.search(folded, max(floor, begin - 8), begin)
        begin = number.start() if number else begin
        while end < len(folded) and folded[end] in _CLOSING:
            end += 1
        identity = match.group()
        of_section = number is not None and identity in index.section_keys
        found.append(_Match(begin, end, identity, of_section and bool(numbering.OF_SECTION.match(folded, begin))))
    check_size(len(found), "文字片段", MAX_TOKENS)
    return found


def _chains(folded: str, matches: list[_Match], figures: re.Pattern[str]) -> list[tuple[int, int]]:
    """First and last match of each chain of labels with only figures between them that may stand as a table."""
    chains: list[tuple[int, int]] = []
    start, end = 0, len(matches) - 1
    led = bool(matches) and figures.fullmatch(folded, 0, matches[0].begin) is not None
    ended = bool(matches) and figures.fullmatch(folded, matches[end].end) is not None
    while start <= end:
        stop = start
        while stop < end and figures.fullmatch(folded, matches[stop].end, matches[stop + 1].begin):
            stop += 1
        first, last = start, stop
        while first <= last and not (matches[first].section or (first == 0 and led)):
            first += 1
        while last >= first and not (matches[last].section or (last == end and ended)):
            last -= 1
        if first <= last and not (first == last and matches[first].section):
            chains.append((first, last))
        start = stop + 1
    return chains
