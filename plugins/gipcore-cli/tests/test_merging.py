"""Groups of one name, of the command line or of several plugins, are one; a name claimed twice is told."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from gipcore.hookspecs import hookimpl
from gipcore.plugins import load_plugins
from gipcore_cli.commands.rules import rules
from gipcore_cli.main import run
from gipcore_cli.session import Session

Run = Callable[..., tuple[int, str, str]]
SAMPLE = Path(__file__).parents[3] / "examples" / "jiahezi-2023.txt"


def says(name: str, words: str) -> click.Command:
    return click.Command(name, callback=lambda: click.echo(words), help=words)


def group(name: str, *commands: click.Command) -> click.Group:
    return click.Group(name, commands={str(one.name): one for one in commands}, help=f"{name}的命令")


@pytest.fixture
def plugged(fake: Any, capfd: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """Plugins by name with their commands; gives a function that runs ``gip``."""

    def prepare(**brought: list[click.Command]) -> Run:
        fake.plugins = load_plugins([])
        for name, commands in brought.items():
            plugin = type("Plugin", (), {"gipcore_commands": staticmethod(hookimpl(lambda found=commands: found))})
            fake.plugins.manager.register(plugin(), name)

        def gip(*arguments: str) -> tuple[int, str, str]:
            status = run(arguments, Session("zh", lambda rules: fake))
            captured = capfd.readouterr()
            return status, captured.out, captured.err

        return gip

    return prepare


def test_a_group_of_the_command_line_takes_in_the_plugins_commands(plugged: Callable[..., Run]) -> None:
    gip = plugged(b=[group("rules", says("test", "试"))], a=[group("rules", says("diff", "比"), says("new", "写"))])
    assert gip("rules", "test") == (0, "试\n", "") and gip("rules", "new") == (0, "写\n", "")
    status, out, err = gip("rules", "--help")
    assert status == 0 and not err and "查看检查规则" in out
    listed = out.split("命令：\n")[1].split("\n\n")[0].splitlines()
    names = [line.split()[0] for line in listed if line[2] != " "]
    assert names == sorted({*rules.commands, "diff", "new", "test"})
    assert "applications.balance" in gip("rules", "list")[1]


def test_groups_of_two_plugins_are_one(plugged: Callable[..., Run]) -> None:
    gip = plugged(a=[group("fee", says("items", "件"))], b=[group("fee", says("pages", "页"))])
    assert gip("fee", "items")[1] == "件\n" and gip("fee", "pages")[1] == "页\n"
    assert "items" in gip("fee", "--help")[1] and "pages" in gip("fee", "--help")[1]
    status, _, err = gip("fee", "page")
    assert status == 2 and "没有命令 page（是否指 pages？）" in err


@pytest.mark.parametrize(
    ("brought", "plugin", "name"),
    [
        ({"a": [group("rules", says("list", "甲"), says("new", "甲"))]}, "a", "rules list"),
        ({"a": [group("x", says("new", "甲"))], "b": [group("x", says("new", "乙"), says("old", "乙"))]}, "b", "x new"),
        ({"a": [group("x", says("new", "甲"))], "b": [group("x", says("new", "乙"))]}, "b", "x new"),
        ({"a": [says("x", "甲")], "b": [group("x", says("new", "乙"))]}, "b", "x"),
        ({"a": [says("check", "甲")]}, "a", "check"),
        ({"a": [says("rules", "甲")]}, "a", "rules"),
    ],
)
def test_what_is_claimed_twice_is_the_failure_of_the_later_plugin(
    plugged: Callable[..., Run], brought: dict[str, list[click.Command]], plugin: str, name: str
) -> None:
    gip = plugged(**brought)
    status, out, _ = gip("plugins", "list")
    assert status == 2
    (told,) = re.findall(r"^✗ (\w+) .*\n    (gipcore_commands: .*)$", out, re.MULTILINE)
    assert told[0] == plugin and repr(name) in told[1]


def test_the_first_stays_and_it_is_said(plugged: Callable[..., Run]) -> None:
    gip = plugged(b=[group("x", says("new", "乙"), says("old", "乙"))], a=[group("x", says("new", "甲"))])
    status, out, err = gip("x", "new")
    assert (status, out) == (
        0,
        "甲\n",
    ) and err == "插件 b 出错：gipcore_commands: 命令 'x new' 已由命令行或另一插件提供\n"
    assert gip("x", "old")[1] == "乙\n"
    assert "applications.balance" in gip("rules", "list")[1]


def test_a_check_asks_no_plugin_for_commands() -> None:
    code = (
        "import sys; from gipcore_cli.main import run; from gipcore_cli.session import Session;"
        f"status = run(['check', {str(SAMPLE)!r}], Session());"
        "loaded = [name for name in sys.modules if name.split('.')[0].startswith('gipcore_') and 'command' in name];"
        "sys.exit(', '.join(n for n in loaded if not n.startswith('gipcore_cli')) or status)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
