"""Plain text for gipcore: read in the layouts that real dumps have, and written with pipe tables."""

from __future__ import annotations

from gipcore.documents import Document
from gipcore.forms import Form
from gipcore.hookspecs import Reader, Writer, hookimpl
from gipcore.reports import Report

EXTENSIONS = (".txt", ".md", ".text", ".rst", ".csv", ".tsv")


def _read(data: bytes) -> Document:
    from gipcore_text.reading import read

    return read(data)


def _sniff(data: bytes) -> bool:
    from gipcore_text.decoding import looks_like_text

    return looks_like_text(data)


def _write(report: Report, form: Form) -> bytes:
    from gipcore_text.writing import write

    return write(report, form)


@hookimpl
def gipcore_readers() -> list[Reader]:
    """Plain text, last resort for any file that is text at all."""
    return [Reader("text", EXTENSIONS, _read, _sniff, "纯文本")]


@hookimpl
def gipcore_writers() -> list[Writer]:
    """Plain text with pipe tables."""
    return [Writer("text", (".txt", ".md"), _write, "纯文本")]
