"""Document → Report: by labels, never by positions, and driven by the form's data alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from gipcore.documents import Document, Paragraph
from gipcore.errors import ReadError
from gipcore.forms import Form
from gipcore.limits import MAX_PARAGRAPHS, check_size
from gipcore.recognise.identity import identify
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.narrative import section_texts
from gipcore.recognise.outlines import inner_headings
from gipcore.recognise.sections import find_headings
from gipcore.recognise.standing import Standing
from gipcore.recognise.tables import read_tables
from gipcore.recognise.text_lines import lines_of
from gipcore.recognise.titles import without_title
from gipcore.recognise.tokens import tokenise
from gipcore.recognise.version import Version, find_version
from gipcore.reports import ReadingRemark, Report, Source

__all__ = ["recognise"]


def recognise(
    document: Document, forms: Mapping[str, Form], *, form: str | None = None, source: Source = Source()
) -> Report:
    """The report in *document*. *forms* by id; *form* asks for one version, else the tables themselves decide.

    Raises ReadError if the document holds nothing of a report at all, or is too large for one.
    """
    paragraphs = [block for block in document.blocks if isinstance(block, Paragraph)]
    check_size(sum(block.text.count("\n") + 1 for block in paragraphs), "文字行数", MAX_PARAGRAPHS)
    version = find_version(document, forms, form)
    chosen = forms[form or version.form]
    index = _index_of(chosen)
    tokens = tokenise(document, index)
    lines = lines_of(document)
    headings, earlier = find_headings(lines, index, inner_headings(tokens, index))
    tables = read_tables(tokens, Standing(headings, earlier), index)
    if version.refused:
        tables = tables.refused()
    begins = [heading for heading in headings if heading.section]
    if not tables.found and not version.foreign and not begins:
        raise ReadError("没有找到年度报告的表格，也没有找到报告的标题。请确认这是政府信息公开工作年度报告。")
    headings = [heading for heading in headings if heading.section or not tables.cover(heading.line)]
    preamble, sections = section_texts(lines, headings, tables.figure_lines)
    tail = sections[begins[-1].section or ""] if begins else []
    identity = identify(preamble, [block.text for block in paragraphs if block.title], tail, document.text())
    del tail[len(tail) - identity.signature.lines :]
    return Report(
        form=chosen.id,
        cells=tables.cells,
        issuer=identity.issuer,
        year=identity.year,
        title=identity.title,
        signature=identity.signature.name,
        date_text=identity.signature.date_text,
        signed_on=identity.signed_on,
        published_on=identity.published_on,
        preamble="\n".join(without_title(preamble, identity.title)),
        sections={section: "\n".join(texts) for section, texts in sections.items()},
        headings=tuple(heading.heading for heading in headings),
        labels=tables.labels,
        tables=tables.seen,
        places=tables.places,
        remarks=(*tables.remarks, *_remarks(version, forms, asked=form is not None)),
        source=source,
    )


@lru_cache(maxsize=32)
def _index_of(form: Form) -> LabelIndex:
    """The labels of a form; an index is built once and never changed."""
    return LabelIndex(form)


def _remarks(version: Version, forms: Mapping[str, Form], *, asked: bool) -> Sequence[ReadingRemark]:
    """What to say of the version, and of other tables in the document."""
    remarks = [ReadingRemark("other-form", f"{table.name}，不是国家统计表") for table in version.foreign]
    remarks += [ReadingRemark("other-form", forms[other].title) for other in version.beside]
    if not asked and not version.sure:
        remarks.append(ReadingRemark("form-unsure", version.form))
    return remarks
