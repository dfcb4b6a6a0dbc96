"""The catalogue of forms and rulesets, and what of it is in force for a report.

Loading is strict and tells every problem of every file at once. Which rules apply follows from form, year, region,
level and kind; a rule whose scope asks for something that is not known of the report is kept apart, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from importlib.resources.abc import Traversable
from itertools import combinations
from pathlib import Path
from typing import TypeAlias, TypeVar

from attrs import define, field

from gipcore.codec import parse_toml, structure
from gipcore.errors import DataError, ExpressionError, ReadError
from gipcore.expressions import Compiled, Linear, Reason, compile_expression
from gipcore.expressions.quick import Slots
from gipcore.forms import Form
from gipcore.limits import check_size
from gipcore.reports import Kind, Level
from gipcore.rules import Rule, Ruleset, Years

T = TypeVar("T")
Folder: TypeAlias = Traversable | Path
MAX_FILE = 2 * 1024 * 1024
"""Bytes of a form or ruleset."""
PLACEHOLDERS = frozenset(
    [
        *("row", "column", "cells", "left", "right", "left_shown", "right_shown", "shown"),
        *("difference", "gap", "deviation", "figures", "blanks"),
    ]
)
"""What a finding of an expression rule fills in, besides the rule's parameters."""


@define(slots=False, eq=False)
class RulesInForce:
    """The rules for one report, sorted by id, with their expressions made ready for its form when first needed.

    ``absent`` says why there are none at all; ``undecided`` are rules whose scope could not be decided, each with why.
    """

    form: Form
    forms: Mapping[str, Form]
    rulesets: tuple[str, ...] = ()
    rules: tuple[Rule, ...] = ()
    undecided: tuple[tuple[Rule, Reason], ...] = ()
    absent: Reason | None = None
    _compiled: dict[str, Compiled] = field(factory=dict, init=False)

    def __attrs_post_init__(self) -> None:
        self.slots = Slots(self.form)

    def compiled(self, rule: Rule) -> Compiled:
        """The rule's expression on the form; raises ExpressionError."""
        if rule.id not in self._compiled:
            self._compiled[rule.id] = compile_expression(rule.expression, self.form, rule.parameters, self.slots)
        return self._compiled[rule.id]

    @cached_property
    def equations(self) -> tuple[tuple[str, int, Linear], ...]:
        """The linear equations among the rules: rule, number of the instance, view. Faulty expressions have none."""
        found: list[tuple[str, int, Linear]] = []
        for rule in self.rules:
            try:
                views = self.compiled(rule).linear if rule.expression else ()
            except ExpressionError:
                continue
            found += [(rule.id, i, view) for i, view in enumerate(views) if view is not None and view.relation == "=="]
        return tuple(found)


