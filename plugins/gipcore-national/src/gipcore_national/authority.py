"""Who may make 规章 (立法法), decided from the issuer's kind, level, division code and name; the lists are data."""

from __future__ import annotations

from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.reports import Kind, Level, Report
from gipcore.rules import Rule
from gipcore_national.common import figure, known_cells, label, parameters

Verdict: TypeAlias = Literal["may", "may_not", "unsure"]


@frozen
class Class_:
    """Bodies of a kind and level (empty: all) and what holds for them.

    ``city_codes`` are ranges of the third and fourth digit of the division code ("01-20"), which must be known and
    inside one of them. ``names`` are words of which one must stand in the name, ``names_not`` words of which none may.
    """

    verdict: Verdict
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    city_codes: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    names_not: tuple[str, ...] = ()


@frozen
class Power:
    """``classes`` are tried in order, the first that fits decides. For a body whose kind or level is not known the
    longest of the ``endings`` of its name does; without one the answer is ``unsure``."""

    classes: tuple[Class_, ...]
    endings: dict[str, Verdict]


@frozen
class AuthorityParameters:
    """The cells that only bodies with the power may fill, of all forms; and who has it."""

    cells: tuple[str, ...]
    power: Power
    reasons: dict[str, str]
    reasons_en: dict[str, str]


_parameters = parameters(AuthorityParameters)


def power_of(report: Report, power: Power) -> Verdict:
    """Whether the issuer of *report* may make 规章."""
    issuer = report.issuer
    if issuer.kind is not None:
        for class_ in power.classes:
            if _fits(class_, report):
                return class_.verdict
    # Digits 5 and 6 of a code are those of a county or district, none of which has the power.
    if issuer.region and issuer.region[4:6] not in ("", "00") and issuer.kind in ("government", None):
        return "may_not"
    ending = max((e for e in power.endings if issuer.name.endswith(e)), key=len, default=None)
    return power.endings[ending] if ending else "unsure"


def _fits(class_: Class_, report: Report) -> bool:
    issuer = report.issuer
    if class_.kinds and issuer.kind not in class_.kinds:
        return False
    if class_.levels and issuer.level not in class_.levels:
        return False
    if class_.names and not any(word in issuer.name for word in class_.names):
        return False
    if any(word in issuer.name for word in class_.names_not):
        return False
    if class_.city_codes:
        middle = (issuer.region or "")[2:4]
        return any(low <= middle <= high for low, _, high in (span.partition("-") for span in class_.city_codes))
    return True


def check_authority(subject: Subject, rule: Rule) -> CheckResult:
    """Figures for 规章 in the report of a body that cannot make any."""
    settings = _parameters(rule)
    cells = known_cells(subject.form, settings.cells)
    values = {id_: figure(subject.report.cells.get(id_)) for id_ in cells}
    filled = [id_ for id_ in cells if values[id_]]
    unreadable = [id_ for id_ in cells if values[id_] is None]
    if not filled and not unreadable:
        return ()
    verdict = power_of(subject.report, settings.power)
    if verdict == "may":
        return ()
    if not filled:
        name = label(subject.form, unreadable[0])
        return Undecided(f"{name}无法辨认。", f"{name} is unreadable.")
    return [
        Failure(
            {
                "issuer": subject.report.issuer.name or "该机关",
                "list": "、".join(f"{subject.form.cells[id_].column.label}{values[id_]}" for id_ in filled),
                "row": subject.form.cells[filled[0]].row_label,
                "reason": settings.reasons[verdict],
                "reason_en": settings.reasons_en[verdict],
            },
            tuple(filled),
            severity="error" if verdict == "may_not" else "warning",
        )
    ]


CHECKS = {"proactive.rules.authority": check_authority}
