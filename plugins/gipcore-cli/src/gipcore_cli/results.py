"""The results of a check of one or many files: exit status, JSON, text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from gipcore.outcomes import Outcome
from gipcore_cli.page import Page, inline
from gipcore_cli.session import Session

if TYPE_CHECKING:
    from gipcore.engine import Engine


@frozen
class Result:
    """A file and its outcome; None, with the reason, if it could not be read."""

    path: Path
    outcome: Outcome | None
    reason: str = ""

    @property
    def exit_status(self) -> int:
        """0 passed, 1 with errors, 2 not read or not wholly checked."""
        if self.outcome is None or self.outcome.failures:
            return 2
        return {"pass": 0, "fail": 1, "incomplete": 2}[self.outcome.status]


def print_json(results: Sequence[Result], session: Session) -> None:
    """Print one object; a file that could not be read is in it too, as incomplete."""
    from gipcore.codec import to_json
    from gipcore.outcome_json import outcomes_data

    data = outcomes_data([result.outcome for result in results if result.outcome], session.lang)
    checked = iter(data["reports"])
    data["reports"] = [next(checked) if result.outcome else _unread_data(result) for result in results]
    click.echo(to_json(data).encode())


def _unread_data(result: Result) -> dict[str, Any]:
    """In the shape of a report, of which no rule was checked."""
    return {
        "source": result.path.name,
        "sha256": "",
        "form": "",
        "issuer": "",
        "region": None,
        "level": None,
        "year": None,
        "rulesets": [],
        "status": "incomplete",
        "findings": [],
        "not_checked": [{"rule": "*", "reason": result.reason}],
    }


def print_text(results: Sequence[Result], engine: Engine, session: Session) -> None:
    """Print a page for one file; for many a short block each, and a table at the end."""
    from gipcore_cli.outcome_text import outcome_page
    from gipcore_cli.summary import summary_page

    many = len(results) > 1
    for result in results:
        page = session.page()
        if result.outcome is None:
            _unread(page, result, session)
        else:
            form = engine.catalogue.forms[result.outcome.report.form]
            outcome_page(page, result.outcome, form, session.lang, name=result.path.name, brief=many)
        if many:
            page.blank()
        session.show(page)
    if many:
        page = session.page()
        summary_page(page, [(result.path.name, result.outcome) for result in results], session.lang)
        session.show(page)


def _unread(page: Page, result: Result, session: Session) -> None:
    head, *rest = result.reason.splitlines()
    told = session.say(f"✗ {result.path.name}：无法读取。", f"✗ {result.path.name}: cannot be read. ")
    page.add((told, "bold red"), inline(head), hang=2)
    for line in rest:
        page.add(inline(line), indent=4, hang=2)