@define(slots=False, eq=False)
class Catalogue:
    """All forms by id and all rulesets, sorted by the length of their region, then id."""

    forms: dict[str, Form]
    rulesets: tuple[Ruleset, ...]
    _in_force: dict[tuple[object, ...], RulesInForce] = field(factory=dict, init=False)

    def in_force(
        self, form_id: str, year: int | None, region: str | None, level: Level | None, kind: Kind | None
    ) -> RulesInForce:
        """The rules for a report of this form, year, region, level and kind; raises DataError for an unknown form."""
        if form_id not in self.forms:
            raise DataError(form_id, [f"没有这种表样；可用：{'、'.join(sorted(self.forms))}"])
        rulesets = tuple(
            r
            for r in self.rulesets
            if year is not None
            and r.years.covers(year)
            and (not r.forms or form_id in r.forms)
            and (region or "").startswith(r.region)
        )
        key = (form_id, year, level, kind, *(r.id for r in rulesets))
        if key not in self._in_force:
            self._in_force[key] = self._select(form_id, year, rulesets, level, kind)
        return self._in_force[key]

    def _select(
        self, form_id: str, year: int | None, rulesets: tuple[Ruleset, ...], level: Level | None, kind: Kind | None
    ) -> RulesInForce:
        form = self.forms[form_id]
        if year is None:
            why, why_en = "报告年度未知，无法确定适用的规则，请指明年度。", "The report year is unknown; state it."
            return RulesInForce(form, self.forms, absent=Reason(why, why_en))
        if not rulesets:
            why, why_en = (
                f"没有适用于 {year} 年 {form_id} 表样的规则。",
                f"There are no rules for {year}, form {form_id}.",
            )
            return RulesInForce(form, self.forms, absent=Reason(why, why_en))
        rules: list[Rule] = []
        undecided: list[tuple[Rule, Reason]] = []
        for rule in sorted((rule for ruleset in rulesets for rule in ruleset.rules), key=lambda rule: rule.id):
            scope = rule.scope
            if not scope.years.covers(year) or (scope.forms and form_id not in scope.forms):
                continue
            if (level is not None and scope.levels and level not in scope.levels) or (
                kind is not None and scope.kinds and kind not in scope.kinds
            ):
                continue
            if level is None and scope.levels:
                undecided.append((rule, Reason("机关级别未知", "the level of the issuer is unknown")))
            elif kind is None and scope.kinds:
                undecided.append((rule, Reason("机关类型未知", "the kind of the issuer is unknown")))
            else:
                rules.append(rule)
        return RulesInForce(form, self.forms, tuple(r.id for r in rulesets), tuple(rules), tuple(undecided))


def load_catalogue(folders: Iterable[Folder]) -> Catalogue:
    """Forms and rulesets of all *folders* (``forms/*.toml``, ``rules/*.toml``).

    Raises DataError with every problem of every file. Expressions are compiled when first needed; `validate` does it
    for all of them.
    """
    problems: list[str] = []
    forms: dict[str, Form] = {}
    rulesets: dict[str, Ruleset] = {}
    for folder in folders:
        for path in _files(folder, "forms"):
            form = _load(path, Form, problems)
            if form is not None and form.id in forms:
                problems.append(f"forms/{path.name}: 表样 {form.id!r} 已有")
            elif form is not None:
                forms[form.id] = form
        for path in _files(folder, "rules"):
            ruleset = _load(path, Ruleset, problems)
            if ruleset is None:
                continue
            if ruleset.id in rulesets:
                problems.append(f"rules/{path.name}: 规则集 {ruleset.id!r} 已有")
            if path.name != f"{ruleset.id}.toml":
                problems.append(f"rules/{path.name}: 规则集 {ruleset.id!r} 应放在 {ruleset.id}.toml 中")
            rulesets[ruleset.id] = ruleset
    ordered = tuple(sorted(rulesets.values(), key=lambda ruleset: (len(ruleset.region), ruleset.id)))
    for ruleset in ordered:
        problems += [f"rules/{ruleset.id}.toml: {problem}" for problem in _rule_problems(ruleset, forms)]
    problems += _overlaps(ordered)
    if problems:
        raise DataError("规则库", problems)
    return Catalogue(forms, ordered)


def validate(catalogue: Catalogue) -> tuple[str, ...]:
    """What is wrong with the rules beyond their data: expressions that do not fit a form in scope, placeholders that no
    finding fills, missing examples. Empty if nothing is."""
    problems: list[str] = []
    slots = {form.id: Slots(form) for form in catalogue.forms.values()}
    for ruleset in catalogue.rulesets:
        for rule in ruleset.rules:
            path = f"rules/{ruleset.id}.toml: {rule.id}: "
            problems += [f"{path}缺少 {key} 的例子" for key in ("passes", "fails") if not getattr(rule, key)]
            if rule.check:
                continue
            problems += [path + problem for problem in _placeholder_problems(rule)]
            for form_id in sorted(forms_of(ruleset, rule) or tuple(catalogue.forms)):
                try:
                    compile_expression(rule.expression, catalogue.forms[form_id], rule.parameters, slots[form_id])
                except ExpressionError as error:
                    problems.append(f"{path}{error}")
    return tuple(problems)


