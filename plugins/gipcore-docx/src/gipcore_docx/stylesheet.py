"""The paragraph styles of a written report: fonts, sizes, spacing, as offices set their documents.

Each style has a Chinese font for Chinese text and Times New Roman for the rest. A machine without one of the office
fonts shows its usual Chinese font in its place.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

STYLES = {
    "title": "Title",
    "heading": "Heading 1",
    "subheading": "Heading 2",
    "body": "Body Text",
    "indented": "Body Text 2",
    "closing": "公文落款",
    "table": "表格文字",
    "small": "表格小字",
    "gap": "表后间隔",
    "footer": "Footer",
}
"""What the parts of a report are called in the file; the built-in names make Word's outline work."""

_LATIN = "Times New Roman"
_LINE = 28.0
"""Points from line to line: 22 lines a page."""


@frozen
class _Look:
    font: str
    size: float
    line: float | None = _LINE
    """Points from line to line; None is single spacing."""
    align: Any = WD_ALIGN_PARAGRAPH.JUSTIFY
    indent: int = 0
    """First line, in hundredths of a character."""
    right: int = 0
    """From the right margin, in hundredths of a character."""
    after: float = 0
    keep: bool = False


_LOOKS = {
    "title": _Look("方正小标宋简体", 22, 36, WD_ALIGN_PARAGRAPH.CENTER, after=28, keep=True),
    "heading": _Look("黑体", 16, indent=200, keep=True),
    "subheading": _Look("楷体_GB2312", 16, indent=200, keep=True),
    "body": _Look("仿宋_GB2312", 16, indent=200),
    "indented": _Look("仿宋_GB2312", 16),
    "closing": _Look("仿宋_GB2312", 16, align=WD_ALIGN_PARAGRAPH.RIGHT, right=200, keep=True),
    "table": _Look("宋体", 10.5, None, WD_ALIGN_PARAGRAPH.CENTER),
    "small": _Look("宋体", 9, None, WD_ALIGN_PARAGRAPH.CENTER),
    "gap": _Look("宋体", 9, 14),
    "footer": _Look("宋体", 14, None, WD_ALIGN_PARAGRAPH.CENTER),
}


def set_up_styles(target: Any) -> None:
    """Give the python-docx document *target* the styles of ``STYLES``."""
    styles = target.styles
    for part, name in ((styles, "w:lang"), (target.settings, "w:themeFontLang")):
        for language in part.element.iter(qn(name)):
            language.set(qn("w:eastAsia"), "zh-CN")
    wanted = {*STYLES.values(), "Normal", "Normal Table", "No List", "Default Paragraph Font"}
    for style in [style for style in styles if style.name not in wanted]:
        style.delete()
    for key, look in _LOOKS.items():
        name = STYLES[key]
        known = name in styles
        _set_up(styles[name] if known else styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH), look)


def _set_up(style: Any, look: _Look) -> None:
    element = style.element
    outline = element.find(f".//{qn('w:outlineLvl')}")
    for name in ("w:pPr", "w:rPr", "w:link"):
        for old in element.findall(qn(name)):
            element.remove(old)
    font = style.font
    font.name, font.size, font.bold = _LATIN, Pt(look.size), False
    font.color.rgb = RGBColor(0, 0, 0)
    element.rPr.rFonts.set(qn("w:eastAsia"), look.font)
    layout = style.paragraph_format
    layout.alignment = look.align
    layout.space_before, layout.space_after = Pt(0), Pt(look.after)
    layout.line_spacing = 1.0 if look.line is None else Pt(look.line)
    layout.keep_with_next = look.keep
    layout.widow_control = False
    if look.indent or look.right:
        layout.first_line_indent = Pt(look.size * look.indent / 100)
        layout.right_indent = Pt(look.size * look.right / 100)
        indents = element.pPr.find(qn("w:ind"))
        indents.set(qn("w:firstLineChars"), str(look.indent))
        indents.set(qn("w:rightChars"), str(look.right))
    if outline is not None:
        level = OxmlElement("w:outlineLvl")
        level.set(qn("w:val"), outline.get(qn("w:val")))
        element.pPr.append(level)
