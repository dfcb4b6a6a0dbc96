"""What a conversion says about itself."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.errors import ReadError
from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.values import Blank, Number, Unreadable
from gipcore_cli.commands.convert import losses
from gipcore_cli.session import Lang, Session


class ReadsBack:
    """An engine that reads back something of its own."""

    def __init__(self, report: Report | None) -> None:
        self.report = report

    def read(self, path: Path, *, form: str | None = None) -> Report:
        if self.report is None:
            raise ReadError("坏了")
        return self.report


@pytest.fixture
def before(form: Form) -> Report:
    return specimen(form).changed({"review.upheld": Unreadable(raw="见附件", reason="remark")})


def lost(before: Report, after: Report | None, lang: Lang = "zh") -> list[str]:
    engine: Any = ReadsBack(after)
    return losses(before, Path("out"), engine, Session(lang))


def test_nothing_lost_is_not_mentioned(before: Report) -> None:
    same = evolve(before, sections={key: text.replace("\n", " \n") for key, text in before.sections.items()}, places={})
    assert lost(before, same.changed({"review.upheld": Unreadable(raw="见附件")})) == []


def test_everything_lost_is_named(before: Report) -> None:
    after = evolve(before, title="", signature="", signed_on=None, year=None, sections={}).changed(
        {"review.total": Blank(), "review.other": Number(1), "review.upheld": Number(0)}
    )
    (line,) = lost(before, after)
    for words in ("3 个单元格", "3 个部分的文字", "标题", "署名", "日期", "年度", ".json"):
        assert words in line
    assert "3 cells" in lost(before, after, "en")[0]


def test_what_cannot_be_read_back_is_said(before: Report) -> None:
    assert lost(before, None) == ["未能读回核对：坏了"]


@pytest.mark.parametrize("name", ["json", "toml"])
def test_lossless_formats_lose_nothing(engine: Engine, before: Report, tmp_path: Path, name: str) -> None:
    target = tmp_path / f"out.{name}"
    engine.write(before, target)
    assert losses(before, target, engine, Session()) == []
