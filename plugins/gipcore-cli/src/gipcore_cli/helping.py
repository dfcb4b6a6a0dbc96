"""The help page of a command, in the language of the session, aligned by terminal cells as click's own cannot."""

from __future__ import annotations

import click
from rich.cells import cell_len

from gipcore_cli.session import Session
from gipcore_cli.wrap import wrap

WIDTH = 100
COLUMN = 26
"""Cells of the column of names; longer ones stand on a line of their own."""


def help_text(command: click.Command, context: click.Context, session: Session) -> str:
    """Usage, description, commands and options of *command*."""
    pieces = " ".join(_usage_piece(param, session) for param in command.get_params(context) if _is_argument(param))
    tail = session.say("[选项]", "[OPTIONS]")
    if isinstance(command, click.Group):
        pieces = session.say("命令 …", "COMMAND …")
    lines = [session.say("用法：", "Usage: ") + " ".join(p for p in (context.command_path, pieces, tail) if p), ""]
    for paragraph in _described(command, session).split("\n"):
        lines += wrap(paragraph.strip(), WIDTH) if paragraph.strip() else [""]
    if isinstance(command, click.Group):
        lines += ["", session.say("命令：", "Commands:")]
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None and not inner.hidden:
                lines += _entry(name, _described(inner, session).split("\n")[0])
    lines += ["", session.say("选项：", "Options:")]
    for param in command.get_params(context):
        if isinstance(param, click.Option) and not param.hidden:
            lines += _entry(_names(param, context), _described(param, session))
    if command.epilog:
        lines += ["", *command.epilog.split("\n")]
    return "\n".join(lines) + "\n"


def _is_argument(param: click.Parameter) -> bool:
    return isinstance(param, click.Argument)


def _usage_piece(param: click.Parameter, session: Session) -> str:
    return (param.metavar or (param.name or "").upper()) + (" …" if param.nargs == -1 else "")


def _described(item: click.Command | click.Option, session: Session) -> str:
    english = getattr(item, "help_en", "")
    if "--help" in getattr(item, "opts", ()):
        return session.say("显示这一页。", "Show this page.")
    return (english if session.lang == "en" and english else item.help) or ""


def _names(option: click.Option, context: click.Context) -> str:
    names = ", ".join(option.opts)
    return names if option.is_flag else f"{names} {option.make_metavar(context)}"


def _entry(name: str, description: str) -> list[str]:
    lines = wrap(description, WIDTH - COLUMN - 2)
    head = "  " + name
    if cell_len(head) > COLUMN - 2:
        return [head, *(" " * COLUMN + line for line in lines)]
    return [head + " " * (COLUMN - cell_len(head)) + lines[0], *(" " * COLUMN + line for line in lines[1:])]
