"""``gip rules``: the rules, and one of them explained."""

from __future__ import annotations

from pathlib import Path

import click

from gipcore.errors import GipError
from gipcore.layers import DEADLINE_RULE
from gipcore_cli.base import Group, argument, command, option
from gipcore_cli.commands.export import export
from gipcore_cli.session import Session
from gipcore_cli.words import STYLES, severity_mark

rules = Group("rules", help="查看检查规则。", help_en="The rules.")


@command("list", help="列出所有规则集及其规则。", help_en="List the rulesets and their rules.")
@option("--rules", "folder", type=Path, metavar="DIR", help="另加一个规则目录。", help_en="A folder of further rules.")
@click.pass_obj
def list_rules(session: Session, folder: Path | None) -> int:
    """Print the rules by ruleset; returns the exit status."""
    catalogue = session.engine(folder).catalogue
    page = session.page()
    for ruleset in catalogue.rulesets:
        page.blank()
        added = ruleset.all_rules
        count = session.say(f"（{len(added)} 条）", f" ({len(added)})")
        part = f"{ruleset.layer_id} / " if ruleset.layer_id != ruleset.id else ""
        page.add((part, "dim"), (ruleset.id, "bold"), f"  {ruleset.title}{count}", hang=2)
        changed = [(change.rule, change.reason) for _, _, change in ruleset.changes]
        changed += [(DEADLINE_RULE, deadline.reason) for deadline in ruleset.deadline]
        width = max((len(id_) for id_ in (*(rule.id for rule in added), *(id_ for id_, _ in changed))), default=0) + 2
        for id_, reason in changed:
            page.add((session.say("改动", "changes"), "dim"), f"  {id_:<{width}}{reason}", indent=2, hang=4)
        for rule in sorted(added, key=lambda rule: rule.id):
            title = rule.en.title if session.lang == "en" and rule.en else rule.title
            mark = severity_mark(rule.severity, session.lang)
            forms = " ".join(rule.scope.forms)
            page.add(
                (mark, STYLES[rule.severity]), f"  {rule.id:<{width}}{title}", (f"  {forms}", "dim"), indent=2, hang=4
            )
    session.show(page)
    return 0


@command(
    "explain",
    help="说明一条规则：检查什么、依据什么、怎样算对。",
    help_en="Explain a rule: what it checks, on which ground, what passes.",
)
@argument("id_", metavar="ID", type=str)
@option(
    "--form",
    metavar="ID",
    help="以哪个表样的名称说明，默认为最新的。",
    help_en="The form in whose words to say it; the latest by default.",
)
@option("--rules", "folder", type=Path, metavar="DIR", help="另加一个规则目录。", help_en="A folder of further rules.")
@click.pass_obj
def explain(session: Session, id_: str, form: str | None, folder: Path | None) -> int:
    """Print the page of a rule; returns the exit status."""
    from gipcore.codec import did_you_mean
    from gipcore_cli.rule_text import rule_page

    engine = session.engine(folder)
    catalogue = engine.catalogue
    found = [(rule, ruleset) for ruleset in catalogue.rulesets for rule in ruleset.all_rules if rule.id == id_]
    if not found:
        close = did_you_mean(id_, [rule.id for ruleset in catalogue.rulesets for rule in ruleset.all_rules])
        raise GipError(
            session.say(
                f"没有规则 {id_}{close}。用 gip rules list 查看全部。", f"no rule {id_}{close}; see gip rules list."
            )
        )
    page = session.page()
    for rule, ruleset in found:
        forms = [
            catalogue.forms[name] for name in rule.scope.forms if name in catalogue.forms
        ] or catalogue.forms.values()
        shown = engine.form(form) if form else max(forms, key=lambda f: f.first_year)
        page.blank()
        rule_page(page, rule, ruleset, shown, session.lang)
    for ruleset in catalogue.rulesets:
        local = [change.reason for _, _, change in ruleset.changes if change.rule == id_]
        local += [deadline.reason for deadline in ruleset.deadline if id_ == DEADLINE_RULE]
        for reason in local:
            told = f"{ruleset.layer_id} {ruleset.title}：{reason}"
            page.add((session.say("当地改动：", "Changed by: "), "bold"), told, hang=6)
    session.show(page)
    return 0


rules.add_command(list_rules)
rules.add_command(export)
rules.add_command(explain)
