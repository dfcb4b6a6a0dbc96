"""Which paragraph of the markup stands at which place of the document that was read.

Every paragraph is marked with its number, the marked copy is read like any file, and the marks tell where each came
out. So nothing here has to know how the reader finds its way, and the reader nothing of this.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from typing import Any

from attrs import field, frozen

from gipcore.documents import Document, Paragraph, Place
from gipcore.errors import ReadError

_BEGIN, _END = "\ue0f0", "\ue0f1"
"""Around a number; characters for private use, which stand in no report."""
_MARK = re.compile(f"{_BEGIN}(\\d+){_END}")


@frozen
class Anchors:
    """The paragraphs (of lxml) by place; ``lines`` are the texts outside tables, in reading order, with theirs."""

    places: Mapping[Place, Any] = field(factory=dict)
    lines: tuple[tuple[str, Any], ...] = ()


def find_anchors(root: Any, word: str, read: Callable[[Any], Document]) -> Anchors:
    """The anchors of a main part with root *root* and the namespace *word*; *read* reads the file with another root.

    Empty where the marked copy is too large to be read.
    """
    paragraphs = list(root.iter(f"{{{word}}}p"))
    marked = deepcopy(root)
    for number, paragraph in enumerate(marked.iter(f"{{{word}}}p")):
        run = paragraph.makeelement(f"{{{word}}}r")
        text = run.makeelement(f"{{{word}}}t")
        text.text = f"{_BEGIN}{number}{_END}"
        run.append(text)
        paragraph.append(run)
    try:
        document = read(marked)
    except ReadError:
        return Anchors()
    outer = {index: _outside_boxes(paragraph, word) for index, paragraph in enumerate(paragraphs)}
    places: dict[Place, Any] = {}
    lines: list[tuple[str, Any]] = []
    for place, text in _texts(document):
        numbers = [int(number) for number in _MARK.findall(text) if int(number) in outer]
        if not numbers:
            continue
        places[place] = outer[numbers[0]]
        if place.line:
            lines.append((_MARK.sub("", text), places[place]))
    return Anchors(places, tuple(lines))


def _texts(document: Document) -> Iterator[tuple[Place, str]]:
    """Each line and cell with its place as it is without the marks, which make empty lines count."""
    line = 0
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if _MARK.sub("", block.text).strip():
                line += 1
                yield Place(line=line), block.text
        else:
            table = block.place.table
            yield from ((Place(0, table, cell.row + 1, cell.column + 1), cell.text) for cell in block.cells)


def _outside_boxes(paragraph: Any, word: str) -> Any:
    """The paragraph in which the text box is anchored that it stands in: Word takes no comments inside one."""
    boxes = list(paragraph.iterancestors(f"{{{word}}}txbxContent"))
    return next(boxes[-1].iterancestors(f"{{{word}}}p"), paragraph) if boxes else paragraph
