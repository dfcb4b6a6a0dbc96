"""The hooks: where a plugin can join in. Prefix ``gipcore_``; a plugin needs one import, ``gipcore.hookimpl``.

Every hook is called once for each plugin, all results are collected and sorted by name, and none of them can change a
report: what is handed over is frozen. Each is described in one fixed form, here and in docs/hooks.md, held by a test.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from typing import Any

import pluggy

from gipcore.checks import Check, CheckResult, Failure, Subject, Undecided
from gipcore.divisions.registers import Body
from gipcore.formats import Annotator, OutcomeWriter, Reader, Writer
from gipcore.proofs import Prover

__all__ = [
    "HOOKS_VERSION",
    "Annotator",
    "Body",
    "Check",
    "CheckResult",
    "Failure",
    "OutcomeWriter",
    "Prover",
    "Reader",
    "Subject",
    "Undecided",
    "Writer",
    "hookimpl",
    "hookspec",
]

HOOKS_VERSION = 1
"""The version of the hooks: it grows with a release that adds a hook, an argument or a field. They are only ever added,
with a default; what is to go is first listed in ``gipcore.deprecations``. A plugin that needs a later version says so
by ``GIPCORE_HOOKS = 2`` in its module."""

hookspec = pluggy.HookspecMarker("gipcore")
hookimpl = pluggy.HookimplMarker("gipcore")


@hookspec
def gipcore_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """The file formats that the plugin reads.

    Called: once, when the first file is read.
    Arguments: none.
    Result: any number of Reader.
    Contained: ``sniff`` and ``read`` in their time; if ``sniff`` fails, it is named and the other readers are asked.
    Since: hooks version 1.
    """


@hookspec
def gipcore_writers() -> Iterable[Writer]:  # type: ignore[empty-body]
    """The file formats that the plugin writes.

    Called: once, when the first report is written.
    Arguments: none.
    Result: any number of Writer.
    Contained: ``write`` in its time; nothing is written if it fails or changes the report, which is put right again.
    Since: hooks version 1.
    """


@hookspec
def gipcore_outcome_writers() -> Iterable[OutcomeWriter]:  # type: ignore[empty-body]
    """The formats that the plugin writes the results of a check in.

    Called: once, when results are first written in another format than text.
    Arguments: none.
    Result: any number of OutcomeWriter.
    Contained: ``write`` in its time; nothing is written if it fails or changes a result, which is put right again.
    Since: hooks version 1.
    """


@hookspec
def gipcore_annotators() -> Iterable[Annotator]:  # type: ignore[empty-body]
    """The file formats that the plugin notes findings in, in the file that was checked.

    Called: once, when a file is first to be annotated.
    Arguments: none.
    Result: any number of Annotator.
    Contained: ``annotate`` in its time; nothing is written if it fails, or if the new file reads as another report.
    Since: hooks version 1.
    """


@hookspec
def gipcore_rulesets() -> Iterable[Traversable]:  # type: ignore[empty-body]
    """The folders of forms, rules, fee schedules, divisions and crosswalks that the plugin brings.

    Called: once, before the first report is recognised.
    Arguments: none.
    Result: any number of folders (``Traversable`` or ``Path``).
    Contained: a folder whose data do not load is named and left out, the others are taken.
    Since: hooks version 1.
    """


@hookspec
def gipcore_bodies() -> Iterable[Body]:  # type: ignore[empty-body]
    """The bodies that a province or a ministry lists, where a name by itself does not say what and where they are.

    Called: once, when the first issuer is completed.
    Arguments: none.
    Result: any number of Body.
    Contained: a body of a division that no table has is named and left out.
    Since: hooks version 1.
    """


@hookspec
def gipcore_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """The coded checks of the plugin; a rule names one with ``check = "name"``.

    Called: once, before the first check.
    Arguments: none.
    Result: any number of Check.
    Contained: ``run`` in its time; the rule of one that fails, or changes a report, is not checked, the others go on.
    Since: hooks version 1.
    """


@hookspec
def gipcore_commands() -> Iterable[Any]:  # type: ignore[empty-body]
    """Further commands for the command line, as objects of its library (``click.Command``).

    Called: once, when the command line needs a name that is not its own.
    Arguments: none.
    Result: any number of commands; a group adds its commands to the group of the same name.
    Contained: an exception of a command is told in one line, and the exit status is 2.
    Since: hooks version 1.
    """


@hookspec
def gipcore_provers() -> Iterable[Prover]:  # type: ignore[empty-body]
    """What shows that rules can be kept together, and that each of them can be broken.

    Called: once, when rules are first to be proved (``gip rules check``).
    Arguments: none.
    Result: any number of Prover.
    Contained: what a prover has not decided in its time is undecided, never proved.
    Since: hooks version 1.
    """
