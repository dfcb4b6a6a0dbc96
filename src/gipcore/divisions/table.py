"""The table of divisions: what a code meant on a day, what stands above it, what came before it.

A province's own package may add divisions and names: the tables of all folders are read as one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias, get_args

from attrs import frozen

from gipcore.divisions.names import folded, short_forms
from gipcore.divisions.registers import Body
from gipcore.errors import DataError
from gipcore.limits import check_size
from gipcore.reports import Kind, Level

Folder: TypeAlias = Traversable | Path
MAX_TABLE = 4 * 1024 * 1024
"""Bytes of one table."""
LEVELS: dict[str, Level] = {
    **dict.fromkeys(("省", "自治区", "直辖市", "特别行政区"), "province"),
    **dict.fromkeys(("地级市", "自治州", "地区", "盟"), "prefecture"),
    **dict.fromkeys(("市辖区", "县级市", "县", "自治县", "旗", "自治旗", "林区", "特区"), "county"),
}
"""The types of division, each with its level. The districts of a 直辖市 are county level: their code says so."""
_CODES = ("code", "name", "type", "valid_from", "valid_to", "successor", "source", "parent")
_NAMES = ("name", "region", "level", "kind", "valid_from", "valid_to", "source")


@frozen
class Division:
    """A division under one code and name. Both days belong to it; where only the year of a change is known, the whole
    year belongs to the old and the new."""

    code: str
    name: str
    type: str
    first: date = date.min
    last: date = date.max
    successors: tuple[str, ...] = ()
    """Codes that its territory has had since its last day; its own among them if only name or territory changed."""
    source: str = ""
    parent: str = ""
    """The code of the division above, where its own code does not show it."""

    @property
    def level(self) -> Level:
        return LEVELS[self.type]

    def in_force(self, first: date, last: date) -> bool:
        """Whether some day of the span, both ends included, belongs to it."""
        return self.first <= last and first <= self.last


@frozen
class OtherName:
    """A name that no division bears: of a park with a report of its own, of a body of the state, or a short form of a
    division (no level then). ``region`` is the code of the division it lies in, empty for a body of the state."""

    name: str
    region: str = ""
    level: Level | None = None
    kind: Kind | None = None
    first: date = date.min
    last: date = date.max

    def in_force(self, first: date, last: date) -> bool:
        """Whether the name was in use on some day of the span, both ends included."""
        return self.first <= last and first <= self.last


class Divisions:
    """All divisions, the parks and other bodies that report beside them, and the bodies of the state, by name."""

    def __init__(self, divisions: Iterable[Division], others: Iterable[OtherName] = ()) -> None:
        self._by_code: dict[str, list[Division]] = {}
        for division in divisions:
            self._by_code.setdefault(division.code, []).append(division)
        others = tuple(others)
        self.state_bodies = {other.name: other for other in others if other.level == "state"}
        self.parks = {other.name: other for other in others if other.level not in ("state", None)}
        self._bodies: dict[str, list[Body]] = {}
        self._short_forms = [(other.name, other.region) for other in others if other.level is None]

    @classmethod
    def load(cls, folders: Iterable[Folder]) -> Divisions:
        """The tables ``divisions/codes.tsv`` and ``names.tsv`` of *folders*; raises DataError with all problems."""
        problems: list[str] = []
        divisions: list[Division] = []
        others: list[OtherName] = []
        for folder in folders:
            for where, row in _rows(folder / "divisions" / "codes.tsv", _CODES, problems):
                try:
                    divisions.append(_division(row))
                except ValueError as error:
                    problems.append(f"{where}: {error}")
            for where, row in _rows(folder / "divisions" / "names.tsv", _NAMES, problems):
                try:
                    others.append(_other(row))
                except ValueError as error:
                    problems.append(f"{where}: {error}")
        if problems:
            raise DataError("区划代码表", problems)
        return cls(divisions, others)

    def register(self, bodies: Iterable[Body]) -> list[Body]:
        """Add bodies that somebody lists; gives those back whose code no table has, which are left out."""
        unknown: list[Body] = []
        for body in bodies:
            if body.region is not None and body.region not in self._by_code:
                unknown.append(body)
                continue
            for name in dict.fromkeys(map(folded, (body.name, *body.aliases))):
                self._bodies.setdefault(name, []).append(body)
        return unknown

    def registered(self, name: str) -> tuple[Body, ...]:
        """The listed bodies of that name (folded), at any time."""
        return tuple(self._bodies.get(name, ()))

    def __iter__(self) -> Iterator[Division]:
        return (division for periods in self._by_code.values() for division in periods)

    def periods(self, code: str) -> tuple[Division, ...]:
        """Everything that the code has meant, earliest first; empty for an unknown code."""
        return tuple(self._by_code.get(code, ()))

    def at(self, code: str, day: date) -> Division | None:
        """What the code meant on the day; the later meaning in the year of a change. None if it meant nothing."""
        return next((d for d in reversed(self._by_code.get(code, ())) if d.in_force(day, day)), None)

    def during(self, code: str, span: tuple[date, date]) -> Division | None:
        """What the code meant at the end of the span, or meant last before, or else first after it."""
        periods = self._by_code.get(code, ())
        return next((d for d in reversed(periods) if d.first <= span[1]), periods[0] if periods else None)

    def latest(self, code: str) -> Division | None:
        """The last meaning of the code, None for an unknown code."""
        return self._by_code[code][-1] if code in self._by_code else None

    def parents(self, code: str) -> tuple[str, ...]:
        """The codes above, lowest first: ("654200", "654000", "650000") for 654202; () for a province."""
        above: list[str] = []
        while code[2:] not in ("0000", ""):
            division = self.latest(code)
            code = (division and division.parent) or (code[:4] + "00" if code[4:] != "00" else code[:2] + "0000")
            if code in self._by_code:
                above.append(code)
        return tuple(above)

    def around(self, code: str) -> tuple[str, ...]:
        """The codes in which a name may place *code*: those above it, and the city in whose range the code itself lies:
        河北省保定市定州市 is written as well as 河北省定州市, which reports to the province."""
        city = code[:4] + "00"
        return self.parents(code) if code == city else (*self.parents(code), city)

    def predecessors(self, code: str, day: date) -> tuple[Division, ...]:
        """The divisions whose territory, or part of it, has had *code* since a change in the year of *day*."""
        return tuple(d for d in self if code in d.successors and d.last.year == day.year)

    def full_name(self, division: Division) -> str:
        """The division's name with those above it."""
        above = (self.latest(code) for code in reversed(self.parents(division.code)))
        return "".join(d.name for d in above if d) + division.name

    @cached_property
    def by_name(self) -> dict[str, list[tuple[Division, bool]]]:
        """Divisions by full name (True) and by short form (False)."""
        found: dict[str, list[tuple[Division, bool]]] = {}
        for division in self:
            found.setdefault(division.name, []).append((division, True))
            for short in short_forms(division.name, division.type):
                found.setdefault(short, []).append((division, False))
        for name, code in self._short_forms:
            found.setdefault(name, []).extend((division, False) for division in self.periods(code))
        return found


