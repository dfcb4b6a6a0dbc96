"""Each side of each day: deadlines by kind and level, and the end of the report year."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

DAYS = {
    "department": (("county", "department", "own"), "2024-01-31", "2024-02-01", "error"),
    "office": (("county", "office", "own"), "2024-01-31", "2024-02-01", "error"),
    "state department": (("state", "department", "own"), "2024-01-31", "2024-02-01", "error"),
    "department of unknown level": ((None, "department", "unknown"), "2024-01-31", "2024-02-01", "error"),
    "township": (("township", "government", "own"), "2024-01-31", "2024-02-01", "warning"),
    "subdistrict": (("township", "branch", "own"), "2024-01-31", "2024-02-01", "info"),
    "organisation": (("county", "organisation", "own"), "2024-01-31", "2024-02-01", "warning"),
    "vertical, own": (("county", "vertical", "own"), "2024-01-31", "2024-02-01", "warning"),
    "vertical, whole system": (("state", "vertical", "aggregated"), "2024-03-31", "2024-04-01", "warning"),
    "county, format": (("county", "government", "aggregated"), "2024-02-20", "2024-02-21", "warning"),
    "county, law": (("county", "government", "aggregated"), "2024-03-31", "2024-04-01", "error"),
    "prefecture, format": (("prefecture", "government", "aggregated"), "2024-03-10", "2024-03-11", "warning"),
    "prefecture, law": (("prefecture", "government", "aggregated"), "2024-03-31", "2024-04-01", "error"),
    "prefecture branch": (("prefecture", "branch", "aggregated"), "2024-03-10", "2024-03-11", "info"),
    "park of unknown level": ((None, "park", "unknown"), "2024-03-10", "2024-03-11", "info"),
    "province": (("province", "government", "aggregated"), "2024-03-31", "2024-04-01", "error"),
    "government of unknown level": ((None, "government", "unknown"), "2024-03-31", "2024-04-01", "error"),
}


def _on(day: str, body: tuple[str | None, str, str]) -> dict[str, Any]:
    when = date.fromisoformat(day)
    level, kind, scope = body
    issuer = {"level": level, "kind": kind, "scope": scope}
    return {"issuer": issuer, "signed_on": when, "date_text": f"{when.year}年{when.month}月{when.day}日"}


@pytest.mark.parametrize("name", DAYS)
def test_the_day_itself_is_in_time_and_the_next_is_not(verdict: Callable[..., str], name: str) -> None:
    body, last, after, severity = DAYS[name]
    before = verdict("date.deadline", **_on(last, body))
    # The day by law lies after the day by the format, which has passed by then.
    assert before == ("warning" if name.endswith("law") else "pass")
    assert verdict("date.deadline", **_on(after, body)) == severity


def test_publication_counts_where_it_is_later(verdict: Callable[..., str], make: Any, outcome: Any) -> None:
    assert verdict("date.deadline", published_on=date(2024, 2, 1)) == "warning"
    assert verdict("date.deadline", published_on=date(2024, 1, 31)) == "pass"
    late = make(published_on=date(2024, 2, 1))
    assert "公布日期2024年2月1日" in outcome("date.deadline", late).findings[0].message
    signed = make(signed_on=date(2024, 2, 1), published_on=date(2024, 1, 31))
    assert "落款日期2024年2月1日" in outcome("date.deadline", signed).findings[0].message
    alone = make(signed_on=date(2024, 2, 1))
    assert "公布日期不明" in outcome("date.deadline", alone).findings[0].message


def test_without_date_year_or_kind_the_deadline_is_not_checked(verdict: Callable[..., str]) -> None:
    assert verdict("date.deadline", date_text="", signed_on="") == "not checked"
    assert verdict("date.deadline", year=None) == "not checked"
    assert verdict("date.deadline", issuer={"kind": None, "level": None}) == "not checked"
    assert verdict("date.after_year", date_text="", signed_on="") == "not checked"


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2023-12-28", "error"), ("2023-12-31", "error"), ("2024-01-01", "pass"), ("2024-01-16", "pass")],
)
def test_signed_after_the_year(verdict: Callable[..., str], day: str, expected: str) -> None:
    assert verdict("date.after_year", signed_on=date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        ("2024年1月16日", "2024-01-16", "pass"),
        ("2024 年 1 月 16 日", "2024-01-16", "pass"),
        ("2024年01月16日", "2024-01-16", "info"),
        ("2024.01.16", "2024-01-16", "info"),
        ("2024-1-16", "2024-01-16", "info"),
        ("二〇二四年一月十六日", "2024-01-16", "info"),
        ("2024年13月1日", "", "info"),
        ("", "", "not checked"),
    ],
)
def test_date_format(verdict: Callable[..., str], text: str, day: str, expected: str) -> None:
    signed_on = date.fromisoformat(day) if day else ""
    assert verdict("date.format", date_text=text, signed_on=signed_on) == expected


def test_signature_and_date_are_only_noted(verdict: Callable[..., str]) -> None:
    assert verdict("signature.present", signature=" ") == "info"
    assert verdict("date.present", date_text="", signed_on="") == "info"
    assert verdict("date.present", date_text="2024年1月", signed_on="") == "pass"
