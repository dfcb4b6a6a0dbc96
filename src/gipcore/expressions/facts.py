"""What expressions may ask about a report besides its cells: name, kind, and how to find it out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from attrs import frozen

from gipcore.expressions.nodes import Kind
from gipcore.reports import Report


@frozen
class Fact:
    """``read(report)`` gives an int, a text or a bool, by ``kind``; None if the report does not tell."""

    kind: Kind
    read: Callable[[Report], int | str | bool | None]
    title: str
    title_en: str


FACTS: Mapping[str, Fact] = MappingProxyType(
    {
        "report.year": Fact("number", lambda report: report.year, "报告年度", "the report year"),
        "report.form": Fact("text", lambda report: report.form, "表样", "the form"),
        "report.region": Fact("text", lambda report: report.issuer.region, "区划代码", "the division code"),
        "report.level": Fact("text", lambda report: report.issuer.level, "机关级别", "the level of the issuer"),
        "report.kind": Fact("text", lambda report: report.issuer.kind, "机关类型", "the kind of the issuer"),
        "report.scope": Fact("text", lambda report: report.issuer.scope, "汇总口径", "the scope of the report"),
    }
)
KINDS: Mapping[str, Kind] = MappingProxyType({name: fact.kind for name, fact in FACTS.items()})
"""The names alone, as the parser wants them."""
