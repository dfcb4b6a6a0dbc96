"""An issuer completed from the table of divisions, and what to ask where its name does not say enough."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

from attrs import evolve

from gipcore.divisions.bodies import body_of
from gipcore.divisions.resolution import Ambiguous, Resolution, Resolved, Unknown, resolve
from gipcore.divisions.table import Division, Divisions
from gipcore.reports import Issuer, Level

T = TypeVar("T")
MAX_SHOWN = 6
"""Candidates that a question names."""


def complete(issuer: Issuer, year: int | None, divisions: Divisions) -> Issuer:
    """The issuer with the region, level and kind that its name says in the report year *year*.

    A region that is already there stays and settles which of several divisions is meant. What the table knows of level
    and kind replaces what the issuer had. Of an ambiguous name the region stays None; level and kind are set if they
    are the same for all candidates. Of a name without a division the end says the kind, and whether it is a township.
    """
    found = resolve(issuer.name, year, divisions, within=issuer.region or "")
    if isinstance(found, Unknown):
        body = body_of(issuer.name) if issuer.name else None
        township: Level | None = "township" if body and body.township else None
        return evolve(issuer, level=issuer.level or township, kind=issuer.kind or (body.kind if body else None))
    meant = found.candidates if isinstance(found, Ambiguous) else (found,)
    return evolve(
        issuer,
        region=issuer.region or _only(one.code for one in meant),
        level=_only(one.level for one in meant) or issuer.level,
        kind=_only(one.kind for one in meant) or issuer.kind,
    )


def _only(values: Iterable[T | None]) -> T | None:
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else None


def question(found: Resolution, divisions: Divisions) -> str:
    """What to tell the person at the keyboard; empty if the division is known."""
    if isinstance(found, Resolved):
        return ""
    if isinstance(found, Ambiguous):
        return ambiguity(found, divisions)
    if found.formerly:
        listed = "；".join(_history(place, divisions) for place in found.formerly[:MAX_SHOWN])
        return (
            f"“{found.name}”在报告年度没有对应的行政区划：{listed}。请核对机关名称和年度，或用 --region 指明区划代码。"
        )
    return f"从“{found.name}”看不出是哪里的机关。请用 --region 指明区划代码，例如 --region 654202。"


def ambiguity(found: Ambiguous, divisions: Divisions, lang: str = "zh") -> str:
    """Which bodies a name may mean, and how to say which one is meant."""
    places = list({c.code: c.division for c in found.candidates if c.division}.values())
    shown = [_shown(place, divisions) for place in places[:MAX_SHOWN]]
    if lang == "en":
        if len(places) < 2:
            return f"“{found.name}” is listed more than once, with different levels or kinds; state it with --level."
        listed = ", ".join(shown) + (" …" if len(places) > MAX_SHOWN else "")
        return f"“{found.name}” may mean {len(places)} places: {listed}; state which one with --region."
    if len(places) < 2:
        return f"“{found.name}”在名录中不止一个，层级或类别不同。请用 --level 指明层级。"
    listed = "、".join(shown) + ("等" if len(places) > MAX_SHOWN else "")
    return f"“{found.name}”可能指{len(places)}个地方：{listed}。请用 --region 指明区划代码。"


def _shown(division: Division, divisions: Divisions) -> str:
    return f"{divisions.full_name(division)}（{division.code}）"


def _history(division: Division, divisions: Divisions) -> str:
    """When the division was, and what has become of it."""
    if not division.successors:
        return f"{_shown(division, divisions)}{division.first.year}年才设立"
    heirs = [heir for code in division.successors if (heir := divisions.latest(code))]
    now = "、".join(_shown(heir, divisions) for heir in heirs)
    return f"{_shown(division, divisions)}{division.last.year}年已改为{now}"
