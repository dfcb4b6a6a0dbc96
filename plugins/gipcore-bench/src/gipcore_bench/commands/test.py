"""``gip rules test``: the examples of rules, executed, with what is otherwise than it should be."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gipcore.codec import to_json
from gipcore.errors import DataError
from gipcore.examples import run_examples
from gipcore_bench.assembling import assemble
from gipcore_bench.cases import Case, case_of
from gipcore_bench.drafts import Draft, drafts
from gipcore_cli.base import argument, command
from gipcore_cli.options import format_of
from gipcore_cli.page import Page
from gipcore_cli.rule_text import example_text
from gipcore_cli.rule_words import in_words
from gipcore_cli.session import Session

RESULTS = {"passes": ("通过", "passes"), "fails": ("不通过", "fails"), "not checked": ("没有检查", "not checked")}


@command(
    "test",
    help="执行规则的例子，说明哪些与所写的不同：应当怎样、实际怎样、代入的数字。\n\n"
    "例：gip rules test our-rules\n\n退出状态：0 都如所写；1 有的不同；2 规则本身有问题，或用法错误。",
    help_en="Execute the examples of rules; tell which come out otherwise: expected, found, the numbers plugged in.\n\n"
    "Example: gip rules test our-rules\n\n"
    "Exit status: 0 all as they say; 1 some otherwise; 2 the rules have problems, or wrong usage.",
)
@argument("folder", metavar="DIR")
@format_of("text", "json")
@click.pass_obj
def test(session: Session, folder: Path, format_: str) -> int:
    """Execute the examples of the rules in *folder*; returns the exit status."""
    engine = session.engine()
    own = {draft.id: draft for draft in sound_drafts(session, folder)}
    catalogue = assemble(engine.catalogue, [*own.values()])
    require_sound(session, [*own.values()], folder)
    rulesets = [ruleset for ruleset in catalogue.rulesets if ruleset.id in own]
    trials = list(run_examples(catalogue, engine.checks, rulesets, session.lang))
    by_id = {ruleset.id: ruleset for ruleset in rulesets}
    cases = [case_of(catalogue, by_id[trial.ruleset], trial, session.lang) for trial in trials if trial.problem]
    if format_ == "json":
        click.echo(to_json({"examples": len(trials), "failed": [_data(case, own) for case in cases]}))
    else:
        _print(session, cases, len(trials), own)
    return 1 if cases else 0


def sound_drafts(session: Session, *folders: Path) -> list[Draft]:
    """The drafts of *folders*; raises DataError if any has a problem by itself."""
    found = [draft for folder in folders for draft in drafts(folder)]
    require_sound(session, found, *folders)
    return found


def require_sound(session: Session, found: Sequence[Draft], *folders: Path) -> None:
    """Raise DataError if one of the drafts has a problem."""
    problems = [problem for draft in found for problem in draft.problems]
    if problems:
        names = " ".join(map(str, folders))
        head = session.say(f"规则有问题（详见 gip rules check {names}），", f"the rules (see gip rules check {names})")
        raise DataError(head, [f"{one.file}:{one.line}: {one.message} @ {one.path}" for one in problems])


def _print(session: Session, cases: Sequence[Case], number: int, own: dict[str, Draft]) -> None:
    page = session.page()
    for case in cases:
        page.blank()
        _case(page, session, case, own[case.trial.ruleset])
    page.blank()
    if cases:
        said = f"{number} 个例子中有 {len(cases)} 个与所写的不同。"
        page.add((session.say(said, f"{len(cases)} of {number} examples come out otherwise."), "bold"))
    else:
        page.add((session.say(f"{number} 个例子都如所写。", f"All {number} examples do as they say."), "bold"))
    session.show(page)


def _case(page: Page, session: Session, case: Case, draft: Draft) -> None:
    zh, trial = session.lang == "zh", case.trial
    expected, found = RESULTS[trial.expected][not zh], RESULTS[trial.result][not zh]
    said = f"应当{expected}，实际{found}" if zh else f"should be: {expected}; is: {found}"
    name = f"{trial.rule.id}  {trial.expected}[{trial.number}]"
    page.add(("✗ ", "bold red"), (name, "bold"), f"  {said}", hang=4)
    page.add((f"{draft.path}" + (f"  {trial.path.removeprefix('$.')}" if trial.path else ""), "dim"), indent=4)
    page.add(session.say("例子：", "Example: "), example_text(case.example, case.form, zh), indent=4, hang=6)
    for reason in case.reasons:
        page.add(session.say("原因：", "Because: "), reason, indent=4, hang=6)
    for message in case.messages:
        page.add(session.say("查出：", "Found: "), message, indent=4, hang=6)
    for instance, explanation in case.numbers:
        page.add(
            session.say("检查：", "Checked: "), in_words(instance.condition, case.form, session.lang), indent=4, hang=6
        )
        page.add(session.say("代入：", "Numbers: "), explanation.shown, indent=4, hang=6)


def _data(case: Case, own: dict[str, Draft]) -> dict[str, object]:
    trial = case.trial
    return {
        "file": str(own[trial.ruleset].path),
        "rule": trial.rule.id,
        "path": trial.path,
        "example": f"{trial.expected}[{trial.number}]",
        "expected": trial.expected,
        "result": trial.result,
        "cells": dict(case.example.cells),
        "reasons": list(case.reasons),
        "messages": list(case.messages),
        "numbers": [explanation.shown for _, explanation in case.numbers],
    }
