"""Years and days of rules, changes and fees: none that is empty, none twice, no gap between two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, TypeAlias

from attrs import evolve, frozen

from gipcore.layers import Deadline, Disable, Regrade, Ruleset, Set
from gipcore.rules import Days, RuleScope, Years
from gipcore.rulesets.conflicts import together
from gipcore.rulesets.scheduling import meet

Told: TypeAlias = tuple[Ruleset, str]
"""The ruleset that a problem is in, and what it is, with its path."""


@frozen
class _Dated:
    """Something that holds for some years (or days): ``what`` it is about, in words."""

    ruleset: Ruleset
    path: str
    what: str
    first: int
    last: int
    scope: RuleScope = RuleScope()
    alone: bool = True
    """Whether two at once are one too many."""


def span_problems(rulesets: Iterable[Ruleset]) -> Iterator[Told]:
    """What is wrong with years and days, within each ruleset and between those of one layer."""
    rulesets = tuple(rulesets)
    for ruleset in rulesets:
        yield from ((ruleset, problem) for problem in _empty(ruleset))
    layers: dict[str, list[Ruleset]] = {}
    for ruleset in rulesets:
        layers.setdefault(ruleset.layer_id, []).append(ruleset)
    for parts in layers.values():
        about: dict[str, list[_Dated]] = {}
        for part in parts:
            for dated in (*_changes(part), *_definitions(part)):
                about.setdefault(dated.what, []).append(dated)
        for found in about.values():
            yield from _overlaps(found)
            yield from _year_gaps(found)
    yield from _fee_gaps(rulesets)


def _empty(ruleset: Ruleset) -> Iterator[str]:
    spans: list[tuple[str, Years | Days]] = [("$.years", ruleset.years)]
    scopes = [(f"$.rules[{i}].scope", rule.scope) for i, rule in enumerate(ruleset.rules)]
    scopes += [(f"$.{verb}[{i}].scope", change.scope) for verb, i, change in ruleset.changes]
    for name in _REQUIREMENTS:
        scopes += [(f"$.{name}[{i}].scope", item.scope) for i, item in enumerate(getattr(ruleset, name))]
    for path, scope in scopes:
        spans += [(f"{path}.years", scope.years), (f"{path}.published", scope.published)]
    spans += [(f"$.deadline[{i}].years", deadline.years) for i, deadline in enumerate(ruleset.deadline)]
    for path, span in spans:
        if span.first is not None and span.last is not None and span.first > span.last:  # type: ignore[operator]
            yield f"终止 {span.last} 在起始 {span.first} 之前 @ {path}"
    for path, years in ((path, span) for path, span in spans[1:] if isinstance(span, Years)):
        if _first(ruleset.years) > _last(ruleset.years):
            continue
        if max(_first(years), _first(ruleset.years)) > min(_last(years), _last(ruleset.years)):
            yield f"这些年度不在本层的年度（{_words(ruleset.years)}）之内，永远不会适用 @ {path}"


_REQUIREMENTS = ("statement", "subheading", "companion", "figures", "issuers")


def _definitions(ruleset: Ruleset) -> Iterator[_Dated]:
    # Two definitions of one id that overlap are refused when the catalogue is built; only gaps are left to look for.
    yield _Dated(ruleset, "$.years", "本层", *_years(Years(), ruleset), alone=False)
    for rule in ruleset.all_rules:
        scope = evolve(rule.scope, forms=rule.scope.forms or ruleset.forms)
        what = f"规则 {rule.id} 的定义"
        yield _Dated(ruleset, f"（{rule.id}）", what, *_years(scope.years, ruleset), scope, alone=False)


def _changes(ruleset: Ruleset) -> Iterator[_Dated]:
    for verb, index, change in ruleset.changes:
        match change:
            case Disable() | Regrade():
                what = f"规则 {change.rule} 的改级或停用"
            case Set(path=path, add=()):
                what = f"规则 {change.rule} 的参数 {path}"
            case _:
                continue
        yield _Dated(ruleset, f"$.{verb}[{index}]", what, *_years(change.scope.years, ruleset), change.scope)
    for index, deadline in enumerate(ruleset.deadline):
        for what in _asked(deadline):
            scope = RuleScope(years=deadline.years, levels=deadline.levels, kinds=deadline.kinds)
            yield _Dated(ruleset, f"$.deadline[{index}]", what, *_years(deadline.years, ruleset), scope)


def _asked(deadline: Deadline) -> Iterator[str]:
    bodies = "".join(map(str, deadline.scopes))
    for name in ("submit", "publish", "not_before"):
        if getattr(deadline, name):
            yield f"期限 {name}{bodies}"


def _overlaps(found: list[_Dated]) -> Iterator[Told]:
    for place, other in enumerate(found):
        for one in found[:place]:
            if not one.alone or not together(one.ruleset, other.ruleset, one.scope, other.scope):
                continue
            if meet(one.scope.published, other.scope.published):
                where = one.path if one.ruleset is other.ruleset else f"{one.ruleset.id} 的 {one.path}"
                yield other.ruleset, f"{other.what}与 {where} 同时适用，不知以哪一个为准 @ {other.path}"


def _year_gaps(found: list[_Dated]) -> Iterator[Told]:
    """Years between two of the same bodies that nothing holds for."""
    bodies: dict[Any, list[_Dated]] = {}
    for dated in found:
        bodies.setdefault((dated.scope.levels, dated.scope.kinds, dated.scope.forms), []).append(dated)
    for same in bodies.values():
        reached = None
        for dated in sorted(same, key=lambda d: (d.first, d.last)):
            if reached is not None and dated.first > reached + 1:
                gap = f"{reached + 1}" if dated.first == reached + 2 else f"{reached + 1}—{dated.first - 1}"
                yield dated.ruleset, f"{dated.what}在 {gap} 年度断档：前一个到 {reached} 年度为止 @ {dated.path}"
            reached = max(reached or dated.last, dated.last)


def _fee_gaps(rulesets: tuple[Ruleset, ...]) -> Iterator[Told]:
    """Days between two fee schedules, or two price lists, of one place for which there is none."""
    found: dict[tuple[str, str], list[tuple[date, date, Ruleset, str]]] = {}
    for ruleset in rulesets:
        for index, schedule in enumerate(ruleset.schedule):
            key = "收费规定", ruleset.region
            found.setdefault(key, []).append((*_days(schedule.days), ruleset, f"$.schedule[{index}]"))
        for index, prices in enumerate(ruleset.prices):
            key = f"{prices.of} 的价目表", ruleset.region
            found.setdefault(key, []).append((*_days(prices.days), ruleset, f"$.prices[{index}]"))
    for (what, _), spans in found.items():
        for before, after in pairwise(sorted(spans, key=lambda s: s[:2])):
            if before[1] < date.max and after[0] > (free := before[1] + timedelta(days=1)):
                gap = f"{free} 至 {after[0] - timedelta(days=1)}"
                yield after[2], f"{gap} 没有{what}（断档）：前一个到 {before[1]} 为止 @ {after[3]}.days"


def _days(days: Days) -> tuple[date, date]:
    return days.first or date.min, days.last or date.max


def _years(years: Years, ruleset: Ruleset) -> tuple[int, int]:
    return max(_first(years), _first(ruleset.years)), min(_last(years), _last(ruleset.years))


def _first(years: Years) -> int:
    return years.first if years.first is not None else 0


def _last(years: Years) -> int:
    return years.last if years.last is not None else 9999


def _words(years: Years) -> str:
    return f"{years.first or ''}—{years.last or ''}"
