"""What was wrong with a command line, in Chinese: click has these messages in English only."""

from __future__ import annotations

import click
from click import exceptions

from gipcore.codec import did_you_mean


def explain(error: click.UsageError) -> str:
    """What was wrong, in one sentence.

    >>> explain(exceptions.NoSuchOption("--yaer", possibilities=["--year"]))
    '没有选项 --yaer（是否指 --year？）。'
    """
    match error:
        case exceptions.NoSuchCommand():
            context = error.ctx
            known = (
                context.command.list_commands(context) if context and isinstance(context.command, click.Group) else []
            )
            return f"没有命令 {error.command_name}{did_you_mean(error.command_name, known)}。"
        case exceptions.NoSuchOption():
            return f"没有选项 {error.option_name}{did_you_mean(error.option_name, error.possibilities or [])}。"
        case exceptions.MissingParameter():
            if isinstance(error.param, click.Argument):
                return f"缺少参数 {error.param.metavar or (error.param.name or '').upper()}。"
            return f"缺少选项 {_name(error.param)}。"
        case exceptions.BadParameter():
            return f"{_name(error.param)} 的值不对：{error.message}。" if error.param else f"{error.message}。"
        case exceptions.BadOptionUsage() if "does not take a value" in error.message:
            return f"选项 {error.option_name} 后面不能有值。"
        case exceptions.BadOptionUsage():
            return f"选项 {error.option_name} 后面缺少值。"
    if "unexpected extra argument" in error.message:
        return f"多余的参数：{error.message.partition('(')[2].rstrip(').')}。"
    return error.format_message()


def _name(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[0] if isinstance(param, click.Option) else param.metavar or (param.name or "").upper()
