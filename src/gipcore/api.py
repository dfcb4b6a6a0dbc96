"""The public functions: read, check, write, dumps, loads. Any number of threads may call them.

They share one Engine, built at the first call, and one for each folder of further rules, which is read once. Who wants
other plugins or time limits, or a folder read anew, builds an Engine of his own.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from threading import Lock

from gipcore import codec
from gipcore.engine import Engine
from gipcore.outcome_json import outcomes_data
from gipcore.outcomes import Outcome
from gipcore.reports import Level, Report

_LOCK = Lock()
_FOLDERS = 16
"""Folders of further rules whose engines are kept."""


@lru_cache(maxsize=_FOLDERS)
def _built(rules: Path | None) -> Engine:
    return Engine(rules=rules)


def _engine(rules: Path | None = None) -> Engine:
    with _LOCK:
        return _built(rules)


def read(
    path_or_bytes: str | os.PathLike[str] | bytes, *, format: str | None = None, form: str | None = None
) -> Report:
    """The report in a file, or in the bytes of one.

    *format* (``docx``, ``html``, ``text``, ``json``, ``toml`` …) and *form* (``cn-2021`` …) are found out if not given.
    Raises a GipError if the file cannot be read; a cell that cannot be read is Unreadable, never an error.
    """
    return _engine().read(path_or_bytes, format=format, form=form)


def check(
    report: Report,
    *,
    previous: Report | None = None,
    children: Sequence[Report] = (),
    rules: str | os.PathLike[str] | None = None,
    region: str | None = None,
    level: Level | None = None,
) -> Outcome:
    """The verdict on a report: what failed, what passed, what could not be checked and why.

    *previous* is last year's report of the same body, *children* the subordinate bodies' reports; *rules* a folder of
    further forms and rulesets; *region* (GB/T 2260 code) and *level* stand in for what the report does not say.
    """
    engine = _engine(Path(rules)) if rules is not None else _engine()
    return engine.check(report, previous=previous, children=children, region=region, level=level)


def write(report: Report, path: str | os.PathLike[str], *, format: str | None = None) -> None:
    """Write the report to a file, whole or not at all; the extension decides unless *format* does."""
    _engine().write(report, path, format=format)


def dumps(item: Report | Outcome) -> str:
    """The lossless JSON of a report, or the JSON of an outcome."""
    data = codec.report_data(item) if isinstance(item, Report) else outcomes_data([item])
    return codec.to_json(data)


def loads(text: str) -> Report:
    """The report in its JSON. Raises DataError with every problem of it."""
    return _engine().read(text.encode(), format="json", name="JSON")
