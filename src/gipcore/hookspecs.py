"""The hooks: where a plugin can join in. Prefix ``gipcore_``; a plugin needs one import, ``gipcore.hookimpl``.

Every hook is called once for each plugin, all results are collected and sorted by name, and none of them can change a
report: what is handed over is frozen.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib.resources.abc import Traversable
from typing import Any

import pluggy
from attrs import frozen

from gipcore.checks import Check, CheckResult, Failure, Subject, Undecided
from gipcore.documents import Document
from gipcore.forms import Form
from gipcore.proofs import Prover
from gipcore.reports import Report

__all__ = [
    "HOOKS_VERSION",
    "Check",
    "CheckResult",
    "Failure",
    "Prover",
    "Reader",
    "Subject",
    "Undecided",
    "Writer",
    "hookimpl",
    "hookspec",
]

HOOKS_VERSION = 1
"""The version of the hooks: it grows when a plugin has to be changed. Arguments and fields are only ever added, with a
default; a plugin that needs a later version says so by ``GIPCORE_HOOKS = 2`` in its module."""

hookspec = pluggy.HookspecMarker("gipcore")
hookimpl = pluggy.HookimplMarker("gipcore")


@frozen
class Reader:
    """A file format that can be read.

    ``sniff(data)`` says whether bytes look like the format (cheap, never raises); ``read(data)`` gives a Document for
    recognition, or a whole Report from a format that holds one. It raises ``gipcore.ReadError`` for bad input.
    """

    name: str
    extensions: tuple[str, ...]
    read: Callable[[bytes], Document | Report]
    sniff: Callable[[bytes], bool]
    title: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""


@frozen
class Writer:
    """A file format that a report can be written to. ``write(report, form)`` gives the bytes of the file."""

    name: str
    extensions: tuple[str, ...]
    write: Callable[[Report, Form], bytes]
    title: str = ""
    plugin: str = ""
    """The plugin that brings it; filled in when it is collected."""


@hookspec
def gipcore_readers() -> Iterable[Reader]:  # type: ignore[empty-body]
    """The file formats that the plugin reads.

    Called: once, when the first file is read. Return: an iterable of Reader. Collected from all plugins.

    Example::

        @gipcore.hookimpl
        def gipcore_readers():
            return [Reader("plain", (".plain",), read_plain, lambda data: False)]
    """


@hookspec
def gipcore_writers() -> Iterable[Writer]:  # type: ignore[empty-body]
    """The file formats that the plugin writes.

    Called: once, when the first report is written. Return: an iterable of Writer. Collected from all plugins.

    Example::

        @gipcore.hookimpl
        def gipcore_writers():
            return [Writer("plain", (".plain",), write_plain)]
    """


@hookspec
def gipcore_rulesets() -> Iterable[Traversable]:  # type: ignore[empty-body]
    """Folders of forms and rulesets as TOML files (``forms/*.toml``, ``rules/*.toml``).

    Called: once, before the first report is recognised. Return: an iterable of folders. Collected from all plugins.

    Example::

        @gipcore.hookimpl
        def gipcore_rulesets():
            return [importlib.resources.files("our_rules")]
    """


@hookspec
def gipcore_checks() -> Iterable[Check]:  # type: ignore[empty-body]
    """The coded checks of the plugin; a rule names one with ``check = "name"``.

    Called: once, before the first check. Return: an iterable of Check. Collected from all plugins.

    Example::

        @gipcore.hookimpl
        def gipcore_checks():
            return [Check("title.form", check_title)]
    """


@hookspec
def gipcore_commands() -> Iterable[Any]:  # type: ignore[empty-body]
    """Further commands for the command line, as objects of its library (``click.Command``).

    Called: once, when the command line needs a name that is not its own. Return: an iterable of commands; a group adds
    its commands to the group of the same name. Collected from all plugins.

    Example::

        @gipcore.hookimpl
        def gipcore_commands():
            return [my_click_command]
    """


@hookspec
def gipcore_provers() -> Iterable[Prover]:  # type: ignore[empty-body]
    """The provers of the plugin: what shows that rules can be kept and can be broken.

    Called: when rules are first to be proved. Return: an iterable of Prover. Collected from all plugins.

    Example::

        @gipcore.hookimpl
        def gipcore_provers():
            return [Prover("ours", prove)]
    """
