"""A whole sheet saved as delimited text: every line has several fields, mostly as many, also those of plain text."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator

from gipcore_text.taking import Rows, Taken, plain

DELIMITERS = (",", "\t", ";")
MIN_RECORDS = 10
MIN_WIDTH = 3
SHARE = 0.95
"""Of the records that must have several fields."""
_HEADING = re.compile(r"[一二三四五六七八九十]{1,2}[、.．]\S{2,40}(?:情况|事项)")


def records_of(text: str) -> list[list[str]] | None:
    """The records of a sheet without its empty ones; None if the text is none."""
    head = text.lstrip().partition("\n")[0]
    for delimiter in DELIMITERS:
        if head.count(delimiter) < MIN_WIDTH - 1:
            continue
        try:
            records = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter, strict=True))
        except csv.Error:
            continue
        found = [record for record in records if any(field.strip() for field in record)]
        widths = Counter(map(len, found))
        wide = sum(count for width, count in widths.items() if width >= MIN_WIDTH)
        most = max(widths.values(), default=0)
        if len(found) >= MIN_RECORDS and wide >= SHARE * len(found) and most >= len(found) / 2:
            return found
    return None


def blocks_of(records: list[list[str]]) -> Iterator[str | Taken]:
    """Lines of text, and the stretches between them as tables.

    A record with one field is text if it is a sentence or a heading, or if no record with several fields follows it.
    """
    rows: Rows = []
    for number, record in enumerate(records):
        alone = _alone(record)
        after = records[number + 1] if number + 1 < len(records) else None
        if alone and ("。" in alone or _HEADING.fullmatch(alone) or after is None or _alone(after)):
            if rows:
                yield Taken(rows, 0)
                rows = []
            yield alone
        else:
            rows += plain([record])
    if rows:
        yield Taken(rows, 0)


def _alone(record: list[str]) -> str:
    """The only text of a record, where it stands in front; else nothing."""
    return record[0].strip() if not any(field.strip() for field in record[1:]) else ""
