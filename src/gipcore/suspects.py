"""Several findings together: which cell is probably wrong, and what should stand in it.

Each equation of a report is broken by some amount, or holds. A cell is a suspect if one other value in it mends every
broken equation it stands in and breaks none that holds. Where a row and a column cross, that is one cell. Where no
single cell does it, a cell and its total, wrong by the same amount, may.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import TypeAlias

from attrs import field, frozen

from gipcore.expressions import Linear
from gipcore.forms import Cell, Form

Key: TypeAlias = tuple[str, int]
"""An equation: its rule and the number of the instance."""


@frozen
class Equation:
    """``residual`` is the sum of the view less its constant; 0 where the equation holds."""

    key: Key
    view: Linear
    residual: int | Decimal


@frozen
class Suspect:
    """New values for one or two cells that mend all of ``mends`` and break nothing."""

    changes: tuple[tuple[str, int | Decimal], ...]
    mends: frozenset[Key] = field(eq=False)


def find_suspects(
    equations: Iterable[Equation], values: Mapping[str, int | Decimal], form: Form
) -> dict[Key, list[Suspect]]:
    """For each broken equation the suspects that mend the most equations; *values* are the report's own figures.

    One suspect that mends two or more is as good as certain; of several, or of one that mends a single equation, each
    is only possible.
    """
    equations = list(equations)
    by_cell: dict[str, list[tuple[Equation, int]]] = {}
    for equation in equations:
        for scope, cell, k in equation.view.cells:
            if scope == "report":
                by_cell.setdefault(cell, []).append((equation, k))
    found: dict[Key, list[Suspect]] = {equation.key: [] for equation in equations if equation.residual}
    for broken in (equation for equation in equations if equation.residual):
        cells = [cell for scope, cell, _ in broken.view.cells if scope == "report" and cell in values]
        suspects = _viable(broken, [(cell,) for cell in cells], by_cell, values, form)
        if all(len(suspect.mends) < 2 for suspect in suspects):
            # One cell alone explains nothing but this equation; a figure carried into its total too may explain more.
            pairs = [(cell, total) for cell in cells for total in _totals(cell, form) if total in values]
            suspects += [s for s in _viable(broken, pairs, by_cell, values, form) if len(s.mends) > 1]
        for suspect in suspects:
            for key in suspect.mends:
                if suspect not in found[key]:
                    found[key].append(suspect)
    return {key: _best(suspects) for key, suspects in found.items()}


def _best(suspects: list[Suspect]) -> list[Suspect]:
    most = max((len(suspect.mends) for suspect in suspects), default=0)
    return sorted((s for s in suspects if len(s.mends) == most), key=lambda s: s.changes)


def _viable(
    broken: Equation,
    groups: Iterable[tuple[str, ...]],
    by_cell: Mapping[str, Sequence[tuple[Equation, int]]],
    values: Mapping[str, int | Decimal],
    form: Form,
) -> list[Suspect]:
    suspects: list[Suspect] = []
    for group in groups:
        effect: dict[Key, tuple[Equation, int]] = {}
        for cell in group:
            for equation, k in by_cell.get(cell, ()):
                effect[equation.key] = equation, k + (effect[equation.key][1] if equation.key in effect else 0)
        weight = effect[broken.key][1]
        if not weight:
            continue
        step = -Fraction(broken.residual) / weight
        new = {cell: Fraction(values[cell]) + step for cell in group}
        if all(possible(form.cells[cell], value) for cell, value in new.items()) and all(
            k * step == -equation.residual for equation, k in effect.values()
        ):
            mends = frozenset(key for key, (equation, _) in effect.items() if equation.residual)
            suspects.append(Suspect(tuple((cell, plain(value)) for cell, value in new.items()), mends))
    return suspects


def _totals(cell: str, form: Form) -> list[str]:
    return [total.id for total in form.cells.values() if any(cell in way for way in total.parts)]


def possible(cell: Cell, value: Fraction) -> bool:
    """Whether the value can stand in the cell: not negative unless signed, whole unless an amount (to 0.01 元)."""
    if not cell.column.signed and value < 0:
        return False
    return value.denominator == 1 or (not cell.integer and 10**6 % value.denominator == 0)


def plain(value: Fraction) -> int | Decimal:
    """A `possible` value as a figure."""
    # Not a division: `possible` lets no more than six decimals through, so this is exact in any context.
    return int(value) if value.denominator == 1 else Decimal(int(value * 10**6)).scaleb(-6).normalize()
