"""What is wrong with single cells: unreadable, blank, not applicable, oddly written. One finding for each table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.documents import Place
from gipcore.forms import Cell
from gipcore.rules import Rule
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value
from gipcore_national.authority import Power, power_of
from gipcore_national.common import figure, parameters, shown


@frozen
class ListingParameters:
    """How many rows a message lists before it says how many more there are."""

    show: int


@frozen
class UnreadableParameters:
    """``reasons``: what is wrong and what to do, by the value's reason, in both languages."""

    show: int
    reasons: dict[str, str]
    reasons_en: dict[str, str]


@frozen
class NotationParameters:
    """``notes``: the notes of a number that the rule is about, in words of both languages."""

    show: int
    notes: dict[str, str]
    notes_en: dict[str, str]


@frozen
class NotApplicableParameters:
    """Rows in which ``/`` is lawful (``allowed``), and those in which it is for a body without the power to make
    rules (``allowed_without_power``); a row is named by the beginning of its cells' ids."""

    show: int
    allowed: tuple[str, ...]
    allowed_without_power: tuple[str, ...]
    power: Power


_listing = parameters(ListingParameters)
_unreadable = parameters(UnreadableParameters)
_notation = parameters(NotationParameters)
_not_applicable = parameters(NotApplicableParameters)


def check_unreadable(subject: Subject, rule: Rule) -> CheckResult:
    """Cells that hold no figure, one finding a table; the rows are told apart by what is wrong with them."""
    found = _by_table(subject, lambda cell, value: isinstance(value, Unreadable))
    if not found:
        return ()
    settings = _unreadable(rule)

    def kind(value: Value) -> tuple[str, str]:
        reason = value.reason if isinstance(value, Unreadable) else ""
        return settings.reasons.get(reason, reason), settings.reasons_en.get(reason, reason)

    return _failures(subject, found, settings.show, kind)


def check_notation(subject: Subject, rule: Rule) -> CheckResult:
    """Figures whose notation bears one of the notes that the rule names."""
    settings = _notation(rule)
    found = _by_table(
        subject, lambda cell, value: isinstance(value, Number) and any(note in settings.notes for note in value.notes)
    )
    if not found:
        return ()

    def kind(value: Value) -> tuple[str, str]:
        named = [note for note in settings.notes if isinstance(value, Number) and note in value.notes]
        return "、".join(settings.notes[n] for n in named), ", ".join(settings.notes_en[n] for n in named)

    return _failures(subject, found, settings.show, kind)


def check_blank(subject: Subject, rule: Rule) -> CheckResult:
    """Blank item cells; a warning where a table has no figure at all."""
    found = _by_table(subject, lambda cell, value: isinstance(value, Blank) and not cell.parts)
    if not found:
        return ()
    filled = {cell.table for cell in subject.form.cells.values() if not isinstance(_value(subject, cell), Blank)}
    failures = _failures(subject, found, _listing(rule).show, lambda value: ("", ""))
    return [
        failure if table in filled else Failure(failure.values, failure.cells, severity="warning")
        for table, failure in zip(found, failures, strict=True)
    ]


def check_total_blank(subject: Subject, rule: Rule) -> CheckResult:
    """Blank totals over parts that are not all 0."""
    found: dict[str, list[Cell]] = {}
    unknown: list[Cell] = []
    for cell in _cells(subject, lambda cell, value: isinstance(value, Blank) and bool(cell.parts)):
        parts = [figure(subject.report.cells.get(id_)) for way in cell.parts for id_ in way]
        if any(parts):
            found.setdefault(cell.table, []).append(cell)
        elif None in parts:
            unknown.append(cell)
    if found:
        return _failures(subject, found, _listing(rule).show, lambda value: ("", ""))
    if unknown:
        name = unknown[0].label
        return Undecided(f"{name}未填，而它的各项有无法辨认的。", f"{name} is blank and parts of it are unreadable.")
    return ()


