"""The source of a page before the parser sees it: bounds on what it can cost, and repairs that the parser cannot make.

The standard's algorithm has three costs that grow with the square of the input: a formatting element that is never
closed is opened again in every later paragraph (28 KB can fill a gigabyte), most tags search the stack of open
elements, and every attribute is compared with those before it. The first is taken away, the others are bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice
from math import isqrt

from gipcore.errors import ReadError
from gipcore.limits import MAX_CELLS, MAX_TABLE_ROWS, check_size

MAX_TAGS = 100_000
"""Tags of a page; a real report has some 1,500, exported from Word 10,000."""
MAX_STEPS = 500_000_000
"""Steps through open elements or attributes that the parser may need at worst; about a second."""

_END = r"(?=[\t\n\f\r />])"
_MANY = isqrt(MAX_STEPS) + 1
"""Attributes that alone are too many for one tag."""
_SEARCHED = 10_000_000
"""Characters of tags within tags that are looked at."""
_ATTRIBUTE = (
    r"""[\t\n\f\r /]*+[^\t\n\f\r />][^\t\n\f\r />=]*+"""
    r"""(?:[\t\n\f\r ]*+=[\t\n\f\r ]*+(?:"[^"]*+"|'[^']*+'|[^\t\n\f\r >"'][^\t\n\f\r >]*+)?+)?+"""
)
_NAME = re.compile(r"<[a-z][^\t\n\f\r />]*+", re.IGNORECASE)
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"{_NAME.pattern}(?:{_ATTRIBUTE})*+", re.IGNORECASE)
# Void elements, and those that a sibling or the table around them closes, do not pile up.
_FLAT = ("p", "br", "hr", "img", "col", "input", "meta", "link", "li", "td", "th", "tr", "tbody", "thead", "tfoot")
_FORMATTING = re.compile(rf"<(/?)(?:a|b|big|code|em|font|i|nobr|small|strong|tt|u){_END}", re.IGNORECASE | re.ASCII)
_STRUCK = re.compile(rf"<(/?)(?:s|strike){_END}", re.IGNORECASE | re.ASCII)
_NO_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_PARTS = r"(?:table|caption|colgroup|col|thead|tbody|tfoot|tr|td|th)\b"
_TABLE_TAG = re.compile(
    rf"(?P<last></(?:tr|tbody|thead|tfoot)\s*>(?!\s*</?{_PARTS}))"
    rf"|<(?P<end>/?)(?P<name>table|caption|thead|tbody|tfoot|tr|td|th){_END}",
    re.IGNORECASE,
)
_TANGLED = "网页的标记过多或嵌套过深，不像一份年度报告。请用浏览器打开，只复制报告正文另存后再试。"


def check(source: str) -> int:
    """How many rows and cells *source* opens. Raises ReadError if there is too much of anything, or if parsing could
    take more than about a second."""
    tags = source.count("<")
    check_size(source.count("<tr"), "表格行", MAX_TABLE_ROWS)
    check_size(tags, "标记", MAX_TAGS)
    # Lower-cased only in ASCII, as the parser does: other letters that become ASCII ones would name other elements.
    names = Counter(name.lower() if name.isascii() else name for name in _NAME.findall(source))
    cells = names["<td"] + names["<th"]
    check_size(cells, "单元格", MAX_CELLS)
    nesting = names.total() - sum(names[f"<{name}"] for name in _FLAT)
    if nesting * tags + _attribute_steps(source, names["<html"] + names["<body"]) > MAX_STEPS:
        raise ReadError(_TANGLED)
    return names["<tr"] + cells


def _attribute_steps(source: str, roots: int) -> int:
    """A bound on the comparisons of attributes. Those of a further <html> or <body> are compared with the first's."""
    tags = _tags(source)
    longest = max(map(len, tags), default=0)
    # Two characters make an attribute at least; counting is left to pages with long tags.
    steps = (len(tags) + roots * roots) * (longest // 2) ** 2
    if steps <= MAX_STEPS:
        return steps
    steps = most = 0
    for tag in tags:
        count = sum(1 for _ in islice(_ATTRIBUTES.finditer(tag), _MANY))
        steps += count * count
        most = max(most, count)
        if steps > MAX_STEPS:
            break
    return steps + (roots * most) ** 2


def _tags(source: str) -> list[str]:
    """All that the parser could take for a start tag. Comments and scripts are not told apart, so one tag may lie
    within what looks like the quoted value of another."""
    tags = _TAG.findall(source)
    if not any(tag.find("<", 1) > 0 for tag in tags):
        return tags
    tags.clear()
    searched = 0
    for start in _NAME.finditer(source):
        if match := _TAG.match(source, start.start()):
            tags.append(match[0])
            searched += len(match[0])
        if searched > _SEARCHED:
            raise ReadError(_TANGLED)
    return tags


def without_formatting(source: str) -> str:
    """*source* with its formatting elements (``b``, ``font``, ``a`` …) made plain ones, which nothing opens again; text
    struck out stays marked as deleted.

    >>> without_formatting("<p><B>一、</B>总体情况<br>")
    '<p><span>一、</span>总体情况<br>'
    """
    return _FORMATTING.sub(r"<\1span", _STRUCK.sub(r"<\1del", source))


def with_tables(source: str) -> str:
    """*source* with a ``<table>`` put around rows and cells that stand outside any: the parser drops their tags, and
    their figures would run together. Unchanged where there are none.

    >>> with_tables("<div><tr><td>规章<td>0</tr></div>")
    '<div><table><tr><td>规章<td>0</tr></table></div>'
    """
    markup = _NO_MARKUP.sub("", source)
    pieces: list[str] = []
    done = depth = 0
    added = False
    for match in _TABLE_TAG.finditer(markup):
        start, insertion = match.start(), ""
        if match["last"]:
            if added and depth == 1:
                start, insertion, depth, added = match.end(), "</table>", 0, False
        elif match["end"]:
            depth -= depth > 0 and match["name"].lower() == "table"
        elif match["name"].lower() == "table":
            depth += 1
        elif not depth:
            insertion, depth, added = "<table>", 1, True
        if insertion:
            pieces += markup[done:start], insertion
            done = start
    return "".join(pieces) + markup[done:] if pieces else source
