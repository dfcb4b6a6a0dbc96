"""A page of terminal text: indented lines, wrapped as Chinese is set, and safe whatever a report holds.

Everything that is printed for a person goes through here, so that no report can send an escape sequence to the
terminal, turn the direction of the text around, or be taken for markup.
"""

from __future__ import annotations

import re
from typing import TypeAlias

from rich.text import Text

from gipcore_cli.wrap import breaks

Part: TypeAlias = str | tuple[str, str]
"""Text, or text and its style."""

MAX_PARAGRAPH = 4000
"""Cells of a paragraph that are shown: no report floods the terminal with one text."""
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\ud800-\udfff]"
)


def safe(text: str) -> str:
    """*text* with control and direction characters made visible, one for one; line breaks and tabs become blanks.

    >>> safe("a\\x1b[31m\\nb")
    'a␛[31m b'
    """
    return _UNSAFE.sub(_visible, text)


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] in "\t\n\r\x0b\x0c\x85\u2028\u2029":
        return " "
    return chr(0x2400 + code) if code < 0x20 else "\ufffd"


def inline(text: str) -> str:
    """*text* on one line, each run of blanks and breaks as one blank.

    >>> inline(" 商业\\n企业 ")
    '商业 企业'
    """
    return " ".join(text.split())


class Page:
    """Lines of styled text, each already broken to *width* cells."""

    def __init__(self, width: int) -> None:
        self.width = width
        self.lines: list[Text] = []

    def add(self, *parts: Part, indent: int = 0, hang: int = 0) -> None:
        """Add a paragraph: *indent* cells before every line, *hang* more before all but the first."""
        text = Text()
        for part in parts:
            words, style = part if isinstance(part, tuple) else (part, "")
            text.append(safe(words[:MAX_PARAGRAPH]), style)
        if text.cell_len > MAX_PARAGRAPH:
            text.truncate(MAX_PARAGRAPH)
            text.append(" ……")
        room = max(self.width - indent, 20)
        lines = text.divide(breaks(text.plain, room - hang, first=room))
        for number, line in enumerate(lines):
            line.rstrip()
            self.lines.append(Text(" " * (indent + hang if number else indent)) + line)

    def blank(self) -> None:
        """Add an empty line, unless the page is empty or ends with one."""
        if self.lines and self.lines[-1].plain:
            self.lines.append(Text())

    def text(self) -> str:
        """The page without its styles.

        >>> page = Page(20)
        >>> page.add("一、", ("总体情况", "bold"), indent=2)
        >>> page.text()
        '  一、总体情况\\n'
        """
        return "".join(line.plain + "\n" for line in self.lines)
