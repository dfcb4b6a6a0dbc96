"""Where each section of a report begins."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence, Set

from attrs import frozen

from gipcore.recognise import numbering
from gipcore.recognise.folding import fold, key
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.lines import section_marks
from gipcore.recognise.numbering import split_numbering
from gipcore.recognise.text_lines import Line
from gipcore.reports import Heading

MAX_HEADING = 45
"""Characters of a heading; a longer line is a sentence."""
MAX_OTHER_TITLE = 30
"""Characters of a title that the form does not have."""
RUN_ON = 150
"""A line longer than this may be a whole page whose line breaks were lost: headings are looked for inside it."""
SIMILAR = 0.6
"""Share of characters in which a title agrees with the form's, where the number is the same."""
_SENTENCE_END = re.compile(r"[。；;！!，,]$")


@frozen
class Candidate:
    """A place where a section may begin: line, and the characters of the line that its heading takes up.

    ``score`` grows with how much the heading looks like one of the top level.
    """

    section: str | None
    heading: Heading
    line: int
    offset: int
    end: int
    score: int


def find_headings(
    lines: Sequence[Line], index: LabelIndex, inner: Set[tuple[int, int]] = frozenset()
) -> tuple[list[Candidate], list[Candidate]]:
    """One candidate for each section that was found, and headings of the same rank that belong to no section; and
    those of sections that were found again, further down: a list of contents, or another report in the same file.

    *inner* are line and offset of headings inside tables.
    """
    candidates = [c for line in lines for c in _candidates(line, index) if (c.line, c.offset) not in inner]
    known = [c for c in candidates if c.section]
    if sum(c.score >= 3 for c in known) >= 2:
        # Where sections are numbered "一、", the same words after "（一）" are a sub-heading.
        known = [c for c in known if c.score >= 1]
    best: dict[str | None, Candidate] = {}
    for candidate in known:
        there = best.get(candidate.section)
        # The later of two equal ones: the earlier is a list of contents.
        if there is None or candidate.score >= there.score:
            best[candidate.section] = candidate
    chosen = sorted(best.values(), key=position)
    if any(numbering.TOP_LEVEL.match(fold(c.heading.text)) for c in chosen):
        # Only then a heading of no section can be told from the first line of a list.
        chosen += [c for c in candidates if c.section is None and c.line > chosen[0].line]
    earlier = [c for c in known if best[c.section] is not c]
    return sorted(chosen, key=position), earlier


def position(candidate: Candidate) -> tuple[int, int]:
    """Where a heading stands in reading order."""
    return candidate.line, candidate.offset


def _candidates(line: Line, index: LabelIndex) -> list[Candidate]:
    text = line.text.strip()
    if not text:
        return []
    if len(text) <= MAX_HEADING and (found := _whole(line, text, index)):
        return [found]
    if line.in_grid:
        return []
    if len(line.text) <= RUN_ON and not numbering.PRINTED_TOP_LEVEL.match(text):
        return []
    result = []
    for begin, end, section in section_marks(line.text, index):
        if len(line.text) <= RUN_ON and line.text[:begin].strip():
            break
        printed = line.text[begin:end].strip()
        match = numbering.PRINTED_TOP_LEVEL.match(printed)
        number = match.group().strip() if match else ""
        score = 2 if not number or number[0].isdigit() else 3
        heading = Heading(section, printed, line.place, number)
        result.append(Candidate(section, heading, line.number, begin, end, score))
    return result


def _whole(line: Line, text: str, index: LabelIndex) -> Candidate | None:
    """The line as a heading."""
    folded, identity = fold(text), key(text)
    number, title = split_numbering(folded)
    match = numbering.PRINTED.match(text) if number else None
    top = bool(numbering.TOP_LEVEL.match(folded))
    section = index.section_keys.get(identity)
    score = 3 if top else 2 if number[:1].isdigit() else 1 if not number else 0
    if section is None:
        if not top or not title or _SENTENCE_END.search(folded):
            return None
        section = _similar_section(identity, number, index)
        if section is None and not (2 <= len(title) <= MAX_OTHER_TITLE and not index.exact.get(identity)):
            return None
    heading = Heading(section, text, line.place, match.group().rstrip() if match else "")
    score -= line.in_grid and section is not None
    return Candidate(section, heading, line.number, 0, len(line.text), score)


def _similar_section(identity: str, number: str, index: LabelIndex) -> str | None:
    """The section whose title a heading resembles; the number must agree with it."""
    numeral = number.rstrip("、.,")
    for section in index.form.sections:
        if section.numeral == numeral:
            titles = [key(title) for title in (section.title, *section.synonyms, *section.variants)]
            if difflib.get_close_matches(identity, titles, 1, SIMILAR):
                return section.key
    return None
