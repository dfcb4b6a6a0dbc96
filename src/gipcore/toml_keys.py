"""A bound that the standard TOML parser lacks: the time that a long dotted key costs it grows with the square.

>>> check_keys('title = "a.b.c"\\ncells."x.y" = 1', "报告")
"""

from __future__ import annotations

import re

from gipcore.errors import ReadError

MAX_KEY_PARTS = 16
"""Parts of a dotted key; no file of gipcore needs more than a few."""

# An unclosed text runs to the end of the file and is matched once: the pattern is linear in any input.
_TEXT_OR_COMMENT = re.compile(
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)?+'
    r"|'''(?:[^']|'(?!''))*+(?:'''|\Z)?+"
    r'|"(?:[^"\\\n]|\\[^\n])*+"?+'
    r"|'[^'\n]*+'?+"
    r"|#[^\n]*+",
    re.DOTALL,
)
_BETWEEN_KEYS = re.compile(r"[=\[\]{},\n]")


def check_keys(text: str, source: str) -> None:
    """Raise ReadError if TOML *text* holds a dotted key of more than MAX_KEY_PARTS parts."""
    bare = _TEXT_OR_COMMENT.sub("", text)
    if any(piece.count(".") >= MAX_KEY_PARTS for piece in _BETWEEN_KEYS.split(bare)):
        raise ReadError(f"{source}：键过长（点号分隔超过 {MAX_KEY_PARTS} 段），请改用短的键。")
