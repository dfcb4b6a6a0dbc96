"""How Word prints a list number: the number formats of WordprocessingML (ECMA-376, ST_NumberFormat).

A format that is not here prints Arabic digits, as Word does for a number that a format has no sign for.
"""

from __future__ import annotations

from collections.abc import Callable

_DIGITS = "〇一二三四五六七八九"
_LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL_LEGAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
_UNITS = ("", "十", "百", "千")
_LEGAL_UNITS = ("", "拾", "佰", "仟")
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_MAX_ROMAN = 3999
_MAX_COUNTED = 9999
_MAX_LETTER_TURNS = 30
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_HIDDEN = frozenset({"none", "bullet"})


def numeral(number: int, kind: str) -> str:
    """*number* as Word prints it in the format *kind*.

    >>> numeral(21, "chineseCounting"), numeral(21, "upperRoman"), numeral(2, "ideographTraditional")
    ('二十一', 'XXI', '乙')
    """
    if kind in _HIDDEN:
        return ""
    written = _FORMATS[kind](number) if kind in _FORMATS and number > 0 else ""
    return written or str(number)


def _counted(number: int, digits: str, units: tuple[str, ...], drop_one: bool) -> str:
    """Digits with their units, a zero for a gap: 一百零五."""
    if number > _MAX_COUNTED:
        return ""
    text, gap = "", False
    for power in range(3, -1, -1):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit] + units[power]
            gap = False
        else:
            gap = True
    # The ten of 10 to 19 is printed without its one.
    return text[1:] if drop_one and text.startswith(digits[1] + units[1]) else text


def _chinese(number: int) -> str:
    return _counted(number, _DIGITS, _UNITS, drop_one=True)


def _chinese_by_digit(number: int) -> str:
    """Up to 99 with units, from 100 digit by digit: 一〇〇."""
    return _chinese(number) if number < 100 else _by_digit(number)


def _by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _japanese(number: int) -> str:
    """No zero for a gap, no one before a unit: 百五."""
    text = _counted(number, _DIGITS, _UNITS, drop_one=True).replace("零", "")
    return text.replace("一十", "十").replace("一百", "百").replace("一千", "千")


def _legal(number: int) -> str:
    return _counted(number, _LEGAL_DIGITS, _LEGAL_UNITS, drop_one=False)


def _traditional_legal(number: int) -> str:
    return _counted(number, _TRADITIONAL_LEGAL_DIGITS, _LEGAL_UNITS, drop_one=False)


def _roman(number: int) -> str:
    if number > _MAX_ROMAN:
        return ""
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text


def _letter(number: int) -> str:
    """a … z, then aa, bb, cc: Word repeats the letter."""
    turns, index = divmod(number - 1, 26)
    return chr(ord("A") + index) * (turns + 1) if turns < _MAX_LETTER_TURNS else ""


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if number <= len(signs) else ""


def _run(first: str, length: int) -> str:
    return "".join(chr(ord(first) + offset) for offset in range(length))


_FORMATS: dict[str, Callable[[int], str]] = {
    "decimalZero": lambda number: f"{number:02d}",
    "decimalFullWidth": lambda number: str(number).translate(_FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(_FULL_WIDTH),
    "numberInDash": lambda number: f"- {number} -",
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "chineseCounting": _chinese_by_digit,
    "chineseCountingThousand": _chinese,
    "chineseLegalSimplified": _legal,
    "taiwaneseCounting": _chinese_by_digit,
    "taiwaneseCountingThousand": _chinese,
    "taiwaneseDigital": _by_digit,
    "ideographDigital": _by_digit,
    "japaneseDigitalTenThousand": _by_digit,
    "japaneseCounting": _japanese,
    "ideographLegalTraditional": _traditional_legal,
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "decimalEnclosedCircle": _of(_run("①", 20)),
    "decimalEnclosedCircleChinese": _of(_run("①", 20)),
    "decimalEnclosedParen": _of(_run("⑴", 20)),
    "decimalEnclosedFullstop": _of(_run("⒈", 20)),
    "ideographEnclosedCircle": _of(_run("㊀", 10)),
}
