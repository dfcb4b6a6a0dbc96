"""The walk through a document's markup in reading order: paragraphs, tables, and whatever is wrapped around them.

Tables that only arrange text on the page are opened: what stands in them is read as if it stood in the body.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import define

from gipcore.documents import Grid
from gipcore.limits import MAX_CELLS, MAX_DEPTH, MAX_PARAGRAPHS, MAX_SPAN, MAX_TABLE_ROWS, MAX_TEXT, check_size
from gipcore_docx.cells import Cell, Cells, RawCell
from gipcore_docx.flow import Box, Entry, Flow
from gipcore_docx.inline import Line, is_checkbox, simple_text
from gipcore_docx.markup import (
    ALTERNATE,
    DEL,
    MOVE_FROM,
    PPR,
    RPR,
    SDT,
    SDTPR,
    TBL,
    TC,
    TCPR,
    TR,
    TRPR,
    VAL,
    Element,
    P,
    child,
    chosen,
    integer,
    is_on,
    too_deep,
    w,
)
from gipcore_docx.numbering import Numbering
from gipcore_docx.pictures import with_pictures
from gipcore_docx.styles import Styles

_MAX_PARAGRAPHS = MAX_PARAGRAPHS + MAX_CELLS
"""Paragraphs of a document, those in cells and empty ones too."""
_SKIPPED = frozenset({PPR, RPR, SDTPR, TRPR, TCPR, DEL, MOVE_FROM, w("tblPr"), w("tblGrid"), w("sectPr")})
_PARAGRAPH_STYLE, _LIST, _VANISH = w("pStyle"), w("numPr"), w("vanish")
_SPAN, _DOWN, _ACROSS, _CELL_DELETED = w("gridSpan"), w("vMerge"), w("hMerge"), w("cellDel")
_SKIPPED_COLUMNS, _HIDDEN_ROW = w("gridBefore"), w("hidden")
_OF_PARAGRAPH = frozenset({_PARAGRAPH_STYLE, _LIST, RPR})
_OF_ROW = frozenset({DEL, _HIDDEN_ROW, _SKIPPED_COLUMNS})
_OF_CELL = frozenset({_SPAN, _DOWN, _ACROSS, _CELL_DELETED})


@define
class Walk:
    """One walk through a document in reading order; it counts what it meets on its way."""

    styles: Styles
    numbering: Numbering
    peculiar: set[Element]
    """The paragraphs that are more than a row of texts."""
    _rows: int = 0
    _cells: int = 0
    _paragraphs: int = 0
    _characters: int = 0

    def flow(self, container: Iterable[Element] | None, depth: int) -> Flow:
        """What stands in *container* (body, cell, text box)."""
        flow = Flow()
        if container is not None:
            self._fill(flow, container, depth)
        flow.close()
        return flow

    def _fill(self, flow: Flow, container: Iterable[Element], depth: int) -> None:
        if depth > MAX_DEPTH:
            raise too_deep()
        for node in container:
            tag = node.tag
            if tag == P:
                if node in self.peculiar or not flow.begins():
                    self._paragraph(flow, node, depth)
                else:
                    flow.add(self._counted(simple_text(node)), goes_on=False)
            elif tag == TBL:
                flow.close()
                entries = self._table(node, depth + 1)
                flow.opened = flow.opened or not (entries and isinstance(entries[0], Grid))
                flow.entries.extend(entries)
            elif tag == ALTERNATE:
                self._fill(flow, chosen(node), depth + 1)
            elif tag not in _SKIPPED and not (tag == SDT and is_checkbox(node)):
                self._fill(flow, node, depth + 1)

    def _paragraph(self, flow: Flow, paragraph: Element, depth: int) -> None:
        said = _said(paragraph, PPR, _OF_PARAGRAPH)
        name, numbers, mark = said.get(_PARAGRAPH_STYLE), said.get(_LIST), said.get(RPR)
        style = self.styles.paragraph(None if name is None else name.get(VAL))
        line = Line(self.styles)
        if not style.hidden:
            line.collect(paragraph, depth + 1)
        goes_on = style.hidden or (mark is not None and _is_no_end(mark))
        text = line.text()
        if flow.begins() and (text or not goes_on):
            label = self.numbering.label(numbers, style)
            text = label + text if text else label.rstrip()
        flow.add(self._counted(text), goes_on)
        for box in line.boxes:
            entries = self.flow(box, depth + 1).entries
            if any(isinstance(entry, Grid) for entry in entries):
                flow.entries.append(Box(tuple(entries)))
            else:
                flow.entries.extend(entries)

    def _counted(self, text: str) -> str:
        self._paragraphs += 1
        self._characters += len(text)
        check_size(self._paragraphs, "段落", _MAX_PARAGRAPHS)
        check_size(self._characters, "字符", MAX_TEXT)
        return text

    def _table(self, table: Element, depth: int) -> list[Entry]:
        """The table as a grid, or the content of its cells one after the other if it only arranges them."""
        cells = Cells()
        contents: list[tuple[Cell, Flow, Element]] = []
        for row in self._descend(table, TR, depth):
            said = _said(row, TRPR, _OF_ROW)
            if DEL in said or is_on(said.get(_HIDDEN_ROW)):
                continue
            raw = [cell for cell in self._raw(row, depth) if cell is not None]
            if not raw:
                continue
            self._rows += 1
            check_size(self._rows, "表格行", MAX_TABLE_ROWS)
            skipped = _bounded(said.get(_SKIPPED_COLUMNS), 0)
            begun = cells.add_row(raw, skipped)
            contents.extend((cell, self.flow(element, depth + 2), element) for cell, element in begun)
        if cells.widest < 2 or any(isinstance(entry, Grid) for _, flow, _ in contents for entry in flow.entries):
            return [entry for _, flow, _ in contents for entry in flow.entries]
        for cell, flow, element in contents:
            cell.text = with_pictures(flow.text(), element, self.peculiar)
        boxes = [entry for _, flow, _ in contents for entry in flow.entries if isinstance(entry, Box)]
        return [Grid(tuple(cell.frozen() for cell, _, _ in contents)), *boxes]

    def _raw(self, row: Element, depth: int) -> Iterator[RawCell | None]:
        for cell in self._descend(row, TC, depth):
            self._cells += 1
            check_size(self._cells, "单元格", MAX_CELLS)
            yield _raw(cell)

    def _descend(self, element: Iterable[Element], wanted: str, depth: int) -> Iterator[Element]:
        """The rows of a table or the cells of a row, also those wrapped in content controls and the like."""
        if depth > MAX_DEPTH:
            raise too_deep()
        for node in element:
            if node.tag == wanted:
                yield node
            elif node.tag == ALTERNATE:
                yield from self._descend(chosen(node), wanted, depth + 1)
            elif node.tag not in _SKIPPED:
                yield from self._descend(node, wanted, depth + 1)


def _is_no_end(mark: Element) -> bool:
    """Whether a paragraph's mark is deleted or hidden, so that the next paragraph goes on in its line."""
    return child(mark, DEL) is not None or child(mark, MOVE_FROM) is not None or is_on(child(mark, _VANISH))


def _raw(cell: Element) -> RawCell | None:
    """A ``w:tc`` as a cell of its row, None if it is deleted."""
    said = _said(cell, TCPR, _OF_CELL)
    if _CELL_DELETED in said:
        return None
    return RawCell(cell, _bounded(said.get(_SPAN), 1), _goes_on(said.get(_DOWN)), _goes_on(said.get(_ACROSS)))


def _said(element: Element, properties: str, names: frozenset[str]) -> dict[str, Element]:
    """Those of the *names* that the *properties* of an element hold."""
    found = element[0] if len(element) else None
    if found is not None and found.tag != properties:
        found = child(element, properties)
    return {} if found is None else {node.tag: node for node in found if node.tag in names}


def _goes_on(merge: Element | None) -> bool | None:
    return None if merge is None else merge.get(VAL) != "restart"


def _bounded(number: Element | None, least: int) -> int:
    return min(max(integer(number, least), least), MAX_SPAN)
