"""What a text says of a fee that was charged: for how many applications, by which standard, and how it breaks down."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from attrs import frozen

from gipcore.reports import Report
from gipcore_national.common import Memo
from gipcore_national.fees import FeeWords, statements
from gipcore_national.narrative import contains_any, narrative


@frozen
class DetailWords:
    """Words beside a sum: the standard it was charged by, that some was paid back, that its parts are not all told."""

    by_item: tuple[str, ...]
    by_volume: tuple[str, ...]
    refund: tuple[str, ...]
    partial: tuple[str, ...]
    received: tuple[str, ...]
    """Words by which a count is one of applications received and not of charged ones."""


@frozen
class Part:
    """A share of the sum: how many applications, and 元."""

    count: int
    yuan: Decimal


@frozen
class Charged:
    """A sum above 0 as stated. ``count`` are the charged applications, None if not told; ``printed`` is the amount with
    its unit; ``parts`` are the shares, ``whole`` if nothing says that there are others."""

    sentence: str
    yuan: Decimal
    printed: str
    count: int | None = None
    by_item: bool = False
    refund: bool = False
    parts: tuple[Part, ...] = ()
    whole: bool = True


_TITLE = re.compile(r"《[^》]{0,120}》")
_COUNT = re.compile(r"(?<![\d.])(\d{1,6})件")
_COUNT_BEHIND = re.compile(r"[^\d,。;]{0,4}(\d{1,6})件,?(?:共|合)?计?\d")
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|亿)?余?元")
_PART = re.compile(r"(?<![\d.])(\d{1,6})件,?[^\d,;。]{0,12}((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(万)?元")
_SHARES = "其中"


def charged(text: str, words: FeeWords, details: DetailWords) -> Iterator[Charged]:
    """The sums in *text* (without blanks, as ``narrative.plain`` gives it), in reading order.

    >>> words = FeeWords(("信息处理费",), ())
    >>> details = DetailWords(("按件",), ("按量",), ("退还",), ("等",), ("收到",))
    >>> text = "2024年有3件申请收取信息处理费2230元。其中,甲局1件,收取880元;乙局1件,收取1080元。"
    >>> one, = charged(text, words, details)
    >>> one.count, str(one.yuan), [(part.count, str(part.yuan)) for part in one.parts]
    (3, '2230', [(1, '880'), (1, '1080')])
    """
    sentences = text.split("。")
    for number, sentence in enumerate(sentences):
        found = next((s for s in statements(sentence, words) if s.yuan), None)
        if found is None:
            continue
        bare = _TITLE.sub("", sentence)
        told, _, shares = bare.partition(_SHARES)
        follows = sentences[number + 1] if number + 1 < len(sentences) else ""
        if not shares and follows.startswith(_SHARES):
            shares = _TITLE.sub("", follows)
        parts = tuple(Part(int(m[1]), _yuan(m[2], m[3])) for m in _PART.finditer(shares))
        around = f"{sentence}。{follows}"
        by_item = contains_any(around, details.by_item) and not contains_any(around, details.by_volume)
        yield Charged(
            found.sentence,
            found.yuan,
            _printed(told, found.yuan),
            _count(told, found.names[0], details),
            by_item,
            contains_any(text, details.refund),
            parts,
            not contains_any(shares, details.partial),
        )


def _count(sentence: str, name: str, details: DetailWords) -> int | None:
    """The number of charged applications that stands in the same clause as the fee, before it or right behind it."""
    before, _, after = sentence.partition(name)
    clause = re.split(r"[,;:!?]", before)[-1]
    counts = _COUNT.findall(clause)
    if counts and not contains_any(clause, details.received):
        return int(counts[-1])
    behind = _COUNT_BEHIND.match(after)
    return int(behind[1]) if behind else None


def _printed(sentence: str, yuan: Decimal) -> str:
    amounts = [match for match in _AMOUNT.finditer(sentence) if _yuan(match[1] + (match[2] or ""), match[3]) == yuan]
    return amounts[0][0] if amounts else ""


def _yuan(number: str, unit: str | None) -> Decimal:
    return Decimal(number.replace(",", "")) * {"万": 10_000, "亿": 100_000_000}.get(unit or "", 1)


_by_report: Memo[Report, dict[object, tuple[Charged, ...]]] = Memo(lambda report: {}, 16)


def report_charges(report: Report, words: FeeWords, details: DetailWords) -> tuple[Charged, ...]:
    """The sums that the whole report states, the largest first."""
    found = _by_report(report)
    key = words, details
    if key not in found:
        parts = narrative(report).parts
        sums = [one for text in parts for one in charged(text, words, details)]
        found[key] = tuple(sorted(sums, key=lambda one: -one.yuan))
    return found[key]
