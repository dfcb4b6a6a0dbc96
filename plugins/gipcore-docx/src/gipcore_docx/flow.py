"""What was read so far of the body, of a cell or of a text box: texts and grids in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from attrs import define, field, frozen

from gipcore.documents import Grid


@frozen
class Box:
    """A text box with a table in it: it floats, so it is no part of the cell in which it may be anchored."""

    entries: tuple[Entry, ...]


Entry: TypeAlias = str | Grid | Box


@define
class Flow:
    """The content of the body, of a cell or of a text box, as far as it was read."""

    entries: list[Entry] = field(factory=list)
    opened: bool = False
    """Whether a table was opened in it."""
    _pending: list[str] = field(factory=list)
    """Text of paragraphs whose mark is deleted or hidden: it goes on in the next one."""

    def add(self, text: str, goes_on: bool) -> None:
        if not goes_on:
            self.entries.append("".join([*self._pending, text]))
            self._pending.clear()
        elif text:
            self._pending.append(text)

    def begins(self) -> bool:
        """Whether the next text is the beginning of a paragraph."""
        return not self._pending

    def close(self) -> None:
        """End a paragraph that waits for a next one."""
        if self._pending:
            self.add("", goes_on=False)

    def text(self) -> str:
        """The text of a cell, one line a paragraph."""
        text = "\n".join(entry for entry in self.entries if isinstance(entry, str))
        # After an inner table Word demands a paragraph, which is empty more often than not.
        return text.strip("\n") if self.opened else text


def spread(entries: Iterable[Entry]) -> Iterator[str | Grid]:
    """The entries with those of text boxes in their place."""
    for entry in entries:
        if isinstance(entry, Box):
            yield from spread(entry.entries)
        else:
            yield entry
