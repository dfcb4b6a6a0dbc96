"""One file checked as the command line tells it: read, with its year, against its neighbours, with its explanations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from gipcore.outcomes import Outcome
from gipcore.reports import Level, Report
from gipcore_cli.explaining import with_explanations
from gipcore_cli.session import Lang

if TYPE_CHECKING:
    from gipcore.engine import Engine


@frozen
class Neighbours:
    """What a report is compared with: last year's, the subordinate ones, the texts of the documents beside it."""

    previous: Report | None
    children: tuple[Report, ...]
    companions: tuple[str, ...]

    @classmethod
    def read(
        cls, engine: Engine, previous: Path | None, children: Iterable[Path], companions: Iterable[Path]
    ) -> Neighbours:
        """All of them from their files; raises ReadError or DataError."""
        return cls(
            engine.read(previous) if previous else None,
            tuple(engine.read(child) for child in children),
            tuple(engine.text(path) for path in companions),
        )


def read_report(engine: Engine, file: Path, form: str | None, year: int | None) -> Report:
    """The report in *file*; *year* takes the place of the one that was read."""
    report = engine.read(file, form=form)
    return report if year is None else evolve(report, year=year)


def checked(
    engine: Engine,
    report: Report,
    file: Path,
    neighbours: Neighbours,
    *,
    region: str | None,
    level: Level | None,
    explanations: Path | None,
    lang: Lang,
) -> Outcome:
    """The outcome for the *report* out of *file*, with the *explanations* named, else with those beside the file."""
    outcome = engine.check(
        report,
        previous=neighbours.previous,
        children=neighbours.children,
        companions=neighbours.companions,
        region=region,
        level=level,
        lang=lang,
    )
    return with_explanations(outcome, file, explanations, engine, lang)
