"""What is wrong with single cells: unreadable, blank, not applicable, oddly written. One finding for each table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import field, frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.divisions import RulePower
from gipcore.documents import Place
from gipcore.forms import Cell
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value
from gipcore_national.authority import has_power
from gipcore_national.common import Memo, figure, parameters, shown

Words: TypeAlias = tuple[str, str]
"""What is said of a cell, in Chinese and English."""


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
    power: RulePower


@frozen(eq=False)
class Kinds:
    """The ids of a report's cells that are no plain figure, by what they are."""

    unreadable: list[str] = field(factory=list)
    blank: list[str] = field(factory=list)
    not_applicable: list[str] = field(factory=list)
    noted: list[str] = field(factory=list)


_listing = parameters(ListingParameters)
_unreadable = parameters(UnreadableParameters)
_notation = parameters(NotationParameters)
_not_applicable = parameters(NotApplicableParameters)


def _build(report: Report) -> Kinds:
    kinds = Kinds()
    for id_, value in report.cells.items():
        if isinstance(value, Number):
            if value.notes:
                kinds.noted.append(id_)
        elif isinstance(value, Blank):
            kinds.blank.append(id_)
        elif isinstance(value, NotApplicable):
            kinds.not_applicable.append(id_)
        else:
            kinds.unreadable.append(id_)
    return kinds


_kinds: Memo[Report, Kinds] = Memo(_build, 16)


def check_unreadable(subject: Subject, rule: Rule) -> CheckResult:
    """Cells that hold no figure, one finding a table; the rows are told apart by what is wrong with them."""
    found = _cells(subject, _kinds(subject.report).unreadable)
    settings = _unreadable(rule)

    def words(value: Value) -> Words:
        reason = value.reason if isinstance(value, Unreadable) else ""
        return settings.reasons.get(reason, reason), settings.reasons_en.get(reason, reason)

    return _failures(subject, found, settings.show, words)


def check_notation(subject: Subject, rule: Rule) -> CheckResult:
    """Figures whose notation bears one of the notes that the rule names."""
    settings = _notation(rule)

    def named(value: Value | None) -> list[str]:
        return [note for note in settings.notes if isinstance(value, Number) and note in value.notes]

    def words(value: Value) -> Words:
        notes = named(value)
        return "、".join(settings.notes[n] for n in notes), ", ".join(settings.notes_en[n] for n in notes)

    noted = [id_ for id_ in _kinds(subject.report).noted if named(subject.report.cells[id_])]
    return _failures(subject, _cells(subject, noted), settings.show, words)


def check_blank(subject: Subject, rule: Rule) -> CheckResult:
    """Blank item cells; a warning where a table has no figure at all."""
    blank = _cells(subject, _kinds(subject.report).blank)
    found = [cell for cell in blank if not cell.parts]
    if not found:
        return ()
    sizes = {table: sum(cell.table == table for cell in blank) for table in {cell.table for cell in found}}
    empty = {table for table, size in sizes.items() if size == _size(subject, table)}
    return [
        Failure(failure.values, failure.cells, severity="warning" if table in empty else None)
        for table, failure in _by_table(subject, found, _listing(rule).show, _no_words)
    ]


def check_total_blank(subject: Subject, rule: Rule) -> CheckResult:
    """Blank totals over parts that are not all 0."""
    found, unknown = [], []
    for cell in _cells(subject, _kinds(subject.report).blank):
        parts = [figure(subject.report.cells.get(id_)) for way in cell.parts for id_ in way]
        if any(parts):
            found.append(cell)
        elif None in parts:
            unknown.append(cell)
    if unknown and not found:
        name = unknown[0].label
        return Undecided(f"{name}未填，而它的各项有无法辨认的。", f"{name} is blank and parts of it are unreadable.")
    return _failures(subject, found, _listing(rule).show, _no_words)


