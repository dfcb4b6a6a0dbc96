"""Comments in the markup: a mark around the paragraph, and the text in a part of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

AUTHOR, INITIALS = "gipcore", "gip"
_ILLEGAL = re.compile("[^\t\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def add_comments(notes: Iterable[tuple[Any, str]], comments: Any, word: str) -> None:
    """Add each note, a paragraph and a text, to the paragraph and to *comments*, the root of the part of comments.

    Comments that are there stay as they are.
    """
    used = [int(id_) for node in comments if (id_ := node.get(f"{{{word}}}id", "")).isdecimal()]
    for id_, (paragraph, text) in enumerate(notes, max(used, default=-1) + 1):
        _mark(paragraph, str(id_), word)
        comments.append(_comment(comments, str(id_), text, word))


def _mark(paragraph: Any, id_: str, word: str) -> None:
    start, end, run, reference = (
        paragraph.makeelement(f"{{{word}}}{name}")
        for name in ("commentRangeStart", "commentRangeEnd", "r", "commentReference")
    )
    for node in (start, end, reference):
        node.set(f"{{{word}}}id", id_)
    run.append(reference)
    begins = 1 if len(paragraph) and paragraph[0].tag == f"{{{word}}}pPr" else 0
    paragraph.insert(begins, start)
    paragraph.extend((end, run))


def _comment(comments: Any, id_: str, text: str, word: str) -> Any:
    # Without a date: the same findings give the same bytes.
    comment = comments.makeelement(f"{{{word}}}comment")
    for name, value in (("id", id_), ("author", AUTHOR), ("initials", INITIALS)):
        comment.set(f"{{{word}}}{name}", value)
    for line in text.split("\n"):
        paragraph, run, told = (comments.makeelement(f"{{{word}}}{name}") for name in ("p", "r", "t"))
        told.text = _ILLEGAL.sub("\ufffd", line)
        told.set(_XML_SPACE, "preserve")
        run.append(told)
        paragraph.append(run)
        comment.append(paragraph)
    return comment
