"""The rules as clauses of the proof: one for each case of each expression rule."""

from __future__ import annotations

import z3
from attrs import frozen

from gipcore.errors import ExpressionError
from gipcore.expressions import Instance, Reason
from gipcore.expressions import nodes as n
from gipcore.expressions.readings import MAX_PLACES
from gipcore.proofs import LeftOut, Question, RuleCase, rule_case
from gipcore.rules import SEVERITIES, Rule
from gipcore.rulesets import RulesInForce
from gipcore_proof.encoding import PLACES, Encoding, neighbours
from gipcore_proof.facts import NotArithmetic


@frozen(eq=False)
class Clause:
    """One case of an expression rule: its condition, and that it is kept as the solver's formula."""

    case: RuleCase
    condition: n.Expression
    kept: z3.BoolRef
    asks: tuple[str, ...]
    """The neighbours that it looks at."""
    single: bool
    """Whether it is about one cell of the report and nothing else."""
    height: int
    """How far up the layer of its rule stands."""

    @property
    def id(self) -> str:
        """The rule's id."""
        return self.case.id

    @property
    def mildness(self) -> int:
        """0 for an error, more for what is milder."""
        return SEVERITIES.index(self.case.rule.severity)


def clauses_of(question: Question, encoding: Encoding) -> tuple[tuple[Clause, ...], tuple[LeftOut, ...]]:
    """The cases of the expression rules, and the rules that are no part of a proof."""
    rules = question.rules
    clauses: list[Clause] = []
    left_out = [LeftOut(rule, reason) for rule, reason in rules.undecided]
    for rule in rules.rules:
        if rule.check:
            why = Reason(f"由程序检查（{rule.check}），不是算式", f"checked by code ({rule.check}), no expression")
            left_out.append(LeftOut(rule, why))
            continue
        try:
            instances = rules.compiled(rule).instances
            kept = [encoding.kept(instance.condition) for instance in instances]
        except ExpressionError as error:
            why = Reason(f"表达式有误：{error.problem}", f"the expression is faulty: {error.problem}")
            left_out.append(LeftOut(rule, why))
        except NotArithmetic as error:
            left_out.append(LeftOut(rule, error.reason))
        else:
            for index, (instance, formula) in enumerate(zip(instances, kept, strict=True)):
                case, asks = rule_case(rule, index, instance, rules.form), neighbours(instance.condition)
                single = not asks and len(case.cells) == 1
                height = question.heights.get(rule.id, 0)
                clauses.append(Clause(case, instance.condition, formula, asks, single, height))
    return tuple(clauses), tuple(left_out)


def decimals_asked(rules: RulesInForce) -> int:
    """The largest number of decimals that a rule asks about, and as many as an amount has at least."""
    asked = [PLACES]
    for rule in rules.rules:
        for node in (node for instance in _instances(rule, rules) for node in n.walk(instance.condition)):
            match node:
                case (
                    n.Compare(left=n.Call(function="decimals"), right=n.Constant(value=int() as places))
                    | n.Compare(left=n.Constant(value=int() as places), right=n.Call(function="decimals"))
                ):
                    asked.append(places)
    return min(max(asked), MAX_PLACES - 1)


def _instances(rule: Rule, rules: RulesInForce) -> tuple[Instance, ...]:
    try:
        return rules.compiled(rule).instances if "decimals" in rule.expression else ()
    except ExpressionError:
        return ()
