"""What has changed from one layer to its next version, or from the rules in force for one report to those for another.

Rules are added, removed or changed; of a changed one every field and every parameter that differs is named, with what
it was and is. What is not about a single rule (years, region, the changes that a layer makes) stands in ``fields``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve, frozen

from gipcore.layers import Ruleset
from gipcore.rules import Rule
from gipcore.rulesets import RulesInForce
from gipcore.rulesets.writing import plain
from gipcore.schedules import ScheduleInForce, WorkingDays

_NAMES = ("id", "rule", "key", "name")
"""The fields that tell the items of a list apart, if they have one."""


@frozen
class FieldChange:
    """A value at a path; None where there was, or is, none."""

    path: str
    before: Any
    after: Any


@frozen
class RuleChange:
    """A rule that both sides have, and what differs."""

    before: Rule
    after: Rule
    fields: tuple[FieldChange, ...]

    @property
    def regraded(self) -> bool:
        """Whether its severity differs."""
        return self.before.severity != self.after.severity

    @property
    def sources(self) -> tuple[str, ...]:
        """On what the change rests: what is new in its basis, or all of that if nothing is."""
        return tuple(text for text in self.after.basis if text not in self.before.basis) or self.after.basis


@frozen
class Diff:
    """All differences; each rule with its sources in ``basis``."""

    added: tuple[Rule, ...] = ()
    removed: tuple[Rule, ...] = ()
    changed: tuple[RuleChange, ...] = ()
    fields: tuple[FieldChange, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.removed or self.changed or self.fields)

    @property
    def rules(self) -> frozenset[str]:
        """The ids of all rules that differ."""
        both = (*self.added, *self.removed, *(change.after for change in self.changed))
        return frozenset(rule.id for rule in both)


def diff_layers(before: Ruleset, after: Ruleset) -> Diff:
    """From one version of a file to another: its rules, its requirements as rules, and everything else in it."""
    parts = [
        evolve(ruleset, rules=(), statement=(), subheading=(), companion=(), figures=(), issuers=())
        for ruleset in (before, after)
    ]
    fields = field_changes(*(plain(part) for part in parts))
    return evolve(_rules(_numbered(before.all_rules), _numbered(after.all_rules)), fields=fields)


def diff_in_force(before: RulesInForce, after: RulesInForce) -> Diff:
    """From the rules for one report to those for another, or to those of another catalogue.

    A rule of which it is not known whether it applies is there, as ``undecided``. The fee schedules of the year, with
    what the layers add to them, stand as ``fee[0]`` (the one at its end), ``fee[1]`` (the one before) …: what changed
    from one regime to the next is told value by value.
    """
    whole = [
        {
            "form": rules.form.id,
            "rulesets": list(rules.rulesets),
            "absent": rules.absent and rules.absent.zh,
            "open": [[layer, reason.zh] for layer, _, reason in rules.open],
            "reviews": [[layer, day] for layer, day, _ in rules.reviews],
            "fee": [_fee(one) for one in reversed(rules.schedules)],
            "calendar": _calendar(rules.calendar),
        }
        for rules in (before, after)
    ]
    why = [{rule.id: reason.zh for rule, reason in rules.undecided} for rules in (before, after)]
    rules = _rules(_all_rules(before), _all_rules(after), why[0], why[1])
    return evolve(rules, fields=field_changes(*whole))


def _fee(one: ScheduleInForce) -> dict[str, Any]:
    """A schedule as data. Its id is a value like any other: the schedules of two years are compared with each other."""
    schedule = plain(one.schedule)
    added = {"layers": list(one.layers), "prices": plain(one.prices), "collection": plain(one.collections)}
    return {"schedule": schedule.pop("id"), **schedule, **added}


def _calendar(days: WorkingDays | None) -> dict[str, Any]:
    return (
        {"remark": days.remark, **{str(year): plain(days.years[year]) for year in sorted(days.years)}} if days else {}
    )


def _all_rules(rules: RulesInForce) -> dict[str, Rule]:
    return {rule.id: rule for rule in (*rules.rules, *(rule for rule, _ in rules.undecided))}


def _numbered(rules: Iterable[Rule]) -> dict[str, Rule]:
    """By id; a rule that a file defines anew for other years counts as another one."""
    found: dict[str, Rule] = {}
    for rule in rules:
        key, number = rule.id, 1
        while key in found:
            number += 1
            key = f"{rule.id}#{number}"
        found[key] = rule
    return found


def _rules(
    before: Mapping[str, Rule],
    after: Mapping[str, Rule],
    why_before: Mapping[str, str] | None = None,
    why_after: Mapping[str, str] | None = None,
) -> Diff:
    changed: list[RuleChange] = []
    for key in sorted(before.keys() & after.keys()):
        one, other = before[key], after[key]
        old, new = (why_before or {}).get(key), (why_after or {}).get(key)
        fields = field_changes(plain(one), plain(other)) if one != other else ()
        fields += (FieldChange("undecided", old, new),) if old != new else ()
        if fields:
            changed.append(RuleChange(one, other, fields))
    return Diff(
        tuple(after[key] for key in sorted(after.keys() - before.keys())),
        tuple(before[key] for key in sorted(before.keys() - after.keys())),
        tuple(changed),
    )


def field_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """The values that differ in two tables, by path.

    >>> field_changes({"a": {"b": 1}}, {"a": {"b": 2}, "c": 3})
    (FieldChange(path='a.b', before=1, after=2), FieldChange(path='c', before=None, after=3))
    """
    one, other = _flat(before), _flat(after)
    paths = dict.fromkeys((*one, *other))
    return tuple(FieldChange(p, one.get(p), other.get(p)) for p in paths if one.get(p) != other.get(p))


def _flat(value: Any, path: str = "") -> dict[str, Any]:
    if isinstance(value, Mapping) and value:
        return {k: v for key, item in value.items() for k, v in _flat(item, f"{path}.{key}" if path else key).items()}
    if isinstance(value, list) and any(isinstance(item, Mapping) for item in value):
        found: dict[str, Any] = {}
        seen: dict[str, int] = {}
        for index, item in enumerate(value):
            names = [item[name] for name in _NAMES if name in item] if isinstance(item, Mapping) else []
            label = str(names[0]) if names else str(index)
            seen[label] = seen.get(label, 0) + 1
            found |= _flat(item, f"{path}[{label}]" if seen[label] == 1 else f"{path}[{label}#{seen[label]}]")
        return found
    return {path: value}
