"""``gip rules replay``: what changed rules would have found in past reports, and nothing where nothing was changed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import gipcore
from gipcore.engine import Engine
from gipcore.specimen import specimen
from gipcore_bench import replaying

Gip = Callable[..., SimpleNamespace]
GOOD = "夹河子乡2023年认真落实各项规定，联系电话0992-1234567。"


@pytest.fixture
def reports(tmp_path: Path, engine: Engine) -> Path:
    """One report without the telephone, one with it and another title, one of another province, and no report."""
    made = tmp_path / "reports"
    (made / "town").mkdir(parents=True)
    form = engine.form("cn-2021")
    elsewhere = {"name": "福州市鼓楼区东街街道办事处", "region": "350102", "level": "township", "kind": "branch"}
    changes: dict[str, dict[str, Any]] = {
        "town/one.json": {},
        "town/two.json": {"sections": {"overview": GOOD}, "title": "夹河子乡政府信息公开工作2023年度报告"},
        "other.json": {"issuer": {**elsewhere, "scope": "own"}, "title": "=HYPERLINK()"},
    }
    for name, change in changes.items():
        (made / name).write_text(gipcore.dumps(specimen(form, **change)), "utf-8")
    (made / "broken.json").write_text("{", "utf-8")
    (made / "notes.md5").write_text("not a report", "utf-8")
    (made / ".hidden.json").write_text("{", "utf-8")
    return made


def test_what_is_new_and_what_is_regraded(gip: Gip, folder: Path, reports: Path) -> None:
    told = gip("replay", folder, reports, "--format", "json")
    data = json.loads(told.out)
    assert told.status == 2 and data["reports"] == 4
    assert [Path(item["file"]).name for item in data["unread"]] == ["broken.json"] and data["unread"][0]["reason"]
    found = {(Path(d["file"]).name, d["rule"]): (d["what"], d["before"], d["after"]) for d in data["differences"]}
    assert found == {
        ("one.json", "65.contact"): ("new", None, "warning"),
        ("one.json", "65.other_documents"): ("new", None, "info"),
        ("two.json", "65.other_documents"): ("new", None, "info"),
        ("two.json", "title.form"): ("regraded", "warning", "error"),
    }
    assert data["by_rule"]["65.other_documents"] == {"new": 2}
    assert data["by_issuer"] == {"乌苏市夹河子乡人民政府": {"new": 3, "regraded": 1}}
    assert [(Path(s["file"]).name, s["before"], s["after"]) for s in data["status"]] == [("two.json", "pass", "fail")]


def test_text_says_the_same(gip: Gip, folder: Path, reports: Path) -> None:
    (reports / "broken.json").unlink()
    told = gip("replay", folder, reports)
    assert told.status == 1 and "共 3 份报告：新查出 3，不再查出 0，改级 1。" in told.out
    assert "由合格变为不合格 1 份" in told.out and "乌苏市夹河子乡人民政府  新查出 3，改级 1" in told.out
    assert "警告 → 错误  title.form" in told.out
    assert "3 reports: new 3" in gip("replay", folder, reports, lang="en").out


def test_what_vanishes(gip: Gip, engine: Engine, folder: Path, layer: str, reports: Path) -> None:
    off = layer.split("[[statement]]")[0] + '[[disable]]\nrule = "title.form"\nreason = "试验"\n'
    (folder / "rules" / "65.toml").write_text(off, "utf-8")
    (reports / "broken.json").unlink()
    told = gip("replay", folder, reports)
    assert told.status == 0 and "新查出 0，不再查出 1，改级 0" in told.out and "title.form  不再查出 1" in told.out


def test_csv_is_neutralised_and_whole(gip: Gip, folder: Path, layer: str, reports: Path) -> None:
    for path in (reports / "town").iterdir():
        path.write_text(path.read_text("utf-8").replace("乌苏市夹河子乡人民政府", "=乌苏市夹河子乡人民政府"), "utf-8")
    told = gip("replay", folder, reports, "--format", "csv")
    rows = list(csv.reader(io.StringIO(told.out.removeprefix("\ufeff"))))
    assert (
        told.out.startswith("\ufeff") and rows[0][:5] == ["what", "issuer", "year", "file", "rule"] and len(rows) == 5
    )
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)
    assert told.status == 2 and "broken.json" in told.err


def test_rules_of_other_places_change_nothing(gip: Gip, folder: Path, reports: Path) -> None:
    for path in (reports / "broken.json", *(reports / "town").iterdir()):
        path.unlink()
    told = gip("replay", folder, reports)
    assert told.status == 0 and "共 1 份报告：新查出 0，不再查出 0，改级 0。" in told.out


def test_the_installed_rules_differ_in_nothing(gip: Gip, tmp_path: Path, reports: Path) -> None:
    from gipcore_rulesets import __file__ as home

    (tmp_path / "same" / "rules").mkdir(parents=True)
    (tmp_path / "same" / "rules" / "31.toml").write_bytes((Path(home).parent / "rules" / "31.toml").read_bytes())
    assert "新查出 0，不再查出 0，改级 0" in gip("replay", tmp_path / "same", reports).out


def test_what_is_refused(gip: Gip, folder: Path, layer: str, reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "没有文件夹" in gip("replay", folder, folder / "nowhere").err
    (reports / "empty").mkdir()
    assert "没有可读的报告" in gip("replay", folder, reports / "empty").err.replace("\n  ", "")
    (folder / "rules" / "65.toml").write_text(layer.replace("title.form", "title.from"), "utf-8")
    told = gip("replay", folder, reports)
    assert told.status == 2 and "是否指 title.form？" in told.err
    monkeypatch.setattr(replaying, "MAX_REPORTS", 2)
    (folder / "rules" / "65.toml").write_text(layer, "utf-8")
    assert "报告数" in gip("replay", folder, reports).err
