"""Document → tokens: every cell and line as labels, figures or text, in reading order."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Literal, TypeAlias

from attrs import define, field

from gipcore.documents import Document, GridCell, Paragraph, Place
from gipcore.limits import MAX_TOKENS, check_size
from gipcore.recognise.folding import fold, key
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.lines import split_line
from gipcore.recognise.notation import is_value_like
from gipcore.recognise.numbering import NUMBER_ONLY

Kind: TypeAlias = Literal["label", "unit", "value", "fragment", "text", "gap"]
"""``fragment`` is a piece of a label; ``gap`` is an empty line: between paragraphs it may be a blank cell, or nothing
at all; ``unit`` stands beside a row's label, where the form has the units there."""

_PAGE_MARK = re.compile(
    r"^\s*(?:[-—–－]+\s*\d{1,3}\s*[-—–－]+|第\s*\d{1,3}\s*页.*|P\.?\s*\d{1,3}|\d{1,3}\s*/\s*\d{1,3})\s*$"
)


@define
class Token:
    """A piece of the document. ``line`` numbers the rows of grids and the lines of text together, in reading order;
    ``block`` is the index of the block in the document, ``grid`` says whether that is a grid."""

    kind: Kind
    text: str
    line: int
    block: int
    place: Place
    targets: Sequence[Target] = ()
    grid: bool = False
    row: int = 0
    column: int = 0
    column_span: int = 1
    offset: int = 0
    filled: bool = field(init=False)
    """Whether there is more than blanks in it."""

    def __attrs_post_init__(self) -> None:
        self.filled = bool(self.text) and not self.text.isspace()


def tokenise(document: Document, index: LabelIndex) -> list[Token]:
    """All tokens of the document, in reading order; raises ReadError if there are too many."""
    tokens = list(islice(_tokens(document, index), MAX_TOKENS + 1))
    check_size(len(tokens), "文字片段", MAX_TOKENS)
    return tokens


def _tokens(document: Document, index: LabelIndex) -> Iterator[Token]:
    line = 0
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if block.title:
                continue
            for text in block.text.split("\n"):
                line += 1
                if _PAGE_MARK.match(text):
                    continue
                pieces = split_line(text, index)
                if not pieces:
                    yield Token("gap", "", line, number, block.place)
                for piece in pieces:
                    yield Token(piece.kind, piece.text, line, number, block.place, piece.targets, offset=piece.offset)
        else:
            for cells in block.rows():
                line += 1
                for cell in cells:
                    place = Place(table=block.place.table, row=cell.row + 1, column=cell.column + 1)
                    yield from _cell(cell, line, number, place, index)


def _cell(cell: GridCell, line: int, block: int, place: Place, index: LabelIndex) -> Iterator[Token]:
    def token(kind: Kind, text: str, targets: Sequence[Target] = ()) -> Token:
        return Token(kind, text, line, block, place, targets, True, cell.row, cell.column, cell.column_span)

    text = cell.text
    if is_value_like(text):
        yield token("value", text)
    elif fold(text) in index.units:
        yield token("unit", text)
    elif targets := index.exact.get(key(text)) or index.explained(text):
        yield token("label", text, targets)
    else:
        pieces = split_line(text.replace("\n", " "), index)
        if all(piece.kind in ("label", "unit", "value") for piece in pieces):
            for piece in pieces:
                yield token(piece.kind, piece.text, piece.targets)
        elif index.is_fragment(key(text)) or NUMBER_ONLY.fullmatch(fold(text)):
            yield token("fragment", text)
        else:
            yield token("text", text)
