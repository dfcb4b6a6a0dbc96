"""Tables, labels and template text: what of the official form stands in the report, and what should not."""

from __future__ import annotations

from difflib import SequenceMatcher

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.forms import Form
from gipcore.recognise.folding import fold
from gipcore.reports import PrintedLabel
from gipcore.rules import Rule
from gipcore.values import Unreadable
from gipcore_national.common import Memo, fill, parameters, section_name, shown
from gipcore_national.narrative import narrative, plain

MAX_LABELS = 200
"""Labels that are looked at; the tables of a form have fewer than 100."""


@frozen
class TablesParameters:
    """What is wrong with a table, in both languages: ``missing``, ``twice``, ``elsewhere``."""

    problems: dict[str, str]
    problems_en: dict[str, str]


@frozen
class Prescribed:
    """The form to use from a report year on, and the document that it is an annex of."""

    first: int
    form: str
    title: str


@frozen
class VersionParameters:
    """Report years in which another form is a warning only, the forms from the earliest on, and what is said of each
    kind of deviation."""

    lenient: tuple[int, ...]
    prescribed: tuple[Prescribed, ...]
    problems: dict[str, str]
    problems_en: dict[str, str]


@frozen
class LabelParameters:
    """Below ``per_cent`` of common characters a label means something else; ``show`` labels are listed."""

    per_cent: int
    show: int


@frozen
class InstructionParameters:
    """Template text, beside the instructions of the form itself."""

    words: tuple[str, ...]


_tables = parameters(TablesParameters)
_version = parameters(VersionParameters)
_label = parameters(LabelParameters)
_instructions = parameters(InstructionParameters)


def check_tables(subject: Subject, rule: Rule) -> CheckResult:
    """Each table of the form once, in its section. Figures that came as data need no layout."""
    report = subject.report
    settings = _tables(rule)
    failures = []
    for table in subject.form.tables:
        seen = [t for t in report.tables if t.table == table.key]
        kind, where, found = "", "", ""
        if not seen and (report.tables or report.headings or _all_missing(subject, table.key)):
            kind = "missing"
        elif len(seen) > 1:
            kind, where = "twice", seen[1].place.text()
        elif seen and seen[0].section not in (None, table.section):
            kind, where, found = "elsewhere", seen[0].place.text(), section_name(subject.form, str(seen[0].section))
        if kind:
            values = {
                "table": table.title,
                "section": section_name(subject.form, table.section),
                "found": found,
                "problem": settings.problems[kind],
                "problem_en": settings.problems_en[kind],
            }
            failures.append(Failure(values, where=where))
    return failures


def _all_missing(subject: Subject, table: str) -> bool:
    values = (subject.report.cells.get(id_) for id_, cell in subject.form.cells.items() if cell.table == table)
    return all(value is None or (isinstance(value, Unreadable) and value.reason == "missing") for value in values)


def check_version(subject: Subject, rule: Rule) -> CheckResult:
    """The tables are those of the report year, and no older table stands beside them."""
    report, form = subject.report, subject.form
    year = report.year
    if year is None:
        return Undecided("报告年度不明，无法判断应使用哪一种表样。", "The report year is not known.")
    settings = _version(rule)
    failures = []

    def fail(kind: str, text: str, where: str, severity: str | None) -> None:
        values = {"year": report.year, "form": form.title, "form_id": form.id, "text": shown(text)}
        right = next((one for one in reversed(settings.prescribed) if one.first <= year), None)
        told = f"{right.form}（{right.title}）" if right else "当年规定的表样"
        told_en = f"{right.form} ({right.title})" if right else "that prescribed in that year"
        first, last = form.first_year, form.last_year
        years = f"{first}—{last}年度" if last else f"{first}年度起"
        years_en = f"{first} to {last}" if last else f"{first} and later"
        problem = fill(settings.problems[kind], {**values, "years": years, "right": told})
        problem_en = fill(settings.problems_en[kind], {**values, "years": years_en, "right": told_en})
        values |= {"problem": problem, "problem_en": problem_en}
        failures.append(Failure(values, where=where, severity=severity))

    if not form.covers(year):
        fail("form", "", "", "warning" if year in settings.lenient else None)
    for remark in report.remarks:
        if remark.kind == "other-form":
            fail("beside", remark.text, remark.place.text(), "warning")
    return failures


