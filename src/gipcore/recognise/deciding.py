"""From the figures that claim a cell to its value: certain, or unreadable."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from gipcore.documents import Place
from gipcore.forms import Form
from gipcore.recognise.notation import read_value, read_with_unit
from gipcore.recognise.placing import NotPlaced, Result
from gipcore.recognise.rows import RowFound
from gipcore.recognise.units import Units
from gipcore.reports import ReadingRemark
from gipcore.values import Number, Unreadable, Value

Claim: TypeAlias = tuple[Value, Place]
"""A value that some figure gives a cell, and where it stood."""


def claims(row: RowFound, result: Result, form: Form, units: Units) -> Iterator[tuple[str, Claim]]:
    """What a row says of its cells, by cell id."""
    if isinstance(result, NotPlaced):
        unreadable = Unreadable(raw=result.text, reason=result.reason)
        yield from ((cell, (unreadable, result.token.place)) for cell in result.cells)
        return
    for placed in result:
        column = form.cells[placed.cell].column if placed.cell in form.cells else placed.column
        unit = row.unit or units.get((id(row.block), column.key), "")
        yield placed.cell, (read_with_unit(placed.text, unit, column), placed.token.place)


def decide(found: Sequence[Claim], times: int) -> Claim:
    """One value from all that claim a cell of a table that was found *times* times."""
    if len(found) == 1 >= times:
        return found[0]
    readable = [value for value, _ in found if not isinstance(value, Unreadable)]
    distinct = {value.value if isinstance(value, Number) else type(value).__name__ for value in readable}
    if len(readable) == len(found) >= times and len(distinct) == 1:
        return found[0]
    raw = " ｜ ".join(dict.fromkeys(value.raw.strip() or "（空）" for value, _ in found))
    return Unreadable(raw=raw, reason="candidates"), found[0][1]


def check_subtotals(
    rows: Sequence[tuple[RowFound, Result]], cells: dict[str, Value], remarks: list[ReadingRemark]
) -> None:
    """A further column is left out of *cells* only where it adds up; where it does not, nobody knows which column is
    which, and the row becomes unreadable."""
    for row, result in rows:
        if isinstance(result, NotPlaced) or row.extra:
            continue
        for placed in result:
            if not placed.column.extra:
                continue
            remarks.append(ReadingRemark("extra-column", placed.column.label, placed.token.place))
            parts = [row.block.cell_id(row.row, c) for c in row.block.columns if c.key in placed.column.sum_of]
            known = sum(value.value for part in parts if isinstance(value := cells[part], Number))
            total = read_value(placed.text, placed.column)
            if not isinstance(total, Number) or total.value != known:
                cells.update({p.cell: Unreadable(raw=p.text, reason="count") for p in result if p.cell in cells})
