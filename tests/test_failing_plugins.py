"""A plugin that fails — at load, in a hook, by exception, by never returning, by nonsense, by changing the report — is
named, and takes nothing of the others' results with it."""

from __future__ import annotations

import json
import textwrap
from importlib.metadata import EntryPoint, entry_points
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from gipcore.codec import report_data, report_from_data
from gipcore.containment import Budgets
from gipcore.engine import Engine
from gipcore.errors import GipError, PluginError, ReadError
from gipcore.outcomes import Outcome, PluginFailure
from gipcore.plugins import GROUP, load_plugins
from gipcore.reports import Report
from gipcore.values import Number
from gipcore_cli.main import run
from gipcore_cli.session import Session

SAMPLE = Path(__file__).parents[1] / "examples" / "jiahezi-2023.txt"
INSTALLED = sorted(entry_points(group=GROUP), key=lambda point: point.name)
NUMBERS = count()
HASTE = Budgets(hook=10.0, read=10.0, write=10.0, check=10.0)
BUSY = "import time\nend = time.monotonic() + 3\nwhile time.monotonic() < end: pass"
"""Not for ever: it would keep the processor from the tests that follow."""
FOREVER = "__import__('threading').Event().wait()"

RULE = """
[[rules]]
id = "{id}"
severity = "info"
title = "试验"
message = "新收{{new}}件"
basis = ["试验"]
check = "{check}"
"""
WITNESS = """
from pathlib import Path
from gipcore.hookspecs import Check, Failure, hookimpl

def look(subject, rule):
    return [Failure({"new": subject.report.cells["applications.new.total"].raw}, ("applications.new.total",))]

@hookimpl
def gipcore_checks():
    return [Check("witness.look", look)]

@hookimpl
def gipcore_rulesets():
    return [Path(__file__).parent / "witness_rules"]
"""
"""A plugin with two rules, before and after the broken one's, that say what the report has in a cell."""


class Bench:
    """Engines with the installed plugins, the witness, and broken ones written for a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.points = list(INSTALLED)
        self.add("witness", WITNESS)
        self.rules("witness", {"try.a_witness": "witness.look", "try.z_witness": "witness.look"})

    def add(self, name: str, code: str) -> None:
        # A name of its own in every test: a module that never finishes importing is waited for by all who import it.
        module = f"fake_{name}_{next(NUMBERS)}"
        (self.folder / f"{module}.py").write_text(textwrap.dedent(code), "utf-8")
        self.points.append(EntryPoint(name, module, GROUP))

    def rules(self, name: str, checks: dict[str, str]) -> None:
        rules = self.folder / f"{name}_rules" / "rules"
        rules.mkdir(parents=True)
        head = f'id = "{name}"\ntitle = "试验"\nsource = "试验"\nyears = {{ first = 2021 }}\n'
        body = "".join(RULE.format(id=id_, check=check) for id_, check in checks.items())
        (rules / f"{name}.toml").write_text(head + body, "utf-8")

    def check_plugin(self, body: str, *, before: str = "") -> None:
        """A plugin ``bad`` with a rule between the witness's, whose check has this body."""
        code = (
            f"from pathlib import Path\nfrom gipcore.hookspecs import *\n{before}\n"
            f"def run(subject, rule):\n{textwrap.indent(textwrap.dedent(body), '    ')}\n"
            "@hookimpl\ndef gipcore_checks():\n    return [Check('bad.check', run)]\n"
            "@hookimpl\ndef gipcore_rulesets():\n    return [Path(__file__).parent / 'bad_rules']\n"
        )
        self.add("bad", code)
        self.rules("bad", {"try.m_bad": "bad.check"})

    def engine(self, budgets: Budgets = HASTE, *, isolate: bool = False) -> Engine:
        return Engine(load_plugins(self.points, budgets=budgets), isolate=isolate)


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Bench:
    monkeypatch.syspath_prepend(tmp_path)
    return Bench(tmp_path)


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    """What there is to find without a broken plugin."""
    folder = tmp_path_factory.mktemp("sound")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(folder)
        engine = Bench(folder).engine()
        outcome = engine.check(engine.read(SAMPLE))
    assert not outcome.failures
    assert [f.rule for f in outcome.findings if f.rule.startswith("try.")] == ["try.a_witness", "try.z_witness"]
    return outcome


