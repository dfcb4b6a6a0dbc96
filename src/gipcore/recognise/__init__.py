"""Document → Report: by labels, never by positions, and driven by the form's data alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from gipcore.documents import Document, Paragraph, Place
from gipcore.errors import ReadError
from gipcore.forms import Form
from gipcore.limits import MAX_PARAGRAPHS, check_size
from gipcore.recognise.assembly import read_tables
from gipcore.recognise.folding import key
from gipcore.recognise.identity import frequent_year, identify
from gipcore.recognise.labels import LabelIndex
from gipcore.recognise.sections import find_headings, lines_of, section_texts
from gipcore.recognise.tokens import tokenise
from gipcore.reports import ReadingRemark, Report, Source

__all__ = ["recognise"]


class _Indexes:
    """Label indexes by form; an index is built once and never changed."""

    @staticmethod
    @lru_cache(maxsize=32)
    def of(form: Form) -> LabelIndex:
        return LabelIndex(form)


def recognise(document: Document, forms: Mapping[str, Form], *, form: str | None = None, source: Source = Source()) -> Report:
    """The report in *document*. *forms* by id; *form* asks for one version, else the tables themselves decide.

    Raises ReadError if the document holds nothing of a report at all.
    """
    lines = sum(block.text.count("\n") + 1 for block in document.blocks if isinstance(block, Paragraph))
    check_size(lines, "文字行数", MAX_PARAGRAPHS)
    seen, sure = _version(document, forms)
    chosen = forms[form or seen]
    index = _Indexes.of(chosen)
    tokens = tokenise(document, index)
    text_lines = lines_of(document)
    headings = find_headings(text_lines, index)
    tables = read_tables(tokens, headings, index)
    headings = [c for c in headings if c.section or not any(a < c.line < b for a, b in tables.spans)]
    preamble, sections = section_texts(text_lines, headings, tables.figure_lines)
    fallbacks = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.title]
    last = next((c.section for c in reversed(headings) if c.section), None)
    tail = sections[last].split("\n") if last and sections[last] else []
    identity, used = identify(preamble.split("\n"), fallbacks, tail, document.text())
    if last and used:
        sections[last] = "\n".join(tail[: len(tail) - used])
    if not tables.found and not any(c.section for c in headings):
        raise ReadError("没有找到年度报告的表格，也没有找到报告的标题。请确认这是政府信息公开工作年度报告。")
    remarks = list(tables.remarks)
    if form and sure and seen != form:
        remarks.append(ReadingRemark("other-form", seen, Place()))
    elif not form and not sure:
        remarks.append(ReadingRemark("form-unsure", seen, Place()))
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


def _version(document: Document, forms: Mapping[str, Form]) -> tuple[str, bool]:
    """The form whose own labels occur most often, and whether any did; without any, the one for the year that the
    text names most often."""
    keys = set(_label_keys(document))
    scores = {name: sum(key(mark) in keys for mark in form.marks) for name, form in forms.items()}
    if not any(scores.values()):
        text = key(document.text())
        scores = {name: sum(key(mark) in text for mark in form.marks) for name, form in forms.items()}
    newest = max(forms, key=lambda name: forms[name].first_year)
    best = max(scores, key=lambda name: (scores[name], name == newest))
    if scores[best]:
        return best, True
    year = frequent_year(document.text())
    return next((name for name, form in forms.items() if year and form.covers(year)), newest), False


def _label_keys(document: Document) -> Sequence[str]:
    return [
        key(text)
        for block in document.blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
        if len(text) < 60
    ]


def _without_title(preamble: str, title: str) -> str:
    lines = preamble.split("\n")
    wanted = key(title)
    for count in (1, 2):
        for start in range(len(lines) - count + 1):
            if title and key("".join(lines[start : start + count])) == wanted:
                return "\n".join([*lines[:start], *lines[start + count :]])
    return preamble
