"""Labels that are broken over lines or cells: the pieces that were seen, and the figures between and behind them."""

from __future__ import annotations

from attrs import define, field

from gipcore.recognise.folding import fold, key
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.numbering import split_numbering
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token

MIN_PIECE = 4
"""Characters by which a label that is broken off may be known, if they are a piece of one label only."""


@define
class Pieces:
    """A row's label of which only pieces were seen so far. ``figures`` stood behind them: the rest of the label may
    follow those."""

    key: str = ""
    text: str = ""
    numbered: bool = False
    """The first piece was a number alone."""
    figures: list[Token] = field(factory=list)

    def then(self, piece: Token) -> Pieces:
        """With a further piece, and the same figures."""
        return Pieces(self.key + key(piece.text), self.text + piece.text, self.numbered, self.figures)

    def begin(self, label: Token, target: Target, index: LabelIndex) -> bool:
        """Whether the label is the rest of these: they are its number, or both together name the row it stands for."""
        if self.numbered and not split_numbering(fold(label.text))[0]:
            return True
        return bool(self.key) and any(t.row is target.row for t in index.exact.get(self.key + key(label.text), ()))

    def row(self, index: LabelIndex) -> Target | None:
        """The row that has these pieces in its label, if no other has."""
        rows = index.rows_with(self.key) if len(self.key) >= MIN_PIECE else []
        return rows[0] if len({id(target.row) for target in rows}) == 1 else None


def goes_on(row: RowFound, piece: str, index: LabelIndex) -> bool:
    """Whether a piece below a row's figures is the rest of its label, as far as that was printed before."""
    before = key(row.label.text) if row.label else ""
    if any(target.row is row.row for target in index.exact.get(before + piece, ())):
        return True
    return row.labelled and key(row.row.path[-1]).endswith(piece)
