"""The labels of a form, indexed by what identifies them, so that any printing of a label finds its rows and columns."""

from __future__ import annotations

import re
from typing import Literal, TypeAlias

from attrs import define, field, frozen

from gipcore.forms import Block, Column, Form, Row, Table
from gipcore.recognise.folding import fold, key
from gipcore.recognise.misprints import Misprints
from gipcore.recognise.notation import UNITS
from gipcore.recognise.numbering import split_numbering

Role: TypeAlias = Literal["row", "group", "column", "head"]
"""``row``: a row's own label; ``group``: a merged label left of several rows; ``column``: a column's own label;
``head``: anything else in a heading (bands, merged headings, the printed note)."""

_ROLES = ("row", "group", "column", "head")
MIN_FRAGMENT = 2
"""Characters by which a piece of a label may be told from a figure or a mark."""


@frozen(eq=False)
class Target:
    """What a label stands for. A column's label may stand for several columns (总计 under three headings)."""

    role: Role
    table: Table
    block: Block
    label: str
    row: Row | None = None
    columns: tuple[Column, ...] = ()
    numbering: str = ""
    extra: bool = False


@define(eq=False)
class LabelIndex:
    """All labels of one form. ``exact`` maps a label's key to its targets; rows first, then groups, columns, heads."""

    form: Form
    exact: dict[str, list[Target]] = field(factory=dict)
    section_keys: dict[str, str] = field(init=False)
    """The key of each title to the section's key; the official titles outrank the others."""
    units: frozenset[str] = field(init=False)
    """Units that stand beside labels; none in a form whose labels or headings carry them."""
    scanner: re.Pattern[str] = field(init=False)
    """Finds any label or title in a text of letters and digits only."""
    _row_keys: list[str] = field(init=False)
    _all_keys: str = field(init=False)
    _misprints: Misprints = field(init=False)

    def __attrs_post_init__(self) -> None:
        for table in self.form.tables:
            for block in table.blocks:
                self._add_block(table, block)
        for targets in self.exact.values():
            targets.sort(key=lambda t: _ROLES.index(t.role))
        outline = any(block.outline for table in self.form.tables for block in table.blocks)
        self.units = UNITS if outline else frozenset()
        self.section_keys = {
            key(text): section.key
            for section in reversed(self.form.sections)
            for text in (*section.variants, *section.synonyms, section.title)
        }
        self.scanner = _scanner({*self.exact, *self.section_keys})
        self._row_keys = [k for k, targets in self.exact.items() if targets[0].role == "row"]
        self._all_keys = "\n".join(self.exact)
        self._misprints = Misprints.of(self.exact)

    def _add_block(self, table: Table, block: Block) -> None:
        def add(
            role: Role, text: str, row: Row | None = None, columns: tuple[Column, ...] = (), extra: bool = False
        ) -> None:
            there = self.exact.setdefault(key(text), [])
            if not any(t.role == role and t.block is block and t.row is row for t in there):
                number = split_numbering(fold(text))[0]
                there.append(Target(role, table, block, text, row, columns, number, extra))

        for row in (*block.rows, *block.extra_rows):
            if row.path:
                for text in (row.path[-1], *row.variants):
                    add("row", text, row, extra=any(row is other for other in block.extra_rows))
                for text in row.path[:-1]:
                    add("group", text)
        labels: dict[str, list[Column]] = {}
        for column in block.columns:
            for text in (column.label, *column.variants):
                labels.setdefault(text, []).append(column)
        for text, columns in labels.items():
            add("column", text, columns=tuple(columns))
        for text in dict.fromkeys(text for column in block.columns for text in column.under):
            # A merged heading names the columns below it, innermost only: it may head a row of its own figures.
            add("head", text, columns=tuple(c for c in block.columns if c.under and c.under[-1] == text))
        for text in (block.band, block.note, *(cell.text for cells in block.head for cell in cells)):
            if text and not any(t.block is block for t in self.exact.get(key(text), ())):
                add("head", text)

    def find(self, text: str) -> list[Target]:
        """The targets of a label as printed, best first; misprints are found if they resemble one label only."""
        identity = key(text)
        if not identity:
            return []
        if found := self.exact.get(identity) or self.explained(text):
            return found
        if len(identity) >= MIN_FRAGMENT and identity in self._all_keys:
            return []
        nearest = self._misprints.nearest(identity)
        return self.exact[nearest] if nearest else []

    def explained(self, text: str) -> list[Target]:
        """The targets of a label with an explanation in brackets behind it, as provinces print them."""
        label, bracket, rest = split_numbering(fold(text))[1].partition("(")
        if not bracket or not rest.endswith(")") or rest.startswith("其中"):
            return []
        return self.exact.get(key(label), [])

    def is_fragment(self, identity: str) -> bool:
        """Whether the text can be a piece of a label that was broken over lines."""
        return len(identity) >= MIN_FRAGMENT and identity in self._all_keys

    def is_piece_of_row(self, identity: str) -> bool:
        """Whether the text can be a piece of a row's label."""
        return any(identity in known for known in self._row_keys)

    def rows_with(self, piece: str) -> list[Target]:
        """The rows whose label begins with a piece, else those that hold it."""
        keys = [k for k in self._row_keys if k.startswith(piece)] or [k for k in self._row_keys if piece in k]
        return [target for k in keys for target in self.exact[k] if target.role == "row"]

    def columns_beginning(self, identity: str) -> list[Target]:
        """The columns of a label of which only the beginning is printed, as in a heading split over two rows."""
        found = [t for k, ts in self.exact.items() if k.startswith(identity) for t in ts if t.role == "column"]
        return found if len({t.columns[0].label for t in found}) == 1 else []


def _scanner(words: set[str]) -> re.Pattern[str]:
    """The longest words first. A look at the first character keeps the scan of long narratives cheap."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    first = "".join(sorted({re.escape(word[0]) for word in words}))
    return re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, longest_first))})")
