"""The proof in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from gipcore.proofs import Question, RuleCase
from gipcore_bench.proving import Proved, by_rule, finding_of, region_of
from gipcore_cli.page import Page
from gipcore_cli.session import Session

MAX_PLACES = 6
"""Places of a rule that are named; the rest is counted."""
MAX_EXAMPLES = 5
"""Cases of a rule of which the breaking report is told."""


def print_proof(proved: Proved, page: Page, session: Session) -> None:
    """Add what was proved to the page."""
    _Words(proved, page, session).all()


def place_of(question: Question, session: Session) -> str:
    """Of which reports a question is: form, year and division."""
    region = region_of(question)
    zh, en = f"{question.rules.form.id}，{question.year} 年度", f"{question.rules.form.id}, {question.year}"
    return session.say(zh + (f"，{region}" if region else ""), en + (f", {region}" if region else ""))


class _Words:
    def __init__(self, proved: Proved, page: Page, session: Session) -> None:
        self.proved, self.page, self.say, self.session = proved, page, session.say, session

    def all(self) -> None:
        """Refusals first, then what is only to be known."""
        page, say, proved = self.page, self.say, self.proved
        page.blank()
        page.add((say("证明", "Proof"), "bold"))
        never = {refusal.cases[0].id for refusal in proved.never_passing}
        for question, cases in proved.conflicts:
            self._refuse(f"{self._conflict(cases, never)}（{place_of(question, self.session)}）", cases)
            own = [case.id for case in cases if case.id in proved.own]
            if own and len(cases) > 1:
                page.add(say("请改动其中本次的规则：", "Change what is yours of them: ") + self._join(own), indent=4)
        for refusal in proved.never_firing:
            name = self._name(refusal.cases)
            always = f"{name}永远查不出什么：不论填什么数都成立", f"{name} can never fire: it holds for all figures"
            first = (
                f"{name}永远查不出什么，总是先由其他规则查出：",
                f"{name} can never fire, others find it first:",
            )
            self._refuse(say(*(first if refusal.by else always)), (*refusal.cases[:1], *refusal.by))
        if not proved.refused and proved.complete and proved.witness:
            rules = len({case.id for proof in proved.proofs for case in proof.cases})
            count = sum(len(proof.cases) for proof in proved.proofs)
            said = say(
                f"{rules} 条算式规则可以同时满足（{len(proved.proofs)} 种情形，共 {count} 处）",
                f"{rules} expression rules can all be kept ({count} cases in {len(proved.proofs)} lots of reports)",
            )
            page.add(("✓ ", "green"), said, indent=2, hang=2)
        self._breakings()
        self._notes()

    def _conflict(self, cases: Sequence[RuleCase], never: Collection[str]) -> str:
        """What is wrong with cases that cannot be kept together; *never* are the rules that no report passes."""
        if len(cases) == 1:
            return self.say("自相矛盾，没有报告能通过：", "contradicts itself, no report passes it:")
        if dead := [case for case in cases if case.id in never]:
            name = self._name(dead[:1])
            return self.say(f"{name}永远不会通过，与其他规则矛盾：", f"{name} can never pass, others contradict it:")
        zh, en = f"互相矛盾，没有报告能同时满足这 {len(cases)} 处：", f"contradiction of {len(cases)} cases:"
        return self.say(zh, en)

    def _refuse(self, said: str, cases: Sequence[RuleCase]) -> None:
        self.page.add(("✗ ", "bold red"), said, indent=2, hang=2)
        for same in by_rule(cases).values():
            layer = self.proved.layers.get(same[0].id, "")
            self.page.add((f"{same[0].id}", "cyan"), f"（{layer}）{self._name(same)}", indent=4, hang=2)
            self._expression(same[0])

    def _expression(self, case: RuleCase) -> None:
        self.page.add((case.rule.expression, "dim"), indent=6, hang=2)

    def _breakings(self) -> None:
        """For each rule that was asked for, what it finds in a report made to break it."""
        found = self.proved.breakings
        for id_, cases in by_rule(breaking.case for _, breaking in found).items():
            if id_ not in self.proved.own:
                continue
            said = self.say(f"会查出错误（{len(cases)} 处），如：", f"fires ({len(cases)} cases), such as:")
            self.page.add(("✓ ", "green"), (id_, "cyan"), f" {said}", indent=2, hang=2)
            mine = [(question, breaking) for question, breaking in found if breaking.case.id == id_]
            for question, breaking in mine[:MAX_EXAMPLES]:
                self.page.add(finding_of(question, breaking, self.session.lang).message, indent=6, hang=2)
                if breaking.others:
                    names = self._join([self._name(same) for same in by_rule(breaking.others).values()])
                    self.page.add(self.say(f"同时必然查出：{names}", f"with it necessarily: {names}"), indent=8, hang=2)
        others = sum(breaking.case.id not in self.proved.own for _, breaking in found)
        if others:
            said = self.say(
                f"原有规则在新增单元格上的 {others} 处也会查出错误",
                f"{others} cases of the rules below on the cells added fire too",
            )
            self.page.add(("✓ ", "green"), said, indent=2, hang=2)

    def _notes(self) -> None:
        proved, say = self.proved, self.say
        for refusal in proved.implied:
            names = self._join([self._name(same) for same in by_rule(refusal.by).values()])
            name = self._name(refusal.cases)
            self._note(say(f"{name}可由其他规则推出：{names}", f"{name} follows from others: {names}"))
        for refusal in proved.idle:
            name = self._name(refusal.cases)
            names = self._join([self._name(same) for same in by_rule(refusal.by).values()])
            self._note(
                say(f"{name}在这些地方查不出什么", f"{name} finds nothing there")
                + (say(f"，总是先由其他规则查出：{names}", f"; others always find it first: {names}") if names else "")
            )
        for form, cells in proved.untouched.items():
            self._note(
                say(f"{form} 中没有规则看的单元格：", f"cells of {form} that no rule looks at: ") + self._join(cells)
            )
        for item in proved.left_out:
            self._note(
                say(f"{item.rule.id} 不在证明之内：", f"{item.rule.id} is no part of the proof: ")
                + item.reason.text(self.session.lang)
            )
        if proved.coded:
            self._note(
                say(
                    f"由程序检查的规则 {proved.coded} 条，不在证明之内（由例子检验）",
                    f"{proved.coded} rules are coded checks and no part of the proof (their examples test them)",
                )
            )
        if proved.undecided:
            count, names = len(proved.undecided), self._join([case.id for case in proved.undecided])
            self._note(
                say(f"没有在时限内证明 {count} 处：{names}", f"{count} cases not decided in time: {names}"), "bold"
            )
        if proved.failure:
            self._note(proved.failure, "bold red")

    def _note(self, said: str, style: str = "") -> None:
        self.page.add(("· ", "dim"), (said, style), indent=2, hang=2)

    def _name(self, cases: Sequence[RuleCase]) -> str:
        """A rule by its title, and where."""
        places = [case.place for case in cases if case.place]
        rule = cases[0].rule
        title = rule.en.title if self.session.lang == "en" and rule.en else rule.title
        named = f"“{title}”"
        return f"{named}（{self._join(places)}）" if places else named

    def _join(self, words: Sequence[str]) -> str:
        words = list(dict.fromkeys(words))
        shown = self.say("、", ", ").join(words[:MAX_PLACES])
        more = len(words) - MAX_PLACES
        return shown + (self.say(f" 等 {len(words)} 个", f" and {more} more") if more > 0 else "")
