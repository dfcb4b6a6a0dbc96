"""From an issuer's name to its division, level and kind.

A name is read from the left: divisions in full or in short, upper ones left out at will, then what the body is. Among
all readings the ones in force at the time and with the most said in full win; if they mean different divisions, the
name is ambiguous, and nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

from attrs import frozen

from gipcore.divisions.bodies import Nature, body_in_park, body_of
from gipcore.divisions.names import folded
from gipcore.divisions.table import Division, Divisions, OtherName
from gipcore.reports import Kind, Level

_LONGEST = 16
_COMPLETION = timedelta(days=548)
"""A change is to be completed within 12 months, 6 more if hard (行政区划管理条例 第十五条): so long old names last."""
_EARLIEST = date(1949, 10, 1)
"""Time spans are counted from here on: nothing in the table is older, and what is asked for may be anything."""
_CORPS_DIVISION = re.compile(r"^(?:新疆生产建设兵团|兵团)?第.{1,3}师(?=.)")
_PARK_AND_DISTRICT = re.compile(
    r"^(?P<city>.{2,10}?)(?:高新|经开|开发|经济技术开发|高新技术产业开发)区(?:\((?P<inner>[^()]{2,8})\)|·)"
)
_TRAILING_ZEROS = re.compile(r"(?:00){1,2}$")
_STATE = re.compile(r"^(?:中华人民共和国|国务院|国家)")
_NATIONAL_BODY = re.compile(r"(?:部|委员会|局|署|办公室|院)$")


@frozen
class Resolved:
    """``division`` is None for a body of the state or one whose territory is no division; ``level`` and ``kind`` are
    None where the name gives the division but not what the body is."""

    name: str
    division: Division | None
    level: Level | None
    kind: Kind | None

    @property
    def code(self) -> str | None:
        return self.division.code if self.division else None


@frozen
class Ambiguous:
    """Several divisions of this name; sorted by code."""

    name: str
    candidates: tuple[Resolved, ...]


@frozen
class Unknown:
    """No division of this name at the time; ``formerly`` are those that had it at another."""

    name: str
    formerly: tuple[Division, ...] = ()


Resolution: TypeAlias = Resolved | Ambiguous | Unknown


@frozen
class _Above:
    """What was read so far: the lowest division's code, how many were named in short, the age of the oldest."""

    scope: str = ""
    shorts: int = 0
    age: int = 0


@frozen
class _Reading:
    division: Division
    park: OtherName | None
    rest: str
    shorts: int
    age: int
    body: Nature | None

    @property
    def rank(self) -> tuple[bool, int, int, int]:
        return self.body is None, self.age, self.shorts, len(self.rest)


def resolve(name: str, when: date | int | None, divisions: Divisions, within: str = "") -> Resolution:
    """Division, level and kind of the body *name*, in a year, on a day, or (None) today.

    *within* is the beginning of a division code that settles what would be ambiguous. In the year of a change, and
    until it is to be completed, the old and the new name are both found.
    """
    text = folded(name)
    span = _span(when)
    return _with_registers(_from_name(text, name, divisions, span, within), text, divisions, span, within)


def _from_name(text: str, name: str, divisions: Divisions, span: tuple[date, date], within: str) -> Resolution:
    if state := _state(text, name, divisions, span, within):
        return state
    for variant in _variants(text):
        found = _resolve(variant, name, divisions, span, within)
        if not isinstance(found, Unknown):
            return found
    return found


def _with_registers(
    found: Resolution, text: str, divisions: Divisions, span: tuple[date, date], within: str
) -> Resolution:
    """What the name says, with what registers say of bodies of this name.

    A register decides what the body is, and where within the division that the name says. A body of the same name in
    another division it neither asserts nor denies: that stays a candidate.
    """
    bodies = [body for body in divisions.registered(text) if body.in_force(*span) and _inside(body.region, within)]
    if not bodies:
        return found
    listed = [
        Resolved(found.name, divisions.during(body.region, span) if body.region else None, body.level, body.kind)
        for body in bodies
    ]
    codes = {code for one in listed if one.code for code in (one.code, *divisions.parents(one.code))}
    read = found.candidates if isinstance(found, Ambiguous) else (found,) if isinstance(found, Resolved) else ()
    others = [one for one in read if one.division and one.code not in codes and one.kind is not None]
    distinct = {(one.code, one.level, one.kind): one for one in (*listed, *others)}
    every = tuple(distinct[key] for key in sorted(distinct, key=str))
    return every[0] if len(every) == 1 else Ambiguous(found.name, every)


def _inside(region: str | None, within: str) -> bool:
    return not within or (region or "").startswith(_TRAILING_ZEROS.sub("", within))


def _span(when: date | int | None) -> tuple[date, date]:
    if isinstance(when, int):
        year = min(max(when, _EARLIEST.year), date.max.year - 1)
        return date(year, 1, 1), date(year, 12, 31)
    day = max(when or date.max, _EARLIEST)
    return day, day


