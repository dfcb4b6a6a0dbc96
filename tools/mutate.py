"""Mutation testing: does a test fail when the core is changed in one small place?

    python tools/mutate.py expressions findings          # every mutant of these modules
    python tools/mutate.py layers --sample 60 --seed 2   # some of them

A mutant lives in a process of its own that imports the changed module instead of the file; no file is touched. Only the
tests that ``tools/mutation.toml`` names for a module are run. Survivors that the same file explains are not told again;
any other ends the command with status 1.
"""

from __future__ import annotations

import argparse
import ast
import os
import signal
import sys
import time
import tomllib
from collections.abc import Iterator, Sequence
from copy import deepcopy
from importlib import import_module
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

from attrs import frozen

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "gipcore"
SETTINGS = Path(__file__).with_name("mutation.toml")
QUIET = ["-x", "-q", "-n", "0", "-p", "no:cacheprovider", "--no-header", "--no-summary", "-W", "ignore"]
_SWAPS: dict[type, type] = {
    **{ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt},
    **{ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In},
    **{ast.And: ast.Or, ast.Or: ast.And, ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add},
    **{ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.Break: ast.Continue, ast.Continue: ast.Break},
}


@frozen
class Mutant:
    """A module with one change: where, and what it was before and after."""

    module: str
    place: str
    before: str
    after: str
    source: str

    @property
    def name(self) -> str:
        return f"{self.module}:{self.place}: {self.before} → {self.after}"


def changed(node: ast.AST) -> Iterator[ast.AST]:
    """What may stand in the place of *node*."""
    match node:
        case ast.Compare(ops=[op, *_]) if type(op) in _SWAPS:
            yield _with(node, "ops", [_SWAPS[type(op)](), *node.ops[1:]])
        case ast.BoolOp(op=op) | ast.BinOp(op=op) | ast.AugAssign(op=op) if type(op) in _SWAPS:
            yield _with(node, "op", _SWAPS[type(op)]())
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield _with(node, "test", ast.UnaryOp(ast.Not(), test))
        case ast.Constant(value=bool(value)):
            yield ast.Constant(not value)
        case ast.Constant(value=int(value)):
            yield ast.Constant(value + 1)
        case ast.Constant(value=str(value)) if value:
            yield ast.Constant("")
        case ast.Return(value=ast.expr() as value) if not (isinstance(value, ast.Constant) and value.value is None):
            yield ast.Return(ast.Constant(None))
        case ast.Expr(value=ast.Call()) | ast.Raise():
            yield ast.Pass()
        case ast.Break() | ast.Continue():
            yield _SWAPS[type(node)]()


def _with(node: ast.AST, field: str, value: Any) -> ast.AST:
    copy = deepcopy(node)
    setattr(copy, field, value)
    return copy


def mutants(module: str, path: Path) -> Iterator[Mutant]:
    """All mutants of a module: annotations, docstrings and what never runs aside."""
    tree = ast.parse(path.read_text("utf-8"))
    for parent, field, index, node, place in _nodes(tree, ""):
        for other in changed(node):
            _put(parent, field, index, ast.copy_location(other, node))
            source = ast.unparse(ast.fix_missing_locations(tree))
            _put(parent, field, index, node)
            yield Mutant(module, place, _short(node), _short(other), source)


def _nodes(node: ast.AST, place: str) -> Iterator[tuple[ast.AST, str, int | None, ast.AST, str]]:
    inside = node.name if isinstance(node, ast.FunctionDef | ast.ClassDef) else ""
    place = f"{place}.{inside}".strip(".") if inside else place
    for field, value in ast.iter_fields(node):
        if field in ("annotation", "returns", "decorator_list", "bases") or isinstance(node, ast.Assert):
            continue
        for index, item in enumerate(value if isinstance(value, list) else [value]):
            if not isinstance(item, ast.AST) or _idle(item):
                continue
            yield node, field, index if isinstance(value, list) else None, item, place
            yield from _nodes(item, place)


def _idle(node: ast.AST) -> bool:
    """Docstrings, type aliases, names for export: nothing that a test could tell."""
    match node:
        case ast.Expr(value=ast.Constant()):
            return True
        case ast.AnnAssign(annotation=ast.Name(id="TypeAlias")) | ast.If(test=ast.Name(id="TYPE_CHECKING")):
            return True
        case ast.Assign(targets=[ast.Name(id="__all__")]):
            return True
        case ast.Assign(value=ast.Call(func=ast.Name(id="TypeVar"))):
            return True
    return False


