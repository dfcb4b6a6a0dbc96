"""What a layer asks for in a report's text or beside it. Each becomes a rule with a coded check, like any other rule.

The patterns are plain words; ``*`` stands for up to 40 characters of the same sentence, ``#`` for digits, ``{year}``
and ``{next}`` for the report year and the one after it. Blanks and the width of digits and marks do not matter.
"""

from __future__ import annotations

from typing import Any

from attrs import frozen

from gipcore.rules import Example, Rule, RuleScope, Severity, Wording


@frozen
class Sentence:
    """A text that satisfies a requirement or does not: ``year`` is the report's, ``note`` where it was seen."""

    text: str
    note: str = ""
    year: int | None = None


@frozen
class Part:
    """One thing that has to be there: its name, and patterns of which one is enough (empty: the name itself)."""

    name: str
    name_en: str = ""
    any_of: tuple[str, ...] = ()

    @property
    def parameters(self) -> dict[str, Any]:
        """As the parameters of a rule have it."""
        return {"name": self.name, "name_en": self.name_en or self.name, "any_of": list(self.any_of or (self.name,))}


@frozen(kw_only=True)
class Requirement:
    """What all requirements have: id of the rule, severity, its ground (empty: the layer's source), its scope."""

    id: str
    severity: Severity
    basis: tuple[str, ...] = ()
    advice: str = ""
    advice_en: str = ""
    unsourced: str = ""
    scope: RuleScope = RuleScope()
    passes: tuple[Sentence, ...] = ()
    fails: tuple[Sentence, ...] = ()

    def _rule(
        self, source: str, check: str, parameters: dict[str, Any], words: Wording, english: Wording, report: Any
    ) -> Rule:
        return Rule(
            id=self.id,
            severity=self.severity,
            title=words.title,
            message=words.message,
            basis=self.basis or (source,),
            advice=self.advice or words.advice,
            check=check,
            parameters=parameters,
            scope=self.scope,
            unsourced=self.unsourced,
            en=Wording(english.title, english.message, self.advice_en or english.advice),
            passes=tuple(_example(sentence, report) for sentence in self.passes),
            fails=tuple(_example(sentence, report) for sentence in self.fails),
        )


def _example(sentence: Sentence, report: Any) -> Example:
    example: Example = report(sentence.text)
    year = {"year": sentence.year} if sentence.year is not None else {}
    return Example(report={**example.report, **year}, companions=example.companions, note=sentence.note)


@frozen(kw_only=True)
class Statement(Requirement):
    """A required statement: ``where`` is ``preamble``, ``title``, ``section.KEY``, ``sections`` (any) or ``whole``.

    ``asks`` names what is asked for, as it goes into “没有写明…”. One of ``any_of`` and each of ``all_of`` has to be
    there.
    """

    where: str
    asks: str
    asks_en: str = ""
    any_of: tuple[str, ...] = ()
    all_of: tuple[Part, ...] = ()

    @property
    def section(self) -> str:
        """The section it is asked for in, empty if in none."""
        return self.where.removeprefix("section.") if self.where.startswith("section.") else ""

    def rule(self, source: str) -> Rule:
        """The requirement as a rule; *source* is the layer's."""
        parameters = {
            "where": self.where,
            "asks": self.asks,
            "asks_en": self.asks_en or self.asks,
            "any_of": list(self.any_of),
            "all_of": [part.parameters for part in self.all_of],
        }
        words = Wording(f"没有写明{self.asks}", "{place}没有写明{list}。", "请按当地的要求补写；确实没有的，写明没有。")
        english = Wording(
            f"Not stated: {parameters['asks_en']}",
            "{place_en} does not state: {list_en}.",
            "Add it as the local rule asks; if there is none, say so.",
        )
        return self._rule(source, "statement.required", parameters, words, english, self._report)

    def _report(self, text: str) -> Example:
        if self.section or self.where == "sections":
            return Example(report={"sections": {self.section or "overview": text}})
        return Example(report={"title" if self.where == "title" else "preamble": text})


@frozen(kw_only=True)
class Subheading(Requirement):
    """Sub-headings that a section has to have, ``（一）`` and so on, in this order unless ``ordered`` is false."""

    section: str
    headings: tuple[Part, ...]
    ordered: bool = True

    def rule(self, source: str) -> Rule:
        """The requirement as a rule; *source* is the layer's."""
        parameters = {
            "section": self.section,
            "headings": [part.parameters for part in self.headings],
            "ordered": self.ordered,
            "problems": {"missing": "缺少小标题{list}", "order": "小标题{list}的先后与要求不同"},
            "problems_en": {"missing": "lacks the sub-heading {list}", "order": "has {list} in another order"},
        }
        words = Wording(
            f"缺少小标题：{'、'.join(part.name for part in self.headings)}"[:60],
            "{place}{problem}。",
            "请按当地要求的小标题分段写。",
        )
        english = Wording(
            "Sub-headings are missing", "{place_en} {problem_en}.", "Divide the section by the local sub-headings."
        )
        return self._rule(source, "subheading.required", parameters, words, english, self._report)

    def _report(self, text: str) -> Example:
        return Example(report={"sections": {self.section: text}})


