"""The test kit itself: a damage that does nothing, or an oracle that sees nothing, would make every law pass."""

from __future__ import annotations

from random import Random

import pytest
from attrs import evolve

from gipcore.documents import Document, Grid, GridCell
from gipcore.engine import Engine
from gipcore.layout import lay_out
from gipcore.specimen import specimen
from gipcore.testing import DAMAGES, RENDERINGS, Page, fair, misses, page_of
from gipcore.testing.pages import place_args
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

ENGINE = Engine()
FORM = ENGINE.form("cn-2021")
REPORT = (
    specimen(FORM)
    .changed({id_: Number(number + 1000) for number, id_ in enumerate(FORM.cells)})
    .changed({"applications.new.total": Blank(), "review.total": Blank(), "proactive.rules.in_force": Blank()})
)


def page() -> Page:
    return page_of(REPORT, FORM)


def untagged(document: Document) -> Document:
    """The document with plain cells: a tagged one is never equal to one without."""
    return Document(
        tuple(
            evolve(block, cells=tuple(GridCell(*place_args(cell)) for cell in block.cells))
            if isinstance(block, Grid)
            else block
            for block in document.blocks
        )
    )


def test_a_page_is_the_official_layout() -> None:
    assert untagged(page().document) == lay_out(REPORT, FORM)
    assert page().readable == set(FORM.cells)


@pytest.mark.parametrize("name", DAMAGES)
def test_a_damage_changes_the_page_and_is_repeatable(name: str) -> None:
    reports = (REPORT, specimen(FORM))
    hurt = [untagged(DAMAGES[name](page_of(report, FORM), Random(3)).document) for report in reports]
    assert hurt != [lay_out(report, FORM) for report in reports]
    assert DAMAGES[name](page(), Random(3)) == DAMAGES[name](page(), Random(3))
    assert DAMAGES[name].__doc__


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_rendering_holds_every_figure(name: str) -> None:
    text = RENDERINGS[name](page(), Random(3)).text
    missing = [v.raw for v in REPORT.cells.values() if v.raw and v.raw not in text.replace("\n", "")]
    assert missing == []
    assert RENDERINGS[name].__doc__


def test_what_is_not_there_is_lost() -> None:
    hurt = DAMAGES["undivided_other"](page(), Random(1))
    assert {cell.split(".")[1] for cell in hurt.lost} == {"other"}
    assert len(hurt.lost) == 21
    assert not hurt.lost & hurt.readable


def test_the_oracle_sees_everything() -> None:
    hurt = DAMAGES["undivided_other"](page(), Random(1))
    read = {**REPORT.cells, **dict.fromkeys(hurt.lost, Unreadable())}
    assert misses(REPORT.cells, read, hurt) == []
    cells = ["proactive.rules.issued", "proactive.rules.in_force", "review.upheld", next(iter(sorted(hurt.lost)))]
    values: tuple[Value, ...] = (Number(1), Number(0), Unreadable(), NotApplicable())
    wrong = dict(zip(cells, values, strict=True))
    found = misses(REPORT.cells, {**read, **wrong}, hurt)
    assert [(miss.kind, miss.cell) for miss in found] == [
        ("wrong", cells[0]),
        ("wrong", cells[1]),
        ("wrong", cells[3]),
        ("unread", cells[2]),
    ]
    trusted = misses(REPORT.cells, {**read, cells[3]: REPORT.cells[cells[3]]}, hurt)
    assert [miss.kind for miss in trusted] == ["trusted"]


def test_every_layout_alone_is_fair() -> None:
    assert all(fair([name]) for name in DAMAGES)
    assert all(fair([], name) for name in RENDERINGS)
