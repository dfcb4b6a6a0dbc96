"""Crosswalks put end to end, so that figures of 2014 and of 2024 can be set side by side."""

from __future__ import annotations

from collections.abc import Mapping

from gipcore.crosswalks.model import QUALITIES, Crosswalk, Derived, Lost, Term, Underivable
from gipcore.errors import DataError


def chain(first: Crosswalk, second: Crosswalk) -> Crosswalk:
    """The way over two crosswalks as one; converting with it gives the cells that converting twice gives.

    Raises DataError if the second does not go on where the first ends.
    """
    if first.target != second.source:
        raise DataError(f"{first.id} + {second.id}", [f"前者换算到 {first.target}，后者从 {second.source} 开始"])
    derived: list[Derived] = []
    gaps: dict[str, list[str]] = {}
    for target, later in second.sums.items():
        missing = next((term.cell for term in later.terms if term.cell not in first.sums), None)
        if missing is not None:
            gaps.setdefault(first.reasons[missing], []).append(target)
            continue
        parts = [(term, first.sums[term.cell]) for term in later.terms]
        counts: dict[str, int] = {}
        for term, part in parts:
            for inner in part.terms:
                counts[inner.cell] = counts.get(inner.cell, 0) + term.coefficient * inner.coefficient
        quality = max((later.quality, *(part.quality for _, part in parts)), key=QUALITIES.index)
        note = "；".join(dict.fromkeys(n.rstrip("。") for n in (*(p.note for _, p in parts), later.note) if n))
        terms = tuple(Term(cell, count) for cell, count in counts.items() if count)
        derived.append(Derived(target, terms, quality, note + "。" if note else ""))
    for gap in second.underivable:
        gaps.setdefault(gap.note, []).extend(gap.targets)
    used = {term.cell for d in derived for term in d.terms}
    lost = [*first.lost, *(_lost_later(loss, first, used) for loss in second.lost)]
    return Crosswalk(
        id=f"{first.source}--{second.target}",
        title=f"{first.title}，再{second.title}",
        source=first.source,
        target=second.target,
        basis=tuple(dict.fromkeys((*first.basis, *second.basis))),
        derived=tuple(derived),
        underivable=tuple(Underivable(tuple(targets), note) for note, targets in gaps.items()),
        lost=tuple(loss for loss in lost if loss.cells),
    )


def _lost_later(loss: Lost, first: Crosswalk, used: set[str]) -> Lost:
    """What the second step loses, in cells of the first form."""
    sums = (first.sums[cell] for cell in loss.cells if cell in first.sums)
    return Lost(tuple(dict.fromkeys(t.cell for d in sums for t in d.terms if t.cell not in used)), loss.note)


def way(crosswalks: Mapping[str, Crosswalk], source: str, target: str) -> Crosswalk | None:
    """The shortest way from one form to another, over as many crosswalks as it takes; None if there is none."""
    found: dict[str, Crosswalk] = {}
    ends = [(step.target, step) for step in crosswalks.values() if step.source == source]
    while ends:
        further: list[tuple[str, Crosswalk]] = []
        for end, step in ends:
            if end not in found and end != source:
                found[end] = step
                further += [(n.target, chain(step, n)) for n in crosswalks.values() if n.source == end]
        ends = further
    return found.get(target)
