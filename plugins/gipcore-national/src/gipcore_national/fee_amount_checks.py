"""The checks of the sum of the 信息处理费: whether it is possible under the schedule in force, and fits the tables."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

from attrs import frozen

from gipcore.checks import CheckResult, Failure, Subject, Undecided
from gipcore.rules import Rule
from gipcore.schedules import Standard
from gipcore.values import canonical
from gipcore_national.common import figure, known_cells, label, parameters, shown
from gipcore_national.fee_details import Charged, DetailWords, report_charges
from gipcore_national.fees import FeeWords, fee_facts

NO_STATEMENT = Undecided("正文没有读到信息处理费的数额。", "No amount of the fee was read in the text.", "fee")
"""No form asks for a statement in so many words: without one the outcome is not incomplete."""
_NO_SCHEDULE = Undecided("没有适用于报告年度的收费标准。", "No fee schedule is in force in the report's year.")


@frozen
class AmountParameters:
    """The words that state the fee, those beside it, and the cells (of all forms) that the rule compares with."""

    words: FeeWords
    details: DetailWords
    cells: tuple[str, ...] = ()
    yuan: int = 1
    """The unit of the cells in 元."""


_amount = parameters(AmountParameters)
Look = Callable[[Subject, AmountParameters, Charged, tuple[Standard, ...]], CheckResult]


def _check(look: Look) -> Callable[[Subject, Rule], CheckResult]:
    """A check of the largest sum stated; passed if none was charged, not checked if nothing was read."""

    def run(subject: Subject, rule: Rule) -> CheckResult:
        settings = _amount(rule)
        facts = fee_facts(subject.report, settings.words)
        if facts.yuan is None:
            return NO_STATEMENT
        if not facts.yuan:
            return ()
        standards = tuple(s for one in subject.schedules for s in one.schedule.standards)
        if not standards:
            return _NO_SCHEDULE
        sums = [
            one for one in report_charges(subject.report, settings.words, settings.details) if one.yuan == facts.yuan
        ]
        return look(subject, settings, sums[0], standards) if sums else NO_STATEMENT

    return run


def _by_items(standards: tuple[Standard, ...]) -> Standard | None:
    return next((standard for standard in standards if standard.per == "applicant"), None)


def _values(one: Charged, **more: object) -> dict[str, object]:
    return {"fee": canonical(one.yuan), "sentence": shown(one.sentence), **more}


def multiple_of_ten(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """Every sum of fees is a multiple of the smallest step of all prices; what was paid back may not be."""
    return _multiple(one, min(standard.grain for standard in standards))


def multiple_of_hundred(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """Fees by item alone are a multiple of the smallest step of that standard."""
    items = _by_items(standards)
    return _multiple(one, items.grain) if items and one.by_item else ()


def _multiple(one: Charged, grain: Decimal) -> CheckResult:
    if not grain or one.yuan % grain == 0:
        return ()
    values = _values(one, grain=canonical(grain))
    return [Failure(values, severity="warning" if one.refund else None, left=one.yuan, right=grain)]


def impossible_for_one(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """One application costs the price of one item, or what some number of pages costs."""
    singles = [one.yuan] if one.count == 1 else []
    singles += [part.yuan for part in one.parts if part.count == 1]
    return [
        Failure(_values(one, single=canonical(yuan)), left=yuan)
        for yuan in dict.fromkeys(singles)
        if not any(_possible(standard, yuan) for standard in standards)
    ]


def _possible(standard: Standard, yuan: Decimal) -> bool:
    return standard.has_price(yuan) if standard.per == "applicant" else standard.count_for(yuan) is not None


def minimum(subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]) -> CheckResult:
    """So many charged applications cost at least so much."""
    items = _by_items(standards)
    lowest = items.lowest if items and one.by_item else min(standard.lowest for standard in standards)
    told = [(one.count, one.yuan)] if one.count else []
    told += [(part.count, part.yuan) for part in one.parts]
    return [
        Failure(
            _values(one, count=count, stated=canonical(yuan), least=canonical(lowest * count)),
            left=yuan,
            right=lowest * count,
            difference=lowest * count - yuan,
        )
        for count, yuan in dict.fromkeys(told)
        if count and yuan < lowest * count
    ]


def breakdown(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """The shares add up to the whole; if others are left out, to no more than that."""
    if len(one.parts) < 2:
        return ()
    sums = [(one.yuan, sum((part.yuan for part in one.parts), Decimal(0)), "元")]
    sums += [(Decimal(one.count), Decimal(sum(part.count for part in one.parts)), "件")] if one.count else []
    return [
        Failure(
            _values(one, whole=canonical(whole), parts=canonical(parts), unit=unit),
            left=whole,
            right=parts,
            difference=whole - parts,
        )
        for whole, parts, unit in sums
        if parts > whole or (parts < whole and one.whole)
    ]


def _applications(subject: Subject, settings: AmountParameters) -> int | Undecided:
    """How many applications there were to charge for."""
    total = 0
    for id_ in known_cells(subject.form, settings.cells):
        count = figure(subject.report.cells.get(id_))
        if count is None:
            return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
        total += int(count)
    return total


def count_bound(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """Not more were charged than there were, unless one was split into several items."""
    total = _applications(subject, settings)
    if one.count is None:
        return ()
    if isinstance(total, Undecided):
        return total
    if one.count <= total:
        return ()
    values = _values(one, count=one.count, total=total)
    return [Failure(values, tuple(known_cells(subject.form, settings.cells)), left=one.count, right=total)]


def items_ceiling(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """By item it is most when all applications are one applicant's of one month."""
    items, total = _by_items(standards), _applications(subject, settings)
    if items is None or not one.by_item:
        return ()
    if isinstance(total, Undecided):
        return total
    most = items.amount(total)
    if total <= items.allowance or one.yuan <= most:
        return ()
    values = _values(one, total=total, most=canonical(most))
    return [Failure(values, tuple(known_cells(subject.form, settings.cells)), left=one.yuan, right=most)]


