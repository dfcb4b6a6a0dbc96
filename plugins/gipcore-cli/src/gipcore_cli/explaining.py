"""The explanations that go with a report: the file that was named, or the one that lies beside it."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from gipcore.outcomes import Outcome
from gipcore_cli.session import Lang

if TYPE_CHECKING:
    from gipcore.engine import Engine


def with_explanations(outcome: Outcome, report: Path, named: Path | None, engine: Engine, lang: Lang) -> Outcome:
    """*outcome* of the file *report* with the explanations of the file *named*, else of the one beside the report.

    Raises ReadError or DataError if that file is faulty: an explanation that nobody can read must not pass for none.
    """
    from gipcore.explanations import apply, beside, load

    path = named or beside(report)
    if named is None and not path.exists():
        return outcome
    form = engine.catalogue.forms[outcome.report.form]
    return apply(outcome, load(path), date.today(), form=form, lang=lang)
