"""The damages and renderings by name, and a page with several of them.

Each damage is a function of a page and a Random; so is each rendering, which gives the text of a file. Names are those
of the functions, and their docstrings say what they do.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from random import Random

from gipcore.testing import (
    additions,
    columns,
    drawings,
    furniture,
    labels,
    losses,
    merging,
    notations,
    offices,
    renderings,
    rows,
    splitting,
)
from gipcore.testing.pages import Damage, Page
from gipcore.testing.renderings import Rendering, Text

_MODULES = (additions, columns, furniture, labels, losses, merging, notations, offices, rows, splitting)

DAMAGES: dict[str, Damage] = {damage.__name__: damage for module in _MODULES for damage in module.DAMAGES}
RENDERINGS: dict[str, Rendering] = {r.__name__: r for module in (renderings, drawings) for r in module.RENDERINGS}

_UNBOUNDED = frozenset(
    {
        "cells_as_lines",
        "cells_as_lines_with_empties",
        "cells_as_spaced_lines",
        "cells_as_lines_without_blanks",
        "cells_as_barred_lines",
        "cells_as_broken_lines",
        "cells_ended_by_bars",
        "single_column",
        "tables_in_one_line",
        "whole_in_one_line",
        "run_together",
    }
)
"""Renderings that do not show where a row begins."""
_UNPARTED = _UNBOUNDED | {"rows_as_lines", "rows_as_wide_lines", "aligned"}
"""Renderings that do not show where a cell ends, or whether there is one."""
_COLUMNS = frozenset({"columns_reordered", "head_spans_lost", "subtotal_column", "subtotal_column_wrong"})
_ADDED = frozenset({"percentages_column", "changes_column", "last_years_column", "remarks_column", "codes_column"})
_UNFAIR: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    # Columns in another order, or one too many, cannot be told without headings.
    (frozenset({"heads_lost"}), _COLUMNS),
    # A repeated figure, half a figure or a running number is a figure like any other where nothing shows the cells.
    (
        frozenset(
            {"merged_repeated", "figures_wrapped", "two_figures_in_one_cell", "index_column", "spaced_thousands"}
        ),
        _UNPARTED,
    ),
    # So is the number of a page.
    (frozenset({"page_numbers_bare"}), _UNPARTED),
    # The row that is missing may be the one of the two that was right.
    (frozenset({"row_twice_differing", "units_tables_appended"}), frozenset({"row_missing"})),
    # The figures of a row without a label belong to the row before where nothing shows the rows.
    (frozenset({"one_label_lost", "row_twice_differing"}), _UNBOUNDED),
    # Added columns are known by the headings above them, and by nothing at all where nothing shows the rows.
    (frozenset({"heads_lost", "heads_below"}), _ADDED),
    (_ADDED, _UNBOUNDED),
    (frozenset({"heads_below"}), _COLUMNS),
    # Half a figure may stand in each part; a single unreadable cell may hold all figures of its row.
    (frozenset({"figures_in_one_cell", "two_figures_in_one_cell"}), frozenset({"split_by_blocks", "misread_digits"})),
    # Whose tables they are shows only between them; the number of a page in a line is a figure like any other.
    (frozenset({"two_reports", "last_years_tables_below", "units_tables_appended"}), _UNPARTED),
    (frozenset({"page_break"}), frozenset({"whole_in_one_line"})),
)
_ALONE = frozenset({"figure_cell_missing", "ragged", "transposed", "groups_in_one_cell"})
"""A cell too few, and an empty one that another damage adds at the end, look like a blank; a table on its side and
rows that share their cells are hard enough to read as they are."""


def fair(names: Collection[str], rendering: str | None = None) -> bool:
    """Whether damages, and a rendering, leave a document that no careful person could misread.

    Some wipe out the traces of others; what is left then looks like another report.

    >>> fair(["ragged"]), fair(["ragged", "trailing_columns"]), fair(["index_column"], "single_column")
    (True, False, False)
    """
    named = {*names, *([rendering] if rendering else [])}
    if named & _ALONE and (len(names) > 1 or rendering):
        return False
    return not any(named & one and named & other for one, other in _UNFAIR)


def damaged(page: Page, names: Iterable[str], random: Random) -> Page:
    """The page with the damages of these names, one after the other."""
    for name in names:
        page = DAMAGES[name](page, random)
    return page


def rendered(page: Page, name: str, random: Random) -> Text:
    """The page as text."""
    return RENDERINGS[name](page, random)
