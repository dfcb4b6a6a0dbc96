"""A standard of charges: brackets, each price on its own part of the count (超额累进), and the arithmetic of them.

Everything is exact: counts are int, amounts Decimal. One unit at a time gives the same sum as the closed form; the
tests hold both together.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from math import gcd, lcm
from typing import Literal, TypeAlias

from attrs import frozen

from gipcore.errors import FeeError

Per: TypeAlias = Literal["applicant", "application"]
Period: TypeAlias = Literal["calendar-month", "none"]

MAX_COUNT = 1_000_000_000
"""Units of one calculation: more is a mistake, and sums stay far inside the digits that Decimal keeps exactly."""
NOTHING = Decimal(0)


@frozen
class Tier:
    """From the beginning of its bracket the price rises by ``rise`` (元) after every ``size`` units."""

    size: int
    rise: Decimal


@frozen
class Step:
    """The part of a count that one price applies to: units ``first`` to ``last``, of which ``count`` are charged."""

    first: int
    last: int
    count: int
    price: Decimal
    source: str

    @property
    def amount(self) -> Decimal:
        """元."""
        return self.count * self.price


@frozen
class Bracket:
    """Units ``first`` to ``last`` (None: no end) at ``price`` 元 each, or rising by ``tier``.

    ``unsourced`` says what in it is a reading of the text that no official example confirms.
    """

    first: int
    price: Decimal
    source: str
    last: int | None = None
    tier: Tier | None = None
    unsourced: str = ""

    def amount(self, count: int) -> Decimal:
        """What its part of *count* units costs, 元."""
        part = (count if self.last is None or count < self.last else self.last) - self.first + 1
        if part <= 0:
            return NOTHING
        if self.tier is None:
            return part * self.price
        full, rest = divmod(part, self.tier.size)
        rises = self.tier.size * (full * (full - 1) // 2) + rest * full
        return part * self.price + rises * self.tier.rise

    def price_of(self, ordinal: int) -> Decimal:
        """The price of the unit number *ordinal*, which must be in it."""
        if self.tier is None:
            return self.price
        return self.price + (ordinal - self.first) // self.tier.size * self.tier.rise

    def step_of(self, ordinal: int) -> tuple[int, int | None]:
        """First and last unit of the tier, or of the bracket, that the unit number *ordinal* is in."""
        if self.tier is None:
            return self.first, self.last
        first = ordinal - (ordinal - self.first) % self.tier.size
        return first, first + self.tier.size - 1


@frozen
class Standard:
    """One way to charge (按件, 按量): what is counted, for whom and in which period, and what it costs.

    ``measure`` says what one unit is. ``ways`` are those of the schedule's ways of access for which it may be used;
    empty: whatever was decided. ``ways_source`` is the legal source of that.
    """

    id: str
    title: str
    unit: str
    per: Per
    period: Period
    source: str
    brackets: tuple[Bracket, ...]
    measure: str = ""
    measure_unsourced: str = ""
    ways: tuple[str, ...] = ()
    ways_source: str = ""
    words: tuple[str, ...] = ()
    """How a list or a text calls it, besides id and title."""

    @property
    def allowance(self) -> int:
        """Units that cost nothing: 0 if the first one is charged."""
        free = 0
        for bracket in self.brackets:
            if bracket.price or bracket.last is None:
                break
            free = bracket.last
        return free

    def amount(self, count: int) -> Decimal:
        """What *count* units cost, 元; raises FeeError for a count that cannot be."""
        _check(count, self.unit)
        return sum((bracket.amount(count) for bracket in self.brackets), NOTHING)

    def price_of(self, ordinal: int) -> Decimal:
        """The price of the unit number *ordinal* (from 1), 元."""
        return self.bracket_of(ordinal).price_of(ordinal)

    def bracket_of(self, ordinal: int) -> Bracket:
        """The bracket of the unit number *ordinal*."""
        for bracket in self.brackets:
            if bracket.last is None or ordinal <= bracket.last:
                return bracket
        raise FeeError(f"收费标准“{self.title}”没有第 {ordinal} {self.unit}的价格。")

    def steps(self, count: int) -> Iterator[Step]:
        """The parts of *count* units with their prices, free ones too, in order; their amounts add up to `amount`."""
        _check(count, self.unit)
        ordinal = 1
        while ordinal <= count:
            bracket = self.bracket_of(ordinal)
            first, last = bracket.step_of(ordinal)
            end = count if last is None else min(count, last)
            yield Step(first, end, end - first + 1, bracket.price_of(ordinal), bracket.source)
            ordinal = end + 1

    @property
    def grain(self) -> Decimal:
        """The largest amount of which every sum of charges is a multiple, 元."""
        amounts = [bracket.price for bracket in self.brackets]
        amounts += [bracket.tier.rise for bracket in self.brackets if bracket.tier]
        ratios = [amount.as_integer_ratio() for amount in amounts if amount]
        return Decimal(gcd(*(n for n, _ in ratios))) / lcm(*(d for _, d in ratios)) if ratios else NOTHING

    @property
    def lowest(self) -> Decimal:
        """The price of the first unit that is not free, 元."""
        return self.price_of(self.allowance + 1)

    def count_for(self, amount: Decimal) -> int | None:
        """The least count that costs *amount* exactly; None if none does."""
        low, high = 0, MAX_COUNT
        while low < high:
            middle = (low + high) // 2
            low, high = (low, middle) if self.amount(middle) >= amount else (middle + 1, high)
        return low if self.amount(low) == amount else None

    def has_price(self, amount: Decimal) -> bool:
        """Whether some single unit costs *amount*."""
        for bracket in self.brackets:
            over = amount - bracket.price
            if over == 0:
                return True
            if bracket.tier and bracket.tier.rise and over > 0 and over % bracket.tier.rise == 0:
                last = bracket.last or MAX_COUNT
                return int(over / bracket.tier.rise) * bracket.tier.size + bracket.first <= last
        return False


def _check(count: int, unit: str) -> None:
    if type(count) is not int or not 0 <= count <= MAX_COUNT:
        raise FeeError(f"数量应为 0 到 {MAX_COUNT} 的整数{unit and f'（{unit}）'}，实为 {count!r}。")
