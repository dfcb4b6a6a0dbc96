"""Tables whose rows have no label: headings open them, and every line of figures below is a row."""

from __future__ import annotations

from collections.abc import Iterable

from attrs import define, field

from gipcore.forms import Block, Table
from gipcore.recognise.labels import Target
from gipcore.recognise.tokens import Token

MIN_NUMBERED = 5
"""Figures 1, 2, 3 … from which on they are taken to number the columns."""


@define
class Unlabelled:
    """The table without row labels that is open, and what stood in it before its first figure."""

    table: Table
    block: Block
    groups: list[str] = field(factory=list)
    """The merged headings since the last row of figures, in their order."""
    blanks: list[Token] = field(factory=list)
    """Empty cells at the beginning of a grid row."""
    gaps: list[Token] = field(factory=list)
    """Empty lines of text: blank cells, where each cell is a line."""

    def add_groups(self, targets: Iterable[Target]) -> None:
        """Note the merged headings among the meanings of a label."""
        for target in targets:
            if target.block is self.block and target.role == "head" and target.columns:
                self.groups = [group for group in self.groups if group != target.label] + [target.label]

    def is_blank_row(self) -> bool:
        """Whether the empty cells are as many as the columns below the merged headings, or as all columns."""
        below = [c for c in self.block.columns if not self.groups or (c.under and c.under[-1] in self.groups)]
        return bool(self.blanks) and len(self.blanks) in (len(below), len(self.block.columns))

    def take(self, grid: bool) -> list[Token]:
        """The blanks before the first figure of a row, which then are the row's."""
        taken = self.blanks if grid else self.gaps
        self.blanks, self.gaps = [], []
        return taken


def without_numbers_of_columns(values: list[Token]) -> list[Token]:
    """The figures without a first line that only numbers the columns, as statisticians do it."""
    first = [token for token in values if token.line == values[0].line]
    texts = [token.text.strip() for token in first if token.filled]
    numbers = len(texts) >= MIN_NUMBERED and texts == [str(number) for number in range(1, len(texts) + 1)]
    return values[len(first) :] if numbers else values
