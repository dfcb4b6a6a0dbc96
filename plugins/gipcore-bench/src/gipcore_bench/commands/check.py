"""``gip rules check``: everything that is wrong with rules somebody is working on, at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gipcore.codec import to_json
from gipcore_bench.drafts import Draft, drafts
from gipcore_bench.examining import Examined, examine
from gipcore_cli.base import ChoiceType, argument, command, option
from gipcore_cli.session import Session


@command(
    "check",
    help="检查正在编写的规则：键、编号、日期、表样、单元格、信息、例子，一次说出所有问题。\n\n"
    "例：gip rules check our-rules\n\n"
    "退出状态：0 没有问题；1 有问题；2 有文件读不出来，或用法错误。",
    help_en="Check rules that you are working on (keys, ids, dates, cells, words, examples): all problems at once.\n\n"
    "Example: gip rules check our-rules\n\n"
    "Exit status: 0 no problem; 1 problems; 2 a file could not be read, or wrong usage.",
)
@argument("folders", metavar="DIR", nargs=-1, required=True)
@option(
    "--format",
    "format_",
    type=ChoiceType(["text", "json"]),
    default="text",
    metavar="text|json",
    help="输出格式。",
    help_en="Output format.",
)
@click.pass_obj
def check(session: Session, folders: tuple[Path, ...], format_: str) -> int:
    """Check the rules in *folders*, all on top of what is installed; returns the exit status."""
    examined = examined_folders(session, folders)
    unproved = _unproved(session)
    if format_ == "json":
        click.echo(to_json({**_data(examined), "unproved": unproved}))
    else:
        _print(examined, unproved, session)
    return status_of(examined)


def examined_folders(session: Session, folders: Sequence[Path]) -> Examined:
    """The drafts of *folders* examined, with progress shown to somebody who watches."""
    engine = session.engine()
    found = [draft for folder in folders for draft in drafts(folder)]
    try:
        if not session.err.is_terminal:
            return examine(engine, found)
        with session.err.status(session.say("检查规则……", "Checking the rules …")) as status:
            said = session.say("检查例子", "Checking examples")
            return examine(engine, found, lambda done: status.update(f"{said} {done}"))
    finally:
        for failure in engine.plugins.failures:
            session.complain_once(session.say("插件出错：", "plugin failed: ") + f"{failure.plugin}: {failure.reason}")


def status_of(examined: Examined) -> int:
    """The exit status."""
    return 2 if examined.unread else 1 if examined.problems else 0


def _unproved(session: Session) -> str:
    """Why nothing was proved, empty if something was."""
    if session.engine().provers:
        return ""
    return session.say(
        "没有证明：规则能不能同时满足、会不会永远查不出什么，没有查。请 pip install gipcore-proof 后再运行。",
        "Nothing was proved: whether the rules can be kept together and can fail was not looked at. "
        "Install gipcore-proof (pip install gipcore-proof) and run this again.",
    )


def _print(examined: Examined, unproved: str, session: Session) -> None:
    page = session.page()
    for draft in sorted(examined.drafts, key=lambda draft: str(draft.path)):
        page.blank()
        if not draft.problems:
            page.add(("✓ ", "green"), (str(draft.path), "bold"), f"  {_summary(draft, examined, session)}", hang=4)
            continue
        page.add(("✗ ", "bold red"), (str(draft.path), "bold"), hang=4)
        for problem in sorted(draft.problems):
            line = session.say(f"第 {problem.line} 行", f"line {problem.line}") if problem.line else ""
            place = "  ".join(part for part in (line, problem.path.removeprefix("$.").replace("$", "")) if part)
            page.add((place, "cyan"), indent=4)
            page.add(problem.message, indent=6, hang=2)
    page.blank()
    if ids := ("、" if session.lang == "zh" else ", ").join(examined.replaced):
        said = f"已经安装、这次以这里的代替：{ids}。"
        page.add(session.say(said, f"Installed, and replaced by those here for this check: {ids}."), hang=2)
    count = len(examined.problems)
    said = f"共 {count} 处问题。" if count else "没有发现问题。"
    page.add((session.say(said, f"{count} problems." if count else "No problems."), "bold"))
    if unproved:
        page.add((unproved, "dim"), hang=2)
    session.show(page)


def _summary(draft: Draft, examined: Examined, session: Session) -> str:
    if draft.ruleset is None:
        return draft.form.title if draft.form else ""
    ruleset = draft.ruleset
    rules, changes = len(ruleset.all_rules), len(ruleset.changes) + len(ruleset.deadline)
    trials = sum(trial.ruleset == ruleset.id for trial in examined.trials)
    fees = sum(len(items) for items in (ruleset.schedule, ruleset.prices, ruleset.collection, ruleset.calendar))
    told = [
        (rules, f"规则 {rules} 条", f"{rules} rules"),
        (changes, f"改动 {changes} 处", f"{changes} changes"),
        (fees, f"收费和工作日 {fees} 项", f"{fees} on fees and working days"),
        (trials, f"例子 {trials} 个都如所写", f"{trials} examples do as they say"),
    ]
    words = [session.say(zh, en) for number, zh, en in told if number]
    return session.say("，", ", ").join(words) or session.say("还没有规则", "no rules yet")


def _data(examined: Examined) -> dict[str, object]:
    files = [
        {
            "file": str(draft.path),
            "id": draft.id,
            "problems": [
                {"line": problem.line or None, "path": problem.path, "message": problem.message}
                for problem in sorted(draft.problems)
            ],
        }
        for draft in sorted(examined.drafts, key=lambda draft: str(draft.path))
    ]
    status = ("pass", "fail", "incomplete")[status_of(examined)]
    return {"status": status, "replaced": list(examined.replaced), "examples": len(examined.trials), "files": files}
