"""The figures of a published report as a small JSON file: what its tables print, typed by hand, with the source.

``form``, ``issuer``, ``title``, ``year``, ``source``; ``cells`` by id: a number, a decimal as text, null for a blank,
``"n/a"``; a cell that is not listed was not visible. ``printed`` has the text of cells that hold more than the number.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from attrs import frozen

from gipcore.forms import Form
from gipcore.reports import Report
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value


@frozen
class Published:
    """A report with the figures of a published one; ``known`` are the cells that were visible."""

    name: str
    report: Report
    known: frozenset[str]


def read_figures(path: Path, forms: Mapping[str, Form]) -> Published:
    """The figures in a file, in a report that is complete otherwise. Raises KeyError for a form that is not there."""
    data: dict[str, Any] = json.loads(path.read_text("utf-8"))
    form = forms[data["form"]]
    as_printed = data.get("printed", {})
    cells: dict[str, Value] = dict.fromkeys(form.cells, Unreadable(reason="missing"))
    cells.update({cell: _value(value, as_printed.get(cell, "")) for cell, value in data["cells"].items()})
    base = specimen(
        form,
        year=data["year"],
        title=data.get("title") or "",
        signature=data["issuer"],
        issuer={"name": data["issuer"], "region": data.get("region")},
    )
    return Published(path.stem, base.changed(cells), frozenset(data["cells"]))


def _value(value: int | str | None, raw: str) -> Value:
    if value is None:
        return Blank()
    if value == "n/a":
        return NotApplicable()
    return Number(Decimal(value) if isinstance(value, str) else value, raw=raw)
