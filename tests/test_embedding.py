"""gipcore inside another program: cheap to import, many threads, several engines, no state that they share."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib.resources.abc import Traversable
from pathlib import Path
from threading import Barrier, RLock
from typing import Any, TypeVar

import pytest
from attrs import evolve

import gipcore
from gipcore import api
from gipcore.engine import Engine, write_atomically
from gipcore.once import once
from gipcore.reports import Report
from gipcore.rulesets import Catalogue, load_catalogue
from gipcore.specimen import specimen

T = TypeVar("T")
SAMPLE = Path(__file__).parent.parent / "examples" / "jiahezi-2023.txt"
THREADS = 12
RULE = """
id = "ours"
title = "我们的要求"
source = "本县通知"
years = {{ first = 2021 }}
forms = ["cn-2021"]

[[rules]]
id = "{id}"
severity = "error"
title = "没有申请"
message = "本年没有收到申请。"
basis = ["本县通知"]
expression = "applications.new.total > {least}"
passes = [{{ cells = {{ "applications.new.total" = 100000 }} }}]
fails = [{{ cells = {{ "applications.new.total" = 0 }} }}]
"""


@pytest.fixture(autouse=True)
def impatient() -> Iterator[None]:
    """Threads take turns at nearly every step, so that what can go wrong between them does."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(task: Callable[[int], T], threads: int = THREADS) -> list[T]:
    """What *task* gives in each of the threads, which all begin at the same moment."""
    start = Barrier(threads)

    def begin(number: int) -> T:
        start.wait(30)
        return task(number)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(begin, range(threads)))


def folder(path: Path, id_: str, least: int) -> Path:
    (path / "rules").mkdir(parents=True)
    (path / "rules" / "ours.toml").write_text(RULE.format(id=id_, least=least), "utf-8")
    return path


def subjects(engine: Engine) -> list[Report]:
    """Reports of all years and several places, so that threads ask for different rules at the same time."""
    years = {"cn-2014": (2015, 2018), "cn-2019": (2019, 2020), "cn-2021": (2021, 2023)}
    found = []
    for form, pair in years.items():
        for year in pair:
            for region in ("654202", "310107", "350123"):
                made = specimen(engine.form(form), year=year, cells={"applications.new.total": 7})
                found.append(evolve(made, issuer=evolve(made.issuer, region=region)))
    return found


