"""An expression made ready for a form: instances, the quick test, and the linear views on demand."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from attrs import define

from gipcore.expressions import nodes as n
from gipcore.expressions.binding import Instance, bind
from gipcore.expressions.facts import KINDS
from gipcore.expressions.linear import Linear, linear
from gipcore.expressions.quick import Quick, Slots, quick
from gipcore.expressions.syntax import parse
from gipcore.forms import Form


@define(slots=False, frozen=True, eq=False)
class Compiled:
    """What `compile_expression` makes of an expression, once for each form."""

    text: str
    instances: tuple[Instance, ...]
    quick: Quick | None
    slots: Slots

    @cached_property
    def quicks(self) -> tuple[Quick | None, ...]:
        """The quick test of each instance alone."""
        return tuple(quick((instance,), self.slots) for instance in self.instances)

    @cached_property
    def needs(self) -> frozenset[str]:
        """The neighbours (``previous``, ``children``) without whom no instance can be decided."""
        needs = [_needs(instance.condition) for instance in self.instances]
        return frozenset.intersection(*needs) if needs else frozenset()

    @cached_property
    def linear(self) -> tuple[Linear | None, ...]:
        """The linear view of each instance."""
        return tuple(linear(instance.condition) for instance in self.instances)


def compile_expression(
    text: str, form: Form, parameters: Mapping[str, Any] | None = None, slots: Slots | None = None
) -> Compiled:
    """Parse *text* and bind it to *form*; raises ExpressionError. Share *slots* between the rules of one form."""
    instances = bind(parse(text, KINDS, parameters), form, text)
    slots = slots or Slots(form)
    return Compiled(text, instances, quick(instances, slots), slots)


def _needs(node: n.Expression) -> frozenset[str]:
    if isinstance(node, n.CellRef):
        return frozenset() if node.scope == "report" else frozenset({node.scope.split(".")[0]})
    inside = [_needs(part) for part in n.children(node)]
    if isinstance(node, n.And | n.Or | n.Implies):
        # One part may decide alone, so only what every part needs is needed.
        return frozenset.intersection(*inside) if inside else frozenset()
    return frozenset().union(*inside)
