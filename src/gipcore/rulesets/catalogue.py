"""The catalogue of forms and rulesets, and what of it is in force for a report.

Which rules apply follows from form, year, region, level and kind. A rule whose scope asks for something that is not
known of the report is kept apart, with the reason.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import TypeAlias

from attrs import define, evolve, field

from gipcore.errors import DataError
from gipcore.expressions import Reason
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.reports import Kind, Level
from gipcore.rules import Severity
from gipcore.rulesets.applying import Case, Stack
from gipcore.rulesets.in_force import Expressions, RulesInForce
from gipcore.rulesets.reviews import reviews
from gipcore.rulesets.scheduling import Schedules

Notices: TypeAlias = tuple[tuple[str, Severity, Reason], ...]
MAX_REMEMBERED = 256
"""Selections of rules that a catalogue keeps; reports with invented years must not fill the memory."""
MAX_ASKED = 4096
"""Questions of which it keeps the answer."""
REGION_UNKNOWN: Notices = (
    (
        "region",
        "info",
        Reason(
            "机关所在的行政区划不明，没有适用任何地方规则；请用 --region 指明区划代码。",
            "The division of the issuer is unknown, so no local rules were applied; state it with --region.",
        ),
    ),
)


@define(slots=False, eq=False)
class Catalogue:
    """All forms by id, those that layers extend among them, and all rulesets, from the base up."""

    forms: dict[str, Form]
    rulesets: tuple[Ruleset, ...]
    _looked_up: dict[tuple[object, ...], RulesInForce] = field(factory=dict, init=False)
    _in_force: dict[tuple[object, ...], RulesInForce] = field(factory=dict, init=False)
    _expressions: dict[str, Expressions] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self._dated = any(_dated(ruleset) for ruleset in self.rulesets)
        self._bodies = tuple(end for ruleset in self.rulesets for end in ruleset.bodies)

    @cached_property
    def schedules(self) -> Schedules:
        """The fee schedules and working days of all rulesets."""
        return Schedules(self.rulesets)

    def lineage(self, form_id: str) -> tuple[str, ...]:
        """The form and those it extends, itself first."""
        found = [form_id]
        while base := self.forms[found[-1]].extends:
            found.append(base)
        return tuple(found)

    def in_force(
        self,
        form_id: str,
        year: int | None,
        region: str | None,
        level: Level | None,
        kind: Kind | None,
        published_on: date | None = None,
        name: str = "",
    ) -> RulesInForce:
        """The rules for a report of this form, year, region, level and kind; raises DataError for an unknown form.

        *published_on* decides about what depends on that day, the body's *name* to which system it belongs.
        """
        if form_id not in self.forms:
            known = "、".join(sorted(self.forms))
            raise DataError(form_id, [f"没有这种表样；可用：{known}"])
        day = published_on if self._dated else None
        name = name if name.endswith(self._bodies) else ""
        asked = (form_id, year, region, level, kind, day, name)
        # Other threads may empty these tables at any moment, so what is given is never read from them twice.
        rules = self._looked_up.get(asked)
        if rules is None:
            if len(self._looked_up) >= MAX_ASKED:
                self._looked_up.clear()
            rules = self._looked_up[asked] = self._look_up(form_id, year, region or "", level, kind, day, name)
        return rules

    def _look_up(
        self,
        form_id: str,
        year: int | None,
        region: str,
        level: Level | None,
        kind: Kind | None,
        day: date | None,
        name: str,
    ) -> RulesInForce:
        if year is None:
            why = Reason("报告年度未知，无法确定适用的规则，请指明年度。", "The report year is unknown; state it.")
            return RulesInForce(self.forms[form_id], self.forms, absent=why)
        lineage = self.lineage(form_id)
        about = [r for r in self.rulesets if r.about_reports]
        fitting = [r for r in about if not r.forms or not set(r.forms).isdisjoint(lineage)]
        around = [r for r in fitting if region.startswith(r.region) and (not r.system or name.endswith(r.bodies))]
        rulesets = tuple(r for r in around if r.years.covers(year))
        local = any(r.region and r.years.covers(year) for r in fitting)
        missed = REGION_UNKNOWN if local and not region else ()
        place = self.schedules.around(region, name)
        key = (form_id, year, level, kind, day, missed, *(r.id for r in place))
        rules = self._in_force.get(key)
        if rules is None:
            if len(self._in_force) >= MAX_REMEMBERED:
                self._in_force.clear()
            case = Case(lineage, year, level, kind, day)
            found = self._select(form_id, case, rulesets, around, missed)
            schedules = self.schedules.in_year(year, region, name)
            rules = evolve(found, schedules=schedules, calendar=self.schedules.calendar(region))
            self._in_force[key] = rules
        return rules

    def _select(
        self, form_id: str, case: Case, rulesets: tuple[Ruleset, ...], around: Iterable[Ruleset], missed: Notices
    ) -> RulesInForce:
        if not rulesets:
            why = f"没有适用于 {case.year} 年 {form_id} 表样的规则。"
            why_en = f"There are no rules for {case.year}, form {form_id}."
            return RulesInForce(self.forms[form_id], self.forms, absent=Reason(why, why_en))
        stack = Stack()
        for ruleset in rulesets:
            stack.put(ruleset, case)
        return RulesInForce(
            self.forms[form_id],
            self.forms,
            tuple(dict.fromkeys(ruleset.layer_id for ruleset in stack.put_on)),
            tuple(stack.rules[id_] for id_ in sorted(stack.rules)),
            tuple(stack.undecided[id_] for id_ in sorted(stack.undecided)),
            open=(*missed, *dict.fromkeys(stack.open)),
            reviews=reviews(case.year, around),
            origins=stack.origins,
            changes=tuple(stack.changes),
            expressions=self._expressions.setdefault(form_id, Expressions(self.forms[form_id])),
        )


def _dated(ruleset: Ruleset) -> bool:
    """Whether anything in it depends on the day of publication."""
    scopes = [rule.scope for rule in ruleset.all_rules] + [change.scope for _, _, change in ruleset.changes]
    return any(scope.published.first or scope.published.last for scope in scopes)
