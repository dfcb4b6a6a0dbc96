"""The order of the columns of figures, as the headings above them show it.

A heading that stands in another order than the form's, or names a column that the form does not have, changes which
figure is which. Where the headings do not tell, no figure is placed.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gipcore.forms import Block, Column
from gipcore.recognise.heads import HeadRun


def columns_in_order(block: Block, run: HeadRun | None, groups: Sequence[str], figures: int) -> list[Column] | None:
    """The columns in which the *figures* of a row stand, from left to right; None if the headings contradict the form
    in a way that leaves it open. *groups* are the merged headings over figures without a row label."""
    wanted = _wanted(block, run, groups, figures)
    if wanted is None or run is None:
        return wanted
    official = [column.label for column in wanted]
    by_label = {column.label: column for column in wanted}
    unique = len(by_label) == len(official)
    printed = run.lines()
    lines = [[target.columns[0].label for _, target in line] for line in printed]
    if unique:
        lines = [list(dict.fromkeys(line)) for line in lines]
    if any(column.extra for column in wanted) and all(len(line) == 1 for line in lines):
        return None  # a list of labels does not show where the further column stands
    seen = [label for line in lines for label in line]
    if unique:
        seen = list(dict.fromkeys(seen))
    across = [cell.text for cells in block.head for cell in cells if cell.text in by_label]
    if _follows(seen, official) or _follows(seen, across) or seen[-len(official) :] == official:
        return wanted
    part = _follows if unique else _within
    if any(len(line) > 1 for line in lines) and all(part(line, official) for line in lines):
        return wanted
    for labels, line in zip(lines, printed, strict=True):
        # Where a text lists them, merged headings may have been taken apart: only a grid row shows an order.
        if unique and sorted(labels) == sorted(official) and all(token.grid for token, _ in line):
            order = [by_label[label] for label in labels]
            return order if _whole_groups(order) else None
    return None


def _whole_groups(order: Sequence[Column]) -> bool:
    """Whether the columns below each merged heading stand together."""
    groups = [group for group, _ in groupby(column.under for column in order)]
    return len(groups) == len(set(groups))


def _wanted(block: Block, run: HeadRun | None, groups: Sequence[str], figures: int) -> list[Column] | None:
    """The columns that a row of so many *figures* has, in the form's order; None if the groups stand in another."""
    if groups and not _follows(
        groups, list(dict.fromkeys(column.under[-1] for column in block.columns if column.under))
    ):
        return None
    extra = run.extra if run else set()
    columns = [column for column in block.columns if not column.extra or column.key in extra]
    if block.label_columns or not groups or figures == len(columns):
        return columns
    return [column for column in columns if column.under and column.under[-1] in groups] or columns


def _within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether *part* stands in *whole* without a gap: labels that occur several times say too little with gaps."""
    return any(list(part) == list(whole[start : start + len(part)]) for start in range(len(whole)))


def _follows(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether *part* is *whole* with some left out.

    >>> _follows("ac", "abc"), _follows("ca", "abc")
    (True, False)
    """
    rest = iter(whole)
    return all(item in rest for item in part)
