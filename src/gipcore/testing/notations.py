"""How offices write figures: with units, notes, signs and slips; what is not certain then may be unreadable."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from attrs import evolve

from gipcore.testing.pages import Damage, Page, Slot, form_row

_DIGITS = "零一二三四五六七八九"


def _rewritten(
    page: Page, random: Random, change: Callable[[str, Slot], str], *, sure: bool, share: float = 0.4
) -> Page:
    """Some plain figures in another notation; where that is not *sure*, their rows may be unreadable."""
    unsure: set[str] = set()

    def one(slot: Slot) -> Slot:
        text = slot.text.strip()
        plain = text.isascii() and text.isdigit() and (text == "0" or text[0] != "0")
        if not slot.cell or not plain or random.random() > share:
            return slot
        written = change(text, slot)
        if written != text and not sure:
            unsure.update(form_row(page, slot.cell))
        return evolve(slot, text=written)

    return page.map_slots(one).doubting(unsure)


def units_in_cells(page: Page, random: Random) -> Page:
    """``12件``, ``12 件``, ``3万元``."""

    def change(text: str, slot: Slot) -> str:
        unit = page.form.cells[slot.cell].column.unit or "件"
        return f"{text}{random.choice(['', ' '])}{unit}"

    return _rewritten(page, random, change, sure=True)


def shares_in_brackets(page: Page, random: Random) -> Page:
    """``12（占30%）``."""
    return _rewritten(page, random, lambda text, _: f"{text}（占{random.randrange(100)}%）", sure=True)


def note_marks(page: Page, random: Random) -> Page:
    """``12①``, ``12[1]``, ``12*``: a mark of a note, which is no digit of the figure."""
    marks = ["①", "[1]", "*", "注1", "（1）", "⑴"]
    return _rewritten(page, random, lambda text, _: text + random.choice(marks), sure=False)


def raised_marks(page: Page, random: Random) -> Page:
    """``12²``: raised digits, which folded look like digits of the figure."""
    return _rewritten(page, random, lambda text, _: text + random.choice("¹²³⁴₁"), sure=False)


def spaced_thousands(page: Page, random: Random) -> Page:
    """``1 234``, with any blank."""
    blank = random.choice([" ", "\u00a0", "\u2009", "\u202f", "'"])
    return _rewritten(page, random, lambda text, _: f"{int(text):,}".replace(",", blank), sure=False, share=1)


def chinese_numerals(page: Page, random: Random) -> Page:
    """``三``, ``十二``."""

    def change(text: str, _: Slot) -> str:
        number = int(text)
        if number > 99 or len(text) != len(str(number)):
            return text
        tens, ones = divmod(number, 10)
        if not tens:
            return _DIGITS[ones]
        return (_DIGITS[tens] if tens > 1 else "") + "十" + (_DIGITS[ones] if ones else "")

    return _rewritten(page, random, change, sure=False)


def misread_digits(page: Page, random: Random) -> Page:
    """``1O``, ``l2``: letters that a scan took for digits."""
    letters = str.maketrans({"0": "O", "1": random.choice("lI"), "5": "S", "2": "Z"})
    return _rewritten(page, random, lambda text, _: text.translate(letters), sure=False)


def decimal_zeros(page: Page, random: Random) -> Page:
    """``12.00``, as spreadsheets show whole numbers."""
    return _rewritten(page, random, lambda text, _: f"{text}.00", sure=True)


def calculations(page: Page, random: Random) -> Page:
    """``3+9=12``, ``12→15``, ``12/15``: several figures in one cell, the right one among them."""
    forms = ["3+9={}", "{}→15", "{}/15", "{}-15", "{}、15", "{}或15", "上年15，本年{}", "{}:15"]
    return _rewritten(page, random, lambda text, _: random.choice(forms).format(text), sure=False)


def approximations(page: Page, random: Random) -> Page:
    """``约12``, ``12余件``, ``12件以上``, ``近12``."""
    forms = ["约{}", "{}余件", "{}件以上", "近{}", "≥{}", "{}+", "<{}", "{}?"]
    return _rewritten(page, random, lambda text, _: random.choice(forms).format(text), sure=False)


def quoted_figures(page: Page, random: Random) -> Page:
    """``'12``, ``"12"``, ``12。``, ``12、``: what spreadsheets and habits leave around a figure."""
    forms = ["'{}", '"{}"', "{}。", "{}、", "：{}", "{};", "({})", "=“{}”"]
    return _rewritten(page, random, lambda text, _: random.choice(forms).format(text), sure=False)


DAMAGES: tuple[Damage, ...] = (
    units_in_cells,
    shares_in_brackets,
    note_marks,
    raised_marks,
    spaced_thousands,
    chinese_numerals,
    misread_digits,
    decimal_zeros,
    calculations,
    approximations,
    quoted_figures,
)
