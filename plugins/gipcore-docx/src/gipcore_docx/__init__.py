"""The Word format of gipcore: reads .docx as office programs write it, and writes a report as an office would send it.

Loading this module is cheap: lxml and python-docx are imported when a file is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable

from gipcore.documents import Document
from gipcore.forms import Form
from gipcore.hookspecs import Reader, Writer, hookimpl
from gipcore.reports import Report
from gipcore_docx.signatures import sniff

__all__ = ["gipcore_readers", "gipcore_writers"]


def _read(data: bytes) -> Document:
    from gipcore_docx.reading import read

    return read(data)


def _write(report: Report, form: Form) -> bytes:
    from gipcore_docx.writing import write

    return write(report, form)


@hookimpl
def gipcore_readers() -> Iterable[Reader]:
    """The reader of Word files.

    ``.doc`` and ``.wps`` are claimed too: some are a .docx under another name, the others get the advice to convert.
    """
    return [Reader("docx", (".docx", ".docm", ".doc", ".wps"), _read, sniff, title="Word 文档")]


@hookimpl
def gipcore_writers() -> Iterable[Writer]:
    """The writer of Word files."""
    return [Writer("docx", (".docx",), _write, title="Word 文档")]
