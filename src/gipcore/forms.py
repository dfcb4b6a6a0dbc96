"""A form: one version of the official report as data: sections, tables, rows, columns, labels, units.

The same data drives recognition (labels → cell ids) and layout (cell ids → the official table). No code names a row or
a column. A table is a stack of blocks, each with its own headings, rows and columns; the id of a cell is the dotted
join of the block's prefix, the row's key and the column's key (``applications.new.total``).
"""

from __future__ import annotations

from functools import cached_property

from attrs import define, evolve, field, frozen


@frozen
class Section:
    """One of the report's sections. ``synonyms`` are official words too, ``variants`` are seen in real reports."""

    key: str
    numeral: str
    title: str
    synonyms: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    instruction: str = ""
    """Text of the blank form that must not be left standing."""
    optional: bool = False
    """Added by custom: known where an office has it, not printed in a blank form."""

    @property
    def heading(self) -> str:
        """The title with its number, as the form prints it.

        >>> Section("overview", "一", "总体情况").heading, Section("statistics", "", "统计表").heading
        ('一、总体情况', '统计表')
        """
        return f"{self.numeral}、{self.title}" if self.numeral else self.title


@frozen
class HeadCell:
    """A cell of a block's heading, as the official table merges it."""

    text: str
    rows: int = 1
    columns: int = 1


@frozen(cache_hash=True)
class Column:
    """A column of figures. ``under`` are the merged headings above it; ``sum_of`` the columns that add up to it."""

    key: str
    label: str
    variants: tuple[str, ...] = ()
    under: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    unit: str = "件"
    decimal: bool = False
    signed: bool = False
    extra: bool = False
    """Not in the form, but printed by some software: it is checked to add up, then left out."""
    span: int = 1
    """Grid columns that a figure covers in the official table."""
    unit_in_cell: bool = False
    """The label names no unit, so that it has to stand beside the figure."""


@frozen
class Row:
    """A row of figures. ``path`` holds its labels from the outermost merged one to its own.

    ``unit`` and ``decimal`` take the place of the column's, where the table states the unit row by row.
    """

    key: str
    path: tuple[str, ...]
    variants: tuple[str, ...] = ()
    sum_of: tuple[str, ...] = ()
    unit: str = ""
    decimal: bool = False


@frozen
class Block:
    """A part of a table with headings of its own. ``band`` is the line over its headings, across the whole table."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    prefix: str = ""
    band: str = ""
    head: tuple[tuple[HeadCell, ...], ...] = ()
    label_columns: int = 1
    note: str = ""
    """The arithmetic that the form itself prints in its heading."""
    extra_rows: tuple[Row, ...] = ()
    """Rows of other versions that must not be taken for rows of this one."""
    outline: bool = False
    """Labels nest by indentation: each label of a path is a line of its own, with the row's unit beside it. One that is
    no row itself is a heading, with dashes for unit and figure. The same label may stand below several others."""

    def cell_id(self, row: Row, column: Column) -> str:
        """
        >>> Block((), (), prefix="applications").cell_id(Row("new", ("一、…",)), Column("total", "总计"))
        'applications.new.total'
        """
        return ".".join(part for part in (self.prefix, row.key, column.key) if part)

    def column_in(self, row: Row, column: Column) -> Column:
        """The column as it is in one row: with the row's own unit, if it has one."""
        return evolve(column, unit=row.unit, decimal=row.decimal) if row.unit else column


@frozen
class Table:
    """One statutory table: the section it stands in, its blocks, the widths of its grid columns."""

    key: str
    section: str
    title: str
    blocks: tuple[Block, ...]
    widths: tuple[int, ...] = ()


@frozen
class ForeignTable:
    """A table that offices print in place of the form's own: it is refused by name, none of its figures is read.

    ``marks`` are labels that stand together in no table of the form; all of them must be there.
    """

    name: str
    marks: tuple[str, ...]
    source: str
    region: str = ""
    first_year: int | None = None
    last_year: int | None = None


@frozen
class Cell:
    """A cell of the form, with all that a rule, a message or a reader needs to know of it."""

    id: str
    table: str
    row: Row
    column: Column
    block: Block
    parts: tuple[tuple[str, ...], ...] = ()
    """For a total: the cells that add up to it, one tuple for each way (down its column, along its row)."""

    @property
    def row_label(self) -> str:
        """The row in the form's words; where a block has one row without a label, the heading over the column, and
        where it has several of one label, with the label above."""
        if not self.row.path:
            return " ".join(self.column.under)
        alike = sum(row.path[-1] == self.row.path[-1] for row in self.block.rows) > 1
        return "：".join(self.row.path[-2:]) if alike else self.row.path[-1]

    @property
    def label(self) -> str:
        """Row and column in the form's words: what a finding calls the cell."""
        if self.block.outline:
            return f"“{self.row_label}”"
        return (
            f"“{self.row_label}”行“{self.column.label}”列"
            if self.row.path
            else (f"“{' '.join(self.column.under)}”下“{self.column.label}”")
        )

    @property
    def integer(self) -> bool:
        return not self.column.decimal


@define(slots=False, frozen=True, eq=False)
class Form:
    """A table version. ``groups`` are the names over which expressions quantify (``applicants``, ``results`` …)."""

    id: str
    title: str
    first_year: int
    source: str
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]
    last_year: int | None = None
    document_title: str = ""
    """The name of the document in a report's title."""
    groups: dict[str, tuple[str, ...]] = field(factory=dict)
    marks: tuple[str, ...] = ()
    """Labels that stand in no other version: any of them decides."""
    foreign: tuple[ForeignTable, ...] = ()
    extends: str = ""
    """The form that this one adds to: all that holds for it holds here, and ``marks`` are the labels added."""

    @cached_property
    def cells(self) -> dict[str, Cell]:
        """All cells by id, in the order of the form."""
        found: dict[str, Cell] = {}
        for table in self.tables:
            for block in table.blocks:
                for row in block.rows:
                    for column in (c for c in block.columns if not c.extra):
                        id_, parts = block.cell_id(row, column), _parts(block, row, column)
                        found[id_] = Cell(id_, table.key, row, block.column_in(row, column), block, parts)
        return found

    def section(self, key: str) -> Section:
        return next(section for section in self.sections if section.key == key)

    def covers(self, year: int) -> bool:
        """Whether the form is the official one for reports of *year*."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


def _parts(block: Block, row: Row, column: Column) -> tuple[tuple[str, ...], ...]:
    rows = {r.key: r for r in block.rows}
    columns = {c.key: c for c in block.columns}
    down = tuple(block.cell_id(rows[key], column) for key in row.sum_of)
    along = tuple(block.cell_id(row, columns[key]) for key in column.sum_of)
    return tuple(part for part in (down, along) if part)
