"""The proof of drafts, all answers taken together: what is refused, what is only to be known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property

from attrs import define, field, frozen

from gipcore.checking import check_report
from gipcore.codec import report_data, to_json
from gipcore.containment import reason_of
from gipcore.layers import Disable
from gipcore.outcomes import Finding
from gipcore.proof_questions import answers, questions
from gipcore.proofs import Breaking, Forced, LeftOut, Progress, Proof, Prover, Question, RuleCase
from gipcore.reports import Report
from gipcore.rulesets import RulesInForce
from gipcore_bench.examining import Examined

SECONDS = 120.0
"""For each lot of reports."""


@frozen
class Refusal:
    """A rule that is refused: cases of it, and what stands against them; where ``by`` is empty, nothing else."""

    question: Question
    cases: tuple[RuleCase, ...]
    by: tuple[RuleCase, ...]


@define(slots=False)
class Proved:
    """The proofs of the drafts' rules; ``failure`` says why there are none or not all, empty if nothing failed."""

    proofs: tuple[Proof, ...] = ()
    own: frozenset[str] = frozenset()
    """The rules that the drafts define or change, by id."""
    layers: dict[str, str] = field(factory=dict)
    """The layer of each rule."""
    failure: str = ""

    @property
    def conflicts(self) -> list[tuple[Question, tuple[RuleCase, ...]]]:
        """What cannot be kept together, each set once, whichever form it was found on."""
        found: dict[frozenset[tuple[str, str]], tuple[Question, tuple[RuleCase, ...]]] = {}
        for proof in self.proofs:
            if proof.conflict:
                key = frozenset((case.id, case.place) for case in proof.conflict)
                found.setdefault(key, (proof.question, proof.conflict))
        return list(found.values())

    @property
    def never_passing(self) -> list[Refusal]:
        """Rules that no report passes."""
        found: dict[str, Refusal] = {}
        for proof in self.proofs:
            for forced in proof.never_passes:
                found.setdefault(forced.case.id, Refusal(proof.question, (forced.case,), forced.by))
        return list(found.values())

    @cached_property
    def never_firing(self) -> list[Refusal]:
        """Rules of which no case is broken anywhere."""
        alive = {breaking.case.id for proof in self.proofs for breaking in proof.breakings}
        alive |= {case.id for proof in self.proofs for case in proof.undecided}
        return [refusal for refusal in self._dead() if refusal.cases[0].id not in alive]

    @property
    def idle(self) -> list[Refusal]:
        """Cases that never fire, of rules of which others do."""
        refused = {refusal.cases[0].id for refusal in self.never_firing}
        return [refusal for refusal in self._dead() if refusal.cases[0].id not in refused]

    def _dead(self) -> Iterator[Refusal]:
        found: dict[str, list[tuple[Question, Forced]]] = {}
        for proof in self.proofs:
            for forced in proof.never_fires:
                found.setdefault(forced.case.id, []).append((proof.question, forced))
        for forced_all in found.values():
            cases = dict.fromkeys(forced.case for _, forced in forced_all)
            by = dict.fromkeys(case for _, forced in forced_all for case in forced.by)
            yield Refusal(forced_all[0][0], tuple(cases), tuple(by))

    @property
    def implied(self) -> list[Refusal]:
        """Cases of the drafts' own rules that are kept wherever others are, each case once."""
        found: dict[RuleCase, Refusal] = {}
        for proof in self.proofs:
            for forced in proof.implied:
                if forced.case.id in self.own:
                    found.setdefault(forced.case, Refusal(proof.question, (forced.case,), forced.by))
        return list(found.values())

    @property
    def breakings(self) -> list[tuple[Question, Breaking]]:
        """For each case one report that breaks it."""
        found: dict[RuleCase, tuple[Question, Breaking]] = {}
        for proof in self.proofs:
            for breaking in proof.breakings:
                found.setdefault(breaking.case, (proof.question, breaking))
        return list(found.values())

    @property
    def untouched(self) -> dict[str, tuple[str, ...]]:
        """By form the cells that no rule looks at."""
        return {proof.question.rules.form.id: proof.untouched for proof in self.proofs if proof.untouched}

    @property
    def left_out(self) -> list[LeftOut]:
        """The drafts' expression rules that are in no proof; coded checks are in none."""
        proved = {case.id for proof in self.proofs for case in proof.cases}
        found = {item.rule.id: item for proof in self.proofs for item in proof.left_out if item.rule.expression}
        return [item for id_, item in found.items() if id_ in self.own and id_ not in proved]

    @property
    def coded(self) -> int:
        """How many of the drafts' rules are coded checks, which no proof can look at."""
        found = {item.rule.id for proof in self.proofs for item in proof.left_out if item.rule.check}
        return len(found & self.own)

    @property
    def undecided(self) -> list[RuleCase]:
        """Cases that were not decided, each once."""
        return list(dict.fromkeys(case for proof in self.proofs for case in proof.undecided))

    @property
    def witness(self) -> Proof | None:
        """The first proof with a report that passes every rule."""
        return next((proof for proof in self.proofs if proof.witness), None)

    @property
    def refused(self) -> bool:
        """Whether something speaks against the rules."""
        return bool(self.conflicts or self.never_passing or self.never_firing)

    @property
    def count(self) -> int:
        """How many things speak against the rules; a rule that contradicts others by itself is one of the conflicts."""
        return len(self.conflicts) + len(self.never_firing)

    @property
    def complete(self) -> bool:
        """Whether every question was answered."""
        return not self.failure and all(proof.complete for proof in self.proofs)


