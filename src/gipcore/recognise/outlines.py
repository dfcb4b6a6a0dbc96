"""What is special of an outline of rows: its headings look like those of sections, and it has one column of figures.

An office that prints several columns of figures beside it (its own, its departments', its townships') says in headings
of its own making which is which: only a column under the form's heading is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from gipcore.recognise.folding import fold, key
from gipcore.recognise.labels import LabelIndex, Target
from gipcore.recognise.placing import NotPlaced, Result
from gipcore.recognise.rows import RowFound, TableScan
from gipcore.recognise.tokens import Token
from gipcore.reports import ReadingRemark

SLIPPED = 3
"""Headings with figures from which on the whole column is taken to have slipped."""


def inner_headings(tokens: Sequence[Token], index: LabelIndex) -> set[tuple[int, int]]:
    """Line and offset of every label with a row of its outline right below it."""
    if not index.units:
        return set()
    words = [token for token in tokens if token.kind in ("label", "fragment", "text")]
    targets = [token.targets or index.exact.get(key(token.text), ()) for token in words]
    pairs = zip(words, targets, targets[1:], strict=False)
    return {(token.line, token.offset) for token, above, below in pairs if not token.grid and _holds(above, below)}


def _holds(above: Sequence[Target], below: Sequence[Target]) -> bool:
    paths = [target.row.path[:-1] for target in below if target.block.outline and target.row]
    return any(t.role == "group" and t.block.outline and t.label in path for t in above for path in paths)


def of_one_column(
    rows: Sequence[tuple[RowFound, Result]], scan: TableScan, tokens: Sequence[Token]
) -> list[tuple[RowFound, Result]]:
    """The rows as placed; of an outline with several columns of figures only what stands under the form's heading."""
    if not any(row.block.outline for row, _ in rows):
        return list(rows)
    columns: dict[int, set[int]] = {}
    crowded = 0
    for row, _ in rows:
        figures = [token for token in row.values if token.filled] if row.block.outline else []
        crowded += len(figures) > 1 and not figures[0].grid
        for token in figures:
            if token.grid:
                columns.setdefault(token.block, set()).add(token.column)
    doubtful = _slipped(rows, scan, tokens) | {block for block, found in columns.items() if len(found) > 1}
    headed = {(t.block, t.column) for t, targets in scan.heads if any(x.role == "column" for x in targets)}

    def sure(token: Token) -> bool:
        if not token.grid:
            return crowded < 2
        return token.block not in doubtful or (token.block, token.column) in headed

    return [(row, _unless(sure, row, result)) for row, result in rows]


def _slipped(rows: Sequence[tuple[RowFound, Result]], scan: TableScan, tokens: Sequence[Token]) -> set[int]:
    """Grids in which the figures have moved against the labels: headings have some, rows have a heading's dashes."""
    figures = Counter(token.block for token, _ in _heading_figures(scan, tokens))
    dashes = {
        token.block
        for row, _ in rows
        for token in row.values
        if row.block.outline and token.grid and fold(token.text) in ("--", "----")
    }
    return {block for block, count in figures.items() if block in dashes or count >= SLIPPED}


def _unless(sure: Callable[[Token], bool], row: RowFound, result: Result) -> Result:
    if not row.block.outline or isinstance(result, NotPlaced) or all(sure(placed.token) for placed in result):
        return result
    return NotPlaced(tuple(p.cell for p in result), result[0].text, result[0].token, "candidates")


def figures_of_headings(scan: TableScan, tokens: Sequence[Token]) -> list[ReadingRemark]:
    """Figures beside a heading of an outline, which has none: the column may have slipped by a row."""
    return [
        ReadingRemark("loose-figures", f"{heading.text.strip()} {token.text.strip()}", token.place)
        for token, heading in _heading_figures(scan, tokens)
    ]


def _heading_figures(scan: TableScan, tokens: Sequence[Token]) -> list[tuple[Token, Token]]:
    """Figures on the lines of headings, right of them: what stands to the left numbers the rows."""
    headings = {token.line: token for token, target in scan.groups if token.grid and target.block.outline}
    return [
        (token, headings[token.line])
        for token in tokens
        if token.kind == "value" and token.line in headings and token.column > headings[token.line].column
        if any(char.isdigit() for char in token.text)
    ]
