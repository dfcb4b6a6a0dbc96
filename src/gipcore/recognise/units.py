"""Units that a heading states: an office may print 元 where the form has 万元, or state one where it has none."""

from __future__ import annotations

import re
from typing import TypeAlias

from gipcore.recognise.folding import fold
from gipcore.recognise.rows import TableScan

Units: TypeAlias = dict[tuple[int, str], str]
"""By the id of a block and the key of a column."""

_UNIT = re.compile(r"\((?:单位:)?(亿元|万元|元)\)$")


def units_of_heads(scan: TableScan) -> Units:
    """The units in brackets behind the labels of columns; of two that differ none."""
    found: dict[tuple[int, str], set[str]] = {}
    for token, targets in scan.heads:
        if unit := _UNIT.search(fold(token.text)):
            for target in targets:
                for column in target.columns if target.role == "column" else ():
                    found.setdefault((id(target.block), column.key), set()).add(unit[1])
    return {place: units.pop() for place, units in found.items() if len(units) == 1}
