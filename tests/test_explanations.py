"""Explanations: the file, what makes one void, and what an explained error may do."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from gipcore.checking import check_report
from gipcore.checks import Check, Failure, Subject, Undecided
from gipcore.codec import to_json
from gipcore.engine import Engine
from gipcore.errors import DataError, ReadError
from gipcore.explanation_drafts import draft
from gipcore.explanations import apply, load, parse
from gipcore.forms import Form
from gipcore.outcome_json import outcomes_data
from gipcore.outcomes import Explanation, Outcome
from gipcore.rules import Rule, Wording
from gipcore.rulesets import RulesInForce
from gipcore.specimen import specimen
from gipcore.values import Number

TODAY = date(2024, 3, 1)
CELLS = ("review.upheld", "review.total")
ENTRY = Explanation("sum.fits", CELLS, ("1", "5"), "尚有四件在途。", "王主任", date(2024, 2, 1))
FILE = """
[[explanations]]
rule = "sum.fits"
cells = ["review.upheld", "review.total"]
values = ["1", "5"]
reason = "尚有四件在途。"
author = "王主任"
date = 2024-02-01
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return Engine().form("cn-2021")


def rule(id_: str, **fields: Any) -> Rule:
    fields = {"severity": "error", "title": "题目", "message": "现为 {shown}。", "basis": ("依据",), **fields}
    return Rule(id_, **fields)


def outcome(form: Form, upheld: int = 1, total: int = 5, said: str = "甲", lang: str = "zh", **fields: Any) -> Outcome:
    """Three rules on a report: one on cells that fails, one on words that fails, one that nobody can check."""
    rules = (
        rule("sum.fits", expression="review.upheld == review.total", **fields),
        rule(
            "words.fit",
            severity="warning",
            message="{word}不妥。",
            check="words",
            en=Wording("t", "{word_en} is odd."),
        ),
        rule("never.checked", severity="warning", check="never"),
    )
    report = specimen(form, year=2023).changed({CELLS[0]: Number(upheld), CELLS[1]: Number(total)})
    checks = {
        "words": Check("words", lambda subject, rule: [Failure({"word": said, "word_en": "english"})] if said else []),
        "never": Check("never", lambda subject, rule: Undecided("没有材料", "nothing given", "previous")),
    }
    return check_report(Subject(report, form), RulesInForce(form, {form.id: form}, ("t",), rules), checks, lang=lang)


def why(found: Outcome) -> str:
    (void,) = found.void
    assert all(finding.explanation is None for finding in found.findings)
    return void.why


def test_it_is_shown_with_its_finding_and_excuses_no_error(form: Form) -> None:
    found = apply(outcome(form), [ENTRY], TODAY)
    assert found.findings[0].explanation == ENTRY and not found.findings[0].excused
    assert found.status == "fail" and not found.void


def test_an_error_whose_rule_says_so_is_excused_and_stays_an_error(form: Form) -> None:
    strict, lenient = outcome(form), outcome(form, explainable=True)
    assert lenient.status == "fail"
    found = apply(lenient, [ENTRY], TODAY)
    assert found.status == "pass" and found.findings[0].severity == "error" and found.findings[0].excused
    assert apply(strict, [ENTRY], TODAY).status == "fail"
    assert apply(outcome(form, upheld=2, explainable=True), [ENTRY], TODAY).status == "fail"


