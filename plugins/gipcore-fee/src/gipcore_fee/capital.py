"""Sums of money in the characters that cannot be altered (大写金额), as on receipts."""

from __future__ import annotations

from decimal import Decimal

from gipcore.errors import FeeError

_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")
MAX = Decimal(10) ** 12


def capital(amount: Decimal) -> str:
    """*amount* (元, at most two decimals, below 10¹²) in capital characters; raises FeeError for another.

    >>> capital(Decimal("9000")), capital(Decimal("10050.3")), capital(Decimal("0.05"))
    ('玖仟元整', '壹万零伍拾元叁角整', '伍分')
    """
    if not 0 <= amount < MAX or amount != round(amount, 2):
        raise FeeError(f"{amount} 元不能写成大写金额，请核对数量。")
    yuan, cents = divmod(int(amount * 100), 100)
    jiao, fen = divmod(cents, 10)
    text = f"{_whole(yuan)}元" if yuan else ""
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    if fen:
        text += f"{'零' if yuan and not jiao else ''}{_DIGITS[fen]}分"
    return f"{text}整" if text and not fen else text or "零元整"


def _whole(number: int) -> str:
    """A whole number above 0, in groups of four digits, with one 零 for any run of zeros inside."""
    groups = []
    while number:
        number, group = divmod(number, 10_000)
        groups.append(group)
    text, gap = "", False
    for place in range(len(groups) - 1, -1, -1):
        group = groups[place]
        if group:
            text += ("零" if text and (gap or group < 1000) else "") + _group(group) + _GROUPS[place]
        gap = group == 0
    return text


def _group(number: int) -> str:
    text, gap = "", False
    for place in range(3, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += ("零" if gap and text else "") + _DIGITS[digit] + _UNITS[place]
        gap = digit == 0
    return text
