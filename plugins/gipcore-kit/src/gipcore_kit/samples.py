"""Reports to try a plugin with: always the same ones, in every process."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from attrs import evolve

from gipcore.forms import Form
from gipcore.reports import Issuer, Report
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

_ODD: tuple[Value, ...] = (
    Blank(),
    Blank(raw="\u3000"),
    NotApplicable(raw="/"),
    Unreadable(raw="见附件"),
    Unreadable(raw="1,23"),
)
_TEXTS = {
    "overview": "全年主动公开政府信息136条。\n（一）主动公开。公开行政许可3件。\n（二）依申请公开。收到申请2件。",
    "problems": "一是业务培训不够；二是公开渠道单一。\n下一步将逐项改进。",
    "other": "未收取信息处理费。",
}


def base_forms(forms: Iterable[Form]) -> list[Form]:
    """The national forms, newest first: what layers add a row to is of the same kind."""
    return sorted((form for form in forms if not form.extends), key=lambda form: form.first_year, reverse=True)


def sample_reports(form: Form) -> list[Report]:
    """A complete report, one with a figure in every cell, one with gaps and what is no figure."""
    return [specimen(form), _filled(form, Random(7), ()), _filled(form, Random(11), _ODD)]


def _filled(form: Form, random: Random, odd: tuple[Value, ...]) -> Report:
    def value() -> Value:
        return random.choice(odd) if odd and random.random() < 0.2 else Number(random.randint(0, 400))

    texts = {section.key: _TEXTS[section.key] for section in form.sections if section.key in _TEXTS}
    return specimen(form, sections=texts).changed({id_: value() for id_ in form.cells})


def bare(report: Report) -> Report:
    """*report* as if nothing of it could be read but its form and year."""
    return Report(
        report.form,
        {id_: Unreadable(reason="missing") for id_ in report.cells},
        issuer=Issuer(),
        year=report.year,
        source=report.source,
    )


def unreadable(report: Report, cells: Iterable[str]) -> Report:
    """*report* with these cells unreadable."""
    return evolve(report, cells={**report.cells, **{id_: Unreadable(raw="见附件") for id_ in cells}})