def prove(examined: Examined, prover: Prover, progress: Progress, lang: str) -> Proved:
    """Prove the drafts with what stands around them; a prover that fails is told and nothing else."""
    catalogue = examined.catalogue
    forms = [draft.form.id for draft in examined.drafts if draft.form]
    own = {rule.id for ruleset in examined.rulesets for rule in ruleset.all_rules}
    own |= {c.rule for r in examined.rulesets for _, _, c in r.changes if not isinstance(c, Disable)}
    layers = {rule.id: ruleset.layer_id for ruleset in catalogue.rulesets for rule in ruleset.all_rules}
    proofs: list[Proof] = []
    failure = ""
    try:
        for proof in answers(questions(catalogue, examined.rulesets, forms, SECONDS), prover, progress):
            proofs.append(proof)
    except Exception as error:
        said = f"插件 {prover.plugin} 证明时出错：", f"the plugin {prover.plugin} failed while proving: "
        failure = said[lang == "en"] + reason_of(error)
    return Proved(tuple(proofs), frozenset(own), layers, failure)


def region_of(question: Question) -> str:
    """The division of a question without the zeros behind it; empty for the whole country."""
    return re.sub(r"(00)+$", "", question.regions[0])


def finding_of(question: Question, breaking: Breaking, lang: str) -> Finding:
    """What the check says of a breaking report about the case that it breaks."""
    rules = question.rules
    alone = RulesInForce(rules.form, rules.forms, rules.rulesets, (breaking.case.rule,))
    findings = check_report(breaking.subject, alone, {}, lang).findings
    return next(finding for finding in findings if finding.cells == breaking.case.cells)


def witness_files(proof: Proof) -> dict[str, bytes]:
    """The witness and its neighbours as files: what is put before ``.json``, and the content."""
    subject = proof.witness
    assert subject is not None
    reports: dict[str, Report] = {"": subject.report}
    if subject.previous is not None:
        reports[".previous"] = subject.previous
    reports |= {f".child{number}": child for number, child in enumerate(subject.children, 1)}
    return {name: (to_json(report_data(report)) + "\n").encode() for name, report in reports.items()}


def by_rule(cases: Iterable[RuleCase]) -> dict[str, list[RuleCase]]:
    """Cases by the id of their rule, as they stand."""
    found: dict[str, list[RuleCase]] = {}
    for case in cases:
        found.setdefault(case.id, []).append(case)
    return found
