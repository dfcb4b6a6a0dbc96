"""The labels of a form, indexed by what identifies them, so that any printing of a label finds its rows and columns."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from functools import lru_cache
from typing import Literal, TypeAlias

from attrs import define, field, frozen

from gipcore.forms import Block, Column, Form, Row, Table
from gipcore.recognise.folding import fold, key, split_numbering
from gipcore.recognise.notation import UNITS

Role: TypeAlias = Literal["row", "group", "column", "head"]
"""``row``: a row's own label; ``group``: a merged label left of several rows; ``column``: a column's own label;
``head``: anything else in a heading (bands, merged headings, the printed note)."""

FUZZY_CUTOFF = 0.78
"""Share of characters that must agree for a misprinted label; measured on the variants listed with the forms."""
FUZZY_MARGIN = 0.08
"""By how much the best label must be nearer than the second best."""
MIN_FRAGMENT = 2


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
    scanner: re.Pattern[str] = field(init=False)
    row_keys: list[str] = field(init=False)
    group_keys: list[str] = field(init=False)
    fragments: str = field(init=False)
    section_keys: dict[str, str] = field(init=False)
    units: frozenset[str] = field(init=False)
    """Units that stand beside labels; none in a form whose labels or headings carry them."""
    by_char: dict[str, list[str]] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        for table in self.form.tables:
            for block in table.blocks:
                self._add_block(table, block)
        for targets in self.exact.values():
            targets.sort(key=lambda t: ("row", "group", "column", "head").index(t.role))
        outline = any(block.outline for table in self.form.tables for block in table.blocks)
        self.units = UNITS if outline else frozenset()
        self.row_keys = [k for k, ts in self.exact.items() if any(t.role == "row" for t in ts)]
        self.group_keys = [k for k, ts in self.exact.items() if any(t.role == "group" for t in ts)]
        self.fragments = "\n".join(self.exact)
        for known in self.exact:
            for char in set(known) if len(known) >= 4 else ():
                self.by_char.setdefault(char, []).append(known)
        self.section_keys = {
            key(text): section.key
            for section in reversed(self.form.sections)
            for text in (*section.variants, *section.synonyms, section.title)
        }
        words = sorted({*self.exact, *self.section_keys}, key=len, reverse=True)
        first = "".join(sorted({re.escape(word[0]) for word in words}))
        # The lookahead on the first character keeps the scan of long narratives cheap.
        self.scanner = re.compile(f"(?=[{first}])(?:{'|'.join(map(re.escape, words))})")

    def _add_block(self, table: Table, block: Block) -> None:
        def add(text: str, **target: object) -> None:
            folded = fold(text)
            entry = Target(
                table=table,
                block=block,
                label=text,
                numbering=split_numbering(folded)[0],
                **target,  # type: ignore[arg-type]
            )
            entries = self.exact.setdefault(key(text), [])
            if not any(e.role == entry.role and e.block is block and e.row is entry.row for e in entries):
                entries.append(entry)

        for row, extra in [(r, False) for r in block.rows] + [(r, True) for r in block.extra_rows]:
            if row.path:
                for text in (row.path[-1], *row.variants):
                    add(text, role="row", row=row, extra=extra)
                for text in row.path[:-1]:
                    add(text, role="group")
        labels: dict[str, list[Column]] = {}
        for column in block.columns:
            for text in (column.label, *column.variants):
                labels.setdefault(text, []).append(column)
        for text, columns in labels.items():
            add(text, role="column", columns=tuple(columns))
        unders = dict.fromkeys(text for column in block.columns for text in column.under)
        for text in unders:
            # A merged heading names the columns below it, innermost only: it may head a row of its own figures.
            below = tuple(c for c in block.columns if c.under and c.under[-1] == text)
            add(text, role="head", columns=below)
        for text in (block.band, block.note, *(cell.text for cells in block.head for cell in cells)):
            if text and not any(t.block is block for t in self.exact.get(key(text), ())):
                add(text, role="head")

    def find(self, text: str) -> list[Target]:
        """The targets of a label as printed, best first; misprints are found if they resemble one label only."""
        identity = key(text)
        if not identity:
            return []
        return self.exact.get(identity) or self.explained(text) or self._similar(identity)

    def explained(self, text: str) -> list[Target]:
        """The targets of a label with an explanation in brackets behind it, as provinces print them."""
        label, bracket, rest = split_numbering(fold(text))[1].partition("(")
        if not bracket or not rest.endswith(")") or rest.startswith("其中"):
            return []
        return self.exact.get(key(label), [])

    @lru_cache(maxsize=4096)  # noqa: B019 - an index lives as long as its form
    def _similar(self, identity: str) -> list[Target]:
        if len(identity) < 4 or identity in self.fragments:
            return []
        # Only labels that share most of their characters are compared: a hostile file may hold 50,000 texts.
        shared = Counter(label for char in set(identity) for label in self.by_char.get(char, ()))
        scored: list[tuple[float, str]] = []
        for known, count in shared.items():
            if count * 2 >= len(set(known)) and abs(len(known) - len(identity)) <= max(2, len(identity) // 3):
                matcher = difflib.SequenceMatcher(None, identity, known, autojunk=False)
                if (score := matcher.ratio()) >= FUZZY_CUTOFF:
                    scored.append((score, known))
        scored.sort(reverse=True)
        if not scored or (len(scored) > 1 and scored[0][0] - scored[1][0] < FUZZY_MARGIN):
            return []
        return self.exact[scored[0][1]]

    def is_fragment(self, identity: str) -> bool:
        """Whether the text can be a piece of a label that was broken over lines."""
        return len(identity) >= MIN_FRAGMENT and identity in self.fragments

    def columns_beginning(self, identity: str) -> list[Target]:
        """The columns of a label of which only the beginning is printed, as in a heading split over two rows."""
        found = [t for k, ts in self.exact.items() if k.startswith(identity) for t in ts if t.role == "column"]
        return found if len({t.columns[0].label for t in found}) == 1 else []
