"""gip plugins list, --trace-hooks and --isolate, with the installed plugins and some that are broken or old."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from typing import Any

import pytest

from gipcore.deprecations import Deprecation
from gipcore.engine import Engine
from gipcore.plugins import GROUP, load_plugins
from gipcore_cli.main import run
from gipcore_cli.session import Session, session_for

SAMPLE = Path(__file__).parents[3] / "examples" / "jiahezi-2023.txt"
SOURCED = """
from gipcore.hookspecs import Body, hookimpl
@hookimpl
def gipcore_bodies():
    return [Body("服务站", "110105", None, "organisation", source="名录")]
"""
CODES = {
    "fails_late": "from gipcore import hookimpl\n@hookimpl\ndef gipcore_bodies():\n    return [1]\n",
    "misspelt": "from gipcore import hookimpl\n@hookimpl\ndef gipcore_raeders():\n    return []\n",
    "sourced": SOURCED,
}
TABLE = (Deprecation("gipcore_bodies", date(2027, 1, 1), date(2028, 1, 1), "请不要写 source", "source"),)
List = Callable[..., tuple[int, str]]


@pytest.fixture
def listed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> List:
    monkeypatch.syspath_prepend(tmp_path)

    def call(*broken: str, options: tuple[str, ...] = ()) -> tuple[int, str]:
        for name in broken:
            (tmp_path / f"fake_listed_{name}.py").write_text(CODES[name], "utf-8")
        points = [*entry_points(group=GROUP), *(EntryPoint(name, f"fake_listed_{name}", GROUP) for name in broken)]
        engine = Engine(load_plugins(points, deprecated=TABLE if "sourced" in broken else ()))
        status = run(["plugins", "list", *options], session_for(options)) if not broken else None
        if status is None:
            status = run(["plugins", "list", *options], Session("zh", lambda rules: engine))
        return status, capfd.readouterr().out

    return call


def data(listed: List, *broken: str) -> tuple[int, Any]:
    status, out = listed(*broken, options=("--format", "json"))
    return status, json.loads(out)


def test_what_is_there_is_listed_with_its_origin(listed: List) -> None:
    status, found = data(listed)
    assert status == 0 and found["hooks_version"] == 1
    plugins = {plugin["name"]: plugin for plugin in found["plugins"]}
    assert plugins["docx"]["distribution"] == "gipcore-docx" and plugins["docx"]["version"] == found["gipcore"]
    assert plugins["docx"]["loaded"] and {"gipcore_readers", "gipcore_writers"} <= set(plugins["docx"]["hooks"])
    assert all(0 <= plugin["milliseconds"] < 20_000 for plugin in plugins.values())
    assert {"json", "sarif", "junit"} <= set(found["outcome_writers"])
    assert "350581" in found["rulesets"] and "title.form" in found["checks"] and "check" in found["commands"]


def test_the_page_says_the_same(listed: List) -> None:
    status, out = listed()
    assert status == 0
    assert "\n  docx  gipcore-docx 0.1.0  gipcore_docx  " in out and "毫秒\n    gipcore_" in out
    assert "\n  sarif  .sarif  SARIF 2.1.0\n" in out
    assert "origin" not in out
    status, out = listed(options=("--lang", "en"))
    assert status == 0 and "Formats of results" in out


@pytest.mark.parametrize(
    ("name", "said"), [("fails_late", "gipcore_bodies: 应为 Body，实为 int"), ("misspelt", "gipcore_raeders")]
)
def test_what_failed_is_listed_with_why(listed: List, name: str, said: str) -> None:
    status, found = data(listed, name)
    (plugin,) = [plugin for plugin in found["plugins"] if plugin["failures"]]
    assert status == 2 and plugin["name"] == name and said in plugin["failures"][0]
    assert plugin["loaded"] == (name == "fails_late") and plugin["distribution"] == ""
    status, out = listed(name)
    assert status == 2 and f"✗ {name}  来源不明" in out and said in out


def test_what_is_to_go_is_listed_with_who_uses_it(listed: List) -> None:
    with pytest.warns(DeprecationWarning, match="sourced: "):
        status, found = data(listed, "sourced")
    warned = {plugin["name"]: plugin["warnings"] for plugin in found["plugins"] if plugin["warnings"]}
    assert status == 0 and warned == {"sourced": [TABLE[0].text()]}
    with pytest.warns(DeprecationWarning):
        status, out = listed("sourced")
    assert status == 0 and "! sourced" in out and "请不要写 source" in out


def test_each_call_of_a_plugin_is_shown_on_standard_error(capfd: pytest.CaptureFixture[str]) -> None:
    plain = run(["check", str(SAMPLE), "--format", "json"], session_for([])), capfd.readouterr()
    arguments = ["check", str(SAMPLE), "--trace-hooks", "--format", "json"]
    traced = run(arguments, session_for(arguments)), capfd.readouterr()
    assert traced[0] == plain[0] == 0 and traced[1].out == plain[1].out and not plain[1].err
    told = [line.split()[:2] for line in traced[1].err.splitlines()]
    assert ["gipcore_checks", "national"] in told and ["text.read", "text"] in told


def test_isolated_or_not_is_the_same(capfd: pytest.CaptureFixture[str]) -> None:
    found = []
    for options in ((), ("--isolate",)):
        arguments = ["check", str(SAMPLE), "--format", "json", *options]
        found.append((run(arguments, session_for(arguments)), capfd.readouterr().out))
    assert found[0] == found[1]


def test_isolated_code_runs_in_a_process_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that ends its process takes nothing else with it."""
    monkeypatch.syspath_prepend(tmp_path)
    code = "from gipcore.hookspecs import *\ndef read(data):\n    __import__('os')._exit(3)\n@hookimpl\n"
    code += "def gipcore_readers():\n    return [Reader('bad', ('.bad',), read, lambda data: data == b'bad')]\n"
    (tmp_path / "fake_listed_exit.py").write_text(code, "utf-8")
    (tmp_path / "a.bad").write_bytes(b"bad")
    points = [*entry_points(group=GROUP), EntryPoint("exit", "fake_listed_exit", GROUP)]
    session = Session("zh", lambda rules: Engine(load_plugins(points)))
    assert run(["check", "--isolate", str(tmp_path / "a.bad"), str(SAMPLE)], session) == 2
