"""From text to the parsed form: a strict subset of Python's expression syntax, parsed with ``ast``, never evaluated.

Whatever is not of the language is refused by name, with its position.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias, cast

from gipcore.expressions import nodes as n
from gipcore.expressions.source import MARK, Source

MAX_DEPTH = 40
"""Nesting of an expression."""
MAX_PRODUCTS = 16
"""Multiplications in an expression: each adds to the digits of the result."""

_RELATIONS: dict[type[ast.cmpop], n.Relation] = {
    ast.Eq: "==", ast.NotEq: "!=", ast.LtE: "<=", ast.GtE: ">=", ast.Lt: "<", ast.Gt: ">"
}  # fmt: skip
_QUANTIFIERS = ("all", "any", "sum", "min", "max", "count")
FUNCTIONS = (*_QUANTIFIERS, "abs", "integer", "decimals", "blank", "implies")
Parameters: TypeAlias = Mapping[str, Any]


def parse(text: str, facts: Mapping[str, n.Kind] | None = None, parameters: Parameters | None = None) -> n.Expression:
    """The parsed form of *text*, which must state a truth.

    *facts* are the names that stand for more than a cell, with what each gives; *parameters* the rule's numbers, and
    tables of numbers by the value of a fact. Raises ExpressionError with the position.

    >>> parse("applications.new.total >= 0")
    Compare(left=CellRef(cell='applications.new.total', scope='report'), relation='>=', right=Constant(value=0))
    """
    return _Parser(text, facts or {}, parameters or {}).parse()


class _Parser:
    def __init__(self, text: str, facts: Mapping[str, n.Kind], parameters: Parameters) -> None:
        self.source = Source(text)
        self.fail, self.suggest = self.source.fail, self.source.suggest
        self.facts, self.parameters = facts, parameters
        self.depth = 0
        self.products = 0
        self.bound: list[str] = []

    def parse(self) -> n.Expression:
        return self.of_kind(self.source.tree(), "truth")

    def of_kind(self, node: ast.expr, kind: n.Kind) -> n.Expression:
        result = self.read(node)
        if (got := n.kind_of(result)) != kind:
            names = {"number": "数", "text": "文字", "truth": "判断"}
            self.fail(f"此处应为{names[kind]}，实为{names[got]}", node)
        return result

    def read(self, node: ast.expr) -> n.Expression:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.fail(f"嵌套过深（上限 {MAX_DEPTH} 层）", node)
        try:
            return self._read(node)
        finally:
            self.depth -= 1

    def _read(self, node: ast.expr) -> n.Expression:
        match node:
            case ast.Constant():
                return n.Constant(self.source.constant(node))
            case ast.Name() | ast.Attribute():
                return self.name(node)
            case ast.BinOp():
                return self.arithmetic(node)
            case ast.UnaryOp(op=ast.USub()):
                return n.Neg(self.of_kind(node.operand, "number"))
            case ast.UnaryOp(op=ast.Not()):
                return n.Not(self.of_kind(node.operand, "truth"))
            case ast.UnaryOp():
                self.source.refuse(type(node.op).__name__, node)
            case ast.BoolOp():
                parts = tuple(self.of_kind(value, "truth") for value in node.values)
                return n.And(parts) if isinstance(node.op, ast.And) else n.Or(parts)
            case ast.Compare():
                return self.comparison(node)
            case ast.Call():
                return self.call(node)
            case ast.Subscript():
                return self.lookup(node)
            case _:
                self.source.refuse(type(node).__name__, node)

    def name(self, node: ast.Name | ast.Attribute) -> n.Expression:
        segments, at = self.source.segments(node), self.source.offset(node)
        dotted = ".".join(segments)
        if dotted in self.facts:
            return n.FactRef(dotted, self.facts[dotted])
        if isinstance(node, ast.Name) and not dotted.startswith("{"):
            parameter = self.parameters.get(dotted)
            if type(parameter) is int or isinstance(parameter, Decimal):
                return n.Constant(parameter)
            if parameter is not None:
                self.fail(f"参数 {dotted} 不是数；按事实查表请写 {dotted}[report.level]", node)
            self.suggest(f"未知的名称 {dotted}", dotted, [*self.parameters, *self.facts, *FUNCTIONS], node)
        roots = {fact.split(".")[0] for fact in self.facts}
        if segments[0] in roots:
            self.suggest(f"未知的事实 {dotted}", dotted, self.facts, node)
        scope: n.Scope = "report"
        if segments[0] in ("previous", "children"):
            scope, segments = cast(n.Scope, segments[0]), segments[1:]
        for name in (segment[1:-1] for segment in segments if segment.startswith("{")):
            if name not in self.bound:
                self.suggest(f"占位符 {{{name}}} 没有对应的 for", name, self.bound, node)
        return n.CellRef(".".join(segments), scope, at)

    def arithmetic(self, node: ast.BinOp) -> n.Expression:
        if not isinstance(node.op, ast.Add | ast.Sub | ast.Mult):
            self.source.refuse(type(node.op).__name__, node)
        if isinstance(node.op, ast.Mult):
            self.products += 1
            if self.products > MAX_PRODUCTS:
                self.fail(f"乘法过多（上限 {MAX_PRODUCTS} 次）", node)
            return n.Product(self.of_kind(node.left, "number"), self.of_kind(node.right, "number"))
        terms: list[n.Expression] = []
        first: ast.expr = node
        # A long sum nests as deep as it has terms, so it is unrolled here instead of by recursion.
        while isinstance(first, ast.BinOp) and isinstance(first.op, ast.Add | ast.Sub):
            term = self.of_kind(first.right, "number")
            terms.append(term if isinstance(first.op, ast.Add) else n.Neg(term))
            first = first.left
        return n.Sum((self.of_kind(first, "number"), *reversed(terms)))

    def comparison(self, node: ast.Compare) -> n.Expression:
        if len(node.ops) > 1:
            self.fail("不允许连续比较，请写成 a < b and b < c", node)
        operator, right = node.ops[0], node.comparators[0]
        if isinstance(operator, ast.In | ast.NotIn):
            within = self.within(node.left, right)
            return n.Not(within) if isinstance(operator, ast.NotIn) else within
        if type(operator) not in _RELATIONS:
            self.source.refuse(type(operator).__name__, node)
        relation, left = _RELATIONS[type(operator)], self.read(node.left)
        kind = n.kind_of(left)
        if kind != "number" and relation not in ("==", "!="):
            self.fail("文字和判断只能用 == 和 != 比较", node)
        return n.Compare(left, relation, self.of_kind(right, kind))

    def within(self, left: ast.expr, right: ast.expr) -> n.Expression:
        value = self.read(left)
        choices = tuple(self.source.constant(item) for item in self.items(right))
        if {n.kind_of(n.Constant(choice)) for choice in choices} != {n.kind_of(value)}:
            self.fail("in 两边的类型应当相同", right)
        return n.Within(value, choices)

    def items(self, node: ast.expr) -> list[ast.Constant]:
        if not isinstance(node, ast.Tuple) or not node.elts:
            self.fail('此处应为圆括号中的一列常数，如 ("a", "b")', node)
        for item in node.elts:
            if not isinstance(item, ast.Constant):
                self.fail("此处只能是常数", item)
        return cast(list[ast.Constant], node.elts)

    def lookup(self, node: ast.Subscript) -> n.Expression:
        table = self.parameters.get(node.value.id) if isinstance(node.value, ast.Name) else None
        if not isinstance(node.value, ast.Name) or not isinstance(table, Mapping) or not table:
            self.fail("下标只能用于规则的参数表，如 maximum[report.level]", node)
        key = self.read(node.slice)
        if not isinstance(key, n.FactRef) or key.kind != "text":
            self.fail("下标应为文字类的事实，如 report.level", node.slice)
        if not all(type(value) is int or isinstance(value, Decimal) for value in table.values()):
            self.fail(f"参数表 {node.value.id} 的值应当都是数", node)
        return n.Lookup(node.value.id, tuple(sorted(table.items())), key)

    def call(self, node: ast.Call) -> n.Expression:
        if not isinstance(node.func, ast.Name) or node.func.id not in FUNCTIONS:
            name = (ast.get_source_segment(self.source.rewritten, node.func) or "").replace(MARK, "…")[:40]
            self.suggest(f"函数调用 {name} 不允许；可用：{'、'.join(FUNCTIONS)}", name, FUNCTIONS, node)
        name, arguments = node.func.id, node.args
        if node.keywords:
            self.fail("不允许关键字参数", node)
        if len(arguments) == 1 and isinstance(arguments[0], ast.GeneratorExp) and name in _QUANTIFIERS:
            return self.each(cast(n.Quantifier, name), arguments[0], 0)
        wanted = 2 if name == "implies" else 1
        if name not in ("min", "max") and len(arguments) != wanted:
            self.fail(f"{name} 应有 {wanted} 个参数", node)
        if name == "implies":
            return n.Implies(self.of_kind(arguments[0], "truth"), self.of_kind(arguments[1], "truth"))
        if name in ("all", "any", "count"):
            self.fail(f"{name} 应写成 {name}(… for c in 组名)", node)
        operands = tuple(self.of_kind(argument, "number") for argument in arguments)
        if len(operands) == 1 and name in ("sum", "min", "max"):
            if not isinstance(operands[0], n.CellRef) or not _many(operands[0]):
                self.fail(f"{name} 只有一个参数时，应为带 * 或 children. 的单元格，或 for 生成式", node)
            return n.Spread(cast(Any, name), operands[0])
        if name == "blank":
            if not isinstance(operands[0], n.CellRef):
                self.fail("blank 的参数应为单元格", node)
            return n.IsBlank(operands[0])
        if not operands:
            self.fail(f"{name} 缺少参数", node)
        return n.Call(cast(n.Function, name), operands)

    def each(self, kind: n.Quantifier, node: ast.GeneratorExp, index: int) -> n.Expression:
        generator = node.generators[index]
        if not isinstance(generator.target, ast.Name) or not re.fullmatch(r"[a-z][a-z0-9_]*", generator.target.id):
            self.fail("for 后应为一个小写名称", generator.target)
        if generator.ifs or generator.is_async:
            self.fail("生成式中不允许 if 和 async", generator.target)
        variable, over = generator.target.id, self.over(generator.iter)
        if variable in self.bound:
            self.fail(f"名称 {variable} 已被外层的 for 使用", generator.target)
        self.bound.append(variable)
        if index + 1 < len(node.generators):
            body = self.each(kind, node, index + 1)
        else:
            body = self.of_kind(node.elt, "truth" if kind in ("all", "any", "count") else "number")
        self.bound.pop()
        return n.Each(kind, body, variable, over, self.source.offset(generator.iter))

    def over(self, node: ast.expr) -> str | tuple[str, ...] | n.CellRef:
        if isinstance(node, ast.Name) and not node.id.startswith(MARK):
            return node.id
        if isinstance(node, ast.Attribute):
            pattern = self.name(node)
            stars = pattern.cell.split(".").count("*") if isinstance(pattern, n.CellRef) else 0
            if not isinstance(pattern, n.CellRef) or stars != 1 or pattern.scope != "report":
                self.fail("in 后的单元格应恰有一个 *", node)
            return pattern
        names = [self.source.constant(item) for item in self.items(node)]
        if not all(isinstance(name, str) for name in names) or len(set(names)) != len(names):
            self.fail("in 后应为组名或各不相同的文字", node)
        return cast(tuple[str, ...], tuple(names))


def _many(cell: n.CellRef) -> bool:
    return cell.scope == "children" or "*" in cell.cell.split(".")
