"""Tokens → rows of figures: which label each figure belongs to, before anybody asks which column it is.

Labels open a row and figures fill it, over as many cells or lines as the file spread them; a heading, a sentence or the
next label closes it. A table whose figures have no row label is opened by its headings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from itertools import islice, takewhile
from typing import Any

from attrs import define, evolve, field

from gipcore.forms import Block, Row, Table
from gipcore.recognise.folding import fold, key, split_numbering
from gipcore.recognise.heads import HeadRun
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.tokens import NUMBER_ONLY, Token

MIN_PREFIX = 4
"""Characters by which a label that is broken off may be known, if they are the beginning of one label only."""


@define
class RowFound:
    """Figures under one label. ``groups`` are the merged headings seen before figures without a row label."""

    table: Table
    block: Block
    row: Row | None
    line: int
    label: Token | None = None
    extra: bool = False
    values: list[Token] = field(factory=list)
    groups: tuple[str, ...] = ()
    number_only: bool = False
    broken: bool = False
    """The label was known by a piece of it: what is printed of it says nothing of its wording."""
    head: HeadRun | None = None
    """The column labels that stood above the row."""
    continued: set[int] = field(factory=set)
    """Lines on which the label went on."""
    doubtful: bool = False
    """A heading word stood among the figures."""
    unit: str = ""
    """The unit printed beside the label."""

    def by_line(self) -> list[list[Token]]:
        """The figures of each line, empty lines left out."""
        lines: dict[int, list[Token]] = {}
        for token in self.values:
            if token.kind != "gap":
                lines.setdefault(token.line, []).append(token)
        return list(lines.values())


@define
class TableScan:
    """What the tokens of a document hold: rows, heading labels, and rows of figures without a label."""

    rows: list[RowFound] = field(factory=list)
    heads: list[tuple[Token, Sequence[Target]]] = field(factory=list)
    orphans: list[list[Token]] = field(factory=list)
    groups: list[tuple[Token, Target]] = field(factory=list)


def find_rows(tokens: Sequence[Token], index: LabelIndex) -> TableScan:
    """All rows of figures in reading order."""
    return _Assembler(index, tokens).run()


@define
class _Assembler:
    index: LabelIndex
    tokens: Sequence[Token]
    found: TableScan = field(factory=TableScan)
    current: RowFound | None = None
    unlabelled: tuple[Table, Block] | None = None
    groups: list[str] = field(factory=list)
    pending: str = ""
    pending_text: str = ""
    tentative: RowFound | None = None
    """Figures after a piece of a label that is not yet known: the rest of the label may follow them."""
    blanks: list[Token] = field(factory=list)
    """Empty cells at the beginning of a line of a table without row labels."""
    gaps: list[Token] = field(factory=list)
    """Empty lines since the last label: blank cells before the first figure, where each cell is a line."""
    label_line: int = -1
    first_label: dict[int, int] = field(factory=dict)
    """Where the first label of each grid row stands: figures before it number the rows, they are none of the form."""
    runs: dict[int, HeadRun] = field(factory=dict)
    """The latest column labels of each block, by its id; a row of the block ends the run."""
    ended: set[int] = field(factory=set)
    cells: Counter[int] = field(factory=Counter)
    """How many tokens each grid row has."""
    figures: Counter[int] = field(factory=Counter)
    """How many of them are figures."""
    interrupted: RowFound | None = None
    """A row of a line of text after which a heading word stood: further figures make it uncertain."""
    last_row: RowFound | None = None
    heads_since_row: bool = True
    unknown_line: int = -1

    def run(self) -> TableScan:
        self.cells = Counter(token.line for token in self.tokens if token.grid)
        self.figures = Counter(t.line for t in self.tokens if t.grid and t.kind == "value" and t.text.strip())
        for position, token in enumerate(self.tokens):
            if token.grid and token.kind in ("label", "fragment"):
                self.first_label.setdefault(token.line, position)
        for position, token in enumerate(self.tokens):
            if self.blanks and self.blanks[-1].line != token.line and self.cells[self.blanks[-1].line] > 1:
                self._blank_line()
            match token.kind:
                case "label":
                    self._label(position, token)
                case "unit":
                    if self.current and not self.current.values:
                        self.current.unit = token.text
                case "value":
                    if position >= self.first_label.get(token.line, 0):
                        self._value(token)
                case "fragment":
                    self._fragment(token)
                case "gap":
                    (self.current.values if self.current else self.gaps).append(token)
                case "text":
                    self._text(token)
        self._blank_line()
        self._close()
        return self.found

    def _close(self) -> None:
        row, self.current = self.current, None
        if row and row.values:
            self.found.rows.append(row)
            if not row.row or row.row.path == ():
                self.groups = []

    def _blank_line(self) -> None:
        """A line of empty cells only: the row of a table without row labels, if it is as long as that."""
        blanks, self.blanks = self.blanks, []
        if self.unlabelled and self.current is None and blanks:
            table, block = self.unlabelled
            under = [c for c in block.columns if not self.groups or (c.under and c.under[-1] in self.groups)]
            if len(blanks) in (len(under), len(block.columns)):
                self.found.rows.append(self._new(table, block, block.rows[0], blanks[0].line, values=blanks))
                self.groups = []

    def _label(self, position: int, token: Token) -> None:
        self.blanks, self.gaps, self.label_line = [], [], token.line
        tentative, self.tentative = self.tentative, None
        pending, self.pending, self.pending_text = self.pending, "", ""
        target = self._choose(position, token)
        joined = self.index.exact.get(pending + key(token.text), ()) if pending and target else ()
        split = target is not None and any(t.row is target.row for t in joined)
        if target is None and self._undecided(token):
            self._close()
            self.unknown_line = token.line
        elif target is None:
            self._head(token)
        elif target.role == "group":
            within = self.current and self.current.line == token.line and self._values_on(token.line)
            if within and not target.block.outline:
                return
            self._close()
            self.found.groups.append((token, target))
            self.heads_since_row = False
        else:
            self._open(token, target)
            alone = tentative and tentative.number_only and not split_numbering(fold(token.text))[0]
            if tentative and self.current and (alone or split):
                # The beginning of the label, or its number, stood in the row above, with the figures.
                self.current.values = [*tentative.values, *self.current.values]
                self.current.continued.update(v.line for v in tentative.values)

    def _new(self, table: Table, block: Block, row: Row | None, line: int, **rest: Any) -> RowFound:
        """A row under the latest headings of its block."""
        self.ended.add(id(block))
        groups = () if block.label_columns else tuple(self.groups)
        return RowFound(table, block, row, line, groups=groups, head=self.runs.get(id(block)), **rest)

    def _open(self, token: Token, target: Target) -> None:
        current = self.current
        if current and current.row is target.row and current.line == token.line and not self._values_on(token.line):
            return  # the same label again: a merged cell that was repeated
        self._close()
        self.unlabelled = self.interrupted = None
        self.heads_since_row = False
        self.current = self._new(target.table, target.block, target.row, token.line, label=token, extra=target.extra)
        self.last_row = self.current

    def _values_on(self, line: int) -> bool:
        return bool(self.current and any(v.line == line and v.text.strip() for v in self.current.values))

    def _choose(self, position: int, token: Token) -> Target | None:
        """The row or group that a label opens, None for a heading. 其他 and 总计 are both row and column."""
        best = [t for t in token.targets if t.role in ("row", "group")]
        if not best:
            return None
        numbering = split_numbering(fold(token.text))[0]
        rows = [t for t in best if t.role == "row" and not t.extra] or best
        if self._undecided(token):
            # The same label below several others: the one of them that was seen last decides.
            return next((t for t in rows if self._below_last(t)), None)
        target = rows[0]
        if all(t.role in ("row", "group") for t in token.targets):
            return target
        if numbering and numbering.strip("()、.,") == target.numbering.strip("()、.,"):
            return target
        if self.heads_since_row or not self._follows(target):
            return None
        return target if self._figures_follow(position, token) else None

    def _undecided(self, token: Token) -> bool:
        return sum(t.role == "row" and t.block.outline and not t.extra for t in token.targets) > 1

    def _below_last(self, target: Target) -> bool:
        last = self.last_row.row if self.last_row else None
        if last is None or target.row is None:
            return False
        above = target.row.path[:-1]
        return last.path[: len(above)] == above

    def _follows(self, target: Target) -> bool:
        last = self.last_row
        if not last or last.block is not target.block or not target.row or not last.row:
            return False
        rows = [*target.block.rows]
        return last.row in rows and target.row in rows and rows.index(last.row) < rows.index(target.row)

    def _figures_follow(self, position: int, token: Token) -> bool:
        """Whether figures come next: in a grid, in the rest of the row and nothing else."""
        if token.grid:
            rest = list(takewhile(lambda t: t.line == token.line, islice(self.tokens, position + 1, None)))
            return all(t.kind == "value" for t in rest) and any(t.text.strip() for t in rest)
        following = next((t for t in self.tokens[position + 1 : position + 4] if t.kind != "gap"), None)
        return following is not None and following.kind == "value"

    def _head(self, token: Token) -> None:
        if self.current and self.current.row and self.current.row.path and self.current.line == token.line:
            if token.grid:
                # A heading word inside a row of figures: what the row holds is no longer certain.
                self.current.doubtful = True
                return
            self.interrupted = self.current
        self._close()
        self.found.heads.append((token, token.targets))
        self.heads_since_row = True
        self._note_columns(token, [t for t in token.targets if t.role == "column"])
        blocks = {id(t.block) for t in token.targets}
        first = token.targets[0]
        if len(blocks) == 1 and first.block.label_columns == 0:
            self.unlabelled = (first.table, first.block)
        if self.unlabelled:
            for target in token.targets:
                if target.block is self.unlabelled[1] and target.role == "head" and target.columns:
                    self.groups = [g for g in self.groups if g != target.label] + [target.label]

    def _note_columns(self, token: Token, targets: Sequence[Target]) -> None:
        for target in targets:
            block = id(target.block)
            if block not in self.runs or block in self.ended:
                self.runs[block] = HeadRun(extra=set(self.runs[block].extra) if block in self.runs else set())
                self.ended.discard(block)
            self.runs[block].labels.append((token, target))
            self.runs[block].extra.update(column.key for column in target.columns if column.extra)

    def _value(self, token: Token) -> None:
        if token.line == self.unknown_line:
            return
        figures = [v for v in self.current.values if v.kind != "gap"] if self.current else []
        if figures and (figures[-1].grid, figures[-1].block if token.grid else 0) != (
            token.grid,
            token.block if token.grid else 0,
        ):
            # A figure outside the table, a page number perhaps.
            self._close()
        if self.current is None and self.pending:
            self._open_pending(token)
        if self.current is None and self.unlabelled and not (token.grid and token.line == self.label_line):
            if token.grid and not token.text.strip():
                self.blanks.append(token)
                return
            table, block = self.unlabelled
            self.current = self._new(table, block, block.rows[0], token.line)
            self.current.values, self.blanks = self.blanks if token.grid else self.gaps, []
            self.gaps = []
        cut = self.interrupted
        if self.current is not None:
            self.current.values.append(token)
        elif cut and cut.line == token.line:
            cut.doubtful = True
        elif self.tentative is not None:
            self.tentative.values.append(token)
        elif token.grid and token.line != self.label_line:
            if self.found.orphans and self.found.orphans[-1][-1].line == token.line:
                self.found.orphans[-1].append(token)
            else:
                self.found.orphans.append([token])

    def _open_pending(self, token: Token) -> None:
        """Figures after a piece of a label: it names its row if no other label has it, or the rest may follow."""
        targets = self._holding(str.startswith) or self._holding(str.__contains__)
        if len({id(t.row) for t in targets}) == 1 and len(self.pending) >= MIN_PREFIX:
            text = self.pending_text
            self.pending = self.pending_text = ""
            self._open(evolve(token, kind="label", text=text), targets[0])
            if self.current:
                self.current.broken = True
        elif targets and self.tentative is None:
            self.tentative = RowFound(targets[0].table, targets[0].block, None, token.line, broken=True)

    def _holding(self, how: Callable[[str, str], bool]) -> list[Target]:
        keys = [k for k in self.index.row_keys if how(k, self.pending)]
        return [t for k in keys for t in self.index.exact[k] if t.role == "row"]

    def _fragment(self, token: Token) -> None:
        if NUMBER_ONLY.fullmatch(fold(token.text)):
            self._close()
            self.pending = self.pending_text = ""
            block = self.index.form.tables[0].blocks[0]
            self.tentative = RowFound(self.index.form.tables[0], block, None, token.line, number_only=True)
            return
        piece = key(token.text)
        joined, text = self.pending + piece, self.pending_text + token.text
        if targets := self.index.exact.get(joined):
            tentative = self.tentative
            self.tentative = None
            self._label(0, evolve(token, kind="label", text=text, targets=targets))
            if tentative and self.current and not self.current.values:
                self.current.values = tentative.values
                self.current.continued.update(v.line for v in tentative.values)
            return
        self._note_columns(token, self.index.columns_beginning(piece))
        current = self.current
        if current and current.values and self._goes_on(current, piece):
            current.continued.add(token.line)
            return  # the rest of a label whose figures stand in its middle
        self._close()
        whole = any(joined in k for k in self.index.row_keys)
        if not whole:
            self.tentative = None
        self.pending, self.pending_text = (joined, text) if whole else (piece, token.text)
        if not any(self.pending in k for k in self.index.row_keys):
            self.pending = self.pending_text = ""

    def _goes_on(self, row: RowFound, piece: str) -> bool:
        """Whether the piece is the rest of the row's label, as far as that was printed before."""
        before = key(row.label.text) if row.label else ""
        if any(target.row is row.row for target in self.index.exact.get(before + piece, ())):
            return True
        return bool(row.row and row.row.path and key(row.row.path[-1]).endswith(piece))

    def _text(self, token: Token) -> None:
        current = self.current
        if token.grid and current and current.line == token.line:
            # Where a figure should stand: it is kept as what cannot be read.
            current.values.append(token)
            return
        if token.grid and self.unlabelled:
            # In a row of figures, or one as long as that, it stands in the place of a figure.
            block = self.unlabelled[1]
            long = token.line not in self.first_label and self.cells[token.line] >= len(block.columns)
            if self.figures[token.line] > 1 or long:
                self._value(token)
            return
        self.pending = self.pending_text = ""
        self.tentative = None
        self._close()
        if token.grid:
            self.unknown_line = token.line
        elif key(token.text) in self.index.section_keys:
            self.unlabelled = None
            self.heads_since_row = True
