"""The text of an expression as ``ast`` gets it, and the way back: positions, names, constants, refusals.

``{c}`` and ``.*`` are no Python; they are rewritten, length for length, with a letter that no expression may contain,
so that every position stays what the author sees.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable
from decimal import Decimal
from difflib import get_close_matches
from threading import Lock
from typing import NoReturn

from gipcore.errors import ExpressionError

MAX_LENGTH = 8_000
"""Characters of an expression."""
MAX_DIGITS = 30
"""Digits of a number."""

MARK = "ʘ"
_TEXT = r"""(?P<text>"[^"\n]*"|'[^'\n]*')"""
_TOKENS = re.compile(_TEXT + r"|\{(?P<name>[a-z][a-z0-9_]*)\}|(?<=[\w}])\.\*(?=\.|\W|$)", re.ASCII)
_SEGMENT = re.compile(rf"[a-z][a-z0-9_]*|{MARK}[a-z][a-z0-9_]*{MARK}|{MARK}", re.ASCII)
_NUMBER = re.compile(r"\d+(\.\d+)?", re.ASCII)
_REFUSED = {
    "Div": "除法（请把除数乘到另一边）", "FloorDiv": "整除", "Mod": "求余", "Pow": "乘方", "MatMult": "矩阵乘",
    "IfExp": "条件表达式（请用 implies）", "Lambda": "匿名函数", "ListComp": "列表推导", "SetComp": "集合推导",
    "DictComp": "字典推导", "GeneratorExp": "单独的生成式（请放在 all、any、sum、min、max、count 中）",
    "Subscript": "下标", "List": "列表（请用圆括号）", "Dict": "字典", "Set": "集合", "Tuple": "单独的元组",
    "JoinedStr": "格式化字符串", "NamedExpr": "赋值", "Await": "await", "Starred": "星号展开",
    "Is": "is", "IsNot": "is not", "Invert": "按位取反", "UAdd": "正号",
    "BitOr": "按位运算", "BitAnd": "按位运算", "BitXor": "按位运算", "LShift": "移位",
    "RShift": "移位", "Slice": "切片", "Yield": "yield", "YieldFrom": "yield",
}  # fmt: skip

_PARSING = Lock()
"""Python 3.11 counts the depth of all trees that are being built in one place: two threads at once confuse it."""


class Source:
    """An expression's text, rewritten; raises ExpressionError for all that is wrong with it."""

    def __init__(self, text: str) -> None:
        self.text = text
        if len(text) > MAX_LENGTH:
            raise ExpressionError(text[:80] + "…", f"表达式过长（上限 {MAX_LENGTH} 个字符）")
        self.rewritten = self._rewritten()

    def tree(self) -> ast.expr:
        """The syntax tree of the one expression."""
        try:
            with _PARSING:
                return ast.parse(self.rewritten, mode="eval").body
        except SyntaxError as error:
            self.fail(f"语法错误（{error.msg}）", (error.offset or len(self.text) + 1) - 1)
        except (ValueError, RecursionError, MemoryError) as error:
            raise ExpressionError(self.text, f"无法解析（{type(error).__name__}）") from None

    def _rewritten(self) -> str:
        def rewrite(match: re.Match[str]) -> str:
            if match["text"] is not None:
                return match[0]
            return f"{MARK}{match['name']}{MARK}" if match["name"] else "." + MARK

        bare = re.sub(_TEXT, lambda m: " " * len(m[0]), self.text)
        if stray := re.search(r"[^\x20-\x7e\n]", bare):
            self.fail(f"不允许字符 {stray[0]!r}（请用半角字符；文字放在引号内）", stray.start())
        # Line breaks only serve the eye; inside an expression Python would refuse them.
        return re.sub(_TOKENS, rewrite, self.text).replace("\n", " ")

    def fail(self, problem: str, at: ast.AST | int) -> NoReturn:
        offset = at if isinstance(at, int) else self.offset(at)
        raise ExpressionError(self.text, f"{problem}，见第 {offset + 1} 个字符")

    def offset(self, node: ast.AST) -> int:
        """Position in characters; ``ast`` counts in bytes."""
        return len(self.rewritten.encode()[: getattr(node, "col_offset", 0)].decode(errors="ignore"))

    def refuse(self, name: str, at: ast.AST) -> NoReturn:
        self.fail(f"不允许{_REFUSED.get(name, name)}", at)

    def suggest(self, problem: str, word: str, known: Iterable[str], at: ast.AST) -> NoReturn:
        close = get_close_matches(word, list(known), 1, 0.6)
        self.fail(problem + (f"（是否指 {close[0]}？）" if close else ""), at)

    def segments(self, node: ast.expr) -> list[str]:
        found: list[str] = []
        inner = node
        while isinstance(inner, ast.Attribute):
            found.append(inner.attr)
            inner = inner.value
        if not isinstance(inner, ast.Name):
            self.fail("点号前应为名称", inner)
        found = [inner.id, *reversed(found)]
        for segment in found:
            if not _SEGMENT.fullmatch(segment):
                self.fail(f"名称 {segment.replace(MARK, '…')} 不允许（小写字母、数字、下划线；占位符独占一段）", node)
        return ["*" if s == MARK else f"{{{s[1:-1]}}}" if s.startswith(MARK) else s for s in found]

    def constant(self, node: ast.Constant) -> int | Decimal | str:
        if isinstance(node.value, str):
            return node.value
        written = ast.get_source_segment(self.rewritten, node) or ""
        if isinstance(node.value, bool) or not isinstance(node.value, int | float):
            self.fail(f"不允许 {written}", node)
        if not _NUMBER.fullmatch(written) or len(written) > MAX_DIGITS:
            self.fail(f"数 {written[:40]} 的写法不允许（只用数字和小数点，小数点前后都要有数字）", node)
        return Decimal(written) if "." in written else int(written)
