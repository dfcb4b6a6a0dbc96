"""What a report holds stays text in a file that a browser or a spreadsheet opens: nothing of it is run."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from attrs import evolve

from gipcore.hookspecs import Writer
from gipcore.specimen import specimen
from gipcore.values import Unreadable
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.trial import Trial

PAGES = {".html", ".htm", ".xhtml", ".svg", ".xml", ".mht"}
SHEETS = {".csv", ".tsv"}
MARKUP = ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>')
_FORMULAS = ("=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "@SUM(1)")


def escaped(trial: Trial) -> Answer:
    """The verdict on its writers of pages and sheets."""
    writers = [writer for writer in trial.writers if {*writer.extensions} & (PAGES | SHEETS)]
    if not writers or not trial.forms:
        return not_applicable("不写网页和表格文件", "it writes no pages or sheets")
    names = "、".join(writer.name for writer in writers)
    return judged(
        (problem for writer in writers for problem in _problems(trial, writer)),
        Note(f"{names}：标记和公式都成了文字", f"{names.replace('、', ', ')}: markup and formulas became text"),
    )


def _problems(trial: Trial, writer: Writer) -> Iterator[Note]:
    form = trial.forms[0]
    for text in (*MARKUP, *_FORMULAS):
        report = specimen(form, title=text, sections={form.sections[0].key: text}, signature=text)
        report = evolve(report, issuer=evolve(report.issuer, name=text))
        report = report.changed({next(iter(form.cells)): Unreadable(raw=text)})
        made = trial.run(f"{writer.name}: {text}", partial(writer.write, report, form))
        if not isinstance(made, bytes):
            continue
        lines = made.decode("utf-8", "replace")
        harmful = text in lines if {*writer.extensions} & PAGES and text in MARKUP else False
        if {*writer.extensions} & SHEETS and text in _FORMULAS:
            cells = [cell.strip('" ') for line in lines.splitlines() for cell in line.replace("\t", ",").split(",")]
            harmful = harmful or any(cell.startswith(text[:6]) for cell in cells)
        if harmful:
            yield Note(
                f"{writer.name} 把报告中的“{text}”原样写出，打开时会被执行。请转义。",
                f"{writer.name} writes “{text}” as it stands, and it is run when the file is opened: escape it",
            )
