"""Rows of figures as they are found in a document, and what else its tables hold."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from gipcore.documents import Place
from gipcore.forms import Block, Row, Table
from gipcore.recognise.heads import HeadRun
from gipcore.recognise.labels import Target
from gipcore.recognise.tokens import Token


@define
class RowFound:
    """Figures that belong to one row of the form, before anybody asks which column each is of."""

    table: Table
    block: Block
    row: Row
    line: int
    label: Token | None = None
    """None where the row has no label, or has lost it."""
    extra: bool = False
    """A row of another version of the form."""
    values: list[Token] = field(factory=list)
    """The figures, and the empty cells and lines between them."""
    head: HeadRun | None = None
    """The column labels that stood above the row."""
    groups: tuple[str, ...] = ()
    """The merged headings above figures without a row label."""
    unit: str = ""
    """The unit printed beside the label."""
    continued: set[int] = field(factory=set)
    """Lines on which the label went on."""
    broken: bool = False
    """The label was known by a piece of it: what is printed of it says nothing of its wording."""
    doubtful: bool = False
    """A heading word stood among the figures."""

    @property
    def start(self) -> Token:
        """Where the row begins."""
        return self.label or self.values[0]

    @property
    def place(self) -> Place:
        """Where the row stood."""
        return self.start.place

    @property
    def labelled(self) -> bool:
        """Whether the form has a label for the row."""
        return bool(self.row.path)

    @property
    def padding(self) -> int:
        """The empty cells that the row's merged label leaves where each grid cell keeps its own."""
        return self.block.label_columns - len(self.row.path)

    @property
    def figures(self) -> int:
        """How many figures stand in the row."""
        return sum(token.filled for token in self.values)

    def cells(self) -> list[Token]:
        """The figures and empty cells, without empty lines."""
        return [token for token in self.values if token.kind != "gap"]

    def by_line(self) -> list[list[Token]]:
        """The figures and empty cells of each line."""
        lines: dict[int, list[Token]] = {}
        for token in self.values:
            if token.kind != "gap":
                lines.setdefault(token.line, []).append(token)
        return list(lines.values())

    def stands_elsewhere(self, token: Token) -> bool:
        """Whether a figure stands outside the table of the row's other figures: a page number, perhaps."""
        latest = next((value for value in reversed(self.values) if value.kind != "gap"), None)
        return latest is not None and (latest.grid != token.grid or (token.grid and latest.block != token.block))

    def has_own_line(self, line: int) -> bool:
        """Whether what stands on the line stands beside the label or its continuation."""
        return line == self.line or line in self.continued


@define
class TableScan:
    """What the tokens of a document hold: rows, the labels of headings, and lines of figures without a label."""

    rows: list[RowFound] = field(factory=list)
    heads: list[tuple[Token, Sequence[Target]]] = field(factory=list)
    groups: list[tuple[Token, Target]] = field(factory=list)
    """Merged labels left of several rows."""
    orphans: list[list[Token]] = field(factory=list)
