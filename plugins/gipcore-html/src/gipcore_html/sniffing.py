"""Does a file look like a web page? Decided from its first bytes, without parsing."""

from __future__ import annotations

import re

HEAD = 4096
"""Bytes at the beginning of a file in which its nature and its character set must show."""

_UTF16 = (
    (re.compile(rb"(?:[\t\n\f\r ]\x00)*<\x00", re.ASCII), "utf-16-le"),
    (re.compile(rb"(?:\x00[\t\n\f\r ])*\x00<", re.ASCII), "utf-16-be"),
)
_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_PAGE = re.compile(
    r"\s*(?:<\?xml\b[^>]*>\s*)?"
    r"<(?:!doctype\s+html|!--|!\[if|(?:html|head|body|meta|title|link|base|style|script|noscript"
    r"|table|caption|colgroup|thead|tbody|tfoot|tr|td|th|p|div|span|font|center|br|hr|h[1-6]|a|b|strong|em|i|u|img"
    r"|section|article|main|header|nav|ul|ol|dl|pre|blockquote|form|o:p)(?=[\s/>]))",
    re.IGNORECASE,
)
# Possessive, so that no head makes the pattern try the same lines in many ways.
_MHTML = re.compile(
    rb"\s*+(?:[\w-]++:[^\n]*+\n(?:[ \t][^\n]*+\n)*+)*?content-type:\s*+multipart/related", re.IGNORECASE
)


def bom(data: bytes) -> tuple[int, str]:
    """The length of the byte order mark and the codec it stands for; ``(0, "")`` if there is none."""
    return next(((len(mark), codec) for mark, codec in _BOMS if data.startswith(mark)), (0, ""))


def utf16_codec(data: bytes) -> str:
    """The codec of a page in UTF-16 without a byte order mark, recognised by its first ``<``; else empty."""
    return next((codec for pattern, codec in _UTF16 if pattern.match(data[:HEAD])), "")


def is_mhtml(data: bytes) -> bool:
    """Whether *data* is a page saved with all its parts: a mail-like head, then ``multipart/related``.

    >>> is_mhtml(b'MIME-Version: 1.0\\r\\nContent-Type: multipart/related;\\r\\n boundary="x"\\r\\n')
    True
    """
    start = bom(data)[0]
    return _MHTML.match(data[start : start + HEAD]) is not None


def looks_like_page(data: bytes) -> bool:
    """Whether *data* begins as HTML or MHTML does. Never raises.

    >>> looks_like_page(" <TABLE><tr>".encode("utf-16"))
    True
    >>> looks_like_page("2023年政府信息公开工作年度报告".encode())
    False
    """
    if is_mhtml(data):
        return True
    length, codec = bom(data)
    head = data[length : length + HEAD]
    return _PAGE.match(head.decode(codec or utf16_codec(head) or "latin-1", "replace")) is not None
