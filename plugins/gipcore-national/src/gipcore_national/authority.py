"""Figures for 规章 in the report of a body that may make none; who may is decided by the core from the rule's lists."""

from __future__ import annotations

from datetime import MAXYEAR, MINYEAR, date
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.divisions import RulePower, may_make_rules
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore_national.common import figure, known_cells, label, parameters

Doubt: TypeAlias = Literal["may_not", "unsure"]


@frozen
class AuthorityParameters:
    """The cells that only bodies with the power may fill, of all forms; who has it; and what is said of the others."""

    cells: tuple[str, ...]
    power: RulePower
    reasons: dict[Doubt, str]
    reasons_en: dict[Doubt, str]


_parameters = parameters(AuthorityParameters)


def has_power(report: Report, power: RulePower) -> bool | None:
    """Whether the issuer of *report* could make 规章 at the end of the report year; None if it cannot be decided."""
    year = MAXYEAR if report.year is None else min(max(report.year, MINYEAR), MAXYEAR)
    return may_make_rules(report.issuer, date(year, 12, 31), power)


def check_authority(subject: Subject, rule: Rule) -> CheckResult:
    """Figures for 规章 in the report of a body that cannot make any."""
    settings = _parameters(rule)
    cells = known_cells(subject.form, settings.cells)
    values = {id_: figure(subject.report.cells.get(id_)) for id_ in cells}
    filled = [id_ for id_ in cells if values[id_]]
    unreadable = [id_ for id_ in cells if values[id_] is None]
    if not filled and not unreadable:
        return ()
    power = has_power(subject.report, settings.power)
    if power:
        return ()
    if not filled:
        name = label(subject.form, unreadable[0])
        return Undecided(f"{name}无法辨认。", f"{name} is unreadable.")
    doubt: Doubt = "unsure" if power is None else "may_not"
    return [
        Failure(
            {
                "issuer": subject.report.issuer.name or "该机关",
                "list": "、".join(f"{subject.form.cells[id_].column.label}{values[id_]}" for id_ in filled),
                "row": subject.form.cells[filled[0]].row_label,
                "reason": settings.reasons[doubt],
                "reason_en": settings.reasons_en[doubt],
            },
            tuple(filled),
            severity="warning" if power is None else "error",
        )
    ]


CHECKS = {"proactive.rules.authority": check_authority}
