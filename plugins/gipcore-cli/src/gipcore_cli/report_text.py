"""A report as a page: its head, its sections, and the official tables with what is wrong marked at its cell."""

from __future__ import annotations

from gipcore.forms import Form, Table
from gipcore.layout import table_grid
from gipcore.outcomes import Outcome
from gipcore.rules import SEVERITIES, Severity
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value
from gipcore_cli.grid_text import Inside, draw
from gipcore_cli.outcome_head import header, verdict
from gipcore_cli.page import Page, inline, safe
from gipcore_cli.session import Lang
from gipcore_cli.view import make_view, worst
from gipcore_cli.words import STYLES, SYMBOLS, number_text, severity_mark

EXCERPT = 60
"""Characters of a section that are shown."""
MANY = 4
"""Cells of a finding that are all marked."""
MAX_RAW = 6
"""Characters of an unreadable cell that are shown."""


def report_page(
    page: Page, outcome: Outcome, form: Form, lang: Lang, *, name: str = "", ascii_only: bool = False
) -> None:
    """Add the report of *outcome* to *page*; *name* is the file's; *ascii_only*: no box characters."""
    report = outcome.report
    if report.title:
        page.add((inline(report.title), "bold"))
        page.blank()
    header(page, outcome, form, lang, name, brief=False)
    verdict(page, outcome, make_view(outcome, form, lang), lang)
    severities = _severities(outcome, form)
    tables = {section.key: [t for t in form.tables if t.section == section.key] for section in form.sections}
    for section in form.sections:
        page.blank()
        page.add((section.heading, "bold"))
        if report.sections.get(section.key) or not tables[section.key]:
            _excerpt(page, report.sections.get(section.key), lang)
        for table in tables[section.key]:
            _table(page, table, outcome, severities, lang, ascii_only)
    page.blank()
    signed = "  ".join(inline(text) for text in (report.signature, report.date_text) if text)
    page.add(signed or ("（没有署名和日期）" if lang == "zh" else "(no signature, no date)"))
    page.blank()
    _legend(page, lang)


def _severities(outcome: Outcome, form: Form) -> dict[str, Severity]:
    """The worst finding at each cell; of a finding over many cells, at the suspected ones or the totals alone."""
    found: dict[str, Severity] = {}
    for finding in outcome.findings:
        suspected = [suggestion.cell for suggestion in finding.suggestions if suggestion.cell is not None]
        totals = [id_ for id_ in finding.cells if form.cells[id_].parts]
        for id_ in suspected or (totals if len(finding.cells) > MANY and totals else finding.cells):
            found[id_] = worst([finding.severity, found.get(id_, finding.severity)])
    return found


def _excerpt(page: Page, text: str | None, lang: Lang) -> None:
    if text is None:
        page.add(("（没有找到这一部分）" if lang == "zh" else "(section not found)", "yellow"), indent=2)
        return
    words = inline(text)
    length = len("".join(text.split()))
    if not words:
        page.add(("（没有文字）" if lang == "zh" else "(no text)", "dim"), indent=2)
        return
    more = (f"……（共 {length} 字）" if lang == "zh" else f"… ({length} characters)") if len(words) > EXCERPT else ""
    page.add(words[:EXCERPT], (more, "dim"), indent=2)


def _table(
    page: Page, table: Table, outcome: Outcome, severities: dict[str, Severity], lang: Lang, ascii_only: bool
) -> None:
    insides: dict[str, Inside] = {}
    keys: dict[str, Value] = {}
    for id_, value in outcome.report.cells.items():
        # The grid knows texts only; a text that no label can have stands for the cell.
        key = f"\x00{id_}"
        keys[id_] = Blank(raw=key)
        insides[key] = _inside(value, severities.get(id_), lang)
    lines = draw(table_grid(table, keys), table.widths, page.width, insides, ascii_only=ascii_only)
    if lines is not None:
        page.lines.extend(lines)
        return
    for block in table.blocks:
        for row in block.rows:
            page.add((row.path[-1] if row.path else table.title, "bold"), indent=2)
            for column in block.columns:
                if not column.extra:
                    shown = insides[f"\x00{block.cell_id(row, column)}"]
                    under = column.under[-1] + " " if column.under and not row.path else ""
                    page.add(f"{under}{column.label}：", (shown.text, shown.style), indent=4)


def _inside(value: Value, severity: Severity | None, lang: Lang) -> Inside:
    match value:
        case Number():
            text, style = number_text(value.value), ""
        case Blank():
            text, style = ("空" if lang == "zh" else "_"), "dim"
        case NotApplicable():
            text, style = "/", ""
        case Unreadable():
            text, style = "?" + safe(inline(value.raw))[:MAX_RAW], "bold red"
    if severity:
        return Inside(SYMBOLS[severity] + text, STYLES[severity])
    return Inside(text, style)


def _legend(page: Page, lang: Lang) -> None:
    page.add(("空 空白  / 不适用  ?… 无法识别" if lang == "zh" else "_ blank  / not applicable  ?… unreadable", "dim"))
    marks = [(severity_mark(severity, lang) + "  ", STYLES[severity]) for severity in SEVERITIES]
    page.add(
        *marks,
        (
            "标在涉及的单元格前；gip check 说明原因。" if lang == "zh" else "before the cells; gip check says why.",
            "dim",
        ),
    )