@pytest.fixture
def report(expected: Outcome) -> Report:
    """One of its own for each test, and for each object in it."""
    return report_from_data(report_data(expected.report), "report")


def without_bad(outcome: Outcome) -> Outcome:
    """What the others found."""
    return evolve(
        outcome,
        rulesets=tuple(name for name in outcome.rulesets if name != "bad"),
        rules=tuple(rule for rule in outcome.rules if rule.id != "try.m_bad"),
        findings=tuple(finding for finding in outcome.findings if finding.rule != "try.m_bad"),
        not_checked=tuple(item for item in outcome.not_checked if item.rule != "try.m_bad"),
        failures=(),
    )


def holds(bench: Bench, expected: Outcome, said: str, budgets: Budgets = HASTE, *, isolate: bool = False) -> None:
    """The plugin ``bad`` is named with what was *said*, nobody else is, and the others' results are as *expected*."""
    engine = bench.engine(budgets, isolate=isolate)
    report = engine.read(SAMPLE, format="text")
    outcome = engine.check(report)
    assert {failure.plugin for failure in outcome.failures} == {"bad"}, outcome.failures
    assert any(said in failure.reason for failure in outcome.failures), outcome.failures
    assert without_bad(outcome) == without_bad(expected)
    assert outcome.status in ("fail", "incomplete")


def status_and_output(
    bench: Bench, capfd: pytest.CaptureFixture[str], *arguments: str, budgets: Budgets = HASTE
) -> tuple[int, str]:
    status = run([*arguments], Session("zh", lambda rules: bench.engine(budgets)))
    captured = capfd.readouterr()
    assert "Traceback" not in captured.err
    return status, captured.out + captured.err


