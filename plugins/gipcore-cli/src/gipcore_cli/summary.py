"""The table at the end of a check of many files: one line a file, and the totals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen
from rich.cells import cell_len, set_cell_size

from gipcore.outcomes import Outcome
from gipcore.rules import SEVERITIES
from gipcore_cli.page import Page, safe
from gipcore_cli.session import Lang
from gipcore_cli.words import severity_word

_STATUS = {
    "pass": ("合格", "pass"),
    "fail": ("不合格", "fail"),
    "incomplete": ("未查全", "incomplete"),
    "unread": ("无法读取", "unreadable"),
}
_STYLES = {"pass": "green", "fail": "bold red", "incomplete": "yellow", "unread": "bold red"}
_NARROWEST = 16
"""Cells that a shortened name needs to be of use."""
_NUMBER = 8
_WORD = 12


def summary_page(page: Page, results: Sequence[tuple[str, Outcome | None]], lang: Lang) -> None:
    """Add the table to *page*; *results* are names with outcomes, None for a file that could not be read."""
    zh = lang == "zh"
    head = [severity_word(severity, lang) for severity in SEVERITIES] + ["未检查" if zh else "skipped"]
    rows = [_row(name, outcome) for name, outcome in results]
    totals = [str(sum(row.counts[i] for row in rows if row.counts)) for i in range(len(head))]
    longest = max(cell_len(row.name) for row in rows) + 2
    room = min(longest, page.width - _WORD - _NUMBER * len(head))
    page.add(("汇总" if zh else "Summary", "bold"))
    if room >= _NARROWEST or room == longest:
        title = set_cell_size("文件" if zh else "file", room) + set_cell_size("结果" if zh else "result", _WORD)
        page.add((title + _columns(head), "dim"))
        for row in rows:
            word = set_cell_size(_STATUS[row.status][not zh], _WORD)
            counts = [str(count) for count in row.counts] or ["-"] * len(head)
            page.add(_fit(row.name, room), (word, _STYLES[row.status]), _columns(counts))
        page.add((set_cell_size("合计" if zh else "total", room + _WORD) + _columns(totals), "bold"))
    else:
        for row in rows:
            page.add(
                row.name + " ", (_STATUS[row.status][not zh], _STYLES[row.status]), _listed(head, map(str, row.counts))
            )
        page.add(("合计" if zh else "total") + _listed(head, totals))
    counted = Counter(row.status for row in rows)
    words = [f"{words[not zh]} {counted[status]}" for status, words in _STATUS.items()]
    page.add((f"共 {len(rows)} 份：{'，'.join(words)}。" if zh else f"{len(rows)} files: {', '.join(words)}.", "bold"))


@frozen
class _Row:
    name: str
    status: str
    counts: tuple[int, ...]


def _row(name: str, outcome: Outcome | None) -> _Row:
    if outcome is None:
        return _Row(safe(name), "unread", ())
    counts = [sum(finding.severity == severity for finding in outcome.findings) for severity in SEVERITIES]
    return _Row(safe(name), outcome.status, (*counts, len({item.rule for item in outcome.not_checked})))


def _listed(head: Sequence[str], counts: Iterable[str]) -> str:
    return "".join(f" {label} {count}" for label, count in zip(head, counts, strict=False))


def _columns(texts: Sequence[str]) -> str:
    return "".join(" " * (_NUMBER - cell_len(text)) + text for text in texts)


def _fit(name: str, room: int) -> str:
    """*name* in *room* cells; a long one loses its middle, because files of a series differ at the ends."""
    if cell_len(name) <= room - 1:
        return set_cell_size(name, room)
    half = (room - 3) // 2
    tail = name
    while cell_len(tail) > half:
        tail = tail[1:]
    return set_cell_size(set_cell_size(name, room - 2 - cell_len(tail)).rstrip() + "…" + tail, room)
