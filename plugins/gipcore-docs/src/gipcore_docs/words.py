"""Words that several pages share: years, days, bodies, severities, standings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gipcore.forms import Form
from gipcore.layers import Ruleset, Standing
from gipcore.reports import Kind, Level, Scope
from gipcore.rules import Days, RuleScope, Severity, Years
from gipcore_cli.words import KINDS, LEVELS, severity_word

STANDINGS: Mapping[Standing, str] = {
    "document": "见到文件本身",
    "cited": "文件经报告引用而知",
    "practice": "多份报告的共同写法，未见文件",
}
_SCOPES: Mapping[Scope, str] = {"own": "本机关", "aggregated": "汇总", "unknown": "口径不明"}


def severity(value: Severity) -> str:
    """
    >>> severity("error")
    '错误'
    """
    return severity_word(value, "zh")


def years(span: Years) -> str:
    """
    >>> years(Years(2021)), years(Years(2019, 2020)), years(Years(2020, 2020)), years(Years())
    ('2021 年度起', '2019—2020 年度', '2020 年度', '')
    """
    match span:
        case Years(first=None, last=None):
            return ""
        case Years(first=first, last=None):
            return f"{first} 年度起"
        case Years(first=None, last=last):
            return f"{last} 年度止"
        case _:
            return f"{span.first} 年度" if span.first == span.last else f"{span.first}—{span.last} 年度"


def form_years(form: Form) -> str:
    """The report years for which a form is the official one."""
    return years(Years(form.first_year, form.last_year))


def days(span: Days) -> str:
    """
    >>> from datetime import date
    >>> days(Days()), days(Days(date(2021, 1, 1)))
    ('', '2021-01-01 至 不限')
    """
    if span.first is None and span.last is None:
        return ""
    return f"{span.first or '不限'} 至 {span.last or '不限'}"


def levels(values: Sequence[Level]) -> str:
    """The levels in words, empty if all are meant."""
    return "、".join(LEVELS[value][0] for value in values)


def kinds(values: Sequence[Kind]) -> str:
    """The kinds of bodies in words, empty if all are meant."""
    return "、".join(KINDS[value][0] for value in values)


def scopes(values: Sequence[Scope]) -> str:
    """The coverages in words, empty if all are meant."""
    return "、".join(_SCOPES[value] for value in values)


def scope(value: RuleScope) -> str:
    """A scope in words, without its forms; empty if it covers all.

    >>> scope(RuleScope(years=Years(2021), levels=("county",)))
    '2021 年度起；县级'
    """
    published = days(value.published)
    parts = (
        years(value.years),
        f"公布日期 {published}" if published else "",
        levels(value.levels),
        kinds(value.kinds),
    )
    return "；".join(part for part in parts if part)


def place(ruleset: Ruleset) -> str:
    """Where a layer holds."""
    if ruleset.system:
        return f"{ruleset.system}系统"
    return f"区划代码 {ruleset.region} 开头" if ruleset.region else "全国"


def layer_scope(ruleset: Ruleset) -> Iterator[str]:
    """For whom and when a ruleset holds, part by part."""
    yield place(ruleset)
    for part in (years(ruleset.years), levels(ruleset.levels), kinds(ruleset.kinds)):
        if part:
            yield part


def layer_title(rulesets: Sequence[Ruleset]) -> str:
    """The shortest of its rulesets' titles; of a layer for the whole country that is made of many, just that."""
    if len(rulesets) > 1 and not (rulesets[0].region or rulesets[0].system):
        return "全国"
    return min((ruleset.title for ruleset in rulesets), key=len)
