"""How fast a report is read and checked, beside what a user would pick instead, in one run and as ratios.

    python benchmarks/speed.py            # from the root, with the packages installed
    pip install python-docx "markitdown[docx]" beautifulsoup4   # what it is compared with

The file is the sample report laid out by gipcore itself as docx and HTML. The others only bring the tables' text out of
the file; gipcore also recognises all 200 cells. Medians of RUNS runs after one that is not counted, in turn, so that a
change of the machine's speed hits all alike.
"""

from __future__ import annotations

import io
import statistics
import time
from collections.abc import Callable
from pathlib import Path

from gipcore.engine import Engine
from gipcore.rulesets import Catalogue

RUNS = 25
VERDICTS = 400
"""Verdicts are a tenth of a reading: as many more are needed for a median that stands still."""
SAMPLE = Path(__file__).parent.parent / "examples" / "jiahezi-2023.txt"


def docx_row_cells(data: bytes) -> list[list[str]]:
    """What most scripts do: python-docx, table by table, row.cells."""
    from docx import Document

    return [[cell.text for cell in row.cells] for table in Document(io.BytesIO(data)).tables for row in table.rows]


def docx_markitdown(data: bytes) -> str:
    """A general converter to Markdown, as used before a language model."""
    from markitdown import MarkItDown

    return str(MarkItDown().convert_stream(io.BytesIO(data), file_extension=".docx").text_content)


def html_bs4(data: bytes) -> list[list[str]]:
    """What most scripts do: Beautiful Soup, every td of every tr."""
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(data, "html.parser")
    return [[cell.get_text() for cell in row.find_all(["td", "th"])] for row in soup.find_all("tr")]


def medians(tasks: dict[str, Callable[[], object]], runs: int = RUNS) -> dict[str, float]:
    """Milliseconds of each task; the tasks take turns."""
    times: dict[str, list[float]] = {name: [] for name in tasks}
    for run in range(runs + 1):
        for name, task in tasks.items():
            start = time.perf_counter()
            task()
            if run:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in times.items()}


def show(title: str, result: dict[str, float]) -> None:
    """The first task is gipcore; the others as multiples of it."""
    print(title)
    base = next(iter(result.values()))
    for name, value in result.items():
        print(f"  {name:<44}{value:>9.2f} ms{value / base:>9.1f} ×")


def compiled(loaded: Catalogue) -> int:
    """What a process does once for a region, however many reports follow: its rules found and compiled."""
    rules = Catalogue(loaded.forms, loaded.rulesets).in_force("cn-2021", 2023, "654202", "township", "government")
    return sum(len(rules.compiled(rule).instances) for rule in rules.rules if rule.expression)


def main() -> None:
    engine = Engine()
    report = engine.read(SAMPLE)
    docx, html = engine.render(report, "docx"), engine.render(report, "html")
    show(
        "docx",
        medians(
            {
                "gipcore: read and recognise 200 cells": lambda: engine.read(docx, name="report.docx"),
                "python-docx: text of row.cells": lambda: docx_row_cells(docx),
                "markitdown: Markdown": lambda: docx_markitdown(docx),
            }
        ),
    )
    show(
        "HTML",
        medians(
            {
                "gipcore: read and recognise 200 cells": lambda: engine.read(html, name="report.html"),
                "bs4 (html.parser): text of td": lambda: html_bs4(html),
            }
        ),
    )
    show("check", medians({"gipcore: verdict on a read report": lambda: engine.check(report)}, VERDICTS))
    show("rules", medians({"gipcore: a region's rules found and compiled anew": lambda: compiled(engine.catalogue)}))


if __name__ == "__main__":
    main()
