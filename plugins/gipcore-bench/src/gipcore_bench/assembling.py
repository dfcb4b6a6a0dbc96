"""Drafts put on top of what is installed: the catalogue of both, with every problem that only shows there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gipcore.errors import DataError
from gipcore.rulesets import Catalogue, build_catalogue
from gipcore_bench.drafts import MAX_ROUNDS, Draft, Place

_FILE = re.compile(r"(?:forms|rules|schedules)/(.+?)\.toml: (.*)", re.DOTALL)
_RULE = re.compile(r"规则 '?([a-z0-9_.-]+)'?")


def replaced(installed: Catalogue, drafts: Sequence[Draft]) -> tuple[str, ...]:
    """The ids of installed rulesets in whose place a draft stands."""
    ids = {draft.id for draft in drafts}
    return tuple(ruleset.id for ruleset in installed.rulesets if ruleset.id in ids)


def assemble(installed: Catalogue, drafts: Sequence[Draft]) -> Catalogue:
    """The catalogue with the drafts in it, and without what of them is wrong; each problem is told to its draft.

    Raises DataError with problems that are nobody's.
    """
    _twice(drafts)
    for _ in range(MAX_ROUNDS):
        forms = {form.id: form for form in installed.forms.values() if not form.extends}
        forms |= {draft.form.id: draft.form for draft in drafts if draft.form}
        rulesets = {ruleset.id: ruleset for ruleset in installed.rulesets}
        for id_ in replaced(installed, drafts):
            del rulesets[id_]
        rulesets |= {draft.ruleset.id: draft.ruleset for draft in drafts if draft.ruleset}
        try:
            return build_catalogue(forms.values(), rulesets.values())
        except DataError as error:
            places: list[tuple[Draft, Place]] = []
            for text in error.problems:
                if (draft := _owner(text, drafts)) is None:
                    raise
                match = _FILE.fullmatch(text)
                rule = _RULE.search(text)
                places.append((draft, draft.tell(match[2] if match else text, rule[1] if rule else "")))
            for draft in {id(draft): draft for draft, _ in places}.values():
                draft.go_on_without([place for other, place in places if other is draft])
    return installed


def _twice(drafts: Sequence[Draft]) -> None:
    """Two drafts of one id: the second is told."""
    seen: dict[tuple[bool, str], Draft] = {}
    for draft in drafts:
        first = seen.setdefault((draft.kind == "forms", draft.id), draft)
        if first is not draft and draft.read:
            draft.tell(f"编号 {draft.id!r} 已用于 {first.path} @ $.id")
            draft.ruleset = draft.form = None


def _owner(text: str, drafts: Sequence[Draft]) -> Draft | None:
    """The draft that a problem is about: the one whose file it names, else the last one that it speaks of."""
    match = _FILE.match(text)
    whole = [draft for draft in drafts if draft.ruleset or draft.form]
    named = [draft for draft in whole if match and draft.id == match[1]]
    words = set(re.findall(r"[\w.-]+", text))
    return next(iter(named or [draft for draft in reversed(whole) if draft.id in words]), None)
