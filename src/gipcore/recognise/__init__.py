"""Document → Report: by labels, never by positions, and driven by the form's data alone."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from gipcore.documents import Document, Paragraph
from gipcore.errors import ReadError
from gipcore.forms import Form
from gipcore.limits import MAX_PARAGRAPHS, check_size
from gipcore.recognise.assembly import TablesRead, nothing_read, read_tables
from gipcore.recognise.folding import key
from gipcore.recognise.identity import identify
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.outlines import inner_headings
from gipcore.recognise.sections import find_headings, lines_of, section_texts
from gipcore.recognise.tokens import tokenise
from gipcore.recognise.version import find_version
from gipcore.reports import ReadingRemark, Report, Source

__all__ = ["recognise"]


class _Indexes:
    """Label indexes by form; an index is built once and never changed."""

    @staticmethod
    @lru_cache(maxsize=32)
    def of(form: Form) -> LabelIndex:
        return LabelIndex(form)


def recognise(
    document: Document, forms: Mapping[str, Form], *, form: str | None = None, source: Source = Source()
) -> Report:
    """The report in *document*. *forms* by id; *form* asks for one version, else the tables themselves decide.

    Raises ReadError if the document holds nothing of a report at all.
    """
    lines = sum(block.text.count("\n") + 1 for block in document.blocks if isinstance(block, Paragraph))
    check_size(lines, "文字行数", MAX_PARAGRAPHS)
    version = find_version(document, forms, form)
    chosen = forms[form or version.form]
    index = _Indexes.of(chosen)
    tokens = tokenise(document, index)
    text_lines = lines_of(document)
    headings = find_headings(text_lines, index, inner_headings(tokens, index))
    tables = read_tables(tokens, headings, index)
    if version.refused:
        tables = nothing_read(index, tables)
    headings = [c for c in headings if c.section or not (c.line in tables.figure_lines or _inside(c.line, tables))]
    preamble, sections = section_texts(text_lines, headings, tables.figure_lines)
    fallbacks = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.title]
    last = next((c.section for c in reversed(headings) if c.section), None)
    tail = sections[last].split("\n") if last and sections[last] else []
    identity, used = identify(preamble.split("\n"), fallbacks, tail, document.text())
    if last and used:
        sections[last] = "\n".join(tail[: len(tail) - used])
    if not tables.found and not version.foreign and not any(c.section for c in headings):
        raise ReadError("没有找到年度报告的表格，也没有找到报告的标题。请确认这是政府信息公开工作年度报告。")
    remarks = list(tables.remarks)
    remarks += [ReadingRemark("other-form", f"{table.name}，不是国家统计表") for table in version.foreign]
    remarks += [ReadingRemark("other-form", forms[other].title) for other in version.beside]
    if not form and not version.sure:
        remarks.append(ReadingRemark("form-unsure", version.form))
    return Report(
        form=chosen.id,
        cells=tables.cells,
        issuer=identity.issuer,
        year=identity.year,
        title=identity.title,
        signature=identity.signature,
        date_text=identity.date_text,
        signed_on=identity.signed_on,
        published_on=identity.published_on,
        preamble=_without_title(preamble, identity.title),
        sections=sections,
        headings=tuple(c.heading for c in headings),
        labels=tables.labels,
        tables=tables.seen,
        places=tables.places,
        remarks=tuple(remarks),
        source=source,
    )


def _without_title(preamble: str, title: str) -> str:
    lines = preamble.split("\n")
    wanted = key(title)
    for count in (1, 2):
        for start in range(len(lines) - count + 1):
            if title and key("".join(lines[start : start + count])) == wanted:
                return "\n".join([*lines[:start], *lines[start + count :]])
    return preamble


def _inside(line: int, tables: TablesRead) -> bool:
    """Whether the line stands between the rows of a table."""
    return any(first < line < last for first, last in tables.spans)
