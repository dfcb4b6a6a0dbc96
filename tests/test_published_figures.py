"""The figures of published reports, each with its source: read right in every format, and never wrong in any layout
of the files they were found in."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from gipcore.engine import Engine
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.testing import DAMAGES, RENDERINGS, Published, page_of, read_figures, verdict
from gipcore.testing.oracle import Verdict

ENGINE = Engine()
FIGURES = [
    read_figures(path, ENGINE.catalogue.forms)
    for path in sorted((Path(__file__).parent / "data" / "figures").glob("*.json"))
]
FORMATS = sorted(set(ENGINE.readers) & set(ENGINE.writers))

published = pytest.mark.parametrize("truth", FIGURES, ids=lambda truth: truth.name)


def verdicts(truth: Published, read: Report) -> dict[str, Verdict]:
    """What became of each figure that is known."""
    return {cell: verdict(truth.report.cells[cell], read.cells[cell]) for cell in truth.known}


def test_there_are_figures() -> None:
    assert len(FIGURES) == 14
    assert {truth.report.form for truth in FIGURES} == {"cn-2019", "cn-2021"}


@published
@pytest.mark.parametrize("format", FORMATS)
def test_format(truth: Published, format: str) -> None:
    read = ENGINE.read(ENGINE.render(truth.report, format), format=format)
    assert verdicts(truth, read) == dict.fromkeys(truth.known, "right")
    assert (read.form, read.year, read.issuer.name) == (truth.report.form, truth.report.year, truth.report.issuer.name)


@published
@pytest.mark.parametrize("damage", ["page_break", "undivided_other", "numbers_as_points", "merged_dropped"])
def test_as_found(truth: Published, damage: str) -> None:
    page = DAMAGES[damage](page_of(truth.report, ENGINE.form(truth.report.form)), Random(1))
    found = verdicts(truth, recognise(page.document, ENGINE.catalogue.forms))
    assert "wrong" not in found.values()
    assert {found[cell] for cell in truth.known & page.readable} == {"right"}


@published
@pytest.mark.parametrize("rendering", ["tab_led", "run_together", "cells_as_lines", "pipes_ragged"])
def test_as_copied(truth: Published, rendering: str) -> None:
    text = RENDERINGS[rendering](page_of(truth.report, ENGINE.form(truth.report.form)), Random(1)).text
    assert "wrong" not in verdicts(truth, ENGINE.read(text.encode(), format="text")).values()
