"""What hypothesis is told of gipcore's types, so that ``st.from_type(Report)`` works.

Its entry point calls ``register`` whenever hypothesis is imported where gipcore is installed. So the strategies and the
plugins, which bring the forms, are loaded only when one of the types is asked for.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import ModuleType
from typing import TYPE_CHECKING, Any, TypeAlias

from gipcore.documents import Document
from gipcore.forms import Column, Form
from gipcore.layers import Ruleset
from gipcore.reports import Issuer, Report
from gipcore.values import Blank, NotApplicable, Number, Unreadable

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

    from gipcore.rulesets import Catalogue

Made: TypeAlias = "Callable[[ModuleType], SearchStrategy[Any]]"
"""Makes a strategy out of the module ``gipcore.strategies``."""
_COLUMN = Column("number", "件数", unit="件")


def _forms() -> SearchStrategy[Form]:
    from hypothesis.strategies import sampled_from

    return sampled_from(sorted(_catalogue().forms.values(), key=lambda form: form.id))


@cache
def _catalogue() -> Catalogue:
    from gipcore.engine import Engine

    return Engine().catalogue


TYPES: dict[type, Made] = {
    Number: lambda gipcore: gipcore.numbers(_COLUMN),
    Blank: lambda gipcore: gipcore.blanks(),
    NotApplicable: lambda gipcore: gipcore.not_applicables(),
    Unreadable: lambda gipcore: gipcore.unreadables(),
    Issuer: lambda gipcore: gipcore.issuers(),
    Form: lambda gipcore: _forms(),
    Report: lambda gipcore: _forms().flatmap(gipcore.reports),
    Document: lambda gipcore: _forms().flatmap(gipcore.documents),
    Ruleset: lambda gipcore: gipcore.rulesets(_catalogue()),
}


def register() -> None:
    """Tell hypothesis how each of the types is drawn; forms are those of the installed plugins."""
    from hypothesis.strategies import register_type_strategy

    for type_, made in TYPES.items():
        register_type_strategy(type_, _later(made))


def _later(made: Made) -> Callable[[type], SearchStrategy[Any]]:
    def strategy(_: type) -> SearchStrategy[Any]:
        from gipcore import strategies

        return made(strategies)

    return strategy
