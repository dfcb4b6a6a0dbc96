"""Layers: what a country, a province, a city or a ministry asks of a report, as data."""

from gipcore.layers.additions import ExtraColumn, ExtraRow, ExtraTable
from gipcore.layers.changes import DEADLINE_RULE, Deadline, Disable, Regrade, Retired, Set
from gipcore.layers.requirements import (
    Companion,
    Figures,
    Issuers,
    Part,
    Requirement,
    Sentence,
    Statement,
    Subheading,
)
from gipcore.layers.ruleset import Ruleset, Standing

__all__ = [
    "DEADLINE_RULE",
    "Companion",
    "Deadline",
    "Disable",
    "ExtraColumn",
    "ExtraRow",
    "ExtraTable",
    "Figures",
    "Issuers",
    "Part",
    "Regrade",
    "Requirement",
    "Retired",
    "Ruleset",
    "Sentence",
    "Set",
    "Standing",
    "Statement",
    "Subheading",
]
