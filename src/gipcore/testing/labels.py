"""What becomes of labels: blanks and breaks inside, other brackets, numbers and words, letters one below the other."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from attrs import evolve

from gipcore.documents import Grid
from gipcore.testing.pages import Damage, Page, Slot, figures, grid_of, rows_of, slots

_NUMBER = re.compile(r"^(?:（?([一二三四五六七])）|([一二三四])、|(\d)\.)")
_CHINESE = "一二三四五六七八"
_CIRCLED = "①②③④⑤⑥⑦⑧"
_POINTED = "⒈⒉⒊⒋⒌⒍⒎⒏"


def _texts(page: Page, change: Callable[[str], str], roles: tuple[str, ...] = ("label", "head", "band")) -> Page:
    return page.map_slots(
        lambda slot: evolve(slot, text=change(slot.text)) if slot.role in roles and slot.text else slot
    )


def _inserted(page: Page, random: Random, what: list[str], share: float) -> Page:
    def change(text: str) -> str:
        # Not behind a leading digit: a number alone on a line is a figure.
        parts = [c + (random.choice(what) if random.random() < share and not c.isdigit() else "") for c in text[:-1]]
        return "".join(parts) + text[-1]

    return _texts(page, change)


def blanks_inside(page: Page, random: Random) -> Page:
    """Blanks of all kinds inside labels."""
    return _inserted(page, random, [" ", "\u00a0", "\u3000", "  ", "\u2002"], 0.2)


def breaks_inside(page: Page, random: Random) -> Page:
    """Line breaks inside labels, as in narrow columns."""
    return _inserted(page, random, ["\n"], 0.25)


def invisible_inside(page: Page, random: Random) -> Page:
    """Zero-width characters inside labels and figures' cells."""
    return _inserted(page, random, ["\u200b", "\ufeff", "\u200d", "\u00ad", "\u2060"], 0.2)


def blanks_around(page: Page, random: Random) -> Page:
    """Blanks before and after every text, figures included."""
    pads = ["", " ", "\u00a0", "\u3000", "  "]

    def change(slot: Slot) -> Slot:
        if not slot.text.strip():
            return slot
        return evolve(slot, text=random.choice(pads) + slot.text + random.choice(pads))

    return page.map_slots(change)


def half_width(page: Page, random: Random) -> Page:
    """Brackets, colons, commas and quotes in half width."""
    table = str.maketrans("（），：“”；", '(),:"";')
    return _texts(page, lambda text: text.translate(table))


def full_width(page: Page, random: Random) -> Page:
    """Digits and points of labels in full width."""
    table = str.maketrans("0123456789.()", "０１２３４５６７８９．（）")
    return _texts(page, lambda text: text.translate(table))


def numbers_lost(page: Page, random: Random) -> Page:
    """Labels without their numbers: automatic numbering that a converter dropped."""
    return _texts(page, lambda text: _NUMBER.sub("", text), ("label",))


def numbers_as_points(page: Page, random: Random) -> Page:
    """``1、`` or ``1．`` or ``1 `` for ``1.``."""
    mark = random.choice(["、", "．", ". ", "，", "、 "])
    return _texts(page, lambda text: re.sub(r"^(\d)\.", rf"\g<1>{mark}", text), ("label",))


def numbers_as_one_character(page: Page, random: Random) -> Page:
    """``⒈`` or ``①`` for ``1.``, ``㈠`` for ``（一）``."""
    digits = random.choice([_CIRCLED, _POINTED])

    def change(text: str) -> str:
        match = _NUMBER.match(text)
        if not match:
            return text
        if match[3]:
            return digits[int(match[3]) - 1] + text[match.end() :]
        if match[1]:
            return chr(ord("㈠") + _CHINESE.index(match[1])) + text[match.end() :]
        return text

    return _texts(page, change, ("label",))


def numbers_as_digits(page: Page, random: Random) -> Page:
    """``1、`` for ``一、``, ``（1）`` for ``（一）``: automatic numbering in another style."""

    def change(text: str) -> str:
        match = _NUMBER.match(text)
        if not match or match[3]:
            return text
        if match[1]:
            return f"（{_CHINESE.index(match[1]) + 1}）{text[match.end() :]}"
        return f"{_CHINESE.index(match[2]) + 1}、{text[match.end() :]}"

    return _texts(page, change, ("label",))


def variants(page: Page, random: Random) -> Page:
    """Labels in the other words that the form lists."""
    known: dict[str, tuple[str, ...]] = {}
    for table in page.form.tables:
        for block in table.blocks:
            known.update({r.path[-1]: r.variants for r in block.rows if r.variants})
            known.update({c.label: c.variants for c in block.columns if c.variants and not c.extra})
    return _texts(page, lambda text: random.choice(known[text]) if text in known else text)


