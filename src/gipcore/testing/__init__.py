"""What tests need, and not only gipcore's own: reports in the layouts of real files, and readings held against them.

Nothing here is imported by gipcore itself, and nothing here imports a test library; ``gipcore.strategies`` does.
"""

from __future__ import annotations

from gipcore.testing.figures import Published, read_figures
from gipcore.testing.layouts import DAMAGES, RENDERINGS, damaged, fair, rendered
from gipcore.testing.oracle import Miss, misses, verdict
from gipcore.testing.pages import Damage, Page, page_of
from gipcore.testing.renderings import Rendering, Text
from gipcore.testing.rule_cases import rule_cases
from gipcore.testing.slips import SLIPS, Slip, slipped, tied

__all__ = [
    "DAMAGES",
    "RENDERINGS",
    "SLIPS",
    "Damage",
    "Miss",
    "Page",
    "Published",
    "Rendering",
    "Slip",
    "Text",
    "damaged",
    "fair",
    "misses",
    "page_of",
    "read_figures",
    "rendered",
    "rule_cases",
    "slipped",
    "tied",
    "verdict",
]
