"""The results of a check for machines that collect results: SARIF 2.1.0 and JUnit XML."""

from __future__ import annotations

from collections.abc import Sequence

from gipcore.hookspecs import OutcomeWriter, hookimpl
from gipcore.outcomes import Checked


def _sarif(results: Sequence[Checked], lang: str) -> bytes:
    from gipcore_outcomes.sarif import write

    return write(results, lang)


def _junit(results: Sequence[Checked], lang: str) -> bytes:
    from gipcore_outcomes.junit import write

    return write(results, lang)


@hookimpl
def gipcore_outcome_writers() -> list[OutcomeWriter]:
    """Both formats."""
    return [
        OutcomeWriter("sarif", (".sarif",), _sarif, "SARIF 2.1.0", "application/sarif+json"),
        OutcomeWriter("junit", (".xml",), _junit, "JUnit XML", "application/xml"),
    ]
