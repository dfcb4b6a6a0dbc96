"""Test vectors for the portable bundle: reports, and what the engine makes of them. Evaluators elsewhere must agree."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import localcontext
from typing import Any, TypeAlias

from attrs import evolve

from gipcore.errors import DataError
from gipcore.examples import example_subject
from gipcore.expressions import EXACT, Readings, Reason, Surroundings, Unknown, evaluate
from gipcore.expressions.evaluation import NO_CHILDREN, NO_PREVIOUS
from gipcore.expressions.facts import FACTS
from gipcore.reports import Report
from gipcore.rules import Example, Rule
from gipcore.rulesets import Catalogue, RulesInForce
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value, canonical

Vector: TypeAlias = dict[str, Any]


def vectors(catalogue: Catalogue, rules: RulesInForce) -> Iterator[Vector]:
    """The examples of every rule with an expression; all rules on a report of zeros and on one nobody can read."""
    for rule in rules.rules:
        if rule.expression:
            for example in (*rule.passes, *rule.fails, *rule.undecided):
                yield from _of_example(catalogue, rules, rule, example)
    base = specimen(rules.form)
    yield vector(rules, base)
    yield vector(rules, base.changed(dict.fromkeys(base.cells, Unreadable(raw="见附件"))))


def _of_example(catalogue: Catalogue, rules: RulesInForce, rule: Rule, example: Example) -> Iterator[Vector]:
    """The example as a report of the rules' form; nothing if it is about cells that this form does not have, or about
    the report of another year on another form: the bundle holds one form."""
    owners = [ruleset for ruleset in catalogue.rulesets if rule.id in {known.id for known in ruleset.all_rules}]
    # Forms of different years may each have their own rule under one id; a layer may have changed the one in force.
    ruleset = next((owner for owner in owners if rule in owner.all_rules), owners[0])
    told = evolve(example, report={**example.report, "form": rules.form.id})
    try:
        subject = example_subject(catalogue, ruleset, rule, told)
    except DataError:
        return
    neighbours = (*subject.children, *([subject.previous] if subject.previous else []))
    if all(report.form == rules.form.id for report in neighbours):
        yield vector(rules, subject.report, subject.previous, subject.children, only=rule.id)


def vector(
    rules: RulesInForce,
    report: Report,
    previous: Report | None = None,
    children: Iterable[Report] = (),
    *,
    only: str = "",
) -> Vector:
    """A test vector: reports as the bundle reads them, and for each instance of each rule (or of the rule *only*)
    ``true``, ``false`` or ``null`` (cannot be decided), as the engine has it."""
    below = tuple(children)
    last: Readings | Reason = Readings(previous, rules.form) if previous else NO_PREVIOUS
    under: tuple[Readings, ...] | Reason = tuple(Readings(c, rules.form) for c in below) if below else NO_CHILDREN
    at = Surroundings(Readings(report, rules.form), last, under)
    expected: dict[str, list[bool | None]] = {}
    with localcontext(EXACT):
        for rule in rules.rules:
            if rule.expression and only in ("", rule.id):
                results = [evaluate(instance.condition, at) for instance in rules.compiled(rule).instances]
                expected[rule.id] = [None if isinstance(r, Unknown) else bool(r) for r in results]
    return {
        "facts": {name: _fact(fact.read(report)) for name, fact in FACTS.items()},
        "report": _cells(report),
        "previous": _cells(previous) if previous else None,
        "children": [_cells(child) for child in below],
        "expected": expected,
    }


def _fact(value: int | str | bool | None) -> str | None:
    return None if value is None else str(value)


def _cells(report: Report) -> dict[str, Any]:
    return {cell: _cell(value) for cell, value in report.cells.items()}


def _cell(value: Value) -> Any:
    match value:
        case Number(value=number):
            return canonical(number)
        case Blank():
            return None
        case NotApplicable():
            return "n/a"
        case _:
            return {"unreadable": value.raw}
