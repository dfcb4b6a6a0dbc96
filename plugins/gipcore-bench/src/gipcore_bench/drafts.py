"""The files of a folder that somebody is working on: as much of each as can be understood, and what is wrong with it.

One mistake must not hide the next: what has a mistake is told and taken out, and the rest is looked at further.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

from attrs import define, field, frozen

from gipcore.codec import date_meant, parse_toml, structure
from gipcore.errors import DataError, ReadError
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.limits import check_size
from gipcore.rulesets.loading import MAX_FILE
from gipcore.toml_keys import check_keys
from gipcore_bench.lines import Lines

KINDS = ("forms", "rules", "schedules")
MAX_FILES = 2000
"""Files of a folder of rules."""
MAX_ROUNDS = 50
"""How often the rest of a file is looked at anew after mistakes were taken out."""
Place: TypeAlias = tuple[str, str]
"""A path in what is left of the data, and the key that is wrong there, if it is a key."""
_REQUIRED = ("id", "title", "source")
_PLACE = re.compile(r"(\$[^\s（]*)?(?:（([^（）]+)）)?")
_UNKNOWN_KEY = re.compile(r"未知的键 '([^']+)'")
_ITEM = re.compile(r"\$\.(\w+)\[(\d+)\]")
_DAY = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")
_MEANT = re.compile(r"\d{4}-\d\d-\d\d")
_STEP = re.compile(r"\.([^.\[\]]+)|\[(\d+)\]")


@frozen(order=True)
class Problem:
    """What is wrong, in which file and line, and at which path of its data; line 0: with the file as a whole."""

    file: str
    line: int
    path: str
    message: str


@define
class Draft:
    """A file of forms, rules or schedules. ``ruleset`` or ``form`` is what is left of it without its mistakes; neither
    is there if nothing is."""

    path: Path
    kind: str
    ruleset: Ruleset | None = None
    form: Form | None = None
    problems: list[Problem] = field(factory=list)
    read: bool = False
    """Whether it could be read as data at all."""
    data: dict[str, Any] = field(factory=dict)
    lines: Lines = field(factory=lambda: Lines(""))
    kept: dict[str, list[int]] = field(factory=dict)
    """For each list of the file the numbers, in the file, of the items that are left."""

    @property
    def id(self) -> str:
        """What it says it is."""
        return str(self.data.get("id", self.path.stem))

    def load(self) -> None:
        """Read the file and make of it what can be made."""
        try:
            content = self.path.read_bytes()
            check_size(len(content), "字节数", MAX_FILE)
            text = content.decode()
            check_keys(text, self.path.name)
            self.lines = Lines(text)
            self.data = self._parsed(text)
        except UnicodeDecodeError:
            self.tell("不是 UTF-8 编码，请另存为 UTF-8")
        except OSError as error:
            self.tell(f"读不出来（{error.strerror}）")
        except ReadError as error:
            place = re.search(r"at line (\d+)", str(error))
            self.problems.append(Problem(str(self.path), int(place[1]) if place else 0, "$", str(error)))
        else:
            self.read = True
            self.kept = {key: [*range(len(value))] for key, value in self.data.items() if isinstance(value, list)}
            if self.kind != "forms" and self.path.stem != self.id:
                self.tell(f"id 是 {self.id!r}，文件名应为 {self.id}.toml @ $.id")
            self._structure()

    def _parsed(self, text: str) -> dict[str, Any]:
        """The text as data; a day that does not exist is told, and taken for the one that was meant."""
        for _ in range(MAX_ROUNDS):
            try:
                return parse_toml(text, self.path.name)
            except ReadError as error:
                lines, place = text.split("\n"), re.search(r"at line (\d+)", str(error))
                number = int(place[1]) if place else 0
                line = lines[number - 1] if 0 < number <= len(lines) else ""
                days = ((day[0], _MEANT.search(date_meant(day[0]))) for day in _DAY.finditer(line))
                wrong = next(((day, meant[0]) for day, meant in days if meant and meant[0] != day), None)
                if wrong is None:
                    raise
                problem = f"{wrong[0]!r} 不是日期（YYYY-MM-DD）{date_meant(wrong[0])}"
                self.problems.append(Problem(str(self.path), number, self.lines.at(number), problem))
                lines[number - 1] = line.replace(*wrong, 1)
                text = "\n".join(lines)
        raise ReadError(f"{self.path.name}：有 {MAX_ROUNDS} 个以上的日期不对，请先改正。")

    def tell(self, text: str, rule: str = "") -> Place:
        """Remember a problem as the core words it, ``what @ path（rule）``; the place it is about."""
        head, at, tail = text.rpartition("@ ")
        match = _PLACE.fullmatch(tail) if at else None
        message, path, named = (head.rstrip(), match[1] or "$", match[2]) if match else (text, "$", None)
        if path == "$" and (id_ := named or rule):
            path = next(self.items_named(id_), "$")
        unknown = _UNKNOWN_KEY.search(message)
        key = unknown[1] if unknown else ""
        shown = self._in_file(path)
        line = self.lines.of(f"{shown}.{key}" if key else shown) if self.read and (key or path != "$") else 0
        problem = Problem(str(self.path), line, shown, message)
        if problem not in self.problems:
            self.problems.append(problem)
        return path, key

    def items_named(self, rule: str) -> Iterator[str]:
        """The paths of the items that define the rule of that id, or change it."""
        for name in self.kept:
            for index, item in enumerate(self.data.get(name, ())):
                if isinstance(item, dict) and rule in (item.get("id"), item.get("rule")):
                    yield f"$.{name}[{index}]"

    def blamed(self, path: str) -> bool:
        """Whether a problem with what is at the path (in what is left) has been told."""
        return any(problem.path.startswith(self._in_file(path)) for problem in self.problems)

    def go_on_without(self, places: Iterable[Place]) -> None:
        """Make of it what can be made without what stands at these places."""
        self.ruleset = self.form = None
        if self._take_out(places):
            self._structure()

    def _structure(self) -> None:
        for _ in range(MAX_ROUNDS):
            try:
                if self.kind == "forms":
                    self.form = structure(self.data, Form, self.path.name)
                else:
                    self.ruleset = structure(self.data, Ruleset, self.path.name)
                return
            except DataError as error:
                if not self._take_out([self.tell(one) for problem in error.problems for one in _each(problem)]):
                    return

    def _take_out(self, places: Iterable[Place]) -> bool:
        """Take out the keys and items there; whether anything was. What a file must have stays, as its name."""
        items: set[tuple[str, int]] = set()
        done = False
        for path, key in places:
            if key:
                done |= _at(self.data, path).pop(key, None) is not None
            elif match := _ITEM.match(path):
                items.add((match[1], int(match[2])))
            elif (name := path[2:].partition(".")[0]) in _REQUIRED:
                done |= self.data.get(name) != self.path.stem
                self.data[name] = self.path.stem
            else:
                done |= self.data.pop(name, None) is not None
        for name, index in sorted(items, reverse=True):
            del self.data[name][index], self.kept[name][index]
        return done or bool(items)

    def _in_file(self, path: str) -> str:
        """The path in the file of what is at *path* in what is left of it."""
        return _ITEM.sub(lambda match: f"$.{match[1]}[{self.kept[match[1]][int(match[2])]}]", path, count=1)


def _each(problem: str) -> list[str]:
    """Of a problem about several unknown keys one for each."""
    head, at, tail = problem.rpartition(" @ ")
    keys = head.split("；未知的键 ")
    return [problem] if len(keys) == 1 else [keys[0] + at + tail, *(f"未知的键 {key}{at}{tail}" for key in keys[1:])]


def _at(data: dict[str, Any], path: str) -> dict[str, Any]:
    """The table at *path*; an empty one if none is there."""
    at: Any = data
    for name, index in _STEP.findall(path):
        at = at[int(index)] if index else at.get(name, {})
    return at if isinstance(at, dict) else {}


def drafts(folder: Path) -> list[Draft]:
    """The files of a folder, loaded; raises ReadError if there are none, or too many."""
    found: list[Draft] = []
    for kind in KINDS:
        found += [Draft(path, kind) for path in sorted((folder / kind).glob("*.toml"))]
    if not found:
        wanted = folder / "rules"
        raise ReadError(
            f"{folder} 中没有规则文件。规则文件应放在 {wanted} 中，名称以 .toml 结尾；可用 gip rules new 写一个。"
        )
    check_size(len(found), "文件数", MAX_FILES)
    for draft in found:
        draft.load()
    return found
