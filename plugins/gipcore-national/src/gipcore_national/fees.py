"""What a text states about the 信息处理费: an amount, or that there was none, and under which name.

The name of the fee also stands in the title of the regulation; a mention there is no statement. A statement is the name
with an amount or a denial in the same sentence, or one of the ``phrases`` that deny any fee without naming it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

from attrs import field, frozen

from gipcore.reports import Report
from gipcore_national.common import Memo
from gipcore_national.narrative import narrative


@frozen(cache_hash=True)
class FeeWords:
    """``names`` of the fee, the official one first, then wrong ones; ``phrases`` that deny every fee."""

    names: tuple[str, ...]
    phrases: tuple[str, ...]


@frozen
class FeeStatement:
    """One sentence on the fee. ``yuan`` is exact, 0 for a denial; ``names`` are the fee's names in it."""

    sentence: str
    yuan: Decimal
    names: tuple[str, ...] = ()

    @property
    def denied(self) -> bool:
        return self.yuan == 0


_TITLE = re.compile(r"《[^》]{0,120}》")
_SENTENCE = re.compile(r"[;!?]")
_AMOUNT = re.compile(r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?(万|亿)?余?元")
_UNITS = {"万": 10_000, "亿": 100_000_000}
# A rate is no amount: 每件100元, 100元/件, 每页10元.
_RATE = re.compile(r"每[件页份次][^,。;]{0,6}$|标准为?$")
# 无正当理由, 无法提供, 未按通知缴纳 contain a negation and deny no fee.
_DENIAL = re.compile(r"未(?!按|缴|支付|在规定)|没有|没收|不存在|不收取|不涉及|免收|零收费|无(?!正当|法|理由|效|故)")
_NOTHING_AFTER = re.compile(
    r"[^。;]{0,20}?(?:未(?!按|缴|支付|收到)|没有|不存在|不收取|无(?!正当|法|理由|效|故)|为?零|为0(?![.\d])|:0(?![.\d]))"
)
_REACH = 40
"""Characters on either side of the name in which an amount or a denial belongs to it."""
_TOUCH = 6
"""Characters that may stand between an amount and the name after it (收取3940元的信息处理费)."""


@lru_cache(maxsize=512)
def statements(text: str, words: FeeWords) -> tuple[FeeStatement, ...]:
    """The statements in *text* (without blanks, as ``narrative.plain`` gives it), in reading order.

    >>> words = FeeWords(("信息处理费",), ("未收取任何费用",))
    >>> [str(s.yuan) for s in statements("全年收取信息处理费1.2万元。", words)]
    ['12000']
    >>> statements("严格执行《政府信息公开信息处理费管理办法》。", words)
    ()
    """
    found = []
    for sentence in _candidates(text, words):
        names = tuple(name for name in words.names if name in sentence)
        yuan = _stated(sentence, names[0]) if names else None
        if yuan is None and any(phrase in sentence for phrase in words.phrases):
            yuan = Decimal(0)
        if yuan is not None:
            found.append(FeeStatement(sentence, yuan, names))
    return tuple(found)


def _candidates(text: str, words: FeeWords) -> Iterator[str]:
    """The sentences that can hold a statement, without the titles of regulations."""
    pivot = _pivot(words)
    if pivot in text:
        for part in text.split("。"):
            if pivot in part:
                yield from (s for s in _SENTENCE.split(_TITLE.sub("", part)) if pivot in s)


@lru_cache(maxsize=64)
def _pivot(words: FeeWords) -> str:
    """A character that all the words have; empty, which stands in every text, if there is none."""
    return max(set.intersection(*map(set, (*words.names, *words.phrases))), default="")


def _stated(sentence: str, name: str) -> Decimal | None:
    """The sum that *sentence* gives for the fee *name*; None if it only mentions the fee."""
    before, _, after = sentence.partition(name)
    before, after = before[-_REACH:], after[:_REACH]
    denials = list(_DENIAL.finditer(before))
    if denials and "," not in before[denials[-1].end() :]:
        return Decimal(0)
    for amount, _ in _amounts(after):
        return amount
    if _NOTHING_AFTER.match(after):
        return Decimal(0)
    return next((amount for amount, end in _amounts(before) if len(before) - end <= _TOUCH), None)


def _amounts(text: str) -> Iterator[tuple[Decimal, int]]:
    """The sums of money in *text* in 元, each with its end; rates are left out."""
    for match in _AMOUNT.finditer(text):
        if not _RATE.search(text[: match.start()]) and not text.startswith("/", match.end()):
            amount = Decimal(match[1].replace(",", "") + (match[2] or "")) * _UNITS.get(match[3] or "", 1)
            yield (amount.quantize(Decimal(1)) if amount == int(amount) else amount), match.end()


@frozen
class FeeFacts:
    """The statements of a report by section key; the text before section one has the empty key."""

    by_section: dict[str, tuple[FeeStatement, ...]]
    known: bool
    """Whether the report has any text in which a statement could stand."""
    all: tuple[FeeStatement, ...] = field(init=False)
    yuan: Decimal | None = field(init=False)
    """The sum stated; where several sentences give one, the largest (the others are its parts)."""

    @all.default
    def _all(self) -> tuple[FeeStatement, ...]:
        return tuple(s for found in self.by_section.values() for s in found)

    @yuan.default
    def _yuan(self) -> Decimal | None:
        return max((s.yuan for s in self.all), default=None)


_by_report: Memo[Report, dict[FeeWords, FeeFacts]] = Memo(lambda report: {}, 16)


def fee_facts(report: Report, words: FeeWords) -> FeeFacts:
    """What the whole report states about the fee."""
    facts = _by_report(report)
    if words not in facts:
        told = narrative(report)
        by_section = {}
        for key, text in (("", told.preamble), *told.sections.items()):
            if text and (found := statements(text, words)):
                by_section[key] = found
        facts[words] = FeeFacts(by_section, told.known)
    return facts[words]
