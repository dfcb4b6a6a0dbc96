"""Headings of added columns in texts: there is a column more, and nothing shows which figure is of it."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from gipcore.recognise.folding import key
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.rows import TableScan
from gipcore.recognise.tokens import Token

MIN_WORD, MAX_WORD = 2, 12
"""Characters of a heading that an office adds: shorter is a piece of a broken one, longer a sentence."""
MAX_LINE = 120
"""Characters of a line of headings."""


def doubt_rows_below(scan: TableScan, tokens: Sequence[Token], index: LabelIndex) -> None:
    """Mark the rows of text below headings among which a word stands that is no label."""
    if all(token.grid for token in tokens if token.kind == "label"):
        return
    rows = {id(row.start) for row in scan.rows}
    heads = {id(token) for token, _ in scan.heads}
    reader = _Reader(index)
    for token in tokens:
        reader.read(token, row=id(token) in rows, head=id(token) in heads)
    for row in scan.rows:
        since = reader.doubted.get(row.table.key)
        # All figures on one line may stand below headings that were set upright and are read crosswise.
        apart = row.labelled or len({token.line for token in row.values if token.filled}) > 1
        if since is not None and apart and not row.start.grid and row.line >= since:
            row.doubtful = True


@define
class _Reader:
    """Reads tokens from the top down, and keeps the tables whose headings are open, or have such a word in them."""

    index: LabelIndex
    open: set[str] = field(factory=set)
    pending: set[str] = field(factory=set)
    doubted: dict[str, int] = field(factory=dict)
    """By the key of a table the line from which on its rows are in doubt."""

    def read(self, token: Token, *, row: bool, head: bool) -> None:
        """The next token, which may open a *row* or be a *head*."""
        if token.kind == "gap":
            return
        if token.grid or token.kind == "value":
            self.open, self.pending = set(), set()
        elif row:
            self._doubt(token.line)
            self.open = set()
        elif head:
            tables = {target.table.key for target in token.targets}
            if self.pending & tables:
                self._doubt(token.line)
            self.open = tables
        elif token.kind == "text":
            self.pending = self._word(token.text)
            self.open = self.open if self.pending else set()

    def _word(self, text: str) -> set[str]:
        """The tables that a text adds a heading to: the open ones, or those several labels of which it holds."""
        identity = key(text)
        if self.open and MIN_WORD <= len(identity) <= MAX_WORD:
            return self.open
        found: dict[str, set[str]] = {}
        rest = len(identity)
        for match in self.index.scanner.finditer(identity) if rest <= MAX_LINE else ():
            rest -= len(match.group())
            for target in self.index.exact.get(match.group(), ()):
                if target.role in ("column", "head"):
                    found.setdefault(target.table.key, set()).add(target.label)
        return {table for table, labels in found.items() if len(labels) > 1 and rest >= MIN_WORD}

    def _doubt(self, line: int) -> None:
        for table in self.pending:
            self.doubted.setdefault(table, line)
        self.pending = set()
