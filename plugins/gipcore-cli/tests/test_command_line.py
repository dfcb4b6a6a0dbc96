"""Arguments, exit statuses, languages: with an engine that knows its reports."""

from __future__ import annotations

import json
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jsonschema
import pytest

from gipcore_cli.main import run
from gipcore_cli.session import Session, language

Gip = Callable[..., SimpleNamespace]


@pytest.mark.parametrize(
    ("names", "status"),
    [
        (["good.txt"], 0),
        (["bad.txt"], 1),
        (["open.txt"], 2),
        (["broken.txt"], 2),
        (["gone.txt"], 2),
        (["good.txt", "bad.txt"], 1),
        (["bad.txt", "gone.txt", "good.txt"], 2),
    ],
)
@pytest.mark.parametrize("format_", ["text", "json"])
def test_exit_status(gip: Gip, names: list[str], status: int, format_: str) -> None:
    found = gip("check", *names, "--format", format_)
    assert found.status == status and not found.err


def test_json_follows_its_schema_and_keeps_the_order(gip: Gip) -> None:
    found = gip("check", "gone.txt", "bad.txt", "good.txt", "--format", "json")
    data = json.loads(found.out)
    jsonschema.validate(
        data, json.loads(files("gipcore_data").joinpath("schemas/outcome.schema.json").read_text("utf-8"))
    )
    assert [report["status"] for report in data["reports"]] == ["incomplete", "fail", "pass"]
    assert data["reports"][0]["not_checked"][0]["rule"] == "*"
    assert data["reports"][0]["source"] == "gone.txt"


def test_options_reach_the_engine(gip: Gip, fake: Any) -> None:
    gip(
        "check", "bad.txt", "--year", "2022", "--region", "654202", "--level", "township", "--form", "cn-2021",
        "--previous", "good.txt", "--children", "open.txt", "good.txt", "--lang", "zh",
    )  # fmt: skip
    (asked,) = fake.checked
    assert asked["report"].year == 2022
    assert (asked["region"], asked["level"], asked["lang"]) == ("654202", "township", "zh")
    assert asked["previous"].title and asked["children"][0].title == "另一份"
    assert len(asked["children"]) == 2


def test_children_given_one_by_one(gip: Gip, fake: Any) -> None:
    gip("check", "--children", "open.txt", "--children", "good.txt", "--lang", "zh", "bad.txt")
    assert len(fake.checked[0]["children"]) == 2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check"], "缺少参数 FILE"),
        (["chekc", "a"], "没有命令 chekc（是否指 check？）"),
        (["check", "--yaer", "2", "a"], "没有选项 --yaer（是否指 --year？）"),
        (["check", "a", "--year"], "选项 --year 后面缺少值"),
        (["check", "a", "--year", "23"], "'23' 不是报告年度"),
        (["check", "a", "--level", "乡"], "'乡' 不是可选的值：state"),
        (["check", "a", "--format", "xml"], "没有格式 'xml'；可用：text、json"),
        (["check", "a", "--format", "jsno"], "没有格式 'jsno'（是否指 json？）"),
        (["check", "a", "b", "--previous", "c"], "只能与一个文件同用"),
        (["check", "a", "b", "--companion", "c"], "只能与一个文件同用"),
        (["check", "good.txt", "--form", "cn-2020"], "没有表样 'cn-2020'（是否指 cn-2021？）"),
        (["check", "good.txt", "--previous", "gone.txt"], "找不到文件 gone.txt"),
        (["check", "good.txt", "--rules", "nowhere"], "目录 nowhere 中没有 rules 或 forms 文件夹"),
        (["show"], "缺少参数 FILE"),
        (["show", "a", "b"], "多余的参数：b"),
        (["show", "--help=1"], "选项 --help 后面不能有值"),
        (["convert", "a"], "缺少参数 OUT"),
        (["rules", "explain", "applications.blance"], "是否指 applications.balance？"),
        (["rules", "lst"], "没有命令 lst（是否指 list？）"),
        (["--lang", "fr"], "'fr' 不是可选的值：zh, en"),
    ],
)
def test_what_is_wrong_is_said_in_chinese(gip: Gip, arguments: list[str], said: str) -> None:
    found = gip(*arguments)
    assert found.status == 2 and said in found.err and not found.out
    assert "Traceback" not in found.err


