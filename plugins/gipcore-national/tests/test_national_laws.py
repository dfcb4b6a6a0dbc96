"""Laws: no text makes a check fail, line breaks change no verdict, and a huge text is done with in good time."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gipcore.checks import Check, Subject, Undecided
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore.rulesets import Catalogue

WORDS = (
    "2023年 1月1日 至 12月31日 《 》 （一） 信息处理费 未 收取 元 12,600 XX 国务院令第 政府信息公开条例 711号 考核 "
    "。 ， 政府信息公开工作年度报告 20231231日 〔2019〕60号 自 無"
)
PIECES = st.lists(
    st.sampled_from((" ", "\n", *WORDS.split())) | st.text(max_size=6),
    max_size=40,
).map("".join)


def _severities(subject: Subject, checks: dict[str, Check], rules: dict[str, Rule]) -> dict[str, object]:
    found: dict[str, object] = {}
    for rule in rules.values():
        result = checks[rule.check].run(subject, rule)
        found[rule.id] = "undecided" if isinstance(result, Undecided) else [f.severity for f in result]
    return found


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(preamble=PIECES, overview=PIECES, other=PIECES, title=PIECES, signature=PIECES, date_text=PIECES)
def test_any_text_gets_a_verdict(
    preamble: str,
    overview: str,
    other: str,
    title: str,
    signature: str,
    date_text: str,
    make: Callable[..., Report],
    catalogue: Catalogue,
    checks: dict[str, Check],
    rules: dict[str, Rule],
) -> None:
    report = make(
        preamble=preamble,
        sections={"overview": overview, "problems": overview, "other": other},
        title=title,
        signature=signature,
        date_text=date_text,
        signed_on="",
    )
    previous = make(year=2022, sections={"overview": other, "problems": overview})
    found = _severities(Subject(report, catalogue.forms["cn-2021"], previous, (previous,)), checks, rules)
    assert set(found) == set(rules)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), overview=PIECES, other=PIECES)
def test_line_breaks_inside_words_change_no_verdict(
    data: st.DataObject,
    overview: str,
    other: str,
    make: Callable[..., Report],
    catalogue: Catalogue,
    checks: dict[str, Check],
    rules: dict[str, Rule],
) -> None:
    def broken(text: str) -> str:
        places = data.draw(st.sets(st.integers(0, len(text)), max_size=5))
        return "".join(("\n" if n in places else "") + character for n, character in enumerate(text))

    form = catalogue.forms["cn-2021"]
    whole = make(sections={"overview": overview, "problems": overview, "other": other})
    split = make(sections={"overview": broken(overview), "problems": broken(overview), "other": broken(other)})
    assert _severities(Subject(whole, form), checks, rules) == _severities(Subject(split, form), checks, rules)


@pytest.mark.parametrize(
    "piece", ["1", "自", "（一） ", "《", "国务院令第", "XX", "2023年1月1日至", "信息处理费，", "未收取", "公"]
)
def test_huge_texts_are_done_with_in_good_time(
    piece: str, make: Callable[..., Report], catalogue: Catalogue, checks: dict[str, Check], rules: dict[str, Rule]
) -> None:
    text = "自" + piece * (300_000 // len(piece))
    sections = {"overview": text, "problems": text, "other": text}
    report = make(preamble=text, sections=sections, title=text, signature=text)
    start = time.perf_counter()
    _severities(Subject(report, catalogue.forms["cn-2021"], report, (report,)), checks, rules)
    assert time.perf_counter() - start < 20


def test_a_typical_report_takes_a_moment(
    make: Callable[..., Report], catalogue: Catalogue, checks: dict[str, Check], rules: dict[str, Rule]
) -> None:
    form = catalogue.forms["cn-2021"]
    sentence = "（一）主动公开。2023年通过政府网站公开各类信息{}条，编制目录，回应关切，办理来信。"
    overview = "".join(sentence.format(n) for n in range(24))
    reports = [
        make(sections={"overview": overview + f"另有{n}条。", "problems": overview * 4, "other": "未收取信息处理费。"})
        for n in range(20)
    ]
    times = []
    for report in reports:
        subject = Subject(report, form)
        start = time.perf_counter()
        _severities(subject, checks, rules)
        times.append(time.perf_counter() - start)
    # Half a millisecond on an idle machine; the bound leaves room for a busy one.
    assert sorted(times)[len(times) // 2] < 0.005