def test_first_use_by_many_threads_builds_everything_once(monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[Engine] = []

    class Counted(Engine):
        def __init__(self, rules: Path | None = None) -> None:
            super().__init__(rules=rules)
            time.sleep(0.05)  # time enough for every other thread to come by
            built.append(self)

    def counted(folders: Sequence[Traversable | Path]) -> Catalogue:
        loads.append(folders)
        return load_catalogue(folders)

    loads: list[object] = []
    monkeypatch.setattr(api, "Engine", Counted)
    monkeypatch.setattr("gipcore.engine.load_catalogue", counted)
    api._built.cache_clear()
    try:
        outcomes = set(at_once(lambda _: gipcore.dumps(gipcore.check(gipcore.read(SAMPLE)))))
    finally:
        api._built.cache_clear()
    assert len(built) == 1 and len(loads) == 1
    monkeypatch.undo()
    assert outcomes == {gipcore.dumps(gipcore.check(gipcore.read(SAMPLE)))}


class Forgetful(dict[object, object]):
    """A table that another thread empties at the worst moment: as soon as something was put into it."""

    def __setitem__(self, key: object, value: object) -> None:
        super().__setitem__(key, value)
        self.clear()


@pytest.mark.parametrize("table", [dict, Forgetful])
def test_threads_that_share_an_engine_get_what_one_alone_gets(table: type[dict[Any, Any]]) -> None:
    """Also when what is remembered is forgotten all the time."""
    shared, alone = Engine(), Engine()
    shared.catalogue._looked_up, shared.catalogue._in_force = table(), table()
    reports = subjects(alone)
    expected = [gipcore.dumps(alone.check(report)) for report in reports]

    def turn(number: int) -> list[str]:
        order = [*range(number, len(reports)), *range(number)]
        found = {index: gipcore.dumps(shared.check(reports[index])) for index in order}
        return [found[index] for index in range(len(reports))]

    for found in at_once(turn, 4):
        assert found == expected


def test_what_is_computed_once_is_computed_once() -> None:
    class Slow:
        lock = RLock()
        computed = 0

        @once
        def value(self) -> object:
            self.computed += 1
            time.sleep(0.05)
            return object()

    slow = Slow()
    assert len(set(at_once(lambda _: slow.value))) == 1
    assert slow.computed == 1


def test_two_engines_side_by_side(tmp_path: Path) -> None:
    strict = Engine(rules=folder(tmp_path / "strict", "ours.strict", 50))
    mild = Engine(rules=folder(tmp_path / "mild", "ours.mild", 0))
    plain = Engine()
    report = specimen(plain.form("cn-2021"), cells={"applications.new.total": 7})

    def ours(engine: Engine) -> tuple[list[str], list[str]]:
        outcome = engine.check(report)
        failed = [finding.rule for finding in outcome.findings if finding.rule.startswith("ours")]
        return failed, [rule for rule in outcome.passed if rule.startswith("ours")]

    wanted = [(["ours.strict"], []), ([], ["ours.mild"]), ([], [])]
    engines = (strict, mild, plain)
    assert at_once(lambda number: ours(engines[number % 3])) == [wanted[number % 3] for number in range(THREADS)]


def test_the_function_takes_a_folder_of_rules_and_leaves_no_trace_of_it(tmp_path: Path) -> None:
    report = specimen(Engine().form("cn-2021"), cells={"applications.new.total": 7})
    plain = gipcore.dumps(gipcore.check(report))
    with_folder = gipcore.check(report, rules=folder(tmp_path, "ours.strict", 50))
    assert "ours.strict" in {finding.rule for finding in with_folder.findings}
    assert gipcore.dumps(gipcore.check(report)) == plain


def test_region_and_level_stand_in_for_what_the_report_does_not_say() -> None:
    made = specimen(Engine().form("cn-2021"))
    report = evolve(made, issuer=evolve(made.issuer, region=None, level=None))
    outcome = gipcore.check(report, region="310107", level="township")
    assert (outcome.report.issuer.region, outcome.report.issuer.level) == ("310107", "township")
    assert "31" in outcome.rulesets and "31" not in gipcore.check(report).rulesets


def test_files_written_by_many_threads_are_whole_and_have_the_usual_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(number: int) -> None:
        for _ in range(20):
            write_atomically(tmp_path / f"{number % 3}", bytes([number]) * 1000)

    before = os.umask(0o027)
    try:
        with monkeypatch.context() as patched:
            # It is of the whole process: who changes it for a moment changes the files of all other threads.
            patched.delattr(os, "umask")
            at_once(write)
    finally:
        os.umask(before)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0", "1", "2"]
    for path in tmp_path.iterdir():
        assert len(path.read_bytes()) == 1000 and len(set(path.read_bytes())) == 1
        assert path.stat().st_mode & 0o777 == 0o640


LOADED = """
import json, sys
before = set(sys.modules)
import gipcore
steps = [sorted(set(sys.modules) - before)]
gipcore.Report, gipcore.Engine(), gipcore.check
steps.append(sorted(set(sys.modules) - before))
gipcore.read(sys.argv[1])
steps.append(sorted(set(sys.modules) - before))
print(json.dumps(steps))
"""


def test_no_plugin_is_imported_before_it_is_used() -> None:
    command = [sys.executable, "-c", LOADED, str(SAMPLE)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, timeout=60)
    steps = ({name.split(".")[0] for name in step} - sys.stdlib_module_names for step in json.loads(done.stdout))
    bare, named, used = steps
    assert bare == {"gipcore"}
    assert not {name for name in named if name.startswith("gipcore_")}
    assert {"gipcore_text", "gipcore_rulesets"} <= used
    assert not {"hypothesis", "pytest", "docx", "lxml", "selectolax"} & used