def items_allowance(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """By item nothing is due up to the free number."""
    items, total = _by_items(standards), _applications(subject, settings)
    if items is None or not one.by_item:
        return ()
    if isinstance(total, Undecided):
        return total
    if total > items.allowance:
        return ()
    values = _values(one, total=total, free=items.allowance)
    return [Failure(values, tuple(known_cells(subject.form, settings.cells)), left=total, right=items.allowance)]


def charges_taken(
    subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]
) -> CheckResult:
    """The fee is not the charges of the table: the same figure in both is a mix-up of the two, or of their units."""
    for id_ in known_cells(subject.form, settings.cells):
        amount = figure(subject.report.cells.get(id_))
        if amount is None:
            return Undecided(f"{label(subject.form, id_)}无法辨认。", f"{id_} is unreadable.")
        if amount and one.yuan in (amount, amount * settings.yuan):
            values = _values(one, cell=label(subject.form, id_), charges=canonical(amount))
            return [Failure(values, (id_,), left=one.yuan, right=amount)]
    return ()


def unit(subject: Subject, settings: AmountParameters, one: Charged, standards: tuple[Standard, ...]) -> CheckResult:
    """Sums are whole tens of 元: many 万元, or a fraction of 元, is a slip of the unit."""
    number = one.printed.rstrip("余元万亿")
    whole = "." not in number
    if (whole and "万" in one.printed and one.yuan >= 100_000) or (not whole and not set("万亿") & set(one.printed)):
        return [Failure(_values(one, printed=one.printed), left=one.yuan)]
    return ()


CHECKS = {
    "fee.multiple_of_ten": _check(multiple_of_ten),
    "fee.multiple_of_hundred": _check(multiple_of_hundred),
    "fee.impossible_for_one": _check(impossible_for_one),
    "fee.minimum": _check(minimum),
    "fee.breakdown": _check(breakdown),
    "fee.count_bound": _check(count_bound),
    "fee.items_ceiling": _check(items_ceiling),
    "fee.items_allowance": _check(items_allowance),
    "fee.charges_taken": _check(charges_taken),
    "fee.unit": _check(unit),
}
