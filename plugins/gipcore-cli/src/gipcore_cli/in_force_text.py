"""The rules in force for a report as a page."""

from __future__ import annotations

from typing import Any

from gipcore.rules import Severity
from gipcore_cli.page import Page
from gipcore_cli.session import Session
from gipcore_cli.words import KINDS, LEVELS, STYLES, severity_mark


def context_page(page: Page, data: dict[str, Any], session: Session) -> None:
    """Which report it is about, and the layers."""
    zh = session.lang == "zh"
    body = [data["region"] or session.say("区划不明", "division unknown")]
    body.append(LEVELS[data["level"]][not zh] if data["level"] else session.say("层级不明", "level unknown"))
    body.append(KINDS[data["kind"]][not zh] if data["kind"] else session.say("类型不明", "kind unknown"))
    year = session.say(f"{data['year']} 年度", str(data["year"]))
    page.add((year, "bold"), f"  {data['form']}  " + ("，" if zh else ", ").join(body))
    for layer in data["layers"]:
        told = "；".join(part for part in (layer["title"], layer["source"]) if part)
        page.add((f"{layer['id']:<8}", "bold"), told, indent=2, hang=8)
    for form in data["local_forms"]:
        said = f"当地另有表样 {form}，它的规则用 --form {form} 查看。"
        page.add(session.say(said, f"There is a local form {form}; see its rules by --form {form}."), indent=2, hang=2)
    if data["absent"]:
        page.add((data["absent"], "bold red"), indent=2)


def rules_page(page: Page, data: dict[str, Any], session: Session, *, basis: bool) -> None:
    """The rules by the layer they come from, with their law if *basis*."""
    for layer in data["layers"]:
        own = [rule for rule in data["rules"] if rule["layer"] == layer["id"]]
        if not own:
            continue
        page.blank()
        count = session.say(f"层 {layer['id']} 的规则（{len(own)} 条）", f"Rules of {layer['id']} ({len(own)})")
        page.add((count, "bold"))
        width = max(len(rule["id"]) for rule in own) + 2
        for rule in own:
            severity: Severity = rule["severity"]
            mark = severity_mark(severity, session.lang)
            page.add((mark, STYLES[severity]), f"  {rule['id']:<{width}}{rule['title']}", indent=2, hang=4)
            for change in rule["changes"]:
                page.add((f"{change['layer']}：{change['what']}（{change['reason']}）", "yellow"), indent=8, hang=2)
            for law in rule["basis"] if basis else ():
                page.add((law, "dim"), indent=8, hang=2)


def rest_page(page: Page, data: dict[str, Any], session: Session) -> None:
    """What layers changed, what is open, what is left out, and the fee schedules."""

    def section(title: str, lines: list[tuple[str, str]]) -> None:
        if lines:
            page.blank()
            page.add((title, "bold"))
            for name, text in lines:
                page.add((f"{name}  ", "cyan"), text, indent=2, hang=4)

    section(
        session.say("各层的改动", "Changed by layers"),
        [
            (c["rule"], f"{c['layer']}：{c['what']}；{c['reason']}" + (f"（{c['source']}）" if c["source"] else ""))
            for c in data["changes"]
        ],
    )
    undecided = [(item["rule"], item["reason"]) for item in data["undecided"]]
    undecided += [(item["layer"], item["reason"]) for item in data["open"]]
    section(session.say("不能确定是否适用", "Not known whether they apply"), undecided)
    section(
        session.say("没有适用", "Not in force"),
        [(item["rule"] or f"{item['layer']}*", item["reason"]) for item in data["left_out"]],
    )
    section(
        session.say("应当复核", "To be confirmed"),
        [(item["layer"], f"{item['by']}  {item['reason']}") for item in data["reviews"]],
    )
    section(
        session.say("收费规定", "Fee schedules"),
        [(one["id"], f"{one['title']}（{'、'.join(one['layers'])}）") for one in data["schedules"]],
    )
