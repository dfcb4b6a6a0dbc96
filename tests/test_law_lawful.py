"""Law: a report in which every equation of the form holds passes them all; and whatever happens to it on its way into
a file, it never fails one: what cannot be read is not checked, and nothing is read wrong."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.recognise import recognise
from gipcore.strategies import Layout, lawful_reports, layouts
from gipcore.testing import damaged, page_of, rendered

ENGINE = Engine()
FORMS = sorted(ENGINE.catalogue.forms)
EQUATIONS = {
    rule.id for ruleset in ENGINE.catalogue.rulesets if ruleset.id.endswith("-arithmetic") for rule in ruleset.rules
}
REPEATABLE = settings(
    derandomize=True,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(REPEATABLE, max_examples=40)
def test_lawful_passes(form: str, data: st.DataObject) -> None:
    report = data.draw(lawful_reports(ENGINE.form(form)))
    rules = ENGINE.catalogue.in_force(form, report.year, report.issuer.region, report.issuer.level, report.issuer.kind)
    equations = EQUATIONS & {rule.id for rule in rules.rules}
    assert equations
    assert equations <= set(ENGINE.check(report).passed)


@pytest.mark.parametrize("form", ["cn-2021", "cn-2019", "cn-2014"])
@given(data=st.data())
@settings(REPEATABLE, max_examples=80)
def test_damage_makes_no_error(form: str, data: st.DataObject) -> None:
    definition = ENGINE.form(form)
    report = data.draw(lawful_reports(definition))
    layout: Layout = data.draw(layouts())
    random = Random(layout.seed)
    page = damaged(page_of(report, definition), layout.damages, random)
    if layout.rendering:
        text = rendered(page, layout.rendering, random).text
        read = ENGINE.read(text.encode(), format="text", form=form)
    else:
        read = recognise(page.document, ENGINE.catalogue.forms, form=form)
    assert [finding.message for finding in ENGINE.check(read).findings if finding.rule in EQUATIONS] == []
