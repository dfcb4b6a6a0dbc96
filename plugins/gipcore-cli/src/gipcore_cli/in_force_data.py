"""The rules in force for a report as plain data: where each comes from, what was changed, what is left out and why."""

from __future__ import annotations

from typing import Any

from gipcore.engine import Engine
from gipcore.layers import DEADLINE_RULE, Deadline, Disable, Regrade, Ruleset, Set
from gipcore.rules import Rule, Years
from gipcore.rulesets import left_out
from gipcore.rulesets.applying import Change
from gipcore_cli.asked import Answer
from gipcore_cli.session import Session
from gipcore_cli.words import KINDS, LEVELS, severity_word


def change_words(change: Change, session: Session) -> str:
    """What a change does, in words."""
    match change:
        case Disable():
            return session.say("停用", "switched off")
        case Regrade(severity=severity):
            word = severity_word(severity, session.lang)
            more = session.say("，接受情况说明", ", an explanation excuses it") if change.explainable else ""
            if change.points is not None:
                more += session.say(f"，当地考评扣 {change.points} 分", f", {change.points} points off locally")
            return session.say(f"改为{word}{more}", f"graded {word}{more}")
        case Set(path=path, value=value, add=add):
            shown = plain_words(list(add) if add else value)
            return session.say(
                f"参数 {path} {'增加' if add else '改为'} {shown}", f"{path} {'with' if add else 'set to'} {shown}"
            )
        case Deadline():
            named = (
                (change.submit, "报送不迟于", "submit by"),
                (change.publish, "公布不迟于", "publish by"),
                (change.not_before, "公布不早于", "publish from"),
            )
            days = [session.say(f"{zh}次年 {day}", f"{en} {day}") for day, zh, en in named if day]
            en = session.lang == "en"
            bodies = [LEVELS[level][en] for level in change.levels] + [KINDS[kind][en] for kind in change.kinds]
            comma = session.say("、", ", ")
            whose = comma.join(bodies)
            told = comma.join(days) + (session.say(f"（{whose}）", f" ({whose})") if bodies else "")
            return session.say("期限：", "deadline: ") + f"{told}{comma}{severity_word(change.severity, session.lang)}"


def plain_words(value: Any) -> str:
    """A value of a parameter in words.

    >>> plain_words(["甲", {"name": "乙"}])
    '甲；name 乙'
    """
    if isinstance(value, dict):
        return "，".join(f"{key} {plain_words(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return "；".join(map(plain_words, value)) or "（空）"
    return str(value)


def changed_rule(change: Change) -> str:
    """The id of the rule that a change is about."""
    return DEADLINE_RULE if isinstance(change, Deadline) else change.rule


def years_words(years: Years, zh: bool) -> str:
    """Report years in words; empty for all."""
    if years.first is None and years.last is None:
        return ""
    span = f"{years.first}" if years.first == years.last else f"{years.first or ''}—{years.last or ''}"
    return f"{span} 年度" if zh else span


def rule_data(rule: Rule, answer: Answer, session: Session) -> dict[str, Any]:
    """A rule in force, with the layer it comes from and what layers changed in it."""
    words = rule.en if session.lang == "en" and rule.en else rule
    return {
        "id": rule.id,
        "severity": rule.severity,
        "title": words.title,
        "layer": answer.rules.origins[rule.id].layer_id,
        "ruleset": answer.rules.origins[rule.id].id,
        "basis": list(rule.basis),
        "unsourced": rule.unsourced,
        "changes": [
            _change(by, change, session) for by, change in answer.rules.changes if changed_rule(change) == rule.id
        ],
    }


def in_force_data(engine: Engine, answer: Answer, session: Session) -> dict[str, Any]:
    """All of it."""
    rules, issuer = answer.rules, answer.issuer
    layers: dict[str, list[Ruleset]] = {}
    for ruleset in engine.catalogue.rulesets:
        if ruleset.layer_id in rules.rulesets:
            layers.setdefault(ruleset.layer_id, []).append(ruleset)
    lang = session.lang
    return {
        "form": rules.form.id,
        "local_forms": [
            form.id
            for form in engine.catalogue.forms.values()
            if form.extends == rules.form.id and form.id.rpartition("+")[2] in rules.rulesets
        ],
        "year": answer.case.year,
        "region": issuer.region,
        "level": issuer.level,
        "kind": issuer.kind,
        "layers": [_layer(layers[name]) for name in rules.rulesets],
        "rules": [rule_data(rule, answer, session) for rule in rules.rules],
        "changes": [_change(by, change, session) for by, change in rules.changes],
        "undecided": [{"rule": rule.id, "reason": why.text(lang)} for rule, why in rules.undecided],
        "open": [{"layer": layer, "reason": why.text(lang)} for layer, _, why in rules.open],
        "reviews": [
            {"layer": layer, "by": day.isoformat(), "reason": why.text(lang)} for layer, day, why in rules.reviews
        ],
        "left_out": [
            {"layer": ruleset.layer_id, "rule": rule, "reason": why.text(lang)}
            for ruleset, rule, why in left_out(engine.catalogue, rules, issuer, answer.case)
        ],
        "schedules": [
            {
                "id": one.schedule.id,
                "title": one.schedule.title,
                "layers": list(one.layers),
                "source": one.schedule.source,
            }
            for one in rules.schedules
        ],
        "absent": rules.absent.text(lang) if rules.absent else "",
    }


def _layer(rulesets: list[Ruleset]) -> dict[str, Any]:
    first = min(rulesets, key=lambda ruleset: len(ruleset.title))
    many = len(rulesets) > 1 and not (first.region or first.system)
    return {
        "id": first.layer_id,
        "title": "全国" if many else first.title,
        "source": "" if many else first.source,
        "standing": first.standing or "",
        "review_by": first.review_by.isoformat() if first.review_by else None,
        "rulesets": [ruleset.id for ruleset in rulesets],
    }


def _change(by: Ruleset, change: Change, session: Session) -> dict[str, Any]:
    return {
        "rule": changed_rule(change),
        "layer": by.layer_id,
        "what": change_words(change, session),
        "reason": change.reason,
        "source": change.source or by.source,
    }
