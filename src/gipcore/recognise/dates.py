"""Dates and years as reports print them: 2024年1月16日, 2024-01-16, 二〇二四年一月十六日."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date

from gipcore.recognise.folding import fold

_ANY_DATE = r"20\d\d\s*(?:年|[-./])\s*\d{1,2}\s*(?:月|[-./])\s*\d{1,2}\s*日?"
_DATE = re.compile(r"(20\d\d)\s*(?:年|[-./])\s*(\d{1,2})\s*(?:月|[-./])\s*(\d{1,2})\s*日?")
_NUMERAL = "一二三四五六七八九十"
_CHINESE_DATE = re.compile(
    rf"^[(（\s]*([二〇○零一三四五六七八九]{{4}})年([{_NUMERAL}]{{1,3}})月([{_NUMERAL}]{{1,3}})日[)）\s]*$"
)
_ALONE = re.compile(rf"^[(（\s]*({_ANY_DATE})[)）\s]*$")
_BEHIND = re.compile(r"^(\S.{2,38}?)\s+(20\d\d\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日)$")
_PUBLISHED = re.compile(
    r"(?:发布|公布|公开|发文|更新|成文)?(?:日期|时间)\s*[:：]\s*(20\d\d[-./年]\s*\d{1,2}[-./月]\s*\d{1,2})"
)
_DIGITS = {char: number for number, char in enumerate("零一二三四五六七八九")} | {"〇": 0, "○": 0}


def parse_date(text: str) -> date | None:
    """The date in a text of one date, None if there is none or it does not exist.

    >>> parse_date("2024年1月16日"), parse_date("二〇二四年一月十六日"), parse_date("2024.13.1")
    (datetime.date(2024, 1, 16), datetime.date(2024, 1, 16), None)
    """
    if match := _DATE.search(text):
        year, month, day = (int(part) for part in match.groups())
    elif match := _CHINESE_DATE.match(text):
        year = int("".join(str(_DIGITS[char]) for char in match[1]))
        month, day = _numeral(match[2]), _numeral(match[3])
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _numeral(text: str) -> int:
    """A Chinese numeral below 100; 0, which no date has, for what is none."""
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text] if len(text) == 1 else 0
    return (_DIGITS[tens] if tens else 1) * 10 + (_DIGITS.get(ones, 0) if ones else 0)


def date_alone(line: str) -> str:
    """The line's date as printed, without brackets; empty if the line is not a date and nothing else.

    >>> date_alone("（2024年1月16日）"), date_alone("2024年1月16日起施行")
    ('2024年1月16日', '')
    """
    return line.strip("()（） ") if _ALONE.match(line) or _CHINESE_DATE.match(line) else ""


def date_behind(line: str) -> tuple[str, str] | None:
    """A name and the date behind it on one line."""
    match = _BEHIND.match(line)
    return (match[1].strip(), match[2]) if match else None


def published_on(text: str) -> date | None:
    """The date of publication that a page states beside its title."""
    match = _PUBLISHED.search(text)
    return parse_date(match[1].replace("年", "-").replace("月", "-")) if match else None


def frequent_year(text: str) -> int | None:
    """The year that a text names most often, None if two are named equally often.

    >>> frequent_year("2023年工作。2023年收到3件，2024年将改进。")
    2023
    """
    ranked = Counter(re.findall(r"(20\d\d)年", fold(text))).most_common(2)
    if ranked and (len(ranked) == 1 or ranked[0][1] > ranked[1][1]):
        return int(ranked[0][0])
    return None