def forms_of(ruleset: Ruleset, rule: Rule) -> tuple[str, ...]:
    """The forms to which the rule applies; empty means all."""
    return rule.scope.forms or ruleset.forms


def _files(folder: Folder, kind: str) -> list[Folder]:
    directory: Folder = folder / kind
    if not directory.is_dir():
        return []
    found: list[Folder] = [path for path in directory.iterdir() if path.name.endswith(".toml")]
    return sorted(found, key=lambda path: path.name)


def _load(path: Folder, type_: type[T], problems: list[str]) -> T | None:
    """The file as an instance of *type_*; None, with its *problems* told, if it is not one."""
    source = f"{'forms' if type_ is Form else 'rules'}/{path.name}"
    try:
        data = path.read_bytes()
        check_size(len(data), "字节数", MAX_FILE)
        return structure(parse_toml(data.decode(), source), type_, source)
    except DataError as error:
        problems += [f"{source}: {problem}" for problem in error.problems]
    except ReadError as error:
        problems.append(str(error))
    except UnicodeDecodeError:
        problems.append(f"{source}: 不是 UTF-8 编码，请另存为 UTF-8")
    except OSError as error:
        problems.append(f"{source}: 读不出来（{error.strerror}）")
    return None


def _rule_problems(ruleset: Ruleset, forms: Mapping[str, Form]) -> list[str]:
    problems: list[str] = []
    for index, rule in enumerate(ruleset.rules):
        found: list[str] = []
        if not re.fullmatch(r"[a-z0-9][a-z0-9_-]*(\.[a-z0-9_-]+)+", rule.id):
            found.append("id 应为小写的点分名称")
        if bool(rule.expression) == bool(rule.check):
            found.append("expression 和 check 应恰有一个")
        if rule.severity == "error" and rule.unsourced:
            found.append("有 unsourced（没有出处的内容）的规则不能是 error")
        if not rule.basis:
            found.append("缺少依据（basis）")
        found += [f"没有表样 {form!r}" for form in forms_of(ruleset, rule) if form not in forms]
        problems += [f"{problem} @ $.rules[{index}]（{rule.id}）" for problem in found]
    return problems


def _overlaps(rulesets: tuple[Ruleset, ...]) -> list[str]:
    """Two rules with one id are in force together: nobody has said which of them counts."""
    by_id: dict[str, list[tuple[Ruleset, Rule]]] = {}
    for ruleset in rulesets:
        for rule in ruleset.rules:
            by_id.setdefault(rule.id, []).append((ruleset, rule))
    return [
        f"规则 {id_} 在 {one[0].id} 和 {other[0].id} 中都有定义，适用范围重叠"
        for id_, found in sorted(by_id.items())
        for one, other in combinations(found, 2)
        if _overlap(one, other)
    ]


def _overlap(one: tuple[Ruleset, Rule], other: tuple[Ruleset, Rule]) -> bool:
    regions = one[0].region, other[0].region
    forms = [set(forms_of(*each)) for each in (one, other)]
    spans = [span for ruleset, rule in (one, other) for span in (ruleset.years, rule.scope.years)]
    return (
        (regions[0].startswith(regions[1]) or regions[1].startswith(regions[0]))
        and (not all(forms) or not forms[0].isdisjoint(forms[1]))
        and _together(spans)
    )


def _together(spans: list[Years]) -> bool:
    firsts = [span.first for span in spans if span.first is not None]
    lasts = [span.last for span in spans if span.last is not None]
    return not firsts or not lasts or max(firsts) <= min(lasts)


def _placeholder_problems(rule: Rule) -> list[str]:
    known = {*PLACEHOLDERS, *rule.parameters}
    texts = [rule.message, rule.advice, *((rule.en.message, rule.en.advice) if rule.en else ())]
    used = {name for text in texts for name in re.findall(r"\{(\w+)\}", text)}
    return [f"信息中的 {{{name}}} 没有值可填；可用：{'、'.join(sorted(known))}" for name in sorted(used - known)]
