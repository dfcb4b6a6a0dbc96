"""Laws of the expression language, against a second interpreter that knows nothing of parsing, forms or closures.

Expressions are drawn as trees; from each tree come its text and, over Fractions, its meaning.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from gipcore.errors import ExpressionError
from gipcore.expressions import (
    EXACT,
    Compiled,
    Readings,
    Surroundings,
    Unknown,
    compile_expression,
    evaluate,
    explain,
    linear,
)
from gipcore.expressions import nodes as n
from gipcore.expressions.quick import Slots
from gipcore.forms import Block, Column, Form, Row, Table
from gipcore.reports import Report
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value

ROWS = tuple(Row(key, (key.upper(),)) for key in ("alpha", "beta"))
COLUMNS = (
    Column("one", "一"),
    Column("two", "二", decimal=True),
    Column("three", "三", signed=True),
    Column("sum", "计", sum_of=("one", "two")),
)
FORM = Form(
    "tiny", "", 2020, "", (), (Table("t", "s", "", (Block(COLUMNS, ROWS, prefix="t"),)),),
    groups={"rows": ("alpha", "beta"), "columns": ("one", "two", "three", "sum")},
)  # fmt: skip
CELLS = tuple(FORM.cells)
SLOTS = Slots(FORM)
ZERO = Report("tiny", {}, year=2023).changed({cell: Number(0) for cell in CELLS})

Tree = tuple[Any, ...]
SCOPES = ("", "previous.", "sum", "min", "max")
RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "==": lambda a, b: a == b, "!=": lambda a, b: a != b, "<=": lambda a, b: a <= b,
    ">=": lambda a, b: a >= b, "<": lambda a, b: a < b, ">": lambda a, b: a > b,
}  # fmt: skip

figures = st.one_of(
    st.integers(-5, 5), st.integers(-(10**12), 10**12), st.decimals(-100, 100, places=3), st.decimals(-9, 9, places=20)
)
values: st.SearchStrategy[Value] = st.one_of(
    figures.map(Number), figures.map(Number), figures.map(Number),
    st.just(Blank()), st.just(NotApplicable()), st.just(Unreadable(raw="x")),
)  # fmt: skip


def reports(value: st.SearchStrategy[Any]) -> st.SearchStrategy[Report]:
    return st.fixed_dictionaries(dict.fromkeys(CELLS, value)).map(ZERO.changed)


def surroundings(value: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Report, Report | None, list[Report]]]:
    return st.tuples(reports(value), st.none() | reports(value), st.lists(reports(value), max_size=2))


leaves: st.SearchStrategy[Tree] = st.one_of(
    st.tuples(st.just("number"), st.one_of(st.integers(0, 9), st.decimals(0, 9, places=2))),
    st.tuples(st.just("cell"), st.sampled_from(SCOPES[:2]), st.sampled_from(CELLS)),
    st.tuples(st.just("cell"), st.sampled_from(SCOPES), st.sampled_from(CELLS)),
    st.tuples(st.just("row"), st.sampled_from(SCOPES), st.sampled_from(("one", "two", "three", "sum"))),
)


def _numbers(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    return st.one_of(
        st.tuples(st.sampled_from("+-*"), inner, inner),
        st.tuples(st.just("neg"), inner),
        st.tuples(st.just("abs"), inner),
        st.tuples(st.sampled_from(("min", "max")), inner, inner),
    )


numbers = st.recursive(leaves, _numbers, max_leaves=6)
constants = st.tuples(st.just("number"), st.one_of(st.integers(0, 9), st.decimals(0, 9, places=2)))
linear_leaves: st.SearchStrategy[Tree] = st.one_of(
    constants,
    st.tuples(st.just("cell"), st.sampled_from(SCOPES), st.sampled_from(CELLS)),
    st.tuples(
        st.just("row"), st.sampled_from(("", "previous.", "sum")), st.sampled_from(("one", "two", "three", "sum"))
    ),
)
linear_numbers = st.recursive(
    linear_leaves,
    lambda inner: st.one_of(
        st.tuples(st.sampled_from("+-"), inner, inner),
        st.tuples(st.just("neg"), inner),
        st.tuples(st.just("*"), constants, inner),
        st.tuples(st.just("*"), inner, constants),
    ),
    max_leaves=6,
)
linear_comparisons: st.SearchStrategy[Tree] = st.tuples(
    st.just("compare"), st.sampled_from(sorted(RELATIONS)), linear_numbers, linear_numbers
)
comparisons: st.SearchStrategy[Tree] = st.tuples(
    st.just("compare"), st.sampled_from(sorted(RELATIONS)), numbers, numbers
)
truths = st.recursive(
    comparisons | st.tuples(st.just("integer"), numbers),
    lambda inner: st.one_of(
        st.tuples(st.sampled_from(("and", "or", "implies")), inner, inner), st.tuples(st.just("not"), inner)
    ),
    max_leaves=4,
)


def text(tree: Tree) -> str:
    match tree:
        case ("number", number):
            return format(number, "f")
        case ("cell", "" | "previous." as scope, cell):
            return f"{scope}{cell}"
        case ("cell", function, cell):
            return f"{function}(children.{cell})"
        case ("row", "", column):
            return f"sum(t.{{r}}.{column} for r in rows)"
        case ("row", "previous.", column):
            return f"sum(previous.t.*.{column})"
        case ("row", function, column):
            return f"{function}(children.t.*.{column})"
        case ("+" | "-" | "*" | "and" | "or" as operator, left, right):
            return f"({text(left)} {operator} {text(right)})"
        case ("neg", inner):
            return f"(-{text(inner)})"
        case ("not", inner):
            return f"(not {text(inner)})"
        case ("abs" | "integer" as function, inner):
            return f"{function}({text(inner)})"
        case ("min" | "max" | "implies" as function, left, right):
            return f"{function}({text(left)}, {text(right)})"
        case ("compare", relation, left, right):
            return f"({text(left)} {relation} {text(right)})"
    raise AssertionError(tree)


class Oracle:
    """The meaning of a tree; None is unknown."""

    def __init__(self, report: Report, previous: Report | None, children: list[Report]) -> None:
        self.report, self.previous, self.children = report, previous, children

    def cell(self, report: Report | None, cell: str) -> Fraction | None:
        value = None if report is None else report.cells[cell]
        if value is None or isinstance(value, Unreadable):
            return None
        if isinstance(value, Number):
            return Fraction(value.value)
        row, column = cell.rsplit(".", 1)
        if isinstance(value, Blank) and column == "sum":
            parts = [self.cell(report, f"{row}.{part}") for part in ("one", "two")]
            return Fraction(0) if parts == [0, 0] else None
        return Fraction(0)

    def scoped(self, scope: str, cell: str) -> Fraction | None:
        if scope in ("", "previous."):
            return self.cell(self.report if scope == "" else self.previous, cell)
        found = [self.cell(child, cell) for child in self.children]
        known = [figure for figure in found if figure is not None]
        if not found or len(known) < len(found):
            return None
        return {"sum": sum(known, Fraction(0)), "min": min(known), "max": max(known)}[scope]

    def number(self, tree: Tree) -> Fraction | None:
        match tree:
            case ("number", number):
                return Fraction(number)
            case ("cell", scope, cell):
                return self.scoped(scope, cell)
            case ("row", scope, column):
                both = [self.scoped(scope, f"t.{row}.{column}") for row in ("alpha", "beta")]
                known = [figure for figure in both if figure is not None]
                if len(known) < 2:
                    return None
                return {"min": min(known), "max": max(known)}.get(scope, sum(known, Fraction(0)))
            case (operator, *inner):
                found = [self.number(part) for part in inner]
                args = [figure for figure in found if figure is not None]
                if len(args) < len(found):
                    return None
                return {
                    "+": lambda: args[0] + args[1], "-": lambda: args[0] - args[1], "*": lambda: args[0] * args[1],
                    "neg": lambda: -args[0], "abs": lambda: abs(args[0]), "min": lambda: min(args),
                    "max": lambda: max(args),
                }[operator]()  # fmt: skip
        raise AssertionError(tree)

    def truth(self, tree: Tree) -> bool | None:
        match tree:
            case ("compare", relation, left, right):
                a, b = self.number(left), self.number(right)
                return None if a is None or b is None else RELATIONS[relation](a, b)
            case ("integer", inner):
                figure = self.number(inner)
                return None if figure is None else figure.denominator == 1
            case ("not", inner):
                found = self.truth(inner)
                return None if found is None else not found
            case ("and", left, right):
                both = {self.truth(left), self.truth(right)}
                return False if False in both else None if None in both else True
            case ("or", left, right):
                both = {self.truth(left), self.truth(right)}
                return True if True in both else None if None in both else False
            case ("implies", left, right):
                return self.truth(("or", ("not", left), right))
        raise AssertionError(tree)


def around(report: Report, previous: Report | None, children: list[Report]) -> Surroundings:
    at = Surroundings(Readings(report, FORM))
    if previous is not None:
        at.previous = Readings(previous, FORM, "上年", "last year's ")
    if children:
        at.children = tuple(Readings(child, FORM, "下级", "subordinate ") for child in children)
    return at


def truth_of(compiled: Compiled, at: Surroundings) -> bool | None:
    found = evaluate(n.And(tuple(instance.condition for instance in compiled.instances)), at)
    assert isinstance(found, bool | Unknown)
    return None if isinstance(found, Unknown) else found


@given(truths, surroundings(values))
def test_an_expression_means_what_its_tree_means(
    tree: Tree, given_reports: tuple[Report, Report | None, list[Report]]
) -> None:
    compiled = compile_expression(text(tree), FORM, slots=SLOTS)
    with localcontext(EXACT):
        assert truth_of(compiled, around(*given_reports)) is Oracle(*given_reports).truth(tree)


@given(truths, surroundings(values))
def test_the_quick_test_never_passes_what_does_not_hold(
    tree: Tree, given_reports: tuple[Report, Report | None, list[Report]]
) -> None:
    compiled = compile_expression(text(tree), FORM, slots=SLOTS)
    assert compiled.quick is not None
    with localcontext(EXACT):
        at = around(*given_reports)
        if compiled.quick.passes(*SLOTS.fill(at)):
            assert truth_of(compiled, at) is True


legible = reports(figures.map(Number))


@given(truths, st.tuples(legible, legible, st.lists(legible, min_size=1, max_size=2)))
def test_where_all_is_known_the_quick_test_is_the_whole_test(
    tree: Tree, given_reports: tuple[Report, Report, list[Report]]
) -> None:
    compiled = compile_expression(text(tree), FORM, slots=SLOTS)
    assert compiled.quick is not None
    with localcontext(EXACT):
        at = around(*given_reports)
        assert compiled.quick.passes(*SLOTS.fill(at)) is truth_of(compiled, at)


@given(linear_comparisons, surroundings(figures.map(Number)), surroundings(figures.map(Number)))
def test_the_linear_view_agrees(
    tree: Tree,
    given_reports: tuple[Report, Report | None, list[Report]],
    other_reports: tuple[Report, Report | None, list[Report]],
) -> None:
    (instance,) = compile_expression(text(tree), FORM, slots=SLOTS).instances
    view = linear(instance.condition)
    oracle = Oracle(*given_reports)
    meant = oracle.truth(tree)
    if view is None:
        # All cells cancel out, so the figures cannot matter.
        assert len({meant, Oracle(*other_reports).truth(tree)} - {None}) < 2
    elif meant is not None:
        names: dict[str, str] = {"report": "", "previous": "previous.", "children.sum": "sum"}
        names |= {"children.min": "min", "children.max": "max"}
        figures = [(k, oracle.scoped(names[scope], cell)) for scope, cell, k in view.cells]
        total = sum((k * figure for k, figure in figures if figure is not None), Fraction(0))
        assert RELATIONS[view.relation](total, view.constant) is meant


@given(comparisons, surroundings(values))
def test_the_explanation_has_the_true_numbers(
    tree: Tree, given_reports: tuple[Report, Report | None, list[Report]]
) -> None:
    (instance,) = compile_expression(text(tree), FORM, slots=SLOTS).instances
    oracle = Oracle(*given_reports)
    left, right = oracle.number(tree[2]), oracle.number(tree[3])
    with localcontext(EXACT):
        explanation = explain(instance.condition, around(*given_reports))
    if left is None or right is None:
        assert explanation.difference is None
    else:
        assert explanation.left is not None and explanation.right is not None and explanation.difference is not None
        assert (Fraction(explanation.left), Fraction(explanation.right)) == (left, right)
        assert Fraction(explanation.difference) == left - right


@given(truths, surroundings(values), st.sampled_from(("previous", "children")))
def test_what_a_rule_needs_it_cannot_do_without(
    tree: Tree, given_reports: tuple[Report, Report | None, list[Report]], neighbour: str
) -> None:
    compiled = compile_expression(text(tree), FORM, slots=SLOTS)
    report, previous, children = given_reports
    at = around(report, None if neighbour == "previous" else previous, [] if neighbour == "children" else children)
    if neighbour in compiled.needs:
        with localcontext(EXACT):
            assert all(isinstance(evaluate(i.condition, at), Unknown) for i in compiled.instances)


@given(st.text(st.sampled_from("abt01. +-*<>=()[]{}'\",:;_^/\\\nfor in all sum not"), max_size=60))
def test_no_text_does_worse_than_an_expression_error(source: str) -> None:
    try:
        compile_expression(source, FORM, slots=SLOTS)
    except ExpressionError as error:
        assert error.problem


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.integers(), st.sampled_from(CELLS))
def test_no_figure_is_too_hostile_to_evaluate(figure: int | Decimal, cell: str) -> None:
    report = ZERO.changed({cell: Number(figure, raw="x")})
    compiled = compile_expression("sum(t.alpha.{c} for c in columns) * 3 >= abs(t.beta.one)", FORM, slots=SLOTS)
    with localcontext(EXACT):
        at = around(report, None, [])
        result = truth_of(compiled, at)
        assert compiled.quick is not None
        assert compiled.quick.passes(*SLOTS.fill(at)) is (result is True)