@frozen(kw_only=True)
class Companion(Requirement):
    """A document that has to lie beside the report: recognised by the ``words`` of its title, with its ``headings``."""

    title: str
    title_en: str = ""
    words: tuple[str, ...]
    headings: tuple[Part, ...] = ()

    def rule(self, source: str) -> Rule:
        """The requirement as a rule; *source* is the layer's."""
        parameters = {
            "title": self.title,
            "title_en": self.title_en or self.title,
            "words": list(self.words),
            "headings": [part.parameters for part in self.headings],
            "problems": {"absent": "没有附上", "incomplete": "缺少{list}"},
            "problems_en": {"absent": "is not there", "incomplete": "lacks {list}"},
        }
        words = Wording(f"没有附{self.title}", "随报告公布的“{title}”{problem}。", "请按当地的要求一并公布。")
        english = Wording(
            f"Without {parameters['title_en']}",
            "The document beside the report, “{title_en}”, {problem_en}.",
            "Publish it with the report.",
        )
        return self._rule(source, "companion.present", parameters, words, english, self._report)

    def _report(self, text: str) -> Example:
        return Example(companions=(text,) if text else ())


@frozen(kw_only=True)
class Figures(Requirement):
    """Figures of the text that have to add up: ``total`` and ``parts`` are found by patterns with one ``#`` each.

    Where the total is not stated nothing is asked for; where a part is not, nobody can say.
    """

    section: str
    total: Part
    parts: tuple[Part, ...]

    def rule(self, source: str) -> Rule:
        """The requirement as a rule; *source* is the layer's."""
        parameters = {
            "section": self.section,
            "total": self.total.parameters,
            "parts": [part.parameters for part in self.parts],
        }
        named = "、".join(part.name for part in self.parts)
        named_en = ", ".join(part.name_en or part.name for part in self.parts)
        words = Wording(
            f"正文中{named}之和不等于{self.total.name}",
            "{place}写{total} {left}，而{list}相加为 {shown}，相差 {gap}。",
            "请核对这几个数。",
        )
        english = Wording(
            f"The figures of {named_en} do not add up to {self.total.name_en or self.total.name}",
            "{place_en}: {total_en} is {left}, but {list_en} add up to {shown}: difference {gap}.",
            "Check these figures.",
        )
        return self._rule(source, "figures.sum", parameters, words, english, self._report)

    def _report(self, text: str) -> Example:
        return Example(report={"sections": {self.section: text}})


@frozen(kw_only=True)
class Issuers(Requirement):
    """Bodies that must not use this form: their names end in one of ``endings`` and have one of ``words`` in them.

    Of the two one may be empty. Names that end in one of ``excepted`` are not meant. ``bodies`` says who they are,
    ``reason`` why they report otherwise, ``instead`` what they use; the texts of the examples are names of bodies.
    """

    bodies: str
    bodies_en: str = ""
    endings: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    excepted: tuple[str, ...] = ()
    reason: str
    reason_en: str = ""
    instead: str
    instead_en: str = ""

    def rule(self, source: str) -> Rule:
        """The requirement as a rule; *source* is the layer's."""
        parameters = {
            "bodies": self.bodies,
            "bodies_en": self.bodies_en or self.bodies,
            "endings": list(self.endings),
            "words": list(self.words),
            "excepted": list(self.excepted),
            "reason": self.reason,
            "reason_en": self.reason_en or self.reason,
        }
        words = Wording(
            f"{self.bodies}不用这种年度报告",
            "“{issuer}”看来是{bodies}，不用这种年度报告：{reason}。",
            f"请改用{self.instead}；如果是法律、法规授权的组织，可以不改。",
        )
        english = Wording(
            f"Not the form for {parameters['bodies_en']}",
            "“{issuer}” seems to be one of {bodies_en}, which do not use this form: {reason_en}.",
            f"Use {self.instead_en or self.instead}; an organisation empowered by law may leave it as it is.",
        )
        return self._rule(source, "issuer.not_this_form", parameters, words, english, self._report)

    def _report(self, text: str) -> Example:
        return Example(report={"issuer": {"name": text}})