def check_not_applicable(subject: Subject, rule: Rule) -> CheckResult:
    """``/`` where every body has to give a figure; info where the body may lack the power that the row is about."""
    found = _cells(subject, _kinds(subject.report).not_applicable)
    if not found:
        return ()
    settings = _not_applicable(rule)
    rows = settings.allowed
    if not has_power(subject.report, settings.power):
        rows += settings.allowed_without_power
    mild = [cell for cell in found if any(cell.id.startswith(f"{row}.") for row in rows)]
    strict = [cell for cell in found if cell not in mild]
    return [
        Failure(failure.values, failure.cells, severity=severity)
        for cells, severity in ((strict, None), (mild, "info"))
        for failure in _failures(subject, cells, settings.show, _no_words)
    ]


def _no_words(value: Value) -> Words:
    return "", ""


def _cells(subject: Subject, ids: Iterable[str]) -> list[Cell]:
    """The form's cells of these ids."""
    known = subject.form.cells
    return [known[id_] for id_ in ids if id_ in known]


def _size(subject: Subject, table: str) -> int:
    return sum(cell.table == table for cell in subject.form.cells.values())


def _failures(subject: Subject, cells: list[Cell], show: int, words: Callable[[Value], Words]) -> list[Failure]:
    return [failure for _, failure in _by_table(subject, cells, show, words)]


def _by_table(
    subject: Subject, cells: list[Cell], show: int, words: Callable[[Value], Words]
) -> list[tuple[str, Failure]]:
    """One failure a table; cells of one row that are printed alike for the same reason stand together."""
    failures = []
    for table in subject.form.tables if cells else ():
        mine = [cell for cell in cells if cell.table == table.key]
        if not mine:
            continue
        groups: dict[tuple[str, str, Words], list[Cell]] = {}
        for cell in mine:
            value = subject.report.cells[cell.id]
            groups.setdefault((cell.row_label, value.raw, words(value)), []).append(cell)
        whole = len(mine) == _size(subject, table.key) and len({key[1:] for key in groups}) == 1
        values = {
            "table": table.title,
            "count": len(mine),
            "list": _listed(subject, groups, show, whole, english=False),
            "list_en": _listed(subject, groups, show, whole, english=True),
        }
        failures.append((table.key, Failure(values, tuple(cell.id for cell in mine))))
    return failures


def _listed(
    subject: Subject, groups: dict[tuple[str, str, Words], list[Cell]], show: int, whole: bool, *, english: bool
) -> str:
    items = []
    for (_, raw, words), cells in list(groups.items())[: 1 if whole else show]:
        name = _row_name(cells, english)
        if whole:
            name = "the whole table" if english else "整张表"
        # With one group the finding's own place says it.
        where = "" if len(groups) == 1 else _place(subject.report, cells[0], english)
        printed = name + _printed(raw, words[english], english)
        items.append((", " if english else "，").join((printed, where)) if where else printed)
    if len(groups) > show and not whole:
        items.append(f"and {len(groups) - show} more rows" if english else f"另有{len(groups) - show}行")
    return ("; " if english else "；").join(items)


def _place(report: Report, cell: Cell, english: bool) -> str:
    return report.places.get(cell.id, Place()).text("en" if english else "zh")


def _row_name(cells: list[Cell], english: bool) -> str:
    """Cells of one row in words: the cell's own label, the whole row, or the row with the columns in brackets."""
    first = cells[0]
    if len(cells) == 1:
        return first.label
    if len(cells) == sum(not column.extra for column in first.block.columns):
        return f"the whole row “{first.row_label}”" if english else f"“{first.row_label}”整行"
    return f"“{first.row_label}”（{'、'.join(cell.column.label for cell in cells)}）"


def _printed(raw: str, reason: str, english: bool) -> str:
    quoted = shown(raw, 20)
    if english:
        return (f" printed “{quoted}”" if quoted else "") + (f": {reason}" if reason else "")
    return (f"印作“{quoted}”" if quoted else "") + (f"：{reason}" if reason else "")


CHECKS = {
    "cell.unreadable": check_unreadable,
    "cell.notation": check_notation,
    "cell.blank": check_blank,
    "cell.total_blank": check_total_blank,
    "cell.not_applicable": check_not_applicable,
}
"""``cell.notation`` serves ``cell.unit_in_cell`` too: which notes a rule is about stands in its parameters."""
