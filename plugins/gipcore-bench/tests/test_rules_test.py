"""``gip rules test``: what came out otherwise, with what was expected and the numbers plugged in."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

Gip = Callable[..., SimpleNamespace]


def test_all_as_they_say(gip: Gip, folder: Path) -> None:
    told = gip("test", folder)
    assert told.status == 0 and told.out == "10 个例子都如所写。\n"
    assert gip("test", folder, lang="en").out == "All 10 examples do as they say.\n"


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        (
            'in_force" = 2 }', 'in_force" = 9 }',
            ["65.other_documents_bound  fails[0]  应当不通过，实际通过", "“现行有效件数”列 = 9",
             "代入：3，9", "≤ “其他文件”行“现行有效件数”列"],
        ),
        (
            'in_force" = 8 }', 'in_force" = 1 }',
            ["passes[0]  应当通过，实际不通过", "查出：“其他文件”：本年制发 3 件，多于现行有效 1 件。"],
        ),
        (
            "signed_on = 2024-01-21", "signed_on = 2024-01-19",
            ["date.deadline  fails[0]  应当不通过，实际通过", "deadline[0]", "2024-01-19"],
        ),
        (
            "请与本机关联系。", "电话0992-1234567",
            ["65.contact  fails[0]  应当不通过，实际通过"],
        ),
        (
            'cells = { "proactive.other_documents.issued" = 3, "proactive.other_documents.in_force" = 8 }',
            'cells = { "proactive.other_documents.issued" = { unreadable = "见附件" } }',
            ["passes[0]  应当通过，实际没有检查", "原因："],
        ),
        (
            'in_force" = 8 }', 'in_forse" = 8 }',
            ["passes[0]  应当通过，实际没有检查", "（是否指 proactive.other_documents.in_force？）"],
        ),
    ],
)  # fmt: skip
def test_what_comes_out_otherwise(gip: Gip, folder: Path, layer: str, right: str, wrong: str, said: list[str]) -> None:
    text = layer.replace(right, wrong, 1)
    assert text != layer
    (folder / "rules" / "65.toml").write_text(text, "utf-8")
    told = gip("test", folder)
    plain = told.out.replace("\n      ", "").replace("\n          ", "").replace(" ", "")
    assert told.status == 1 and "10 个例子中有 1 个与所写的不同。" in told.out
    assert [words for words in said if words.replace(" ", "") not in plain] == [], told.out
    data = json.loads(gip("test", folder, "--format", "json").out)
    (failed,) = data["failed"]
    assert data["examples"] == 10 and failed["file"].endswith("65.toml") and failed["expected"] != failed["result"]


def test_rules_with_problems_are_not_tried(gip: Gip, folder: Path, layer: str) -> None:
    (folder / "rules" / "65.toml").write_text(layer.replace("title.form", "title.from"), "utf-8")
    told = gip("test", folder)
    assert told.status == 2 and "gip rules check" in told.err and "是否指 title.form？" in told.err and not told.out
