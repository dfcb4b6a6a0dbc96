"""The information processing fee (信息处理费): what it is on a day and in a region, with every step and its article.

Example::

    from datetime import date
    import gipcore_fee

    charge = gipcore_fee.calculator().items(55, date(2024, 3, 1))
    charge.total    # Decimal('9000')
    charge.steps    # (Step(first=1, last=10, count=10, price=Decimal('0'), source='第四条第二款第（一）项'), …)

What may be charged stands in the rulesets, as data; nothing here knows a price. Loading this module is cheap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from gipcore.hookspecs import Check, hookimpl

if TYPE_CHECKING:
    import click

    from gipcore_fee.calculator import Calculator
    from gipcore_fee.charges import Charge, CostCharge

__all__ = ["Calculator", "Charge", "CostCharge", "calculator", "gipcore_checks", "gipcore_commands"]

_HOMES = {
    "Calculator": "gipcore_fee.calculator",
    "Charge": "gipcore_fee.charges",
    "CostCharge": "gipcore_fee.charges",
    "calculator": "gipcore_fee.calculator",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'gipcore_fee' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES[name]), name)


@hookimpl
def gipcore_commands() -> list[click.Command]:
    """``gip fee``."""
    from gipcore_fee.commands import fee

    return [fee]


@hookimpl
def gipcore_checks() -> list[Check]:
    """The checks of lists and notices, by name."""
    from gipcore_fee import list_checks, notice_checks

    return [Check(name, run) for module in (list_checks, notice_checks) for name, run in module.CHECKS.items()]
