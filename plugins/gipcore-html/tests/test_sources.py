"""Pages as programs make them: Word's export, saved pages, fragments; and what is recognised as a page at all."""

from __future__ import annotations

import quopri

import pytest

from gipcore.documents import Document, Grid
from gipcore.errors import ReadError
from gipcore_html import read, sniff

WORD = """<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office">
<head><meta http-equiv=Content-Type content="text/html; charset=gb2312"><title>年度报告</title>
<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->
<style><!-- p.MsoNormal {mso-style-parent:"";} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><div class=Section1>
<p class=MsoListParagraph style='mso-list:l0 level1 lfo1'><![if !supportLists]><span lang=EN-US
style='mso-list:Ignore'>一、<span style='font:7.0pt "Times New Roman"'>&nbsp;</span></span><![endif]><b><span
style='mso-spacerun:yes'>总体</span></b><span lang=EN-US>情况<o:p></o:p></span></p>
<p class=MsoNormal><span lang=EN-US style='display:none;mso-hide:all'>隐藏</span><o:p>&nbsp;</o:p></p>
<table class=MsoTable border=1><tr style='mso-yfti-irow:0'><td width=100><p class=MsoNormal align=center><span
lang=EN-US><o:p>规</o:p></span><span>章</span></p></td><td><p class=MsoNormal><span lang=EN-US>1</span><span
lang=EN-US>2<o:p></o:p></span></p></td></tr><![if !supportMisalignedColumns]><tr height=0></tr><![endif]></table>
</div></body></html>"""


def contents(document: Document) -> list[object]:
    return [[cell.text for cell in block.cells] if isinstance(block, Grid) else block.text for block in document.blocks]


EXPECTED = ["年度报告", "一、\u00a0总体情况", ["规章", "12"]]


def test_word() -> None:
    assert contents(read(WORD.encode("gbk"))) == EXPECTED


def mhtml(page: bytes, encoding: str = "quoted-printable", extra: str = "") -> bytes:
    body = quopri.encodestring(page) if encoding == "quoted-printable" else page
    head = (
        "From: <Saved by Browser>\r\nSubject: =?utf-8?Q?=E5=B9=B4?=\r\nMIME-Version: 1.0\r\n"
        'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="----=_b"\r\n\r\n'
        f"------=_b\r\nContent-Type: image/png\r\n{extra}\r\nAAAA\r\n"
        f"------=_b\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: {encoding}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n------=_b--\r\n"


@pytest.mark.parametrize("encoding", ["quoted-printable", "8bit"])
def test_mhtml(encoding: str) -> None:
    data = mhtml(WORD.encode("gbk"), encoding)
    assert sniff(data)
    assert contents(read(data)) == EXPECTED


def test_mhtml_without_a_page() -> None:
    with pytest.raises(ReadError, match="网页正文"):
        read(mhtml(b""))


@pytest.mark.parametrize(
    "head",
    [
        b"Content-Type: multipart/related; boundary*" + b"1" * 5000 + b'="b"\n\n--b\n',
        b"".join(b"Content-Type: multipart/related; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(3000)),
        b"Content-Type: multipart/related; boundary=b\n\n--b\n" + b"Content-Type: message/rfc822\n\n" * 3000,
        b"Content-Type: multipart/related; boundary=b\n\n--b\n" + b"\n" * 2_500_000,
        b"Content-Type: multipart/related\n\nx",
    ],
)
def test_forged_mhtml(head: bytes) -> None:
    with pytest.raises(ReadError):
        read(b"MIME-Version: 1.0\n" + head)


@pytest.mark.parametrize(
    "fragment",
    [
        "<p>一、<table><tr><td>规章<td>0</table>",
        "一、<table style='width:1px'><tr><td>规章</td><td>0</td></tr></table>",
        '<div style="font-size: 12px">一、<TABLE BORDER=1><TBODY><TR><TD>规章<TD>0',
        "<style>td { color: red }</style><p>一、</p><table><td>规章<td>0",
        "<?xml version='1.0'?><!DOCTYPE html><html xmlns='http://www.w3.org/1999/xhtml'><body><p>一、</p><br/>"
        "<table><tr><td>规章</td><td>0</td></tr></table></body></html>",
    ],
)
def test_fragments(fragment: str) -> None:
    assert contents(read(fragment.encode())) == ["一、", ["规章", "0"]]


@pytest.mark.parametrize(
    "text",
    ["<!DOCTYPE html>", "<HTML>", "\n\t <table border=1>", "<p>x", "<div\nclass=a>", "<body>", "<head>", "<meta x>",
     "<!-- x -->", "<style>", "<?xml version='1.0'?>\n<!doctype HTML PUBLIC>", "<h1>x", "<tr><td>", "<o:p>",
     "<![if x]>", "<br/>"],
)  # fmt: skip
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_sniffed(text: str, codec: str) -> None:
    assert sniff(text.encode(codec))


@pytest.mark.parametrize(
    "data",
    [b"", b"\xff\xfe", b"PK\x03\x04", b"%PDF-1.7", b'{"form": "cn-2021"}', "2023年年度报告".encode(), b"< p>", b"<",
     b"<?xml version='1.0'?><w:wordDocument>", b"<wordDocument>", b"<pkg:package>", b"# <table>", b"<parts>",
     b"Subject: x\nContent-Type: text/plain\n\nmultipart/related", b"\x00" * 5000, b"x: y\n" * 5000],
)  # fmt: skip
def test_not_sniffed(data: bytes) -> None:
    assert not sniff(data)