def test_usage_errors_in_english(gip: Gip) -> None:
    assert "No such option" in gip("check", "--yaer", "1", lang="en").err
    assert "no report year" in gip("check", "a", "--year", "1", lang="en").err


@pytest.mark.parametrize(
    "command", [[], ["check"], ["show"], ["convert"], ["rules"], ["rules", "list"], ["plugins", "list"]]
)
@pytest.mark.parametrize(("lang", "usage"), [("zh", "用法："), ("en", "Usage: ")])
def test_help_in_both_languages(gip: Gip, command: list[str], lang: Any, usage: str) -> None:
    found = gip(*command, "--help", lang=lang)
    assert found.status == 0 and found.out.startswith(usage + " ".join(["gip", *command]))
    chinese = [c for c in found.out if "\u4e00" <= c <= "\u9fff"]
    assert bool(chinese) == (lang == "zh")


def test_no_command_is_wrong_usage(gip: Gip) -> None:
    found = gip()
    assert found.status == 2 and found.err.startswith("用法：gip")


def test_version(gip: Gip) -> None:
    assert gip("--version").out.startswith("gip 0.")


@pytest.mark.parametrize(
    ("arguments", "environment", "lang"),
    [
        ([], "", "zh"),
        ([], "en", "en"),
        (["--lang", "en"], "zh", "en"),
        (["a", "--lang=zh"], "en", "zh"),
        (["--lang"], "", "zh"),
    ],
)
def test_language(monkeypatch: pytest.MonkeyPatch, arguments: list[str], environment: str, lang: str) -> None:
    monkeypatch.setenv("GIP_LANG", environment)
    assert language(arguments) == lang


def test_an_error_of_the_program_is_one_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(rules: Path | None) -> Any:
        raise ZeroDivisionError("坏\x1b[31m了")

    assert run(["check", "a"], Session("zh", broken)) == 2
    err = capfd.readouterr().err
    assert "程序内部错误（ZeroDivisionError: 坏␛[31m了）" in err and "Traceback" not in err
    monkeypatch.setenv("GIP_DEBUG", "1")
    assert run(["check", "a"], Session("en", broken)) == 2
    err = capfd.readouterr().err
    assert "internal error" in err and "Traceback" in err


def test_many_problems_of_one_file_stand_one_to_a_line(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    bad = tmp_path / "bad.json"
    bad.write_text(json.dumps({"form": "cn-2021", "cells": {f"x{n}": 0 for n in range(30)}}), "utf-8")
    assert run(["check", str(bad)], Session()) == 2
    out = capfd.readouterr().out
    assert "bad.json：无法读取。bad.json 有 230 个问题：" in out and "- 另有 210 个问题" in out


def test_plugins_of_others_add_commands(fake: Any, capfd: pytest.CaptureFixture[str]) -> None:
    import click

    from gipcore.plugins import load_plugins

    @click.command("hello")
    def hello() -> int:
        click.echo("你好")
        return 0

    class Plugin:
        @staticmethod
        def gipcore_commands() -> list[click.Command]:
            return [hello]

    from gipcore.hookspecs import hookimpl

    Plugin.gipcore_commands = staticmethod(hookimpl(Plugin.gipcore_commands))  # type: ignore[method-assign]
    plugins = load_plugins([])
    plugins.manager.register(Plugin(), "greeter")
    fake.plugins = plugins
    session = Session("zh", lambda rules: fake)
    assert run(["hello"], session) == 0 and capfd.readouterr().out == "你好\n"
    assert run(["--help"], session) == 0 and "hello" in capfd.readouterr().out