@pytest.mark.parametrize(
    ("changes", "report", "said"),
    [
        ({"reason": " "}, {}, "没有写明理由（reason）或说明人（author）"),
        ({"author": ""}, {}, "没有写明理由（reason）或说明人（author）"),
        ({"expires": date(2024, 2, 29)}, {}, "已于 2024-02-29 失效"),
        ({"rule": "sum.fit"}, {}, "这份报告不适用规则 sum.fit（是否指 sum.fits？）"),
        ({"cells": ("review.upheld", "review.totl")}, {}, "没有单元格 review.totl（是否指 review.total？）"),
        ({}, {"total": 6}, "数字已变：“行政复议”下“总计”原为“5”，现为“6”"),
        ({}, {"total": 1}, "数字已变：“行政复议”下“总计”原为“5”，现为“1”"),
        ({"cells": ("review.upheld",), "values": ("1",)}, {}, "这一处已经没有这个问题"),
        ({"values": ("1", "1")}, {"total": 1}, "这一处已经没有这个问题"),
        ({"rule": "never.checked", "cells": (), "values": ()}, {}, "这条规则这次没能检查"),
        (
            {"rule": "words.fit", "cells": (), "values": (), "quotes": ("甲",)},
            {"said": "乙"},
            "所说的内容已变，现为“乙”",
        ),
        ({"rule": "words.fit", "cells": (), "values": (), "quotes": ("甲",)}, {"said": ""}, "这一处已经没有这个问题"),
    ],
)
def test_what_makes_one_void_is_said(form: Form, changes: dict[str, Any], report: dict[str, Any], said: str) -> None:
    found = apply(outcome(form, **report), [evolve(ENTRY, **changes)], TODAY, form=form)
    assert why(found) == said


def test_the_last_day_still_counts_and_the_order_of_cells_does_not(form: Form) -> None:
    entry = evolve(ENTRY, expires=TODAY, cells=CELLS[::-1], values=("5", "1"))
    assert apply(outcome(form), [entry], TODAY).findings[0].explanation == entry


def test_words_hold_in_either_language(form: Form) -> None:
    entry = Explanation("words.fit", (), (), "方言。", "王主任", TODAY, ("甲",))
    for lang in ("zh", "en"):
        found = apply(outcome(form, lang=lang), [entry], TODAY, lang=lang)
        assert found.findings[1].explanation == entry and not found.void
    english = apply(outcome(form, said="乙", lang="en"), [entry], TODAY, lang="en")
    assert why(english) == "what it speaks of has changed and is “乙”"


def test_figures_of_last_year_are_part_of_what_is_explained(form: Form) -> None:
    rules = (rule("less.than_before", severity="warning", expression="review.total >= previous.review.total"),)
    in_force = RulesInForce(form, {form.id: form}, ("t",), rules)
    this = specimen(form, year=2023)

    def checked(before: int) -> Outcome:
        last = specimen(form, year=2022).changed({"review.total": Number(before)})
        return check_report(Subject(this, form, last), in_force, {})

    (finding,) = checked(7).findings
    assert finding.quotes == ("7",)
    entry = Explanation(finding.rule, finding.cells, ("0",), "机构合并。", "王主任", TODAY, ("7",))
    assert apply(checked(7), [entry], TODAY).findings[0].explanation == entry
    assert why(apply(checked(8), [entry], TODAY)) == "所说的内容已变，现为“8”"


def test_a_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "2023.explanations.toml"
    path.write_text(FILE, "utf-8")
    assert load(path) == (ENTRY,)
    assert parse("", "empty") == ()


