"""What a person is to see of an outcome, and in which order: pure data, before any of it becomes lines of text.

Findings are grouped by the place where they are put right, the worst first. Findings of one rule are one item; several
findings that one cell explains are one suspect.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.forms import Form
from gipcore.outcomes import Finding, NotChecked, Outcome
from gipcore.rules import SEVERITIES, Rule, Severity

Place: TypeAlias = str
"""The key of a table, or one of the three below."""
SEVERAL = 3
"""Reasons about cells that are told as one."""
Changes: TypeAlias = tuple[tuple[str, int | Decimal], ...]
STRUCTURE, YEARS, TEXT = "structure", "years", "text"

_STRUCTURE_RULES = ("structure", "title", "signature", "date", "issuer")
_TEXT_RULES = ("narrative", "text", "fee", "overview", "statement", "subheading", "companion", "figures")
_YEAR_RULES = ("series", "report")


@frozen
class Item:
    """The findings of one rule in one place; ``basis`` and ``advice`` are said once."""

    rule: str
    title: str
    severity: Severity
    findings: tuple[Finding, ...]
    basis: str
    advice: tuple[str, ...]


@frozen
class Suspect:
    """One cell, or two that are wrong together, that explain several findings; ``changes`` are the values they need."""

    changes: Changes
    findings: tuple[Finding, ...]

    @property
    def severity(self) -> Severity:
        return worst(finding.severity for finding in self.findings)


@frozen
class Group:
    """The items of one place, worst first."""

    place: Place
    items: tuple[Item, ...]

    @property
    def severity(self) -> Severity:
        return worst(item.severity for item in self.items)


@frozen
class Unchecked:
    """Rules that were not checked for one reason. Without a ``reason`` it is that ``cells`` hold no usable figure."""

    reason: str
    rules: tuple[str, ...]
    cells: tuple[str, ...] = ()


@frozen
class View:
    """An outcome, sorted for reading."""

    suspects: tuple[Suspect, ...]
    groups: tuple[Group, ...]
    not_checked: tuple[Unchecked, ...]
    counts: dict[Severity, int]
    """Findings by severity, without the errors that an explanation excuses."""
    excused: int = 0
    explained: int = 0
    """Warnings and hints with an explanation."""


def worst(severities: Iterable[Severity]) -> Severity:
    """
    >>> worst(["info", "error"])
    'error'
    """
    return min(severities, key=SEVERITIES.index)


def make_view(outcome: Outcome, form: Form, lang: Literal["zh", "en"] = "zh") -> View:
    """The view of *outcome*, whose report is of *form*."""
    rules = {rule.id: rule for rule in outcome.rules}
    suspects, rest = _suspects(outcome.findings)
    placed: dict[Place, list[Finding]] = defaultdict(list)
    for finding in rest:
        placed[_place(finding, rules.get(finding.rule), form)].append(finding)
    order = [table.key for table in form.tables] + [STRUCTURE, YEARS, TEXT]
    groups = [Group(place, _items(placed[place], rules, form, lang)) for place in order if placed[place]]
    groups.sort(key=lambda group: SEVERITIES.index(group.severity))
    return View(
        suspects,
        tuple(groups),
        _unchecked(outcome.not_checked),
        {severity: sum(f.severity == severity and not f.excused for f in outcome.findings) for severity in SEVERITIES},
        sum(finding.excused for finding in outcome.findings),
        sum(finding.explanation is not None and finding.severity != "error" for finding in outcome.findings),
    )


def rule_title(id_: str, rules: dict[str, Rule], lang: str) -> str:
    """The title of a rule in the language asked for; its id if nobody knows the rule."""
    rule = rules.get(id_)
    if rule is None:
        return id_
    return rule.en.title if lang == "en" and rule.en else rule.title


def _changes(finding: Finding) -> list[Changes]:
    """What the finding's suggestions would change; suggestions in the same words belong together."""
    by_text: dict[str, list[tuple[str, int | Decimal]]] = defaultdict(list)
    for suggestion in finding.suggestions:
        if suggestion.cell is not None and suggestion.value is not None:
            by_text[suggestion.text].append((suggestion.cell, suggestion.value))
    return [tuple(changes) for changes in by_text.values()]


def _suspects(findings: tuple[Finding, ...]) -> tuple[tuple[Suspect, ...], list[Finding]]:
    """The changes that two or more findings suggest, those with most findings first; and the other findings."""
    rest = list(findings)
    suspects: list[Suspect] = []
    while True:
        votes = Counter(changes for finding in rest for changes in _changes(finding))
        if not votes or max(votes.values()) < 2:
            return tuple(suspects), rest
        # Of two that explain as much, the one that comes first by its cells: never by a hash.
        best = min(votes, key=lambda changes: (-votes[changes], [cell for cell, _ in changes]))
        explained = [finding for finding in rest if best in _changes(finding)]
        suspects.append(Suspect(best, tuple(explained)))
        rest = [finding for finding in rest if finding not in explained]


def _unchecked(items: Sequence[NotChecked]) -> tuple[Unchecked, ...]:
    """By reason, commonest first; reasons that only differ in the cells they name are one if there are several."""
    about_cells = [item for item in items if item.cells]
    merged = len({item.reason for item in about_cells}) >= SEVERAL
    reasons: dict[str, list[str]] = defaultdict(list)
    for item in items:
        if not (merged and item.cells):
            reasons[item.reason].append(item.rule)
    found = [Unchecked(reason, tuple(dict.fromkeys(ids))) for reason, ids in reasons.items()]
    if merged:
        cells = dict.fromkeys(cell for item in about_cells for cell in item.cells)
        found.append(Unchecked("", tuple(dict.fromkeys(item.rule for item in about_cells)), tuple(cells)))
    return tuple(sorted(found, key=lambda group: -len(group.rules)))


def _place(finding: Finding, rule: Rule | None, form: Form) -> Place:
    # The id of a local rule begins with the layer's; what kind it is then says its check.
    heads = {id_.split(".")[0] for id_ in (finding.rule, rule.check if rule else "")}
    if heads & {*_STRUCTURE_RULES}:
        return STRUCTURE
    if heads & {*_TEXT_RULES}:
        return TEXT
    if heads & {*_YEAR_RULES} or (rule and "previous." in rule.expression):
        return YEARS
    cell = next((form.cells[id_] for id_ in finding.cells if id_ in form.cells), None)
    return cell.table if cell else STRUCTURE


def _items(findings: list[Finding], rules: dict[str, Rule], form: Form, lang: str) -> tuple[Item, ...]:
    by_rule: dict[tuple[str, Severity], list[Finding]] = defaultdict(list)
    for finding in findings:
        by_rule[finding.rule, finding.severity].append(finding)
    position = {id_: index for index, id_ in enumerate(form.cells)}
    items = []
    for (id_, severity), found in by_rule.items():
        found.sort(key=lambda f: min((position.get(cell, 0) for cell in f.cells), default=0))
        rule = rules.get(id_)
        # Of one finding all is said; of several only what is peculiar to each, which comes last.
        told = [finding.suggestions if len(found) == 1 else finding.suggestions[-1:] for finding in found]
        words = dict.fromkeys(suggestion.text for suggestions in told for suggestion in suggestions)
        advice = rule.en.advice if rule and lang == "en" and rule.en else rule.advice if rule else ""
        if not words and advice:
            words = {advice: None}
        items.append(Item(id_, rule_title(id_, rules, lang), severity, tuple(found), found[0].basis, tuple(words)))
    return tuple(sorted(items, key=lambda item: SEVERITIES.index(item.severity)))
