"""Past reports checked twice, by the rules that are installed and by those somebody works on: what would differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.engine import Engine
from gipcore.errors import GipError
from gipcore.limits import check_size
from gipcore.outcomes import Finding, Outcome, Status
from gipcore.plugins import Plugins
from gipcore.reports import Report
from gipcore.rules import Severity
from gipcore.rulesets import Catalogue

What: TypeAlias = Literal["new", "vanished", "regraded"]
MAX_REPORTS = 100_000
"""Files of an archive."""


class BenchEngine(Engine):
    """An engine with a catalogue of its own: what is installed, with the drafts in it."""

    def __init__(self, plugins: Plugins, catalogue: Catalogue) -> None:
        super().__init__(plugins)
        self.__dict__["catalogue"] = catalogue  # in place of the cached property


@frozen
class Difference:
    """A finding of a report that is there with one set of rules only, or with another severity."""

    what: What
    file: str
    issuer: str
    year: int | None
    rule: str
    before: Severity | None
    after: Severity | None
    message: str
    cells: tuple[str, ...] = ()


@frozen
class Replayed:
    """A report that was read, and what would be different; or why it was not (``unread``)."""

    file: str
    issuer: str = ""
    year: int | None = None
    before: Status | None = None
    after: Status | None = None
    differences: tuple[Difference, ...] = ()
    unread: str = ""


def archive(folder: Path, extensions: set[str]) -> list[Path]:
    """The files of readable formats below *folder*, in order; hidden ones and links are left out.

    Raises ReadError if there are more than can be told of.
    """
    found: list[Path] = []
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in extensions and not hidden and not path.is_symlink() and path.is_file():
            found.append(path)
            check_size(len(found), "报告数", MAX_REPORTS)
    return found


def replay(
    installed: Engine, changed: Engine, files: list[Path], reason: Callable[[GipError], str], lang: str
) -> Iterator[Replayed]:
    """Each of *files*, checked by the rules of both engines; *reason* words an error."""
    for path in files:
        try:
            report = changed.read(path)
            before = installed.check(_readable(installed, report, path), lang=lang)
            after = changed.check(report, lang=lang)
        except GipError as error:
            yield Replayed(str(path), unread=reason(error))
            continue
        name, year = report.issuer.name, report.year
        found = tuple(_differences(str(path), name, year, before, after))
        yield Replayed(str(path), name, year, before.status, after.status, found)


def _readable(installed: Engine, report: Report, path: Path) -> Report:
    """The report as the installed rules see it: read anew if its form is one that only the changed rules have."""
    return report if report.form in installed.catalogue.forms else installed.read(path)


def _differences(file: str, issuer: str, year: int | None, before: Outcome, after: Outcome) -> Iterator[Difference]:
    old, new = _by_place(before.findings), _by_place(after.findings)
    for key in sorted(old.keys() | new.keys()):
        gone, come = list(old.get(key, [])), list(new.get(key, []))
        while gone and come:
            one, other = gone.pop(0), come.pop(0)
            if one.severity != other.severity:
                yield _difference("regraded", file, issuer, year, one, other)
        for one in gone:
            yield _difference("vanished", file, issuer, year, one, None)
        for one in come:
            yield _difference("new", file, issuer, year, None, one)


def _by_place(findings: tuple[Finding, ...]) -> dict[tuple[str, tuple[str, ...], str], list[Finding]]:
    """By rule, cells, and what it says where it is about no cell."""
    found: dict[tuple[str, tuple[str, ...], str], list[Finding]] = {}
    for finding in findings:
        key = finding.rule, finding.cells, "" if finding.cells else finding.message
        found.setdefault(key, []).append(finding)
    return found


def _difference(
    what: What, file: str, issuer: str, year: int | None, before: Finding | None, after: Finding | None
) -> Difference:
    shown = after or before
    assert shown is not None
    return Difference(
        what,
        file,
        issuer,
        year,
        shown.rule,
        before.severity if before else None,
        after.severity if after else None,
        shown.message,
        shown.cells,
    )


def totals(found: list[Replayed], key: Callable[[Difference], str]) -> list[tuple[str, Counter[What]]]:
    """How many differences of each sort there are by rule, issuer …, the most first."""
    counts: dict[str, Counter[What]] = {}
    for replayed in found:
        for difference in replayed.differences:
            counts.setdefault(key(difference), Counter())[difference.what] += 1
    return sorted(counts.items(), key=lambda item: (-item[1].total(), item[0]))