def test_every_problem_of_a_file_is_told_with_its_path() -> None:
    bad = FILE.replace('"1", "5"', '"1"').replace('"review.upheld", ', '"review.total", ') + "expires = 2024-01-31\n"
    with pytest.raises(DataError) as caught:
        parse(bad + bad.replace("author", "autor") + "[other]\n", "f.toml")
    told = "\n".join(caught.value.problems)
    assert "未知的键 'autor'（是否指 author？） @ $.explanations[1]" in told and "未知的键 'other'" in told
    with pytest.raises(DataError) as caught:
        parse(bad + FILE + FILE, "f.toml")
    assert list(caught.value.problems) == [
        "应与 cells 一一对应（2 格），实有 1 个 @ $.explanations[0].values",
        "同一单元格出现两次 @ $.explanations[0].cells",
        "失效日期早于说明日期 2024-02-01 @ $.explanations[0].expires",
        "与第 2 条说的是同一处，请只保留一条 @ $.explanations[2]",
    ]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff\xfe", "不是 UTF-8 编码"),
        (b"[[explanations", "不是有效的 TOML"),
        (b"a." * 40_000 + b"a = 1", "键过长"),
        (b"# " + b"a" * 2_000_000, "文件过大"),
    ],
)
def test_a_hostile_file_is_refused_at_once(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "f.toml"
    path.write_bytes(data)
    begin = time.monotonic()
    with pytest.raises(ReadError, match=said):
        load(path)
    assert time.monotonic() - begin < 2
    with pytest.raises(ReadError, match="打不开情况说明"):
        load(tmp_path / "gone.toml")


def test_a_draft_has_the_figures_and_keeps_what_was_explained(form: Form) -> None:
    found = outcome(form, severity="warning")
    text = draft(found, form, TODAY)
    assert text is not None and parse(text, "draft") == (
        evolve(ENTRY, reason="", author="", date=TODAY),
        Explanation("words.fit", (), (), "", "", TODAY, ("甲",)),
    )
    assert '"review.total",  # “行政复议”下“总计”' in text and "# 警告：现为 1，5。" in text
    kept = draft(apply(found, [evolve(ENTRY, expires=date(2024, 12, 31))], TODAY), form, TODAY)
    assert kept is not None and evolve(ENTRY, expires=date(2024, 12, 31)) in parse(kept, "draft")
    assert draft(outcome(form, said=""), form, TODAY) is None
    lenient = draft(outcome(form, said="", explainable=True), form, TODAY, "en")
    assert lenient is not None and "# error: " in lenient


def test_a_draft_is_a_draft_whatever_the_words(form: Form) -> None:
    said = '坏"\\\n\r\t\x00\x1b]]\n[[explanations]]\u2028#'
    text = draft(outcome(form, total=1, said=said), form, TODAY)
    assert text is not None
    (entry,) = parse(text, "draft")
    assert entry.quotes == (said,)


def test_the_json_has_it_only_where_there_is_one(form: Form) -> None:
    before, after = (
        json.loads(to_json(outcomes_data([found])))["reports"][0]
        for found in (outcome(form), apply(outcome(form), [ENTRY, evolve(ENTRY, rule="no.rule")], TODAY))
    )
    assert "void_explanations" not in before and all("explanation" not in finding for finding in before["findings"])
    assert after["findings"][0]["explanation"] == {
        "reason": "尚有四件在途。", "author": "王主任", "date": "2024-02-01", "expires": None, "excused": False,
    }  # fmt: skip
    assert "explanation" not in after["findings"][1]
    assert after["void_explanations"] == [
        {"rule": "no.rule", "cells": list(CELLS), "why": "这份报告不适用规则 no.rule"}
    ]


LAYER = """
id = "99"
title = "某地"
source = "通知"
extends = "cn"
region = "99"
years = { first = 2021 }
standing = "document"

[[regrade]]
rule = "disputes.total"
severity = "error"
explainable = true
reason = "案卷在法院，年内无法更正的可以说明"
"""


def test_a_layer_may_let_an_error_of_a_rule_below_it_be_explained(tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "99.toml").write_text(LAYER, "utf-8")
    engine = Engine(rules=tmp_path)
    report = specimen(engine.form("cn-2021"), year=2023).changed({"review.total": Number(1)})
    for region, status in (("990101", "pass"), ("310101", "fail")):
        found = engine.check(evolve(report, issuer=evolve(report.issuer, region=region)))
        errors = [finding for finding in found.findings if finding.severity == "error"]
        assert {finding.rule for finding in errors} == {"disputes.total"} and found.status == "fail"
        entries = [
            Explanation(f.rule, f.cells, tuple(report.cells[c].raw for c in f.cells), "案卷在法院。", "某", TODAY)
            for f in errors
        ]
        assert apply(found, entries, TODAY).status == status