def check_not_applicable(subject: Subject, rule: Rule) -> CheckResult:
    """``/`` where every body has to give a figure; info where the body may lack the power that the row is about."""
    found = _by_table(subject, lambda cell, value: isinstance(value, NotApplicable))
    if not found:
        return ()
    settings = _not_applicable(rule)
    mild = settings.allowed
    if power_of(subject.report, settings.power) != "may":
        mild += settings.allowed_without_power
    split: dict[str, tuple[dict[str, list[Cell]], str | None]] = {"strict": ({}, None), "mild": ({}, "info")}
    for table, cells in found.items():
        for cell in cells:
            side = "mild" if any(f"{cell.id}.".startswith(f"{row}.") for row in mild) else "strict"
            split[side][0].setdefault(table, []).append(cell)
    return [
        Failure(failure.values, failure.cells, severity=severity)
        for tables, severity in split.values()
        for failure in _failures(subject, tables, settings.show, lambda value: ("", ""))
    ]


def _value(subject: Subject, cell: Cell) -> Value:
    return subject.report.cells.get(cell.id, Unreadable(reason="missing"))


def _cells(subject: Subject, wanted: Callable[[Cell, Value], bool]) -> Iterator[Cell]:
    values = subject.report.cells
    missing = Unreadable(reason="missing")
    return (cell for id_, cell in subject.form.cells.items() if wanted(cell, values.get(id_, missing)))


def _by_table(subject: Subject, wanted: Callable[[Cell, Value], bool]) -> dict[str, list[Cell]]:
    found: dict[str, list[Cell]] = {}
    for cell in _cells(subject, wanted):
        found.setdefault(cell.table, []).append(cell)
    return found


def _failures(
    subject: Subject,
    found: Mapping[str, Iterable[Cell]],
    show: int,
    kind: Callable[[Value], tuple[str, str]],
) -> list[Failure]:
    """One failure a table; cells of one row that are printed alike for the same reason stand together."""
    failures = []
    for table in (t for t in subject.form.tables if t.key in found):
        groups: dict[tuple[str, str, str, str], list[Cell]] = {}
        cells = list(found[table.key])
        for cell in cells:
            value = _value(subject, cell)
            groups.setdefault((cell.row_label, value.raw, *kind(value)), []).append(cell)
        whole = len(cells) == sum(1 for cell in subject.form.cells.values() if cell.table == table.key)
        failures.append(
            Failure(
                {
                    "table": table.title,
                    "count": len(cells),
                    "list": _listed(subject, groups, show, whole, 2),
                    "list_en": _listed(subject, groups, show, whole, 3),
                },
                tuple(cell.id for cell in cells),
            )
        )
    return failures


def _listed(
    subject: Subject, groups: dict[tuple[str, str, str, str], list[Cell]], show: int, whole: bool, reason: int
) -> str:
    english = reason == 3
    kinds = {key[1:] for key in groups}
    if whole and len(kinds) == 1:
        (raw, *words), everything = next(iter(kinds)), "the whole table" if english else "整张表"
        return everything + _printed(raw, words[reason - 2], english)
    items = []
    for key, cells in list(groups.items())[:show]:
        columns = "、".join(dict.fromkeys(" ".join((*cell.column.under[1:], cell.column.label)) for cell in cells))
        row = f"“{key[0]}”" if len(cells) > 1 or not cells[0].row.path else cells[0].label
        name = f"{row}（{columns}）" if row != cells[0].label else row
        where = subject.report.places.get(cells[0].id, Place()).text("en" if english else "zh")
        printed = name + _printed(key[1], key[reason], english)
        items.append((", " if english else "，").join((printed, where)) if where else printed)
    if len(groups) > show:
        items.append(f"and {len(groups) - show} more rows" if english else f"另有{len(groups) - show}行")
    return ("; " if english else "；").join(items)


def _printed(raw: str, reason: str, english: bool) -> str:
    quoted = shown(raw, 20)
    if english:
        return (f' printed "{quoted}"' if quoted else "") + (f": {reason}" if reason else "")
    return (f"印作“{quoted}”" if quoted else "") + (f"：{reason}" if reason else "")


CHECKS = {
    "cell.unreadable": check_unreadable,
    "cell.notation": check_notation,
    "cell.blank": check_blank,
    "cell.total_blank": check_total_blank,
    "cell.not_applicable": check_not_applicable,
}
"""``cell.notation`` serves ``cell.unit_in_cell`` too: which notes a rule is about stands in its parameters."""
