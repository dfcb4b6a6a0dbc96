"""One page a layer: for whom it holds, on which ground and how far that was seen, what it adds and what it changes."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.layers import Ruleset
from gipcore.schedules import Collection, PriceList, Schedule
from gipcore_docs.library import Library, changes_of
from gipcore_docs.markdown import bullets, code, link, page_name, table, text
from gipcore_docs.words import STANDINGS, days, layer_scope, layer_title, scope, severity


def layer_page(library: Library, id_: str) -> str:
    """The page of the layer *id_*, with all the rulesets that it is made of."""
    rulesets = library.layers[id_]
    lines = [f"# {text(id_)} {text(layer_title(rulesets))}", "", link("全部的层", "README.md"), ""]
    for ruleset in rulesets:
        if len(rulesets) > 1:
            lines += [f"## {text(ruleset.title)}（{code(ruleset.id)}）", ""]
        lines += _ruleset(library, ruleset)
    return "\n".join(lines).rstrip("\n") + "\n"


def _ruleset(library: Library, ruleset: Ruleset) -> list[str]:
    lines = table(("", ""), ((name, value) for name, value in _facts(library, ruleset) if value))
    rules = sorted(ruleset.all_rules, key=lambda rule: rule.id)
    rows = (
        (
            link(code(rule.id), f"../rules/{page_name(rule.id)}"),
            severity(rule.severity),
            text(rule.title) + ("（有一部分没有出处）" if rule.unsourced else ""),
            text(scope(rule.scope)),
        )
        for rule in rules
    )
    added = table(("规则", "级别", "查出的问题", "另限于"), rows)
    lines += ["**增加的规则**", "", *added] if added else []
    changed = table(("规则", "改动", "适用", "原因", "出处"), _changes(ruleset))
    lines += ["**改动的规则**", "", *changed] if changed else []
    extensions = [*bullets(_extensions(ruleset))]
    lines += ["**增加的表格内容**", "", *extensions] if extensions else []
    fees = table(("内容", "适用的日期", "出处"), _fees(ruleset))
    return [*lines, *(["**收费和工作日**", "", *fees] if fees else [])]


def _facts(library: Library, ruleset: Ruleset) -> Iterator[tuple[str, str]]:
    yield "适用", text("；".join(layer_scope(ruleset)))
    yield "名称以此结尾的机关", text("、".join(ruleset.bodies))
    yield "应当编制年度报告的机关", text("、".join(ruleset.must_report))
    forms = [form for form in ruleset.forms if form in library.catalogue.forms]
    yield "表样", "、".join(link(text(form), f"../forms/{page_name(form)}") for form in forms)
    yield "扩展自", link(text(ruleset.extends), page_name(ruleset.extends)) if ruleset.extends else ""
    yield "可改动的其他层", "、".join(link(text(layer), page_name(layer)) for layer in ruleset.overrides)
    yield "出处", text(ruleset.source)
    yield "出处的情况", STANDINGS[ruleset.standing] if ruleset.standing else ""
    yield "应在何时前复核", str(ruleset.review_by or "")


def _changes(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    for rule, change in changes_of(ruleset):
        yield (
            link(code(rule), f"../rules/{page_name(rule)}"),
            text(change.what),
            text(scope(change.scope)),
            text(change.reason),
            text(change.source),
        )


def _fees(ruleset: Ruleset) -> Iterator[tuple[str, ...]]:
    items: tuple[Schedule | PriceList | Collection, ...]
    items = *ruleset.schedule, *ruleset.prices, *ruleset.collection
    for item in items:
        yield text(item.title), days(item.days), text(item.source)
    for year in ruleset.calendar:
        yield f"{year.year} 年的工作日", "", text(year.source)
    for local in ruleset.local_holidays:
        yield text(f"{local.region} 另有的节假日：{local.names}"), "", text(local.unsourced)


def _extensions(ruleset: Ruleset) -> Iterator[str]:
    for kind, additions in (("行", ruleset.row), ("列", ruleset.column)):
        for addition in additions:
            where = f"表 {code(addition.table)} 的 {code(addition.after)} 之后增加{kind}“{text(addition.label)}”"
            yield f"{where}（{code(addition.key)}），{_extended(ruleset, addition.form)}"
    for extra in ruleset.table:
        yield f"增加表“{text(extra.table.title)}”（{code(extra.table.key)}），{_extended(ruleset, extra.form)}"


def _extended(ruleset: Ruleset, form: str) -> str:
    id_ = ruleset.form_id(form)
    return f"见表样 {link(text(id_), f'../forms/{page_name(id_)}')}"
