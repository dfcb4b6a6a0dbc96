"""What each hook does for gipcore: its example in docs/hooks.md, installed as a plugin, is felt where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from itertools import count
from pathlib import Path

import pytest
from attrs import evolve

from gipcore import hookspecs
from gipcore.containment import Budgets
from gipcore.divisions import resolve
from gipcore.engine import Engine
from gipcore.outcomes import Checked
from gipcore.plugins import GROUP, load_plugins
from gipcore.proofs import Question
from gipcore.reports import Issuer
from gipcore.rules import Rule
from gipcore.specimen import specimen
from gipcore_cli.main import run
from gipcore_cli.session import Session

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "jiahezi-2023.txt"
PAGE = (ROOT / "docs" / "hooks.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^## (gipcore_\w+)\n.*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))
INSTALLED = list(entry_points(group=GROUP))
NUMBERS = count()
Install = Callable[..., Engine]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """An engine with the installed plugins and one more, of the code of hooks' examples or of what was given."""
    monkeypatch.syspath_prepend(tmp_path)

    def made(*hooks: str, code: str = "", budgets: Budgets = Budgets()) -> Engine:
        module = f"fake_example_{next(NUMBERS)}"
        (tmp_path / f"{module}.py").write_text("\n".join([*(EXAMPLES[hook] for hook in hooks), code]), "utf-8")
        return Engine(load_plugins([*INSTALLED, EntryPoint("example", module, GROUP)], budgets=budgets))

    return made


def test_every_hook_is_tested_here() -> None:
    hooks = {name for name, item in vars(hookspecs).items() if hasattr(item, "gipcore_spec")}
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_gipcore_")}
    assert tested == hooks, "每个钩子都要在这里有一个以它命名的测试"


def test_gipcore_readers(install: Install) -> None:
    engine = install("gipcore_readers")
    data = b"# a note\n" + SAMPLE.read_bytes()
    assert engine.readers["plain"].plugin == "example"
    assert engine.read(data, format="plain").title == engine.read(SAMPLE).title


def test_gipcore_writers(install: Install, tmp_path: Path) -> None:
    engine = install("gipcore_writers")
    report = engine.read(SAMPLE)
    engine.write(report, tmp_path / "report.plain")
    assert report.title in (tmp_path / "report.plain").read_text("utf-8")


def test_gipcore_outcome_writers(install: Install) -> None:
    engine = install("gipcore_outcome_writers")
    results = [Checked("a.txt", engine.check(engine.read(SAMPLE))), Checked("b.txt", None, "空的")]
    assert engine.render_outcomes(results, "lines") == "a.txt\tpass\nb.txt\tincomplete: 空的\n".encode()
    assert engine.outcome_writers["lines"].media == "text/tab-separated-values"


def test_gipcore_annotators(install: Install) -> None:
    engine = install("gipcore_readers", "gipcore_annotators")
    data = SAMPLE.read_bytes()
    outcome = engine.check(engine.read(data, format="plain"))
    noted = engine.annotate(data, outcome, format="plain")
    assert noted.endswith(data) and noted.decode().count("# ") == len(outcome.findings) > 0


def test_gipcore_rulesets(install: Install) -> None:
    """The example's folder is there already: the same rules twice are a conflict, told of the later plugin."""
    plugins = install("gipcore_rulesets").plugins
    plugins.collect("gipcore_rulesets", str)
    (failure,) = plugins.failures
    assert failure.plugin == "rulesets" and "已由插件 example 提供" in failure.reason


def test_gipcore_bodies(install: Install) -> None:
    name = "西安市西大街发展服务中心"
    report = evolve(install().read(SAMPLE), issuer=Issuer(name, "610104"))
    listed, unlisted = (
        engine.check(report, region="610104").report.issuer for engine in (install("gipcore_bodies"), install())
    )
    assert (listed.region, listed.level, listed.kind) == ("610104", "county", "organisation")
    assert unlisted.level != "county"
    divisions = install("gipcore_bodies").divisions
    assert getattr(resolve(name, 2025, divisions), "code", "") == "610104"


def test_gipcore_checks(install: Install) -> None:
    engine = install("gipcore_checks")
    rule = Rule("our.title", "info", "t", "{word}", ("b",), check="our.title_words", parameters={"words": ["报告"]})
    form = engine.form("cn-2021")
    (failure,) = engine.checks[rule.check].run(hookspecs.Subject(specimen(form), form), rule)  # type: ignore[misc]
    assert failure.values == {"word": "报告"}


def test_gipcore_commands(install: Install, capfd: pytest.CaptureFixture[str]) -> None:
    engine = install("gipcore_commands")
    assert run(["hello", "a.txt"], Session("zh", lambda rules: engine)) == 0
    assert capfd.readouterr().out == "你好，a.txt\n"


def test_gipcore_provers(install: Install) -> None:
    engine = install("gipcore_provers")
    rules = engine.catalogue.in_force("cn-2021", 2023, "654202", "township", "government")
    question = Question(rules, 2023, ("township",), ("government",), ("654202",))
    proof = engine.provers["nothing"].prove(question, lambda done, of: None)
    assert [item.rule for item in proof.left_out] == list(rules.rules)
