"""The topics of section one, its length, and both halves of section five."""

from __future__ import annotations

from collections.abc import Callable

import pytest

HEADED = [
    "（一）主动公开方面。通过政府门户网站全年主动公开各类政府信息10407条。",
    "（二）依申请公开方面。全年办理政府信息公开申请218件。",
    "（三）政府信息管理方面。坚持“先审查、后公开”原则。",
    "（四）信息公开平台建设方面。发挥门户网站政务公开第一平台作用。",
    "（五）监督保障方面。把政务公开工作纳入绩效考核体系。",
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("".join(HEADED), "pass"),
        ("\n".join(HEADED), "pass"),
        ("".join(HEADED[:4]), "info"),
        ("".join(HEADED[:3]), "warning"),
        ("一是主动公开。二是依申请公开。三是信息发布前严格审核。四是维护网站专栏。五是加强督查。", "pass"),
        ("利用各类信息平台公开信息，未收到申请，保障群众的监督权。", "warning"),
        ("", "warning"),
    ],
)
def test_topics(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("overview.topics", sections={"overview": text}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("纳入年度考核，社会评议良好，未出现责任追究的情况。", "pass"),
        ("未出现因政府信息公开工作引起的责任追究情况。", "warning"),
        ("《条例》规定的“工作考核、社会评议、责任追究”等要求均已落实。", "pass"),
        ("纳入考核，开展社会评议，否则将追究相关人员责任。", "warning"),
        ("坚持考核评\n议，没有问责。", "pass"),
    ],
)
def test_assessment(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("overview.assessment", sections={"overview": text}) == expected


@pytest.mark.parametrize(
    ("count", "issuer", "expected"),
    [
        (1000, {"scope": "own"}, "pass"),
        (1001, {"scope": "own"}, "warning"),
        (1001, {"scope": "aggregated", "level": "county"}, "info"),
        (1001, {"scope": "unknown", "level": "county"}, "info"),
        (1001, {"scope": "unknown", "level": "county", "kind": "department"}, "warning"),
        (1001, {"scope": "unknown", "level": "township"}, "warning"),
    ],
)
def test_length(verdict: Callable[..., str], count: int, issuer: dict[str, str], expected: str) -> None:
    # Marks and blanks do not count, digits and letters do.
    text = ("公开A1，" * (count // 4) + "公" * (count % 4)).replace("，", "，“” \n——、")
    assert verdict("overview.length", sections={"overview": text}, issuer=issuer) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("仍存在一些不足，下一步将加强培训。", "pass"),
        ("一是公开渠道单一；二是人员业务水平有待提高。", "pass"),
        ("下一步，我乡将加大公开力度。", "warning"),
        ("内容滞后、渠道单一。", "warning"),
        ("无", "warning"),
        ("没有。", "warning"),
        ("", "warning"),
    ],
)
def test_problems_and_improvements(verdict: Callable[..., str], text: str, expected: str) -> None:
    assert verdict("problems.both", sections={"problems": text}) == expected


def test_a_section_that_was_not_read_is_not_judged(verdict: Callable[..., str]) -> None:
    assert verdict("overview.topics", without=["overview"]) == "not checked"
    assert verdict("overview.length", without=["overview"]) == "not checked"
    assert verdict("problems.both", without=["problems"]) == "not checked"
