"""What a coded check gets and gives: the subject, the failures, or that it cannot say."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from attrs import field, frozen

from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.schedules import ScheduleInForce, WorkingDays


@frozen
class Failure:
    """What a coded check found: values for the message's placeholders, the cells, the place, and where they deviate
    from the rule, another severity or other words."""

    values: Mapping[str, Any] = field(factory=dict)
    cells: tuple[str, ...] = ()
    where: str = ""
    severity: str | None = None
    left: Any = None
    right: Any = None
    difference: Any = None


@frozen
class Undecided:
    """A coded check that cannot say: the reason in words, Chinese and English."""

    reason: str
    reason_en: str = ""
    needs: str = ""
    """What is not there and need not be: ``previous``, ``children``, ``siblings`` or ``companion`` that nobody handed
    over, a ``date`` or ``signature`` that no form asks for; empty if the report itself is the reason."""


@frozen
class Subject:
    """What a coded check looks at: the report, its form, last year's report and the subordinate ones, if given."""

    report: Report
    form: Form
    previous: Report | None = None
    children: tuple[Report, ...] = ()
    companions: tuple[str, ...] = ()
    """The texts of the documents beside the report, if given."""
    schedules: tuple[ScheduleInForce, ...] = ()
    """The fee schedules in force in the report's year and region, in order of their days."""
    calendar: WorkingDays | None = None
    """The working days there, of all years known."""


CheckResult: TypeAlias = Iterable[Failure] | Undecided


@frozen
class Check:
    """A check that no expression can state. ``run(subject, rule)`` gives failures, none for a pass, or Undecided."""

    name: str
    run: Callable[[Subject, Rule], CheckResult]
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""
