"""Every part of a finding, word for word: placeholders, blanks, figures of other reports, results of coded checks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from gipcore.checking import check_report
from gipcore.checks import Check, Failure, Subject
from gipcore.documents import Place
from gipcore.engine import Engine
from gipcore.outcomes import Finding, Suggestion
from gipcore.reports import Report
from gipcore.rules import Rule, Wording
from gipcore.rulesets import RulesInForce
from gipcore.specimen import specimen
from gipcore.values import Blank, Number, Unreadable

FORM = Engine().form("cn-2021")
TOTAL, UPHELD = "“行政复议”下“总计”", "“行政复议”下“结果维持”"


def rule(message: str, expression: str = "", **more: Any) -> Rule:
    """A rule that says the same in both languages."""
    return Rule("x.y", "error", "t", message, ("甲法", "乙法"), expression=expression, en=Wording("t", message), **more)


def found(
    rule: Rule,
    report: Report,
    previous: Report | None = None,
    children: Sequence[Report] = (),
    lang: str = "zh",
    check: Check | None = None,
) -> Finding:
    rules = RulesInForce(FORM, {FORM.id: FORM}, ("x",), (rule,))
    checks = {check.name: check} if check else {}
    (finding,) = check_report(Subject(report, FORM, previous, tuple(children)), rules, checks, lang).findings
    return finding


@pytest.mark.parametrize(
    ("figure", "zh", "en"), [(1, "少 1", "1 less"), (4, "多 2", "2 more"), (13, "多 11", "11 more")]
)
def test_how_far_it_deviates(figure: int, zh: str, en: str) -> None:
    report = specimen(FORM, cells={"review.total": figure})
    asked = rule("{deviation}", "review.total == 2")
    assert (found(asked, report).message, found(asked, report, lang="en").message) == (zh, en)
    assert found(asked, report).basis == "甲法；乙法"


def test_a_condition_without_two_sides_has_no_deviation() -> None:
    asked = rule("[{deviation}{gap}{left}{right}]", "not (review.total == 0 or review.upheld == 5)")
    assert found(asked, specimen(FORM)).message == "[]"


@pytest.mark.parametrize(
    ("lang", "note"), [("zh", f"（空白按 0 计：{UPHELD}。）"), ("en", f" Blank and counted as 0: {UPHELD}.")]
)
def test_blanks_are_told_once(lang: str, note: str) -> None:
    report = specimen(FORM).changed({"review.upheld": Blank()})
    expression = "review.total == review.upheld + 2"
    assert found(rule("m", expression), report, lang=lang).message == f"m{note}"
    assert found(rule("m {blanks}!", expression), report, lang=lang).message == f"m {note}!"
    assert found(rule("m {blanks}!", expression), specimen(FORM), lang=lang).message == "m !"


def test_figures_say_whose_they_are() -> None:
    report, last = specimen(FORM), specimen(FORM, year=2022, cells={"review.total": 3})
    below = specimen(FORM, cells={"review.total": 4})
    of_last, of_below = (
        rule("{figures}", "previous.review.total == 2"),
        rule("{figures}", "sum(children.review.total) == 2"),
    )
    own = rule("{figures}", "review.total == 2")
    assert [found(own, report, lang=lang).message for lang in ("zh", "en")] == [f"{TOTAL} 0"] * 2
    assert found(of_last, report, last).message == f"上年{TOTAL} 3"
    assert found(of_last, report, last, lang="en").message == f"last year's {TOTAL} 3"
    assert found(of_below, report, None, [below]).message == f"下级{TOTAL} 4"
    assert found(of_below, report, None, [below], lang="en").message == f"subordinate {TOTAL} 4"


def test_what_is_about_other_reports_names_their_cells_and_quotes_their_figures() -> None:
    last = specimen(FORM, year=2022).changed({"review.total": Number(3), "review.upheld": Unreadable(raw="见附件")})
    finding = found(rule("{cells}", "previous.review.total == 2"), specimen(FORM), last)
    assert (finding.message, finding.cells, finding.quotes) == (TOTAL, (), ("3",))
    either = rule("m", "not (review.total == 0 or previous.review.upheld == 3)")
    assert found(either, specimen(FORM), last).quotes == ("?",)


def test_what_a_coded_check_reports() -> None:
    failure = Failure(cells=("review.total",), values={"word": "甲", "empty": "", "word_en": "A"})
    check = Check("x.check", lambda subject, rule: [failure])
    report = specimen(FORM, places={"review.total": {"line": 7}})
    finding = found(rule("{word}", check="x.check"), report, check=check)
    assert (finding.message, finding.basis, finding.cells) == ("甲", "甲法；乙法", ("review.total",))
    assert (finding.quotes, finding.suggestions) == (("甲",), ())
    assert finding.where == Place(line=7).text("zh") != ""
    advised = found(rule("m", check="x.check", advice="请改{word}。"), report, check=check)
    assert advised.suggestions == (Suggestion("请改甲。"),)
