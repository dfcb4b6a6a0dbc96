"""The national checks that no expression can state; their words, thresholds and lists stand in the rulesets."""

from __future__ import annotations

from gipcore.hookspecs import Check, hookimpl

__all__ = ["gipcore_checks"]


@hookimpl
def gipcore_checks() -> list[Check]:
    """All coded checks of the national rules, by name."""
    # Imported when the first report is checked, so that loading the plugin costs nothing.
    from gipcore_national import (
        amounts,
        authority,
        cells,
        citations,
        dates,
        fee_amount_checks,
        fee_checks,
        fee_regime_checks,
        layout_checks,
        noticed,
        sections,
        series,
        similarity,
        titles,
        topics,
    )

    modules = (
        amounts,
        authority,
        cells,
        citations,
        dates,
        fee_amount_checks,
        fee_checks,
        fee_regime_checks,
        layout_checks,
        noticed,
        sections,
        series,
        similarity,
        titles,
        topics,
    )
    return [Check(name, run) for module in modules for name, run in module.CHECKS.items()]
