"""``gip explain``, and explanations in ``gip check`` and ``gip show``: with real files and the real engine."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.forms import Form
from gipcore.outcomes import Explanation, Finding, Outcome, VoidExplanation
from gipcore.specimen import specimen
from gipcore.values import Number
from gipcore_cli.main import run
from gipcore_cli.outcome_text import outcome_page
from gipcore_cli.page import Page
from gipcore_cli.session import Lang, Session

Call = Callable[..., SimpleNamespace]
WORDS = Explanation(
    "title.form", (), (), "沿用多年的\n写法\x1b[31m。", "党政办", date(2024, 2, 1), expires=date(2099, 1, 1)
)


@pytest.fixture
def gip(engine: Engine, capfdbinary: pytest.CaptureFixture[bytes]) -> Call:
    def call(*arguments: str, lang: Lang = "zh") -> SimpleNamespace:
        status = run(arguments, Session(lang, lambda rules: engine))
        captured = capfdbinary.readouterr()
        return SimpleNamespace(status=status, out=captured.out.decode(), err=captured.err.decode())

    return call


@pytest.fixture
def file(engine: Engine, form: Form, tmp_path: Path) -> Path:
    """A report with one warning in a cell: an amount with too many decimals."""
    report = specimen(form).changed({"proactive.charges.amount": Number(1, raw="1.23456789")})
    engine.write(evolve(report, title="关于公开的报告"), tmp_path / "2023.json")
    return tmp_path / "2023.json"


def fill(path: Path, reason: str = "已核实。") -> None:
    text = path.read_text("utf-8").replace('reason = ""', f'reason = "{reason}"')
    path.write_text(text.replace('author = ""', 'author = "党政办"'), "utf-8")


def test_from_the_draft_to_the_marked_report(gip: Call, file: Path) -> None:
    before = gip("check", str(file))
    assert "情况说明" not in before.out
    drafted = gip("explain", str(file))
    beside = file.with_name("2023.explanations.toml")
    assert drafted.status == 0 and str(beside) in drafted.out and beside.exists()
    empty = gip("check", str(file))
    assert "条情况说明不起作用" in empty.out and "没有写明理由" in empty.out
    fill(beside)
    after = gip("check", str(file))
    assert after.status == before.status and "不起作用" not in after.out
    assert re.search(r"情况说明（党政办，\d{4}-\d\d-\d\d）：已核实。", after.out)
    assert "处已作情况说明。" in gip("show", str(file)).out
    assert "of them explained." in gip("check", str(file), lang="en").out


def test_an_existing_file_is_never_overwritten_and_its_reasons_are_kept(gip: Call, file: Path, tmp_path: Path) -> None:
    gip("explain", str(file))
    fill(tmp_path / "2023.explanations.toml")
    again = gip("explain", str(file))
    assert again.status == 2 and "已存在" in "".join(again.err.split())
    gip("explain", str(file), "-o", str(tmp_path / "new.toml"))
    assert 'reason = "已核实。"' in (tmp_path / "new.toml").read_text("utf-8")
    english = gip("explain", str(file), "-o", str(tmp_path / "en.toml"), lang="en")
    assert "# Explanations for 2023.json" in (tmp_path / "en.toml").read_text("utf-8") and "Wrote" in english.out


def test_a_report_with_nothing_to_explain_gets_no_file(gip: Call, engine: Engine, form: Form, tmp_path: Path) -> None:
    engine.write(specimen(form), tmp_path / "clean.json")
    found = gip("explain", str(tmp_path / "clean.json"))
    assert found.status == 0 and "没有可以说明的问题" in found.out
    assert [path.name for path in tmp_path.iterdir()] == ["clean.json"]


def test_a_changed_figure_is_said_aloud(gip: Call, file: Path, tmp_path: Path) -> None:
    gip("explain", str(file))
    fill(tmp_path / "2023.explanations.toml")
    data = json.loads(file.read_text("utf-8"))
    data["title"] = "关于公开的总结"
    file.write_text(json.dumps(data), "utf-8")
    found = gip("check", str(file), "--format", "json")
    void = json.loads(found.out)["reports"][0]["void_explanations"]
    assert ["title.form", "所说的内容已变"] in [[item["rule"], item["why"][:7]] for item in void]


def test_a_named_file_goes_with_one_report(gip: Call, file: Path, tmp_path: Path) -> None:
    named = tmp_path / "elsewhere.toml"
    gip("explain", str(file), "-o", str(named))
    fill(named)
    found = gip("check", str(file), "--explanations", str(named), "--format", "json")
    assert any("explanation" in finding for finding in json.loads(found.out)["reports"][0]["findings"])
    assert gip("check", str(file), str(file), "--explanations", str(named)).status == 2
    assert "打不开情况说明" in gip("check", str(file), "--explanations", str(tmp_path / "gone.toml")).out


def test_a_faulty_file_does_not_pass_for_none(gip: Call, file: Path, tmp_path: Path) -> None:
    (tmp_path / "2023.explanations.toml").write_text('[[explanations]]\nrule = "a.b"\nresaon = ""\n', "utf-8")
    found = gip("check", str(file))
    assert found.status == 2 and "未知的键 'resaon'（是否指 reason？）" in found.out


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("zh", ["情况说明（党政办，2024-02-01，有效至 2099-01-01）：沿用多年的 写法␛[31m。", "不能以说明代替更正"]),
        ("en", ["Explained by 党政办, 2024-02-01, until 2099-01-01: 沿用多年的 写法␛[31m。", "This excuses no error"]),
    ],
)
def test_the_page(clean: Outcome, form: Form, lang: Lang, said: list[str]) -> None:
    def page(**changes: Any) -> str:
        made = Page(400)
        outcome_page(made, evolve(clean, **changes), form, lang)
        return made.text()

    cells = tuple(list(form.cells)[:5])
    error = Finding("title.form", "error", "不妥。", "", explanation=WORDS)
    text = page(findings=(error, evolve(error, message="也不妥。", explanation=None)))
    assert all(words in text for words in said)
    excused = page(findings=(evolve(error, excused=True),))
    assert said[0] in excused and said[1] not in excused
    passed = {"zh": "合格：没有须更正的错误；有 1 处错误已按规则作情况说明", "en": "PASS: no error to correct; 1"}
    assert passed[lang] in excused
    void = page(void=(VoidExplanation(evolve(WORDS, cells=cells), "已过期"),))
    assert {"zh": "有 1 条情况说明不起作用：", "en": "1 explanation(s) void:"}[lang] in void
    assert form.cells[cells[2]].label in void
    assert form.cells[cells[4]].label not in void
