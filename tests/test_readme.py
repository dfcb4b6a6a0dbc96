"""What the README shows is what happens: its commands, its Python, its rule and its reader."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)


def blocks(language: str) -> list[str]:
    return [text for name, text in BLOCKS if name == language]


def shown_commands() -> list[tuple[str, list[str]]]:
    found = []
    for block in blocks("console"):
        for part in block.split("$ ")[1:]:
            command, *lines = part.splitlines()
            found.append((command, [line for line in lines if line]))
    return found


def gip(*arguments: str, cwd: Path = ROOT) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if key not in ("GIP_LANG", "FORCE_COLOR")}
    code = "from gipcore_cli.main import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=cwd, env=environment, capture_output=True, encoding="utf-8"
    )


def test_the_two_commands_are_there() -> None:
    assert [command for command, _ in shown_commands()] == ["./gip check examples/jiahezi-2023.txt", "./test"]
    for script in ("gip", "test"):
        assert os.access(ROOT / script, os.X_OK)


def test_the_output_shown_is_the_real_one() -> None:
    (command, shown), _ = shown_commands()
    lines = iter(gip(*command.split()[1:]).stdout.splitlines())
    skipping = False
    for expected in shown:
        if expected.strip() == "…":
            skipping = True
            continue
        line = next((line for line in lines if line and (line == expected or not skipping)), None)
        assert line == expected
        skipping = False


def test_python_blocks_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    for block in blocks("python"):
        exec(compile(block, "README.md", "exec"), {})
    assert capsys.readouterr().out.splitlines()[0] == "乌苏市夹河子乡人民政府 2023 0"


def test_the_rule_works(tmp_path: Path) -> None:
    (block,) = blocks("toml")
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / f"{tomllib.loads(block)['id']}.toml").write_text(block, "utf-8")
    found = gip("rules", "explain", "our.penalties_known", "--rules", str(tmp_path))
    assert found.returncode == 0 and "处罚很多而没有申请" in found.stdout
    checked = gip("check", "examples/jiahezi-2023.txt", "--rules", str(tmp_path), "--format", "json")
    assert '"our-county"' in checked.stdout and checked.returncode in (0, 1)


@pytest.mark.parametrize("command", re.findall(r"^\| `gip ([\w ]+?)(?: [A-Z].*?)?`", README, re.MULTILINE))
def test_every_command_in_the_table_exists(command: str) -> None:
    assert gip(*command.split(), "--help").returncode == 0


@pytest.mark.parametrize("link", re.findall(r"\]\((?!http)([^)]+)\)", README))
def test_links_lead_somewhere(link: str) -> None:
    assert (ROOT / link).exists()
