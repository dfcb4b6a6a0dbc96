"""Building and installing: what pip says is told, and what it could not fetch is no fault of the package."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from gipcore.containment import Failed
from gipcore.engine import Engine
from gipcore_kit import installing
from gipcore_kit.candidates import Candidate, from_folder, from_installed
from gipcore_kit.checks import timing
from gipcore_kit.installing import install
from gipcore_kit.making import make_package
from gipcore_kit.running import PATIENCE
from gipcore_kit.trial import SECONDS, Trial


@pytest.fixture
def package(tmp_path: Path) -> Candidate:
    return from_folder(make_package("writer", "trial", tmp_path / "trial").folder)


def pip(monkeypatch: pytest.MonkeyPatch, said: dict[str, str]) -> list[list[str]]:
    """A pip that fails with what is *said* of a command, and otherwise leaves a wheel."""
    asked: list[list[str]] = []

    def run(command: list[str], **options: Any) -> SimpleNamespace:
        asked.append(command)
        if "wheel" in command:
            folder = Path(command[command.index("--wheel-dir") + 1])
            folder.mkdir()
            (folder / "gipcore_trial-0.1.0-py3-none-any.whl").write_bytes(b"")
        error = next((text for word, text in said.items() if word in command), "")
        return SimpleNamespace(returncode=bool(error), stdout="", stderr=error)

    monkeypatch.setattr(subprocess, "run", run)
    return asked


@pytest.mark.parametrize(
    ("said", "verdict", "told"),
    [
        ({}, "passed", "gipcore_trial-0.1.0-py3-none-any.whl"),
        ({"wheel": "ERROR: no module named x"}, "failed", "不能构建 wheel：ERROR: no module named x"),
        ({"--no-deps": "ERROR: broken"}, "failed", "ERROR: broken"),
        ({"install": "ERROR: No matching distribution found for pyyaml"}, "not checked", "pyyaml"),
        ({"wheel": "/usr/bin/python: No module named pip"}, "not checked", "python -m ensurepip"),
    ],
)
def test_what_pip_says(
    package: Candidate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: dict[str, str], verdict: str, told: str
) -> None:
    pip(monkeypatch, said)
    found = install(package, tmp_path / "scratch")
    assert found.answer.verdict == verdict and told in found.answer.notes[0].zh
    # What could not be installed is looked at in its folder.
    assert bool(found.place.paths) == bool(said)


def test_the_package_is_built_from_a_copy(package: Candidate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (Path(package.root) / ".venv").mkdir()
    (Path(package.root) / ".venv" / "huge").write_text("x")
    asked = pip(monkeypatch, {})
    install(package, tmp_path / "scratch")
    source = tmp_path / "scratch" / "source"
    assert str(source) in asked[0] and (source / "README.md").exists() and not (source / ".venv").exists()


def test_a_folder_that_is_no_package(package: Candidate, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gipcore_kit.candidates.MAX_FILES", 3)
    with pytest.raises(Exception, match="不像一个插件包"):
        from_folder(Path(package.root))


def test_a_call_ends_before_the_patience_does() -> None:
    assert SECONDS * 2 < PATIENCE and installing.SECONDS > PATIENCE


def test_what_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial(from_installed("text"), Engine(), 1, lambda what: None)
    monkeypatch.setattr("gipcore_kit.trial.SECONDS", 0.05)
    made = [trial.run("waits", threading.Event().wait) for _ in range(5)]
    reasons = [item.reason for item in made if isinstance(item, Failed)]
    assert ["没有结束" in reason for reason in reasons] == [True, True, True, False, False]
    assert reasons[-1] == "已有 3 次没有按时结束，不再试"


def test_what_takes_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    trial = Trial(from_installed("text"), Engine(), 1, lambda what: None)
    assert timing.timing(trial).verdict == "passed"
    monkeypatch.setattr(timing, "READ", 1e-9)
    answer = timing.timing(trial)
    assert answer.verdict == "failed" and "text.read 用了" in answer.notes[0].zh
