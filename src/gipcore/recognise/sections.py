"""Headings and narrative: where each section begins, and the text that stands in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set

from attrs import define, field, frozen

from gipcore.documents import Document, Paragraph, Place
from gipcore.recognise.folding import fold, key, split_numbering, strip_residue
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.lines import section_marks
from gipcore.reports import Heading

MAX_HEADING = 45
"""Characters of a heading; a longer line is a sentence."""
RUN_ON = 150
"""A line longer than this may be a whole page whose line breaks were lost: headings are looked for inside it."""
_TOP_LEVEL = re.compile(r"^[一二三四五六七八九十]{1,2}[、.,]")
_SENTENCE_END = re.compile(r"[。；;！!，,]$")
_NUMBERED = re.compile(r"^\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[、.．,，]\s*")
_ANY_NUMBER = re.compile(
    r"^\s*(?:[（(]\s*(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[）)]|(?:[一二三四五六七八九十]{1,2}|\d{1,2})\s*[、.．,，])\s*"
)


@frozen
class Line:
    """A line of text outside figures: ``number`` is its place in the reading order shared with the tokens."""

    number: int
    text: str
    place: Place
    block: int
    in_grid: bool = False


@define
class Candidate:
    """A place where a section may begin."""

    section: str | None
    heading: Heading
    line: int
    offset: int
    end: int
    score: int
    part: int = field(default=0)


def lines_of(document: Document) -> list[Line]:
    """Paragraphs line by line and the full-width cells of grids, numbered as the tokens are."""
    lines: list[Line] = []
    number = 0
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if block.title:
                continue
            for text in block.text.split("\n"):
                number += 1
                lines.append(Line(number, strip_residue(text), block.place, index))
        else:
            width = block.column_count
            for cells in block.rows():
                number += 1
                if len(cells) == 1 and cells[0].column_span >= width:
                    place = Place(table=block.place.table, row=cells[0].row + 1, column=1)
                    lines.append(Line(number, strip_residue(cells[0].text), place, index, True))
    return lines


def find_headings(
    lines: Sequence[Line], index: LabelIndex, inner: Set[tuple[int, int]] = frozenset()
) -> list[Candidate]:
    """One candidate for each section that was found, and headings of the same rank that belong to no section.

    *inner* are line and offset of headings inside tables.
    """
    candidates = [c for line in lines for c in _candidates(line, index) if (c.line, c.offset) not in inner]
    known = [c for c in candidates if c.section]
    if sum(c.score >= 3 for c in known) >= 2:
        # Where sections are numbered "一、", the same words after "（一）" are a sub-heading.
        known = [c for c in known if c.score >= 1]
    best: dict[str, Candidate] = {}
    for candidate in known:
        assert candidate.section
        there = best.get(candidate.section)
        # The later of two equal ones: the earlier is a list of contents.
        if there is None or candidate.score >= there.score:
            best[candidate.section] = candidate
    chosen = sorted(best.values(), key=lambda c: (c.line, c.offset))
    if not chosen:
        return []
    start = chosen[0].line
    extra = [c for c in candidates if c.section is None and c.line > start]
    return sorted([*chosen, *_not_nested(extra, chosen)], key=lambda c: (c.line, c.offset))


def _not_nested(extra: Iterable[Candidate], chosen: Sequence[Candidate]) -> list[Candidate]:
    """Headings of no section, only where the sections themselves carry such numbers."""
    if not any(_TOP_LEVEL.match(fold(c.heading.text)) for c in chosen):
        return []
    return list(extra)


def _candidates(line: Line, index: LabelIndex) -> list[Candidate]:
    text = line.text.strip()
    if not text:
        return []
    if len(text) <= MAX_HEADING and (found := _whole(line, text, index)):
        return [found]
    if line.in_grid:
        return []
    marks = section_marks(line.text, index)
    if len(line.text) <= RUN_ON:
        marks = [mark for mark in marks if not line.text[: mark[0]].strip()]
    result = []
    for begin, end, section in marks:
        printed = line.text[begin:end].strip()
        number = _NUMBERED.match(printed)
        heading = Heading(section, printed, line.place, number.group().strip() if number else "")
        score = 3 if number and not number.group().strip()[0].isdigit() else 2
        result.append(Candidate(section, heading, line.number, begin, end, score))
    return result


def _whole(line: Line, text: str, index: LabelIndex) -> Candidate | None:
    folded = fold(text)
    numbering, rest = split_numbering(folded)
    printed_number = _ANY_NUMBER.match(text)
    number = printed_number.group().rstrip() if printed_number and numbering else ""
    section = index.section_keys.get(key(text))
    top = bool(_TOP_LEVEL.match(folded))
    if section is None and rest and not _SENTENCE_END.search(folded):
        section = _similar_section(key(text), top, numbering, index)
        if section is None and top and 2 <= len(rest) <= 30 and not index.exact.get(key(text)):
            return Candidate(None, Heading(None, text, line.place, number), line.number, 0, len(line.text), 3)
    if section is None:
        return None
    score = 3 if top else 2 if numbering[:1].isdigit() else 1 if not numbering else 0
    score -= line.in_grid
    return Candidate(section, Heading(section, text, line.place, number), line.number, 0, len(line.text), score)


def _similar_section(identity: str, top: bool, numbering: str, index: LabelIndex) -> str | None:
    """The section whose title a numbered heading resembles; the number must agree with it."""
    if not top:
        return None
    import difflib

    numeral = numbering.rstrip("、.,")
    for section in index.form.sections:
        if section.numeral == numeral:
            titles = [key(t) for t in (section.title, *section.synonyms, *section.variants)]
            if difflib.get_close_matches(identity, titles, 1, 0.6):
                return section.key
    return None


def section_texts(
    lines: Sequence[Line], headings: Sequence[Candidate], figure_lines: set[int]
) -> tuple[str, dict[str, str]]:
    """The text before the first section, and the text of each section; *figure_lines* hold tables, not text.

    A heading that belongs to no section of the form stays in the text of the section before it.
    """
    bounds = [(c.line, c.offset, c.end, c.section) for c in headings if c.section]
    texts: dict[str, list[str]] = {section: [] for *_, section in bounds if section}
    preamble: list[str] = []
    current: str | None = None
    position = 0
    for line in lines:
        start = 0
        while position < len(bounds) and bounds[position][0] == line.number:
            _, begin, end, section = bounds[position]
            _append(texts, preamble, current, line.text[start:begin])
            current, start = section, end
            position += 1
        if line.number in figure_lines or line.in_grid:
            continue
        _append(texts, preamble, current, line.text[start:])
    return "\n".join(preamble), {section: "\n".join(parts) for section, parts in texts.items()}


def _append(texts: dict[str, list[str]], preamble: list[str], section: str | None, text: str) -> None:
    if stripped := text.strip():
        (texts[section] if section else preamble).append(stripped)
