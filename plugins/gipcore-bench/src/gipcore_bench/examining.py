"""Everything that can be said of drafts without a proof: their data, their dates, their words, their examples."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from attrs import frozen

from gipcore.checks import Check
from gipcore.codec import did_you_mean
from gipcore.divisions import Divisions
from gipcore.engine import Engine
from gipcore.examples import Trial, run_examples
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.rules import PLACEHOLDER
from gipcore.rulesets import Catalogue, validate
from gipcore_bench.assembling import assemble, replaced
from gipcore_bench.drafts import Draft, Problem
from gipcore_bench.regions import candidates
from gipcore_bench.spans import span_problems

PLACES = ("preamble", "title", "sections", "whole")
"""Where a statement can be asked for, besides a section."""


@frozen
class Examined:
    """Drafts on top of what is installed, and all that is wrong with them."""

    drafts: tuple[Draft, ...]
    catalogue: Catalogue
    """What is installed, with what of the drafts is sound."""
    replaced: tuple[str, ...]
    """The ids of installed rulesets in whose place a draft stands."""
    trials: tuple[Trial, ...]
    """The examples of the drafts that were executed."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, by file and line."""
        return tuple(sorted(problem for draft in self.drafts for problem in draft.problems))

    @property
    def rulesets(self) -> tuple[Ruleset, ...]:
        """The drafts' rulesets, as far as they are sound."""
        ids = {draft.id for draft in self.drafts if draft.ruleset}
        return tuple(ruleset for ruleset in self.catalogue.rulesets if ruleset.id in ids)

    @property
    def unread(self) -> bool:
        """Whether a file could not be read at all."""
        return any(not draft.read for draft in self.drafts)


def examine(engine: Engine, drafts: Sequence[Draft], watch: Callable[[int], None] = lambda done: None) -> Examined:
    """Examine *drafts* on top of what *engine* has installed; *watch* is told how many examples are done.

    Raises DataError with problems of what is installed.
    """
    installed = engine.catalogue
    catalogue = assemble(installed, drafts)
    own = {draft.id: draft for draft in drafts if draft.ruleset}
    for id_, problem in in_depth(catalogue, engine.checks, engine.divisions, own):
        draft, (rule, colon, rest) = own[id_], problem.partition(": ")
        place = next(draft.items_named(rule), "") if colon else ""
        if place and re.search(r" @ '[^']*'$", rest):
            draft.tell(f"{rest} @ {place}.expression")
        else:
            draft.tell(rest if place else problem, rule if place else "")
    trials: list[Trial] = []
    rulesets = [ruleset for ruleset in catalogue.rulesets if ruleset.id in own]
    for trial in run_examples(catalogue, engine.checks, rulesets):
        trials.append(trial)
        watch(len(trials))
        _tell(trial, own[trial.ruleset])
    for trial in run_examples(catalogue, engine.checks, rulesets, "en"):
        _tell(trial, own[trial.ruleset])
    return Examined(tuple(drafts), catalogue, replaced(installed, drafts), tuple(trials))


def _tell(trial: Trial, draft: Draft) -> None:
    """Tell the draft what is wrong with an example; how it comes out only if nothing is wrong with its rule."""
    place = trial.path or next(draft.items_named(trial.rule.id), "$")
    if trial.problem and (trial.outcome is None or not draft.blamed(place)):
        draft.tell(_of_example(trial) + (f" @ {trial.path}" if trial.path else ""), trial.rule.id)


def in_depth(
    catalogue: Catalogue, checks: Mapping[str, Check], divisions: Divisions, own: Mapping[str, Draft]
) -> Iterator[tuple[str, str]]:
    """The id of the ruleset, and what is wrong with it."""
    for text in validate(catalogue):
        match = re.match(r"rules/(.+?)\.toml: (.*)", text, re.DOTALL)
        if match and match[1] in own:
            yield match[1], match[2]
    layers = {catalogue_ruleset.layer_id for catalogue_ruleset in catalogue.rulesets if catalogue_ruleset.id in own}
    for ruleset, text in span_problems(r for r in catalogue.rulesets if r.layer_id in layers):
        if ruleset.id in own:
            yield ruleset.id, text
    for ruleset in (ruleset for ruleset in catalogue.rulesets if ruleset.id in own):
        for found in (
            _places(ruleset, catalogue.forms, divisions),
            _names(ruleset, catalogue, checks),
            _words(ruleset),
        ):
            yield from ((ruleset.id, text) for text in found)


