"""``gip rules check``: everything that is wrong with rules somebody is working on, at once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from gipcore.codec import to_json
from gipcore.engine import write_atomically
from gipcore_bench.commands.proof_data import proof_data
from gipcore_bench.commands.proof_text import print_proof
from gipcore_bench.drafts import Draft, drafts
from gipcore_bench.examining import Examined, examine
from gipcore_bench.proving import Proved, prove, witness_files
from gipcore_cli.base import argument, command, option
from gipcore_cli.options import format_of
from gipcore_cli.session import Session


@command(
    "check",
    help="检查正在编写的规则，一次说出所有问题；没有问题的，再证明规则可以同时满足、每条都能通过也都能查出错误。\n\n"
    "看键、编号、日期、区划、表样、单元格、信息中的空、例子；DIR 里的规则放在已安装的规则之上。\n\n"
    "例：gip rules check our-rules --witness 样例.json\n\n"
    "退出状态：0 没有问题；1 有问题；2 有文件读不出来，有的没有在时限内证明，或用法错误。",
    help_en="Check rules that you are working on: all problems at once; where there are none, prove them.\n\n"
    "Keys, ids, dates, divisions, cells, words, examples, on top of what is installed; then that the rules can all be "
    "kept and that each can pass and can fire.\n\n"
    "Example: gip rules check our-rules --witness sample.json\n\n"
    "Exit status: 0 no problem; 1 problems; 2 a file could not be read, not all was proved in time, or wrong usage.",
)
@argument("folders", metavar="DIR", nargs=-1, required=True)
@format_of("text", "json")
@option("--no-proof", is_flag=True, help="不证明。", help_en="Prove nothing.")
@option(
    "--witness",
    type=Path,
    metavar="OUT.json",
    help="写出一份能通过所有算式规则的报告；上年和下级的报告写在它旁边。",
    help_en="Write a report that passes all expression rules; last year's and subordinate ones are put beside it.",
)
@click.pass_obj
def check(session: Session, folders: tuple[Path, ...], format_: str, no_proof: bool, witness: Path | None) -> int:
    """Check the rules in *folders*, all on top of what is installed; returns the exit status."""
    if witness and (no_proof or witness.suffix != ".json"):
        said = (
            "--witness 的文件名应以 .json 结尾，不能与 --no-proof 同用",
            "--witness needs a name in .json, and a proof",
        )
        raise click.UsageError(session.say(*said))
    examined = examined_folders(session, folders)
    unproved = _unproved(examined, no_proof, session)
    proved = None if unproved else _prove(examined, session)
    written = _write_witness(proved, witness) if proved and witness else []
    if format_ == "json":
        data = _data(examined, proved)
        proof = proof_data(proved, session.lang) if proved else None
        click.echo(to_json({**data, "unproved": unproved, "proof": proof, "witness": list(map(str, written))}))
    else:
        _print(examined, proved, unproved, written, session)
    return status_of(examined, proved)


def _prove(examined: Examined, session: Session) -> Proved:
    """The proof, with progress shown to somebody who watches."""
    prover = next(iter(session.engine().provers.values()))
    if not session.err.is_terminal:
        return prove(examined, prover, lambda done, of: None, session.lang)
    said = session.say("证明", "Proving")
    with session.err.status(f"{said}……") as status:
        return prove(examined, prover, lambda done, of: status.update(f"{said} {done}/{of}"), session.lang)


def _write_witness(proved: Proved, target: Path) -> list[Path]:
    """Write the report that passes every rule and its neighbours, if there is one; the files written."""
    if proved.witness is None:
        return []
    files = {target.with_suffix(f"{name}.json"): data for name, data in witness_files(proved.witness).items()}
    for path, data in files.items():
        write_atomically(path, data)
    return list(files)


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


def status_of(examined: Examined, proved: Proved | None = None) -> int:
    """The exit status."""
    if examined.unread:
        return 2
    if examined.problems or (proved and proved.refused):
        return 1
    return 2 if proved and not proved.complete else 0


def _unproved(examined: Examined, no_proof: bool, session: Session) -> str:
    """Why nothing is proved, empty if something is."""
    if no_proof:
        return session.say("没有证明（--no-proof）。", "Nothing was proved (--no-proof).")
    if examined.problems:
        return session.say("没有证明：请先改正以上问题。", "Nothing was proved: correct the problems above first.")
    if session.engine().provers:
        return ""
    return session.say(
        "没有证明：规则能不能同时满足、会不会永远查不出什么，没有查。请 pip install gipcore-proof 后再运行。",
        "Nothing was proved: whether the rules can be kept together and can fail was not looked at. "
        "Install gipcore-proof (pip install gipcore-proof) and run this again.",
    )


def _print(examined: Examined, proved: Proved | None, unproved: str, written: Sequence[Path], session: Session) -> None:
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
    if proved:
        print_proof(proved, page, session)
    page.blank()
    if ids := ("、" if session.lang == "zh" else ", ").join(examined.replaced):
        said = f"已经安装、这次以这里的代替：{ids}。"
        page.add(session.say(said, f"Installed, and replaced by those here for this check: {ids}."), hang=2)
    if written:
        first, *others = written
        previous = "".join(f" --previous {path}" for path in others if path.stem.endswith(".previous"))
        children = "".join(f" --children {path}" for path in others if not path.stem.endswith(".previous"))
        said = f"通过所有算式规则的报告：{first}。要看检查结果："
        page.add(session.say(said, f"A report that passes all expression rules: {first}. To see it checked:"), hang=2)
        folder = examined.drafts[0].path.parent.parent
        page.add(f"gip check {first}{previous}{children} --rules {folder}", indent=4)
    count = len(examined.problems) + (proved.count if proved else 0)
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


def _data(examined: Examined, proved: Proved | None) -> dict[str, object]:
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
    status = ("pass", "fail", "incomplete")[status_of(examined, proved)]
    return {"status": status, "replaced": list(examined.replaced), "examples": len(examined.trials), "files": files}
