"""The calculator: dates and regions in, charges out. What may be charged it takes from the rulesets alone."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache

from attrs import frozen

from gipcore.engine import Engine
from gipcore.rulesets import Schedules
from gipcore_fee.charges import Answers, Charge, CostCharge, charge, cost_charge


@frozen
class Calculator:
    """Calculates by the schedules of a catalogue: ``Calculator(gipcore.Engine().catalogue.schedules)``."""

    schedules: Schedules

    def items(
        self,
        count: int,
        on: date,
        *,
        region: str = "",
        received: date | None = None,
        answers: Answers | None = None,
    ) -> Charge:
        """What *count* items (件) of one applicant in one calendar month cost; *on* is the day of the fee notice.

        Raises FeeError for a day on which nothing may be charged, or a count that cannot be.

        >>> str(calculator().items(55, date(2024, 3, 1)).total)
        '9000'
        """
        return charge(self.schedules.in_force(on, region), "items", count, on, received=received, answers=answers)

    def pages(
        self,
        count: int,
        on: date,
        *,
        region: str = "",
        received: date | None = None,
        answers: Answers | None = None,
    ) -> Charge:
        """What *count* pages (页) of one application cost; raises FeeError likewise.

        >>> [(step.first, step.count, str(step.price)) for step in calculator().pages(119, date(2024, 3, 1)).steps]
        [(1, 30, '0'), (31, 70, '10'), (101, 19, '20')]
        """
        return charge(self.schedules.in_force(on, region), "pages", count, on, received=received, answers=answers)

    def costs(self, on: date, region: str, quantities: Mapping[str, Decimal]) -> CostCharge:
        """Cost fees before 2019-05-15 by the price list of a region: quantities by the ids of its prices.

        >>> str(calculator().costs(date(2010, 3, 1), "44", {"search": Decimal(2), "a4": Decimal(40)}).total)
        '18.0'
        """
        return cost_charge(self.schedules.in_force(on, region), on, quantities)


@cache
def calculator() -> Calculator:
    """The calculator over the rulesets of the installed packages, built at the first call."""
    return Calculator(Engine().catalogue.schedules)
