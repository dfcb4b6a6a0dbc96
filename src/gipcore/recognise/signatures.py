"""Who signs a report, and when: its last lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attrs import frozen

from gipcore.recognise.dates import date_alone, date_behind
from gipcore.recognise.folding import fold

MAX_NAME = 40
"""Characters of a body's name."""
TAIL = 15
"""Lines at the end of the report among which signature and date are looked for."""
_BODY = re.compile(
    r"(?:政府|街道|乡|镇|局|厅|委|委员会|管委会|办公室|办公厅|办事处|中心|支队|总队|大队|署|院|行署|公署|处|会|社|所|队|站|部|馆"
    r"|厅|县|区|市|州|盟|旗)$"
)
_SENTENCE = re.compile(r"[。，,；;：:、]")


@frozen
class Signature:
    """Name and date as printed, and how many of the last lines they take up, with all that follows them."""

    name: str = ""
    date_text: str = ""
    lines: int = 0


def find_signature(lines: Sequence[str]) -> Signature:
    """The signature among the last *lines*: a date with the body's name above or below it or on the same line."""
    for number in range(len(lines) - 1, max(0, len(lines) - TAIL) - 1, -1):
        text = lines[number].strip()
        count = len(lines) - number
        if printed := date_alone(text):
            above = lines[number - 1].strip() if number else ""
            if is_body(above):
                return Signature(above, printed, count + 1)
            below = lines[number + 1].strip() if number + 1 < len(lines) else ""
            return Signature(below if is_body(below) else "", printed, count)
        if (both := date_behind(text)) and is_body(both[0]):
            return Signature(*both, count)
    if len(lines) > 1 and is_body(lines[-1].strip()):
        return Signature(lines[-1].strip(), lines=1)
    return Signature()


def is_body(text: str) -> bool:
    """Whether a line can be the name of a body and nothing else.

    >>> is_body("乌苏市夹河子乡人民政府"), is_body("特此报告。")
    (True, False)
    """
    folded = fold(text)
    return 3 <= len(folded) <= MAX_NAME and bool(_BODY.search(folded)) and not _SENTENCE.search(folded)
