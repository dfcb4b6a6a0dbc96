"""What is made for a report's place and yet not in force for it, and why: whole layers, and rules of others."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.expressions import Reason
from gipcore.layers import Disable, Ruleset
from gipcore.reports import Issuer
from gipcore.rules import Days, RuleScope, Years
from gipcore.rulesets.applying import Case
from gipcore.rulesets.catalogue import Catalogue
from gipcore.rulesets.in_force import RulesInForce


def left_out(
    catalogue: Catalogue, rules: RulesInForce, issuer: Issuer, case: Case
) -> Iterator[tuple[Ruleset, str, Reason]]:
    """Ruleset, rule (empty: all of it) and why it is not among *rules*, which are those for *issuer* and *case*.

    Of rules for other forms nothing is said.
    """
    lineage = set(catalogue.lineage(rules.form.id))
    for ruleset in catalogue.schedules.around(issuer.region, issuer.name):
        if not ruleset.about_reports:
            continue
        if ruleset.forms and lineage.isdisjoint(ruleset.forms):
            if ruleset.region or ruleset.system:
                yield (
                    ruleset,
                    "",
                    Reason(f"只用于表样 {'、'.join(ruleset.forms)}", f"for {', '.join(ruleset.forms)} only"),
                )
            continue
        whole = RuleScope(ruleset.years, levels=ruleset.levels, kinds=ruleset.kinds)
        if (why := _outside(whole, case)) is not None:
            yield ruleset, "", why
            continue
        for rule in ruleset.all_rules:
            if rules.origins.get(rule.id) is not ruleset and (why := _outside(rule.scope, case)) is not None:
                yield ruleset, rule.id, why
    for by, change in rules.changes:
        if isinstance(change, Disable):
            why = Reason(f"由 {by.layer_id} 停用：{change.reason}", f"switched off by {by.layer_id}: {change.reason}")
            yield rules.origins[change.rule], change.rule, why


def _outside(scope: RuleScope, case: Case) -> Reason | None:
    """Why the scope does not cover the case, in words; None if it does, may do, or is for another form."""
    if scope.forms and set(scope.forms).isdisjoint(case.forms):
        return None
    if not scope.years.covers(case.year):
        return Reason(f"只用于{_span(scope.years)}年度", f"for the years {_span(scope.years)} only")
    if case.level is not None and scope.levels and case.level not in scope.levels:
        return Reason(f"只用于层级 {'、'.join(scope.levels)}", f"for the levels {', '.join(scope.levels)} only")
    if case.kind is not None and scope.kinds and case.kind not in scope.kinds:
        return Reason(f"只用于机关类型 {'、'.join(scope.kinds)}", f"for the kinds {', '.join(scope.kinds)} only")
    if case.published_on is not None and not scope.published.covers(case.published_on):
        return Reason(f"只用于 {_span(scope.published)} 公布的", f"for those published {_span(scope.published)} only")
    return None


def _span(span: Years | Days) -> str:
    return f"{span.first or ''}—{span.last or ''}"
