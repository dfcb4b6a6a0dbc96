"""Amounts whose form names no unit: it has to stand beside the figure or in the heading."""

from __future__ import annotations

import re

from gipcore.checks import CheckResult, Failure, Subject
from gipcore.forms import Cell
from gipcore.rules import Rule
from gipcore.values import Number

_UNIT = re.compile(r"[元万亿]")


def check_unit(subject: Subject, rule: Rule) -> CheckResult:
    """An amount other than 0 with a unit neither in its cell nor in the label above it."""
    headed = {label.official for label in subject.report.labels if _UNIT.search(label.text)}
    return [
        Failure({"cell": cell.label, "printed": subject.report.cells[cell.id].raw.strip()}, (cell.id,))
        for cell in subject.form.cells.values()
        if cell.column.unit_in_cell and cell.column.label not in headed and _bare(subject, cell)
    ]


def _bare(subject: Subject, cell: Cell) -> bool:
    value = subject.report.cells[cell.id]
    return isinstance(value, Number) and value.value != 0 and not _UNIT.search(value.raw)


CHECKS = {"amount.unit": check_unit}