def _places(ruleset: Ruleset, forms: Mapping[str, Form], divisions: Divisions) -> Iterator[str]:
    """Divisions, forms and sections that are not there."""
    if ruleset.region and not any(division.code.startswith(ruleset.region[:6]) for division in divisions):
        meant = "、".join(candidates(ruleset.region, divisions))
        yield f"没有以 {ruleset.region!r} 开头的区划代码；相近的有 {meant} @ $.region"
    named = [("$.forms", ruleset.forms)]
    named += [(f"$.{verb}[{index}].scope", change.scope.forms) for verb, index, change in ruleset.changes]
    for path, wanted in named:
        yield from (f"没有表样 {form!r}{did_you_mean(form, forms)} @ {path}" for form in wanted if form not in forms)
    fitting = [form for id_, form in forms.items() if not ruleset.forms or id_ in ruleset.forms]
    sections = {section.key for form in fitting for section in form.sections}
    asked = [(f"$.statement[{i}].where", item.where, item.section) for i, item in enumerate(ruleset.statement)]
    asked += [(f"$.subheading[{i}].section", item.section, item.section) for i, item in enumerate(ruleset.subheading)]
    asked += [(f"$.figures[{i}].section", item.section, item.section) for i, item in enumerate(ruleset.figures)]
    for path, text, section in asked:
        if section and section not in sections:
            meant = did_you_mean(section, sections)
            yield f"没有部分 {section!r}{meant}；可用：{'、'.join(sorted(sections))} @ {path}"
        elif not section and text not in PLACES:
            known = [*PLACES, *(f"section.{key}" for key in sorted(sections))]
            yield f"{text!r} 不是报告中的位置{did_you_mean(text, known)}；可用：{'、'.join(known)} @ {path}"


def _names(ruleset: Ruleset, catalogue: Catalogue, checks: Mapping[str, Check]) -> Iterator[str]:
    """Ids that another layer has, or that were retired; checks that no plugin brings."""
    others = [other for other in catalogue.rulesets if other.layer_id != ruleset.layer_id]
    defined = [(other.layer_id, its) for other in others for its in other.all_rules]
    retired = {gone.id: (other.layer_id, gone.reason) for other in catalogue.rulesets for gone in other.retired}
    for rule in ruleset.all_rules:
        if rule.id in retired:
            layer, reason = retired[rule.id]
            yield f"编号 {rule.id} 曾用于层 {layer} 的一条规则（已停用：{reason}），不能再用 @ （{rule.id}）"
        same = {layer for layer, its in defined if its.id == rule.id and rule.id not in (rule.replaces, its.replaces)}
        if same:
            yield f"编号 {rule.id} 已由层 {'、'.join(sorted(same))} 使用，请另起编号 @ （{rule.id}）"
        if rule.check and rule.check not in checks:
            yield f"没有插件提供检查 {rule.check!r}{did_you_mean(rule.check, checks)} @ （{rule.id}）"


def _words(ruleset: Ruleset) -> Iterator[str]:
    """Braces in a message that are no placeholder and would be shown as they stand."""
    for rule in ruleset.rules:
        texts = [("message", rule.message), ("advice", rule.advice)]
        texts += [("en.message", rule.en.message), ("en.advice", rule.en.advice)] if rule.en else []
        for key, text in texts:
            if braces := re.search(r"[{}][^{}]*[{}]?", PLACEHOLDER.sub("", text)):
                yield f"{key} 中的 {braces[0]!r} 不是可填的值：名称用小写字母，写在一对花括号中 @ （{rule.id}）"


def _of_example(trial: Trial) -> str:
    """What is wrong with an example, or with the words of its rule that only show there."""
    failures = trial.outcome.failures if trial.outcome else ()
    unfilled = [key[1] for failure in failures if (key := re.search(r"KeyError: '(\w+)'", failure.reason))]
    if unfilled:
        return f"信息中的 {{{unfilled[0]}}} 没有值可填"
    return trial.problem.removeprefix(f"{trial.rule.id}: ")
