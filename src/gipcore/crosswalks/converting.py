"""A report on one form → the same report on the next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import localcontext

from attrs import evolve

from gipcore.crosswalks.model import Crosswalk, Derived
from gipcore.errors import DataError
from gipcore.expressions import EXACT, Readings, Reason
from gipcore.forms import Form
from gipcore.reports import ReadingRemark, Report
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value


def convert(report: Report, crosswalk: Crosswalk, forms: Mapping[str, Form]) -> Report:
    """The report on the newer form, for comparing and adding up; it is no report that anybody could publish.

    A cell taken over from one cell keeps its value as it is. In a sum a blank item cell and "not applicable" count 0,
    as in the rules; a sum of blanks is blank. A cell that cannot be derived is unreadable (``no-counterpart``). What is
    not exact and what is lost stands in the remarks. Text of sections that the newer form does not have is left out.
    Raises DataError if the report is on another form.
    """
    if report.form != crosswalk.source:
        raise DataError(crosswalk.id, [f"报告用的是 {report.form} 表样，换算要求 {crosswalk.source}"])
    target = forms[crosswalk.target]
    reading = Readings(report, forms[crosswalk.source])
    known = {section.key for section in target.sections}
    cells = {cell: _value(crosswalk.sums.get(cell), reading) for cell in target.cells}
    single = {d.target: d.terms[0].cell for d in crosswalk.sums.values() if len(d.terms) == 1}
    return evolve(
        report,
        form=target.id,
        cells=cells,
        sections={key: text for key, text in report.sections.items() if key in known},
        headings=tuple(heading for heading in report.headings if heading.section is None or heading.section in known),
        labels=(),
        tables=(),
        places={cell: report.places[old] for cell, old in single.items() if old in report.places},
        remarks=(*report.remarks, *_remarks(report, crosswalk, target)),
    )


def _value(derived: Derived | None, reading: Readings) -> Value:
    if derived is None:
        return Unreadable(reason="no-counterpart")
    missing = Unreadable(reason="missing")
    values = [reading.report.cells.get(term.cell, missing) for term in derived.terms]
    if len(values) == 1 and derived.terms[0].coefficient == 1:
        return values[0]
    if not any(isinstance(value, Number | Unreadable) for value in values):
        return next((value for value in values if isinstance(value, Blank)), values[0])
    figures = [reading.figure(term.cell) for term in derived.terms]
    for value, figure in zip(values, figures, strict=True):
        if isinstance(figure, Reason):
            return value if isinstance(value, Unreadable) else Unreadable(raw=value.raw, reason="missing")
    with localcontext(EXACT):
        pairs = zip(derived.terms, figures, strict=True)
        return Number(sum(term.coefficient * figure for term, figure in pairs if not isinstance(figure, Reason)))


def _remarks(report: Report, crosswalk: Crosswalk, target: Form) -> Iterator[ReadingRemark]:
    """What a reader of the converted figures has to know, once for each note."""
    for derived in crosswalk.derived:
        if derived.quality != "exact":
            yield ReadingRemark("converted", f"{target.cells[derived.target].label}：{derived.note}")
    for gap in crosswalk.underivable:
        yield ReadingRemark("converted", f"无法换算{_counted(gap.targets, target)}：{gap.note}")
    for lost in crosswalk.lost:
        if not all(_nothing(report.cells.get(cell)) for cell in lost.cells):
            yield ReadingRemark("converted", f"换算后没有去处：{lost.note}")


def _counted(cells: tuple[str, ...], form: Form) -> str:
    label = form.cells[cells[0]].label
    return label if len(cells) == 1 else f"{label}等 {len(cells)} 格"


def _nothing(value: Value | None) -> bool:
    return isinstance(value, Blank | NotApplicable) or (isinstance(value, Number) and not value.value)