AT_LOAD = {
    "raises": ("raise RuntimeError('坏了')", "RuntimeError: 坏了"),
    "does not parse": ("def", "SyntaxError"),
    "imports what is not there": ("import nothing_of_that_name", "ModuleNotFoundError"),
    "ends the program": ("import sys; sys.exit(7)", "SystemExit: 7"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "misspells a hook": (
        "from gipcore.hookspecs import hookimpl\n@hookimpl\ndef gipcore_reader(): return []",
        "gipcore_reader",
    ),
    "has a wrong argument": (
        "from gipcore.hookspecs import hookimpl\n@hookimpl\ndef gipcore_readers(more): return []",
        "more",
    ),
    "needs a later version": ("GIPCORE_HOOKS = 99", "需要第 99 版钩子，现有第 1 版"),
}


@pytest.mark.parametrize("fault", AT_LOAD)
def test_at_load(bench: Bench, expected: Outcome, fault: str) -> None:
    code, said = AT_LOAD[fault]
    bench.add("bad", code)
    holds(bench, expected, said)


HOOK = "from gipcore.hookspecs import *\n@hookimpl\ndef {hook}():\n    {body}\n"
IN_A_HOOK = {
    "raises": ("gipcore_readers", "raise ValueError('坏了')", "gipcore_readers: ValueError: 坏了"),
    "raises what cannot be printed": (
        "gipcore_writers",
        "raise type('Odd', (Exception,), {'__str__': lambda self: 1 / 0})()",
        "gipcore_writers: Odd",
    ),
    "ends the program": ("gipcore_checks", "raise SystemExit", "gipcore_checks: SystemExit"),
    "returns nothing": ("gipcore_readers", "return None", "gipcore_readers: TypeError: 返回了 NoneType，应为序列"),
    "returns text": ("gipcore_writers", "return 'docx'", "gipcore_writers: TypeError: 返回了 str，应为序列"),
    "returns names": ("gipcore_checks", "return ['a.b']", "gipcore_checks: 应为 Check，实为 str"),
    "returns an endless series": (
        "gipcore_checks",
        "return __import__('itertools').repeat(1)",
        "返回了 10000 个以上的结果",
    ),
    "names no reader": (
        "gipcore_readers",
        "return [Reader(7, ('.x',), len, len)]",
        "Reader 的 name 应为不带空格",
    ),
    "has a bare extension": ("gipcore_writers", "return [Writer('x', ('x',), len)]", "Writer x 的 extensions 应为以点"),
    "has no function": ("gipcore_readers", "return [Reader('x', ('.x',), None, len)]", "Reader x 的 read 不是函数"),
    "has no check": ("gipcore_checks", "return [Check('x', 3)]", "Check x 的 run 不是函数"),
    "has no folder": ("gipcore_rulesets", "return [3]", "gipcore_rulesets: 应为文件夹"),
    "has a folder that is not there": (
        "gipcore_rulesets",
        "return [__import__('pathlib').Path('/nowhere')]",
        "/nowhere 不是文件夹",
    ),
    "takes another's name": (
        "gipcore_checks",
        "return [Check('witness.look', len)]",
        "'witness.look' 已由插件",
    ),
}


@pytest.mark.parametrize("fault", IN_A_HOOK)
def test_in_a_hook(bench: Bench, expected: Outcome, fault: str) -> None:
    hook, body, said = IN_A_HOOK[fault]
    bench.add("bad", HOOK.format(hook=hook, body=body))
    if fault == "takes another's name":
        # The first by name keeps what both claim.
        witness = next(point for point in bench.points if point.name == "witness")
        bench.points.append(EntryPoint("a", witness.value, GROUP))
        bench.points.remove(witness)
    engine = bench.engine()
    assert engine.readers and engine.writers
    outcome = engine.check(engine.read(SAMPLE))
    assert without_bad(outcome) == without_bad(expected)
    assert [failure.plugin for failure in outcome.failures] == ["bad"] and said in outcome.failures[0].reason


RAISES = {
    "raises": ("raise RuntimeError('坏了')", "try.m_bad: RuntimeError: 坏了"),
    "raises late": ("yield Failure({'new': 1})\nraise RuntimeError('坏了')", "RuntimeError: 坏了"),
    "ends the program": ("raise SystemExit(3)", "SystemExit: 3"),
    "interrupts": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "recurses": ("return run(subject, rule)", "RecursionError"),
    "assigns to a frozen report": ("subject.report.year = 1", "FrozenInstanceError"),
    "assigns to the cells": ("subject.report.cells['applications.new.total'] = 1", "TypeError"),
}
NONSENSE = {
    "returns nothing": ("return None", "返回了 NoneType，应为 Failure 的序列"),
    "returns text": ("return '不对'", "返回了 str，应为 Failure 的序列"),
    "returns texts": ("return ['不对']", "返回的序列中有 str，应为 Failure"),
    "returns an endless series": ("while True: yield Failure({'new': 1})", "返回了 10000 个以上的结果"),
    "leaves a placeholder open": ("return [Failure({})]", "new"),
    "grades as nobody does": ("return [Failure({'new': 1}, severity='fatal')]", "severity 是 'fatal'"),
    "counts in floats": ("return [Failure({'new': 1}, left=0.1)]", "left、right、difference 应为整数或 Decimal"),
    "names cells as text": ("return [Failure({'new': 1}, 'a.b')]", "cells 应为单元格编号的元组"),
    "has no values": ("return [Failure(3)]", "values 应为表"),
}
CELL = "subject.report.cells['applications.new.total']"
TAMPERS = {
    "changes a figure": f"object.__setattr__({CELL}, 'raw', '999')",
    "replaces the cells": "object.__setattr__(subject.report, 'cells', {})",
    "puts a value among the cells": (
        "class Thief:\n    def __eq__(self, other):\n        other['applications.new.total'] = Number(999)\n"
        "subject.report.cells == Thief()"
    ),
    "deletes an attribute": f"object.__delattr__({CELL}, 'raw')",
    "changes the issuer": "object.__setattr__(subject.report.issuer, 'name', '')",
}


@pytest.mark.parametrize(("body", "said"), RAISES.values(), ids=RAISES)
def test_by_exception(bench: Bench, expected: Outcome, body: str, said: str) -> None:
    bench.check_plugin(body)
    holds(bench, expected, said)


@pytest.mark.parametrize(("body", "said"), NONSENSE.values(), ids=NONSENSE)
def test_by_nonsense(bench: Bench, expected: Outcome, body: str, said: str) -> None:
    bench.check_plugin(body)
    holds(bench, expected, said)


@pytest.mark.parametrize("body", TAMPERS.values(), ids=TAMPERS)
def test_by_changing_the_report(bench: Bench, report: Report, expected: Outcome, body: str) -> None:
    bench.check_plugin(body + "\nreturn []", before="from gipcore.values import Number")
    holds(bench, expected, "try.m_bad: 改动了报告")
    outcome = bench.engine().check(report)
    assert outcome.report == expected.report and outcome.report.cells["applications.new.total"] != Number(999)


def test_by_changing_last_years_report(bench: Bench, report: Report, expected: Outcome) -> None:
    bench.check_plugin("object.__setattr__(subject.previous.issuer, 'name', '')\nreturn []")
    previous = evolve(report, year=2022, issuer=evolve(report.issuer))
    outcome = bench.engine().check(report, previous=previous)
    assert [failure.plugin for failure in outcome.failures] == ["bad"] and previous.issuer == report.issuer


SLEEPS = {
    "at load": FOREVER,
    "in a hook": HOOK.format(hook="gipcore_checks", body=FOREVER),
    "in the series of a hook": HOOK.format(hook="gipcore_checks", body=f"yield {FOREVER}"),
}


@pytest.mark.parametrize("code", SLEEPS.values(), ids=SLEEPS)
def test_by_never_returning(bench: Bench, expected: Outcome, code: str) -> None:
    bench.add("bad", code)
    holds(bench, expected, "超过 0.5 秒没有结束", evolve(HASTE, hook=0.5))


@pytest.mark.parametrize("body", [FOREVER, f"yield {FOREVER}", BUSY])
def test_by_a_check_that_never_returns(bench: Bench, expected: Outcome, body: str) -> None:
    bench.check_plugin(body)
    holds(bench, expected, "try.m_bad: 超过 0.5 秒没有结束", evolve(HASTE, check=0.5))


def test_by_a_ruleset_that_is_broken(bench: Bench, expected: Outcome) -> None:
    bench.check_plugin("return []")
    (bench.folder / "bad_rules" / "rules" / "bad.toml").write_text("id = 7", "utf-8")
    holds(bench, expected, "rules/bad.toml")


READER = """
from gipcore.hookspecs import *
from gipcore.errors import ReadError
def sniff(data):
    {sniff}
def read(data):
    {read}
@hookimpl
def gipcore_readers():
    return [Reader("bad", (".bad",), read, sniff)]
"""


@pytest.mark.parametrize(
    ("sniff", "said"),
    [
        ("raise RuntimeError('坏了')", "bad.sniff: RuntimeError: 坏了"),
        ("return 'yes'", "bad.sniff: 返回了 str，应为 bool"),
        (FOREVER, "bad.sniff: 超过 0.5 秒没有结束"),
    ],
)
def test_a_reader_that_cannot_tell_its_files(bench: Bench, expected: Outcome, sniff: str, said: str) -> None:
    """It is asked first because the file has its extension; the right reader is found all the same."""
    bench.add("bad", READER.format(sniff=sniff, read="pass"))
    engine = bench.engine(evolve(HASTE, hook=0.5) if FOREVER in sniff else HASTE)
    read = engine.read(SAMPLE.read_bytes(), name="report.bad")
    assert read.cells == expected.report.cells
    engine.read(SAMPLE.read_bytes(), name="report.bad")
    assert engine.check(read).failures == (PluginFailure("bad", said),)


READS: dict[str, tuple[str, str]] = {
    "raises": ("raise RuntimeError('坏了')", "插件 bad 读取 bad 时出错：RuntimeError: 坏了"),
    "ends the program": ("raise SystemExit", "插件 bad 读取 bad 时出错：SystemExit"),
    "returns nothing": ("return None", "返回了 NoneType，应为 Document 或 Report"),
    "never returns": (FOREVER, "超过 0.5 秒没有结束"),
}


@pytest.mark.parametrize(("read", "said"), READS.values(), ids=READS)
def test_a_reader_that_fails(
    bench: Bench, capfd: pytest.CaptureFixture[str], tmp_path: Path, read: str, said: str
) -> None:
    bench.add("bad", READER.format(sniff="return data.startswith(b'bad')", read=read))
    (tmp_path / "report.bad").write_bytes(b"bad")
    budgets = evolve(HASTE, read=0.5) if read == FOREVER else HASTE
    status, output = status_and_output(
        bench, capfd, "check", str(tmp_path / "report.bad"), str(SAMPLE), budgets=budgets
    )
    assert status == 2 and said in output.replace("\n", "").replace(" " * 4, "")
    assert "jiahezi-2023.txt" in output


def test_a_reader_that_refuses_is_no_failure(bench: Bench) -> None:
    bench.add("bad", READER.format(sniff="return True", read="raise ReadError('请另存为 docx。')"))
    with pytest.raises(ReadError, match=r"^请另存为 docx。$"):
        bench.engine().read(b"bad", format="bad")


WRITES = {
    "raises": ("raise RuntimeError('坏了')", "插件 bad 写出 bad 时出错：RuntimeError: 坏了"),
    "returns text": ("return ''", "返回了 str，应为 bytes"),
    "never returns": (FOREVER, "超过 0.5 秒没有结束"),
    "changes the report": ("object.__setattr__(report.issuer, 'name', ''); return b''", "改动了报告"),
}


@pytest.mark.parametrize(("body", "said"), WRITES.values(), ids=WRITES)
def test_a_writer_that_fails(
    bench: Bench, report: Report, capfd: pytest.CaptureFixture[str], tmp_path: Path, body: str, said: str
) -> None:
    code = f"def write(report, form):\n    {body}\n"
    bench.add(
        "bad", code + HOOK.format(hook="gipcore_writers", body="return [Writer('bad', ('.bad',), write)]").lstrip()
    )
    budgets = evolve(HASTE, write=0.5) if body == FOREVER else HASTE
    name = report.issuer.name
    with pytest.raises(PluginError, match=said):
        bench.engine(budgets).render(report, "bad")
    assert report.issuer.name == name
    target = tmp_path / "report.bad"
    status, output = status_and_output(bench, capfd, "convert", str(SAMPLE), str(target), budgets=budgets)
    assert status == 2 and "插件 bad" in output and not target.exists()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("raise RuntimeError('坏了')", "坏了"),
        ("object.__setattr__(subject.report, 'cells', {}); return []", "改动了报告"),
        (FOREVER, "没有结束"),
    ],
)
def test_the_command_names_the_plugin_and_ends_with_2(
    bench: Bench, capfd: pytest.CaptureFixture[str], body: str, said: str
) -> None:
    bench.check_plugin(body)
    budgets = evolve(HASTE, check=0.5) if body == FOREVER else HASTE
    status, output = status_and_output(bench, capfd, "check", str(SAMPLE), budgets=budgets)
    assert status == 2 and "bad" in output and said in output and "try.a_witness" in output
    status, output = status_and_output(bench, capfd, "check", "--format", "json", str(SAMPLE), budgets=budgets)
    (only,) = json.loads(output)["reports"]
    assert status == 2 and only["status"] == "incomplete"
    assert any(item["rule"] == "*" and "bad" in item["reason"] for item in only["not_checked"])


