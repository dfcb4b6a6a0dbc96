"""Marks that light markup sets around text: of headings, emphasis, fences, escapes. What they mark stays.

Only what no report writes by itself is taken away; a line or a cell of plain text comes out as it went in.
"""

from __future__ import annotations

import re
from html import unescape

_FENCE = re.compile(r"^\s*(?::{3,}.*|`{3,}.*|~{3,}.*|</?(?:div|section|article|center)\b[^<>]*>|<!--[^<>]*-->)\s*$")
"""Lines that open or close a block."""
_ATTRIBUTES = re.compile(
    r"^\s*(?:\[\[[^\[\]]{0,200}\]\]|\[(?:width|cols|options|%)[^\[\]]{0,500}\]|\.\. _[^:]{0,200}:|\(%[^()]{0,200}%\)"
    r"|#section-\d+|:[A-Za-z_]{1,40}:.*|#\+[A-Za-z_]{1,40}:.*)\s*$"
)
"""Lines of attributes and anchors."""
_LINE = re.compile(r"^\s*([=\-~^*#\"'`_+.])\1{3,}\s*$")
"""A line under or over a heading."""
_HEADINGS = (
    re.compile(r"^\s{0,3}#{1,6}\s+(.+?)(?:\s+#{1,6})?\s*$"),
    re.compile(r"^\s*={1,6}\s*([^=\s].*?)\s*=*\s*$"),
    re.compile(r"^h[1-6](?:\([^()]{0,200}\))?\.\s+(.+)$"),
    re.compile(r"^\*{1,6}\s+(?=[一二三四五六七八九十（(])(.+)$"),
    re.compile(r"^\s*\.\. rubric::\s+(.+)$"),
)
_ANCHOR = re.compile(
    r"\{#[^{}]{0,200}\}|\{anchor:[^{}]{0,200}\}|\{\{id [^{}]{0,200}\}\}|<(?:span|a) id=[^<>]{0,200}>\s*</(?:span|a)>"
    r"|</?(?:span|strong|b|em|i|u|font|br)\b[^<>]{0,200}/?>|\s\[section-\d+\]"
)
_STRONG = re.compile(r"(\*\*|__|''')(?=\S)([^*_']{1,500}?)(?<=\S)\1")
_ESCAPED = re.compile(r"""\\([\\`*_{}\[\]()#+\-.!<>~$|"'])""")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][\da-fA-F]{1,6}|nbsp|ensp|emsp|lt|gt|amp|quot|mdash|ndash|middot);")
_TAGGED = re.compile(r"<br\b[^<>]{0,50}>")


def clear_lines(lines: list[str]) -> list[str]:
    """The lines with those emptied that only hold marks of blocks; their number stays."""
    return ["" if _FENCE.match(line) or _ATTRIBUTES.match(line) else line for line in lines]


def heading(line: str) -> str:
    """A line of text without the marks of a heading; empty if it is only the line under one.

    >>> heading("## 一、总体情况 {#section-1}"), heading("==== 一、总体情况 ===="), heading("# 1号文件")
    ('一、总体情况', '一、总体情况', '1号文件')
    """
    if _LINE.match(line):
        return ""
    bare = clean(line)
    for mark in _HEADINGS:
        if found := mark.match(bare):
            return found[1].strip()
    return bare


def clean(text: str) -> str:
    """Text, of a line or a cell, without emphasis, anchors and escapes.

    >>> clean("**总计**"), clean("\\\\-15"), clean("5*3")
    ('总计', '-15', '5*3')
    """
    if "<" in text or "{" in text or "[" in text:
        text = _ANCHOR.sub("", _TAGGED.sub("\n", text))
    if "*" in text or "_" in text or "'''" in text:
        text = _STRONG.sub(r"\2", text)
    if "&" in text:
        text = _ENTITY.sub(lambda found: unescape(found[0]), text)
    return _ESCAPED.sub(r"\1", text) if "\\" in text else text
