"""A ruleset: one file of rules, the whole of a layer or a part of one."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Literal, TypeAlias

from attrs import define

from gipcore.layers.additions import ExtraColumn, ExtraRow, ExtraTable
from gipcore.layers.changes import Deadline, Disable, Regrade, Retired, Set
from gipcore.layers.requirements import Companion, Figures, Issuers, Statement, Subheading
from gipcore.reports import Kind, Level
from gipcore.rules import Rule, Years
from gipcore.schedules import CalendarYear, Collection, LocalHolidays, PriceList, Schedule

Standing: TypeAlias = Literal["document", "cited", "practice"]
"""The document itself was seen; it is known because reports name it; the same thing was seen in several reports."""


@define(slots=False, frozen=True)
class Ruleset:
    """Rules from a year on, for a region or a system, on top of the layer it extends.

    A layer is what a person sees named: ``cn``, ``31``. Rulesets with the same ``layer`` are parts of one; one that
    names none is a layer of its own. ``region`` is the beginning of a division code, ``system`` a line of offices led
    from above, to which the bodies belong whose names end in one of ``bodies``; both empty: the whole country.
    ``levels`` and ``kinds`` restrict the whole layer. ``forms`` is the scope of the rules that name no form themselves.
    ``overrides`` names layers that this one may change although it does not extend them. ``review_by`` is the day from
    which somebody must confirm the layer anew. ``must_report`` names the bodies that have to report, for people
    to read: no rule knows which reports are not there.

    Fee schedules, price lists, rules on collection and working days hold for days and not for report years; ``years``
    does not touch them.
    """

    id: str
    title: str
    source: str
    layer: str = ""
    extends: str = ""
    overrides: tuple[str, ...] = ()
    region: str = ""
    system: str = ""
    bodies: tuple[str, ...] = ()
    levels: tuple[Level, ...] = ()
    kinds: tuple[Kind, ...] = ()
    years: Years = Years()
    forms: tuple[str, ...] = ()
    standing: Standing | None = None
    review_by: date | None = None
    must_report: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    regrade: tuple[Regrade, ...] = ()
    disable: tuple[Disable, ...] = ()
    set: tuple[Set, ...] = ()
    deadline: tuple[Deadline, ...] = ()
    statement: tuple[Statement, ...] = ()
    subheading: tuple[Subheading, ...] = ()
    companion: tuple[Companion, ...] = ()
    figures: tuple[Figures, ...] = ()
    issuers: tuple[Issuers, ...] = ()
    row: tuple[ExtraRow, ...] = ()
    column: tuple[ExtraColumn, ...] = ()
    table: tuple[ExtraTable, ...] = ()
    schedule: tuple[Schedule, ...] = ()
    prices: tuple[PriceList, ...] = ()
    collection: tuple[Collection, ...] = ()
    calendar: tuple[CalendarYear, ...] = ()
    local_holidays: tuple[LocalHolidays, ...] = ()
    retired: tuple[Retired, ...] = ()

    @property
    def layer_id(self) -> str:
        """The id of the layer that it is, or is a part of."""
        return self.layer or self.id

    @property
    def changes(self) -> tuple[tuple[str, int, Disable | Regrade | Set], ...]:
        """What it changes in rules below it, deadlines aside: verb, number, change; in the order of taking place."""
        return (
            *(("disable", index, disable) for index, disable in enumerate(self.disable)),
            *(("regrade", index, regrade) for index, regrade in enumerate(self.regrade)),
            *(("set", index, set_) for index, set_ in enumerate(self.set)),
        )

    @cached_property
    def about_reports(self) -> bool:
        """Whether it says anything about reports, and not of fees and working days only."""
        fees = (self.schedule, self.prices, self.collection, self.calendar, self.local_holidays)
        changes = (self.regrade, self.disable, self.set, self.deadline, self.row, self.column, self.table)
        return not any(fees) or any((self.all_rules, *changes))

    @property
    def extended(self) -> tuple[str, ...]:
        """The forms to which it adds something."""
        rows, columns, tables = ({addition.form for addition in added} for added in (self.row, self.column, self.table))
        return tuple(sorted(rows | columns | tables))

    @cached_property
    def all_rules(self) -> tuple[Rule, ...]:
        """The rules that it adds: those written as rules, and those that its requirements become."""
        rows = [row.rule(self.source, self.form_id(row.form)) for row in self.row]
        return (
            *self.rules,
            *(statement.rule(self.source) for statement in self.statement),
            *(subheading.rule(self.source) for subheading in self.subheading),
            *(companion.rule(self.source) for companion in self.companion),
            *(figures.rule(self.source) for figures in self.figures),
            *(issuers.rule(self.source) for issuers in self.issuers),
            *(rule for rule in rows if rule is not None),
        )

    def form_id(self, form: str) -> str:
        """The id of *form* with what this layer, and those it extends, add to it."""
        return f"{form}+{self.layer_id}"
