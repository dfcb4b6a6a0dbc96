"""The text of a report by its sections."""

from __future__ import annotations

from collections.abc import Sequence, Set

from gipcore.recognise.sections import Candidate
from gipcore.recognise.text_lines import Line


def section_texts(
    lines: Sequence[Line], headings: Sequence[Candidate], figure_lines: Set[int]
) -> tuple[list[str], dict[str, list[str]]]:
    """The lines before the first section, and those of each section; *figure_lines* hold tables, not text.

    A heading that belongs to no section of the form stays in the text of the section before it.
    """
    preamble: list[str] = []
    texts: dict[str, list[str]] = {heading.section: [] for heading in headings if heading.section}
    current = preamble
    begins = [heading for heading in headings if heading.section]
    position = 0
    for line in lines:
        start = 0
        while position < len(begins) and begins[position].line == line.number:
            heading = begins[position]
            _append(current, line.text[start : heading.offset])
            current, start = texts[heading.section or ""], heading.end
            position += 1
        if line.number not in figure_lines and not line.in_grid:
            _append(current, line.text[start:])
    return preamble, texts


def _append(texts: list[str], text: str) -> None:
    if stripped := text.strip():
        texts.append(stripped)
