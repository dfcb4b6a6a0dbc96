"""From one table version to the next, so that a series runs over the years in which the form changed.

A crosswalk is data: for every cell of the newer form the cells of the older one that add up to it and how good that is,
or why there is nothing; for every cell of the older form that is used nowhere, why it is lost.
"""

from gipcore.crosswalks.chaining import chain, way
from gipcore.crosswalks.converting import convert
from gipcore.crosswalks.loading import check_crosswalk, load_crosswalks
from gipcore.crosswalks.model import Crosswalk, Derived, Lost, Quality, Term, Underivable

__all__ = [
    "Crosswalk",
    "Derived",
    "Lost",
    "Quality",
    "Term",
    "Underivable",
    "chain",
    "check_crosswalk",
    "convert",
    "load_crosswalks",
    "way",
]
