"""The checks on the 信息处理费: stated, in its place, by its name, and in keeping with the tables."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore.values import Number, Value, canonical
from gipcore_national.common import figure, known_cells, label, parameters, section_name, shown
from gipcore_national.fees import FeeFacts, FeeWords, fee_facts
from gipcore_national.narrative import narrative

_NO_TEXT = Undecided("报告没有正文文字。", "The report carries no text.")
_NO_STATEMENT = Undecided("正文没有读到信息处理费的数额。", "No amount of the fee was read in the text.")


@frozen
class StatementParameters:
    """The words that state the fee, and the section where the statement belongs."""

    words: FeeWords
    section: str


@frozen
class CellsParameters:
    """The words that state the fee, and the cells (of all forms) that the rule compares it with."""

    words: FeeWords
    cells: tuple[str, ...]


@frozen
class OverdueParameters:
    """As CellsParameters; ``denials`` are words by which a statement denies that a fee was ever set."""

    words: FeeWords
    cells: tuple[str, ...]
    denials: tuple[str, ...]


@frozen
class ChargesParameters:
    """As CellsParameters; ``yuan`` is the unit of the cells in 元."""

    words: FeeWords
    cells: tuple[str, ...]
    yuan: int


_statement = parameters(StatementParameters)
_cells = parameters(CellsParameters)
_overdue = parameters(OverdueParameters)
_charges = parameters(ChargesParameters)


def check_statement(subject: Subject, rule: Rule) -> CheckResult:
    """Some sentence must say what was charged, or that nothing was; without the section for it, who knows."""
    settings = _statement(rule)
    facts = fee_facts(subject.report, settings.words)
    if facts.all:
        return ()
    if not facts.known:
        return _NO_TEXT
    section = section_name(subject.form, settings.section)
    if settings.section not in subject.report.sections:
        # Whether the report ends before it or its heading is missing, another rule tells.
        return Undecided(f"没有读到“{section}”这一部分。", f"The section “{section}” was not read.")
    return [Failure({"section": section})]


def check_place(subject: Subject, rule: Rule) -> CheckResult:
    """The statement belongs in the section that the format names."""
    settings = _statement(rule)
    facts = fee_facts(subject.report, settings.words)
    if not facts.all:
        return _NO_STATEMENT
    elsewhere = [(key, found[0]) for key, found in facts.by_section.items() if key != settings.section]
    if not elsewhere:
        return ()
    key, statement = elsewhere[0]
    return [
        Failure(
            {
                "section": section_name(subject.form, settings.section),
                "found": section_name(subject.form, key),
                "sentence": shown(statement.sentence),
            },
            severity="info" if settings.section in facts.by_section else None,
        )
    ]


def check_term(subject: Subject, rule: Rule) -> CheckResult:
    """The fee goes by one name only."""
    words = _statement(rule).words
    told = narrative(subject.report)
    if not told.known:
        return _NO_TEXT
    official, *others = words.names
    wrong = [name for name in others if any(name in part for part in told.parts)]
    return [Failure({"term": wrong[0], "official": official})] if wrong else ()


def check_within_charges(subject: Subject, rule: Rule) -> CheckResult:
    """The fee is no more than the charges of the table, give or take half a unit of their last printed place."""
    settings = _charges(rule)
    facts = fee_facts(subject.report, settings.words)
    if facts.yuan is None:
        return _NO_STATEMENT
    for id_ in known_cells(subject.form, settings.cells):
        value = subject.report.cells.get(id_)
        amount = figure(value)
        if amount is None:
            return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
        tolerance = Decimal(settings.yuan).scaleb(-_decimals(value)) / 2
        charged = amount * settings.yuan
        if facts.yuan > charged + tolerance:
            values = {
                "fee": canonical(facts.yuan),
                "cell": label(subject.form, id_),
                "charges": canonical(amount),
                "charges_yuan": canonical(charged),
                "sentence": _sentence(facts),
            }
            return [Failure(values, (id_,), "", None, facts.yuan, charged, facts.yuan - charged)]
    return ()


def _decimals(value: Value | None) -> int:
    if isinstance(value, Number) and isinstance(value.value, Decimal):
        return max(0, -int(value.value.as_tuple().exponent))
    return 0


def check_overdue_statement(subject: Subject, rule: Rule) -> CheckResult:
    """Who did not pay in time had been sent a notice: the text cannot say that there was none."""
    settings = _overdue(rule)
    for id_ in known_cells(subject.form, settings.cells):
        count = figure(subject.report.cells.get(id_))
        denied = [
            statement
            for statement in fee_facts(subject.report, settings.words).all
            if any(word in statement.sentence for word in settings.denials)
        ]
        if not denied or count == 0:
            continue
        if count is None:
            return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
        values = {"cell": label(subject.form, id_), "count": count, "sentence": shown(denied[0].sentence)}
        return [Failure(values, (id_,), left=count)]
    return ()


def check_needs_applications(subject: Subject, rule: Rule) -> CheckResult:
    """A fee is charged for a request: with none received or carried in there is none to charge for."""
    settings = _cells(rule)
    cells = known_cells(subject.form, settings.cells)
    counts = [figure(subject.report.cells.get(id_)) for id_ in cells]
    if any(counts):
        return ()
    facts = fee_facts(subject.report, settings.words)
    if not facts.known:
        return _NO_TEXT
    if not facts.yuan:
        return ()
    if None in counts:
        id_ = cells[counts.index(None)]
        return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
    values = {"fee": canonical(facts.yuan), "sentence": _sentence(facts)}
    return [Failure(values, tuple(cells), left=facts.yuan, right=0)]


def _sentence(facts: FeeFacts) -> str:
    return shown(max(facts.all, key=lambda statement: statement.yuan).sentence)


CHECKS = {
    "fee.statement": check_statement,
    "fee.place": check_place,
    "fee.term": check_term,
    "fee.within_charges": check_within_charges,
    "fee.overdue_statement": check_overdue_statement,
    "fee.needs_applications": check_needs_applications,
}
