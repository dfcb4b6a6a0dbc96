"""Commands and options with help in both languages; what a plugin's own command is built of too.

Example::

    @command("hello", help="向一个文件问好。", help_en="Greet a file.")
    @argument("file")
    @option("--loud", is_flag=True, help="大声。", help_en="Loudly.")
    @click.pass_obj
    def hello(session: Session, file: Path, loud: bool) -> int:
        ...
        return 0  # the exit status
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from gipcore_cli.helping import help_text
from gipcore_cli.session import session_of


class Option(click.Option):
    """An option whose help is in Chinese, with ``help_en`` beside it."""

    def __init__(self, *args: Any, help_en: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_en = help_en


class Command(click.Command):
    """A command whose help is in Chinese, with ``help_en`` beside it."""

    def __init__(self, *args: Any, help_en: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.help_en = help_en

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the help page in the language of the session."""
        formatter.write(help_text(self, ctx, session_of(ctx)))


class Group(Command, click.Group):
    """A command that has commands; those in ``lazy`` (``module:attribute`` by name) are imported when called for."""

    def __init__(self, *args: Any, lazy: Mapping[str, str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = dict(lazy or {})

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names."""
        return sorted({*self.commands, *self.lazy})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name in self.lazy:
            module, _, attribute = self.lazy[cmd_name].partition(":")
            found = getattr(import_module(module), attribute)
            assert isinstance(found, click.Command)
            return found
        return super().get_command(ctx, cmd_name)


class ChoiceType(click.Choice[str]):
    """One of some words; a wrong one is refused in the language of the session."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value, if it is one of the words."""
        if value not in self.choices:
            session = session_of(click.get_current_context())
            words = ", ".join(self.choices)
            self.fail(session.say(f"{value!r} 不是可选的值：{words}", f"{value!r} is none of: {words}"), param, ctx)
        return str(value)


def year(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Callback of an option: the value as a report year from 2008, when the Regulations came into force, to 2100."""
    if value is None:
        return None
    if not (value.isascii() and value.isdecimal() and 2008 <= int(value[:9]) <= 2100):
        said = session_of(context).say(
            f"{value!r} 不是报告年度，应为四位数字，如 2023", f"{value!r} is no report year such as 2023"
        )
        raise click.BadParameter(said, context, parameter)
    return int(value)


def command(name: str, *, cls: type[Command] = Command, **attributes: Any) -> Callable[[Callable[..., Any]], Command]:
    """Like ``click.command``, with ``help_en``."""

    def decorate(function: Callable[..., Any]) -> Command:
        made = click.command(name, cls=cls, **attributes)(function)
        made.params += (LANGUAGE, TRACE)
        return made

    return decorate


def option(*names: str, **attributes: Any) -> Callable[[Any], Any]:
    """Like ``click.option``, with ``help_en``."""
    return click.option(*names, cls=Option, **attributes)


def argument(name: str, **attributes: Any) -> Callable[[Any], Any]:
    """Like ``click.argument``, with a path type unless told otherwise."""
    return click.argument(name, **{"type": Path, **attributes})


LANGUAGE = Option(
    ["--lang"],
    type=ChoiceType(["zh", "en"]),
    expose_value=False,
    metavar="zh|en",
    help="输出的语言：中文（默认）或英文。也可用环境变量 GIP_LANG。",
    help_en="Language of the output: Chinese (default) or English. GIP_LANG does the same.",
)
"""Read before parsing by ``session.language``; here so that it is known and explained."""
TRACE = Option(
    ["--trace-hooks"],
    is_flag=True,
    expose_value=False,
    help="在标准错误中逐行显示每次调用插件：钩子、插件、用时、结果。",
    help_en="Show each call of a plugin on standard error: hook, plugin, time, result.",
)
"""Read before parsing by ``session.session_for``, likewise."""
