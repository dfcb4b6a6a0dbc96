"""What a label means where it stands: 其他 and 总计 are rows and columns, and in an outline of several parents."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice, takewhile

from gipcore.recognise.folding import fold
from gipcore.recognise.labels import Target
from gipcore.recognise.numbering import split_numbering
from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token


def row_meant(label: Token, after: Iterable[Token], last: RowFound | None, below_heads: bool) -> Target | None:
    """The row or group that a label opens, None for a heading.

    *after* are the tokens that follow it, *last* is the row before it, *below_heads* says whether headings stood
    between that and the label.
    """
    meanings = [target for target in label.targets if target.role in ("row", "group")]
    if not meanings:
        return None
    own = [target for target in meanings if target.role == "row" and not target.extra] or meanings
    if of_several_parents(label):
        return next((target for target in own if last and _below(target, last)), None)
    target = own[0]
    if len(meanings) == len(label.targets) or _numbered_alike(label, target):
        return target
    if below_heads or last is None or not _follows(target, last):
        return None
    return target if _figures_follow(label, after) else None


def of_several_parents(label: Token) -> bool:
    """Whether rows below several parents have this label: the parent that was seen last decides."""
    return sum(t.role == "row" and t.block.outline and not t.extra for t in label.targets) > 1


def _below(target: Target, last: RowFound) -> bool:
    """Whether the row stands below the same parents as the last one."""
    parents = target.row.path[:-1] if target.row else None
    return parents is not None and last.row.path[: len(parents)] == parents


def _numbered_alike(label: Token, target: Target) -> bool:
    number = split_numbering(fold(label.text))[0]
    return bool(number) and number.strip("()、.,") == target.numbering.strip("()、.,")


def _follows(target: Target, last: RowFound) -> bool:
    """Whether the row comes after the last one in its block."""
    rows = target.block.rows
    if last.block is not target.block or target.row not in rows or last.row not in rows:
        return False
    return rows.index(last.row) < rows.index(target.row)


def _figures_follow(label: Token, after: Iterable[Token]) -> bool:
    """Whether figures come next: in a grid, in the rest of the row and nothing else."""
    if label.grid:
        rest = list(takewhile(lambda t: t.line == label.line, after))
        return all(t.kind == "value" for t in rest) and any(t.filled for t in rest)
    following = next((t for t in islice(after, 3) if t.kind != "gap"), None)
    return following is not None and following.kind == "value"
