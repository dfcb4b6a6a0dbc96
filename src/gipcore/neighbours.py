"""Last year's report and the subordinate ones as arithmetic reads them, or why they cannot be held against the report.

Last year's may be on an older form: it is converted first. What the older form does not have, and what no longer means
the same thing, is no figure to compare with; the crosswalk says why. Subordinate reports are of one year with the
report and therefore on its form; where one is not, nothing can be added up.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from gipcore.crosswalks import Crosswalk, convert
from gipcore.expressions import Readings, Reason
from gipcore.expressions.evaluation import NO_CHILDREN, NO_PREVIOUS
from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.values import Unreadable

Way: TypeAlias = Callable[[str, str], Crosswalk | None]
"""The crosswalk from one form to another, if there is one."""


def no_way(source: str, target: str) -> None:
    """There are no crosswalks."""


def last_year(report: Report, previous: Report | None, forms: Mapping[str, Form], way: Way) -> Readings | Reason:
    """Last year's report on the report's form."""
    if previous is None:
        return NO_PREVIOUS
    if report.year is not None and previous.year not in (None, report.year - 1):
        return Reason(
            f"给出的上年报告是 {previous.year} 年的，应为 {report.year - 1} 年的",
            f"the report given as last year's is of {previous.year}, not of {report.year - 1}",
        )
    if previous.form not in forms:
        return _unknown(previous, "上年报告", "last year's report, ")
    target = _root(report.form, forms)
    if _root(previous.form, forms) == target or (crosswalk := way(previous.form, target)) is None:
        return Readings(previous, forms[previous.form], "上年报告", "last year's report, ")
    changed = {d.target: d.note for d in crosswalk.derived if d.quality == "changed"}
    converted = convert(previous, crosswalk, forms).changed(dict.fromkeys(changed, Unreadable(reason="no-counterpart")))
    whose, whose_en = f"上年报告（{previous.form} 表样）", f"last year's report (form {previous.form}), "
    return Readings(converted, forms[target], whose, whose_en, {**crosswalk.reasons, **changed})


def subordinate(report: Report, children: Sequence[Report], forms: Mapping[str, Form]) -> tuple[Readings, ...] | Reason:
    """The subordinate reports, all of them or none."""
    if not children:
        return NO_CHILDREN
    found: list[Readings] = []
    for number, child in enumerate(children, 1):
        name = child.issuer.name or child.source.name or f"（{number}）"
        if child.year not in (None, report.year):
            return Reason(f"下级报告{name}是 {child.year} 年的", f"the subordinate report {name} is of {child.year}")
        if child.form not in forms:
            return _unknown(child, f"下级报告{name}", f"subordinate report {name}, ")
        if _root(child.form, forms) != _root(report.form, forms):
            return Reason(
                f"下级报告{name}用的是 {child.form} 表样，本报告用的是 {report.form}，不能相加；请先把它换成同一表样",
                f"the subordinate report {name} is on form {child.form}, this one on {report.form}: they cannot be "
                "added up; put it on the same form first",
            )
        found.append(Readings(child, forms[child.form], f"下级报告{name}", f"subordinate report {name}, "))
    return tuple(found)


def _root(form: str, forms: Mapping[str, Form]) -> str:
    """The form that it extends in the end: what a layer adds to a form leaves the cells of that as they are."""
    while form in forms and forms[form].extends:
        form = forms[form].extends
    return form


def _unknown(report: Report, whose: str, whose_en: str) -> Reason:
    return Reason(f"{whose}的表样 {report.form} 未知", f"{whose_en}form {report.form} is unknown")
