"""The check: rules in force × report → Outcome. Every rule ends as failed, passed, or not checked with the reason.

Expression rules first take the quick test; only those it does not settle are evaluated and explained. Coded checks run
one by one; one that fails is named, its rule is not checked, the others go on. Neither the order of the rules nor that
of the checks changes anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import localcontext
from typing import Any

from attrs import define, evolve, field

from gipcore.checks import Check, Failure, Subject, Undecided
from gipcore.coded import Pair, RunChecks, owner, run_checks
from gipcore.containment import Failed, reason_of
from gipcore.errors import ExpressionError
from gipcore.expressions import EXACT, Compiled, Readings, Reason, Surroundings, Unknown, evaluate
from gipcore.findings import Case, coded_finding, expression_finding
from gipcore.neighbours import Way, last_year, no_way, subordinate
from gipcore.outcomes import Finding, NotChecked, Outcome, PluginFailure
from gipcore.rules import SEVERITIES, Rule
from gipcore.rulesets import RulesInForce
from gipcore.suspects import Equation, Key, Suspect, find_suspects

MAX_REASONS = 5
"""Reasons told of a rule that could not be checked; the rest is counted."""


def check_report(
    subject: Subject,
    rules: RulesInForce,
    checks: Mapping[str, Check],
    lang: str = "zh",
    today: date | None = None,
    run_checks: RunChecks = run_checks,
    way: Way = no_way,
) -> Outcome:
    """The outcome for ``subject.report`` by *rules*; *checks* are the coded ones by name, *lang* is ``zh`` or ``en``.

    A report of last year or a subordinate one that is of the wrong year counts as absent; last year's on another form
    is converted by the crosswalk that *way* finds. Layers whose day of review is over on *today* are named; without it
    none is. *run_checks* says where and how long the coded checks run.
    """
    if rules.absent is not None:
        why = NotChecked("*", rules.absent.text(lang))
        return Outcome(subject.report, (), (), (), (), (why,))
    run = _Run(subject, rules, checks, lang, way)
    run.expressions()
    run.coded(run_checks)
    for rule, reason in rules.undecided:
        run.leave(rule, [reason])
    return evolve(run.outcome(), notices=tuple(_notices(rules, lang, today)))


def _notices(rules: RulesInForce, lang: str, today: date | None) -> Iterator[NotChecked]:
    for layer, severity, reason in rules.open:
        yield NotChecked(layer, reason.text(lang), severity)
    for layer, day, reason in rules.reviews:
        if today is not None and day < today:
            yield NotChecked(layer, reason.text(lang), "info")


@define(slots=False)
class _Run:
    subject: Subject
    rules: RulesInForce
    checks: Mapping[str, Check]
    lang: str
    way: Way
    findings: list[tuple[str, int, Finding]] = field(factory=list, init=False)
    passed: list[str] = field(factory=list, init=False)
    open: list[NotChecked] = field(factory=list, init=False)
    failures: list[PluginFailure] = field(factory=list, init=False)

    def __attrs_post_init__(self) -> None:
        report, forms = self.subject.report, self.rules.forms
        previous = last_year(report, self.subject.previous, forms, self.way)
        children = subordinate(report, self.subject.children, forms)
        self.at = Surroundings(Readings(report, self.subject.form), previous, children)
        self.subject = evolve(
            self.subject,
            previous=previous.report if isinstance(previous, Readings) else None,
            children=tuple(child.report for child in children) if isinstance(children, tuple) else (),
            schedules=self.rules.schedules,
            calendar=self.rules.calendar,
        )

    def leave(self, rule: Rule, reasons: Iterable[Reason]) -> None:
        """The rule is not checked, for each of the reasons."""
        kept = list(dict.fromkeys(reasons))
        needs = kept[0].needs if kept and all(reason.needs for reason in kept) else ""
        texts = list(dict.fromkeys(reason.text(self.lang) for reason in kept))
        shown = ("; " if self.lang == "en" else "；").join(texts[:MAX_REASONS])
        if len(texts) > MAX_REASONS:
            shown += f" … ({len(texts)})" if self.lang == "en" else f" 等 {len(texts)} 处"
        cells = tuple(dict.fromkeys(cell for reason in kept for cell in reason.cells))
        self.open.append(NotChecked(rule.id, shown, rule.severity, cells, needs))

    def expressions(self) -> None:
        cases: list[Case] = []
        with localcontext(EXACT):
            figures, holes, absent = self.rules.slots.fill(self.at)
            for rule in self.rules.rules:
                if not rule.expression:
                    continue
                try:
                    compiled = self.rules.compiled(rule)
                except ExpressionError as error:
                    why = f"规则的表达式有误：{error}"
                    self.leave(rule, [Reason(why, f"the rule's expression is faulty: {error}")])
                    continue
                if compiled.quick is not None and compiled.quick.passes(figures, holes, absent):
                    self.passed.append(rule.id)
                    continue
                lacking = self._lacking(compiled)
                if lacking is not None:
                    self.leave(rule, [lacking])
                    continue
                open_ = [
                    index
                    for index, test in enumerate(compiled.quicks)
                    if test is None or not test.passes(figures, holes, absent)
                ]
                cases += self._slow(rule, compiled, open_)
            if cases:
                broken = any(case.view is not None and case.view.relation == "==" for case in cases)
                suspects = self._suspects(figures, holes, absent) if broken else {}
                for case in cases:
                    finding = expression_finding(case, self.at, suspects.get((case.rule.id, case.index), []), self.lang)
                    self.findings.append((case.rule.id, case.index, finding))

    def _slow(self, rule: Rule, compiled: Compiled, open_: Iterable[int]) -> list[Case]:
        """The failed ones of the instances that the quick test left open."""
        reasons: list[Reason] = []
        cases: list[Case] = []
        for index in open_:
            instance = compiled.instances[index]
            verdict = evaluate(instance.condition, self.at)
            if isinstance(verdict, Unknown):
                reasons.extend(verdict.reasons)
            elif not verdict:
                cases.append(Case(rule, index, instance, compiled.linear[index]))
        if reasons:
            self.leave(rule, reasons)
        elif not cases:
            self.passed.append(rule.id)
        return cases

    def _lacking(self, compiled: Compiled) -> Reason | None:
        """Why no instance can be decided, if all of them need a report that is absent."""
        if isinstance(self.at.previous, Reason) and "previous" in compiled.needs:
            return self.at.previous
        if isinstance(self.at.children, Reason) and "children" in compiled.needs:
            return self.at.children
        return None

    def _suspects(self, figures: list[Any], holes: set[int], absent: set[str]) -> dict[Key, list[Suspect]]:
        position = self.rules.slots.position
        equations: list[Equation] = []
        for rule, index, view in self.rules.equations:
            if any(scope in absent or position[scope, cell] in holes for scope, cell, _ in view.cells):
                continue
            total = sum(k * figures[position[scope, cell]] for scope, cell, k in view.cells)
            equations.append(Equation((rule, index), view, total - view.constant))
        values = {cell: figures[i] for i, cell in enumerate(self.rules.slots.cells) if i not in holes}
        return find_suspects(equations, values, self.subject.form)

    def coded(self, run_checks: RunChecks) -> None:
        pairs: list[Pair] = []
        for rule in self.rules.rules:
            if not rule.check:
                continue
            if rule.check in self.checks:
                pairs.append((self.checks[rule.check], rule))
            else:
                self.leave(rule, [Reason(f"没有插件提供检查 {rule.check}", f"no plugin brings the check {rule.check}")])
        for (check, rule), result in zip(pairs, run_checks(self.subject, pairs), strict=True):
            if not isinstance(result, Failed):
                try:
                    self._coded(rule, result)
                    continue
                except Exception as error:
                    result = Failed(reason_of(error))
            self.failures.append(PluginFailure(owner(check), f"{rule.id}: {result.reason}"))
            self.leave(rule, [Reason(f"检查 {check.name} 出错", f"the check {check.name} failed")])

    def _coded(self, rule: Rule, failures: tuple[Failure, ...] | Undecided) -> None:
        if isinstance(failures, Undecided):
            why = failures.reason_en if self.lang == "en" and failures.reason_en else failures.reason
            self.open.append(NotChecked(rule.id, why, rule.severity, (), failures.needs))
            return
        if not failures:
            self.passed.append(rule.id)
            return
        findings = [coded_finding(rule, failure, self.subject, self.lang) for failure in failures]
        self.findings += [(rule.id, index, finding) for index, finding in enumerate(findings)]

    def outcome(self) -> Outcome:
        rank = {severity: place for place, severity in enumerate(SEVERITIES)}
        ordered = sorted(self.findings, key=lambda item: (rank[item[2].severity], item[0], item[1]))
        return Outcome(
            self.subject.report,
            self.rules.rulesets,
            self.rules.rules,
            tuple(finding for _, _, finding in ordered),
            tuple(sorted(self.passed)),
            tuple(sorted(self.open, key=lambda item: item.rule)),
            tuple(sorted(self.failures, key=lambda failure: (failure.plugin, failure.reason))),
        )
