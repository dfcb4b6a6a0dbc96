"""The entry point: commands found by name, plugins' commands beside them, and no traceback ever."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence

import click

from gipcore.errors import GipError
from gipcore_cli.base import LANGUAGE, TRACE, Group, Option
from gipcore_cli.merging import Added, Merged, added_commands, merged
from gipcore_cli.session import Session, reason_of, session_for, session_of
from gipcore_cli.usage import explain

UNCHECKED = 2
"""Exit status: something could not be read or checked, or the command line was wrong."""
INTERRUPTED = 130
PIPE_CLOSED = 141
"""Exit statuses of a process that SIGINT or SIGPIPE ended, as shells give them."""

COMMANDS = {
    "annotate": "gipcore_cli.commands.annotate:annotate",
    "check": "gipcore_cli.commands.check:check",
    "convert": "gipcore_cli.commands.convert:convert",
    "explain": "gipcore_cli.commands.explain:explain",
    "plugins": "gipcore_cli.commands.plugins:plugins",
    "rules": "gipcore_cli.commands.rules:rules",
    "show": "gipcore_cli.commands.show:show",
    "template": "gipcore_cli.commands.template:template",
}


class PipeClosed(Exception):
    """Whoever read the output has gone; raised in place of BrokenPipeError, which click would end the process for."""


class Root(Group):
    """``gip``: its own commands are imported when called, plugins are asked only for a name that is not among them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, the plugins' included."""
        return sorted({*super().list_commands(ctx), *self._added(ctx)})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        found = super().get_command(ctx, cmd_name)
        if isinstance(found, click.Group):
            return Merged(found, lambda: self._added(ctx).get(cmd_name, []))
        if found is None and (added := self._added(ctx).get(cmd_name)):
            return merged(added)
        return found

    def invoke(self, ctx: click.Context) -> int:
        """Run the command; its return value is the exit status."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise PipeClosed from None
        return status if isinstance(status, int) else 0

    def _added(self, ctx: click.Context) -> dict[str, list[Added]]:
        return added_commands(session_of(ctx), lambda name: super(Root, self).get_command(ctx, name))


def _version(context: click.Context, parameter: click.Parameter, wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        click.echo(f"gip {version('gipcore')}")
        context.exit()


cli = Root(
    "gip",
    help="读取、检查和转换《政府信息公开工作年度报告》。\n\n例：gip check 报告.docx",
    help_en="Reads, checks and converts annual reports on government information disclosure.\n\n"
    "Example: gip check report.docx",
    lazy=COMMANDS,
    params=[
        LANGUAGE,
        TRACE,
        Option(
            ["--version"],
            is_flag=True,
            is_eager=True,
            expose_value=False,
            callback=_version,
            help="显示版本。",
            help_en="Show the version.",
        ),
    ],
)


def run(arguments: Sequence[str], session: Session) -> int:
    """Run ``gip`` with *arguments*; returns the exit status."""
    try:
        return int(cli.main(list(arguments), prog_name="gip", standalone_mode=False, obj=session) or 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return UNCHECKED
    except click.UsageError as error:
        _wrong_usage(error, session)
        return UNCHECKED
    except GipError as error:
        session.complain(session.say("错误：", "error: ") + reason_of(error, session.lang))
        return UNCHECKED
    except (click.Abort, KeyboardInterrupt):
        session.complain(session.say("已中断。", "Interrupted."))
        return INTERRUPTED
    except PipeClosed:
        # Python would complain when it flushes at exit: let it flush into nothing.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except Exception as error:
        unexpected(error, session)
        return UNCHECKED


def unexpected(error: Exception, session: Session) -> None:
    """Say in one line that the program itself is at fault; GIP_DEBUG=1 adds where."""
    what = f"{type(error).__name__}: {error}"
    session.complain(
        session.say(
            f"程序内部错误（{what}）。请设置 GIP_DEBUG=1 重新运行，并将输出连同文件的格式告知维护者。",
            f"internal error ({what}). Please run again with GIP_DEBUG=1 and send the output to the maintainers.",
        )
    )
    if os.environ.get("GIP_DEBUG") == "1":
        traceback.print_exception(error)


def _wrong_usage(error: click.UsageError, session: Session) -> None:
    command = error.ctx.command_path if error.ctx else "gip"
    session.complain(
        session.say(
            f"用法错误：{explain(error)}\n用 {command} --help 查看用法。",
            f"wrong usage: {error.format_message()}\nSee {command} --help.",
        )
    )


def main() -> None:
    """The console script."""
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows a question mark instead of ending the program.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")
    sys.exit(run(arguments, session_for(arguments)))
