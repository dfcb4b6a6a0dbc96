"""Which questions have to be answered to prove rulesets: the reports that they are about, in lots of which each is
under the same expression rules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import product
from typing import TypeAlias, get_args

from attrs import evolve

from gipcore.forms import Form
from gipcore.layers import Disable, Ruleset
from gipcore.proofs import Progress, Proof, Prover, Question, RuleCase
from gipcore.reports import Kind, Level
from gipcore.rules import Years
from gipcore.rulesets import Catalogue, RulesInForce

NOWHERE = "000000"
"""The division of a report that is under no layer of a region."""
LEVELS: tuple[Level, ...] = get_args(Level)
KINDS: tuple[Kind, ...] = get_args(Kind)
_Place: TypeAlias = tuple[str, str]
"""A division code, and the end of a body's name."""


def questions(
    catalogue: Catalogue, rulesets: Sequence[Ruleset], forms: Collection[str] = (), seconds: float = 120.0
) -> tuple[Question, ...]:
    """The questions about the rules of *rulesets* and *forms*, and all that stands around them in *catalogue*.

    What is put to the proof are the cases of the rules that *rulesets* define, re-grade or set parameters of, and those
    on cells that they or *forms* bring. Of several years under the same rules the last is taken. Where there is nothing
    to put to the proof one question is left: whether the rules can be kept.
    """
    layers = {ruleset.layer_id for ruleset in rulesets}
    touched = {rule.id for ruleset in rulesets for rule in ruleset.all_rules}
    touched |= {c.rule for r in rulesets for _, _, c in r.changes if not isinstance(c, Disable)}
    heights = _heights(catalogue)
    found: list[Question] = []
    idle: list[Question] = []
    for form in sorted(catalogue.forms.values(), key=lambda form: (-form.first_year, form.extends == "", form.id)):
        new = _new_cells(catalogue, rulesets, forms, form)

        def about(case: RuleCase, new: frozenset[str] = new) -> bool:
            return case.id in touched or not new.isdisjoint(case.cells)

        seen: set[tuple[object, ...]] = set()
        for place, year in product(_places(catalogue, rulesets, form), sorted(_years(catalogue, form), reverse=True)):
            for rules, levels, kinds in _lots(catalogue, form, year, place):
                key = (_key(rules), levels, kinds)
                if key in seen or (form.id not in forms and layers.isdisjoint(rules.rulesets)):
                    continue
                seen.add(key)
                question = Question(rules, year, levels, kinds, (place[0],), about, heights, seconds)
                work = new or any(rule.expression and rule.id in touched for rule in rules.rules)
                (found if work else idle).append(question)
    return tuple(found or idle[:1])


def answers(questions: Iterable[Question], prover: Prover, progress: Progress) -> Iterator[Proof]:
    """The proof for each question. A case that was broken in one is not put to the proof in the next of the form."""
    broken: set[tuple[str, str, int]] = set()
    for question in questions:
        form, about = question.rules.form.id, question.about
        left = evolve(question, about=lambda c: about(c) and (form, c.id, c.index) not in broken)  # noqa: B023
        proof = prover.prove(left, progress)
        broken |= {(form, breaking.case.id, breaking.case.index) for breaking in proof.breakings}
        yield proof


def _heights(catalogue: Catalogue) -> dict[str, int]:
    """For each rule how far up the last ruleset stands that says what it is."""
    found: dict[str, int] = {}
    order = {layer: i for i, layer in enumerate(dict.fromkeys(r.layer_id for r in catalogue.rulesets))}
    for ruleset in catalogue.rulesets:
        for rule in ruleset.all_rules:
            found[rule.id] = order[ruleset.layer_id]
        for _, _, change in ruleset.changes:
            found[change.rule] = order[ruleset.layer_id]
    return found


def _new_cells(catalogue: Catalogue, rulesets: Sequence[Ruleset], forms: Collection[str], form: Form) -> frozenset[str]:
    """The cells of a form that *rulesets* or *forms* bring."""
    lineage = catalogue.lineage(form.id)
    if lineage[-1] in forms:
        return frozenset(form.cells)
    ours = {ruleset.form_id(name) for ruleset in rulesets for name in ruleset.extended}
    new: set[str] = set()
    for id_ in lineage:
        if id_ in ours:
            new |= catalogue.forms[id_].cells.keys() - catalogue.forms[catalogue.forms[id_].extends].cells.keys()
    return frozenset(new)


def _places(catalogue: Catalogue, rulesets: Sequence[Ruleset], form: Form) -> list[_Place]:
    """Where the rulesets hold and the form is used, and where others hold within: a division and the end of a name."""
    found: dict[_Place, None] = {}
    makers = [r for r in catalogue.rulesets for name in r.extended if r.form_id(name) in catalogue.lineage(form.id)]
    for ruleset in rulesets:
        within = [r for r in catalogue.rulesets if ruleset.region and r.region.startswith(ruleset.region)]
        for other in (ruleset, *within):
            ends = other.bodies or ruleset.bodies
            place = other.region.ljust(6, "0") if other.region else NOWHERE, ends[0] if ends else ""
            if all(place[0].startswith(r.region) and (not r.system or place[1] in r.bodies) for r in makers):
                found[place] = None
    return list(found)


def _years(catalogue: Catalogue, form: Form) -> set[int]:
    """The last year of each stretch in which the years of no rule or ruleset begin or end, as far as the form goes."""
    spans: list[Years] = [Years(form.first_year, form.last_year)]
    for ruleset in catalogue.rulesets:
        spans.append(ruleset.years)
        spans += [rule.scope.years for rule in ruleset.all_rules]
        spans += [change.scope.years for _, _, change in ruleset.changes]
    ends = {span.last for span in spans if span.last is not None}
    ends |= {span.first - 1 for span in spans if span.first is not None}
    open_ = max((span.first for span in spans if span.first is not None), default=form.first_year)
    return {year for year in {*ends, max(open_, form.first_year)} if form.covers(year)}


def _lots(
    catalogue: Catalogue, form: Form, year: int, place: _Place
) -> Iterator[tuple[RulesInForce, tuple[Level, ...], tuple[Kind, ...]]]:
    """The levels and kinds of bodies that are under the same expression rules."""
    region, end = place
    first: dict[tuple[object, ...], RulesInForce] = {}
    lots: dict[tuple[tuple[object, ...], tuple[Level, ...]], list[Kind]] = {}
    for kind in KINDS:
        levels: dict[tuple[object, ...], list[Level]] = {}
        for level in LEVELS:
            rules = catalogue.in_force(form.id, year, region, level, kind, name=end)
            key = _key(rules)
            first.setdefault(key, rules)
            levels.setdefault(key, []).append(level)
        for key, same in levels.items():
            lots.setdefault((key, tuple(same)), []).append(kind)
    for (key, same_levels), kinds in lots.items():
        yield first[key], same_levels, tuple(kinds)


def _key(rules: RulesInForce) -> tuple[object, ...]:
    """What a proof depends on."""
    asked = [
        (rule.id, rule.severity, rule.expression, repr(rule.parameters)) for rule in rules.rules if rule.expression
    ]
    return (*asked, *(rule.id for rule, _ in rules.undecided if rule.expression))
