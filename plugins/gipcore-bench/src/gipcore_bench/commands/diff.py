"""``gip rules diff``: what differs between two layers, two years or days, two regions, in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import click
from attrs import evolve, frozen

from gipcore.codec import date_meant, to_json
from gipcore.engine import Engine
from gipcore.errors import FeeError, GipError
from gipcore.layers import Ruleset
from gipcore.rule_diff import Diff, diff_in_force, diff_layers
from gipcore.rulesets import RulesInForce
from gipcore.schedules import ScheduleInForce
from gipcore_bench.commands.test import sound_drafts
from gipcore_bench.diff_words import Section, markdown, sections
from gipcore_bench.drafts import Draft
from gipcore_cli.asked import Asked, answer, asks
from gipcore_cli.base import argument, command
from gipcore_cli.options import RULES, format_of
from gipcore_cli.session import Session


@frozen
class Side:
    """One side of a comparison: its name, and the layers of files by id, or the rules in force."""

    name: str
    layers: dict[str, Ruleset] | None = None
    rules: RulesInForce | None = None


@command(
    "diff",
    help="用文字说明两层、两个年度或日期、两个地区的规则有什么不同。\n\n"
    "层是文件、文件夹或已安装的层的编号；地区要与 --year 同用；给出三个以上时依次两两比较。"
    "说出增加、不再有、改级和改动的规则，以及收费规定。\n\n"
    "例：gip rules diff 2018 2019 2021 · gip rules diff 35 44 --year 2023 · gip rules diff 旧文件夹 新文件夹\n\n"
    "退出状态：0 已比较；2 不能比较，或用法错误。",
    help_en="Say in words what differs between two layers, two years or days, two regions.\n\n"
    "A layer is a file, a folder, or the id of an installed one; a region goes with --year; of more than two each is "
    "compared with the next. Rules added, removed, re-graded and changed; fee schedules too.\n\n"
    "Example: gip rules diff 2018 2019 2021 · gip rules diff 35 44 --year 2023 · gip rules diff OLD NEW\n\n"
    "Exit status: 0 compared; 2 not compared, or wrong usage.",
)
@argument("names", metavar="A B", nargs=-1, required=True, type=str)
@asks
@RULES
@format_of("text", "markdown", "json")
@click.pass_obj
def diff(session: Session, names: tuple[str, ...], asked: Asked, rules: Path | None, format_: str) -> int:
    """Compare each of *names* with the next; returns the exit status."""
    if len(names) < 2:
        raise click.UsageError(session.say("要比较的至少两个", "give at least two to compare"))
    engine = session.engine(rules)
    sides = [_side(session, engine, name, asked) for name in names]
    found = [pair for one, other in pairwise(sides) for pair in _pairs(session, one, other)]
    if format_ == "json":
        click.echo(to_json({"comparisons": [{"title": title, **_data(found)} for title, found, _, _ in found]}))
        return 0
    page = session.page()
    for title, difference, before, after in found:
        told = list(sections(difference, before, after, session.lang))
        if format_ == "markdown":
            click.echo(markdown(title, told or [Section(session.say("没有差别", "No difference"), ())]))
            continue
        page.blank()
        page.add((title, "bold"))
        if not told:
            page.add(session.say("没有差别。", "No difference."), indent=2)
        for section in told:
            page.blank()
            page.add((f"{section.title}（{len(section.entries)}）", "bold"))
            for entry in section.entries:
                page.add((f"{entry.name}  ", "cyan"), entry.text, indent=2, hang=4)
                for line in entry.lines:
                    page.add((line, "dim"), indent=6, hang=2)
    session.show(page)
    return 0


def _side(session: Session, engine: Engine, name: str, asked: Asked) -> Side:
    path = Path(name)
    if path.exists() and (path.is_dir() or path.suffix == ".toml"):
        return Side(name, layers=_layers(session, path))
    if re.fullmatch(r"20\d\d", name):
        return Side(name, rules=answer(session, engine, evolve(asked, year=int(name))).rules)
    if re.fullmatch(r"\d{4}-\d\d?-\d\d?", name):
        return Side(name, rules=_on_day(session, engine, name, asked))
    if re.fullmatch(r"\d{2}(\d\d){0,5}", name) and asked.year is not None:
        body = evolve(asked.issuer, region=name)
        return Side(name, rules=answer(session, engine, evolve(asked, issuer=body)).rules)
    installed = {r.id: r for r in engine.catalogue.rulesets if name in (r.layer_id, r.id)}
    if installed:
        return Side(name, layers=installed)
    raise GipError(
        session.say(
            f"{name}：没有这个文件或文件夹，也不是年度（如 2023）、日期（如 2020-06-01）、地区代码（要与 --year 同用）"
            "或层的编号。",
            f"{name}: neither a file or folder, nor a year (2023), a day (2020-06-01), a division code (with --year), "
            "or the id of a layer.",
        )
    )


def _on_day(session: Session, engine: Engine, name: str, asked: Asked) -> RulesInForce:
    """The rules for a report published on a day, and the fee schedule of that day."""
    try:
        day = date.fromisoformat(name)
    except ValueError:
        said = f"{name} 不是日期，应如 2020-06-01{date_meant(name)}。"
        raise GipError(session.say(said, f"{name} is no day such as 2020-06-01.")) from None
    found = answer(session, engine, evolve(asked, year=asked.year or day.year - 1, published=day))
    fees: tuple[ScheduleInForce, ...] = ()
    with suppress(FeeError):  # there was none on that day
        fees = (engine.catalogue.schedules.in_force(day, found.issuer.region, found.issuer.name),)
    return evolve(found.rules, schedules=fees)


def _layers(session: Session, path: Path) -> dict[str, Ruleset]:
    if path.is_dir():
        found = sound_drafts(session, path)
    else:
        draft = Draft(path, "rules")
        draft.load()
        draft.problems = [problem for problem in draft.problems if problem.path != "$.id"]  # an older file, renamed
        found = [draft]
        if draft.problems or not draft.ruleset:
            raise GipError("\n".join(f"{p.file}:{p.line}: {p.message} @ {p.path}" for p in draft.problems))
    return {draft.id: draft.ruleset for draft in found if draft.ruleset}


def _pairs(
    session: Session, one: Side, other: Side
) -> Iterator[tuple[str, Diff, RulesInForce | Ruleset | None, RulesInForce | Ruleset | None]]:
    title = f"{one.name} → {other.name}"
    if one.rules and other.rules:
        yield title, diff_in_force(one.rules, other.rules), one.rules, other.rules
        return
    if one.layers is None or other.layers is None:
        said = f"{title}：一边是层，另一边是年度、日期或地区，不能比较。"
        raise GipError(session.say(said, f"{title}: a layer cannot be compared with a year, a day or a region."))
    if len(one.layers) == len(other.layers) == 1:
        (before,), (after,) = one.layers.values(), other.layers.values()
        yield title, diff_layers(before, after), before, after
        return
    for id_ in sorted(one.layers.keys() | other.layers.keys()):
        left, right = one.layers.get(id_), other.layers.get(id_)
        either = right or left
        assert either is not None
        empty = Ruleset(id_, either.title, either.source)
        found = diff_layers(left or empty, right or empty)
        if found:
            yield f"{title}  {id_}", found, left, right
    if one.layers == other.layers:
        yield title, Diff(), None, None


def _data(found: Diff) -> dict[str, Any]:
    def fields(changes: Any) -> list[dict[str, Any]]:
        return [{"path": c.path, "before": _json(c.before), "after": _json(c.after)} for c in changes]

    return {
        "added": [_rule(rule) for rule in found.added],
        "removed": [_rule(rule) for rule in found.removed],
        "changed": [
            {
                "id": change.after.id,
                "title": change.after.title,
                "regraded": [change.before.severity, change.after.severity] if change.regraded else None,
                "sources": list(change.sources),
                "fields": fields(change.fields),
            }
            for change in found.changed
        ],
        "fields": fields(found.fields),
    }


def _rule(rule: Any) -> dict[str, Any]:
    return {"id": rule.id, "severity": rule.severity, "title": rule.title, "sources": list(rule.basis)}


def _json(value: Any) -> Any:
    """The value with days as text."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _json(inner) for key, inner in value.items()}
    return [_json(inner) for inner in value] if isinstance(value, list | tuple) else value
