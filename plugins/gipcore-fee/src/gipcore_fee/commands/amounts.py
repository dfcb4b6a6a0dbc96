"""``gip fee items``, ``gip fee pages``, ``gip fee costs``."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import click

from gipcore.errors import FeeError
from gipcore_cli.base import argument, command, option
from gipcore_cli.session import Session
from gipcore_fee.commands.options import (
    CHOOSE,
    FORMAT,
    ON,
    RECEIVED,
    REGION,
    RULES,
    Count,
    Day,
    answers_of,
    options,
    region_of,
)

SHARED = options(ON, REGION, RECEIVED, CHOOSE, RULES, FORMAT)


@command(
    "items",
    help="按件计算：一个申请人一个自然月的件数。\n\n例：gip fee items 55 --on 2024-03-01",
    help_en="By items: the items of one applicant in one calendar month.\n\nExample: gip fee items 55 --on 2024-03-01",
)
@argument("count", metavar="COUNT", type=Count())
@SHARED
@click.pass_obj
def items(session: Session, /, count: int, **asked: Any) -> int:
    """Print what *count* items cost; returns the exit status."""
    return _print(session, "items", count, **asked)


@command(
    "pages",
    help="按量计算：一件申请的页数（A4及以下单面为1页）。\n\n例：gip fee pages 260",
    help_en="By volume: the pages of one application (one side of A4 or smaller).\n\nExample: gip fee pages 260",
)
@argument("count", metavar="COUNT", type=Count())
@SHARED
@click.pass_obj
def pages(session: Session, /, count: int, **asked: Any) -> int:
    """Print what *count* pages cost; returns the exit status."""
    return _print(session, "pages", count, **asked)


def _print(
    session: Session,
    standard: str,
    count: int,
    on: date | None,
    region: str,
    received: date | None,
    answers: Sequence[str],
    rules: Path | None,
    format_: str,
) -> int:
    from gipcore_fee.charges import charge

    engine = session.engine(rules)
    chosen = answers_of(answers, session)
    by_receipt = chosen.get("schedule-day") == "receipt"
    if by_receipt and received is None:
        raise FeeError(
            session.say(
                "schedule-day=receipt 需要 --received（收到申请之日）。", "schedule-day=receipt needs --received."
            )
        )
    day = (received if by_receipt else on) or date.today()
    in_force = engine.catalogue.schedules.in_force(day, region_of(region, engine, day))
    found = charge(in_force, standard, count, day, received=received, answers=chosen)
    if format_ == "json":
        from gipcore.codec import to_json
        from gipcore_fee.results import charge_data

        click.echo(to_json(charge_data(found)).encode())
    else:
        from gipcore_fee.pages import charge_page

        page = session.page()
        charge_page(page, found, session)
        session.show(page)
    return 0


@command(
    "costs",
    help="2019年5月15日前的检索费、复制费、邮寄费，按当地的价目表计算。\n\n"
    "例：gip fee costs --on 2010-03-01 --region 44 search=2 a4=40 post=12",
    help_en="Costs of search, copying and postage before 2019-05-15, by the price list of the region.\n\n"
    "Example: gip fee costs --on 2010-03-01 --region 44 search=2 a4=40 post=12",
)
@argument("quantities", metavar="ID=NUMBER", nargs=-1, type=str, required=True)
@option("--on", type=Day(), required=True, metavar="DATE", help="收费之日。", help_en="Day of the charge.")
@options(REGION, RULES, FORMAT)
@click.pass_obj
def costs(session: Session, quantities: Sequence[str], on: date, region: str, rules: Path | None, format_: str) -> int:
    """Print what the quantities cost; returns the exit status."""
    from gipcore_fee.charges import cost_charge

    engine = session.engine(rules)
    in_force = engine.catalogue.schedules.in_force(on, region_of(region, engine, on))
    found = cost_charge(in_force, on, _quantities(quantities, session))
    if format_ == "json":
        from gipcore.codec import to_json
        from gipcore_fee.results import cost_data

        click.echo(to_json(cost_data(found)).encode())
    else:
        from gipcore_fee.pages import cost_page

        page = session.page()
        cost_page(page, found, session)
        session.show(page)
    return 0


def _quantities(pairs: Sequence[str], session: Session) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for pair in pairs:
        name, _, number = pair.partition("=")
        try:
            quantity = Decimal(number) if number.isascii() and len(number) <= 20 else Decimal("NaN")
        except InvalidOperation:
            quantity = Decimal("NaN")
        if not quantity.is_finite() or name in found:
            raise FeeError(
                session.say(
                    f"{pair!r} 应写作 编号=数量，每个编号一次，如 a4=40。",
                    f"{pair!r} should read ID=NUMBER, such as a4=40.",
                )
            )
        found[name] = quantity
    return found
