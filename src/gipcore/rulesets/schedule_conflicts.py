"""What is wrong with schedules, price lists, rules on collection and calendars, alone and on top of each other."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gipcore.codec import did_you_mean
from gipcore.layers import Ruleset
from gipcore.rulesets.conflicts import together
from gipcore.rulesets.ordering import below
from gipcore.rulesets.scheduling import meet
from gipcore.schedules import Schedule
from gipcore.schedules.problems import calendar_problems, collection_problems, price_problems, schedule_problems


def _own_problems(ruleset: Ruleset) -> Iterator[str]:
    """What is wrong with the schedules and calendars of one ruleset by itself, with paths."""
    for index, schedule in enumerate(ruleset.schedule):
        yield from schedule_problems(schedule, f"$.schedule[{index}]")
    for index, collection in enumerate(ruleset.collection):
        yield from collection_problems(collection, f"$.collection[{index}]")
    for index, year in enumerate(ruleset.calendar):
        yield from calendar_problems(year, f"$.calendar[{index}]", national=not ruleset.region)


def scheduling_problems(rulesets: tuple[Ruleset, ...]) -> list[str]:
    """Schedules of one day and place, price lists and rules on collection of what does not allow them, calendars with
    gaps."""
    problems = [f"{_file(r)}: {problem}" for r in rulesets for problem in _own_problems(r)]
    schedules = {schedule.id: (r, schedule) for r in rulesets for schedule in r.schedule}
    for (one, a), (other, b) in combinations(((r, s) for r in rulesets for s in r.schedule), 2):
        if a.id == b.id:
            problems.append(f"{_file(other)}: 收费规定 {b.id!r} 已在 {one.id} 中")
        elif together(one, other) and meet(a.days, b.days):
            problems.append(f"{_file(other)}: {b.id} 与 {one.id} 的 {a.id} 同时适用，同一地区同一天只能有一种收费规定")
    under = below(rulesets)
    for ruleset in rulesets:
        problems += [f"{_file(ruleset)}: {problem}" for problem in _additions(ruleset, schedules, under)]
    return [*problems, *_price_lists(rulesets), *_same_texts(rulesets), *_calendars(rulesets)]


def _calendars(rulesets: tuple[Ruleset, ...]) -> Iterator[str]:
    for place in sorted({ruleset.region for ruleset in rulesets}):
        years = sorted(year.year for ruleset in rulesets if ruleset.region == place for year in ruleset.calendar)
        for year in sorted({year for year in years if years.count(year) > 1}):
            yield f"工作日历 {place or 'cn'}: {year} 年有两份"
        if not place and years:
            for year in sorted(set(range(years[0], years[-1])) - set(years)):
                yield f"工作日历 cn: 缺 {year} 年，其后的期限无法计算"


def _additions(
    ruleset: Ruleset, schedules: dict[str, tuple[Ruleset, Schedule]], under: dict[str, frozenset[str]]
) -> Iterator[str]:
    for index, prices in enumerate(ruleset.prices):
        path = f"$.prices[{index}]"
        yield from _base_problems(prices.of, ruleset, schedules, under, path)
        if prices.of in schedules:
            schedule = schedules[prices.of][1]
            yield from price_problems(prices, path, schedule.places)
            if schedule.local_prices is None:
                yield f"{prices.of} 的价格由国家规定，地区不能另定 @ {path}"
    for index, collection in enumerate(ruleset.collection):
        path = f"$.collection[{index}]"
        yield from _base_problems(collection.of, ruleset, schedules, under, path)
        parts = {text.id: text.part for text in schedules[collection.of][1].texts} if collection.of in schedules else {}
        for number, text in enumerate(collection.texts):
            if parts.get(text.id, text.part) != text.part:
                there = f"{text.id!r} 在 {collection.of} 中属于 {parts[text.id]}"
                yield f"{there}，不能改到别处 @ {path}.texts[{number}].part"


def _base_problems(
    of: str,
    ruleset: Ruleset,
    schedules: dict[str, tuple[Ruleset, Schedule]],
    under: dict[str, frozenset[str]],
    path: str,
) -> Iterator[str]:
    """The schedule that something is added to must be there, in a layer below."""
    if of not in schedules:
        yield f"没有收费规定 {of!r}{did_you_mean(of, schedules)} @ {path}.of"
    elif schedules[of][0].layer_id not in under[ruleset.layer_id] | {ruleset.layer_id}:
        yield f"{of} 属于 {schedules[of][0].layer_id}，请写 extends @ {path}.of"


def _price_lists(rulesets: tuple[Ruleset, ...]) -> Iterator[str]:
    lists = [(ruleset, prices) for ruleset in rulesets for prices in ruleset.prices]
    for (one, a), (other, b) in combinations(lists, 2):
        if one.region == other.region and a.of == b.of and together(one, other) and meet(a.days, b.days):
            yield f"{_file(other)}: 价目表 {b.id} 与 {one.id} 的 {a.id} 同时适用"


def _same_texts(rulesets: tuple[Ruleset, ...]) -> Iterator[str]:
    under = below(rulesets)
    collections = [(ruleset, collection) for ruleset in rulesets for collection in ruleset.collection]
    for (one, a), (other, b) in combinations(collections, 2):
        shared = {text.id for text in a.texts} & {text.id for text in b.texts}
        stacked = one.layer_id != other.layer_id and (
            one.layer_id in under[other.layer_id] or other.layer_id in under[one.layer_id]
        )
        if shared and a.of == b.of and not stacked and together(one, other) and meet(a.days, b.days):
            ids = "、".join(sorted(shared))
            yield f"{_file(other)}: {b.id} 与 {one.id} 的 {a.id} 都写了 {ids}，请让其中一层 extends 另一层"


def _file(ruleset: Ruleset) -> str:
    return f"schedules/{ruleset.id}.toml"
