"""The results of a check of one or many files as text; other formats come from outcome writers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gipcore.outcomes import Checked
from gipcore_cli.page import Page, inline
from gipcore_cli.session import Session

if TYPE_CHECKING:
    from gipcore.engine import Engine


def print_text(results: Sequence[Checked], engine: Engine, session: Session) -> None:
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
            outcome_page(page, result.outcome, form, session.lang, name=result.name, brief=many)
        if many:
            page.blank()
        session.show(page)
    if many:
        page = session.page()
        summary_page(page, [(result.name, result.outcome) for result in results], session.lang)
        session.show(page)


def _unread(page: Page, result: Checked, session: Session) -> None:
    head, *rest = result.reason.splitlines()
    told = session.say(f"✗ {result.name}：无法读取。", f"✗ {result.name}: cannot be read. ")
    page.add((told, "bold red"), inline(head), hang=2)
    for line in rest:
        page.add(inline(line), indent=4, hang=2)
