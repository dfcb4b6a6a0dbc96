"""Law: whatever happens to a report on its way into a file, no cell is read wrong, and what a person can still read
is read right."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.forms import Form
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.strategies import Layout, layouts, reports
from gipcore.testing import (
    DAMAGES,
    RENDERINGS,
    Miss,
    columns,
    damaged,
    labels,
    losses,
    merging,
    misses,
    page_of,
    rendered,
    rows,
)
from gipcore.values import Blank, Number, Value

ENGINE = Engine()
FORMS = ("cn-2021", "cn-2019")
REPEATABLE = settings(
    derandomize=True,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def figures(form: Form, kind: str) -> Report:
    """A report whose figures are all different, small, zero, or here and there blank."""
    random = Random(1)

    def value(number: int) -> Value:
        if kind == "blanks" and random.random() < 0.4:
            return Blank()
        return Number({"different": number, "zero": 0}.get(kind, random.choice((0, 0, 1, 2, 10, 11, 123))))

    return specimen(form).changed({id_: value(number) for number, id_ in enumerate(form.cells, 1)})


def failures(report: Report, form: Form, layout: Layout) -> list[Miss]:
    """What is read otherwise than the layout allows."""
    random = Random(layout.seed)
    page = damaged(page_of(report, form), layout.damages, random)
    if layout.rendering is None:
        read = recognise(page.document, ENGINE.catalogue.forms, form=form.id)
    else:
        text = rendered(page, layout.rendering, random)
        page, read = text.page, ENGINE.read(text.text.encode(), format="text", form=form.id)
    return misses(report.cells, read.cells, page)


SINGLE = {name: Layout((name,), None, 1) for name in DAMAGES} | {name: Layout((), name, 1) for name in RENDERINGS}


@pytest.mark.parametrize("kind", ["different", "small", "zero", "blanks"])
@pytest.mark.parametrize("layout", list(SINGLE.values()), ids=list(SINGLE))
def test_one(layout: Layout, kind: str) -> None:
    for form in map(ENGINE.form, FORMS):
        assert failures(figures(form, kind), form, layout) == []


@pytest.mark.parametrize("form", [*FORMS, "cn-2014"])
@given(data=st.data())
@settings(REPEATABLE, max_examples=300)
def test_any(form: str, data: st.DataObject) -> None:
    definition = ENGINE.form(form)
    report, layout = data.draw(reports(definition)), data.draw(layouts())
    assert [miss for miss in failures(report, definition, layout) if miss.kind != "unread"] == []


TEXT_KEPT = [d.__name__ for module in (columns, labels, losses, merging, rows) for d in module.DAMAGES]
TEXT_KEPT += [name for name in RENDERINGS if name not in ("whole_in_one_line", "run_together")]


@pytest.mark.parametrize("name", TEXT_KEPT)
def test_what_happens_to_tables_leaves_the_text_alone(name: str) -> None:
    form = ENGINE.form("cn-2021")
    report = figures(form, "small")
    page = page_of(report, form)
    if name in DAMAGES:
        read = recognise(DAMAGES[name](page, Random(1)).document, ENGINE.catalogue.forms)
    else:
        read = ENGINE.read(RENDERINGS[name](page, Random(1)).text.encode(), format="text")
    assert (read.title, read.year, read.issuer.name) == (report.title, report.year, report.issuer.name)
    assert (read.signature, read.date_text) == (report.signature, report.date_text)
    assert (read.preamble, dict(read.sections)) == (report.preamble, dict(report.sections))
    assert [heading.section for heading in read.headings] == [heading.section for heading in report.headings]


def test_two_rows_that_differ_are_both_unreadable() -> None:
    for form in map(ENGINE.form, FORMS):
        report = figures(form, "different")
        page = damaged(page_of(report, form), ["row_twice_differing"], Random(1))
        read = recognise(page.document, ENGINE.catalogue.forms)
        assert page.doubtful
        assert {read.cells[id_].__class__.__name__ for id_ in page.doubtful} == {"Unreadable"}
