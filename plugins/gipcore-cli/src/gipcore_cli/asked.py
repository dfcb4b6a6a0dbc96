"""For which report rules are asked for, on the command line: its year and form, and the body that makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any, get_args

import click
from attrs import frozen

from gipcore.codec import date_meant, did_you_mean
from gipcore.divisions import complete
from gipcore.engine import Engine
from gipcore.errors import GipError
from gipcore.forms import Form
from gipcore.reports import Issuer, Kind, Level
from gipcore.rulesets import RulesInForce
from gipcore.rulesets.applying import Case
from gipcore_cli.base import ChoiceType, option
from gipcore_cli.options import FORM, LEVEL, REGION, YEAR
from gipcore_cli.session import Session, session_of


def _day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        session = session_of(context)
        meant = date_meant(value) if session.lang == "zh" else ""
        said = session.say(f"{value!r} 不是日期，应如 2024-01-31{meant}", f"{value!r} is no day such as 2024-01-31")
        raise click.BadParameter(said, context, parameter) from None


KIND = option(
    "--kind",
    type=ChoiceType([*get_args(Kind)]),
    metavar="KIND",
    help="机关类型：government 人民政府、office 办公厅（室）、department 部门、branch 派出机关、park 开发区、"
    "organisation 组织、vertical 垂直领导的部门。",
    help_en="Kind of the body: government, office, department, branch, park, organisation, vertical.",
)
ISSUER = option(
    "--name",
    "issuer",
    metavar="NAME",
    help="机关全称，由此得出区划、层级、类型和所属系统。",
    help_en="Full name of the body: says its division, level, kind and system.",
)
PUBLISHED = option(
    "--published",
    callback=_day,
    metavar="DATE",
    help="公布日期，如 2024-01-31。",
    help_en="Day of publication, such as 2024-01-31.",
)


@frozen
class Asked:
    """What was said of the report; ``given`` is whether anything was."""

    year: int | None = None
    issuer: Issuer = Issuer()
    form: str | None = None
    published: date | None = None

    @property
    def given(self) -> bool:
        """Whether anything was said."""
        return self != Asked()


def asks(function: Callable[..., Any]) -> Callable[..., Any]:
    """Options by which a command is told of a report; it is called with ``asked``."""

    @wraps(function)
    def called(
        *args: Any,
        year: int | None,
        region: str | None,
        level: Level | None,
        kind: Kind | None,
        issuer: str | None,
        form: str | None,
        published: date | None,
        **kwargs: Any,
    ) -> Any:
        body = Issuer(issuer or "", region, level, kind)
        return function(*args, asked=Asked(year, body, form, published), **kwargs)

    made: Callable[..., Any] = called
    for one in (PUBLISHED, FORM, ISSUER, KIND, LEVEL, REGION, YEAR):
        made = one(made)
    return made


@frozen
class Answer:
    """The rules for the report asked about, the body as far as it is known, and the case they were found by."""

    rules: RulesInForce
    issuer: Issuer
    case: Case


def answer(session: Session, engine: Engine, asked: Asked) -> Answer:
    """The rules in force; raises GipError if year, region or form is missing or unknown."""
    if asked.year is None:
        raise GipError(
            session.say(
                "请用 --year 指明报告年度：哪些规则适用，由年度决定。",
                "state the report year by --year: it decides which rules apply.",
            )
        )
    region = asked.issuer.region
    if region and not any(division.code.startswith(region[:6]) for division in engine.divisions):
        codes = {division.code for division in engine.divisions}
        meant = did_you_mean(region.ljust(6, "0"), codes)
        raise GipError(session.say(f"没有区划代码 {region}{meant}。", f"there is no division code {region}{meant}."))
    issuer = complete(asked.issuer, asked.year, engine.divisions)
    form = engine.form(asked.form) if asked.form else form_of(session, engine, asked.year)
    rules = engine.catalogue.in_force(
        form.id, asked.year, issuer.region, issuer.level, issuer.kind, asked.published, issuer.name
    )
    case = Case(engine.catalogue.lineage(form.id), asked.year, issuer.level, issuer.kind, asked.published)
    return Answer(rules, issuer, case)


def form_of(session: Session, engine: Engine, year: int) -> Form:
    """The official form of a year; raises GipError if there is none."""
    forms = [form for form in engine.catalogue.forms.values() if not form.extends]
    found = [form for form in forms if form.covers(year)]
    if not found:
        first = min(form.first_year for form in forms)
        said = f"没有 {year} 年度的表样，最早的是 {first} 年度的；可用 --form 指明。"
        raise GipError(
            session.say(said, f"there is no form for {year}, the earliest is of {first}; state one by --form.")
        )
    return max(found, key=lambda form: form.first_year)
