"""Sections and their headings: present, in order, numbered and named as the form has them, and no others."""

from __future__ import annotations

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.forms import Form
from gipcore.recognise.folding import fold
from gipcore.reports import Heading, Report
from gipcore.rules import Rule
from gipcore.values import Unreadable
from gipcore_national.common import Memo, parameters, section_name, shown

_NO_HEADINGS = Undecided("报告没有版面信息，看不到标题。", "The report carries no layout, so no headings.")
_DIGITS = "一二三四五六七八九"
_NUMBERS = {
    ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens - 1]}十") + unit: 10 * tens + value
    for tens in range(4)
    for value, unit in enumerate(("", *_DIGITS))
    if tens or value
}


@frozen
class PresentParameters:
    """Sections whose absence is a warning only (``mild``): the statute does not ask for them; and ``free`` ones, which
    need not be there at all."""

    mild: tuple[str, ...]
    free: tuple[str, ...] = ()


@frozen
class TitleParameters:
    """What a heading is, where it is not the official one, in both languages."""

    kinds: dict[str, str]
    kinds_en: dict[str, str]


@frozen
class NumberingParameters:
    """What can be wrong with a number, in both languages; ``mark`` is what stands after the numeral."""

    mark: str
    problems: dict[str, str]
    problems_en: dict[str, str]


_present = parameters(PresentParameters)
_title = parameters(TitleParameters)
_numbering = parameters(NumberingParameters)


def check_present(subject: Subject, rule: Rule) -> CheckResult:
    """Each section of the form is there: its heading, its text, or where only data came, its table's figures."""
    report = subject.report
    if not report.headings and not report.sections:
        return _NO_HEADINGS
    seen = {heading.section for heading in report.headings} | report.sections.keys()
    if not report.headings:
        seen |= {table.section for table in subject.form.tables if _has_figures(subject, table.key)}
    settings = _present(rule)
    return [
        Failure({"section": section_name(subject.form, s.key)}, severity="warning" if s.key in settings.mild else None)
        for s in subject.form.sections
        if s.key not in seen and s.key not in settings.free and not s.optional
    ]


def _has_figures(subject: Subject, table: str) -> bool:
    values = subject.report.cells
    for id_, cell in subject.form.cells.items():
        if cell.table == table:
            value = values.get(id_)
            if value is not None and not (isinstance(value, Unreadable) and value.reason == "missing"):
                return True
    return False


def check_order(subject: Subject, rule: Rule) -> CheckResult:
    """The sections come in the form's order."""
    headings = _first_headings(subject.report)
    if not headings:
        return _NO_HEADINGS
    order = [section.key for section in subject.form.sections]
    known = [heading for heading in headings if heading.section in order]
    places = [order.index(str(heading.section)) for heading in known]
    for before, after, heading in zip(places, places[1:], known[1:], strict=False):
        if after < before:
            section, previous = subject.form.sections[after], subject.form.sections[before]
            return [Failure({"section": section.title, "before": previous.title}, where=heading.place.text())]
    return ()


def _first_headings(report: Report) -> list[Heading]:
    found: dict[str, Heading] = {}
    for heading in report.headings:
        if heading.section is not None:
            found.setdefault(heading.section, heading)
    return list(found.values())


def check_title(subject: Subject, rule: Rule) -> CheckResult:
    """Each heading has the form's words; the notice's own other headings are only noted."""
    headings = [heading for heading in subject.report.headings if heading.section is not None]
    if not headings:
        return _NO_HEADINGS
    titles = _folded_titles(subject.form)
    failures = []
    for heading in headings:
        known = titles.get(str(heading.section))
        text = words_of(heading)
        if known is None or text == known[0]:
            continue
        settings = _title(rule)
        kind = "synonym" if text in known[1] else "variant" if text in known[2] else "unknown"
        section = subject.form.section(str(heading.section))
        failures.append(
            Failure(
                {
                    "printed": printed(heading),
                    "official": section.title,
                    "kind": settings.kinds[kind],
                    "kind_en": settings.kinds_en[kind],
                },
                where=heading.place.text(),
                severity="info" if kind == "synonym" else None,
            )
        )
    return failures


def _build_titles(form: Form) -> dict[str, tuple[str, frozenset[str], frozenset[str]]]:
    def folded(words: tuple[str, ...]) -> frozenset[str]:
        return frozenset(map(fold, words))

    return {s.key: (fold(s.title), folded(s.synonyms), folded(s.variants)) for s in form.sections}


_folded_titles: Memo[Form, dict[str, tuple[str, frozenset[str], frozenset[str]]]] = Memo(_build_titles, 16)


def words_of(heading: Heading) -> str:
    """A heading's words, folded, without its number."""
    return fold(heading.text.strip().removeprefix(heading.numeral.strip()) if heading.numeral else heading.text)


def check_numbering(subject: Subject, rule: Rule) -> CheckResult:
    """``一、`` to ``六、``: Chinese numeral and mark, no blank, one after the other."""
    headings = subject.report.headings
    if not headings:
        return _NO_HEADINGS
    settings = _numbering(rule)
    problems: list[tuple[str, Heading]] = []
    expected = 1
    for heading in headings:
        numeral = heading.numeral.strip()
        number = _NUMBERS.get(numeral.removesuffix(settings.mark)) if numeral.endswith(settings.mark) else None
        if number is None:
            problems.append(("form" if numeral else "none", heading))
        elif number != expected:
            problems.append(("sequence", heading))
        elif heading.numeral != numeral or heading.text.removeprefix(numeral)[:1].isspace():
            problems.append(("blank", heading))
        expected = (number or expected) + 1
    if not problems:
        return ()
    return [
        Failure(
            {
                "list": "；".join(f"“{printed(h)}”{settings.problems[kind]}" for kind, h in problems),
                "list_en": "; ".join(f"“{printed(h)}” {settings.problems_en[kind]}" for kind, h in problems),
            },
            where=problems[0][1].place.text(),
        )
    ]


def printed(heading: Heading) -> str:
    """The heading with its number, as printed."""
    return shown(heading.numeral + heading.text.removeprefix(heading.numeral))


def check_extra(subject: Subject, rule: Rule) -> CheckResult:
    """No heading of the top level beside those of the form."""
    if not subject.report.headings:
        return _NO_HEADINGS
    return [
        Failure({"printed": printed(h)}, where=h.place.text()) for h in subject.report.headings if h.section is None
    ]


CHECKS = {
    "structure.sections_present": check_present,
    "structure.section_order": check_order,
    "structure.section_title": check_title,
    "structure.numbering": check_numbering,
    "structure.extra_section": check_extra,
}
