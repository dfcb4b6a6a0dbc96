"""From the parsed form to ground expressions: placeholders, wildcards and quantifiers filled in from a form's data.

A quantifier ``all`` at the top is taken apart, so that each of its instances is checked and reported alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

from attrs import frozen

from gipcore.errors import ExpressionError
from gipcore.expressions import nodes as n
from gipcore.forms import Form

MAX_NODES = 20_000
"""Nodes of an expression after binding, all instances together."""
BUILT_IN_GROUPS = ("cells", "integer_cells", "unsigned_cells", "totals")
Bindings = tuple[tuple[str, str], ...]


@frozen
class Instance:
    """One case of a rule: a ground condition, and what its quantifiers stand for in it."""

    condition: n.Expression
    bindings: Bindings = ()

    @property
    def cells(self) -> tuple[n.CellRef, ...]:
        return n.cells_of(self.condition)


def bind(expression: n.Expression, form: Form, text: str = "") -> tuple[Instance, ...]:
    """The instances of *expression* on *form*; raises ExpressionError (with *text*) for a name that the form lacks."""
    return tuple(_Binder(form, text).instances(expression, {}))


def group(form: Form, name: str) -> tuple[str, ...] | None:
    """The names in a group of the form, or in one of the groups that every form has; None if there is no such group."""
    cells = form.cells.values()
    match name:
        case "cells":
            return tuple(form.cells)
        case "integer_cells":
            return tuple(cell.id for cell in cells if cell.integer)
        case "unsigned_cells":
            return tuple(cell.id for cell in cells if not cell.column.signed)
        case "totals":
            return tuple(cell.id for cell in cells if cell.parts)
        case _:
            return form.groups.get(name)


class _Binder:
    def __init__(self, form: Form, text: str) -> None:
        self.form, self.text = form, text
        self.count = 0

    def fail(self, problem: str, at: int) -> ExpressionError:
        return ExpressionError(self.text, problem + (f"，见第 {at + 1} 个字符" if at >= 0 else ""))

    def instances(self, node: n.Expression, names: Mapping[str, str]) -> list[Instance]:
        match node:
            case n.Each(kind="all"):
                values = self.members(node, names)
                return [i for value in values for i in self.instances(node.body, {**names, node.variable: value})]
            case n.And(parts=parts):
                return [instance for part in parts for instance in self.instances(part, names)]
            case _:
                return [Instance(self.ground(node, names), tuple(names.items()))]

    def members(self, each: n.Each, names: Mapping[str, str]) -> tuple[str, ...]:
        if isinstance(each.over, tuple):
            return each.over
        if isinstance(each.over, n.CellRef):
            pattern = self.filled(each.over, names)
            star = pattern.split(".").index("*")
            return tuple(cell.split(".")[star] for cell in self.matching(pattern, each.over))
        found = group(self.form, each.over)
        if not found:
            known = [*self.form.groups, *BUILT_IN_GROUPS]
            raise self.fail(f"表样 {self.form.id} 没有组 {each.over}{_close(each.over, known)}", each.at)
        return found

    def ground(self, node: n.Expression, names: Mapping[str, str]) -> n.Expression:
        self.count += 1
        if self.count > MAX_NODES:
            raise self.fail(f"表达式展开后过大（上限 {MAX_NODES} 个节点）", -1)
        match node:
            case n.CellRef():
                return self.cell(node, names)
            case n.Spread():
                return self.spread(node, names)
            case n.Each():
                parts = tuple(
                    self.ground(node.body, {**names, node.variable: value}) for value in self.members(node, names)
                )
                return _joined(node.kind, parts)
            case n.Constant() | n.FactRef() | n.Lookup():
                return node
            case n.Sum(terms=terms):
                return n.Sum(tuple(self.ground(term, names) for term in terms))
            case n.Neg(term=term):
                return n.Neg(self.ground(term, names))
            case n.Product(left=left, right=right):
                return n.Product(self.ground(left, names), self.ground(right, names))
            case n.Call(function=function, arguments=arguments):
                return n.Call(function, tuple(self.ground(argument, names) for argument in arguments))
            case n.IsBlank(cell=cell):
                return n.IsBlank(self.cell(cell, names))
            case n.Compare(left=left, relation=relation, right=right):
                return n.Compare(self.ground(left, names), relation, self.ground(right, names))
            case n.Within(value=value, choices=choices):
                return n.Within(self.ground(value, names), choices)
            case n.And(parts=parts):
                return n.And(tuple(self.ground(part, names) for part in parts))
            case n.Or(parts=parts):
                return n.Or(tuple(self.ground(part, names) for part in parts))
            case n.Not(part=part):
                return n.Not(self.ground(part, names))
            case n.Implies(condition=condition, consequence=consequence):
                return n.Implies(self.ground(condition, names), self.ground(consequence, names))

    def filled(self, ref: n.CellRef, names: Mapping[str, str]) -> str:
        return ".".join(names[s[1:-1]] if s.startswith("{") else s for s in ref.cell.split("."))

    def cell(self, ref: n.CellRef, names: Mapping[str, str]) -> n.CellRef:
        cell = self.filled(ref, names)
        if "*" in cell.split("."):
            raise self.fail(f"{ref.cell} 指多个单元格，须放在 sum、min、max 中", ref.at)
        if ref.scope == "children":
            raise self.fail("children. 指多份下级报告，须放在 sum、min、max 中", ref.at)
        return n.CellRef(self.known(cell, ref), ref.scope, ref.at)

    def known(self, cell: str, ref: n.CellRef) -> str:
        if cell not in self.form.cells:
            raise self.fail(f"表样 {self.form.id} 没有单元格 {cell}{_close(cell, self.form.cells)}", ref.at)
        return cell

    def spread(self, node: n.Spread, names: Mapping[str, str]) -> n.Expression:
        ref, cell = node.cell, self.filled(node.cell, names)
        scope: n.Scope = ref.scope
        if ref.scope == "children":
            scope = "children.sum" if node.kind == "sum" else "children.min" if node.kind == "min" else "children.max"
        if "*" not in cell.split("."):
            return n.CellRef(self.known(cell, ref), scope, ref.at)
        cells = self.matching(cell, ref)
        self.count += len(cells)
        return _joined(node.kind, tuple(n.CellRef(found, scope, ref.at) for found in cells))

    def matching(self, pattern: str, ref: n.CellRef) -> tuple[str, ...]:
        wanted = pattern.split(".")
        found = tuple(
            cell
            for cell in self.form.cells
            if len(segments := cell.split(".")) == len(wanted)
            and all(w in ("*", s) for w, s in zip(wanted, segments, strict=True))
        )
        if not found:
            raise self.fail(f"表样 {self.form.id} 没有形如 {pattern} 的单元格", ref.at)
        return found


def _joined(kind: n.Quantifier, parts: tuple[n.Expression, ...]) -> n.Expression:
    match kind:
        case "all":
            return n.And(parts)
        case "any":
            return n.Or(parts)
        case "sum":
            return n.Sum(parts)
        case "min" | "max" | "count":
            return n.Call(kind, parts)


def _close(word: str, known: Mapping[str, object] | list[str]) -> str:
    close = get_close_matches(word, list(known), 1, 0.6)
    return f"（是否指 {close[0]}？）" if close else ""
