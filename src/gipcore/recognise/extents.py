"""Which lines of a document its tables take up: what stands there is neither narrative nor a section's heading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from gipcore.recognise.rows import RowFound
from gipcore.recognise.tokens import Token


def figure_lines(tokens: Sequence[Token]) -> set[int]:
    """Lines of text that belong to a table: labels and figures throughout, with a label in or near them."""
    kinds: dict[int, set[str]] = {}
    for token in tokens:
        if not token.grid:
            kinds.setdefault(token.line, set()).add(token.kind)
    lines = {line for line, found in kinds.items() if "label" in found and "text" not in found}
    for line in sorted(kinds):
        # Figures and broken labels follow a table line without a sentence between.
        if kinds[line] <= {"unit", "value", "fragment", "gap"} and line - 1 in lines:
            lines.add(line)
    for line in sorted(kinds, reverse=True):
        if kinds[line] <= {"fragment", "gap"} and line + 1 in lines:
            lines.add(line)
    return lines


def spans(rows: Iterable[RowFound]) -> list[tuple[int, int]]:
    """First and last line of each table."""
    spans: dict[str, tuple[int, int]] = {}
    for row in rows:
        first, last = spans.get(row.table.key, (row.line, row.line))
        spans[row.table.key] = min(first, row.line), max(last, row.line)
    return list(spans.values())
