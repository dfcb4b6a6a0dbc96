"""MHTML: a page saved as one file with its pictures, built like a mail. Its HTML part is taken, the rest left alone."""

from __future__ import annotations

import re
from email import message_from_bytes

from gipcore.errors import ReadError
from gipcore_html.sniffing import bom

MAX_LINES = 2_000_000
"""Lines of the file; the bound on the time that the mail parser takes."""
MAX_NESTING = 20
"""Envelopes within envelopes; a saved page has one."""

_ENVELOPE = re.compile(rb"boundary[*\d]*\s*=|message/", re.IGNORECASE)


def html_part(data: bytes) -> tuple[bytes, str]:
    """The first ``text/html`` part and the character set that its header names. Raises ReadError if there is none."""
    if data.count(b"\n") + data.count(b"\r") > MAX_LINES or len(_ENVELOPE.findall(data)) > MAX_NESTING:
        raise ReadError("这个 MHTML 文件层次或行数过多，不像保存下来的网页。请用浏览器重新保存网页后再试。")
    try:
        part = _first_html(data[bom(data)[0] :])
    except Exception as error:  # on forged heads the mail parser raises whatever its helpers raise
        raise ReadError("这个 MHTML 文件已损坏。请用浏览器重新保存网页后再试。") from error
    if part is None:
        raise ReadError("这个 MHTML 文件里没有网页正文。请用浏览器重新保存网页后再试。")
    return part


def _first_html(data: bytes) -> tuple[bytes, str] | None:
    for part in message_from_bytes(data).walk():
        if part.get_content_type() in ("text/html", "application/xhtml+xml"):
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and payload.strip():
                return payload, part.get_content_charset() or ""
    return None
