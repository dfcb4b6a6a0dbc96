"""A candidate on trial, inside the child process: what it brings, among the other plugins that are installed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import Any, TypeVar

from attrs import define, field

from gipcore.checks import Subject
from gipcore.coded import Pair, Result, run_checks
from gipcore.containment import Call, Failed, run_one
from gipcore.documents import Document
from gipcore.engine import Engine
from gipcore.forms import Form
from gipcore.hookspecs import Annotator, Check, OutcomeWriter, Reader, Writer
from gipcore.layers import Ruleset
from gipcore.plugins import GROUP, Plugins
from gipcore.reports import Report
from gipcore_kit.candidates import Candidate, own_files
from gipcore_kit.samples import base_forms, sample_reports

T = TypeVar("T")
SECONDS = 20.0
"""Time for one call of the plugin, on a slow and busy machine; a sound one needs a small part of it."""
CHECK_SECONDS = 5.0
"""Time for a coded check of one report."""
MAX_OVERRUNS = 3
"""Calls that may overrun before the plugin is given up: each of hundreds would be waited for."""
SAMPLE_FOLDERS = ("examples", "tests")
MAX_SAMPLE_BYTES = 4 * 1024 * 1024


@define(slots=False)
class Trial:
    """The candidate, the engine with all plugins, how many reports are drawn, and where progress is told."""

    candidate: Candidate
    engine: Engine
    examples: int
    say: Callable[[str], None]
    overruns: int = 0
    """Calls that did not end in time."""
    given_up: set[str] = field(factory=set)
    """Names of coded checks that did not."""

    @property
    def plugins(self) -> Plugins:
        return self.engine.plugins

    @cached_property
    def readers(self) -> list[Reader]:
        """Its readers, as it wrote them: no guard stands before them."""
        return self._own("gipcore_readers")

    @cached_property
    def writers(self) -> list[Writer]:
        return self._own("gipcore_writers")

    @cached_property
    def outcome_writers(self) -> list[OutcomeWriter]:
        return self._own("gipcore_outcome_writers")

    @cached_property
    def annotators(self) -> list[Annotator]:
        return self._own("gipcore_annotators")

    @property
    def formats(self) -> list[Reader | Writer | Annotator | OutcomeWriter]:
        """All its formats, of whatever they are."""
        return [*self.readers, *self.writers, *self.annotators, *self.outcome_writers]

    @cached_property
    def checks(self) -> list[Check]:
        return self._own("gipcore_checks")

    @cached_property
    def commands(self) -> list[Any]:
        found: list[Any] = self.plugins.collect("gipcore_commands", _label)
        return [item for item in found if self.plugins.owner("gipcore_commands", _label(item)) in self.candidate.names]

    @cached_property
    def leaves(self) -> list[Any]:
        """Its commands, of groups those inside: a group joins the one of its name."""
        import click

        found: list[Any] = []
        for item in self.commands:
            if isinstance(item, click.Group):
                context = click.Context(item)
                found += [item.get_command(context, name) for name in item.list_commands(context)]
            else:
                found.append(item)
        return found

    @cached_property
    def folders(self) -> list[Any]:
        """Its folders of forms and rules."""
        found: list[Any] = self.plugins.collect("gipcore_rulesets", str)
        return [item for item in found if self.plugins.owner("gipcore_rulesets", str(item)) in self.candidate.names]

    @cached_property
    def rulesets(self) -> list[Ruleset]:
        """Its rulesets: those whose file lies in one of its folders."""
        files = {entry.name for folder in self.folders for entry in _entries(folder)}
        return [ruleset for ruleset in self.engine.catalogue.rulesets if f"{ruleset.id}.toml" in files]

    @cached_property
    def forms(self) -> list[Form]:
        """The national forms, newest first."""
        return base_forms(self.engine.catalogue.forms.values())

    @cached_property
    def failures(self) -> list[str]:
        """Why plugins of its are left out, wholly or in part."""
        _ = self.formats, self.checks, self.commands, self.folders and self.engine.catalogue
        # Bodies are held against the divisions, provers are only collected.
        _ = self.engine.divisions, self.engine.provers
        return [failure.reason for failure in self.plugins.failures if failure.plugin in self.candidate.names]

    def _own(self, hook: str) -> list[Any]:
        return [item for item in self.plugins.collect(hook, _name) if item.plugin in self.candidate.names]

    def run(self, what: str, call: Callable[[], T]) -> T | Failed:
        """The result of a call of the plugin, in its time; *what* is told as progress."""
        self.say(what)
        if self.overruns >= MAX_OVERRUNS:
            return Failed(f"已有 {self.overruns} 次没有按时结束，不再试")
        result = run_one(Call(self.candidate.name, what, call), SECONDS)
        if isinstance(result, Failed) and isinstance(result.error, TimeoutError):
            self.overruns += 1
        return result

    def results_of(self, pairs: Sequence[Pair], subject: Subject) -> list[tuple[Pair, Result]]:
        """What coded checks give on one report; one that does not end in time is not asked again."""
        asked = [pair for pair in pairs if pair[0].name not in self.given_up]
        found = list(zip(asked, run_checks(subject, asked, CHECK_SECONDS), strict=True))
        self.given_up |= {
            check.name
            for (check, _), result in found
            if isinstance(result, Failed) and isinstance(result.error, TimeoutError)
        }
        return found

    def read(self, reader: Reader, data: bytes, what: str) -> Document | Report | Failed:
        """What a reader makes of bytes, or how it failed."""
        return self.run(f"{reader.name}: {what}", partial(reader.read, data))

    def files_of(self, reader: Reader) -> list[bytes]:
        """Files in the reader's format: written by a writer of that format, else samples of the package."""
        for writer in self.engine.writers.values():
            if same_format(reader, writer) and self.forms:
                form = self.forms[0]
                return [writer.write(report, form) for report in sample_reports(form)]
        return list(self._samples(reader)) if self.candidate.root else []

    def _samples(self, reader: Reader) -> Iterable[bytes]:
        for name in SAMPLE_FOLDERS:
            for path in own_files(Path(self.candidate.root) / name):
                if path.suffix.lower() in reader.extensions and path.stat().st_size <= MAX_SAMPLE_BYTES:
                    yield path.read_bytes()


def same_format(reader: Reader, writer: Writer) -> bool:
    """Whether what the one writes is for the other to read."""
    return reader.name == writer.name or bool({*reader.extensions} & {*writer.extensions})


def entry_points_of(candidate: Candidate) -> list[EntryPoint]:
    """The candidate's entry points, where it is not installed."""
    return [EntryPoint(name, value, GROUP) for name, value in candidate.points]


def _entries(folder: Any) -> list[Any]:
    return [
        entry for kind in ("rules", "schedules") if (part := folder.joinpath(kind)).is_dir() for entry in part.iterdir()
    ]


def _name(item: Any) -> str:
    return str(item.name)


def _label(command: Any) -> str:
    """One for each command, and for each set of commands in a group: two plugins may each bring a part of it."""
    return " ".join([str(command.name), *sorted(getattr(command, "commands", ()))])
