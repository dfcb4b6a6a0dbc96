"""A Document → a Word file: page, fonts and paragraphs by python-docx, tables with real merged cells.

The measures are those of GB/T 9704 (party and government documents): A4, title 22 pt, headings and text 16 pt.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Literal, TypeAlias

import docx
from attrs import evolve
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from gipcore.documents import Document, Grid
from gipcore_docx.grids import table_markup
from gipcore_docx.stylesheet import STYLES, set_up_styles

Role: TypeAlias = Literal["title", "heading", "subheading", "body", "closing"]

_TEXT_WIDTH = Mm(210 - 28 - 26)
_FEW_COLUMNS = 6
"""Tables with more columns are set in the smaller type."""
_INDENTS = ("\u3000\u3000", "    ", "\t")
"""Beginnings of a text that brings its own indent."""
_EPOCH = datetime(2000, 1, 1)
_ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEFTOVERS = ("/thumbnail", "/stylesWithEffects", "/customXml", "/numbering")
"""Parts of python-docx's empty template that a report has no use for."""
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(document: Document, roles: Sequence[Role] = (), widths: Sequence[Sequence[int]] = ()) -> bytes:
    """The Word file that shows *document*; the same document gives the same bytes.

    *roles* says what each block is, *widths* gives for each grid the relative widths of its columns; where they end or
    a grid's widths are empty, a paragraph is body text and columns are as wide as their text asks.
    """
    target = docx.Document()
    _set_up_page(target)
    set_up_styles(target)
    body = target.element.body
    grids = 0
    for index, block in enumerate(document.blocks):
        if isinstance(block, Grid):
            known = widths[grids] if grids < len(widths) else ()
            grids += 1
            cleaned = Grid(tuple(evolve(cell, text=clean(cell.text)) for cell in block.cells))
            style = STYLES["table" if block.column_count <= _FEW_COLUMNS else "small"]
            markup = table_markup(cleaned, known, _TEXT_WIDTH.twips, target.styles[style].style_id)
            body.insert_element_before(parse_xml(markup), "w:sectPr")
            # Without a paragraph between them Word takes two tables for one.
            target.add_paragraph(style=STYLES["gap"])
            continue
        role: Role = roles[index] if index < len(roles) else "body"
        text = clean(block.text)
        paragraph = target.add_paragraph(text, style=STYLES[role])
        if role == "body" and text.startswith(_INDENTS):
            paragraph.style = STYLES["indented"]
    return _packed(target)


def clean(text: str) -> str:
    """*text* without the characters that XML, and so a Word file, cannot hold."""
    return _NOT_XML.sub("", text)


def _set_up_page(target: Any) -> None:
    section = target.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)
    footer = section.footer.paragraphs[0]
    footer.style = STYLES["footer"]
    footer.add_run("— ")
    footer._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
    footer.add_run(" —")


def _packed(target: Any) -> bytes:
    """The file's bytes, with nothing in them that depends on when or where they were made."""
    properties = target.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title = next((p.text for p in target.paragraphs if p.style.name == STYLES["title"]), "")
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    for relationships in (target.part.package.rels, target.part.rels):
        for key in [key for key, part in relationships.items() if part.reltype.endswith(_LEFTOVERS)]:
            relationships.pop(key)
    made = BytesIO()
    target.save(made)
    packed = BytesIO()
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w") as archive:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # Windows and Unix would else be told apart.
            entry.create_system = 0
            archive.writestr(entry, source.read(name))
    return packed.getvalue()
