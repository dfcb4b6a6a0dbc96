"""The clerk's own file with the findings as comments: each at its cell, everything else as it was."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from lxml import etree

from gipcore.documents import Place
from gipcore.engine import Engine
from gipcore.errors import ReadError
from gipcore.outcomes import Finding, NotChecked, Outcome, PluginFailure
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.strategies import reports
from gipcore.values import Number, Unreadable, Value
from gipcore_cli.main import run
from gipcore_cli.session import Session
from gipcore_docx.annotating import annotate
from gipcore_docx.notes import MAX_NOTES
from gipcore_docx.reading import read

ENGINE = Engine()
FORM = ENGINE.form("cn-2021")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CELL = "applications.new.natural_person"


def checked(report: Report) -> tuple[bytes, Outcome]:
    """The report as a Word file, and what is found in it."""
    data = ENGINE.render(report, "docx")
    return data, ENGINE.check(ENGINE.read(data, form=report.form))


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def comments(data: bytes) -> list[tuple[str, str]]:
    """Each comment with the text of the paragraph that it stands at, in the order of the comments."""
    found = parts(data)
    root = etree.fromstring(found["word/document.xml"])
    at = {}
    for start in root.iter(f"{W}commentRangeStart"):
        paragraph = start.getparent()
        id_ = start.get(f"{W}id")
        assert [node.get(f"{W}id") for node in paragraph.iter(f"{W}commentRangeEnd", f"{W}commentReference")].count(
            id_
        ) == 2
        at[id_] = "".join(text.text or "" for text in paragraph.iter(f"{W}t"))
    told = []
    ours = (c for c in etree.fromstring(found["word/comments.xml"]) if c.get(f"{W}author") == "gipcore")
    for comment in ours:
        lines = ["".join(text.text or "" for text in p.iter(f"{W}t")) for p in comment.iter(f"{W}p")]
        told.append(("\n".join(lines), at[comment.get(f"{W}id")]))
    assert len(told) == len(at)
    return told


@pytest.fixture(scope="module")
def wrong() -> tuple[bytes, Outcome]:
    cells: dict[str, Value] = {CELL: Number(31), "proactive.licensing.decisions": Unreadable(raw="见附件")}
    return checked(specimen(FORM).changed(cells))


def test_each_finding_stands_at_its_cell(wrong: tuple[bytes, Outcome]) -> None:
    data, outcome = wrong
    whole, *told = comments(ENGINE.annotate(data, outcome))
    assert whole[1] == outcome.report.title and "有错误，须更正后再报" in whole[0] and "未检查" in whole[0]
    assert len(told) == len(outcome.findings) > 2
    for (text, at), finding in zip(told, outcome.findings, strict=True):
        assert finding.message in text and finding.basis in text and finding.rule in text
        suspected = [s.cell for s in finding.suggestions if s.cell]
        if finding.cells:
            assert at == outcome.report.cells[(suspected or finding.cells)[0]].raw
    assert {at for _, at in told} >= {"31", "见附件"}


def test_what_has_no_place_stands_at_the_title_and_what_has_one_in_words_there(wrong: tuple[bytes, Outcome]) -> None:
    data, outcome = wrong
    heading = next(heading for heading in outcome.report.headings if heading.section == "overview")
    findings = tuple(
        Finding(f"r{n}", "error", f"消息{n}", "b", cells, where=where)
        for n, (cells, where) in enumerate(
            [
                (("no.such.cell",), ""),
                ((), "某处"),
                ((), heading.place.text()),
                ((), heading.place.text("en")),
                (("no.such.cell", CELL), ""),
                ((), outcome.report.places[CELL].text()),
            ]
        )
    )
    told = comments(ENGINE.annotate(data, evolve(outcome, findings=findings)))
    title, at = outcome.report.title, [at for _, at in told[1:]]
    assert at[:2] == [title, title] and at[4:] == ["31", "31"]
    assert heading.text in at[2] and at[2] == at[3]


def test_the_language_is_that_of_the_outcome(wrong: tuple[bytes, Outcome]) -> None:
    data, outcome = wrong
    told = comments(ENGINE.annotate(data, ENGINE.check(outcome.report, lang="en"), lang="en"))
    assert told[0][0].startswith("Result: There are errors") and "Basis: " in told[1][0] and "【Error】" in told[1][0]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(reports(FORM))
def test_whatever_a_report_holds_only_comments_are_added(report: Report) -> None:
    """The engine reads the new file and refuses one that reads otherwise; all other parts keep their bytes."""
    data, outcome = checked(report)
    noted = ENGINE.annotate(data, outcome)
    assert noted == ENGINE.annotate(data, outcome)
    assert len(comments(noted)) == len(outcome.findings) + 1
    before, after = parts(data), parts(noted)
    changed = {"word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert set(after) == {*before, "word/comments.xml"}
    assert all(after[name] == content for name, content in before.items() if name not in changed)


def test_word_knows_the_comments(wrong: tuple[bytes, Outcome]) -> None:
    """As another program sees them; annotated again, the first ones stay."""
    data, outcome = wrong
    noted = ENGINE.annotate(data, outcome)
    seen = [(comment.comment_id, comment.author, comment.text) for comment in docx.Document(BytesIO(noted)).comments]
    assert [author for _, author, _ in seen] == ["gipcore"] * (len(outcome.findings) + 1)
    again = ENGINE.annotate(noted, ENGINE.check(ENGINE.read(noted)))
    both = [(comment.comment_id, comment.author, comment.text) for comment in docx.Document(BytesIO(again)).comments]
    assert both[: len(seen)] == seen and len(both) == 2 * len(seen)
    assert len({id_ for id_, _, _ in both}) == len(both)


def test_a_file_without_relationships_takes_comments(archive: Any) -> None:
    body = "<w:p><w:r><w:t>题</w:t></w:r></w:p>"
    data = archive({"word/document.xml": f'<w:document xmlns:w="{W[1:-1]}"><w:body>{body}</w:body></w:document>'})
    ((text, at),) = comments(annotate(data, Outcome(specimen(FORM), (), (), (), (), ()), "zh"))
    assert at == "题" and text.startswith("检查结果：没有发现错误")


def test_a_strict_file_keeps_its_namespace(archive: Any) -> None:
    strict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    body = "<w:p><w:r><w:t>题</w:t></w:r></w:p>"
    data = archive({"word/document.xml": f'<w:document xmlns:w="{strict}"><w:body>{body}</w:body></w:document>'})
    noted = parts(annotate(data, Outcome(specimen(FORM), (), (), (), (), ()), "zh"))
    assert strict.encode() in noted["word/comments.xml"] and W[1:-1].encode() not in noted["word/comments.xml"]
    assert b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in noted["word/_rels/document.xml.rels"]


def test_a_cell_in_a_text_box_is_noted_at_the_paragraph_that_holds_the_box(docx: Any) -> None:
    box = "<w:p><w:r><w:t>在框里</w:t></w:r></w:p>"
    data = docx(
        f"<w:p><w:r><w:t>题</w:t></w:r></w:p><w:p><w:r><w:t>外</w:t></w:r><w:r><w:pict><v:textbox><w:txbxContent>{box}"
        "</w:txbxContent></v:textbox></w:pict></w:r></w:p>"
    )
    line = next(block.place for block in read(data).blocks if getattr(block, "text", "") == "在框里")
    finding = Finding("r", "error", "m", "b", ("x",))
    report = evolve(specimen(FORM), places={"x": line}, title="题")
    told = comments(annotate(data, Outcome(report, (), (), (finding,), (), ()), "zh"))
    assert told[0][1] == "题" and told[1][1] == "外在框里"


def test_empty_paragraphs_and_nested_cells_do_not_shift_the_places(docx: Any) -> None:
    empty, cell = "<w:p/>", "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(f'{r}甲')}{cell.format(f'{r}乙')}</w:tr>" for r in (1, 2))
    line = "<w:p><w:r><w:t>{}</w:t></w:r></w:p>"
    data = docx(f"{empty}{line.format('题')}{empty}<w:tbl>{rows}</w:tbl>{empty}{line.format('尾')}")
    report = evolve(specimen(FORM), places={"x": Place(0, 1, 2, 2), "y": Place(line=2)}, title="题")
    findings = tuple(Finding("r", "error", "m", "b", (cell,)) for cell in ("x", "y"))
    told = comments(annotate(data, Outcome(report, (), (), findings, (), ()), "zh"))
    assert [at for _, at in told] == ["题", "2乙", "尾"]


def test_the_whole_says_what_was_not_checked_and_what_is_left_out(wrong: tuple[bytes, Outcome]) -> None:
    data, outcome = wrong
    many = evolve(
        outcome,
        findings=outcome.findings[:1] * (MAX_NOTES + 7),
        not_checked=(NotChecked("a.b", "没有数字"), NotChecked("c.d", "没有上年报告", needs="previous")),
        failures=(PluginFailure("坏插件", "坏\0了"),),
    )
    told = comments(ENGINE.annotate(data, many))
    assert len(told) == MAX_NOTES + 1
    for words in ("未检查 a.b：没有数字", "另有 1 条规则", "插件 坏插件 出错：坏\ufffd了", "另有 7 处没有批注"):
        assert words in told[0][0]


@pytest.mark.parametrize("damage", [lambda data: data[:300], lambda data: b"PK\x03\x04", lambda data: b"x"])
def test_what_is_no_word_file_is_refused(wrong: tuple[bytes, Outcome], damage: Any) -> None:
    data, outcome = wrong
    with pytest.raises(ReadError):
        annotate(damage(data), outcome, "zh")


def test_parts_that_expand_without_end_are_refused(archive: Any) -> None:
    body = f'<w:document xmlns:w="{W[1:-1]}"><w:body><w:p><w:r><w:t>题</w:t></w:r></w:p></w:body></w:document>'
    data = archive({"word/document.xml": body, "word/media/a.png": b"\0" * (65 * 1024 * 1024)})
    with pytest.raises(ReadError, match="过大"):
        annotate(data, Outcome(specimen(FORM), (), (), (), (), ()), "zh")


def test_a_file_too_large_for_its_marked_copy_is_noted_at_the_title(
    wrong: tuple[bytes, Outcome], monkeypatch: Any
) -> None:
    data, outcome = wrong

    def refuse(text: bytes) -> None:
        raise ReadError("文件过大")

    monkeypatch.setattr("gipcore_docx.annotating.read", refuse)
    told = comments(annotate(data, outcome, "zh"))
    assert len(told) == len(outcome.findings) + 1 and len({at for _, at in told}) == 1


def test_the_command_writes_the_annotated_copy(
    wrong: tuple[bytes, Outcome], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data, outcome = wrong
    source, target = tmp_path / "年报.docx", tmp_path / "批注.docx"
    source.write_bytes(data)
    assert run(["annotate", str(source), "-o", str(target)], Session()) == 1
    assert source.read_bytes() == data and len(comments(target.read_bytes())) == len(outcome.findings) + 1
    errors = sum(finding.severity == "error" for finding in outcome.findings)
    assert f"批注：错误 {errors} 处" in capfd.readouterr().out.replace("\n  ", "")
    assert run(["annotate", str(source), "-o", str(source)], Session()) == 2 and source.read_bytes() == data
    assert run(["annotate", str(tmp_path / "gone.docx"), "-o", str(target)], Session()) == 2
    text = tmp_path / "a.txt"
    text.write_bytes(ENGINE.render(outcome.report, "text"))
    capfd.readouterr()
    assert run(["annotate", str(text), "-o", str(tmp_path / "b.docx")], Session()) == 2
    assert "可以批注的格式：docx" in capfd.readouterr().err and not (tmp_path / "b.docx").exists()
