"""``gip plugins check``: text, JSON by its schema, a page that is safe to open, exit statuses, wrong usage."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from gipcore_cli.main import run
from gipcore_cli.session import Lang, Session
from gipcore_kit import commands
from gipcore_kit.answers import Answer, Note, Result, Verdict
from gipcore_kit.candidates import Candidate, FileHash
from gipcore_kit.page import page
from gipcore_kit.running import Examined

HARM = "<script>alert(1)</script>"


def examined(*verdicts: Verdict) -> Examined:
    notes = (Note(f"说明{HARM}", f"told {HARM}"),)
    candidate = Candidate(
        f"gipcore-{HARM}", "1", (("try", "gipcore_try"),), "folder", "/x", (FileHash(f"{HARM}.py", 3, "ab" * 32),)
    )
    results = tuple(
        Result(check, Answer(verdict, notes), 0.25)
        for check, verdict in zip(("loads", "hooks", "hostile", "checks"), verdicts, strict=False)
    )
    return Examined(candidate, results)


CASES: list[tuple[tuple[Verdict, ...], str, int]] = [
    (("passed", "not applicable"), "符合", 0),
    (("passed", "failed"), "不符合", 1),
    (("passed", "not checked"), "没有查完，不能说符合", 2),
    (("not checked", "failed"), "不符合", 1),
]


@pytest.mark.parametrize(("verdicts", "said", "status"), CASES)
def test_the_verdict_and_the_exit_status(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    verdicts: tuple[Verdict, ...],
    said: str,
    status: int,
) -> None:
    monkeypatch.setattr(commands, "check", lambda what, **options: examined(*verdicts))
    assert run(["plugins", "check", "try"], Session()) == status
    assert f"结论：{said}。" in capfd.readouterr().out


def test_of_several_the_worst_counts(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    found = {"good": examined("passed"), "open": examined("not checked"), "bad": examined("failed")}
    monkeypatch.setattr(commands, "check", lambda what, **options: found[what])
    assert run(["plugins", "check", "good", "bad"], Session()) == 1
    assert run(["plugins", "check", "open", "good", "bad"], Session()) == 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_json_follows_its_schema(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], lang: Lang
) -> None:
    found = examined("passed", "failed", "not applicable", "not checked")
    monkeypatch.setattr(commands, "check", lambda what, **options: found)
    assert run(["plugins", "check", "try", "--format", "json", "--lang", lang], Session(lang)) == 1
    data = json.loads(capfd.readouterr().out)
    schema = json.loads(files("gipcore_kit").joinpath("schemas/conformance.schema.json").read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(data, schema)
    (package,) = data["packages"]
    assert package["status"] == "fail"
    assert [result["verdict"] for result in package["results"]] == [r.answer.verdict for r in found.results]
    assert package["files"] == [{"path": f"{HARM}.py", "bytes": 3, "sha256": "ab" * 32}]
    assert package["results"][0]["notes"] == [found.results[0].answer.notes[0].text(lang)]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_is_whole_and_runs_nothing(lang: str) -> None:
    at = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    found = examined("passed", "failed", "not applicable", "not checked")
    text = page([found], at, lang)
    assert HARM not in text and "&lt;script&gt;" in text
    assert "default-src 'none'" in text and "<script" not in text
    assert not re.search(r"(?:src|href)=|url\(|@import", text)
    assert "2026-01-02 03:04:05" in text and "ab" * 32 in text
    assert text == page([found], at, lang)


def test_the_page_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(commands, "check", lambda what, **options: examined("passed"))
    target = tmp_path / "out.html"
    assert run(["plugins", "check", "try", "--page", str(target)], Session()) == 0
    assert target.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert run(["plugins", "check", "try", "--page", str(tmp_path / "no" / "out.html")], Session()) == 2
    assert run(["plugins", "check", "try", "--page", str(tmp_path / "out.pdf")], Session()) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["out.html"]
    assert "应以 .html 结尾" in capfd.readouterr().err


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("jsn", "没有安装插件 'jsn'"),
        ("gipcore-dat", "（是否指 gipcore-data？）"),
        (".", "没有 pyproject.toml"),
        ("./no-such", "没有 pyproject.toml"),
    ],
)
def test_what_is_not_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], what: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["plugins", "check", what], Session()) == 2
    assert said in capfd.readouterr().err.replace("\n  ", "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[project", "读不出来"),
        ("[project]\nname = 'a'", "没有写明"),
        ("[project]\nname = 'a'\n[project.entry-points.gipcore]\na = 3", "没有写明"),
        ("project = 3", "没有写明"),
    ],
)
def test_a_package_that_announces_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (tmp_path / "pyproject.toml").write_text(text, "utf-8")
    assert run(["plugins", "check", str(tmp_path)], Session()) == 2
    assert said in capfd.readouterr().err.replace("\n  ", "")
