"""Which version of the tables a document holds, and which other tables stand in it: by labels, else by the year."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import frozen

from gipcore.documents import Document, Paragraph
from gipcore.forms import ForeignTable, Form
from gipcore.recognise.dates import frequent_year
from gipcore.recognise.folding import key

MAX_LABEL = 60
"""Characters of a label; a longer text is a sentence."""
MAX_ADDED_LABEL = 200
"""Characters of a label that was added locally: those come with an explanation."""


@frozen
class Version:
    """The form, and whether its own labels say so (``sure``).

    ``beside`` are other forms whose tables stand in the document too, ``foreign`` the tables of no form that it holds;
    ``refused`` says that there is no other table, so that nothing of it may be read.
    """

    form: str
    sure: bool
    beside: tuple[str, ...] = ()
    foreign: tuple[ForeignTable, ...] = ()
    refused: bool = False


def find_version(document: Document, forms: Mapping[str, Form], wanted: str | None = None) -> Version:
    """The version of *document*'s tables, or of the form *wanted* what there is to say of it.

    Where the tables of two versions stand in one document, the one for the report's year counts, else the one with
    more of its labels.
    """
    text, year = key(document.text()), frequent_year(document.text())
    labels = _labels(document, MAX_LABEL)
    extensions = {name: form for name, form in forms.items() if form.extends}
    forms = {name: form for name, form in forms.items() if not form.extends or name == wanted}
    scores = _scores(labels, forms, text)
    whole = [name for name, form in forms.items() if scores[name] and scores[name] * 2 >= len(form.marks)]
    foreign = {
        name: tuple(t for t in form.foreign if all(key(m) in text for m in t.marks)) for name, form in forms.items()
    }
    chosen, sure = _choose(forms, scores, whole, foreign, year)
    name = wanted or chosen
    beside = tuple(other for other in whole if other != name) if sure else ()
    refused = bool(foreign[name]) and name not in whole
    return Version(_extended(chosen, extensions, document), sure, beside, foreign[name], refused)


def _extended(form: str, extensions: Mapping[str, Form], document: Document) -> str:
    """The form, or the one that extends it furthest all of whose added labels begin a text of the document."""
    own = {name: extension for name, extension in extensions.items() if extension.extends == form}
    labels = tuple(_labels(document, MAX_ADDED_LABEL)) if own else ()
    there = [
        name
        for name, extension in own.items()
        if all(any(label.startswith(key(mark)) for label in labels) for mark in extension.marks)
    ]
    return _extended(there[0], extensions, document) if there else form


def _labels(document: Document, longest: int) -> set[str]:
    """The keys of what stands alone and is short enough for a label."""
    return {
        key(label)
        for block in document.blocks
        for label in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
        if len(label) < longest
    }


def _scores(keys: set[str], forms: Mapping[str, Form], text: str) -> dict[str, int]:
    """How many of its own labels each form has in the document; inside running text only if none stands alone."""
    alone = {name: sum(key(mark) in keys for mark in form.marks) for name, form in forms.items()}
    if any(alone.values()):
        return alone
    return {name: sum(key(mark) in text for mark in form.marks) for name, form in forms.items()}


def _choose(
    forms: Mapping[str, Form],
    scores: Mapping[str, int],
    whole: list[str],
    foreign: Mapping[str, tuple[ForeignTable, ...]],
    year: int | None,
) -> tuple[str, bool]:
    by_age = sorted(forms, key=lambda name: forms[name].first_year)
    of_year = next((name for name in by_age if year is not None and forms[name].covers(year)), None)
    if of_year in whole:
        return str(of_year), True
    best = max(by_age, key=lambda name: (scores[name], name == by_age[-1]))
    if scores[best]:
        return best, True
    if named := next((name for name in by_age if foreign[name]), None):
        return named, True
    if of_year is not None:
        return of_year, False
    return by_age[0] if year is not None and year < forms[by_age[0]].first_year else by_age[-1], False
