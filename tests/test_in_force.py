"""Where each rule in force stands, what layers changed in it, and why others are left out: for every layer there is."""

from __future__ import annotations

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.layers import DEADLINE_RULE, Deadline, Disable, Regrade, Ruleset
from gipcore.reports import Issuer
from gipcore.rulesets import build_catalogue, left_out
from gipcore.rulesets.applying import Case, changes_of

ENGINE = Engine()
LOCAL = [r for r in ENGINE.catalogue.rulesets if r.about_reports and (r.region or r.system)]


def issuer_of(ruleset: Ruleset) -> Issuer:
    level = next(iter(ruleset.levels), None)
    return Issuer(next(iter(ruleset.bodies), ""), ruleset.region, level, next(iter(ruleset.kinds), None))


@pytest.mark.parametrize("ruleset", LOCAL, ids=lambda ruleset: ruleset.id)
def test_every_rule_has_its_origin_and_every_change_its_layer(ruleset: Ruleset) -> None:
    catalogue, body = ENGINE.catalogue, issuer_of(ruleset)
    year = ruleset.years.first or 2023
    form = next(f for f in sorted(ruleset.forms or catalogue.forms) if catalogue.forms[f].covers(year))
    found = catalogue.in_force(form, year, body.region, body.level, body.kind, None, body.name)
    for rule in (*found.rules, *(rule for rule, _ in found.undecided)):
        origin = found.origins[rule.id]
        assert origin.layer_id in found.rulesets and rule.id in {one.id for one in origin.all_rules}
    assert ruleset.layer_id in found.rulesets
    own = [change for by, change in found.changes if by is ruleset]
    assert {id(change) for change in own} <= {id(change) for _, _, change in changes_of(ruleset)}
    grades = {change.rule: change.severity for _, change in found.changes if isinstance(change, Regrade)}
    assert {rule.id: rule.severity for rule in found.rules if rule.id in grades} == grades
    deadlines = [change for _, change in found.changes if isinstance(change, Deadline)]
    deadline = next((rule for rule in found.rules if rule.id == DEADLINE_RULE), None)
    assert len(deadlines) == len(deadline.parameters.get("local", []) if deadline else [])


def test_a_switched_off_rule_is_left_out_by_name() -> None:
    off = Ruleset("65", "t", "s", extends="cn", region="65", disable=(Disable("date.format", "试验"),))
    forms = [form for form in ENGINE.catalogue.forms.values() if not form.extends]
    catalogue = build_catalogue(forms, [*ENGINE.catalogue.rulesets, off])
    found = catalogue.in_force("cn-2021", 2023, "650000", "province", "government")
    case = Case(("cn-2021",), 2023, "province", "government")
    reasons = {rule: why.zh for _, rule, why in left_out(catalogue, found, Issuer("", "650000"), case)}
    assert reasons["date.format"] == "由 65 停用：试验" and "date.format" not in {rule.id for rule in found.rules}
    base = build_catalogue(forms, [*ENGINE.catalogue.rulesets, evolve(off, disable=())])
    kept = base.in_force("cn-2021", 2023, "650000", "province", "government")
    assert {rule.id for rule in kept.rules} - {rule.id for rule in found.rules} == {"date.format"}
