"""Small Word files for the tests, made from raw markup: what office programs write, without the programs."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from gipcore.documents import Grid, Paragraph
from gipcore_docx.reading import read

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NAMESPACES = (
    f'xmlns:w="{W}" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Seen = list[str | list[tuple[str, int, int, int, int]]]
"""A document as tests compare it: a paragraph is its text, a grid the list of its cells as (text, row, column,
row span, column span)."""
Archive = Callable[[dict[str, str | bytes]], bytes]
MakeDocx = Callable[..., bytes]
Look = Callable[..., Seen]


def _archive(parts: dict[str, str | bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return made.getvalue()


def _relationships(**targets: str) -> str:
    items = "".join(
        f'<Relationship Id="{kind}" Type="{RELATIONSHIPS}/{kind}" Target="{target}"/>'
        for kind, target in targets.items()
    )
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'
    )


def _docx(body: str, *, styles: str = "", numbering: str = "", main: str = "word/document.xml") -> bytes:
    folder, name = main.rsplit("/", 1)
    return _archive(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": _relationships(officeDocument=main),
            main: f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>",
            f"{folder}/_rels/{name}.rels": _relationships(styles="styles.xml", numbering="numbering.xml"),
            f"{folder}/styles.xml": f"<w:styles {NAMESPACES}>{styles}</w:styles>",
            f"{folder}/numbering.xml": f"<w:numbering {NAMESPACES}>{numbering}</w:numbering>",
        }
    )


def _seen(data: bytes) -> Seen:
    return [
        block.text
        if isinstance(block, Paragraph)
        else [(c.text, c.row, c.column, c.row_span, c.column_span) for c in block.cells]
        for block in read(data).blocks
        if isinstance(block, Paragraph | Grid)
    ]


@pytest.fixture(scope="session")
def archive() -> Archive:
    """A zip archive of the given parts."""
    return _archive


@pytest.fixture(scope="session")
def docx() -> MakeDocx:
    """A Word file with the given body; styles and numbering are the content of those parts."""
    return _docx


@pytest.fixture(scope="session")
def look() -> Look:
    """What is read from a Word file with the given body."""
    return lambda body, **parts: _seen(_docx(body, **parts))


@pytest.fixture(scope="session")
def seen() -> Callable[[bytes], Seen]:
    """What is read from the bytes of a Word file."""
    return _seen
