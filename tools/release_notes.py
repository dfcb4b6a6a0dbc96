"""What a new version of the rulesets changes, in Markdown for the changelog: which rules, for which years and regions.

python tools/release_notes.py v0.1.0            # since that tag, up to the files as they are
python tools/release_notes.py v0.1.0 v0.2.0
python tools/release_notes.py old-rules new-rules   # two folders with forms/ and rules/
"""

from __future__ import annotations

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from gipcore.errors import GipError
from gipcore.layers import Ruleset
from gipcore.rule_diff import Diff, FieldChange, diff_layers
from gipcore.rules import Rule, Years
from gipcore.rulesets import Catalogue, load_catalogue
from gipcore.rulesets.writing import plain

ROOT = Path(__file__).parent.parent
RULESETS = "rulesets/gipcore_rulesets"
_SHOWN = 80
"""Characters of a value that are shown."""


def notes(before: Catalogue, after: Catalogue) -> str:
    """The changes as Markdown, one section a layer; empty if there are none."""
    old, new = ({ruleset.id: ruleset for ruleset in catalogue.rulesets} for catalogue in (before, after))
    parts = [_forms(before, after)]
    for id_ in sorted({*old, *new}):
        one, other = old.get(id_), new.get(id_)
        if one is None or other is None:
            there = one or other
            assert there is not None
            word = "New layer" if one is None else "Layer withdrawn"
            parts.append(
                [_heading(there), f"- {word}: {there.source}", *_each("added", other.all_rules if other else ())]
            )
        elif diff := diff_layers(one, other):
            parts.append([_heading(other), *_differences(diff, one, other)])
    return "".join("\n".join(part) + "\n\n" for part in parts if part)


def _forms(before: Catalogue, after: Catalogue) -> list[str]:
    lines = []
    for id_ in sorted({*before.forms, *after.forms}):
        one, other = before.forms.get(id_), after.forms.get(id_)
        # Forms are told apart by identity, so what they say is compared.
        if plain(one) != plain(other):
            word = "added" if one is None else "removed" if other is None else "changed"
            form = other or one
            assert form is not None
            lines.append(f"- {word} `{id_}` {form.title}, {_years(Years(form.first_year, form.last_year))}")
    return ["### Forms", "", *lines] if lines else []


def _heading(ruleset: Ruleset) -> str:
    return f"### `{ruleset.id}` {ruleset.title}: {_where(ruleset)}, {_years(ruleset.years)}\n"


def _where(ruleset: Ruleset) -> str:
    where = f"region {ruleset.region}" if ruleset.region else "whole country"
    return f"{where}, {ruleset.system}" if ruleset.system else where


def _years(years: Years) -> str:
    if years.first is None and years.last is None:
        return "all report years"
    if years.first == years.last:
        return f"report year {years.first}"
    if years.last is None:
        return f"report years from {years.first}"
    return f"report years to {years.last}" if years.first is None else f"report years {years.first} to {years.last}"


def _each(word: str, rules: Iterable[Rule]) -> Iterator[str]:
    """A line a rule; with its own years if it has any."""
    for rule in rules:
        own = "" if rule.scope.years == Years() else f", {_years(rule.scope.years)}"
        yield f"- {word} `{rule.id}` {rule.title} ({rule.severity}{own})"


def _differences(diff: Diff, before: Ruleset, after: Ruleset) -> Iterator[str]:
    if before.years != after.years or before.region != after.region:
        yield f"- was for {_where(before)}, {_years(before.years)}"
    yield from _each("added", diff.added)
    yield from _each("removed", diff.removed)
    for change in diff.changed:
        (line,) = _each("changed", [change.after])
        yield f"{line}: {'; '.join(map(_told, change.fields))}. Basis: {'；'.join(change.sources)}"
    yield from (f"- layer: {_told(field)}" for field in diff.fields if not field.path.startswith(("years", "region")))


def _told(field: FieldChange) -> str:
    if field.before is None:
        return f"{field.path} added: {_value(field.after)}"
    if field.after is None:
        return f"{field.path} removed"
    return f"{field.path} {_value(field.before)} → {_value(field.after)}"


def _value(value: object) -> str:
    text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def catalogue(version: str, scratch: Path) -> Catalogue:
    """The rulesets of a folder, or of a commit or tag of this repository."""
    if Path(version).is_dir():
        return load_catalogue([Path(version)])
    command = ["git", "-C", str(ROOT), "archive", "--format=tar", f"{version}^{{commit}}", RULESETS]
    done = subprocess.run(command, capture_output=True, check=False)
    if done.returncode:
        raise GipError(f"no folder and no version {version!r}: {done.stderr.decode(errors='replace').strip()}")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(scratch, filter="data")
    return load_catalogue([scratch / RULESETS])


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("before", help="a tag, a commit or a folder")
    parser.add_argument(
        "after", nargs="?", default=str(ROOT / RULESETS), help="the same; by default the files as they are"
    )
    options = parser.parse_args(arguments)
    try:
        with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
            text = notes(catalogue(options.before, Path(one)), catalogue(options.after, Path(other)))
    except GipError as error:
        print(error, file=sys.stderr)
        return 2
    print(text.rstrip() or "No rule has changed.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
