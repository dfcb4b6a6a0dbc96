"""Character sets: declared, undeclared, declared wrongly, and broken in a few bytes."""

from __future__ import annotations

import pytest

from gipcore.documents import Paragraph
from gipcore_html import read, sniff

TEXT = "2023年政府信息公开工作年度报告，主动公开10条。"
TRADITIONAL = "本報告依據政府資訊公開法編制，總計受理申請案件二十件，統計期限自一月一日起。"


def first(data: bytes) -> str:
    block = read(data).blocks[0]
    assert isinstance(block, Paragraph)
    return block.text


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "head",
    ["", "<meta charset=utf-8>", "<meta charset='GB2312'>", "<?xml version='1.0' encoding='gbk'?>",
     "<meta http-equiv=Content-Type content='text/html; charset=gb2312'>", "<meta charset=iso-8859-1>",
     "<meta charset=no-such-thing>", "<meta charset=utf-16>", "<meta charset=big5>", "<meta charset>"],
)  # fmt: skip
def test_any_label_on_any_encoding(codec: str, head: str) -> None:
    data = f"{head}<p>{TEXT}".encode(codec)
    assert sniff(data)
    assert first(data) == TEXT


def test_gb2312_means_gb18030() -> None:
    assert first("<meta charset=gb2312><p>乡镇䶮㐂€".encode("gb18030")) == "乡镇䶮㐂€"


@pytest.mark.parametrize("head", ["<meta charset=big5>", "", "<meta charset=utf-8>"])
def test_big5(head: str) -> None:
    assert first(f"{head}<p>{TRADITIONAL}".encode("big5")) == TRADITIONAL


@pytest.mark.parametrize("label", ["utf-8", "gbk", ""])
@pytest.mark.parametrize(
    ("codec", "broken"), [("utf-8", b"\xff"), ("utf-8", b"\xe5\xb9"), ("gbk", b"\xff"), ("gbk", b"\x81")]
)
def test_a_few_broken_bytes_do_not_lose_the_page(label: str, codec: str, broken: bytes) -> None:
    head = f"<meta charset={label}>".encode()
    good = f"<p>{TEXT}</p>".encode(codec)
    texts = read(head + good * 9 + b"<p>" + broken + b"</p>" + good).text().split("\n")
    assert texts.count(TEXT) == 10
    assert "\ufffd" in texts[9]


def test_a_mail_header_names_the_character_set() -> None:
    page = f"<p>{TEXT}".encode("gbk")
    head = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    assert first(head + b"Content-Type: text/html; charset=gb2312\r\n\r\n" + page + b"\r\n--b--") == TEXT


@pytest.mark.parametrize("label", ["idna", "punycode", "unicode_escape", "zip", "utf-7", "rot13", "undefined"])
def test_labels_of_odd_codecs_are_ignored(label: str) -> None:
    assert first(f"<meta charset={label}><p>{TEXT}".encode()) == TEXT
