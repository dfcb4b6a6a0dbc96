"""What is to go from the hooks is announced a year ahead, and each plugin that uses it is told so, and works."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from importlib.metadata import EntryPoint
from pathlib import Path

import attrs
import pytest
from attrs import evolve

from gipcore import hookspecs
from gipcore.deprecations import DEPRECATED, Deprecation, problems
from gipcore.plugins import GROUP, Plugins, load_plugins

RETURNED = {
    "gipcore_readers": hookspecs.Reader,
    "gipcore_writers": hookspecs.Writer,
    "gipcore_outcome_writers": hookspecs.OutcomeWriter,
    "gipcore_annotators": hookspecs.Annotator,
    "gipcore_bodies": hookspecs.Body,
    "gipcore_checks": hookspecs.Check,
    "gipcore_provers": hookspecs.Prover,
}
PLUGIN = """
from gipcore.hookspecs import Writer, hookimpl
@hookimpl
def gipcore_writers():
    return [Writer("ours", (".ours",), lambda report, form: b"", {title!r})]
"""
ENTRY = Deprecation("gipcore_writers", date(2027, 3, 1), date(2028, 3, 1), "请用 gipcore_outcome_writers")


def parts() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for name, item in vars(hookspecs).items():
        if hasattr(item, "gipcore_spec"):
            fields = attrs.fields(RETURNED[name]) if name in RETURNED else ()
            found[name] = {*inspect.signature(item).parameters, *(field.name for field in fields)}
    return found


def test_the_table_is_sound() -> None:
    assert problems(DEPRECATED, parts()) == []


def test_every_entry_of_the_table_is_on_the_page_of_the_hooks() -> None:
    page = (Path(__file__).parents[1] / "docs" / "hooks.md").read_text("utf-8")
    _, _, section = page.partition("## What is to go")
    assert section
    for entry in DEPRECATED:
        assert entry.text() in section
    assert DEPRECATED or "Nothing so far." in section


@pytest.mark.parametrize(
    ("entry", "said"),
    [
        (evolve(ENTRY, until=date(2028, 2, 28)), "至少保留 365 天"),
        (evolve(ENTRY, hook="gipcore_painters"), "没有这个钩子"),
        (evolve(ENTRY, part="colour"), "没有这个钩子、参数或字段"),
        (evolve(ENTRY, instead=""), "没有写明改用什么"),
    ],
)
def test_a_table_that_is_not_is_told(entry: Deprecation, said: str) -> None:
    (problem,) = problems([entry], parts())
    assert said in problem
    assert problems([ENTRY, evolve(ENTRY, part="title")], parts()) == []


@pytest.fixture(params=["", "a title"])
def module(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.syspath_prepend(tmp_path)
    name = f"fake_deprecated_{len(request.param)}"
    (tmp_path / f"{name}.py").write_text(PLUGIN.format(title=request.param), "utf-8")
    yield name


def loaded(module: str, *table: Deprecation) -> Plugins:
    plugins = load_plugins([EntryPoint("ours", module, GROUP)], deprecated=table)
    writers: list[hookspecs.Writer] = plugins.collect("gipcore_writers", lambda writer: writer.name)
    assert [writer.name for writer in writers] == ["ours"]
    assert not plugins.failures
    return plugins


def test_who_implements_a_hook_that_is_to_go_is_told(module: str) -> None:
    with pytest.warns(DeprecationWarning, match="ours: gipcore_writers 将停用"):
        (warning,) = loaded(module, ENTRY).warnings
    assert warning.plugin == "ours" and warning.text == ENTRY.text()


def test_who_uses_a_field_that_is_to_go_is_told_and_nobody_else(module: str) -> None:
    entry = evolve(ENTRY, part="title")
    if module.endswith("_0"):
        assert not loaded(module, entry).warnings
        return
    with pytest.warns(DeprecationWarning, match="gipcore_writers 的 title 将停用"):
        assert [warning.text for warning in loaded(module, entry).warnings] == [entry.text()]


def test_what_nobody_uses_warns_nobody(module: str) -> None:
    assert not loaded(module, evolve(ENTRY, hook="gipcore_readers"), evolve(ENTRY, part="plugin_")).warnings
