"""How many cells are read right, wrong, or called unreadable, in every layout and format. No cell may be wrong.

    python benchmarks/accuracy.py                  # from the root, with the packages installed
    python benchmarks/accuracy.py --no-programs    # without LibreOffice, pandoc, pdftotext
    python benchmarks/accuracy.py --files DIR      # besides: DIR/NAME.* held against the figures in DIR/NAME.json

The figures are those of real reports (tests/data/figures, each with its source), laid out anew: in the official layout,
with each damage of gipcore.testing, as text in each of its renderings, in the formats that gipcore writes, and through
LibreOffice, pandoc and pdftotext, if they are there, from Word and from damaged web pages. "missed" counts the
unreadable cells that a person could have read in that layout. Exit status 1 if any cell is wrong.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from attrs import define

from gipcore.engine import Engine
from gipcore.errors import GipError
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.testing import DAMAGES, RENDERINGS, Page, Published, fair, page_of, read_figures, verdict
from gipcore.values import Unreadable
from gipcore_html.writer import render

FIGURES = Path(__file__).parent.parent / "tests" / "data" / "figures"
ENGINE = Engine()
OFFICE = {
    "docx > docx": ["docx"],
    "docx > odt > docx": ["odt", "docx"],
    "docx > doc > docx": ["doc", "docx"],
    "docx > rtf > docx": ["rtf", "docx"],
    "docx > html": ["html"],
    "docx > odt > html": ["odt", "html"],
    "docx > txt": ["txt:Text (encoded):UTF8"],
}
"""What LibreOffice makes of a Word file, step by step."""
WEB_PAGE = "--infilter=HTML (StarWriter)"
GRID_TABLES = "markdown-pipe_tables-multiline_tables-simple_tables"
PANDOC = (
    *(
        "plain",
        "markdown",
        GRID_TABLES,
        "gfm",
        "commonmark_x",
        "rst",
        "org",
        "asciidoc",
        "mediawiki",
        "dokuwiki",
        "xwiki",
        "textile",
        "jira",
        "html",
        "docx",
    ),
)
PDFTOTEXT = ("-layout", "-raw", "")
TIMEOUT = 600
"""Seconds that a program may take for one batch."""


@define
class Tally:
    """The cells of one layout."""

    files: int = 0
    failed: int = 0
    right: int = 0
    wrong: int = 0
    unreadable: int = 0
    missed: int = 0

    def add(self, truth: Published, read: Report | None, page: Page | None = None) -> list[str]:
        """Count the cells of one file; the wrong ones in words."""
        self.files += 1
        self.failed += read is None
        wrong = []
        for cell in sorted(truth.known):
            printed = truth.report.cells[cell]
            found = read.cells.get(cell, Unreadable()) if read else Unreadable()
            match verdict(printed, found):
                case "right":
                    self.right += 1
                case "unreadable":
                    self.unreadable += 1
                    self.missed += page is None or cell in page.readable
                case "wrong":
                    self.wrong += 1
                    wrong.append(f"{truth.name} {cell}: {printed.raw!r} read as {found}")
        return wrong


def read(data: bytes, name: str, form: str | None = None) -> Report | None:
    """The report in a file; None if it is refused."""
    try:
        return ENGINE.read(data, name=name, form=form)
    except GipError:
        return None


class Table:
    """What is printed: one line a layout, as soon as it is known."""

    def __init__(self) -> None:
        self.wrong = 0
        print(f"{'':40}{'files':>7}{'refused':>9}{'right':>8}{'wrong':>7}{'unreadable':>12}{'missed':>8}")

    def heading(self, title: str) -> None:
        print(f"\n{title}")

    def line(self, name: str, tally: Tally, wrong: list[str]) -> None:
        print(
            f"  {name:38}{tally.files:7}{tally.failed:9}{tally.right:8}{tally.wrong:7}{tally.unreadable:12}"
            f"{tally.missed:8}",
            flush=True,
        )
        for text in wrong[:5]:
            print(f"      {text}")
        self.wrong += tally.wrong


def layouts(truths: list[Published], table: Table) -> None:
    """The official layout, and each damage."""
    table.heading("Tables as a file holds them")
    for name in ("official", *DAMAGES):
        tally, wrong = Tally(), list[str]()
        for truth in truths:
            page = page_of(truth.report, ENGINE.form(truth.report.form))
            if name != "official":
                page = DAMAGES[name](page, Random(truth.name))
            found = recognise(page.document, ENGINE.catalogue.forms)
            wrong += tally.add(truth, found, page)
        table.line(name, tally, wrong)


def texts(truths: list[Published], table: Table) -> None:
    """Each rendering as text."""
    table.heading("Text")
    for name, rendering in RENDERINGS.items():
        tally, wrong = Tally(), list[str]()
        for truth in truths:
            text = rendering(page_of(truth.report, ENGINE.form(truth.report.form)), Random(truth.name))
            wrong += tally.add(truth, read(text.text.encode(), "report.txt"), text.page)
        table.line(name, tally, wrong)


def formats(truths: list[Published], table: Table) -> None:
    """What gipcore itself writes."""
    table.heading("Formats written and read")
    for name in sorted(set(ENGINE.writers) & set(ENGINE.readers)):
        tally, wrong = Tally(), list[str]()
        for truth in truths:
            data = ENGINE.render(truth.report, name)
            wrong += tally.add(truth, read(data, f"report{ENGINE.writers[name].extensions[0]}"))
        table.line(name, tally, wrong)


def damaged_pages(truths: list[Published]) -> dict[str, tuple[Published, Page]]:
    """One page for each damage whose traces a program does not wipe out, the reports in turn."""
    pages = {}
    for number, (name, damage) in enumerate(DAMAGES.items()):
        if not fair([name], "pipes"):
            continue
        truth = truths[number % len(truths)]
        page = page_of(truth.report, ENGINE.form(truth.report.form))
        pages[name] = truth, damage(page, Random(truth.name))
    return pages


def damaged(pages: dict[str, tuple[Published, Page]], table: Table, name: str, folder: Path) -> None:
    """Read the damaged pages that a program made, or that were written as they are."""
    tally, wrong = Tally(), list[str]()
    for path in sorted(folder.iterdir()):
        truth, page = pages[path.stem]
        wrong += [f"{path.name}: {text}" for text in tally.add(truth, read(path.read_bytes(), path.name), page)]
    table.line(f"damaged: {name}", tally, wrong)


def write_damaged(pages: dict[str, tuple[Published, Page]], folder: Path) -> None:
    folder.mkdir()
    for name, (_, page) in pages.items():
        (folder / f"{name}.html").write_text(render(page.document), "utf-8")


def office(truths: list[Published], table: Table, folder: Path) -> None:
    """Through LibreOffice, all files of a step at once: it is slow to start."""
    table.heading("Through LibreOffice")
    start = folder / "docx"
    write_all(truths, start)
    done: dict[tuple[str, ...], Path] = {(): start}
    for name, steps in OFFICE.items():
        for count in range(1, len(steps) + 1):
            chain = tuple(steps[:count])
            if chain not in done:
                done[chain] = convert(done[chain[:-1]], chain[-1], folder / f"office{len(done)}", folder / "profile")
        converted(truths, table, name, done[tuple(steps)])
    pages, source = damaged_pages(truths), folder / "office-damaged"
    write_damaged(pages, source)
    damaged(pages, table, "html", source)
    profile = folder / "profile"
    damaged(pages, table, "html > docx", convert(source, "docx", folder / "office-html-docx", profile, WEB_PAGE))


def pdftotext(truths: list[Published], table: Table, folder: Path) -> None:
    """As text out of the PDF that LibreOffice makes; a person cannot put all of it back into its rows."""
    table.heading("Through LibreOffice and pdftotext")
    start = folder / "pdf-docx"
    write_all(truths, start)
    pages = convert(start, "pdf", folder / "pdf", folder / "profile")
    for option in PDFTOTEXT:
        out = folder / f"pdf{option}-txt"
        out.mkdir()
        for path in pages.iterdir():
            command = ["pdftotext", *([option] if option else []), str(path), str(out / f"{path.stem}.txt")]
            subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
        converted(truths, table, f"docx > pdf > pdftotext {option}", out)


def write_all(truths: list[Published], folder: Path) -> None:
    folder.mkdir()
    for truth in truths:
        (folder / f"{truth.name}.docx").write_bytes(ENGINE.render(truth.report, "docx"))


def convert(source: Path, target: str, out: Path, profile: Path, *options: str) -> Path:
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", *options, "--convert-to", target]
    files = sorted(str(path) for path in source.iterdir())
    subprocess.run([*command, "--outdir", str(out), *files], check=True, capture_output=True, timeout=TIMEOUT)
    return out


def converted(truths: list[Published], table: Table, name: str, folder: Path) -> None:
    """Read what a program made."""
    tally, wrong = Tally(), list[str]()
    for truth in truths:
        path = next((p for p in sorted(folder.iterdir()) if p.stem == truth.name and p.is_file()), None)
        wrong += tally.add(truth, read(path.read_bytes(), path.name) if path else None)
    table.line(name, tally, wrong)


def pandoc(truths: list[Published], table: Table, folder: Path) -> None:
    """Through pandoc, from Word."""
    table.heading("Through pandoc")
    start = folder / "pandoc-docx"
    write_all(truths, start)
    for target in PANDOC:
        suffix = target if target in ("docx", "html") else "txt"
        name = "markdown, grid tables" if target == GRID_TABLES else target
        converted(truths, table, f"docx > {name}", run_pandoc(start, "docx", target, suffix))
    pages, source = damaged_pages(truths), folder / "pandoc-damaged"
    write_damaged(pages, source)
    for target, suffix in (("docx", "docx"), ("plain", "txt"), ("rst", "rst")):
        damaged(pages, table, f"html > {target}", run_pandoc(source, "html", target, suffix))


def run_pandoc(source: Path, origin: str, target: str, suffix: str) -> Path:
    out = source.with_name(f"{source.name}-{target}")
    out.mkdir()
    for path in source.iterdir():
        command = ["pandoc", "-f", origin, "-t", target, "-o", str(out / f"{path.stem}.{suffix}"), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=TIMEOUT)
    return out


def files(folder: Path, table: Table) -> None:
    """Real files beside their figures."""
    table.heading(f"Files in {folder}")
    for figures, path in beside(folder):
        data = json.loads(figures.read_text("utf-8"))
        if data["form"] not in ENGINE.catalogue.forms:
            continue
        truth = read_figures(figures, ENGINE.catalogue.forms)
        tally = Tally()
        found = read(path.read_bytes(), path.name)
        wrong = tally.add(truth, found)
        if found and (found.form, found.year) != (truth.report.form, truth.report.year):
            wrong.append(f"form and year read as {found.form}, {found.year}")
        table.line(path.name, tally, wrong)


def beside(folder: Path) -> Iterator[tuple[Path, Path]]:
    for figures in sorted(folder.glob("*.json")):
        if not figures.name.endswith(".foreign.json"):
            for path in sorted(folder.glob(f"{figures.stem}.*")):
                if path != figures and path.suffix != ".json":
                    yield figures, path


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description="Cells right, wrong and unreadable, by layout and format.")
    parser.add_argument("--files", type=Path, action="append", default=[], help="folder of files with their figures")
    parser.add_argument("--no-programs", action="store_true", help="without LibreOffice, pandoc, pdftotext")
    options = parser.parse_args(arguments)
    truths = [read_figures(path, ENGINE.catalogue.forms) for path in sorted(FIGURES.glob("*.json"))]
    table = Table()
    layouts(truths, table)
    texts(truths, table)
    formats(truths, table)
    programs: Mapping[str, Any] = (
        {} if options.no_programs else {"soffice": office, "pandoc": pandoc, "pdftotext": pdftotext}
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, run in programs.items():
            if shutil.which(name):
                run(truths, table, Path(folder))
            else:
                table.heading(f"{name} is not there: left out")
    for folder_ in options.files:
        files(folder_, table)
    print(f"\nwrong: {table.wrong}")
    return 1 if table.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
