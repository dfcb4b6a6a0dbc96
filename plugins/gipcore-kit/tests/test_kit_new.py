"""New packages: names that will do, folders left alone, and files that say what they are."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.errors import PluginError, WriteError
from gipcore_cli.main import run
from gipcore_cli.session import Session
from gipcore_kit.making import KINDS, make_package
from gipcore_kit.names import PATTERN, names


@given(st.text(max_size=60))
def test_a_name_will_do_or_another_is_given(wanted: str) -> None:
    try:
        called = names(wanted, ())
    except PluginError as error:
        said = str(error)
        if "可用 " in said:
            suggestion = said.rpartition("可用 ")[2].rstrip("。")
            assert names(suggestion, ()).name == suggestion
        return
    assert PATTERN.fullmatch(called.name) and called.module.isidentifier()


@pytest.mark.parametrize(
    ("wanted", "said"),
    [("My_Format", "可用 my-format"), ("MyFormat", "可用 my-format"), ("省", "如 yaml"), ("html", "如 html-2")],
)
def test_a_name_that_will_not_do(tmp_path: Path, wanted: str, said: str) -> None:
    with pytest.raises(PluginError, match=said):
        make_package("reader", wanted, tmp_path / "new")
    assert not list(tmp_path.iterdir())


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").write_text("mine")
    with pytest.raises(WriteError, match="已经存在"):
        make_package("writer", "yaml", tmp_path / "there")
    with pytest.raises(WriteError, match="不能写入"):
        make_package("writer", "yaml", tmp_path / "no" / "such")
    assert [path.name for path in tmp_path.rglob("*")] == ["there", "mine.txt"]


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    made = make_package("writer", "gipcore-yaml", tmp_path / "empty")
    assert sorted(path.relative_to(made.folder).as_posix() for path in made.folder.rglob("*") if path.is_file()) == [
        *made.files
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_every_file_is_whole(tmp_path: Path, kind: str) -> None:
    made = make_package(kind, "our-own", tmp_path / "own")
    assert {"README.md", "pyproject.toml", "tests/test_conformance.py"} < set(made.files)
    for path in made.files:
        text = (made.folder / path).read_text("utf-8")
        assert "$" not in text and "__module__" not in path + text
        if path.endswith(".py"):
            ast.parse(text)
            assert max(map(len, text.splitlines())) <= 120
    project = tomllib.loads((made.folder / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["entry-points"]["gipcore"] == {"our-own": "gipcore_our_own"}


def test_the_region_is_in_the_layer(tmp_path: Path) -> None:
    layers = {
        name: make_package("ruleset", name, tmp_path / name, region=region).folder.joinpath(
            f"src/gipcore_{name}/rules/{name}.toml"
        )
        for name, region in (("there", "6542"), ("31", ""), ("anywhere", ""))
    }
    found = {name: tomllib.loads(path.read_text("utf-8")).get("region") for name, path in layers.items()}
    assert found == {"there": "6542", "31": "31", "anywhere": None}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--kind", "reader", "--region", "65", "a"], "--region 只用于 ruleset"),
        (["--kind", "ruleset", "--region", "新疆", "a"], "不是行政区划代码"),
        (["--kind", "readr", "a"], "reader, writer, ruleset, check"),
        (["a"], "缺少选项 --kind"),
    ],
)
def test_wrong_usage(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["plugins", "new", *arguments], Session()) == 2
    captured = capfd.readouterr()
    assert said in captured.err and not captured.out and not list(tmp_path.iterdir())


def test_the_next_steps_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["plugins", "new", "--kind", "reader", "rows"], Session("en")) == 0
    out = capfd.readouterr().out
    assert "Wrote gipcore-rows:" in out and "gip check gipcore-rows/examples/report.rows" in out
    assert (tmp_path / "gipcore-rows" / "examples" / "report.rows").exists()
