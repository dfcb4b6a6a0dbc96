"""A report as read: who, which year, the cells by id, the narrative by section, and where each thing stood.

Frozen. Everything that a rule may look at is here, so that checking never goes back to the file.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from attrs import evolve, field, frozen

from gipcore.documents import Place
from gipcore.values import Value

Level: TypeAlias = Literal["state", "province", "prefecture", "county", "township"]
Kind: TypeAlias = Literal["government", "office", "department", "branch", "park", "organisation", "vertical"]
Scope: TypeAlias = Literal["own", "aggregated", "unknown"]


def _frozen_mapping(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(mapping))


@frozen
class Issuer:
    """The body that made the report. ``region`` is its GB/T 2260 division code, as text; None where unknown."""

    name: str = ""
    region: str | None = None
    level: Level | None = None
    kind: Kind | None = None
    scope: Scope = "unknown"


@frozen
class Heading:
    """A section heading as printed: ``section`` is the form's key for it, None if the form has no such section."""

    section: str | None
    text: str
    place: Place = Place()
    numeral: str = ""
    """The number as printed, with its mark: ``一、``, ``5、``; empty if there is none."""


@frozen
class PrintedLabel:
    """A row or column label that is not printed in the form's words."""

    official: str
    text: str
    place: Place = Place()


@frozen
class TableSeen:
    """A table of the form that was found: its key and the section under which it stood (None: under none)."""

    table: str
    section: str | None
    place: Place = Place()


Remark: TypeAlias = Literal[
    "other-form", "extra-row", "extra-column", "repeated", "note-altered", "loose-figures", "form-unsure", "converted"
]


@frozen
class ReadingRemark:
    """Something that recognition noticed and a person should know: its kind, the text it is about, where it stood."""

    kind: Remark
    text: str
    place: Place = Place()


@frozen
class Source:
    """The file a report was read from: name without folders, and the SHA-256 of its bytes."""

    name: str = ""
    sha256: str = ""
    format: str = ""


@frozen
class Report:
    """One annual report. ``cells`` has every cell of the form, also those that could not be read."""

    form: str
    cells: Mapping[str, Value] = field(converter=_frozen_mapping)
    issuer: Issuer = Issuer()
    year: int | None = None
    title: str = ""
    signature: str = ""
    date_text: str = ""
    signed_on: date | None = None
    published_on: date | None = None
    preamble: str = ""
    sections: Mapping[str, str] = field(factory=dict, converter=_frozen_mapping)
    """Narrative by section key; a section that was found without text is empty, one not found is absent."""
    headings: tuple[Heading, ...] = ()
    labels: tuple[PrintedLabel, ...] = ()
    tables: tuple[TableSeen, ...] = ()
    places: Mapping[str, Place] = field(factory=dict, converter=_frozen_mapping)
    """Where each cell stood, by cell id."""
    remarks: tuple[ReadingRemark, ...] = ()
    source: Source = Source()

    def changed(self, cells: Mapping[str, Value]) -> Report:
        """A copy in which *cells* have other values."""
        return evolve(self, cells={**self.cells, **cells})