def _variants(text: str) -> Iterator[str]:
    """The name with the district that is named beside its park instead of the park, then without what is in brackets.

    杭州高新区(滨江)司法局 is a department of 滨江区, 黄石开发区·铁山区应急管理局 one of 铁山区.
    """
    if match := _PARK_AND_DISTRICT.match(text):
        district = match["inner"] or ""
        end = "区" if district and not district.endswith(("区", "县", "市")) else ""
        yield match["city"] + district + end + text[match.end() :]
    if match := _CORPS_DIVISION.match(text):
        yield text[match.end() :]
    yield re.sub(r"\(.*?\)", "", text)


def _state(text: str, name: str, divisions: Divisions, span: tuple[date, date], within: str) -> Resolution | None:
    """A body of the state, or of its vertical system in a division; None if the name is of neither."""
    bare = text.removeprefix("中华人民共和国")
    heads = (divisions.state_bodies.get(bare[:length]) for length in range(min(len(bare), _LONGEST), 2, -1))
    body = next(filter(None, heads), None)
    rest = bare.removeprefix(body.name) if body else bare
    if body and rest in ("", "办公厅", "办公室"):
        return Resolved(name, None, "state", "office" if rest else body.kind)
    if body is None and not _STATE.match(text):
        return None
    below = _resolve(rest, name, divisions, span, within) if body else Unknown(name)
    if isinstance(below, Resolved):
        return Resolved(name, below.division, below.level, "vertical")
    if isinstance(below, Ambiguous):
        return Ambiguous(name, tuple(Resolved(name, c.division, c.level, "vertical") for c in below.candidates))
    if body:
        return Resolved(name, None, None, "vertical")
    return Resolved(name, None, "state", "department") if _NATIONAL_BODY.search(text) else None


def _resolve(text: str, name: str, divisions: Divisions, span: tuple[date, date], within: str) -> Resolution:
    readings = [r for r in _readings(text, divisions, span, _Above()) if r.body is not None or not r.shorts]
    readings = [r for r in readings if _inside(r.division.code, within)]
    current = [reading for reading in readings if reading.age < 2]
    if not current:
        return Unknown(name, tuple({r.division.code: r.division for r in readings if r.park is None}.values()))
    best = min(reading.rank for reading in current)
    chosen = {(r.division.code, r.park): r for r in sorted(current, key=lambda r: r.division.first) if r.rank == best}
    if any(reading.park is None for reading in chosen.values()):  # a park that has become a division
        chosen = {key: reading for key, reading in chosen.items() if reading.park is None}
    codes = {code for code, _ in chosen}
    # In the year of a change, of two codes for one name, the later.
    kept = [r for r in chosen.values() if not codes.intersection(r.division.successors) - {r.division.code}]
    found = sorted((_resolved(name, reading) for reading in kept), key=lambda r: r.code or "")
    return found[0] if len(found) == 1 else Ambiguous(name, tuple(found))


def _readings(text: str, divisions: Divisions, span: tuple[date, date], above: _Above) -> Iterator[_Reading]:
    """Every way to read *text* as a division or park, those inside it, and a rest."""
    for length in range(min(len(text), _LONGEST), 1, -1):
        head, rest = text[:length], text[length:]
        other = divisions.parks.get(head)
        if other and other.kind and above.scope in ("", other.region, *divisions.parents(other.region)):
            division = divisions.at(other.region, min(span[1], other.last)) or divisions.latest(other.region)
            if division:
                age = max(above.age, _age(other, span))
                yield _Reading(division, other, rest, above.shorts, age, body_in_park(rest, other.kind))
        for division, full in divisions.by_name.get(head, ()):
            if above.scope in ("", *divisions.around(division.code)):
                here = _Above(division.code, above.shorts + (not full), max(above.age, _age(division, span)))
                bare = not full and not head.endswith(("州", "县", "旗"))
                body = body_of(rest, branch=division.type in ("地区", "盟"), short=bare)
                yield _Reading(division, None, rest, here.shorts, here.age, body)
                yield from _readings(rest, divisions, span, here)


def _age(named: Division | OtherName, span: tuple[date, date]) -> int:
    """0: in force at the time; 1: just before its first day or not long after its last; 2: neither."""
    first, last = span
    if named.in_force(first, last):
        return 0
    if last == date.max:
        return 2
    # The report for a year is made in the first three months of the next.
    near = named.first <= last + timedelta(days=90) and first - _COMPLETION <= named.last
    return 1 if near else 2


def _resolved(name: str, reading: _Reading) -> Resolved:
    body, division = reading.body, reading.division
    if body is None:
        return Resolved(name, division, None, None)
    level: Level | None = reading.park.level if reading.park else division.level
    if body.township:
        level = "township"
    elif reading.park and reading.rest and body.kind == "organisation":
        level = None  # a 师 or 团 of the 兵团 has no level of government
    return Resolved(name, None if body.placeless else division, level, body.kind)
