"""What a crosswalk says: where each figure of one table version goes in the next, how well, and what is lost."""

from __future__ import annotations

from functools import cached_property
from typing import Literal, TypeAlias

from attrs import define, frozen

Quality: TypeAlias = Literal["exact", "approximate", "changed"]
"""The same; the same for most bodies; no longer the same thing, so that the series breaks."""
QUALITIES: tuple[Quality, ...] = ("exact", "approximate", "changed")


@frozen
class Term:
    """A cell of the older form and how often it counts."""

    cell: str
    coefficient: int = 1


@frozen
class Derived:
    """A cell of the newer form as a sum over cells of the older one."""

    target: str
    terms: tuple[Term, ...]
    quality: Quality = "exact"
    note: str = ""


@frozen
class Underivable:
    """Cells of the newer form for which the older one has nothing."""

    targets: tuple[str, ...]
    note: str


@frozen
class Lost:
    """Cells of the older form that go nowhere."""

    cells: tuple[str, ...]
    note: str


@define(slots=False, frozen=True)
class Crosswalk:
    """The way from the form *source* to the form *target*. ``same`` are cells of one id and one meaning in both."""

    id: str
    title: str
    source: str
    target: str
    basis: tuple[str, ...]
    same: tuple[str, ...] = ()
    derived: tuple[Derived, ...] = ()
    underivable: tuple[Underivable, ...] = ()
    lost: tuple[Lost, ...] = ()

    @cached_property
    def sums(self) -> dict[str, Derived]:
        """How each cell of the newer form is derived; one that is not here cannot be."""
        return {cell: Derived(cell, (Term(cell),)) for cell in self.same} | {d.target: d for d in self.derived}

    @cached_property
    def reasons(self) -> dict[str, str]:
        """Why each of the other cells cannot be derived."""
        return {cell: gap.note for gap in self.underivable for cell in gap.targets}
