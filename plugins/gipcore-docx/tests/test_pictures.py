"""Pictures in cells are no blanks; those that float over the page, and boxes with text, are none of the cell."""

from __future__ import annotations

from typing import Any

import pytest

WP = 'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"'
INLINE = f"<w:r><w:drawing><wp:inline {WP}/></w:drawing></w:r>"
OBJECT = "<w:r><w:object/></w:r>"
FLOATING = f"<w:r><w:drawing><wp:anchor {WP}/></w:drawing></w:r>"
BOX = (
    f"<w:r><w:drawing><wp:inline {WP}><wps:txbx><w:txbxContent><w:p><w:r><w:t>5</w:t></w:r></w:p></w:txbxContent>"
    "</wps:txbx></wp:inline></w:drawing></w:r>"
)


def texts(look: Any, content: str) -> list[str]:
    cells = [f"<w:tc><w:p>{part}</w:p></w:tc>" for part in ("<w:r><w:t>规章</w:t></w:r>", content)]
    (grid,) = look(f"<w:tbl><w:tr>{''.join(cells)}</w:tr></w:tbl>")
    return [cell[0] for cell in grid]


@pytest.mark.parametrize("picture", [INLINE, OBJECT])
def test_a_picture_is_no_blank_and_no_part_of_a_figure(look: Any, picture: str) -> None:
    assert texts(look, picture) == ["规章", "〔图〕"]
    assert texts(look, f"<w:r><w:t>1</w:t></w:r>{picture}") == ["规章", "1〔图〕"]
    assert texts(look, f"{picture}<w:r><w:t>行政许可</w:t></w:r>") == ["规章", "行政许可"]


@pytest.mark.parametrize(
    ("content", "text"), [(FLOATING, ""), ("", ""), (BOX, "\n5"), ("<w:r><w:t>5</w:t></w:r>", "5")]
)
def test_what_is_no_picture_of_the_cell(look: Any, content: str, text: str) -> None:
    assert texts(look, content)[1].strip() == text.strip()
