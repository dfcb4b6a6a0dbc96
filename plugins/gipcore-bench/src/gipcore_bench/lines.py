"""Where in a TOML text something stands, by its path: good enough to find it in an editor."""

from __future__ import annotations

import re

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*([\w.\"'-]+)\s*=")
_LAST_STEP = re.compile(r"(\[[^\[\]]*\]|\.[^.\[\]]+)$")


class Lines:
    """The lines of a text by path, counted from 1.

    >>> lines = Lines('id = "x"\\n\\n[[rules]]\\nid = "x.a"\\n[[rules.passes]]\\n[[rules]]\\nid = "x.b"')
    >>> lines.of("$.rules[1].id"), lines.of("$.rules[0].passes[0].cells"), lines.of("$.rules[1].title"), lines.of("$")
    (7, 5, 6, 1)
    """

    def __init__(self, text: str) -> None:
        self._found = {"$": 1}
        base, count = "$", dict[str, int]()
        for number, line in enumerate(text.split("\n"), 1):
            if match := _HEADER.fullmatch(line):
                base = self._header(match[2], double=len(match[1]) == 2, count=count)
                self._found.setdefault(base, number)
            elif match := _KEY.match(line):
                self._found.setdefault(f"{base}.{match[1]}", number)

    @staticmethod
    def _header(keys: str, *, double: bool, count: dict[str, int]) -> str:
        path, parts = "$", keys.split(".")
        for place, key in enumerate(parts):
            path += f".{key.strip()}"
            if double and place == len(parts) - 1:
                count[path] = count.get(path, -1) + 1
            if path in count:
                path += f"[{count[path]}]"
        return path

    def at(self, number: int) -> str:
        """The path of what begins in that line; ``$`` if nothing does."""
        return next((path for path, line in self._found.items() if line == number), "$")

    def of(self, path: str) -> int:
        """The line of what stands at *path*, or of what it stands in."""
        while path not in self._found:
            path = _LAST_STEP.sub("", path) if _LAST_STEP.search(path) else "$"
        return self._found[path]
