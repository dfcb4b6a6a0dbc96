"""Every plugin of gipcore conforms, and so does a new one of each kind; the new ones' own tests pass."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from gipcore_kit.candidates import installed
from gipcore_kit.making import KINDS
from gipcore_kit.running import Examined


def test_every_plugin_conforms(conforming: dict[str, Examined]) -> None:
    assert {*installed(), *(f"gipcore-try-{kind}" for kind in KINDS)} == {*conforming}
    wrong = {
        (name, result.check): [note.zh for note in result.answer.notes]
        for name, item in conforming.items()
        for result in item.results
        if result.answer.verdict not in ("passed", "not applicable")
    }
    assert not wrong
    for kind, check in (("reader", "hostile"), ("writer", "unchanged"), ("ruleset", "rules"), ("check", "checks")):
        (result,) = [result for result in conforming[f"gipcore-try-{kind}"].results if result.check == check]
        assert result.answer.verdict == "passed", "what the kind brings is checked"


def test_the_tests_of_new_packages_pass(generated: Any, tmp_path: Path) -> None:
    # What pip would leave, without the time that pip takes.
    for candidate in generated.candidates:
        info = tmp_path / f"{candidate.name.replace('-', '_')}-{candidate.version}.dist-info"
        info.mkdir()
        readme = Path(candidate.root, "README.md").read_text("utf-8")
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {candidate.name}\nVersion: {candidate.version}\n\n{readme}", "utf-8"
        )
        lines = [f"{name} = {value}" for name, value in candidate.points]
        (info / "entry_points.txt").write_text("\n".join(["[gipcore]", *lines]), "utf-8")
    folders = [str(Path(candidate.root, "tests")) for candidate in generated.candidates]
    # One is enough to see that the checks run under pytest; what they find is seen above.
    others = [f"--deselect={folder}/test_conformance.py" for folder in folders if "/writer/" not in folder]
    done = subprocess.run(
        [
            *(sys.executable, "-P", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib"),
            *("-W", "error", "--conformance-examples=1", *others, *folders),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), *generated.paths])},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout
