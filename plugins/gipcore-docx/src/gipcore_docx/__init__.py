"""The Word format of gipcore: reads .docx as office programs write it, and writes a report as an office would send it.

Loading this module is cheap: XML parser and python-docx are imported when a file is read or written.
"""

from __future__ import annotations

from collections.abc import Iterable

from gipcore.documents import Document
from gipcore.errors import WriteError
from gipcore.forms import Form
from gipcore.hookspecs import Annotator, Reader, Writer, hookimpl
from gipcore.outcomes import Outcome
from gipcore.reports import Report
from gipcore_docx.signatures import sniff

__all__ = ["gipcore_annotators", "gipcore_readers", "gipcore_writers"]


def _read(data: bytes) -> Document:
    from gipcore_docx.reading import read

    return read(data)


def _write(report: Report, form: Form) -> bytes:
    try:
        from gipcore_docx.writing import write
    except ModuleNotFoundError as error:
        raise WriteError(
            f"写 Word 文件要用到 python-docx，这里缺少 {error.name}。请先 pip install python-docx，或改用别的格式。"
        ) from error
    return write(report, form)


def _annotate(data: bytes, outcome: Outcome, form: Form, lang: str) -> bytes:
    try:
        from gipcore_docx.annotating import annotate
    except ModuleNotFoundError as error:
        raise WriteError(
            f"在 Word 文件中批注要用到 lxml，这里缺少 {error.name}。请先 pip install lxml，或用 gip check 查看问题。"
        ) from error
    return annotate(data, outcome, lang)


@hookimpl
def gipcore_annotators() -> Iterable[Annotator]:
    """The annotator of Word files: findings as comments."""
    return [Annotator("docx", (".docx", ".docm"), _annotate, title="Word 文档")]


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
