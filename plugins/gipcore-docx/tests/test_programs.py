"""Word files made by office programs, and ours opened by them."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest

from gipcore.engine import Engine
from gipcore.specimen import specimen
from gipcore_docx.reading import read
from gipcore_docx.writing import write

needs_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler (pdftotext) is not installed")
needs_pandoc = pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not installed")

PAGE = """<html><meta charset="utf-8"><body><p>一、总体情况</p><p>甲<br>乙</p>
<table border="1"><tr><td colspan="2" rowspan="2">合并</td><td>甲</td><td>乙</td></tr>
<tr><td colspan="2">丙</td></tr><tr><td rowspan="2">丁</td><td>1</td><td>2</td><td>3</td></tr>
<tr><td>4</td><td>5</td><td>6</td></tr></table><p>尾</p><ol><li>子<li>丑</ol></body></html>"""
SEEN = [
    "一、总体情况",
    "甲\n乙",
    [
        ("合并", 0, 0, 2, 2),
        ("甲", 0, 2, 1, 1),
        ("乙", 0, 3, 1, 1),
        ("丙", 1, 2, 1, 2),
        ("丁", 2, 0, 2, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
        ("3", 2, 3, 1, 1),
        ("4", 3, 1, 1, 1),
        ("5", 3, 2, 1, 1),
        ("6", 3, 3, 1, 1),
    ],
    "尾",
    "1. 子",
    "2. 丑",
]


def office(source: Path, kind: str, *options: str) -> Path:
    """*source* converted by LibreOffice, in a folder of its own beside it."""
    target = source.parent / "made"
    profile = f"-env:UserInstallation={(source.parent / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", *options, "--convert-to", kind, "--outdir", str(target), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return next(target.iterdir())


@needs_office
def test_a_page_saved_by_libreoffice(tmp_path: Path, seen: Any) -> None:
    page = tmp_path / "page.html"
    page.write_text(PAGE, encoding="utf-8")
    made = office(page, "docx:MS Word 2007 XML", "--infilter=HTML (StarWriter)")
    assert seen(made.read_bytes()) == SEEN


@needs_pandoc
def test_a_page_saved_by_pandoc(tmp_path: Path, seen: Any) -> None:
    page, made = tmp_path / "page.html", tmp_path / "page.docx"
    page.write_text(PAGE, encoding="utf-8")
    subprocess.run(["pandoc", str(page), "-o", str(made)], check=True, capture_output=True, timeout=120)
    assert seen(made.read_bytes()) == SEEN


@needs_office
def test_our_file_saved_again_by_libreoffice_reads_the_same(tmp_path: Path) -> None:
    engine = Engine()
    form = engine.catalogue.forms["cn-2021"]
    ours = tmp_path / "report.docx"
    ours.write_bytes(write(specimen(form), form))
    theirs = office(ours, "docx:MS Word 2007 XML").read_bytes()
    assert read(theirs).text() == read(ours.read_bytes()).text()
    assert engine.read(theirs).cells == engine.read(ours.read_bytes()).cells


@needs_office
@needs_poppler
def test_our_file_on_paper(tmp_path: Path) -> None:
    form = Engine().catalogue.forms["cn-2021"]
    report = specimen(form)
    ours = tmp_path / "report.docx"
    ours.write_bytes(write(report, form))
    paper = office(ours, "pdf")
    text = subprocess.run(
        ["pdftotext", "-layout", str(paper), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    pages = text.rstrip("\f").split("\f")
    assert len(pages) <= 4
    assert "—1—" in "".join(pages[0].split())
    printed = "".join(text.split())
    for wanted in (report.title, report.signature, "（七）总计", "四、结转下年度继续办理", "申请人情况"):
        assert "".join(wanted.split()) in printed


@needs_office
def test_libreoffice_shows_the_comments(tmp_path: Path) -> None:
    engine = Engine()
    data = engine.render(specimen(engine.form("cn-2021"), cells={"applications.new.natural_person": 31}), "docx")
    outcome = engine.check(engine.read(data))
    source = tmp_path / "noted.docx"
    source.write_bytes(engine.annotate(data, outcome))
    with zipfile.ZipFile(office(source, "odt")) as made:
        text = made.read("content.xml").decode()
    assert text.count("</office:annotation>") == len(outcome.findings) + 1
    assert all(finding.rule in text for finding in outcome.findings)
