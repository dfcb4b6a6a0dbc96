"""Whether two texts are the same apart from figures, dates and names: of two years, or of two bodies."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from heapq import nsmallest
from itertools import combinations
from zlib import crc32

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.reports import Report
from gipcore.rules import Rule
from gipcore_national.common import parameters, section_name
from gipcore_national.narrative import narrative

MAX_COMPARED = 20_000
"""Characters of a section that are compared."""
_FIGURES = re.compile(r"[\W\d_]+")
_SKETCH = 32
_SHARED = 6


@frozen
class SimilarityParameters:
    """Texts of ``sections`` with at least ``shortest`` characters are the same from ``per_cent`` on. ``names`` are
    words by which bodies and their areas call themselves; they are taken out."""

    sections: tuple[str, ...]
    per_cent: int
    shortest: int
    names: tuple[str, ...]


_parameters = parameters(SimilarityParameters)


def likeness(one: str, other: str) -> int:
    """How much two texts have in common, in per cent, rounded down: their runs of three characters (Dice).

    >>> likeness("公开内容不够具体", "公开内容不够具体"), likeness("公开内容不够具体", "完全两样的文字")
    (100, 0)
    """
    if one == other:
        return 100
    first, second = _runs(one), _runs(other)
    return 200 * sum((first & second).values()) // max(sum(first.values()) + sum(second.values()), 1)


def may_be_alike(one: str, other: str, per_cent: int) -> bool:
    """A quick test before ``likeness``: lengths that allow it, and enough of a small sample of runs in common.

    The sample is the runs with the smallest checksums. Texts that share four fifths of their runs have some 26 of 32
    of the sample in common; that they have fewer than 6 does not happen. A short text has a smaller sample.
    """
    short, long = sorted((len(one), len(other)))
    needed = min(_SHARED, short // 8)
    return 200 * short >= per_cent * (short + long) and len(_sample(one) & _sample(other)) >= needed


def _runs(text: str) -> Counter[str]:
    return Counter(map("".join, zip(text, text[1:], text[2:], strict=False)))


@lru_cache(maxsize=1024)
def _sample(text: str) -> frozenset[int]:
    return frozenset(nsmallest(_SKETCH, {crc32(run.encode()) for run in _runs(text)}))


def check_repeated(subject: Subject, rule: Rule) -> CheckResult:
    """Sections that are last year's again, figures aside."""
    if subject.previous is None:
        return Undecided("没有上年报告", "no report of last year", "previous")
    settings = _parameters(rule)
    alike: list[tuple[str, int]] = []
    for key in settings.sections:
        one, other = _bare(subject.report, key, settings), _bare(subject.previous, key, settings)
        if min(len(one), len(other)) >= settings.shortest:
            alike.append((key, likeness(one, other)))
    if not alike:
        return Undecided("两年的报告没有可比的文字。", "The two reports hold no text that can be compared.")
    return [
        Failure({"section": section_name(subject.form, key), "likeness": found}, left=found, right=settings.per_cent)
        for key, found in alike
        if found >= settings.per_cent
    ]


def check_copied(subject: Subject, rule: Rule) -> CheckResult:
    """Sections that two bodies have in the same words."""
    reports = (subject.report, *subject.children)
    if len(reports) < 2:
        return Undecided("没有提供其他机关的报告。", "No report of another body was given.", "siblings")
    settings = _parameters(rule)
    failures = []
    for key in settings.sections:
        texts = [(report.issuer.name, _bare(report, key, settings)) for report in reports]
        long = [(name, text) for name, text in texts if len(text) >= settings.shortest]
        for (one, text), (other, second) in combinations(long, 2):
            if not may_be_alike(text, second, settings.per_cent):
                continue
            found = likeness(text, second)
            if found >= settings.per_cent:
                values = {"section": section_name(subject.form, key), "one": one, "other": other, "likeness": found}
                failures.append(Failure(values, left=found, right=settings.per_cent))
    return failures


def _bare(report: Report, key: str, settings: SimilarityParameters) -> str:
    text = narrative(report).sections.get(key, "")[:MAX_COMPARED]
    for name in (report.issuer.name, *settings.names):
        if name:
            text = text.replace(name, "")
    return _FIGURES.sub("", text)


CHECKS = {"text.repeated": check_repeated, "text.copied": check_copied}
