"""Web pages: the reader of HTML and MHTML, and the writer of a page for screen and print.

Loading this module is cheap: the parser and the rest are imported when the first page is read or written.
"""

from __future__ import annotations

from gipcore.documents import Document
from gipcore.forms import Form
from gipcore.hookspecs import Reader, Writer, hookimpl
from gipcore.reports import Report

__all__ = ["gipcore_readers", "gipcore_writers", "read", "sniff", "write"]


def read(data: bytes) -> Document:
    """The paragraphs and tables of a page, in reading order. Raises gipcore.errors.ReadError."""
    from gipcore_html.reader import read

    return read(data)


def sniff(data: bytes) -> bool:
    """Whether *data* looks like HTML or MHTML. Never raises."""
    from gipcore_html.sniffing import looks_like_page

    return looks_like_page(data)


def write(report: Report, form: Form) -> bytes:
    """The report as a self-contained page in UTF-8."""
    from gipcore.layout import lay_out
    from gipcore_html.writer import render

    headings = {heading.text for heading in report.headings} | {section.title for section in form.sections}
    # JSON can hold halves of surrogate pairs, which no encoding has.
    return render(lay_out(report, form), headings).encode(errors="replace")


@hookimpl
def gipcore_readers() -> list[Reader]:
    """Web pages, also as a browser saves them."""
    extensions = (".html", ".htm", ".xhtml", ".shtml", ".mht", ".mhtml")
    return [Reader("html", extensions, read, sniff, title="网页（HTML、MHTML）")]


@hookimpl
def gipcore_writers() -> list[Writer]:
    """Web pages."""
    return [Writer("html", (".html", ".htm"), write, title="网页（HTML）")]
