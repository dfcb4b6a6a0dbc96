"""Figures against last year's and against what is likely: identical, all zero, jumped, moved to the next row."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.reports import Kind, Level
from gipcore.rules import Rule
from gipcore_national.common import figure, known_cells, label, parameters

_NO_PREVIOUS = Undecided("没有上年报告", "no report of last year", "previous")
_OTHER_FORM = Undecided("上一年度的报告用的是另一种表样。", "Last year's report is on another form.")


@frozen
class AllZeroParameters:
    """Bodies for which a report without any figure is unlikely: governments of the levels, and departments with one
    of the words in their name."""

    government_kinds: tuple[Kind, ...]
    levels: tuple[Level, ...]
    names: tuple[str, ...]


@frozen
class JumpParameters:
    """``cells`` are compared where the larger figure is at least ``least`` and at least ``factor`` times the other."""

    cells: tuple[str, ...]
    factor: int
    least: int


@frozen
class ReclassifiedParameters:
    """From which figure on a row that empties is told."""

    least: int


_all_zero = parameters(AllZeroParameters)
_jump = parameters(JumpParameters)
_reclassified = parameters(ReclassifiedParameters)


def check_identical(subject: Subject, rule: Rule) -> CheckResult:
    """Every figure as last year, and not all of them 0."""
    if subject.previous is None:
        return _NO_PREVIOUS
    if subject.previous.form != subject.report.form:
        return _OTHER_FORM
    now, then = subject.report.cells, subject.previous.cells
    some, unknown = False, ""
    for id_ in subject.form.cells:
        value, before = figure(now.get(id_)), figure(then.get(id_))
        if value is None or before is None:
            unknown = unknown or id_
        elif value != before:
            return ()
        some = some or bool(value)
    if unknown:
        name = label(subject.form, unknown)
        return Undecided(f"{name}在其中一年没有可比的数。", f"{unknown} has no figure in one of the two years.")
    return [Failure({"count": len(subject.form.cells), "previous": subject.previous.year or "上一"})] if some else ()


def check_all_zero(subject: Subject, rule: Rule) -> CheckResult:
    """Not one figure, from a body that has licences, penalties or requests every year."""
    cells = subject.report.cells
    for id_ in subject.form.cells:
        value = figure(cells.get(id_))
        if value:
            return ()
        if value is None:
            return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
    settings = _all_zero(rule)
    issuer = subject.report.issuer
    likely = issuer.kind in settings.government_kinds and issuer.level in settings.levels
    if likely or (issuer.level != "township" and any(word in issuer.name for word in settings.names)):
        return [Failure({"issuer": issuer.name, "count": len(subject.form.cells)})]
    if issuer.kind is None or (issuer.kind in settings.government_kinds and issuer.level is None):
        return Undecided("机关的层级或类别不明。", "The level or kind of the body is not known.")
    return ()


def check_jump(subject: Subject, rule: Rule) -> CheckResult:
    """Figures that are many times last year's or a small part of it."""
    if subject.previous is None:
        return _NO_PREVIOUS
    settings = _jump(rule)
    then = subject.previous.cells
    failures = []
    unreadable = []
    for id_ in known_cells(subject.form, settings.cells):
        value, before = figure(subject.report.cells.get(id_)), figure(then.get(id_))
        if value is None or before is None:
            # Last year's form may not have the cell; then there is nothing to compare, now or ever.
            unreadable += [id_] if value is None or id_ in then else []
            continue
        low, high = sorted((value, before))
        if high >= settings.least and high >= settings.factor * low:
            name = label(subject.form, id_)
            failures.append(
                Failure({"cell": name, "now": value, "before": before}, (id_,), "", None, value, before, value - before)
            )
    if unreadable and not failures:
        return Undecided(
            f"{label(subject.form, unreadable[0])}在其中一年无法辨认。",
            f"{unreadable[0]} is unreadable in one of the years.",
        )
    return failures


def check_reclassified(subject: Subject, rule: Rule) -> CheckResult:
    """A row that was full and is empty, beside one of the same group that was empty and is full."""
    if subject.previous is None:
        return _NO_PREVIOUS
    if subject.previous.form != subject.report.form:
        return _OTHER_FORM
    least = _reclassified(rule).least
    groups: dict[tuple[str, ...], list[str]] = {}
    for id_, cell in subject.form.cells.items():
        # A group is what one merged label stands beside; its figures are compared in the columns that are totals.
        if cell.column.sum_of and len(cell.row.path) > 2:
            groups.setdefault((cell.table, cell.column.key, *cell.row.path[:-1]), []).append(id_)
    failures = []
    for ids in groups.values():
        pairs = {id_: (figure(subject.previous.cells.get(id_)), figure(subject.report.cells.get(id_))) for id_ in ids}
        emptied = [id_ for id_, (before, now) in pairs.items() if before is not None and before >= least and now == 0]
        filled = [id_ for id_, (before, now) in pairs.items() if now is not None and now >= least and before == 0]
        for source, target in zip(emptied, filled, strict=False):
            failures.append(
                Failure(
                    {
                        "source": subject.form.cells[source].row_label,
                        "target": subject.form.cells[target].row_label,
                        "before": pairs[source][0],
                        "now": pairs[target][1],
                    },
                    (source, target),
                )
            )
    return failures


CHECKS = {
    "report.identical": check_identical,
    "report.all_zero": check_all_zero,
    "series.jump": check_jump,
    "applications.reclassified": check_reclassified,
}
