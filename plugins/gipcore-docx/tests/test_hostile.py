"""Files that are broken, or made to do harm: one clear error each, soon, and without filling the memory."""

from __future__ import annotations

import struct
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.errors import ReadError
from gipcore.limits import MAX_BYTES, MAX_DEPTH, MAX_EXPANDED_BYTES
from gipcore_docx.reading import read

SECONDS = 4
"""Of the processor, for one file on a slow machine; others need less than a quarter of it."""
MEMORY = 3 * MAX_EXPANDED_BYTES


def refused(data: bytes) -> str:
    begun = time.process_time()
    with pytest.raises(ReadError) as caught:
        read(data)
    assert time.process_time() - begun < SECONDS
    message = str(caught.value)
    assert 0 < len(message) < 200
    return message


@pytest.fixture
def small() -> Iterator[None]:
    """Holds only if the memory that the test takes stays within bounds."""
    tracemalloc.start()
    yield
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < MEMORY


def bomb(size: int) -> bytes:
    """A Word file whose text is *size* blanks long, a thousandth of that as it arrives."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("word/document.xml", "w") as part:
        for _ in range(size // 1_048_576):
            part.write(b" " * 1_048_576)
    return made.getvalue()


@pytest.mark.usefixtures("small")
def test_a_part_that_expands_beyond_measure() -> None:
    assert "过大" in refused(bomb(MAX_EXPANDED_BYTES + 2 * 1_048_576))


@pytest.mark.usefixtures("small")
def test_a_part_that_lies_about_its_size() -> None:
    data = bytearray(bomb(MAX_EXPANDED_BYTES + 2 * 1_048_576))
    entry = data.rfind(b"PK\x01\x02")
    struct.pack_into("<I", data, entry + 24, 100)
    refused(bytes(data))


def test_a_file_too_large_to_look_at() -> None:
    assert "过大" in refused(b"PK\x03\x04" + bytes(MAX_BYTES))


@pytest.mark.usefixtures("small")
def test_an_archive_of_very_many_parts(docx: Any) -> None:
    assert "过大" in refused(docx("<w:p/>") + b"PK\x01\x02" * 100_000)


def test_very_many_tags(docx: Any) -> None:
    assert "过大" in refused(docx("<w:p/>" * 1_000_000))


def test_very_many_rows(docx: Any) -> None:
    row = "<w:tr><w:tc><w:p/></w:tc><w:tc><w:p/></w:tc></w:tr>"
    assert "表格行" in refused(docx(f"<w:tbl>{row * 10_000}</w:tbl>"))


def test_very_many_paragraphs(docx: Any) -> None:
    assert "段落" in refused(docx("<w:p/>" * 100_000))


def test_very_many_cells(docx: Any) -> None:
    row = f"<w:tr>{'<w:tc/>' * 600}</w:tr>"
    assert "单元格" in refused(docx(f"<w:tbl>{row * 100}</w:tbl>"))


def test_very_much_text(docx: Any) -> None:
    assert "字符" in refused(docx(f"<w:p><w:r><w:t>{'字' * 3_000_000}</w:t></w:r></w:p>"))


def test_very_many_styles_one_upon_the_other(docx: Any) -> None:
    styles = "".join(f'<w:style w:styleId="{i}"><w:basedOn w:val="{i + 1}"/></w:style>' for i in range(90_000))
    numbered = '<w:style w:styleId="x"><w:pPr><w:numPr/></w:pPr></w:style>'
    assert "没有文字" in refused(docx('<w:p><w:pPr><w:pStyle w:val="0"/></w:pPr></w:p>', styles=styles + numbered))


def test_very_many_open_fields(docx: Any) -> None:
    begin, separate = '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="separate"/>'
    tabs = "<w:tab/>" * 100_000
    assert "没有文字" in refused(docx(f"<w:p><w:r>{(begin + separate) * 50_000}{tabs}</w:r></w:p>"))


def test_numbers_that_swell_the_text(docx: Any) -> None:
    numbering = (
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num><w:abstractNum w:abstractNumId="0">'
        f'<w:lvl w:ilvl="0"><w:start w:val="2147483647"/><w:lvlText w:val="{"%1" * 1_000_000}"/></w:lvl>'
        "</w:abstractNum>"
    )
    item = '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:p>'
    assert "字符" in refused(docx(item * 40_000, numbering=numbering))


@pytest.mark.parametrize("depth", [MAX_DEPTH + 10, 100_000])
@pytest.mark.parametrize("tag", ["w:sdt", "w:customXml", "w:ins"])
@pytest.mark.parametrize("inside", ["{}", "<w:p><w:r><w:tab/></w:r>{}</w:p>", "<w:tbl>{}</w:tbl>"])
def test_elements_nested_too_deep(inside: str, tag: str, depth: int, docx: Any) -> None:
    assert "嵌套过深" in refused(docx(inside.format(f"<{tag}>" * depth + f"</{tag}>" * depth)))


@pytest.mark.parametrize("tag", ["w:r", "w:del", "w:rt", "w:sectPr"])
def test_depth_in_what_is_not_walked_does_no_harm(tag: str, docx: Any, seen: Any) -> None:
    inside = "<w:x>" * 250_000 + "</w:x>" * 250_000
    assert seen(docx(f"<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:p><{tag}>{inside}</{tag}></w:p>")) == ["甲"]


def test_tables_nested_too_deep(docx: Any) -> None:
    depth = 500
    assert "嵌套过深" in refused(docx("<w:tbl><w:tr><w:tc>" * depth + "</w:tc></w:tr></w:tbl>" * depth))


def test_text_boxes_nested_too_deep(docx: Any) -> None:
    depth = 500
    assert "嵌套过深" in refused(docx("<w:p><w:txbxContent>" * depth + "</w:txbxContent></w:p>" * depth))


ENTITIES = "".join(f'<!ENTITY e{i + 1} "{f"&e{i};" * 10}">' for i in range(9))


@pytest.mark.parametrize(
    "declaration",
    [
        f'<!DOCTYPE w [<!ENTITY e0 "字">{ENTITIES}]>',
        '<!DOCTYPE w [<!ENTITY e9 SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w [<!ENTITY e9 SYSTEM "http://127.0.0.1:1/">]>',
        '<!DOCTYPE w SYSTEM "http://127.0.0.1:1/x.dtd">',
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities(declaration: str, encoding: str, archive: Any) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?>{declaration}<w>&e9;</w>'
    assert "DOCTYPE" in refused(archive({"word/document.xml": text.encode(encoding)}))


def test_an_entity_that_nobody_declared(docx: Any) -> None:
    refused(docx("<w:p><w:r><w:t>&e9;</w:t></w:r></w:p>"))


def test_names_that_lead_out_of_the_archive(archive: Any) -> None:
    relationship = '<R Type="x/officeDocument" Target="../../../../../../etc/passwd"/>'
    assert "word/document.xml" in refused(archive({"_rels/.rels": f"<Rs>{relationship}</Rs>", "../etc/passwd": "x"}))


def test_a_part_outside_the_file_is_not_fetched(archive: Any) -> None:
    relationship = '<R Type="x/officeDocument" Target="http://127.0.0.1:1/word/document.xml" TargetMode="External"/>'
    assert "word/document.xml" in refused(archive({"_rels/.rels": f"<Rs>{relationship}</Rs>"}))


def test_other_archives(archive: Any) -> None:
    assert "word/document.xml" in refused(archive({"xl/workbook.xml": "<workbook/>"}))


def test_compression_that_word_does_not_use() -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_LZMA) as packed:
        packed.writestr("word/document.xml", "<w/>")
    assert "损坏" in refused(made.getvalue())


def test_an_archive_cut_short(docx: Any) -> None:
    data = docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    assert "损坏" in refused(data[: len(data) // 2])


def test_broken_markup(docx: Any, archive: Any) -> None:
    assert "损坏" in refused(docx("<w:p>"))
    assert "损坏" in refused(archive({"word/document.xml": ""}))
    assert "损坏" in refused(archive({"word/document.xml": b"\xff\xfe<"}))


def test_content_that_lies_elsewhere(docx: Any) -> None:
    assert "altChunk" in refused(docx("<w:altChunk/>"))
    assert "altChunk" in refused(docx("<w:p><w:subDoc/></w:p>"))


def test_nothing_to_read(docx: Any, archive: Any) -> None:
    assert "没有文字" in refused(docx("<w:p><w:r><w:drawing/></w:r></w:p>"))
    assert "没有文字" in refused(archive({"word/document.xml": "<html/>"}))


def test_markup_in_another_encoding(archive: Any, docx: Any, seen: Any) -> None:
    with zipfile.ZipFile(BytesIO(docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>"))) as source:
        text = '<?xml version="1.0" encoding="UTF-16"?>' + source.read("word/document.xml").decode()
    assert seen(archive({"word/document.xml": text.encode("utf-16")})) == ["甲"]


@settings(deadline=None)
@given(place=st.integers(0, 1_000_000), bytes_=st.binary(min_size=1, max_size=8))
def test_damage_anywhere(place: int, bytes_: bytes, docx: Any) -> None:
    data = docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p><w:tbl><w:tr><w:tc/><w:tc/></w:tr></w:tbl>")
    place %= len(data)
    damaged = data[:place] + bytes_ + data[place + len(bytes_) :]
    try:
        read(damaged)
    except ReadError as error:
        assert str(error)


@settings(deadline=None)
@given(text=st.binary(max_size=300))
def test_any_markup_at_all(text: bytes, archive: Any) -> None:
    try:
        read(archive({"word/document.xml": text}))
    except ReadError as error:
        assert str(error)


def test_compressed_bytes_that_are_no_deflate_stream(docx: Any) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", "<w/>" * 100)
    data = made.getvalue()
    stream = zlib.compress(b"<w/>" * 100, wbits=-15)[2:6]
    assert "损坏" in refused(data.replace(stream, b"\xff\xff\xff\xff"))
