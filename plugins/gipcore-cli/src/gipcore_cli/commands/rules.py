"""``gip rules``: the rules, those in force for a report, and one of them explained."""

from __future__ import annotations

from pathlib import Path

import click

from gipcore.codec import did_you_mean, to_json, unstructure
from gipcore.engine import Engine
from gipcore.errors import GipError
from gipcore.layers import DEADLINE_RULE, Ruleset
from gipcore.rules import Rule
from gipcore.rulesets import Catalogue, forms_of, left_out
from gipcore.rulesets.applying import Change, changes_of
from gipcore_cli.asked import Asked, answer, asks
from gipcore_cli.base import Group, argument, command
from gipcore_cli.commands.export import export
from gipcore_cli.in_force_data import change_words, changed_rule, in_force_data
from gipcore_cli.in_force_text import context_page, rest_page, rules_page
from gipcore_cli.options import RULES, format_of
from gipcore_cli.rule_text import rule_page
from gipcore_cli.session import Session
from gipcore_cli.words import STYLES, severity_mark

rules = Group("rules", help="查看检查规则。", help_en="The rules.")


FORMAT = format_of("text", "json")


@command(
    "list",
    help="列出规则：全部规则集的，或者（给出年度等）对一份报告适用的。\n\n"
    "例：gip rules list --year 2023 --region 31 --level township",
    help_en="List the rules: of all rulesets, or, given a year and so on, those in force for a report.\n\n"
    "Example: gip rules list --year 2023 --region 31 --level township",
)
@asks
@RULES
@FORMAT
@click.pass_obj
def list_rules(session: Session, asked: Asked, rules: Path | None, format_: str) -> int:
    """Print the rules; returns the exit status."""
    engine = session.engine(rules)
    if asked.given:
        data = in_force_data(engine, answer(session, engine, asked), session)
    if format_ == "json":
        click.echo(to_json({"rules": data["rules"] if asked.given else _all_rules(engine)}))
    elif asked.given:
        page = session.page()
        context_page(page, data, session)
        rules_page(page, data, session, basis=False)
        session.show(page)
    else:
        _print_all(session, engine.catalogue)
    return 0


@command(
    "show",
    help="说明一份报告适用哪些规则。\n\n"
    "各层、每条规则来自哪一层和依据什么、各层改动了什么、哪些不适用和为什么。\n\n"
    "例：gip rules show --year 2023 --region 31 --level township",
    help_en="What is in force for a report: the layers, where each rule comes from and on which ground, what layers "
    "changed, what is not in force and why.\n\nExample: gip rules show --year 2023 --region 31 --level township",
)
@asks
@RULES
@FORMAT
@click.pass_obj
def show(session: Session, asked: Asked, rules: Path | None, format_: str) -> int:
    """Print what is in force; returns the exit status."""
    engine = session.engine(rules)
    data = in_force_data(engine, answer(session, engine, asked), session)
    if format_ == "json":
        click.echo(to_json(data))
        return 0
    page = session.page()
    context_page(page, data, session)
    rules_page(page, data, session, basis=True)
    rest_page(page, data, session)
    session.show(page)
    return 0


def _all_rules(engine: Engine) -> list[dict[str, object]]:
    return [
        {
            "id": rule.id,
            "severity": rule.severity,
            "title": rule.title,
            "layer": ruleset.layer_id,
            "ruleset": ruleset.id,
            "basis": list(rule.basis),
            "forms": list(forms_of(ruleset, rule)),
        }
        for ruleset in engine.catalogue.rulesets
        for rule in ruleset.all_rules
    ]


def _print_all(session: Session, catalogue: Catalogue) -> None:
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


@command(
    "explain",
    help="说明一条规则：检查什么、依据什么、怎样算对。",
    help_en="Explain a rule: what it checks, on which ground, what passes.",
)
@argument("id_", metavar="ID", type=str)
@asks
@RULES
@FORMAT
@click.pass_obj
def explain(session: Session, id_: str, asked: Asked, rules: Path | None, format_: str) -> int:
    """Print the page of a rule; returns the exit status."""
    engine = session.engine(rules)
    catalogue = engine.catalogue
    found = [(rule, ruleset) for ruleset in catalogue.rulesets for rule in ruleset.all_rules if rule.id == id_]
    if not found:
        close = did_you_mean(id_, [rule.id for ruleset in catalogue.rulesets for rule in ruleset.all_rules])
        raise GipError(
            session.say(
                f"没有规则 {id_}{close}。用 gip rules list 查看全部。", f"no rule {id_}{close}; see gip rules list."
            )
        )
    changes = [
        (ruleset, change) for ruleset in catalogue.rulesets for rule, _, change in changes_of(ruleset) if rule == id_
    ]
    if asked.year is not None:
        found, changes = _in_force(session, engine, asked, id_)
    elif asked != Asked(form=asked.form):
        answer(session, engine, asked)  # says that the year is missing
    if format_ == "json":
        click.echo(
            to_json({"definitions": [_definition(*one) for one in found], "changes": _changes(session, changes)})
        )
        return 0
    page = session.page()
    for rule, ruleset in found:
        forms = [catalogue.forms[name] for name in rule.scope.forms if name in catalogue.forms]
        newest = max(forms or catalogue.forms.values(), key=lambda form: form.first_year)
        page.blank()
        rule_page(page, rule, ruleset, engine.form(asked.form) if asked.form else newest, session.lang)
    for change in _changes(session, changes):
        told = f"{change['layer']} {change['title']}：{change['what']}；{change['reason']}"
        page.add((session.say("当地改动：", "Changed by: "), "bold"), told, hang=6)
        page.add((change["source"], "dim"), indent=6, hang=2)
    session.show(page)
    return 0


def _in_force(
    session: Session, engine: Engine, asked: Asked, id_: str
) -> tuple[list[tuple[Rule, Ruleset]], list[tuple[Ruleset, Change]]]:
    """The rule as it is in force, with its changes; raises GipError, which says why, if it is not."""
    found = answer(session, engine, asked)
    inside = {rule.id: rule for rule in (*found.rules.rules, *(rule for rule, _ in found.rules.undecided))}
    if id_ not in inside:
        why = [
            f"{ruleset.layer_id}：{reason.text(session.lang)}"
            for ruleset, rule, reason in left_out(engine.catalogue, found.rules, found.issuer, found.case)
            if rule == id_ or (not rule and any(one.id == id_ for one in ruleset.all_rules))
        ]
        told = "；".join(why) or session.say("它用于其他表样或其他地方", "it is for other forms or places")
        raise GipError(
            session.say(f"规则 {id_} 对这份报告不适用：{told}。", f"the rule {id_} is not in force here: {told}.")
        )
    return (
        [(inside[id_], found.rules.origins[id_])],
        [(by, change) for by, change in found.rules.changes if changed_rule(change) == id_],
    )


def _changes(session: Session, changes: list[tuple[Ruleset, Change]]) -> list[dict[str, str]]:
    return [
        {
            "layer": ruleset.layer_id,
            "title": ruleset.title,
            "what": change_words(change, session),
            "reason": change.reason,
            "source": change.source or ruleset.source,
        }
        for ruleset, change in changes
    ]


def _definition(rule: Rule, ruleset: Ruleset) -> dict[str, object]:
    return {"layer": ruleset.layer_id, "ruleset": ruleset.id, **unstructure(rule)}


rules.add_command(list_rules)
rules.add_command(export)
rules.add_command(show)
rules.add_command(explain)