def year_inserted(page: Page, random: Random) -> Page:
    """``本年（2023）制发件数`` for ``本年制发件数``."""
    year = random.choice(["（2023）", "(2023)", "（2023年）"])
    return _texts(page, lambda text: re.sub("^本年", f"本年{year}", text), ("head",))


def quotes_straight(page: Page, random: Random) -> Page:
    """Straight quotes, or none."""
    quote = random.choice(['"', "", "'", "＂"])
    return _texts(page, lambda text: re.sub("[“”]", quote, text))


def misprinted(page: Page, random: Random) -> Page:
    """One label of each table has one wrong, missing or doubled character; the shorter ones may then be unreadable."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [s for s in slots(grid) if s.role == "label" and s.row_span == 1 and len(s.text) >= 4]
        if not able:
            return grid
        hurt = random.choice(able)
        begin = 2 if _NUMBER.match(hurt.text) else 0
        at = random.randrange(begin, len(hurt.text))
        new = random.choice(["", "某", hurt.text[at] * 2])
        if len(hurt.text) < 8:
            unsure.update(figures(rows[hurt.row]))
        text = hurt.text[:at] + new + hurt.text[at + 1 :]
        return evolve(grid, cells=tuple(evolve(s, text=text) if s is hurt else s for s in slots(grid)))

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def one_label_lost(page: Page, random: Random) -> Page:
    """The label of one row of each table is empty."""
    unsure: set[str] = set()

    def change(grid: Grid) -> Grid:
        rows = rows_of(grid)
        able = [s for s in slots(grid) if s.role == "label" and s.row_span == 1]
        if not able:
            return grid
        hurt = random.choice(able)
        unsure.update(figures(rows[hurt.row]))
        return evolve(grid, cells=tuple(evolve(s, text="") if s is hurt else s for s in slots(grid)))

    changed = page.map_grids(change)
    return changed.doubting(unsure)


def bands_cut(page: Page, random: Random) -> Page:
    """``第二十条第`` is all that is left of the lines over the blocks."""
    return _texts(page, lambda text: "第二十条第", ("band",))


def bands_lost(page: Page, random: Random) -> Page:
    """The lines over the blocks are not there."""

    def change(grid: Grid) -> Grid:
        rows = [row for row in rows_of(grid) if not any(s.role == "band" for s in row)]
        return grid_of(rows, grid.place) if len(rows) < grid.row_count else grid

    return page.map_grids(change)


def vertical_heads(page: Page, random: Random) -> Page:
    """The headings of narrow columns are written one character a line."""

    def change(slot: Slot) -> Slot:
        narrow = slot.role == "head" and slot.column_span == 1 and 2 <= len(slot.text) <= 6
        return evolve(slot, text="\n".join(slot.text)) if narrow else slot

    return page.map_slots(change)


def head_cells_split(page: Page, random: Random) -> Page:
    """The lowest headings are broken over two rows: 商业, 科研 in one and 企业, 机构 in the next."""

    def change(grid: Grid) -> Grid:
        top = min((s.row for s in slots(grid) if s.cell), default=0)
        if any(s.role == "band" for s in slots(grid)) or top < 3:
            return grid
        moved = []
        for s in slots(grid):
            if s.row >= top:
                moved.append(evolve(s, row=s.row + 1))
            elif s.row + s.row_span < top or s.row_span > 1:
                moved.append(evolve(s, row_span=s.row_span + (s.row + s.row_span == top)))
            else:
                half = (len(s.text) + 1) // 2
                moved += [evolve(s, text=s.text[:half]), evolve(s, text=s.text[half:], row=s.row + 1)]
        return Grid(tuple(sorted(moved, key=lambda s: (s.row, s.column))), grid.place)

    return page.map_grids(change)


def total_head_below(page: Page, random: Random) -> Page:
    """自然人 and 总计 stand in the lowest row of the headings instead of the one above."""

    def change(grid: Grid) -> Grid:
        cells: list[Slot] = []
        for s in slots(grid):
            if s.role == "head" and s.row_span == 2:
                cells += [evolve(s, text="", row_span=1), evolve(s, row=s.row + 1, row_span=1)]
            else:
                cells.append(s)
        return Grid(tuple(sorted(cells, key=lambda s: (s.row, s.column))), grid.place)

    return page.map_grids(change)


DAMAGES: tuple[Damage, ...] = (
    blanks_inside,
    breaks_inside,
    invisible_inside,
    blanks_around,
    half_width,
    full_width,
    numbers_lost,
    numbers_as_points,
    numbers_as_one_character,
    numbers_as_digits,
    variants,
    year_inserted,
    quotes_straight,
    misprinted,
    one_label_lost,
    bands_cut,
    bands_lost,
    vertical_heads,
    head_cells_split,
    total_head_below,
)
