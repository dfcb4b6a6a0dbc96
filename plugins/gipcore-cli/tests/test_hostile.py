"""Whatever stands in a report, the terminal gets text and nothing else, in lines that fit."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from gipcore.forms import Form
from gipcore.outcomes import Finding, NotChecked, Outcome, PluginFailure, Suggestion
from gipcore.reports import Issuer, Source
from gipcore.values import NotApplicable, Unreadable
from gipcore_cli.outcome_text import outcome_page
from gipcore_cli.page import Page, safe
from gipcore_cli.report_text import report_page
from gipcore_cli.session import make_console
from gipcore_cli.wrap import wrap

EVIL = "\x1b[2J\x1b]0;owned\x07\r\n[bold red]x[/]:smile:\u202egnp.exe\x9b31m\ud800\x00"


def poisoned(outcome: Outcome) -> Outcome:
    """The outcome with the evil text wherever a report or a rule may bring text."""
    report = evolve(
        outcome.report,
        issuer=Issuer(EVIL),
        title=EVIL,
        signature=EVIL,
        date_text=EVIL,
        sections=dict.fromkeys(outcome.report.sections, EVIL),
        source=Source(EVIL, EVIL, EVIL),
    ).changed({"review.upheld": Unreadable(raw=EVIL), "review.other": NotApplicable(raw=EVIL)})
    findings = (
        Finding("title.form", "error", EVIL, EVIL, (), where=EVIL, suggestions=(Suggestion(EVIL),), shown=EVIL + "1"),
    )
    failures = (PluginFailure(EVIL, EVIL),)
    return Outcome(report, (EVIL,), outcome.rules, findings, (EVIL,), (NotChecked(EVIL, EVIL),), failures)


def printed(page: Page) -> str:
    """What a colour terminal would receive, without the colours that the page itself asks for."""
    file = io.StringIO()
    console = make_console(file)
    for line in page.lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False)
    return file.getvalue()


def assert_harmless(text: str) -> None:
    for character in text.replace("\n", ""):
        assert unicodedata.category(character) not in ("Cc", "Cs", "Cf", "Zl", "Zp"), repr(character)


@pytest.mark.parametrize("brief", [False, True])
def test_no_control_character_gets_through_a_check(outcome: Outcome, form: Form, brief: bool) -> None:
    page = Page(100)
    outcome_page(page, poisoned(outcome), form, "zh", brief=brief)
    text = printed(page)
    assert_harmless(text)
    assert "[bold red]x[/]:smile:" in text


@pytest.mark.parametrize("width", [40, 100])
def test_no_control_character_gets_through_show(outcome: Outcome, form: Form, width: int) -> None:
    page = Page(width)
    report_page(page, poisoned(outcome), form, "zh", name=EVIL)
    assert_harmless(printed(page))


def test_no_control_character_gets_through_names_of_files(gip: Callable[..., SimpleNamespace]) -> None:
    name = EVIL.replace("\ud800", "").replace("\x00", "")
    assert_harmless(gip("check", name).out)
    assert_harmless(gip("check", name, "good.txt").out)
    assert_harmless(gip("show", name).err)
    assert_harmless(gip("rules", "explain", name).err)
    assert_harmless(gip(name).err)


def test_a_text_without_end_is_cut() -> None:
    page = Page(100)
    page.add("头：", "甲" * 3_000_000)
    assert 2000 < len(page.text()) < 4300 and page.text().endswith("……\n")


texts = st.text(st.characters(codec="utf-8") | st.sampled_from(list("甲乙，。（）“”、abc 12.\u0301")), max_size=200)


@given(texts)
def test_safe_is_one_for_one_and_final(text: str) -> None:
    cleaned = safe(text)
    assert len(cleaned) == len(text) and safe(cleaned) == cleaned
    assert all(unicodedata.category(character) not in ("Cc", "Zl", "Zp") for character in cleaned)


@given(texts.map(safe), st.integers(4, 120))
def test_wrapping_fits_and_keeps_every_character(text: str, width: int) -> None:
    lines = wrap(text, width)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(cell_len(line) <= width for line in lines)


@given(st.text("甲乙丙丁戊，。、；：（）", max_size=200), st.integers(20, 60))
def test_no_line_begins_with_a_closing_or_ends_with_an_opening_mark(text: str, width: int) -> None:
    words = text.replace("，", "，甲乙").replace("。", "。甲乙").replace("、", "、甲乙").replace("；", "；甲乙")
    words = words.replace("：", "：甲乙").replace("）", "）甲乙").replace("（", "甲乙（甲")
    lines = wrap(words, width)
    assert all(line[0] not in "，。、；：）" for line in lines[1:] if line)
    assert all(line[-1] != "（" for line in lines if line)


@given(texts, st.integers(30, 120), st.integers(0, 8), st.integers(0, 8))
def test_paragraphs_fit_the_page(text: str, width: int, indent: int, hang: int) -> None:
    page = Page(width)
    page.add(("头：", "bold"), text, indent=indent, hang=hang)
    assert all(cell_len(line.plain) <= width for line in page.lines)


@pytest.mark.parametrize("width", [40, 60, 80, 100, 120])
def test_pages_fit_every_terminal(outcome: Outcome, form: Form, width: int) -> None:
    pages: list[Any] = []
    for make in (outcome_page, report_page):
        page = Page(width)
        make(page, outcome, form, "zh")
        pages.append(page)
    assert max(cell_len(line.plain) for page in pages for line in page.lines) <= width
