"""Layers that somebody has to confirm anew, or whose rules ended before the report's year."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from gipcore.expressions import Reason
from gipcore.layers import Ruleset


def reviews(year: int, around: Iterable[Ruleset]) -> tuple[tuple[str, date, Reason], ...]:
    """Layers for this place whose rules for *year* need to be confirmed, or found, after a day.

    Rules of years that are over and were named do not age.
    """
    found: dict[str, tuple[str, date, Reason]] = {}
    covered = {ruleset.layer_id for ruleset in around if ruleset.years.covers(year)}
    for ruleset in around:
        last, layer, day = ruleset.years.last, ruleset.layer_id, ruleset.review_by
        over = last is not None and (year <= last or layer in covered)
        if day is None or over or year < (ruleset.years.first or 0):
            continue
        if last is None:
            why = f"“{ruleset.title}”应在 {day} 前复核，尚未复核；请向其维护者确认是否仍然适用。"
            why_en = f"“{ruleset.title}” was to be confirmed by {day}; ask its maintainer whether it still holds."
        else:
            why = f"“{ruleset.title}”只到 {last} 年度，没有 {year} 年度的当地规则；请向其维护者索取新的规则。"
            why_en = f"“{ruleset.title}” ends with {last}: no local rules for {year}; ask its maintainer for new ones."
        found[layer] = layer, day, Reason(why, why_en)
    return tuple(found[layer] for layer in sorted(found))
