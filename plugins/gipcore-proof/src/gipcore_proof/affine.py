"""Numbers as the solver gets them: a sum of fractions of unknown whole numbers, and a constant."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import lcm
from typing import TypeAlias

from attrs import field, frozen

Key: TypeAlias = tuple[str, str]
"""An unknown: whose (``report``, ``previous``, ``child 0`` …) and which cell."""


@frozen
class Affine:
    """Coefficient × unknown, added up, plus a constant."""

    terms: Mapping[Key, Fraction] = field(factory=dict)
    constant: Fraction = Fraction(0)

    def times(self, factor: Fraction) -> Affine:
        """
        >>> Affine({("report", "a"): Fraction(2)}, Fraction(3)).times(Fraction(2)).constant
        Fraction(6, 1)
        """
        return Affine({key: k * factor for key, k in self.terms.items()}, self.constant * factor)

    @property
    def denominator(self) -> int:
        """The smallest number that makes all coefficients and the constant whole."""
        return lcm(self.constant.denominator, *(k.denominator for k in self.terms.values()))


def added(parts: Iterable[Affine]) -> Affine:
    """The sum; unknowns that cancel out are gone."""
    terms: dict[Key, Fraction] = {}
    constant = Fraction(0)
    for part in parts:
        constant += part.constant
        for key, k in part.terms.items():
            terms[key] = terms.get(key, Fraction(0)) + k
    return Affine({key: k for key, k in terms.items() if k}, constant)
