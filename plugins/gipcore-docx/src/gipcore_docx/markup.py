"""XML of a Word file: parsed safely, and the names of its elements and attributes.

Programs that keep to the strict variant of the standard use other namespaces for the same names; they are put into the
usual ones before parsing, so that nothing else has to know of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, overload
from xml.etree import ElementTree

from gipcore.errors import ReadError
from gipcore.limits import check_size

Element: TypeAlias = ElementTree.Element

MAX_MARKUP = 600_000
"""Tags and attributes of one part: each costs some hundred bytes of memory, however few it has in the file."""

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WORD_2010 = "http://schemas.microsoft.com/office/word/2010/wordml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAMESPACES = (
    (_STRICT + b"wordprocessingml/main", _WORD.encode()),
    (_STRICT + b"officeDocument/math", _MATH.encode()),
)
_FALSE = frozenset({"0", "false", "off"})


def w(name: str) -> str:
    """The full name of an element or attribute of WordprocessingML."""
    return f"{{{_WORD}}}{name}"


def m(name: str) -> str:
    """The full name of an element of Office math."""
    return f"{{{_MATH}}}{name}"


ALTERNATE = f"{{{_COMPATIBILITY}}}AlternateContent"
CHOICE = f"{{{_COMPATIBILITY}}}Choice"
FALLBACK = f"{{{_COMPATIBILITY}}}Fallback"
CHECKBOX = f"{{{_WORD_2010}}}checkbox"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
VAL = w("val")
P, R, T, TBL, TR, TC = w("p"), w("r"), w("t"), w("tbl"), w("tr"), w("tc")
PPR, RPR, TRPR, TCPR = w("pPr"), w("rPr"), w("trPr"), w("tcPr")
SDT, SDTPR = w("sdt"), w("sdtPr")
DEL, MOVE_FROM = w("del"), w("moveFrom")
TEXT_BOX = w("txbxContent")


def parse(data: bytes) -> Element:
    """The root element of a part. Raises ReadError for broken, oversized or suspicious XML.

    A document type, which no office program writes, is refused, so there are no entities to expand and nothing to load
    from outside. How deep elements are nested is for the walk to bound.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeDecodeError as error:
            raise _damaged(str(error)) from error
    check_size(data.count(b"<") + data.count(b"="), "标记", MAX_MARKUP)
    if b"<!DOCTYPE" in data:
        raise ReadError(
            "文档里有不允许的 XML 声明（DOCTYPE），可能有害，未予读取。请用 Word 或 WPS 另存为 .docx 后再试。"
        )
    if _STRICT in data:
        for strict, usual in _STRICT_NAMESPACES:
            data = data.replace(strict, usual)
    # Whatever the declaration says: the check for a document type above has looked at these bytes as UTF-8.
    parser = ElementTree.XMLParser(encoding="utf-8")
    try:
        return ElementTree.fromstring(data, parser)
    except (ElementTree.ParseError, ValueError) as error:
        raise _damaged(str(error)) from error


def _damaged(problem: str) -> ReadError:
    return ReadError(f"文档内容已经损坏（{problem[:80]}）。请用 Word 或 WPS 打开后另存为 .docx 再试。")


def too_deep() -> ReadError:
    """The error for elements nested deeper than any document needs."""
    return ReadError("文档的结构嵌套过深，不像正常的报告。请用 Word 或 WPS 打开，把内容复制到新文档后再试。")


def child(element: Element, name: str) -> Element | None:
    """The first child called *name*."""
    return element.find(name)


def chosen(alternate: Element) -> Iterable[Element]:
    """Of content that is there in two versions (new and compatible) the one to read: empty if there is none."""
    for name in (CHOICE, FALLBACK):
        branch = child(alternate, name)
        if branch is not None:
            return branch
    return ()


def is_on(element: Element | None) -> bool:
    """Whether a switch such as ``w:vanish`` is there and not switched off."""
    return element is not None and element.get(VAL) not in _FALSE


@overload
def integer(element: Element | None, default: int) -> int: ...
@overload
def integer(element: Element | None, default: None = None) -> int | None: ...
def integer(element: Element | None, default: int | None = None) -> int | None:
    """The number in an element's ``w:val``; *default* where there is none, or one that no program would write."""
    text = None if element is None else element.get(VAL)
    # Ten digits hold every 32-bit number; int() of a million digits would take minutes.
    if text is None or len(text) > 11:
        return default
    try:
        return int(text)
    except ValueError:
        return default
