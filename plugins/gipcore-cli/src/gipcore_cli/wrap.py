"""Breaking lines of mixed Chinese and Latin text by the cells they take in a terminal, as Chinese is set.

Between Chinese characters a line may break anywhere, but none begins with a closing mark or ends with an opening one;
Latin words and figures stay whole.
"""

from __future__ import annotations

from itertools import pairwise

from rich.cells import cell_len

_NEVER_FIRST = frozenset("，。、；：！？）》〉】〕」』”’…—～·％%,.;:!?)]}")
_LATIN_POINTS = frozenset(".%,;:!?")
_PAUSES = frozenset("，。、；：")
"""After one of these a line may break even before a Latin point: ``可读：.csv、.txt``."""
_NEVER_LAST = frozenset("（《〈【〔「『“‘([{")


def breaks(text: str, width: int, first: int | None = None) -> list[int]:
    """The offsets at which *text*, one line, is to be broken to fit *width* cells, its first line *first* cells.

    >>> breaks("共三处错误，请更正。", 10)
    [4, 8]
    >>> breaks("see applications.new", 18)
    [4]
    """
    found: list[int] = []
    room = max(width if first is None else first, 2)
    start = used = last = 0
    for index, character in enumerate(text):
        if index > start and _may_break(text[index - 1], character):
            last = index
        size = cell_len(character)
        if used + size > room and index > start and character != " ":
            start = last if last > start else index
            found.append(start)
            room = max(width, 2)
            used = cell_len(text[start:index])
        used += size
    return found


def wrap(text: str, width: int) -> list[str]:
    """*text*, one line, as lines of at most *width* cells.

    >>> wrap("共三处错误，请更正。", 12)
    ['共三处错误，', '请更正。']
    """
    offsets = [0, *breaks(text, width), len(text)]
    return [text[a:b].rstrip(" ") for a, b in pairwise(offsets)]


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return after != " "
    if before in _PAUSES and after in _LATIN_POINTS:
        return True
    if after in _NEVER_FIRST or before in _NEVER_LAST or after == " ":
        return False
    return _wide(before) or _wide(after)


def _wide(character: str) -> bool:
    return character > "\u2e7f" or character in "“”‘’…—"
