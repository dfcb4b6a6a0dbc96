"""Documentation: a README that names what the plugin brings, docstrings, titles, help in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gipcore_kit.answers import Answer, Note, judged
from gipcore_kit.candidates import own_files
from gipcore_kit.trial import Trial

LEAST = 200
"""Characters of a README that says what the plugin is for and how to use it."""


def documented(trial: Trial) -> Answer:
    """The verdict on its documentation."""
    readme = _readme(trial)
    modules = [path for package in trial.candidate.packages for path in _modules(package)]
    problems = [*_readme_problems(trial, readme), *_untitled(trial)]
    for path in modules:
        problems += _undocumented(path)
    count = len(modules)
    return judged(
        problems,
        Note(f"README {len(readme)} 字，模块 {count} 个", f"a README of {len(readme)} characters, {count} modules"),
    )


def _readme(trial: Trial) -> str:
    if trial.candidate.root:
        for name in ("README.md", "README.rst", "README.txt", "README"):
            path = Path(trial.candidate.root) / name
            if path.is_file():
                return path.read_text("utf-8", "replace")
        return ""
    try:
        found = metadata(trial.candidate.name)
    except PackageNotFoundError:
        return ""
    return str(found.json.get("description", ""))


def _readme_problems(trial: Trial, readme: str) -> Iterator[Note]:
    if len(readme.strip()) < LEAST:
        yield Note(
            f"README 只有 {len(readme.strip())} 字，应写明做什么、怎样用（pyproject.toml 的 readme 指明它）。",
            f"the README has {len(readme.strip())} characters: say what it does and how (readme in pyproject.toml)",
        )
        return
    lower = readme.lower()
    for item in (*trial.formats, *trial.commands):
        # Also "Word" for docx: a format may be called by what people know it by.
        words = {item.name, *(e.removeprefix(".") for e in getattr(item, "extensions", ())), _title(item).lower()}
        if not any(word and word.lower() in lower for word in words):
            yield Note(f"README 没有提到 {item.name}。", f"the README does not mention {item.name}")


def _untitled(trial: Trial) -> Iterator[Note]:
    for item in trial.formats:
        if not item.title.strip():
            yield Note(
                f"{type(item).__name__} {item.name} 没有 title：gip plugins list 不能说它是什么。",
                f"{type(item).__name__} {item.name} has no title",
            )
    for each in trial.leaves:
        if not each.help or not getattr(each, "help_en", ""):
            yield Note(
                f"命令 {each.name} 缺少中文或英文的说明（help、help_en）。",
                f"the command {each.name} lacks help or help_en",
            )


def _title(item: Any) -> str:
    return str(getattr(item, "title", "") or "")


def _modules(package: str) -> Iterator[Path]:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        return
    origin = Path(spec.origin)
    if spec.submodule_search_locations is None:
        yield origin
    else:
        yield from (path for path in own_files(origin.parent) if path.suffix == ".py")


def _undocumented(path: Path) -> Iterator[Note]:
    tree = ast.parse(path.read_bytes())
    if not ast.get_docstring(tree) and tree.body:
        yield Note(f"模块 {path.name} 没有说明（docstring）。", f"the module {path.name} has no docstring")
    for node in tree.body:
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef) or node.name[0] == "_":
            continue
        overload = any(isinstance(mark, ast.Name) and mark.id == "overload" for mark in node.decorator_list)
        if not overload and not ast.get_docstring(node):
            yield Note(
                f"{path.name} 的 {node.name} 没有说明（docstring）。", f"{node.name} in {path.name} has no docstring"
            )
