"""Crosswalks: every cell accounted for, sums exact, nothing made up, and the way over several versions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from gipcore.crosswalks import Crosswalk, Derived, Lost, Term, chain, check_crosswalk, convert, load_crosswalks, way
from gipcore.documents import Place
from gipcore.errors import DataError
from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.rulesets import load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

NATIONAL = files("gipcore_rulesets")
FORMS = load_catalogue([NATIONAL]).forms
CROSSWALKS = load_crosswalks([NATIONAL], FORMS)
OLD, NEW = CROSSWALKS["cn-2014--cn-2019"], CROSSWALKS["cn-2019--cn-2021"]
BOTH = chain(OLD, NEW)
ALL = [OLD, NEW, BOTH]
NOTHING = Unreadable(reason="no-counterpart")

values: st.SearchStrategy[Value] = st.one_of(
    st.integers(0, 10**9).map(Number),
    st.sampled_from(
        [Blank(), NotApplicable(), Number(0), Unreadable(raw="见附件"), Number(7, raw="7件", notes=("unit",))]
    ),
)


def reports(form: Form) -> st.SearchStrategy[Report]:
    cells = st.lists(values, min_size=len(form.cells), max_size=len(form.cells))
    return cells.map(lambda found: specimen(form).changed(dict(zip(form.cells, found, strict=True))))


def report(crosswalk: Crosswalk, cells: Mapping[str, Any]) -> Report:
    return specimen(FORMS[crosswalk.source], cells=cells)


@pytest.mark.parametrize("crosswalk", ALL, ids=lambda c: c.id)
def test_every_cell_of_both_forms_is_accounted_for_once(crosswalk: Crosswalk) -> None:
    assert check_crosswalk(crosswalk, FORMS) == []
    targets = [*crosswalk.sums, *crosswalk.reasons]
    assert sorted(targets) == sorted(FORMS[crosswalk.target].cells)
    assert set(crosswalk.sums).isdisjoint(crosswalk.reasons)
    assert all(crosswalk.reasons.values())
    used = {term.cell for derived in crosswalk.sums.values() for term in derived.terms}
    lost = {cell for loss in crosswalk.lost for cell in loss.cells}
    assert used | lost == set(FORMS[crosswalk.source].cells) and not used & lost


def test_how_much_is_comparable() -> None:
    def count(crosswalk: Crosswalk) -> dict[str, int]:
        found = [derived.quality for derived in crosswalk.sums.values()]
        return {quality: found.count(quality) for quality in ("exact", "approximate", "changed")}

    assert count(NEW) == {"exact": 172, "approximate": 2, "changed": 2} and len(NEW.reasons) == 24
    assert count(OLD) == {"exact": 5, "approximate": 8, "changed": 1} and len(OLD.reasons) == 184


@pytest.mark.parametrize("crosswalk", ALL, ids=lambda c: c.id)
@given(data=st.data())
def test_sums_are_exact_and_nothing_is_made_up(crosswalk: Crosswalk, data: st.DataObject) -> None:
    before = data.draw(reports(FORMS[crosswalk.source]))
    after = convert(before, crosswalk, FORMS)
    assert after.form == crosswalk.target
    assert list(after.cells) == list(FORMS[crosswalk.target].cells)
    for cell, value in after.cells.items():
        derived = crosswalk.sums.get(cell)
        if derived is None:
            assert value == NOTHING
            continue
        parts = [before.cells[term.cell] for term in derived.terms]
        if len(parts) == 1:
            assert value is parts[0]
        elif any(isinstance(part, Unreadable) for part in parts):
            assert isinstance(value, Unreadable)
        elif any(isinstance(part, Number) for part in parts):
            assert isinstance(value, Number)
            assert value.value == sum(part.value for part in parts if isinstance(part, Number))
        else:
            assert type(value) is (Blank if any(isinstance(part, Blank) for part in parts) else NotApplicable)


@given(reports(FORMS["cn-2014"]))
def test_two_steps_are_one_step_over_the_chain(before: Report) -> None:
    twice = convert(convert(before, OLD, FORMS), NEW, FORMS)
    assert dict(convert(before, BOTH, FORMS).cells) == dict(twice.cells)


@given(reports(FORMS["cn-2019"]))
def test_cells_of_one_meaning_come_back_as_they_were(before: Report) -> None:
    after = convert(before, NEW, FORMS)
    assert {cell: after.cells[cell] for cell in NEW.same} == {cell: before.cells[cell] for cell in NEW.same}


@given(st.lists(st.integers(0, 10**6), min_size=6, max_size=6), st.integers(0, 99))
def test_totals_of_2019_still_hold_in_2021(figures: list[int], carried: int) -> None:
    kinds = FORMS["cn-2019"].groups["applicants"]
    cells: dict[str, int] = {}
    for kind, figure in zip(kinds, figures, strict=True):
        cells |= {f"applications.{row}.{kind}": figure for row in ("new", "granted", "total")}
    cells |= {f"applications.{row}.total": sum(figures) for row in ("new", "granted", "total")}
    cells |= {"applications.carried_in.total": carried, "applications.carried_out.total": carried}
    after = convert(report(NEW, cells), NEW, FORMS).cells
    assert after["applications.new.total"] == Number(sum(figures))
    granted = [after[f"applications.granted.{kind}"] for kind in kinds]
    assert sum(v.value for v in granted if isinstance(v, Number)) == sum(figures)
    assert after["applications.carried_in.total"] == after["applications.carried_out.total"] == Number(carried)


def test_a_series_over_three_forms() -> None:
    cells = {
        "applications.received.total": 12,
        "applications.answered.granted": 7,
        "applications.answered.already_public": 2,
        "applications.answered.refused.trade_secret": 1,
        "applications.answered.refused.privacy": 1,
        "applications.closed.total": 11,
    }
    first = convert(report(OLD, cells), way(CROSSWALKS, "cn-2014", "cn-2021") or OLD, FORMS)
    second = convert(report(NEW, {"applications.new.total": 20}), NEW, FORMS)
    third = specimen(FORMS["cn-2021"], cells={"applications.new.total": 31})
    series = [one.cells["applications.new.total"] for one in (first, second, third)]
    assert series == [Number(12), Number(20), Number(31)]
    assert first.cells["applications.granted.total"] == Number(9)
    assert first.cells["applications.refused.third_party.total"] == Number(2)
    assert first.cells["applications.new.natural_person"] == NOTHING


def test_the_way_over_as_many_steps_as_it_takes() -> None:
    assert way(CROSSWALKS, "cn-2014", "cn-2019") == OLD
    assert way(CROSSWALKS, "cn-2014", "cn-2021") == BOTH
    assert way(CROSSWALKS, "cn-2021", "cn-2014") is None
    assert BOTH.sums["review.other"].quality == "changed"
    assert BOTH.reasons["proactive.charges.amount"] == NEW.reasons["proactive.charges.amount"]
    assert BOTH.reasons["applications.new.business"] == OLD.reasons["applications.new.business"]
    with pytest.raises(DataError, match="从 cn-2014 开始"):
        chain(NEW, OLD)


def test_what_a_reader_has_to_know_stands_in_the_remarks() -> None:
    quiet = convert(report(NEW, {}), NEW, FORMS)
    texts = [remark.text for remark in quiet.remarks]
    assert {remark.kind for remark in quiet.remarks} == {"converted"}
    assert any(text.startswith("“规章”行“现行有效件数”列：") for text in texts)
    assert any("等 21 格" in text and "不分项" in text for text in texts)
    assert not any(text.startswith("换算后没有去处") for text in texts)
    loud = convert(report(NEW, {"proactive.procurement.amount": Decimal("25.1")}), NEW, FORMS)
    assert {remark.text for remark in loud.remarks} - {*texts} == {
        "换算后没有去处：“政府集中采购”，2021年表样不再填报。"
    }


def test_narrative_places_and_labels() -> None:
    before = specimen(FORMS["cn-2014"], sections={"fees": "400元", "overview": "一般情况。"})
    place = Place(table=1, row=18, column=3)
    before = evolve(before, places={"applications.received.total": place, "applications.answered.granted": place})
    after = convert(before, OLD, FORMS)
    assert after.sections["overview"] == "一般情况。" and "fees" not in after.sections
    assert {heading.section for heading in after.headings} <= {section.key for section in FORMS["cn-2019"].sections}
    assert dict(after.places) == {"applications.new.total": place}
    assert (after.year, after.title, after.issuer) == (before.year, before.title, before.issuer)
    assert not after.tables and not after.labels


def test_a_blank_total_over_figures_is_no_zero() -> None:
    # 维持 in a crosswalk of two totals: one is blank although its parts are not.
    halves = Derived("review.total", (Term("review.total"), Term("litigation.total")), "changed", "n")
    crosswalk = Crosswalk("c", "t", "cn-2014", "cn-2019", ("b",), derived=(halves,))
    before = report(OLD, {"review.upheld": 3, "review.total": "", "litigation.upheld": 1, "litigation.total": 1})
    assert convert(before, crosswalk, FORMS).cells["review.total"] == Unreadable(reason="missing")
    before = report(OLD, {"review.total": "", "litigation.upheld": 1, "litigation.total": 1})
    assert convert(before, crosswalk, FORMS).cells["review.total"] == Number(1)


def test_coefficients_count() -> None:
    twice = Derived("review.other", (Term("review.other", 2), Term("review.upheld", -1)))
    crosswalk = Crosswalk("c", "t", "cn-2014", "cn-2019", ("b",), derived=(twice,))
    before = report(OLD, {"review.other": 10**30, "review.upheld": 1})
    assert isinstance(convert(before, crosswalk, FORMS).cells["review.other"], Unreadable)
    before = report(OLD, {"review.other": 10**20, "review.upheld": 1})
    assert convert(before, crosswalk, FORMS).cells["review.other"] == Number(2 * 10**20 - 1)


def test_another_form_is_refused() -> None:
    with pytest.raises(DataError, match="cn-2014"):
        convert(report(NEW, {}), OLD, FORMS)


def test_what_is_wrong_with_a_crosswalk_is_told_at_once() -> None:
    faulty = evolve(
        OLD,
        same=("review.upheld",),
        derived=(*OLD.derived[1:], Derived("review.pendng", (Term("review.uphold", 0),), "approximate")),
        lost=(*OLD.lost[1:], Lost(("complaints.total",), "n")),
    )
    problems = "\n".join(check_crosswalk(faulty, FORMS))
    for told in (
        "review.pendng 不是完全对应，应有 note",
        "review.uphold 的 coefficient 为 0",
        "表样 cn-2019 没有单元格 review.pendng（是否指 review.pending？）",
        "表样 cn-2014 没有单元格 review.uphold（是否指 review.upheld？）",
        "表样 cn-2019 的 review.upheld 出现了两次",
        "表样 cn-2019 的 proactive.normative_documents.made 没有交代",
        "表样 cn-2014 的 complaints.total 出现了两次",
        "表样 cn-2014 的 proactive.channel.gazette 没有交代",
    ):
        assert told in problems, told
    assert check_crosswalk(evolve(OLD, source="cn-2000"), FORMS) == ["没有表样 'cn-2000'"]


def test_faulty_files_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "crosswalks"
    folder.mkdir()
    text = (NATIONAL / "crosswalks" / "cn-2019--cn-2021.toml").read_text("utf-8")
    (folder / "again.toml").write_text(text, "utf-8")
    (folder / "broken.toml").write_text("id = ", "utf-8")
    (folder / "bytes.toml").write_bytes(b"id = '\xff'")
    (folder / "key.toml").write_text(text.replace("quality =", "qualty ="), "utf-8")
    (folder / "notes.txt").write_text("no crosswalk", "utf-8")
    with pytest.raises(DataError) as error:
        load_crosswalks([NATIONAL, tmp_path, tmp_path / "nowhere"], FORMS)
    told = "\n".join(error.value.problems)
    assert "crosswalks/again.toml: 换算表 'cn-2019--cn-2021' 已有" in told
    assert "crosswalks/broken.toml" in told and "crosswalks/bytes.toml: 不是 UTF-8 编码" in told
    assert "crosswalks/key.toml: 未知的键 'qualty'（是否指 quality？） @ $.derived[0]" in told
