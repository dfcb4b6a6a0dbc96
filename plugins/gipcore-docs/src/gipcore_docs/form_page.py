"""One page a form: its sections, its tables with the ids of the cells, units, names for expressions, wordings."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.forms import Block, Column, Form, Row, Table
from gipcore_docs.library import Library
from gipcore_docs.markdown import bullets, code, link, page_name, table, text
from gipcore_docs.words import form_years


def form_page(library: Library, form: Form) -> str:
    """The page of *form*."""
    extensions = [other for other in library.catalogue.forms.values() if other.extends == form.id]
    facts = [
        ("编号", code(form.id)),
        ("适用的报告年度", text(form_years(form))),
        ("出处", text(form.source)),
        ("报告标题中的文件名称", text(form.document_title)),
        ("扩展自", _form_link(form.extends) if form.extends else ""),
        ("各地的扩展", "、".join(_form_link(other.id) for other in extensions)),
        ("单元格", f"{len(form.cells)} 个"),
    ]
    lines = [f"# {text(form.title)}", "", link("全部表样", "README.md"), ""]
    lines += table(("", ""), (fact for fact in facts if fact[1]))
    lines += ["## 各部分", "", *_sections(form)]
    for each in form.tables:
        lines += [f"## {text(each.title)}（{code(each.key)}）", ""]
        for block in each.blocks:
            lines += _block(block, each, form)
    lines += _groups(form)
    lines += _wordings(form)
    lines += _marks(form)
    return "\n".join(lines).rstrip("\n") + "\n"


def _form_link(id_: str) -> str:
    return link(text(id_), page_name(id_))


def _sections(form: Form) -> list[str]:
    rows = (
        (
            code(section.key),
            text(section.heading) + ("（习惯上增加，空白表样不印）" if section.optional else ""),
            "；".join(map(text, section.synonyms)),
            "；".join(map(text, section.variants)),
            text(section.instruction),
        )
        for section in form.sections
    )
    return table(("键", "标题", "官方的另一种写法", "报告中见过的写法", "不应留下的提示语"), rows)


def _block(block: Block, within: Table, form: Form) -> list[str]:
    lines = []
    if block.band:
        lines += [f"**{text(block.band)}**", ""]
    if block.note:
        lines += [f"表内注：{text(block.note)}", ""]
    columns = [column for column in block.columns if not column.extra]
    units = any(row.unit for row in block.rows)
    head = [" / ".join(map(text, _label_head(block))), *(["单位"] if units else []), *map(_column_head, columns)]
    rows = ([*_row(block, row, columns, units)] for row in block.rows)
    lines += table(head, rows)
    lines += bullets(_sums(block, columns))
    return lines


def _label_head(block: Block) -> tuple[str, ...]:
    """What stands over the labels of the rows."""
    return (block.head[0][0].text,) if block.head and block.head[0] else ("",)


def _column_head(column: Column) -> str:
    unit = f"（{text(column.unit)}）" if column.unit and column.unit not in column.label else ""
    return " / ".join(map(text, (*column.under, column.label))) + unit


def _row(block: Block, row: Row, columns: list[Column], units: bool) -> Iterator[str]:
    yield " / ".join(map(text, row.path))
    if units:
        yield text(row.unit)
    for column in columns:
        yield code(block.cell_id(row, column))


def _sums(block: Block, columns: list[Column]) -> Iterator[str]:
    for row in block.rows:
        if row.sum_of:
            yield f"行 {code(row.key)} 是下列各行之和：{'、'.join(map(code, row.sum_of))}"
    for column in columns:
        if column.sum_of:
            yield f"列 {code(column.key)} 是下列各列之和：{'、'.join(map(code, column.sum_of))}"


def _groups(form: Form) -> list[str]:
    rows = ((code(name), "、".join(map(code, members))) for name, members in form.groups.items())
    found = table(("组", "成员"), rows)
    return ["## 表达式中可用的组", "", *found] if found else []


def _wordings(form: Form) -> list[str]:
    seen: dict[tuple[str, tuple[str, ...]], None] = {}
    for each in form.tables:
        for block in each.blocks:
            for label, variants in (
                *((row.path[-1], row.variants) for row in block.rows if row.path),
                *((column.label, column.variants) for column in block.columns),
            ):
                if variants:
                    seen[label, variants] = None
    found = table(("官方的写法", "也认的写法"), ((text(label), "；".join(map(text, known))) for label, known in seen))
    return ["## 行列名称的其他写法", "", *found] if found else []


def _marks(form: Form) -> list[str]:
    lines = []
    if form.marks:
        lines += ["## 凭什么认出这个表样", "", *bullets(map(text, form.marks))]
    rows = (
        (
            text(foreign.name),
            "；".join(map(text, foreign.marks)),
            f"{foreign.first_year or ''}—{foreign.last_year or ''}",
            text(foreign.source),
        )
        for foreign in form.foreign
    )
    found = table(("表", "标志", "年度", "出处"), rows)
    return [*lines, *(["## 不是这个表样、也不读取的表", "", *found] if found else [])]
