"""A fee schedule: who may charge what for how much, from which day on, and which law says so.

A schedule is data of a layer, beside its rules. One for the whole country sets the regime of its days: standards with
prices, that nothing may be charged, or that the regions set the prices. What a region adds are price lists, where the
schedule leaves them to it, and the words of its notices; it can never touch a price that the country has set.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from attrs import field, frozen

from gipcore.rules import Days
from gipcore.schedules.standards import Standard

Part: TypeAlias = Literal[
    "opening", "basis", "standard", "amount", "payment", "deadline", "unpaid", "receipt", "remedy", "closing"
]
"""The parts of a fee notice, in this order."""
ChoiceId: TypeAlias = Literal["schedule-day", "month-day", "volume-keeps-place", "withdrawn", "organs"]


@frozen
class Clause:
    """A statement and where it is written; ``unsourced`` says what in it was not seen in the original."""

    text: str
    source: str
    unsourced: str = ""


@frozen
class Way:
    """A way in which an application is answered, for standards that hold for some of them only."""

    id: str
    title: str
    words: tuple[str, ...] = ()
    """How a list calls it, besides the title."""


@frozen
class Option:
    """One answer to a question that the law leaves open."""

    id: str
    title: str


@frozen
class Choice:
    """A question that the law leaves open. Every calculation says which answer it went by."""

    id: ChoiceId
    question: str
    options: tuple[Option, ...]
    default: str
    source: str
    """The article that leaves it open."""
    standards: tuple[str, ...] = ()
    """The standards that it matters for; empty: all."""


@frozen
class Term:
    """A time limit in working days, the first of which is the day after the one it is counted from."""

    working_days: int
    source: str
    extension: int = 0
    unsourced: str = ""


@frozen
class Procedure:
    """The time limits around a charge; ``notice`` and ``restart`` say until and from when."""

    answer: Term
    correction: Term | None = None
    notice: Clause | None = None
    payment: Term | None = None
    unpaid: Clause | None = None
    restart: Clause | None = None


@frozen
class NoticeText:
    """A sentence of the fee notice. ``{names}`` in braces are filled in; one of a layer above with the same ``id``
    takes its place."""

    id: str
    part: Part
    text: str
    source: str
    days: Days = Days()


@frozen
class Requirement:
    """What a fee notice must state: ``id`` is a part of the notice or a detail of it."""

    id: str
    title: str
    source: str


@frozen
class Suspension:
    """A day from which the fee was perhaps, or certainly, no longer charged, though the schedule had not ended."""

    first: date
    certain: bool
    text: str
    source: str


@frozen
class Schedule:
    """The regime of its days. It has ``standards``, or ``nothing`` may be charged, or ``local_prices`` are set by the
    regions: exactly one of the three.

    ``places`` are the decimals in which amounts are written; nothing is rounded. ``one_standard`` is the source of the
    ban on charging one application by two standards.
    """

    id: str
    title: str
    fee: str
    source: str
    days: Days
    places: int = 0
    nature: Clause | None = None
    standards: tuple[Standard, ...] = ()
    nothing: Clause | None = None
    local_prices: Clause | None = None
    one_standard: Clause | None = None
    suspension: Suspension | None = None
    exemptions: tuple[Clause, ...] = ()
    ways: tuple[Way, ...] = ()
    choices: tuple[Choice, ...] = ()
    procedure: Procedure | None = None
    texts: tuple[NoticeText, ...] = ()
    requires: tuple[Requirement, ...] = ()

    def money(self, amount: Decimal) -> str:
        """*amount* (元) in plain digits with the schedule's decimals."""
        return f"{amount:.{max(self.places, -int(amount.normalize().as_tuple().exponent))}f}"

    def standard(self, id_: str) -> Standard | None:
        """The standard of that id."""
        return next((standard for standard in self.standards if standard.id == id_), None)


@frozen
class Price:
    """One line of a price list: ``amount`` 元 for each ``unit``; None: what it really costs."""

    id: str
    item: str
    unit: str
    amount: Decimal | None = None
    what: str = ""
    source: str = ""
    """Empty: the list's."""


@frozen
class PriceList:
    """The prices of a region under a schedule (``of``) that leaves them to the regions.

    Without ``prices`` it says in ``open`` who sets them there. ``unsourced`` says what about it was not seen.
    """

    id: str
    of: str
    title: str
    source: str
    days: Days = Days()
    prices: tuple[Price, ...] = ()
    open: str = ""
    notes: tuple[Clause, ...] = ()
    unsourced: str = ""


@frozen
class Collection:
    """How a region collects the fee of a schedule (``of``): sentences of its notices, and what they must state."""

    id: str
    of: str
    title: str
    source: str
    days: Days = Days()
    texts: tuple[NoticeText, ...] = ()
    requires: tuple[Requirement, ...] = ()
    notes: tuple[Clause, ...] = field(default=())
    unsourced: str = ""
