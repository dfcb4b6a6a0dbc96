"""Laws of the table of divisions: a full name is found again, a name has one answer, no name breaks anything."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import gipcore_rulesets
from gipcore.divisions import Ambiguous, Division, Divisions, Resolved, Unknown, complete, question, resolve
from gipcore.reports import Issuer

BODIES = {
    "": None,
    "人民政府": None,
    "人民政府办公室": "office",
    "教育局": "department",
    "市场监督管理局": "department",
    "住房和城乡建设局": "department",
    "城市管理委员会": "department",
    "经济技术开发区管理委员会": "park",
    "税务局": "vertical",
    "城关镇人民政府": "government",
    "东街街道办事处": "branch",
}


@cache
def table() -> Divisions:
    return Divisions.load([Path(gipcore_rulesets.__file__).parent])


@cache
def rows() -> list[Division]:
    return list(table())


def year_of(division: Division) -> int | None:
    """A year in which the division was in force and nothing of its name had come after it."""
    return None if division.last == date.max else division.last.year


@given(st.deferred(lambda: st.sampled_from(rows())), st.sampled_from(sorted(BODIES)))
def test_a_full_name_is_found_whatever_body_follows(division: Division, body: str) -> None:
    found = resolve(table().full_name(division) + body, year_of(division), table())
    assert isinstance(found, Resolved)
    # In the year of a change a name that two codes bore is the later's.
    assert found.code in {division.code, *division.successors}
    township = body.endswith(("镇人民政府", "街道办事处"))
    assert found.level == ("township" if township else division.level)
    assert found.kind == (BODIES[body] or ("branch" if division.type in ("地区", "盟") else "government"))


@given(st.deferred(lambda: st.sampled_from(rows())))
def test_a_name_without_those_above_is_found_or_asked_for(division: Division) -> None:
    found = resolve(division.name + "人民政府", year_of(division), table())
    assert not isinstance(found, Unknown)
    codes = {found.code} if isinstance(found, Resolved) else {candidate.code for candidate in found.candidates}
    assert codes & {division.code, *division.successors}
    if isinstance(found, Ambiguous):
        assert len(codes) > 1
        settled = resolve(division.name + "人民政府", year_of(division), table(), within=division.code)
        assert isinstance(settled, Resolved) and settled.code == division.code


PIECES = st.sampled_from(
    [
        *"省市县区旗州盟乡镇某中华()（）·第师团",
        "人民政府",
        "街道办事处",
        "朝阳",
        "鼓楼区",
        "北京",
        "新疆生产建设兵团",
        "开发区",
        "国家",
        "管委会",
        "局",
    ]
)


@given(
    st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map("".join)),
    st.one_of(st.none(), st.integers(), st.dates()),
    st.sampled_from(["", "32", "320000", "654202", "x"]),
)
def test_no_name_breaks_anything(name: str, when: int | date | None, within: str) -> None:
    found = resolve(name, when, table(), within)
    assert found.name == name
    assert (question(found, table()) == "") == isinstance(found, Resolved)
    if isinstance(found, Ambiguous):
        assert len({c.code for c in found.candidates}) > 1


@given(st.deferred(lambda: st.sampled_from(rows())))
def test_completing_twice_is_completing_once(division: Division) -> None:
    once = complete(Issuer(division.name + "财政局"), 2023, table())
    assert complete(once, 2023, table()) == once
