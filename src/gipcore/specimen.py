"""A report in which nothing is wrong: the base for the examples of the rules, for tests and for plugin authors.

Every figure is 0, every text is short and complete. An example of a rule states only what it changes, so that it shows
the one thing the rule looks at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from gipcore.codec import report_from_data
from gipcore.forms import Form
from gipcore.reports import Report

YEAR = 2023
"""Report year of a specimen, where the form covers it."""
_DATES = ("signed_on", "published_on")
_BODY = "夹河子乡"
_ISSUER = f"乌苏市{_BODY}人民政府"
_PREAMBLE = (
    "本报告根据《中华人民共和国政府信息公开条例》（国务院令第711号）的要求，按照国务院办公厅政府信息与政务公开办公室"
    "规定的统一格式编制。本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
)
_PREAMBLE_BEFORE_2019 = (
    "本报告根据《中华人民共和国政府信息公开条例》（国务院令第492号）的要求编制。"
    "本报告所列数据的统计期限为{year}年1月1日至{year}年12月31日。"
)
_NARRATIVE = {
    "overview": (
        "{year}年，{body}认真贯彻落实政府信息公开的各项规定。\n"
        "（一）主动公开。通过政府网站主动公开政府信息，内容准确、更新及时。\n"
        "（二）依申请公开。{year}年未收到政府信息公开申请。\n"
        "（三）政府信息管理。严格执行信息发布审核和保密审查制度。\n"
        "（四）政府信息公开平台建设。做好政府网站政府信息公开专栏的维护。\n"
        "（五）监督保障。政府信息公开纳入年度工作考核；社会评议结果良好；未发生责任追究的情形。"
    ),
    "problems": (
        "（一）存在的主要问题。公开的内容不够具体，业务人员的能力有待提高。\n"
        "（二）改进情况。已组织业务培训，并完善主动公开目录，逐项充实公开的内容。"
    ),
    "other": "{year}年未收取信息处理费。",
}


def specimen(form: Form, *, without: Iterable[str] = (), **changes: Any) -> Report:
    """A complete, well-formed report of *form* in which every figure is 0.

    *changes* are fields of the report as its JSON holds them (``title``, ``year``, ``cells``, ``sections``,
    ``headings`` …): a table of values is merged into the base's, anything else takes its place. A changed ``year``
    alone gives a consistent report of that year. A date or a heading's section given as empty text is None: TOML has no
    null. *without* names sections that are left out with all that stands in them. Raises DataError for a field that a
    report does not have.

    >>> from gipcore.forms import Form
    >>> form = Form("cn-2021", "", 2021, "", (), (), document_title="政府信息公开工作年度报告")
    >>> specimen(form, year=2024).title
    '乌苏市夹河子乡人民政府2024年政府信息公开工作年度报告'
    """
    data = _base(form, changes.get("year") or _year(form), frozenset(without))
    for name, change in changes.items():
        base = data.get(name)
        if isinstance(base, dict) and isinstance(change, Mapping):
            data[name] = {**base, **change}
        else:
            data[name] = None if name in _DATES and change == "" else change
    data["headings"] = [{**heading, "section": heading.get("section") or None} for heading in data["headings"]]
    return report_from_data(data, "specimen")


def _year(form: Form) -> int:
    return YEAR if form.covers(YEAR) else form.first_year


def _base(form: Form, year: int, without: frozenset[str]) -> dict[str, Any]:
    sections = [section for section in form.sections if section.key not in without and not section.optional]
    preamble = _PREAMBLE if year >= 2019 else _PREAMBLE_BEFORE_2019
    return {
        "form": form.id,
        "cells": dict.fromkeys(form.cells, 0),
        "issuer": {
            "name": _ISSUER,
            "region": "654202",
            "level": "township",
            "kind": "government",
            "scope": "own",
        },
        "year": year,
        "title": f"{_ISSUER}{year}年{form.document_title}",
        "signature": _ISSUER,
        "date_text": f"{year + 1}年1月16日",
        "signed_on": date(year + 1, 1, 16),
        "preamble": preamble.format(year=year),
        "sections": {s.key: _NARRATIVE.get(s.key, "").format(year=year, body=_BODY) for s in sections},
        "headings": [
            {"section": s.key, "text": s.heading, "numeral": s.heading.removesuffix(s.title)} for s in sections
        ],
        "tables": [{"table": t.key, "section": t.section} for t in form.tables if t.section not in without],
    }
