"""Law: reading what was laid out gives the same report, in every format that is both written and read."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from gipcore.engine import Engine
from gipcore.layout import lay_out
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.strategies import reports
from gipcore.testing import misses, page_of

ENGINE = Engine()
FORMS = sorted(ENGINE.catalogue.forms)
FORMATS = sorted(set(ENGINE.readers) & set(ENGINE.writers))
REPEATABLE = settings(
    derandomize=True, phases=(Phase.generate, Phase.shrink), suppress_health_check=[HealthCheck.too_slow]
)


def differences(printed: Report, read: Report) -> dict[str, object]:
    """What was read otherwise than it was printed, of all that a layout prints."""

    def texts(report: Report) -> dict[str, object]:
        return {
            "form": report.form,
            "title": report.title,
            "year": report.year,
            "issuer": report.issuer.name,
            "signature": report.signature,
            "date": (report.date_text, report.signed_on),
            "preamble": report.preamble,
            "sections": dict(report.sections),
            "headings": [(h.section, h.text, h.numeral) for h in report.headings],
            "tables": [(t.table, t.section) for t in report.tables],
            "labels": report.labels,
            "remarks": report.remarks,
        }

    wanted, found = texts(printed), texts(read)
    result: dict[str, object] = {name: (wanted[name], found[name]) for name in wanted if wanted[name] != found[name]}
    if unlike := misses(printed.cells, read.cells, page_of(printed, ENGINE.form(printed.form))):
        result["cells"] = unlike
    return result


@pytest.mark.parametrize("form", FORMS)
@given(data=st.data())
@settings(REPEATABLE, max_examples=150)
def test_document(form: str, data: st.DataObject) -> None:
    definition = ENGINE.form(form)
    report = data.draw(reports(definition))
    assert differences(report, recognise(lay_out(report, definition), ENGINE.catalogue.forms)) == {}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("format", FORMATS)
@given(data=st.data())
@settings(REPEATABLE, max_examples=15)
def test_format(format: str, form: str, data: st.DataObject) -> None:
    report = data.draw(reports(ENGINE.form(form)))
    assert differences(report, ENGINE.read(ENGINE.render(report, format), format=format)) == {}
