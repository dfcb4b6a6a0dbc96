"""What the text of a cell says: a number, a blank, "not applicable", or nothing that can be relied on.

A notation is read only where its value is certain; what is odd about it is kept as notes of the Number, so that rules
can speak about it. Everything else is Unreadable, never a guess.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from attrs import evolve

from gipcore.forms import Column
from gipcore.recognise.folding import fold, strip_residue
from gipcore.recognise.numerals import chinese_numeral
from gipcore.values import Blank, NotApplicable, Number, Unreadable, Value, canonical

_PLAIN = re.compile(r"0|[1-9]\d{0,17}")
_FIGURE = re.compile(r"(?P<sign>[+-]?)(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?P<point>\.\d+)?")
_NOT_APPLICABLE = frozenset(["/", "-", "--", "---", "----", "无", "\\", "//", "不涉及", "不适用"])
_MONEY = {"元": Decimal("0.0001"), "万元": Decimal(1), "亿元": Decimal(10000), "万": Decimal(1)}
_COUNTS = frozenset("件条宗起份篇次人项个家")
UNITS = frozenset([*_COUNTS, *_MONEY, "人次", "条次"])
"""What may stand in a column of units."""
_REMARK = re.compile(r"^(?P<figure>[^(]+?)(?P<remark>\([^()]*[^\d()+\-.,/*][^()]*\))$")
_CHANGE = re.compile(r"(?P<word>增加?|减少?)(?P<figure>\d+)")
_LIKE_FIGURE = re.compile(
    r"[+-]?\d(?:[\d.,]*\d)?(?:[件条宗起份篇次人项个家元万亿]{0,2})(?:\(.*\))?|0/0|(?:增加?|减少?)\d+|[??]\d+"
)
MAX_FIGURE = 120
"""Characters of a figure with its unit and a remark; a longer text is a sentence."""
_RAISED = re.compile(r"[²³¹⁰⁴-⁹₀-₉]")
"""Digits of the mark of a note: folded, they would be digits of the figure."""
_APART = re.compile(r"(?:\d\s+[+-]?|[‐‑‒–—―−─﹣－-]\s+)\d")
"""Two figures with a gap between, or a dash and a figure: "- 3" may be less than nothing, or nothing and three."""
_RESIDUE = re.compile(r"^[??]\s+(?=\d)")


@lru_cache(maxsize=4096)
def read_value(text: str, column: Column) -> Value:
    """The value that *text* holds in a cell of *column*.

    >>> column = Column("new", "总计")
    >>> read_value("１,234", column).value, read_value("000", column), read_value("／", column)
    (1234, Unreadable(raw='000', reason='run-together'), NotApplicable(raw='／'))
    """
    if column.unit_in_cell:
        return _with_own_unit(_read(text, column))
    return _read(text, column)


def _with_own_unit(value: Value) -> Value:
    """A unit beside the figure is as it should be: nothing to note."""
    if not isinstance(value, Number):
        return value
    return evolve(value, notes=tuple(note for note in value.notes if note not in ("unit", "converted")))


def _read(text: str, column: Column) -> Value:
    if _PLAIN.fullmatch(text):
        return Number(int(text))
    raw = strip_residue(text).strip()
    if not raw:
        return Blank(raw=text)
    notes: list[str] = []
    if _RESIDUE.match(raw):
        # A non-breaking blank that went through a wrong encoding leaves a question mark before the figure.
        raw_figure, notes = _RESIDUE.sub("", raw), ["residue"]
    else:
        raw_figure = raw
    if _APART.search(raw_figure):
        return Unreadable(raw=raw, reason="run-together")
    if _RAISED.search(raw_figure):
        return Unreadable(raw=raw, reason="notation")
    folded = fold(raw_figure)
    if folded in _NOT_APPLICABLE:
        return NotApplicable(raw=raw)
    if folded != "".join(raw_figure.split()):
        notes.append("width")
    return _figure(folded, raw, column, notes)


def _figure(folded: str, raw: str, column: Column, notes: list[str]) -> Value:
    factor = Decimal(1)
    if remark := _REMARK.match(folded):
        folded = remark["figure"]
        notes.append("remark")
    if column.unit == "万元":
        for unit in sorted(_MONEY, key=len, reverse=True):
            if folded.endswith(unit) and folded != unit:
                folded, factor = folded.removesuffix(unit), _MONEY[unit]
                notes.append("unit" if factor == 1 else "converted")
                break
    elif folded[-1:] in _COUNTS and len(folded) > 1:
        folded = folded[: -len(column.unit)] if folded.endswith(column.unit) else folded[:-1]
        notes.append("unit")
    if column.signed and folded == "0/0":
        # As many added as dropped: none.
        return Number(0, raw=raw, notes=(*notes, "unit"))
    if change := _CHANGE.fullmatch(folded):
        folded = ("-" if change["word"][0] == "减" else "") + change["figure"]
        notes.append("unit")
    number = chinese_numeral(folded)
    if number is not None:
        return Number(number * int(factor) if factor >= 1 else number * factor, raw=raw, notes=(*notes, "chinese"))
    match = _FIGURE.fullmatch(folded)
    if not match:
        return Unreadable(raw=raw, reason="notation")
    whole, point, sign = match["whole"], match["point"] or "", match["sign"]
    if len(whole) > 1 and whole.startswith("0"):
        return Unreadable(raw=raw, reason="run-together" if set(whole) == {"0"} else "notation")
    if len(whole) > 18 or len(point) > 18:
        return Unreadable(raw=raw, reason="run-together")
    if "," in whole:
        notes.append("grouping")
        whole = whole.replace(",", "")
    elif not column.decimal and len(point) == 4 and len(whole) <= 3 and whole != "0":
        # "1.234" as a count: a thousands separator or a decimal point, nobody can say.
        return Unreadable(raw=raw, reason="notation")
    if sign == "+":
        notes.append("plus")
    digits = ("-" if sign == "-" else "") + whole + point
    value: int | Decimal = Decimal(digits) * factor if point or factor != 1 else int(digits)
    if isinstance(value, Decimal) and not point and value == value.to_integral_value():
        value = int(value)
    return Number(value, raw=raw if notes or raw != canonical(value) else "", notes=tuple(notes))


def read_with_unit(text: str, printed: str, column: Column) -> Value:
    """The value of a figure beside which its unit is *printed* (empty: none), where *column* has the official one.

    Amounts are converted; counts are the same in any word for them; a count for an amount is unreadable.

    >>> amount = Column("", "统计数", unit="万元", decimal=True)
    >>> read_with_unit("400", "元", amount).value, read_with_unit("3", "宗", Column("", "统计数", unit="件")).value
    (Decimal('0.0400'), 3)
    """
    value, unit = read_value(text, column), fold(printed)
    if not unit or unit == column.unit or not isinstance(value, Number):
        return value
    if (unit in _MONEY) != (column.unit in _MONEY):
        return Unreadable(raw=f"{value.raw}{unit}", reason="remark")
    plain = not {"unit", "converted"}.intersection(value.notes) and fold(value.raw)[-1:].isdigit()
    return read_value(value.raw + unit, column) if unit in _MONEY and plain else value


def is_value_like(text: str) -> bool:
    """Whether the text could stand in a cell of figures and is not a label: blank, a mark, or begins with a digit.

    >>> [is_value_like(t) for t in ("", " 0 ", "／", "240万元", "减4", "#REF!", "总计", "1.属于国家秘密")]
    [True, True, True, True, True, True, False, False]
    """
    if len(text) > MAX_FIGURE and text.strip():
        return False
    folded = fold(text)
    if not folded or folded in _NOT_APPLICABLE or chinese_numeral(folded) is not None or folded.startswith("#"):
        return True
    return _LIKE_FIGURE.fullmatch(folded) is not None
