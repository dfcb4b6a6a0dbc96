"""``form.extended``: the report uses the table to which a layer added something."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject
from gipcore.rules import Rule
from gipcore_layers.remembering import parameters


@frozen
class ExtendedParameters:
    """The ``label`` of what was added."""

    label: str


_parameters = parameters(ExtendedParameters)


def check_extended(subject: Subject, rule: Rule) -> CheckResult:
    """The form on which the report was read has the label."""
    settings = _parameters(rule)
    labels = {label for cell in subject.form.cells.values() for label in (*cell.row.path, cell.column.label)}
    return () if settings.label in labels else [Failure({"label": settings.label})]
