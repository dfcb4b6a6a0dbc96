"""What tests need, and not only gipcore's own: reports in the layouts of real files, and readings held against them.

Nothing here is imported by gipcore itself, and nothing here imports a test library; ``gipcore.strategies`` does.
"""

from __future__ import annotations

from gipcore.testing.figures import Published, read_figures
from gipcore.testing.layouts import DAMAGES, RENDERINGS, damaged, fair, rendered
from gipcore.testing.oracle import Miss, misses, verdict
from gipcore.testing.pages import Damage, Page, page_of
from gipcore.testing.renderings import Rendering, Text

__all__ = [
    "DAMAGES",
    "RENDERINGS",
    "Damage",
    "Miss",
    "Page",
    "Published",
    "Rendering",
    "Text",
    "damaged",
    "fair",
    "misses",
    "page_of",
    "read_figures",
    "rendered",
    "verdict",
]
