"""The whole examination of what somebody names: found, installed where it is a folder, and put to every check."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from gipcore_kit.answers import Result, not_applicable
from gipcore_kit.candidates import Candidate, find_candidate
from gipcore_kit.installing import install
from gipcore_kit.running import EXAMPLES, Examined, Say, examine, with_result

INSTALLED = Result(
    "installs",
    not_applicable(
        "已经装好；要看能否装上，请给出它的文件夹", "it is installed; give its folder to have it installed anew"
    ),
)


def _silent(package: str, check: str, what: str) -> None:
    """Progress that nobody asked for."""


def check_installed(candidates: Sequence[Candidate], *, examples: int = EXAMPLES, say: Say = _silent) -> list[Examined]:
    """The results for installed packages, in this environment."""
    return [with_result(found, INSTALLED) for found in examine(candidates, examples=examples, say=say)]


def check_folder(candidate: Candidate, *, examples: int = EXAMPLES, say: Say = _silent) -> Examined:
    """The results for a package's folder, in an environment of its own."""
    with tempfile.TemporaryDirectory(prefix="gipcore-kit-") as scratch:
        say(candidate.name, "installs", "")
        begun = time.perf_counter()
        installed = install(candidate, Path(scratch))
        seconds = time.perf_counter() - begun
        (found,) = examine([candidate], installed.place, examples=examples, say=say)
    return with_result(found, Result("installs", installed.answer, seconds))


def check(what: str, *, examples: int = EXAMPLES, say: Say = _silent) -> Examined:
    """The results for a folder, or for the installed plugin or package of that name.

    Raises PluginError if there is none.
    """
    candidate = find_candidate(what)
    if candidate.origin == "folder":
        return check_folder(candidate, examples=examples, say=say)
    return check_installed([candidate], examples=examples, say=say)[0]
