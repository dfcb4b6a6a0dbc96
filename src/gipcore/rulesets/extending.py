"""Forms with the rows, columns and tables that layers add: each a form of its own, beside the one it extends."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from attrs import evolve

from gipcore.codec import did_you_mean
from gipcore.forms import Block, Column, Form, HeadCell, Row, Table
from gipcore.layers import ExtraColumn, ExtraRow, ExtraTable, Ruleset


class ExtensionError(ValueError):
    """Something a layer adds has no place in the form; the text says what and what there is."""


def extended_forms(rulesets: tuple[Ruleset, ...], forms: Mapping[str, Form], problems: list[str]) -> dict[str, Form]:
    """The forms that *rulesets*, in their order, make of *forms*. A layer adds to what the layer it extends made."""
    found: dict[str, Form] = {}
    by_layer = {ruleset.layer_id: ruleset for ruleset in rulesets}
    for ruleset in rulesets:
        for name in ruleset.extended:
            path = f"rules/{ruleset.id}.toml: "
            if name not in forms:
                problems.append(f"{path}没有表样 {name!r}{did_you_mean(name, forms)}")
                continue
            if ruleset.form_id(name) in found:
                problems.append(f"{path}{ruleset.layer_id} 已在另一个文件中扩展了 {name}，请写在同一个文件中")
                continue
            base = found.get(_base(ruleset, name, by_layer, found), forms[name])
            try:
                found[ruleset.form_id(name)] = extend(base, ruleset, name)
            except ExtensionError as error:
                problems.append(f"{path}{error}")
    return found


def _base(ruleset: Ruleset, form: str, layers: Mapping[str, Ruleset], found: Mapping[str, Form]) -> str:
    """The nearest extension of the form among the layers that the ruleset extends."""
    layer, seen = layers.get(ruleset.extends), {ruleset.layer_id}
    while layer is not None and layer.layer_id not in seen:
        if (name := layer.form_id(form)) in found:
            return name
        seen.add(layer.layer_id)
        layer = layers.get(layer.extends)
    return form


def extend(base: Form, ruleset: Ruleset, form: str) -> Form:
    """*base*, which is *form* or extends it, with what *ruleset* adds to *form*; raises ExtensionError."""
    tables = {table.key: table for table in base.tables}
    groups = dict(base.groups)
    marks: list[str] = []
    for index, row in ((i, row) for i, row in enumerate(ruleset.row) if row.form == form):
        with _at(f"$.row[{index}]"):
            tables[row.table] = _with_row(_table(tables, row.table, form), row)
            _join(groups, row)
        marks.append(row.label)
    for index, column in ((i, column) for i, column in enumerate(ruleset.column) if column.form == form):
        with _at(f"$.column[{index}]"):
            tables[column.table] = _with_column(_table(tables, column.table, form), column)
            _join(groups, column)
        marks.append(column.label)
    for index, extra in ((i, extra) for i, extra in enumerate(ruleset.table) if extra.form == form):
        with _at(f"$.table[{index}]"):
            _new_table(tables, extra, base)
        marks += [row.path[-1] for block in extra.table.blocks for row in block.rows if row.path][:1]
    return evolve(
        base,
        id=ruleset.form_id(form),
        title=f"{base.title}（{ruleset.title}）",
        source=f"{base.source}；{ruleset.source}",
        tables=tuple(tables.values()),
        groups=groups,
        marks=tuple(marks),
        extends=base.id,
    )


@contextmanager
def _at(path: str) -> Iterator[None]:
    try:
        yield
    except ExtensionError as error:
        raise ExtensionError(f"{error} @ {path}") from None


def _table(tables: Mapping[str, Table], key: str, form: str) -> Table:
    if key not in tables:
        raise ExtensionError(f"表样 {form} 没有表 {key!r}{did_you_mean(key, tables)}；可用：{'、'.join(tables)}")
    return tables[key]


def _join(groups: dict[str, tuple[str, ...]], addition: ExtraRow | ExtraColumn) -> None:
    for name in addition.groups:
        if name not in groups:
            raise ExtensionError(f"没有组 {name!r}{did_you_mean(name, groups)}；可用：{'、'.join(groups)}")
        groups[name] = (*groups[name], addition.key)


def _new_table(tables: dict[str, Table], extra: ExtraTable, base: Form) -> None:
    sections = [section.key for section in base.sections]
    if extra.table.section not in sections:
        raise ExtensionError(f"没有部分 {extra.table.section!r}{did_you_mean(extra.table.section, sections)}")
    if extra.table.key in tables:
        raise ExtensionError(f"表 {extra.table.key!r} 已有")
    tables[extra.table.key] = extra.table


def _with_row(table: Table, extra: ExtraRow) -> Table:
    keys = [row.key for block in table.blocks for row in block.rows]
    if extra.after not in keys:
        raise ExtensionError(f"表 {table.key} 没有行 {extra.after!r}{did_you_mean(extra.after, keys)}")
    if extra.key in keys:
        raise ExtensionError(f"表 {table.key} 已有行 {extra.key!r}")
    block = next(block for block in table.blocks if any(row.key == extra.after for row in block.rows))
    place = next(i for i, row in enumerate(block.rows) if row.key == extra.after)
    path = (*block.rows[place].path[:-1], extra.label)
    row = Row(extra.key, path, extra.variants, extra.sum_of, extra.unit, extra.decimal)
    _parts_known(extra.sum_of, keys, table)
    rows = (*block.rows[: place + 1], row, *block.rows[place + 1 :])
    return _with_block(table, block, evolve(block, rows=rows))


def _parts_known(parts: tuple[str, ...], keys: list[str], table: Table) -> None:
    for part in parts:
        if part not in keys:
            raise ExtensionError(f"sum_of：表 {table.key} 没有 {part!r}{did_you_mean(part, keys)}")


def _with_block(table: Table, old: Block, new: Block) -> Table:
    return evolve(table, blocks=tuple(new if block is old else block for block in table.blocks))


def _with_column(table: Table, extra: ExtraColumn) -> Table:
    having = [
        block
        for block in table.blocks
        if any(column.key == extra.after for column in block.columns)
        and (not extra.row or any(row.key == extra.row for row in block.rows))
    ]
    if len(having) != 1:
        keys = [column.key for block in table.blocks for column in block.columns]
        why = "不止一处有，请用 row 指明" if having else f"没有{did_you_mean(extra.after, keys)}"
        raise ExtensionError(f"表 {table.key} 的列 {extra.after!r} {why}")
    block = having[0]
    keys = [column.key for column in block.columns]
    if extra.key in keys:
        raise ExtensionError(f"表 {table.key} 已有列 {extra.key!r}")
    _parts_known(extra.sum_of, keys, table)
    place = keys.index(extra.after)
    before = block.columns[place]
    column = Column(
        extra.key, extra.label, extra.variants, before.under, extra.sum_of, extra.unit, extra.decimal, extra.signed
    )
    columns = (*block.columns[: place + 1], column, *block.columns[place + 1 :])
    edge = block.label_columns + sum(c.span for c in block.columns[: place + 1] if not c.extra)
    wide = tuple(
        evolve(other, columns=columns, head=tuple(_head_with(other, edge, before, extra.label)))
        if other is block
        else _wider(other)
        for other in table.blocks
    )
    mean = sum(table.widths) // len(table.widths) if table.widths else 0
    widths = (*table.widths[:edge], mean, *table.widths[edge:]) if table.widths else ()
    return evolve(table, blocks=wide, widths=widths)


def _head_with(block: Block, edge: int, before: Column, label: str) -> Iterator[tuple[HeadCell, ...]]:
    """The heading with a cell for a column whose left edge is *edge*: merged cells across or above it grow."""
    for line in _placed(block):
        cells: list[HeadCell] = []
        for cell, start in line:
            end = start + cell.columns
            grows = start < edge and (end > edge or (end == edge and cell.text in before.under))
            cells.append(evolve(cell, columns=cell.columns + 1) if grows else cell)
            if end == edge and not grows:
                cells.append(HeadCell(label, cell.rows))
        yield tuple(cells)


def _wider(block: Block) -> Block:
    """The block in a table that has one column more: its last column of figures covers it."""
    width = block.label_columns + sum(column.span for column in block.columns if not column.extra)
    shown = [i for i, column in enumerate(block.columns) if not column.extra]
    columns = tuple(
        evolve(column, span=column.span + 1) if i == shown[-1] else column for i, column in enumerate(block.columns)
    )
    head = tuple(
        tuple(evolve(cell, columns=cell.columns + 1) if start + cell.columns == width else cell for cell, start in line)
        for line in _placed(block)
    )
    return evolve(block, columns=columns, head=head)


def _placed(block: Block) -> Iterator[list[tuple[HeadCell, int]]]:
    """The cells of the heading with the grid column that each begins in, line by line."""
    taken: set[tuple[int, int]] = set()
    for offset, cells in enumerate(block.head):
        line: list[tuple[HeadCell, int]] = []
        column = 0
        for cell in cells:
            while (offset, column) in taken:
                column += 1
            line.append((cell, column))
            taken.update((offset + r, column + c) for r in range(cell.rows) for c in range(cell.columns))
        yield line