def _put(parent: ast.AST, field: str, index: int | None, node: ast.AST) -> None:
    if index is None:
        setattr(parent, field, node)
    else:
        getattr(parent, field)[index] = node


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else text[:89] + "…"


class Instead(MetaPathFinder, Loader):
    """Imports the mutant in the place of its module."""

    def __init__(self, mutant: Mutant, path: Path) -> None:
        self.name, self.source, self.path = f"gipcore.{mutant.module}", mutant.source, path

    def find_spec(self, name: str, path: Sequence[str] | None, target: ModuleType | None = None) -> ModuleSpec | None:
        if name != self.name:
            return None
        package = self.path.name == "__init__.py"
        spec = spec_from_loader(name, self, origin=str(self.path), is_package=package)
        if spec is not None and package:
            spec.submodule_search_locations = [str(self.path.parent)]
        return spec

    def exec_module(self, module: ModuleType) -> None:
        module.__file__ = str(self.path)
        exec(compile(self.source, str(self.path), "exec"), vars(module))


def run(mutant: Mutant | None, path: Path, tests: list[str], seconds: float) -> str:
    """``killed``, ``survived`` or ``overran``: the tests on the mutant, in a child process."""
    child = os.fork()
    if child == 0:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        os.setpgid(0, 0)
        if mutant is not None:
            sys.meta_path.insert(0, Instead(mutant, path))
        try:
            os._exit(_tested(tests))
        except BaseException:
            os._exit(3)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return "survived" if status == 0 else "killed"
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return "overran"


def _tested(tests: list[str]) -> int:
    import pytest
    from hypothesis import Phase, settings

    # Whoever only wants to know whether a test fails need not wait until the failure has become simple.
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", deadline=None, derandomize=True, database=None, phases=phases)
    settings.load_profile("mutation")
    # The tests' own profile would take its place.
    type.__setattr__(settings, "load_profile", staticmethod(lambda name: None))
    return int(pytest.main([*QUIET, *tests]))


def modules(name: str) -> list[tuple[str, Path]]:
    """The module, or all those of the package, of this name."""
    if (PACKAGE / f"{name.replace('.', '/')}.py").exists():
        return [(name, PACKAGE / f"{name.replace('.', '/')}.py")]
    folder = PACKAGE / name.replace(".", "/")
    return [(f"{name}.{p.stem}".removesuffix(".__init__"), p) for p in sorted(folder.glob("*.py"))]


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument(
        "modules", nargs="+", help="modules or packages of gipcore, such as expressions or layers.changes"
    )
    parser.add_argument("--sample", type=int, help="how many mutants to try; all by default")
    parser.add_argument("--seed", type=int, default=1, help="which ones")
    options = parser.parse_args(arguments)
    os.chdir(ROOT)
    # Loaded once for all children, and without gipcore, which hypothesis would load through its entry point.
    os.environ["HYPOTHESIS_NO_PLUGINS"] = "1"
    for name in ("attrs", "cattrs", "hypothesis", "pluggy", "pytest"):
        import_module(name)
    settings = tomllib.loads(SETTINGS.read_text("utf-8"))
    explained = {entry["mutant"] for entry in settings["explained"]}
    found = [
        (mutant, path) for name in options.modules for module, path in modules(name) for mutant in mutants(module, path)
    ]
    if options.sample is not None and options.sample < len(found):
        found = Random(options.seed).sample(found, options.sample)
    counts = {"killed": 0, "overran": 0, "survived": 0, "explained": 0}
    budgets: dict[str, float] = {}
    for mutant, path in found:
        key = max((k for k in settings["tests"] if f"{mutant.module}.".startswith(f"{k}.")), key=len)
        if key not in budgets:
            begun = time.monotonic()
            if run(None, path, settings["tests"][key], 600) != "survived":
                sys.exit(f"{key}: the tests fail as it is")
            budgets[key] = 10 + 4 * (time.monotonic() - begun)
        result = run(mutant, path, settings["tests"][key], budgets[key])
        result = "explained" if result == "survived" and mutant.name in explained else result
        counts[result] += 1
        if result == "survived":
            print(mutant.name, flush=True)
    print(", ".join(f"{count} {what}" for what, count in counts.items()), f"of {len(found)}")
    return 1 if counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
