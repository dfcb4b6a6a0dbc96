"""All pages as a mapping of paths to texts: rules, forms, layers, and an index of each."""

from __future__ import annotations

from collections.abc import Mapping

from gipcore.checks import Check
from gipcore.rulesets import Catalogue
from gipcore_docs.form_page import form_page
from gipcore_docs.layer_page import layer_page
from gipcore_docs.library import Library
from gipcore_docs.markdown import code, link, page_name, table, text
from gipcore_docs.rule_page import rule_page
from gipcore_docs.words import STANDINGS, form_years, layer_scope, layer_title, place, severity

FOLDERS = ("forms", "regions", "rules")
MARK = "<!-- 由 gip docs 按数据生成，请勿手工修改。Written by gip docs from the data; do not edit. -->"
"""The first line of every page: only what has it is ever overwritten or removed."""


def all_pages(catalogue: Catalogue, checks: Mapping[str, Check]) -> dict[str, str]:
    """Every page by its path below the folder of the documentation; *checks* are the coded ones, for the examples."""
    library = Library(catalogue, checks)
    pages = {f"rules/{page_name(id_)}": rule_page(library, id_) for id_ in library.rules}
    pages |= {f"forms/{page_name(form.id)}": form_page(library, form) for form in catalogue.forms.values()}
    pages |= {f"regions/{page_name(id_)}": layer_page(library, id_) for id_ in library.layers}
    pages |= {
        "rules/README.md": _rules(library),
        "forms/README.md": _forms(library),
        "regions/README.md": _layers(library),
    }
    return {path: f"{MARK}\n\n{pages[path]}" for path in sorted(pages)}


def _page(lines: list[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def _rules(library: Library) -> str:
    lines = [
        "# 规则",
        "",
        f"共 {len(library.rules)} 条，按所在的层排列。[表样](../forms/README.md) · [层](../regions/README.md)",
        "",
    ]
    for layer, rulesets in library.layers.items():
        found = sorted({rule.id for ruleset in rulesets for rule in ruleset.all_rules})
        title = link(text(layer_title(rulesets)), f"../regions/{page_name(layer)}")
        rows = []
        for id_ in found:
            own = [one for one in library.rules[id_] if one.ruleset.layer_id == layer]
            grades = "、".join(dict.fromkeys(severity(one.rule.severity) for one in own))
            forms = dict.fromkeys(form.id for one in own for form in library.forms(one))
            changed = "、".join(dict.fromkeys(change.ruleset.layer_id for change in library.changes(id_)))
            rows.append(
                (
                    link(code(id_), page_name(id_)),
                    grades,
                    text(own[0].rule.title),
                    text("、".join(forms)),
                    text(changed),
                )
            )
        lines += [f"## {title}", "", *table(("规则", "级别", "查出的问题", "表样", "有改动的层"), rows)] if rows else []
    return _page(lines)


def _forms(library: Library) -> str:
    forms = sorted(library.catalogue.forms.values(), key=lambda form: (form.first_year, form.id))
    rows = (
        (
            link(code(form.id), page_name(form.id)),
            text(form.title),
            form_years(form),
            f"{len(form.cells)}",
            text(form.source),
        )
        for form in forms
    )
    lines = ["# 表样", "", "[规则](../rules/README.md) · [层](../regions/README.md)", ""]
    return _page([*lines, *table(("表样", "名称", "报告年度", "单元格", "出处"), rows)])


def _layers(library: Library) -> str:
    rows = (
        (
            link(code(id_), page_name(id_)),
            text(layer_title(rulesets)),
            text("；".join(layer_scope(rulesets[0])) if len(rulesets) == 1 else place(rulesets[0])),
            text(rulesets[0].extends),
            str(sum(len(ruleset.all_rules) for ruleset in rulesets)),
            STANDINGS[standing] if (standing := rulesets[0].standing) else "",
            str(rulesets[0].review_by or ""),
        )
        for id_, rulesets in library.layers.items()
    )
    lines = [
        "# 层",
        "",
        "国家的要求之上，各地各系统另有要求的，各为一层。[规则](../rules/README.md) · [表样](../forms/README.md)",
        "",
    ]
    return _page([*lines, *table(("层", "名称", "适用", "扩展自", "规则", "出处的情况", "应复核"), rows)])
