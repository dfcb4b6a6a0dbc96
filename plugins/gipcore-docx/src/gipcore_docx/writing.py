"""A Report → a Word file, set as an office sets its documents (GB/T 9704): which paragraph is what, and how wide a
column is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gipcore.documents import Document, Grid
from gipcore.forms import Form
from gipcore.layout import lay_out
from gipcore.reports import Report
from gipcore_docx.rendering import Role, render

_SUBHEADING = re.compile(r"（[一二三四五六七八九十]+）[^。；]{1,40}")


def write(report: Report, form: Form) -> bytes:
    """The bytes of the Word file: the official form filled in. The same report gives the same bytes."""
    document = lay_out(report, form)
    return render(document, roles(document, report, form), widths(document, form))


def roles(document: Document, report: Report, form: Form) -> list[Role]:
    """What each block of the laid-out *document* is: title first if there is one, signature and date last."""
    headings = {heading.text for heading in report.headings}
    headings.update(section.heading for section in form.sections)
    last = len(document.blocks) - sum(1 for line in (report.signature, report.date_text) if line)
    found: list[Role] = []
    for index, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            found.append("body")
        elif index == 0 and report.title:
            found.append("title")
        elif index >= last:
            found.append("closing")
        elif block.text in headings:
            found.append("heading")
        else:
            found.append("subheading" if _SUBHEADING.fullmatch(block.text.strip()) else "body")
    return found


def widths(document: Document, form: Form) -> list[Sequence[int]]:
    """For each grid of *document* the relative widths of its columns in the official form; empty if none fit."""
    official = {len(table.widths): table.widths for table in form.tables}
    return [official.get(block.column_count, ()) for block in document.blocks if isinstance(block, Grid)]
