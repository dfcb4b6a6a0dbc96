"""Strategies for layers: each one sound on top of a catalogue, with every verb that a layer has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any, TypeVar

from attrs import evolve, frozen
from hypothesis import strategies as st

from gipcore.forms import Block, Column, Form, HeadCell, Row, Table
from gipcore.layers import (
    DEADLINE_RULE,
    Companion,
    Deadline,
    Disable,
    ExtraColumn,
    ExtraRow,
    ExtraTable,
    Figures,
    Issuers,
    Part,
    Regrade,
    Retired,
    Ruleset,
    Sentence,
    Set,
    Standing,
    Statement,
    Subheading,
)
from gipcore.reports import Kind, Level
from gipcore.rules import SEVERITIES, Days, Example, Rule, RuleScope, Severity, Wording, Years
from gipcore.rulesets import Catalogue, build_catalogue
from gipcore.rulesets.ordering import below

__all__ = ["REGIONS", "VERBS", "rulesets", "stacks"]

T = TypeVar("T")
REGIONS = ("65", "6542", "654202", "6501", "31", "310107")
"""Some of them lie in others; that of the specimen is among them."""
VERBS = (
    *("rules", "replaces", "disable", "regrade", "set", "deadline", "retired"),
    *("statement", "subheading", "companion", "figures", "issuers", "row", "column", "table"),
)
"""What a layer may do, by the names of its keys (``replaces``: of a rule's)."""
_LEVELS: tuple[Level, ...] = ("province", "prefecture", "county", "township")
_KINDS: tuple[Kind, ...] = ("government", "office", "department", "branch")
_STANDINGS: tuple[Standing | None, ...] = ("document", "cited", "practice", None)
_WORDS = ("联系电话:#", "电子版", "(一)主动公开", "{year}年", "*信息公开*", "年度报告的解读")
_TEXTS = ("当地的要求", "“引号”、\\ 和 '撇号'\n第二行", "{braces}\r\n", "#", " 　", "\x00\x1f\x7f", "𠮷\u2028")
_drawn = st.tuples(
    st.sampled_from(REGIONS),
    st.lists(st.sampled_from(VERBS), max_size=8),
    st.integers(0, 2**32),
    st.text(st.characters(codec="utf-8"), max_size=8),
)


@st.composite
def rulesets(draw: st.DrawFn, base: Catalogue, *, id: str = "x", form: str = "cn-2021") -> Ruleset:
    """A layer on *base*, about reports of *form*. It says of every layer around that it builds on it, so that putting
    it on is no error. Region and verbs are drawn one by one, the details of all by one seed: that keeps drawing fast.
    """
    region, verbs, seed, text = draw(_drawn)
    random = Random(seed)
    around = [r for r in base.rulesets if region.startswith(r.region) or r.region.startswith(region)]
    extends = random.choice(sorted({r.layer_id for r in around if region.startswith(r.region) and not r.system}))
    standing = random.choice(_STANDINGS)
    ruleset = Ruleset(
        id,
        text or id,
        f"{text}的文件",
        extends=extends,
        overrides=tuple(sorted({r.layer_id for r in around} - {extends})),
        region=region,
        years=_years(random),
        levels=_some(random, _LEVELS),
        kinds=_some(random, _KINDS),
        forms=(form,),
        standing=standing,
        review_by=random.choice([None, date(2020, 1, 31), date(2099, 12, 31)]),
    )
    under = below([*base.rulesets, ruleset])[id]
    named = [r for r in base.rulesets if r.layer_id in under and (not r.forms or form in r.forms)]
    rules: dict[str, list[Rule]] = {}
    for rule in (rule for r in named for rule in r.all_rules):
        rules.setdefault(rule.id, []).append(rule)
    errors = standing in ("document", None)
    items = _Items(random, ruleset, base.forms[form], rules, SEVERITIES if errors else SEVERITIES[1:], (text, *_TEXTS))
    found: dict[str, Any] = {}
    for verb in verbs:
        item = getattr(items, verb)()
        if item is not None:
            key = "rules" if verb == "replaces" else verb
            found[key] = (*found.get(key, ()), item)
    return evolve(ruleset, **found)


@st.composite
def stacks(draw: st.DrawFn, base: Catalogue, *, most: int = 3, form: str = "cn-2021") -> tuple[Ruleset, ...]:
    """Up to *most* layers, each on *base* and those before it."""
    found: tuple[Ruleset, ...] = ()
    for number in range(draw(st.integers(1, most))):
        on = build_catalogue(base.forms.values(), (*base.rulesets, *found)) if found else base
        found += (draw(rulesets(on, id=f"x{number}", form=form)),)
    return found


def _some(random: Random, words: Sequence[T]) -> tuple[T, ...]:
    """Mostly none, which means all."""
    return tuple(random.sample(words, random.randint(1, len(words)))) if random.random() < 0.3 else ()


def _years(random: Random) -> Years:
    return Years(random.choice([None, 2019, 2021, 2022]), random.choice([None, None, 2022, 2023, 2025]))


def _scope(random: Random) -> RuleScope:
    if random.random() < 0.5:
        return RuleScope()
    days = Days(random.choice([None, date(2023, 6, 1)]), random.choice([None, date(2025, 5, 31)]))
    published = random.choice([Days(), Days(), days])
    return RuleScope(_years(random), published, (), _some(random, _LEVELS), _some(random, _KINDS))


@frozen
class _Items:
    """What a layer may hold, each verb a method; None where there is nothing left for it to touch."""

    random: Random
    layer: Ruleset
    form: Form
    below: dict[str, list[Rule]]
    """The rules below that it has not touched yet: one of other years, or of a layer that took its place, may have the
    same id."""
    grades: Sequence[Severity]
    texts: Sequence[str]

    def _id(self, verb: str) -> str:
        return f"{self.layer.id}.{verb}{self.random.randrange(10**9)}"

    def _text(self) -> str:
        return self.random.choice(self.texts)

    def _reason(self) -> str:
        return f"因{self._text()}"

    def _target(self) -> Rule | None:
        """A rule below, the same one only once."""
        return self.below.pop(self.random.choice(sorted(self.below)))[0] if self.below else None

    def rules(self) -> Rule:
        cells = sorted(cell for cell, of in self.form.cells.items() if not of.column.decimal)
        a, b, c = self.random.choices(cells, k=3)
        expressions = [
            f"{a} <= {b} + limit",
            f"{a} + {b} == {c}",
            f"previous.{a} == {a} or {b} == 0",
            f"implies({a} > 0, {b} > 0 and {c} != 2)",
            f"sum(children.{a}) <= {a}",
        ]
        figures = {a: 1, b: Decimal("2.50"), c: {"unreadable": self._text()}}
        return Rule(
            self._id("rule"),
            self.random.choice(self.grades),
            self._text(),
            f"{self.layer.id}：{{left}}、{{cells}}",
            basis=(self._reason(),),
            expression=self.random.choice(expressions),
            parameters={"limit": self.random.randrange(10)},
            scope=_scope(self.random),
            en=self.random.choice([None, Wording("t", "m {left}", "a")]),
            passes=(Example(cells=figures, note=self._text()),),
            fails=(Example(cells=figures), Example(report={"signed_on": date(2024, 2, 29)})),
        )

    def replaces(self) -> Rule | None:
        target, rule = self._target(), self.rules()
        if target is None:
            return None
        own = self.random.choice([rule.id, target.id])
        return evolve(rule, id=own, replaces=target.id, reason=self._reason())

    def disable(self) -> Disable | None:
        target = self._target()
        return Disable(target.id, self._reason(), self._text(), _scope(self.random)) if target else None

    def regrade(self) -> Regrade | None:
        target, severity = self._target(), self.random.choice(self.grades)
        explainable, points = self.random.random() < 0.5, self.random.choice([None, None, 5])
        if target is None:
            return None
        return Regrade(target.id, severity, self._reason(), "", explainable, points, _scope(self.random))

    def set(self) -> Set | None:
        can = sorted(
            id_ for id_, found in self.below.items() if len(found) == 1 and any(_settable(found[0].parameters))
        )
        if not can:
            return None
        (target,) = self.below.pop(self.random.choice(can))
        path, value, add = self.random.choice(list(_settable(target.parameters)))
        return Set(target.id, path, self._reason(), value, add, scope=_scope(self.random))

    def deadline(self) -> Deadline | None:
        if DEADLINE_RULE not in self.below or not self.layer.years.covers(2023):
            return None
        return Deadline(
            self._reason(),
            _some(self.random, _KINDS),
            _some(self.random, _LEVELS),
            submit=self.random.choice(["01-10", "02-28", "03-31"]),
            publish=self.random.choice(["", "01-31"]),
            severity=self.random.choice(self.grades),
        )

    def retired(self) -> Retired:
        return Retired(self._id("gone"), self._reason())

    def _common(self, verb: str) -> dict[str, Any]:
        sentences = (Sentence(self._text(), self._text(), self.random.choice([None, 2023])),)
        return {
            "id": self._id(verb),
            "severity": self.random.choice(self.grades),
            "scope": _scope(self.random),
            "passes": sentences,
            "fails": sentences,
        }

    def _words(self) -> tuple[str, ...]:
        return tuple(self.random.sample(_WORDS, 2))

    def _parts(self) -> tuple[Part, ...]:
        return tuple(Part(name, "", self._words()) for name in self.random.sample(["甲", "乙", "丙"], 2))

    def statement(self) -> Statement:
        where = self.random.choice(["preamble", "title", "section.overview", "sections", "whole"])
        common = self._common("statement")
        return Statement(**common, where=where, asks=self._text(), any_of=self._words(), all_of=self._parts())

    def subheading(self) -> Subheading:
        return Subheading(**self._common("heading"), section="overview", headings=self._parts())

    def companion(self) -> Companion:
        common = self._common("companion")
        return Companion(**common, title=self._text(), words=self._words(), headings=self._parts())

    def figures(self) -> Figures:
        total = Part("共", "", ("公开政府信息#条",))
        return Figures(**self._common("figures"), section="overview", total=total, parts=self._parts())

    def issuers(self) -> Issuers:
        common = self._common("issuers")
        common |= {"bodies": self._text(), "reason": self._reason(), "instead": self._text()}
        return Issuers(**common, endings=("学院", "公司"), excepted=("党校",))

    def _place(self) -> tuple[str, str, str]:
        """Table, row and column of a labelled cell."""
        cell = self.random.choice([cell for cell in self.form.cells.values() if cell.row.path])
        return cell.table, cell.row.key, cell.column.key

    def row(self) -> ExtraRow:
        (table, after, _), id_ = self._place(), self._id("row")
        severity = self.random.choice([None, *self.grades])
        return ExtraRow(self.form.id, table, after, id_.replace(".", "_"), id_, id=id_, severity=severity)

    def column(self) -> ExtraColumn:
        (table, row, after), id_ = self._place(), self._id("column")
        return ExtraColumn(self.form.id, table, after, id_.replace(".", "_"), id_, row=row)

    def table(self) -> ExtraTable:
        key = self._id("table").replace(".", "_")
        row, column = Row("only", (f"当地的{key}",)), Column("number", "件数")
        block = Block((column,), (row,), key, "", ((HeadCell("项目"), HeadCell("件数")),))
        return ExtraTable(self.form.id, Table(key, "overview", key, (block,)))


def _settable(parameters: Mapping[str, Any]) -> Iterator[tuple[str, Any, tuple[Any, ...]]]:
    """Paths with another value each, or with something to add, of which no check can make nonsense."""
    for key, value in parameters.items():
        if type(value) is int:
            yield key, value + 1, ()
        elif type(value) is bool:
            yield key, not value, ()
        elif isinstance(value, list) and value and all(isinstance(item, str) for item in value):
            yield key, None, ("补充",)