# In a process of its own.

CRASH = "__import__('os')._exit(3)"
APART: dict[str, tuple[str, str]] = {
    "raises": RAISES["raises"],
    "returns nothing": NONSENSE["returns nothing"],
    "changes a figure": (TAMPERS["changes a figure"] + "\nreturn []", "改动了报告"),
    "crashes": (CRASH, "子进程异常结束（状态 3）"),
    "prints": ("print('噪声', flush=True)\nraise RuntimeError('坏了')", "坏了"),
    "never lets go": ("__import__('re').match('(a|a)*b', 'a' * 60)", "超过 3 秒没有结束"),
}


@pytest.mark.parametrize(("body", "said"), APART.values(), ids=APART)
def test_a_check_in_a_process_of_its_own(bench: Bench, expected: Outcome, body: str, said: str) -> None:
    bench.check_plugin(body)
    holds(bench, expected, said, evolve(HASTE, check=3.0) if "3 秒" in said else HASTE, isolate=True)


def test_apart_or_not_is_the_same(bench: Bench, report: Report, expected: Outcome) -> None:
    engine = bench.engine(isolate=True)
    assert engine.read(SAMPLE) == report
    assert engine.check(report) == expected
    written = engine.render(report, "json")
    assert engine.read(written, format="json") == bench.engine().read(written, format="json")


