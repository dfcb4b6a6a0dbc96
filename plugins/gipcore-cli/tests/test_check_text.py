"""What ``gip check`` prints for a person, whole, as golden files."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from gipcore.forms import Form
from gipcore.outcomes import Finding, NotChecked, Outcome, PluginFailure
from gipcore_cli.outcome_text import outcome_page
from gipcore_cli.page import Page
from gipcore_cli.report_text import report_page
from gipcore_cli.session import Lang

Golden = Callable[[str, str], None]
Gip = Callable[..., SimpleNamespace]


def page_of(outcome: Outcome, form: Form, width: int = 100, lang: Lang = "zh", **options: Any) -> str:
    page = Page(width)
    outcome_page(page, outcome, form, lang, **options)
    return page.text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_report_with_everything(outcome: Outcome, form: Form, golden: Golden, lang: Lang) -> None:
    golden(f"check-{lang}", page_of(outcome, form, lang=lang))


def test_a_narrow_terminal(outcome: Outcome, form: Form, golden: Golden) -> None:
    golden("check-narrow", page_of(outcome, form, 44))


def test_one_of_many(outcome: Outcome, form: Form, golden: Golden) -> None:
    golden("check-brief", page_of(outcome, form, brief=True))


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_many_files(gip: Gip, golden: Golden, lang: Lang) -> None:
    found = gip("check", "bad.txt", "good.txt", "open.txt", "broken.txt", "gone.txt", lang=lang)
    golden(f"check-many-{lang}", found.out)
    assert found.status == 2 and not found.err


def test_many_files_in_a_narrow_terminal(outcome: Outcome, clean: Outcome, golden: Golden) -> None:
    from gipcore_cli.summary import summary_page

    page = Page(40)
    summary_page(
        page, [("乌苏市夹河子乡人民政府2023年报告.docx", outcome), ("good.txt", clean), ("gone.txt", None)], "zh"
    )
    golden("summary-narrow", page.text())


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_show(outcome: Outcome, form: Form, golden: Golden, lang: Lang) -> None:
    page = Page(100)
    report_page(page, outcome, form, lang)
    golden(f"show-{lang}", page.text())


def test_show_narrow(outcome: Outcome, form: Form, golden: Golden) -> None:
    page = Page(40)
    report_page(page, outcome, form, "zh")
    golden("show-narrow", page.text())


def test_show_without_box_characters(outcome: Outcome, form: Form) -> None:
    page = Page(100)
    report_page(page, outcome, form, "zh", ascii_only=True)
    assert "┌" not in page.text() and "+-----" in page.text()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_verdicts(clean: Outcome, unfinished: Outcome, form: Form, lang: Lang) -> None:
    nameless = evolve(clean.report, year=None)
    without_year = evolve(
        clean, report=nameless, not_checked=(NotChecked("*", "报告年度未知，请指明年度。"),), passed=()
    )
    failed = evolve(clean, failures=(PluginFailure("坏插件", "ValueError"),))
    texts = [page_of(o, form, lang=lang) for o in (clean, unfinished, without_year, failed)]
    said = {
        "zh": (
            "合格：没有发现错误。",
            "有 1 条必查规则未能检查",
            "所有规则都未能检查（报告年度未知",
            "有 1 个插件出错",
        ),
        "en": ("PASS", "1 binding rule(s) could not be checked", "no rule could be checked", "1 plugin(s) failed"),
    }[lang]
    for text, words in zip(texts, said, strict=True):
        assert words in text
    assert "--year" in texts[2]
    assert "0 条规则" not in texts[2] and "坏插件" in texts[3]


def test_of_many_like_findings_the_first_are_shown(clean: Outcome, form: Form) -> None:
    many = [Finding("date.format", "info", f"第{n}处", "") for n in range(30)]
    text = page_of(evolve(clean, findings=tuple(many)), form)
    assert "第11处" in text and "第12处" not in text and "另有 18 处同类问题" in text


def test_an_unknown_issuer_and_year_are_said(clean: Outcome, form: Form) -> None:
    nobody = evolve(
        clean, report=evolve(clean.report, issuer=evolve(clean.report.issuer, name=""), signature="", year=None)
    )
    assert "（未能识别机关名称）  年度不明" in page_of(nobody, form)
