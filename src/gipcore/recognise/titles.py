"""The title of a report, and what it says of issuer and year."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gipcore.recognise.folding import fold, key
from gipcore.recognise.signatures import MAX_NAME, is_body

_YEAR = re.compile(r"(20\d\d)(?=年|度|\D|$)")
_YEAR_IN_NAME = re.compile(r"20\d\d年?度?")
_REPORT = re.compile(r"信息公开.{0,16}(?:年度报告?|年报|工作报告)|(?:年度报告|年报).{0,8}信息公开")
_NAMED = re.compile(r"(?:政府)?信息公开(?:工作)?.{0,12}?(?:年度报告?|工作报告|年报|报告)")
_FIELD = re.compile(r"^(?:标题|题目|名称|文章标题)\s*[:：]\s*")
_SENTENCE = re.compile(r"[。；;《》>：:]")
_BREADCRUMB = re.compile(r"[>:：/]")
_SITE = re.compile(r"\s*[-_|–—]\s*")
MIN_TITLE, MAX_TITLE = 10, 70
"""Characters of a title, folded."""


def find_title(lines: Sequence[str], fallbacks: Sequence[str]) -> str:
    """The title among the lines before the first section; else among *fallbacks* (a page's own title)."""
    best, best_score = "", 0
    for number, line in enumerate(lines):
        text = _FIELD.sub("", line.strip())
        if score := _score(text):
            if score > best_score:
                best, best_score = _with_issuer_above(text, lines[:number]), score
        elif not best and number + 1 < len(lines):
            # A title broken over two lines in the middle of the document's name.
            joined = text + lines[number + 1].strip()
            if _score(joined) and not _score(_FIELD.sub("", lines[number + 1].strip())):
                best, best_score = joined, _score(joined) - 1
    if best:
        return best
    scored = [(score, text.strip()) for text in fallbacks if (score := _score(text.split("-")[0].strip()))]
    return _SITE.split(max(scored)[1])[0] if scored else ""


def _score(text: str) -> int:
    """How much a line looks like a title: 0 if not at all."""
    folded = fold(text)
    if not MIN_TITLE <= len(folded) <= MAX_TITLE or not _REPORT.search(folded) or _SENTENCE.search(folded):
        return 0
    ending = folded.endswith(("报告", "年报", "年度报"))
    return 1 + 2 * bool(_YEAR.search(folded)) + ("年度报告" in folded) + 2 * ending


def _with_issuer_above(title: str, above: Sequence[str]) -> str:
    """The title with the issuer's line above it, where the title itself names none."""
    name = next((line.strip() for line in reversed(above) if line.strip()), "")
    if not issuer_in_title(title) and len(name) <= MAX_NAME and is_body(name) and not _BREADCRUMB.search(name):
        return name + title
    return title


def issuer_in_title(title: str) -> str:
    """The name of the body, folded, as far as the title has one.

    >>> issuer_in_title("关于夹河子乡人民政府2023年政府信息公开工作年度报告")
    '夹河子乡人民政府'
    """
    bare = _YEAR_IN_NAME.sub("", fold(title), count=1)
    match = _NAMED.search(bare)
    if not match:
        return ""
    name = bare[: match.start()]
    if name.endswith("人民"):
        name += "政府"  # the document's name took it: "…人民政府信息公开…"
    return name.removeprefix("关于").removesuffix("的").strip("()-_|")


def year_in_title(title: str) -> int | None:
    """The year of the report, as far as the title has one."""
    match = _YEAR.search(fold(title))
    return int(match[1]) if match else None


def without_title(lines: Sequence[str], title: str) -> list[str]:
    """The lines before the first section without those that the title takes up."""
    wanted = key(title)
    for count in (1, 2) if title else ():
        for start in range(len(lines) - count + 1):
            if key("".join(lines[start : start + count])) == wanted:
                return [*lines[:start], *lines[start + count :]]
    return list(lines)