@pytest.mark.parametrize(
    ("read", "said", "error"),
    [
        (CRASH, "插件 bad 读取 bad 时出错：子进程异常结束（状态 3）", PluginError),
        ("raise RuntimeError('坏了')", "RuntimeError: 坏了", PluginError),
        ("return 7", "返回了 int，应为 Document 或 Report", PluginError),
        ("__import__('re').match('(a|a)*b', 'a' * 60)", "超过 3 秒没有结束", PluginError),
        ("raise ReadError('请另存为 docx。')", "^请另存为 docx。$", ReadError),
    ],
)
def test_a_reader_in_a_process_of_its_own(bench: Bench, read: str, said: str, error: type[GipError]) -> None:
    bench.add("bad", READER.format(sniff="return True", read=read))
    with pytest.raises(error, match=said):
        bench.engine(evolve(HASTE, read=3.0), isolate=True).read(b"bad", format="bad")


def test_a_data_error_keeps_its_problems_apart(bench: Bench) -> None:
    data = b'{"form": "cn-2021", "cells": {"x": 1.5}, "yeer": 1, "year": "2"}'
    errors = []
    for isolate in (False, True):
        with pytest.raises(GipError) as caught:
            bench.engine(isolate=isolate).read(data, format="json")
        errors.append((type(caught.value), vars(caught.value), str(caught.value)))
    assert errors[0] == errors[1]


@pytest.mark.parametrize("budgets", [HASTE, Budgets(None, None, None, None)])
def test_the_order_of_loading_is_that_of_names(bench: Bench, budgets: Budgets) -> None:
    bench.points.reverse()
    plugins = bench.engine(budgets).plugins
    names = [plugin.name for plugin in plugins.loaded]
    assert names == sorted(names) and not plugins.failures
    assert {plugin.name: plugin for plugin in plugins.loaded}["text"].distribution == "gipcore-text"


def test_where_there_are_no_threads_plugins_run_all_the_same(
    bench: Bench, expected: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: object) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr("threading.Thread.start", refuse)
    engine = bench.engine()
    assert engine.check(engine.read(SAMPLE)) == expected