def _rows(path: Folder, columns: tuple[str, ...], problems: list[str]) -> Iterator[tuple[str, list[str]]]:
    """The rows after the heading, filled up with empty cells, each with where it stands; none if there is no file."""
    if not path.is_file():
        return
    data = path.read_bytes()
    check_size(len(data), "字节数", MAX_TABLE)
    try:
        lines = data.decode().split("\n")
    except UnicodeDecodeError:
        problems.append(f"{path.name}: 不是 UTF-8 编码，请另存为 UTF-8")
        return
    heading = next((n for n, line in enumerate(lines) if not line.startswith("#")), 0)
    if lines[heading].split("\t") != list(columns):
        problems.append(f"{path.name}: 第 {heading + 1} 行应是列名 {' '.join(columns)}")
        return
    for number, line in enumerate(lines[heading + 1 :], heading + 2):
        row = line.split("\t")
        if len(row) > len(columns):
            problems.append(f"{path.name}:{number}: 有 {len(row)} 列，最多 {len(columns)} 列")
        elif line:
            yield f"{path.name}:{number}", row + [""] * (len(columns) - len(row))


def _division(row: list[str]) -> Division:
    code, name, type_, first, last, successors, source, parent = row
    if len(code) != 6 or not (code.isascii() and code.isdigit()):
        raise ValueError(f"代码 {code!r} 应是六位数字")
    if type_ not in LEVELS:
        raise ValueError(f"没有类型 {type_!r}；可用：{'、'.join(LEVELS)}")
    if not name:
        raise ValueError(f"{code} 没有名称")
    if not (first or last or successors or parent):  # nine rows in ten
        return Division(code, name, type_)
    return Division(
        code, name, type_, _day(first, date.min), _day(last, date.max), tuple(successors.split()), source, parent
    )


def _other(row: list[str]) -> OtherName:
    name, region, level, kind, first, last, _ = row
    for value, allowed in ((level, get_args(Level)), (kind, get_args(Kind))):
        if value and value not in allowed:
            raise ValueError(f"不认识 {value!r}；可用：{'、'.join(allowed)}")
    if not name or (not region and level != "state"):
        raise ValueError("缺少名称或所在区划的代码")
    if bool(level) != bool(kind):
        raise ValueError(f"{name}：level 和 kind 要么都写，要么都不写")
    level_: Level | None = level or None  # type: ignore[assignment]  # held against the vocabulary above
    kind_: Kind | None = kind or None  # type: ignore[assignment]
    return OtherName(name, region, level_, kind_, _day(first, date.min), _day(last, date.max))


def _day(text: str, open_end: date) -> date:
    """A day as written; of a year alone its first day, or its last for the end of a period (``open_end`` tells)."""
    if not text:
        return open_end
    if len(text) == 4:
        return date(int(text), 1, 1) if open_end == date.min else date(int(text), 12, 31)
    return date.fromisoformat(text)
