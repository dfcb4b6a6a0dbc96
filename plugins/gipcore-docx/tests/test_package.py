"""What a file is by its first bytes, and the parts of a Word file wherever they lie."""

from __future__ import annotations

import zipfile
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gipcore.errors import ReadError
from gipcore_docx.reading import read
from gipcore_docx.signatures import sniff

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BODY = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"


def test_sniff(docx: Any, archive: Any) -> None:
    data = docx(BODY)
    assert sniff(data)
    assert sniff(data[: len(data) // 2])
    assert not sniff(archive({"xl/workbook.xml": "<w/>", "mimetype": "word/"}))
    for other in (b"", b"PK", b"PK\x03\x04", OLE, b"%PDF-1.7 word/"):
        assert not sniff(other)


@given(st.binary(max_size=60))
def test_sniff_never_raises(tail: bytes) -> None:
    assert isinstance(sniff(b"PK\x03\x04" + tail), bool)
    assert isinstance(sniff(b"PK\x03\x04PK\x05\x06" + tail), bool)


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空"),
        (OLE + bytes(512), "另存为 .docx"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"\xff\xd8\xff\xe0", "图片"),
        (b"%PDF-1.7", "PDF"),
        (b"{\\rtf1", "RTF"),
        (b"\xef\xbb\xbf\r\n<html>", "网页"),
        ("年度报告".encode(), "不是 Word 文档"),
    ],
)
def test_what_it_is_instead(data: bytes, word: str) -> None:
    with pytest.raises(ReadError, match=word):
        read(data)


@pytest.mark.parametrize("main", ["word/document.xml", "word/document2.xml", "Word/Document.xml", "content/body.xml"])
def test_the_text_is_where_the_package_says(main: str, docx: Any, seen: Any) -> None:
    assert seen(docx(BODY, main=main)) == ["甲"]


def test_a_package_without_relationships(docx: Any, archive: Any, seen: Any) -> None:
    with zipfile.ZipFile(BytesIO(docx(BODY))) as source:
        text = source.read("word/document.xml")
    assert seen(archive({"word\\document.xml": text})) == ["甲"]


def test_the_strict_variant_of_the_standard(docx: Any, archive: Any, seen: Any) -> None:
    numbering = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0">'
        '<w:lvl w:ilvl="0"><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl></w:abstractNum>'
    )
    body = (
        '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r>'
        "<m:oMath><m:r><m:t>=1</m:t></m:r></m:oMath></w:p>"
    )
    with zipfile.ZipFile(BytesIO(docx(body, numbering=numbering))) as source:
        parts = {
            name: source.read(name)
            .replace(
                b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                b"http://purl.oclc.org/ooxml/wordprocessingml/main",
            )
            .replace(
                b"http://schemas.openxmlformats.org/officeDocument/2006/",
                b"http://purl.oclc.org/ooxml/officeDocument/",
            )
            for name in source.namelist()
        }
    assert b"purl.oclc.org" in parts["word/document.xml"]
    assert seen(archive(dict(parts))) == ["一、甲=1"]