def check_label(subject: Subject, rule: Rule) -> CheckResult:
    """Labels in other words than the form's; a warning for those that no longer mean the same."""
    labels = subject.report.labels[:MAX_LABELS]
    if not labels:
        return ()
    settings = _label(rule)
    sides: dict[str | None, list[PrintedLabel]] = {"warning": [], None: []}
    for label in labels:
        sides[None if _same_meaning(label, subject.form, settings.per_cent) else "warning"].append(label)
    failures = []
    for severity, group in sides.items():
        if group:
            items = [f"“{shown(label.text)}”应为“{label.official}”" for label in group[: settings.show]]
            items_en = [f"“{shown(label.text)}” for “{label.official}”" for label in group[: settings.show]]
            values = {"count": len(group), "list": "；".join(items), "list_en": "; ".join(items_en)}
            failures.append(Failure(values, where=group[0].place.text(), severity=severity))
    return failures


def _same_meaning(label: PrintedLabel, form: Form, per_cent: int) -> bool:
    """Whether a label is a known variant, or has most of its characters from the official one in the same order."""
    if fold(label.text) in _variants(form):
        return True
    official, text = fold(label.official)[:200], fold(label.text)[:200]
    common = sum(block.size for block in SequenceMatcher(None, official, text, autojunk=False).get_matching_blocks())
    return common * 100 >= per_cent * min(len(official), len(text))


def _build_variants(form: Form) -> frozenset[str]:
    blocks = [block for table in form.tables for block in table.blocks]
    rows = (word for block in blocks for row in block.rows for word in row.variants)
    columns = (word for block in blocks for column in block.columns for word in column.variants)
    return frozenset(map(fold, (*rows, *columns)))


_variants: Memo[Form, frozenset[str]] = Memo(_build_variants, 16)
_printed: Memo[Form, tuple[str, ...]] = Memo(
    lambda form: tuple(plain(section.instruction) for section in form.sections if section.instruction), 16
)
"""The instructions that the form prints where the text belongs."""


def check_note(subject: Subject, rule: Rule) -> CheckResult:
    """The arithmetic that the form prints in its heading stands there unaltered."""
    return [
        Failure({"printed": shown(remark.text, 60)}, where=remark.place.text())
        for remark in subject.report.remarks
        if remark.kind == "note-altered"
    ]


def check_instructions(subject: Subject, rule: Rule) -> CheckResult:
    """Text of the template that should have been replaced or deleted."""
    told = narrative(subject.report)
    if not told.known:
        return Undecided("报告没有正文文字。", "The report carries no text.")
    words = dict.fromkeys((*_printed(subject.form), *_instructions(rule).words))
    failures = []
    for key, text in (("", told.preamble), *told.sections.items()):
        left = [word for word in words if word in text and _stands_alone(word, text)]
        if left:
            values = {"section": section_name(subject.form, key), "list": "、".join(f"“{word}”" for word in left)}
            failures.append(Failure(values))
    return failures


def _stands_alone(word: str, text: str) -> bool:
    """Whether *word* is no part of a Latin word or address: XX left for a name is template text, XXGK is none."""
    if not word.isascii() or not word.isalnum():
        return True
    start = text.find(word)
    while start >= 0:
        around = text[start - 1 : start] + text[start + len(word) : start + len(word) + 1]
        if not any(c.isascii() and (c.isalnum() or c in "./_-") and c not in word for c in around):
            return True
        start = text.find(word, start + 1)
    return False


CHECKS = {
    "structure.tables_present": check_tables,
    "structure.form_version": check_version,
    "structure.label": check_label,
    "structure.note": check_note,
    "structure.instructions_left": check_instructions,
}
