"""From a form with local rows, columns or tables to the one it extends: what was added has no place there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gipcore.crosswalks.model import Crosswalk, Lost
from gipcore.forms import Form


def dropping(form: Form, base: Form) -> Crosswalk:
    """The way from *form* to the form it extends: every cell of that one stays as it is, the others are lost."""
    added: dict[str, list[str]] = {}
    for id_, cell in form.cells.items():
        if id_ not in base.cells:
            added.setdefault(cell.row_label, []).append(id_)
    return Crosswalk(
        id=f"{form.id}--{base.id}",
        title=f"去掉当地增加的内容，换算为{base.title}",
        source=form.id,
        target=base.id,
        basis=(form.source,),
        same=tuple(base.cells),
        lost=tuple(Lost(tuple(cells), f"当地增加的“{label}”，{base.id} 没有。") for label, cells in added.items()),
    )


def extensions(forms: Mapping[str, Form]) -> Iterator[Crosswalk]:
    """The crosswalk of every form that extends another."""
    for form in forms.values():
        if form.extends in forms:
            yield dropping(form, forms[form.extends])
