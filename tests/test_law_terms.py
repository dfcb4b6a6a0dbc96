"""No term of a rule can be left out unnoticed: without it, the rule misjudges one of its own examples, or a lawful
report. So whoever loses a term while changing the data is told by the examples, or by the laws on lawful reports."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import localcontext
from importlib.resources import files
from typing import Any, TypeAlias

import pytest
from attrs import evolve, fields

from gipcore.checks import Subject
from gipcore.errors import DataError
from gipcore.examples import example_subject
from gipcore.expressions import EXACT, Readings, Surroundings, evaluate
from gipcore.expressions import nodes as n
from gipcore.expressions.binding import bind
from gipcore.expressions.facts import KINDS
from gipcore.expressions.syntax import parse
from gipcore.layers import Ruleset
from gipcore.rules import Rule
from gipcore.rulesets import forms_of, load_catalogue

CATALOGUE = load_catalogue([files("gipcore_rulesets")])
RULES = [(s, r, form) for s in CATALOGUE.rulesets for r in s.rules if r.expression for form in forms_of(s, r)]
NODES = (
    n.Constant, n.CellRef, n.FactRef, n.Lookup, n.Sum, n.Neg, n.Product, n.Call, n.IsBlank,
    n.Compare, n.Within, n.And, n.Or, n.Not, n.Implies, n.Each, n.Spread,
)  # fmt: skip
ZERO = n.Constant(0)
Judged: TypeAlias = tuple[Surroundings, bool]
"""What a rule looks at, and whether it must pass."""


def mutants(node: Any) -> Iterator[n.Expression]:
    """The expression, as written in the data, without one of its terms."""
    match node:
        case n.Sum(terms=terms) | n.And(parts=terms) | n.Or(parts=terms):
            for i in range(len(terms)):
                rest = terms[:i] + terms[i + 1 :]
                yield rest[0] if len(rest) == 1 else type(node)(rest)
        case n.Compare(left=left, relation=relation, right=right):
            yield from (n.Compare(ZERO, relation, right) for _ in [0] if n.kind_of(left) == "number" and left != ZERO)
            yield from (n.Compare(left, relation, ZERO) for _ in [0] if n.kind_of(right) == "number" and right != ZERO)
        case n.Product(left=left, right=right):
            yield from (left, right)
        case n.Implies(condition=condition, consequence=consequence):
            yield from (n.Not(condition), consequence)
        case n.Neg(term=term) | n.Not(part=term):
            yield term
        case n.Call(function="integer" | "decimals" as function, arguments=(n.CellRef(),)):
            yield n.Call(function, (ZERO,))
    for attribute in fields(type(node)):
        value = getattr(node, attribute.name)
        if isinstance(value, NODES) and not isinstance(node, n.Lookup):
            yield from (evolve(node, **{attribute.name: mutant}) for mutant in mutants(value))
        elif isinstance(value, tuple) and value and isinstance(value[0], NODES):
            for i, part in enumerate(value):
                for mutant in mutants(part):
                    yield evolve(node, **{attribute.name: (*value[:i], mutant, *value[i + 1 :])})


def around(subject: Subject) -> Surroundings:
    def readings(report: Any) -> Readings:
        return Readings(report, CATALOGUE.forms[report.form])

    at = Surroundings(readings(subject.report))
    if subject.previous is not None:
        at.previous = readings(subject.previous)
    if subject.children:
        at.children = tuple(map(readings, subject.children))
    return at


def judged(ruleset: Ruleset, rule: Rule, form: str) -> Iterator[Judged]:
    """The rule's examples on the form, as far as they are stated in its cells."""
    for passes, examples in ((True, rule.passes), (False, rule.fails)):
        for example in examples:
            try:
                stated = evolve(example, report={"form": form, **example.report})
                yield around(example_subject(CATALOGUE, ruleset, rule, stated)), passes
            except DataError as error:
                assert "没有单元格" in str(error)


def misjudges(expression: n.Expression, form: str, reports: list[Judged]) -> bool:
    """Whether the expression judges one of the reports not as it must."""
    conditions = [instance.condition for instance in bind(expression, CATALOGUE.forms[form])]
    with localcontext(EXACT):
        return any(all(evaluate(condition, at) is True for condition in conditions) != passes for at, passes in reports)


@pytest.mark.parametrize(("ruleset", "rule", "form"), RULES, ids=lambda item: getattr(item, "id", item))
def test_without_any_term_a_rule_misjudges_one_of_its_examples(ruleset: Ruleset, rule: Rule, form: str) -> None:
    reports = [*judged(ruleset, rule, form)]
    written = parse(rule.expression, KINDS, rule.parameters)
    assert reports and not misjudges(written, form, reports)
    found = [*mutants(written)]
    assert found, "nothing in the rule can be left out"
    assert [mutant for mutant in found if not misjudges(mutant, form, reports)] == []


def test_rules_of_every_form_and_kind_are_among_them() -> None:
    assert {form for _, _, form in RULES} >= {"cn-2014", "cn-2019", "cn-2021"}
    assert len({rule.id for _, rule, _ in RULES}) > 50
