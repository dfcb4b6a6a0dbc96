"""The order of the columns of figures, as the headings above them show it.

A heading that stands in another order than the form's, or names a column that the form does not have, changes which
figure is which. Where the headings do not tell, no figure is placed.
"""

from __future__ import annotations

from collections.abc import Sequence

from attrs import define, field

from gipcore.forms import Block, Column
from gipcore.recognise.labels import Target
from gipcore.recognise.tokens import Token


@define(eq=False)
class HeadRun:
    """The column labels of a block that stand together, with no row of figures between them."""

    labels: list[tuple[Token, Target]] = field(factory=list)
    extra: set[str] = field(factory=set)
    """Keys of further columns that are named here or were named before: a heading repeated in short has them too."""

    def lines(self) -> list[list[Target]]:
        """The labels line by line."""
        lines: dict[int, list[Target]] = {}
        for token, target in self.labels:
            lines.setdefault(token.line, []).append(target)
        return list(lines.values())

    def in_grid(self, targets: Sequence[Target]) -> bool:
        """Whether the labels stand in a row of a grid."""
        return all(token.grid for token, target in self.labels if any(target is t for t in targets))


def columns_in_order(block: Block, run: HeadRun | None, groups: Sequence[str], figures: int) -> list[Column] | None:
    """The columns in which the *figures* of a row stand, from left to right; None if the headings contradict the form
    in a way that leaves it open. *groups* are the merged headings over figures without a row label."""
    wanted = _wanted(block, run, groups, figures)
    if wanted is None or run is None:
        return wanted
    official = [column.label for column in wanted]
    unique = len(set(official)) == len(official)
    lines = [[target.columns[0].label for target in line] for line in run.lines()]
    if unique:
        lines = [list(dict.fromkeys(line)) for line in lines]
    seen = [label for line in lines for label in line]
    if unique:
        seen = list(dict.fromkeys(seen))
    across = _within([c.text for cells in block.head for c in cells], official)
    if any(column.extra for column in wanted) and all(len(line) == 1 for line in lines):
        return None  # a list of labels does not show where the further column stands
    if _follows(seen, official) or _follows(seen, across) or seen[-len(official) :] == official:
        return wanted
    if any(len(line) > 1 for line in lines) and all(_follows(line, official) for line in lines):
        return wanted
    for line, row in zip(lines, run.lines(), strict=True):
        # Where a text lists them, merged headings may have been taken apart: only a grid row shows an order.
        if unique and sorted(line) == sorted(official) and run.in_grid(row):
            by_label = {column.label: column for column in wanted}
            return [by_label[label] for label in line]
    return None


def _wanted(block: Block, run: HeadRun | None, groups: Sequence[str], figures: int) -> list[Column] | None:
    extra = run.extra if run else set()
    columns = [column for column in block.columns if not column.extra or column.key in extra]
    if block.label_columns or not groups or figures == len(columns):
        return columns if not groups or _follows(groups, _unders(block)) else None
    under = [column for column in columns if column.under and column.under[-1] in groups]
    return (under or columns) if _follows(groups, _unders(block)) else None


def _unders(block: Block) -> list[str]:
    return list(dict.fromkeys(column.under[-1] for column in block.columns if column.under))


def _within(texts: Sequence[str], labels: Sequence[str]) -> list[str]:
    """The heading's cells that are column labels, in reading order."""
    return [text for text in texts if text in labels]


def _follows(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether *part* is *whole* with some left out.

    >>> _follows("ac", "abc"), _follows("ca", "abc")
    (True, False)
    """
    rest = iter(whole)
    return all(item in rest for item in part)
