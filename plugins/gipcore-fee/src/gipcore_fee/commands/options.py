"""Options that the commands share, and what they mean."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import reduce
from pathlib import Path
from typing import Any

import click

from gipcore.divisions import Ambiguous, Resolved, resolve
from gipcore.engine import Engine
from gipcore.errors import FeeError
from gipcore_cli.base import ChoiceType, option
from gipcore_cli.session import Session, session_of


class Day(click.ParamType[date]):
    """A day, YYYY-MM-DD."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; a wrong one is refused in the language of the session."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            session = session_of(click.get_current_context())
            said = session.say(f"{value!r} 不是日期，应如 2024-03-01", f"{value!r} is no day such as 2024-03-01")
            self.fail(said, param, ctx)


class Month(click.ParamType[str]):
    """A calendar month, YYYY-MM."""

    name = "month"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The month; a wrong one is refused in the language of the session."""
        try:
            return f"{date.fromisoformat(f'{value}-01'):%Y-%m}"
        except ValueError:
            session = session_of(click.get_current_context())
            self.fail(
                session.say(f"{value!r} 不是月份，应如 2024-03", f"{value!r} is no month such as 2024-03"), param, ctx
            )


class Count(click.ParamType[int]):
    """A count: digits only, however they are grouped; never a decimal."""

    name = "count"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The count; a wrong one is refused in the language of the session."""
        if isinstance(value, int):
            return value
        if not (value.isascii() and value.isdecimal() and len(value) <= 12):
            session = session_of(click.get_current_context())
            said = session.say(f"{value!r} 不是件数或页数，应为非负整数", f"{value!r} is no count")
            self.fail(said, param, ctx)
        return int(value)


ON = option(
    "--on",
    type=Day(),
    metavar="DATE",
    help="发出收费通知之日，决定适用的规定；默认今天。",
    help_en="Day of the fee notice; it decides which schedule applies. Today by default.",
)
REGION = option(
    "--region",
    default="",
    metavar="CODE",
    help="地区：行政区划代码（或其前几位）或名称，如 37、370112、济南市。",
    help_en="Division code, or the beginning of one, or a name: 37, 370112, 济南市.",
)
RECEIVED = option(
    "--received",
    type=Day(),
    metavar="DATE",
    help="收到申请之日。",
    help_en="Day on which the application was received.",
)
CHOOSE = option(
    "--choose",
    "answers",
    multiple=True,
    metavar="ID=ANSWER",
    help="规定未写明的问题另选答案，如 withdrawn=left-out；可多次使用。",
    help_en="Another answer to a question the law leaves open, such as withdrawn=left-out; may be repeated.",
)
RULES = option("--rules", type=Path, metavar="DIR", help="另加一个规则目录。", help_en="A folder of further rules.")
FORMAT = option(
    "--format",
    "format_",
    type=ChoiceType(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出格式，默认 text。",
    help_en="Output format, text by default.",
)


def options(*given: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Several options as one decorator, in this order."""
    return lambda function: reduce(lambda f, each: each(f), reversed(given), function)


def answers_of(pairs: Sequence[str], session: Session) -> dict[str, str]:
    """``ID=ANSWER`` pairs as a mapping; raises FeeError for one that is none."""
    wrong = [pair for pair in pairs if "=" not in pair]
    if wrong:
        raise FeeError(
            session.say(
                f"--choose {wrong[0]} 应写作 问题=答案，如 withdrawn=left-out。",
                f"--choose {wrong[0]} should read ID=ANSWER, such as withdrawn=left-out.",
            )
        )
    return {pair.partition("=")[0].strip(): pair.partition("=")[2].strip() for pair in pairs}


def region_of(text: str, engine: Engine, on: date) -> str:
    """The division code that *text*, a code or a name, stands for on *on*; raises FeeError for a name nobody knows."""
    if not text or (text.isascii() and text.isdecimal() and 2 <= len(text) <= 12):
        return text
    match resolve(text, on, engine.divisions):
        case Resolved() as found if found.code:
            return found.code
        case Ambiguous():
            raise FeeError(f"{text!r} 不止一处，请写行政区划代码，如 370112。")
        case _:
            raise FeeError(f"没有地区 {text!r}。请写行政区划代码（如 37）或全称（如 山东省济南市）。")
