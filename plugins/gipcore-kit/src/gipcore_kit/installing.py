"""Does a package install: a wheel built from a copy of its folder, put into a fresh virtual environment by pip.

The environment sees what is installed here (gipcore, and the kit), so that nothing has to be fetched but what
the package itself depends on. Where pip cannot reach an index that is said, and the package is
looked at in its folder instead.
"""

from __future__ import annotations

import os
import shutil
import site
import subprocess
import sys
import sysconfig
import tomllib
import venv
from pathlib import Path

from attrs import frozen

from gipcore_kit.answers import Answer, Note, not_checked
from gipcore_kit.candidates import Candidate, own_files
from gipcore_kit.running import Place

SECONDS = 600
_OFFLINE = ("No matching distribution", "Temporary failure", "NewConnectionError", "ConnectionError", "Max retries")
"""What pip says when it could not fetch something."""


@frozen
class Installed:
    """Whether the package was installed, and where its plugins can be run."""

    answer: Answer
    place: Place


class _Failed(Exception):
    """A step that did not succeed: what was tried, and what pip said."""

    def __init__(self, zh: str, en: str, output: str) -> None:
        self.note = Note(f"{zh}：{_said(output)}", f"{en}: {_said(output)}")
        self.offline = any(word in output for word in _OFFLINE)
        self.no_pip = "No module named pip" in output
        super().__init__(zh)


def install(candidate: Candidate, scratch: Path) -> Installed:
    """Install the package of a folder into an environment in *scratch*."""
    root = Path(candidate.root)
    source_only = Place(paths=tuple(str(path) for path in (root / "src", root) if path.is_dir()))
    try:
        wheel = _build(root, scratch)
        python = _environment(scratch / "venv")
        _pip(
            ["--python", python, "install", "--no-deps", "--force-reinstall", str(wheel)],
            "装不上",
            "it cannot be installed",
        )
        _pip(
            ["--python", python, "install", str(wheel)],
            "依赖的库装不上",
            "what it depends on cannot be installed",
        )
    except _Failed as failed:
        if failed.no_pip:
            return Installed(
                not_checked(
                    "这个环境里没有 pip，没有试装。请运行 python -m ensurepip 后再试。",
                    "there is no pip here, so it was not installed: run python -m ensurepip",
                ),
                source_only,
            )
        verdict = not_checked(failed.note.zh, failed.note.en) if failed.offline else Answer("failed", (failed.note,))
        return Installed(verdict, source_only)
    told = Note(
        f"{wheel.name} 装入了新的虚拟环境，Python {sys.version.split()[0]}",
        f"{wheel.name} in a fresh virtual environment, Python {sys.version.split()[0]}",
    )
    return Installed(Answer("passed", (told,)), Place(python))


def _build(root: Path, scratch: Path) -> Path:
    """The wheel. Built of a copy: some build systems write into the folder."""
    source, wheels = scratch / "source", scratch / "wheels"
    for path in own_files(root):
        target = source / path.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    command = ["wheel", "--no-deps", "--wheel-dir", str(wheels), str(source)]
    said = "不能构建 wheel", "no wheel can be built"
    if _backend_is_here(root):
        _pip([*command, "--no-build-isolation"], *said)
    else:
        _pip(command, *said)
    return next(iter(wheels.glob("*.whl")))


def _backend_is_here(root: Path) -> bool:
    """Whether the build system that the package names can be imported here: then none has to be fetched."""
    from importlib.util import find_spec

    system = tomllib.loads((root / "pyproject.toml").read_text("utf-8")).get("build-system", {})
    backend = str(system.get("build-backend", "setuptools"))
    return len(system.get("requires", ())) <= 1 and find_spec(backend.partition(".")[0]) is not None


def _environment(folder: Path) -> str:
    """A virtual environment that also sees what is installed here, after its own."""
    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    scripts = folder / ("Scripts" if os.name == "nt" else "bin")
    python = str(scripts / ("python.exe" if os.name == "nt" else "python"))
    own = sysconfig.get_path("purelib", vars={"base": str(folder), "platbase": str(folder)})
    here = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib"), *_user_site()])
    lines = [f"import site; site.addsitedir({path!r})" for path in here]
    (Path(own) / "gipcore-kit-here.pth").write_text("\n".join(lines) + "\n", "utf-8")
    return python


def _user_site() -> list[str]:
    return [site.getusersitepackages()] if site.ENABLE_USER_SITE else []


def _pip(arguments: list[str], zh: str, en: str) -> None:
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, errors="replace", timeout=SECONDS, stdin=subprocess.DEVNULL
        )
    except subprocess.TimeoutExpired:
        raise _Failed(zh, en, f"pip 超过 {SECONDS} 秒没有结束") from None
    if done.returncode:
        raise _Failed(zh, en, done.stderr or done.stdout)


def _said(output: str) -> str:
    """The lines that say what is wrong, without pip's advice."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("[notice]")]
    errors = [line for line in lines if "ERROR" in line or "Error" in line]
    return " ".join((errors or lines)[-3:])
