"""The forms against the official blank tables: every cell id, and every label letter for letter.

``official/*.tsv`` were copied from the annexes of the notices, apart from the forms: cell id, section, heading, row
label (its parents before it, where they are rows), column label or, in the table of 2014, the unit.
"""

from __future__ import annotations

import csv
from importlib.resources import files
from pathlib import Path

import pytest

from gipcore.forms import Cell, Form
from gipcore.rulesets import load_catalogue

OFFICIAL = Path(__file__).parent / "official"
NATIONAL = ("cn-2014", "cn-2019", "cn-2021")
FORMS = {name: form for name, form in load_catalogue([files("gipcore_rulesets")]).forms.items() if name in NATIONAL}


def official(form_id: str) -> dict[str, list[str]]:
    with (OFFICIAL / f"{form_id}.tsv").open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1:] for row in list(csv.reader(file, delimiter="\t"))[1:]}


def outline_labels(form: Form, cell: Cell) -> list[str]:
    rows = {row.path for row in cell.block.rows}
    section, *rest = cell.row.path
    inner = [(cell.row.path[: depth + 2], label) for depth, label in enumerate(rest)]
    heading = "".join(label for path, label in inner if path not in rows)
    own = [label for path, label in inner if path in rows]
    return [section, heading, " / ".join(own) or section, cell.column.unit]


def table_labels(form: Form, cell: Cell) -> list[str]:
    section = form.section(next(table.section for table in form.tables if table.key == cell.table)).heading
    under = [label for label in cell.column.under if label != "申请人情况"]
    if cell.block.band:
        return [section, cell.block.band, cell.row.path[0], cell.column.label]
    if not cell.row.path:
        return [section, under[0], under[-1], cell.column.label]
    return [section, "".join(under), " / ".join(cell.row.path), cell.column.label]


@pytest.mark.parametrize("form_id", NATIONAL)
def test_ids_and_labels(form_id: str) -> None:
    form, expected = FORMS[form_id], official(form_id)
    assert list(form.cells) == list(expected)
    labels = outline_labels if form_id == "cn-2014" else table_labels
    assert {id_: labels(form, cell) for id_, cell in form.cells.items()} == expected


@pytest.mark.parametrize(("form_id", "cells", "tables"), [("cn-2014", 58, 1), ("cn-2019", 198, 3), ("cn-2021", 200, 3)])
def test_size(form_id: str, cells: int, tables: int) -> None:
    assert (len(FORMS[form_id].cells), len(FORMS[form_id].tables)) == (cells, tables)


def test_every_year_from_2014_has_one_form() -> None:
    for year in range(2014, 2031):
        assert sum(form.covers(year) for form in FORMS.values()) == 1, year
    assert not any(form.covers(2013) for form in FORMS.values())


def test_marks_belong_to_one_form_alone() -> None:
    labels = {id_: {*_labels(form)} for id_, form in FORMS.items()}
    for id_, form in FORMS.items():
        for mark in form.marks:
            bare = mark.split("）", 1)[-1] if mark.startswith("（") else mark
            assert any(bare in label for label in labels[id_]), mark
            assert not any(bare in label for other, found in labels.items() if other != id_ for label in found), mark


def _labels(form: Form) -> list[str]:
    cells = form.cells.values()
    heads = (cell.text for table in form.tables for block in table.blocks for row in block.head for cell in row)
    bands = (block.band for table in form.tables for block in table.blocks)
    return [*heads, *bands, *(label for cell in cells for label in (*cell.row.path, cell.column.label))]


def test_sums_and_groups_name_rows_of_the_form() -> None:
    for form in FORMS.values():
        for table in form.tables:
            for block in table.blocks:
                rows, columns = {row.key for row in block.rows}, {column.key for column in block.columns}
                assert all(set(row.sum_of) <= rows for row in block.rows)
                assert all(set(column.sum_of) <= columns for column in block.columns)
        for name, members in form.groups.items():
            for member in members:
                assert any(f".{member}." in f".{id_}." for id_ in form.cells), (form.id, name, member)
