"""A fee schedule as it is in force in a region: with the price lists and the words that the layers above add to it."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from gipcore.schedules.model import Collection, NoticeText, PriceList, Requirement, Schedule


@frozen
class ScheduleInForce:
    """A schedule with the price lists and the rules on collection of the layers above it, those of the base first."""

    schedule: Schedule
    region: str = ""
    layers: tuple[str, ...] = ()
    prices: tuple[PriceList, ...] = ()
    collections: tuple[Collection, ...] = ()

    @property
    def price_list(self) -> PriceList | None:
        """The prices that count: those of the smallest region that has set some."""
        return self.prices[-1] if self.prices else None

    def texts(self, day: date) -> tuple[NoticeText, ...]:
        """The sentences of a notice of *day*; one of a layer above takes the place of one below with its id."""
        found: dict[str, NoticeText] = {}
        for texts in (self.schedule.texts, *(collection.texts for collection in self.collections)):
            found.update({text.id: text for text in texts if text.days.covers(day)})
        return tuple(found.values())

    @property
    def requires(self) -> tuple[Requirement, ...]:
        """What a notice must state."""
        found = [*self.schedule.requires, *(one for collection in self.collections for one in collection.requires)]
        return tuple({required.id: required for required in found}.values())
