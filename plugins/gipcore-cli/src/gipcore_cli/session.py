"""What every command needs: the language, the engine and the terminal. Handed to commands as click's context object."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

import click
from attrs import define, field

from gipcore.errors import DataError, GipError, ReadError
from gipcore_cli.page import Page, inline

if TYPE_CHECKING:
    from rich.console import Console

    from gipcore.engine import Engine

Lang: TypeAlias = Literal["zh", "en"]
EngineFactory: TypeAlias = "Callable[[Path | None], Engine]"

PIPED_WIDTH = 100
"""Cells of a line where the output is no terminal: the same text whoever reads it."""
MAX_WIDTH = 120
"""Cells of a line in a terminal, however wide: longer ones are hard to read."""
MIN_WIDTH = 40
MAX_PROBLEMS = 20
"""Problems of one file that are told."""


def make_engine(rules: Path | None) -> Engine:
    """The engine with all installed plugins, and the rules of a folder if one is given."""
    from gipcore.engine import Engine

    return Engine(rules=rules)


def make_traced_engine(rules: Path | None) -> Engine:
    """The same; each call of plugin code is told on standard error."""
    from gipcore.engine import Engine
    from gipcore.tracing import printed

    return Engine(rules=rules, trace=printed(lambda: sys.stderr))


@define(slots=False)
class Session:
    """One run of the command."""

    lang: Lang = "zh"
    engine_factory: EngineFactory = make_engine
    _said: set[str] = field(factory=set, init=False)

    def say(self, zh: str, en: str) -> str:
        """The words in the language of this run."""
        return zh if self.lang == "zh" else en

    def engine(self, rules: Path | None = None) -> Engine:
        """The engine, with the rules of a folder if one is given; raises ReadError if that holds none."""
        if rules is not None and not any((rules / part).is_dir() for part in ("rules", "forms")):
            raise ReadError(
                self.say(
                    f"目录 {rules} 中没有 rules 或 forms 文件夹。规则文件应放在 {rules / 'rules'} 中。",
                    f"the folder {rules} has neither rules nor forms in it; rules belong in {rules / 'rules'}",
                )
            )
        return self._engine if rules is None else self.engine_factory(rules)

    @cached_property
    def _engine(self) -> Engine:
        return self.engine_factory(None)

    @cached_property
    def out(self) -> Console:
        """Standard output: colour and the real width in a terminal, neither elsewhere."""
        return make_console(sys.stdout)

    @cached_property
    def err(self) -> Console:
        """Standard error, likewise."""
        return make_console(sys.stderr)

    @property
    def width(self) -> int:
        """Cells of a line of output."""
        return max(MIN_WIDTH, min(self.out.width, MAX_WIDTH))

    def page(self) -> Page:
        """An empty page as wide as the output."""
        return Page(self.width)

    def show(self, page: Page) -> None:
        """Print a page to standard output."""
        for line in page.lines:
            self.out.print(line, no_wrap=True, overflow="ignore", crop=False)

    def complain_once(self, message: str) -> None:
        """Like `complain`; nothing if that was said before."""
        if message not in self._said:
            self._said.add(message)
            self.complain(message)

    def complain(self, message: str) -> None:
        """Print a message to standard error; its further lines are indented."""
        first, *rest = message.splitlines() or [""]
        page = Page(max(MIN_WIDTH, min(self.err.width, MAX_WIDTH)))
        page.add(inline(first), hang=2)
        for line in rest:
            page.add(inline(line), indent=4)
        for text in page.lines:
            self.err.print(text, no_wrap=True, overflow="ignore", crop=False)


def reason_of(error: GipError, lang: Lang) -> str:
    """What an error says; of a data file's many problems each on a line, and not more than can be read."""
    if not isinstance(error, DataError) or len(error.problems) == 1:
        return str(error)
    shown = [f"- {problem}" for problem in error.problems[:MAX_PROBLEMS]]
    if left := len(error.problems) - len(shown):
        shown.append(f"- 另有 {left} 个问题" if lang == "zh" else f"- and {left} more")
    count = len(error.problems)
    head = f"{error.source} 有 {count} 个问题：" if lang == "zh" else f"{error.source} has {count} problems:"
    return "\n".join([head, *shown])


def make_console(file: Any) -> Console:
    """A console that takes text as it is: no markup, no emoji codes, no guesses at what to colour."""
    from rich.console import Console

    class Terminal(Console):
        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    width = None if file.isatty() else PIPED_WIDTH
    return Terminal(file=file, width=width, markup=False, emoji=False, highlight=False)


def session_for(arguments: Sequence[str]) -> Session:
    """The session that the arguments ask for: language and tracing must be known before they are parsed."""
    return Session(language(arguments), make_traced_engine if "--trace-hooks" in arguments else make_engine)


def language(arguments: Sequence[str]) -> Lang:
    """The language asked for by ``--lang`` anywhere in the arguments, or by GIP_LANG; Chinese otherwise.

    It must be known before the arguments are parsed, because errors in them are reported in it.

    >>> language(["check", "--lang", "en", "a.txt"]), language(["--lang=zh"])
    ('en', 'zh')
    """
    wanted = os.environ.get("GIP_LANG", "")
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--lang":
            wanted = following
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    return "en" if wanted == "en" else "zh"


def session_of(context: click.Context) -> Session:
    """The session of a command."""
    session = context.find_root().obj
    return session if isinstance(session, Session) else Session()
