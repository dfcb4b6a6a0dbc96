"""``gip rules export``: the rules in force as one JSON document, for programs in other languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from gipcore.errors import GipError
from gipcore.forms import Form
from gipcore.reports import Kind, Level
from gipcore.rulesets import Catalogue
from gipcore_cli.base import ChoiceType, command, option
from gipcore_cli.base import year as year_of
from gipcore_cli.options import LEVEL, REGION, RULES
from gipcore_cli.session import Session
from gipcore_cli.words import KINDS


@command(
    "export",
    help="把适用的规则写成一个 JSON 文件，供其他语言的程序使用；格式见 docs/bundle.md。\n\n"
    "例：gip rules export --year 2024 --level county -o 规则.json",
    help_en="Write the rules in force as one JSON document for programs in other languages; see docs/bundle.md.\n\n"
    "Example: gip rules export --year 2024 --level county -o rules.json",
)
@option(
    "--to",
    type=ChoiceType(["json"]),
    default="json",
    metavar="FORMAT",
    help="格式，只有 json。",
    help_en="The format; there is only json.",
)
@option(
    "--year",
    callback=year_of,
    metavar="YEAR",
    help="报告年度；默认为每种表样最近的一年。",
    help_en="Report year; by default the latest of each form.",
)
@REGION
@LEVEL
@option(
    "--kind",
    type=ChoiceType(list(KINDS)),
    metavar="KIND",
    help=f"机关类型：{'、'.join(f'{kind} {zh}' for kind, (zh, _) in KINDS.items())}。",
    help_en=f"Kind of the body: {', '.join(KINDS)}.",
)
@option(
    "--name",
    default="",
    metavar="NAME",
    help="机关名称，有的规则只适用于某一系统，如海关。",
    help_en="Name of the body: some rules are for one system only, such as the customs.",
)
@option(
    "--form",
    metavar="ID",
    help="只要这一种表样，如 cn-2021；默认为全部，或该年度的。",
    help_en="This table version only, such as cn-2021; by default all of them, or those of the year.",
)
@option(
    "--vectors",
    is_flag=True,
    help="附上检验用的报告和应得的结果。",
    help_en="Add test reports with the results that they must give.",
)
@RULES
@option("-o", "--output", type=Path, metavar="FILE", help="写到文件。", help_en="Write to a file.")
@click.pass_obj
def export(
    session: Session,
    to: str,
    year: int | None,
    region: str | None,
    level: Level | None,
    kind: Kind | None,
    name: str,
    form: str | None,
    vectors: bool,
    rules: Path | None,
    output: Path | None,
) -> int:
    """Write the bundle; returns the exit status."""
    from gipcore.bundle import bundle, bundle_set
    from gipcore.bundle_vectors import vectors as vectors_of
    from gipcore.codec import to_json
    from gipcore.engine import write_atomically

    engine = session.engine(rules)
    catalogue = engine.catalogue
    if form is not None:
        forms = [engine.form(form)]
        if year is not None and not forms[0].covers(year):
            raise GipError(session.say(f"表样 {form} 不用于 {year} 年。", f"form {form} is not for {year}."))
    else:
        forms = list(_forms(catalogue, year, region, name))
        if not forms:
            raise GipError(session.say(f"没有 {year} 年的表样。", f"there is no form for {year}."))
    sets: list[dict[str, Any]] = []
    for each in forms:
        of_year = _year(each) if year is None else year
        in_force = catalogue.in_force(each.id, of_year, region, level, kind, name=name)
        made = bundle_set(in_force, year=of_year, region=region, level=level, kind=kind)
        sets.append({**made, "vectors": list(vectors_of(catalogue, in_force))} if vectors else made)
    text = to_json(bundle(sets)) + "\n"
    if output is None:
        click.echo(text, nl=False)
    else:
        write_atomically(output, text.encode())
    return 0


def _forms(catalogue: Catalogue, year: int | None, region: str | None, name: str) -> Iterator[Form]:
    """The forms of the year, or all; those that a layer has extended only where that layer is in force."""
    for form in catalogue.forms.values():
        if year is None or form.covers(year):
            of_year = _year(form) if year is None else year
            layers = catalogue.in_force(form.id, of_year, region, None, None, name=name).rulesets
            if not form.extends or form.id.rpartition("+")[2] in layers:
                yield form


def _year(form: Form) -> int:
    """The last year for which there are reports of the form."""
    return form.last_year or max(form.first_year, date.today().year - 1)
