"""``gip template``: each form, blank, in each format, is that form with nothing in its cells when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from gipcore.engine import Engine
from gipcore.values import Blank
from gipcore_cli.main import run
from gipcore_cli.session import Session

ENGINE = Engine()


@pytest.mark.parametrize("suffix", [".docx", ".html", ".json", ".toml", ".txt"])
@pytest.mark.parametrize("form", ["cn-2014", "cn-2019", "cn-2021"])
def test_a_blank_form_is_read_as_one(
    form: str, suffix: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"blank{suffix}"
    assert run(["template", "--form", form, str(target)], Session()) == 0
    assert "已写出" in capsys.readouterr().out
    report = ENGINE.read(target)
    assert report.form == form
    assert {type(value) for value in report.cells.values()} == {Blank}


def test_nothing_is_overwritten_and_an_unknown_form_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "mine.docx"
    target.write_bytes(b"mine")
    assert run(["template", str(target)], Session()) == 2
    assert target.read_bytes() == b"mine" and "不覆盖" in "".join(capsys.readouterr().err.split())
    assert run(["template", "--form", "cn-2012", str(tmp_path / "new.docx")], Session()) == 2
    assert "cn-2021" in "".join(capsys.readouterr().err.split())
