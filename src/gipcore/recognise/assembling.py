"""Tokens → rows of figures: which label each figure belongs to, before anybody asks which column it is.

Labels open a row and figures fill it, over as many cells or lines as the file spread them; a heading, a sentence or the
next label closes it. A table whose figures have no row label is opened by its headings.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, evolve, field

from gipcore.recognise.folding import fold, key
from gipcore.recognise.grid_lines import GridLine, lines_of_grids
from gipcore.recognise.heads import HeadRuns
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.meanings import of_several_parents, row_meant
from gipcore.recognise.numbering import NUMBER_ONLY
from gipcore.recognise.pieces import Pieces, goes_on
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token
from gipcore.recognise.unlabelled import Unlabelled, without_numbers_of_columns


def find_rows(tokens: Sequence[Token], index: LabelIndex) -> TableScan:
    """All rows of figures in reading order."""
    return _Assembler(index, tokens, lines_of_grids(tokens)).run()


@define
class _Assembler:
    """Reads the tokens once, from the top down."""

    index: LabelIndex
    tokens: Sequence[Token]
    grid_lines: dict[int, GridLine]
    found: TableScan = field(factory=TableScan)
    heads: HeadRuns = field(factory=HeadRuns)
    current: RowFound | None = None
    """The row that figures belong to."""
    last: RowFound | None = None
    """The latest row that was opened by a label."""
    below_heads: bool = True
    """No row was opened since the latest headings."""
    pieces: Pieces | None = None
    unlabelled: Unlabelled | None = None
    interrupted: RowFound | None = None
    """A row of a line of text after which a heading word stood: further figures make it doubtful."""
    label_line: int = -1
    unknown_line: int = -1
    """A row of a grid that begins with a text which is no label: its figures belong to nobody."""

    def run(self) -> TableScan:
        """Everything that the tokens hold."""
        for position, token in enumerate(self.tokens):
            self._end_blank_row(token.line)
            match token.kind:
                case "label":
                    self._label(position, token)
                case "unit":
                    if self.current and not self.current.values:
                        self.current.unit = token.text
                case "value":
                    line = self.grid_lines[token.line] if token.grid else None
                    if not line or line.first_label is None or line.first_label <= position:
                        self._value(token)
                case "fragment":
                    self._fragment(position, token)
                case "gap":
                    if self.current:
                        self.current.values.append(token)
                    elif self.unlabelled:
                        self.unlabelled.gaps.append(token)
                case "text":
                    self._text(token)
        self._end_blank_row(-1)
        self._close()
        return self.found

    def _close(self) -> None:
        row, self.current = self.current, None
        if row and row.values:
            self._add(row)

    def _add(self, row: RowFound) -> None:
        if not row.labelled:
            row.values = without_numbers_of_columns(row.values)
            if not row.values:
                return
        self.found.rows.append(row)
        if self.unlabelled and not row.labelled:
            self.unlabelled.groups = []

    def _open(self, label: Token, target: Target) -> None:
        assert target.row is not None
        current = self.current
        if current and current.row is target.row and current.line == label.line and not self._figures_on(label.line):
            return  # the same label again: a merged cell that was repeated
        self._close()
        self.unlabelled = self.interrupted = None
        self.below_heads = False
        head = self.heads.above_row(target.block)
        found = RowFound(target.table, target.block, target.row, label.line, label, target.extra, head=head)
        # Rows that share a cell share those of their figures too.
        found.doubtful = label.grid and current is not None and current.start.place == label.place
        self.current = found
        self.last = self.current

    def _unlabelled_row(self, table: Unlabelled, values: list[Token], line: int) -> RowFound:
        head, groups = self.heads.above_row(table.block), tuple(table.groups)
        return RowFound(table.table, table.block, table.block.rows[0], line, values=values, head=head, groups=groups)

    def _end_blank_row(self, line: int) -> None:
        """A grid row of empty cells only is a row of a table without row labels, if it is as long as that."""
        table = self.unlabelled
        if not table or not table.blanks or table.blanks[-1].line == line:
            return
        if line < 0 or self.grid_lines[table.blanks[-1].line].tokens > 1:
            if self.current is None and table.is_blank_row():
                self._add(self._unlabelled_row(table, table.blanks, table.blanks[0].line))
            table.blanks = []

    def _figures_on(self, line: int) -> bool:
        return bool(self.current and any(token.line == line and token.filled for token in self.current.values))

    def _label(self, position: int, label: Token) -> None:
        self.label_line = label.line
        pieces, self.pieces = self.pieces, None
        if self.unlabelled:
            self.unlabelled.blanks, self.unlabelled.gaps = [], []
        after = (self.tokens[number] for number in range(position + 1, len(self.tokens)))
        target = row_meant(label, after, self.last, self.below_heads)
        if target is None and of_several_parents(label):
            self._close()
            self.unknown_line = label.line
        elif target is None:
            self._head(label)
        elif target.role == "group":
            if not self._figures_on(label.line) or target.block.outline:
                self._close()
                self.found.groups.append((label, target))
                self.below_heads = False
        else:
            self._open(label, target)
            if pieces and pieces.begin(label, target, self.index):
                self._take(pieces.figures)

    def _take(self, figures: list[Token]) -> None:
        """Figures that stood before the end of their label are the row's first."""
        if self.current:
            self.current.values = [*figures, *self.current.values]
            self.current.continued.update(token.line for token in figures)

    def _head(self, label: Token) -> None:
        if self.current and self.current.labelled and self.current.line == label.line:
            if label.grid:
                # A heading word inside a row of figures: what the row holds is no longer certain.
                self.current.doubtful = True
                return
            self.interrupted = self.current
        self._close()
        self.found.heads.append((label, label.targets))
        self.heads.add(label, label.targets)
        self.below_heads = True
        blocks = {id(target.block) for target in label.targets}
        table, block = label.targets[0].table, label.targets[0].block
        if len(blocks) == 1 and block.label_columns == 0 and not (self.unlabelled and self.unlabelled.block is block):
            self.unlabelled = Unlabelled(table, block)
        if self.unlabelled:
            self.unlabelled.add_groups(label.targets)

    def _fragment(self, position: int, piece: Token) -> None:
        if NUMBER_ONLY.fullmatch(fold(piece.text)):
            if piece.grid and self.current and self.current.label and self.current.line == piece.line:
                self.current.values.append(piece)  # in the place of a figure
                return
            self._close()
            self.pieces = Pieces(numbered=True)
            return
        joined = (self.pieces or Pieces()).then(piece)
        if targets := self.index.exact.get(joined.key):
            self.pieces = None
            self._label(position, evolve(piece, kind="label", text=joined.text, targets=targets))
            if self.current and not self.current.values:
                self._take(joined.figures)
            return
        self.heads.add(piece, self.index.columns_beginning(key(piece.text)))
        if self.current and self.current.values and goes_on(self.current, key(piece.text), self.index):
            self.current.continued.add(piece.line)
            return
        self._close()
        alone = Pieces().then(piece)
        if self.pieces and self.pieces.key == alone.key:
            alone.figures = self.pieces.figures  # the same row again
        self.pieces = next((p for p in (joined, alone) if p.key and self.index.is_piece_of_row(p.key)), None)

    def _value(self, token: Token) -> None:
        if token.line == self.unknown_line:
            return
        if self.current and self.current.stands_elsewhere(token):
            self._close()
        if self.current is None and self.pieces and (target := self.pieces.row(self.index)):
            self._open_by_pieces(self.pieces, target, token)
        beside_label = token.grid and token.line == self.label_line
        if self.current is None and self.unlabelled and not beside_label:
            if token.grid and not token.filled:
                self.unlabelled.blanks.append(token)
                return
            self.current = self._unlabelled_row(self.unlabelled, self.unlabelled.take(token.grid), token.line)
        if self.current:
            self.current.values.append(token)
        elif self.interrupted and self.interrupted.line == token.line:
            self.interrupted.doubtful = True
        elif self.pieces:
            self.pieces.figures.append(token)
        elif token.grid and not beside_label:
            self._orphan(token)

    def _open_by_pieces(self, pieces: Pieces, target: Target, figure: Token) -> None:
        self.pieces = None
        self._open(evolve(figure, kind="label", text=pieces.text), target)
        if self.current:
            self.current.broken = True
            self._take(pieces.figures)

    def _orphan(self, token: Token) -> None:
        orphans = self.found.orphans
        if orphans and orphans[-1][-1].line == token.line:
            orphans[-1].append(token)
        else:
            orphans.append([token])

    def _text(self, token: Token) -> None:
        # Where a figure should stand, it is kept as what cannot be read.
        if (
            token.grid
            and self.current
            and token.line in (self.current.line, *(value.line for value in self.current.values[-1:]))
        ):
            self.current.values.append(token)
            return
        if token.grid and self.pieces and self.pieces.figures and self.pieces.figures[-1].line == token.line:
            self.pieces.figures.append(token)
            return
        if token.grid and self.unlabelled:
            # In a row of figures, or one as long as that, it stands in the place of a figure.
            line = self.grid_lines[token.line]
            long = line.first_label is None and line.tokens >= len(self.unlabelled.block.columns)
            if line.figures > 1 or (long and line.figures + line.texts > 1):
                self._value(token)
            return
        if token.grid and self.found.orphans and self.found.orphans[-1][-1].line == token.line:
            self._orphan(token)
        self.pieces = None
        self._close()
        if token.grid:
            self.unknown_line = token.line
        elif key(token.text) in self.index.section_keys:
            self.unlabelled = None
            self.below_heads = True
