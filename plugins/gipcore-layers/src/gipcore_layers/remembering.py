"""What is built from a frozen object, once for each: a rule's parameters, a report's folded texts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from gipcore.codec import structure
from gipcore.rules import Rule

K = TypeVar("K")
P = TypeVar("P")
V = TypeVar("V")


def remembered(build: Callable[[K], V], most: int) -> Callable[[K], V]:
    """*build* for objects that hold tables and cannot be hashed; *most* results are kept."""
    known: dict[int, tuple[K, V]] = {}

    def of(key: K) -> V:
        # The object is kept beside what was built from it, so that its identity cannot pass to another.
        entry = known.get(id(key))
        if entry is None:
            if len(known) >= most:
                known.clear()
            entry = known[id(key)] = key, build(key)
        return entry[1]

    return of


def parameters(type_: type[P]) -> Callable[[Rule], P]:
    """A rule's parameters as *type_*, strictly: an unknown or missing key is a DataError that names the rule."""
    return remembered(lambda rule: structure(rule.parameters, type_, f"规则 {rule.id} 的参数"), 256)
