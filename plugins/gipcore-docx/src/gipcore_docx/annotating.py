"""The clerk's own file with the findings as comments at their cells; what has no place is noted at the title."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from gipcore.documents import Document
from gipcore.errors import ReadError
from gipcore.outcomes import Outcome
from gipcore_docx.anchors import Anchors, find_anchors
from gipcore_docx.comments import add_comments
from gipcore_docx.markup import parse
from gipcore_docx.notes import notes, words_of
from gipcore_docx.package import Package
from gipcore_docx.reading import read
from gipcore_docx.rewriting import (
    NO_RELATIONSHIPS,
    NO_TYPES,
    TYPES,
    relationships_of,
    rewritten,
    with_comments_relationship,
    with_comments_type,
)

_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_STRICT_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships/"


def annotate(data: bytes, outcome: Outcome, lang: str) -> bytes:
    """The file with comments. Raises ReadError for what is no Word file, damaged, or too large."""
    package = Package(data)
    main = package.main()
    root = _tree(package.read(main) or b"")
    word = etree.QName(root).namespace or ""
    anchors = find_anchors(root, word, lambda marked: _read(data, main, marked))
    noted = list(_placed(outcome, anchors, root, word, lang))
    if not noted:
        raise ReadError("文档里没有可以批注的段落。")
    parts: dict[str, bytes] = {}
    comments = package.related(main).get("comments", "")
    comments_data = package.read(comments) if comments else None
    if comments_data is None:
        comments = _free(package, main)
        comments_root = etree.Element(f"{{{word}}}comments", nsmap={"w": word})
        types = _tree(package.read(TYPES) or NO_TYPES)
        with_comments_type(types, comments)
        relationships = _tree(package.read(relationships_of(main)) or NO_RELATIONSHIPS)
        kinds = _STRICT_KINDS if "purl.oclc.org" in word else _KINDS
        with_comments_relationship(relationships, main, comments, kinds + "comments")
        parts |= {TYPES: _bytes(types), relationships_of(main): _bytes(relationships)}
    else:
        comments_root = _tree(comments_data)
    add_comments(noted, comments_root, word)
    return rewritten(data, {**parts, main: _bytes(root), comments: _bytes(comments_root)})


def _read(data: bytes, main: str, marked: Any) -> Document:
    return read(rewritten(data, {main: _bytes(marked)}))


def _placed(outcome: Outcome, anchors: Anchors, root: Any, word: str, lang: str) -> Iterator[tuple[Any, str]]:
    """Each note with its paragraph."""
    title = _title(outcome, anchors, root, word)
    if title is None:
        return
    told = {words: paragraph for place, paragraph in anchors.places.items() for words in words_of(place)}
    for note in notes(outcome, lang):
        places = (outcome.report.places.get(cell) for cell in note.cells)
        found = (anchors.places.get(place) for place in places if place is not None)
        paragraph = next((one for one in found if one is not None), told.get(note.where))
        yield (title if paragraph is None else paragraph), note.text


def _title(outcome: Outcome, anchors: Anchors, root: Any, word: str) -> Any:
    wanted = "".join(outcome.report.title.split())
    for text, paragraph in anchors.lines:
        if wanted and (folded := "".join(text.split())) and (wanted in folded or folded in wanted):
            return paragraph
    return anchors.lines[0][1] if anchors.lines else next(root.iter(f"{{{word}}}p"), None)


def _free(package: Package, main: str) -> str:
    """A name for the part of comments that no part has."""
    folder = main.rpartition("/")[0]
    names = (f"{folder}/comments{number or ''}.xml".lstrip("/") for number in range(100))
    return next(name for name in names if package.read(name) is None)


def _tree(data: bytes) -> Any:
    """The part with all its prefixes, which other parts of it may refer to by name.

    Raises ReadError for what the reader would refuse: it is asked first.
    """
    parse(data)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"文档内容已经损坏（{str(error)[:80]}）。请用 Word 或 WPS 打开后另存为 .docx 再试。") from error


def _bytes(root: Any) -> bytes:
    written: bytes = etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)
    return written
