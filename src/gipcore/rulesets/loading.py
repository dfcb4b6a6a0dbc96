"""Loading the catalogue: strict, and every problem of every file at once."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TypeAlias, TypeVar

from gipcore.codec import parse_toml, structure
from gipcore.errors import DataError, ReadError
from gipcore.forms import Form
from gipcore.layers import Ruleset
from gipcore.limits import check_size
from gipcore.rulesets.catalogue import Catalogue
from gipcore.rulesets.conflicts import conflicts
from gipcore.rulesets.extending import extended_forms
from gipcore.rulesets.ordering import order_problems, ordered
from gipcore.rulesets.schedule_conflicts import scheduling_problems
from gipcore.rulesets.targets import target_problems
from gipcore.rulesets.validation import ruleset_problems

T = TypeVar("T")
Folder: TypeAlias = Traversable | Path
MAX_FILE = 2 * 1024 * 1024
"""Bytes of a form or ruleset."""


def load_catalogue(folders: Iterable[Folder]) -> Catalogue:
    """Forms and rulesets of all *folders* (``forms/*.toml``, ``rules/*.toml``, ``schedules/*.toml``).

    Raises DataError with every problem of every file. Expressions are compiled when first needed; `validate` does it
    for all of them.
    """
    problems: list[str] = []
    forms: dict[str, Form] = {}
    rulesets: dict[str, Ruleset] = {}
    for folder in folders:
        for path in _files(folder, "forms"):
            form = _load(path, Form, problems, "forms")
            if form is not None and form.id in forms:
                problems.append(f"forms/{path.name}: 表样 {form.id!r} 已有")
            elif form is not None:
                forms[form.id] = form
        for kind in ("rules", "schedules"):
            for path in _files(folder, kind):
                ruleset = _load(path, Ruleset, problems, kind)
                if ruleset is None:
                    continue
                if ruleset.id in rulesets:
                    problems.append(f"{kind}/{path.name}: 规则集 {ruleset.id!r} 已有")
                if path.name != f"{ruleset.id}.toml":
                    problems.append(f"{kind}/{path.name}: 规则集 {ruleset.id!r} 应放在 {ruleset.id}.toml 中")
                rulesets[ruleset.id] = ruleset
    return _catalogue(forms, rulesets, problems)


def build_catalogue(forms: Iterable[Form], rulesets: Iterable[Ruleset]) -> Catalogue:
    """The catalogue of forms and rulesets that are there already, such as a layer that somebody is working on.

    Forms that layers extend are made anew. Raises DataError with every problem.
    """
    own = {form.id: form for form in forms if not form.extends}
    by_id: dict[str, Ruleset] = {}
    problems: list[str] = []
    for ruleset in rulesets:
        if ruleset.id in by_id:
            problems.append(f"规则集 {ruleset.id!r} 已有")
        by_id[ruleset.id] = ruleset
    return _catalogue(own, by_id, problems)


def _catalogue(forms: dict[str, Form], rulesets: dict[str, Ruleset], problems: list[str]) -> Catalogue:
    stacked = ordered(rulesets.values())
    found = order_problems(rulesets)
    if not found:
        # In the order of the layers, so that nothing depends on where a folder was found.
        forms = dict(sorted(forms.items()))
        forms |= extended_forms(stacked, forms, problems)
        for ruleset in stacked:
            found += [f"rules/{ruleset.id}.toml: {problem}" for problem in ruleset_problems(ruleset, forms)]
        found += target_problems(stacked)
        found += conflicts(stacked)
        found += scheduling_problems(stacked)
    if problems := [*problems, *found]:
        raise DataError("规则库", problems)
    return Catalogue(forms, stacked)


def read_layer(text: str, source: str) -> Ruleset:
    """The ruleset in a TOML text; raises ReadError or DataError with all problems that it has by itself."""
    return structure(parse_toml(text, source), Ruleset, source)


def _files(folder: Folder, kind: str) -> list[Folder]:
    directory: Folder = folder / kind
    if not directory.is_dir():
        return []
    found: list[Folder] = [path for path in directory.iterdir() if path.name.endswith(".toml")]
    return sorted(found, key=lambda path: path.name)


def _load(path: Folder, type_: type[T], problems: list[str], kind: str) -> T | None:
    """The file as an instance of *type_*; None, with its *problems* told, if it is not one."""
    source = f"{kind}/{path.name}"
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
