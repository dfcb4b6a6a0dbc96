"""Rows that have lost their label: they are filled in only where one row of the form can be meant."""

from __future__ import annotations

from collections.abc import Sequence

from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token

MAX_ORPHANS = 100
"""Rows without a label that are looked at; beyond that the file is no report."""


def lost_labels(scan: TableScan, orphans: Sequence[list[Token]]) -> list[RowFound]:
    """The rows of figures without a label between two neighbours between which exactly one row of the form is
    missing."""
    known = {id(row.row) for row in scan.rows}
    filled: list[RowFound] = []
    for tokens in orphans[:MAX_ORPHANS]:
        if tokens[0].filled or not any(token.filled for token in tokens):
            continue
        row = _between_neighbours(tokens, scan, orphans)
        if row and id(row.row) not in known:
            filled.append(row)
    return filled


def _between_neighbours(tokens: list[Token], scan: TableScan, orphans: Sequence[list[Token]]) -> RowFound | None:
    block, line = tokens[0].block, tokens[0].line
    rows = [row for row in scan.rows if row.values[0].block == block]
    after = next((row for row in rows if row.line > line), None)
    if after is None or after.row not in after.block.rows:
        return None
    heads = [token.line for token, _ in scan.heads if token.block == block]
    if any(line < head < after.line for head in heads):
        return None
    top = max((head for head in heads if head < line), default=0)
    before = next((row for row in reversed(rows) if row.line < line), None)
    start = -1
    if before and before.line > top:
        if before.block is not after.block or before.row not in after.block.rows:
            return None
        start, top = after.block.rows.index(before.row), before.line
    alone = sum(o[0].block == block and top < o[0].line < after.line for o in orphans) == 1
    if not top or not alone or after.block.rows.index(after.row) - start != 2:
        return None
    return RowFound(after.table, after.block, after.block.rows[start + 1], line, values=tokens[1:])


def beside_strays(row: RowFound, strays: Sequence[list[Token]]) -> bool:
    """Whether a row is blank, and the grid row before or behind it has figures of no row: they may be its own."""
    if row.figures or not row.start.grid:
        return False
    lines = {token.line for token in row.values} | {row.line}
    return any(
        stray[0].line in (min(lines) - 1, max(lines) + 1) for stray in strays if any(token.filled for token in stray)
    )
