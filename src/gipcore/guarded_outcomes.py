"""Outcome writers and annotators as the engine uses them: in their time, and without effect on what they are shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from attrs import evolve

from gipcore.containment import Call, Failed, run_one
from gipcore.formats import Annotator, OutcomeWriter
from gipcore.forms import Form
from gipcore.guarded import refuse
from gipcore.held import Held
from gipcore.outcomes import Checked, Outcome
from gipcore.plugins import Plugins


def guarded_outcome_writer(writer: OutcomeWriter, plugins: Plugins) -> OutcomeWriter:
    """The writer, in its time, and without effect on the results."""

    def write(results: Sequence[Checked], lang: str) -> bytes:
        outcomes = [result.outcome for result in results if result.outcome is not None]
        found = _run(writer, "write", partial(writer.write, tuple(results), lang), outcomes, plugins)
        if isinstance(found, Failed):
            refuse("写出", writer, found, "请改用其他格式，或停用这个插件。")
        return found

    return evolve(writer, write=write)


def guarded_annotator(annotator: Annotator, plugins: Plugins) -> Annotator:
    """The annotator, in its time, and without effect on the outcome."""

    def annotate(data: bytes, outcome: Outcome, form: Form, lang: str) -> bytes:
        run = partial(annotator.annotate, data, outcome, form, lang)
        found = _run(annotator, "annotate", run, [outcome], plugins)
        if isinstance(found, Failed):
            refuse("批注", annotator, found, "请用 gip check 查看问题，或停用这个插件。")
        return found

    return evolve(annotator, annotate=annotate)


def _run(
    item: Annotator | OutcomeWriter,
    what: str,
    run: Callable[[], bytes],
    outcomes: Sequence[Outcome],
    plugins: Plugins,
) -> bytes | Failed:
    held = [Held(outcome.report, _parts(outcome)) for outcome in outcomes]
    found: Any = run_one(Call(item.plugin, f"{item.name}.{what}", run), plugins.budgets.write, plugins.trace)
    changed = [one for one in held if one.changed]
    for one in changed:
        one.restore()
    if changed:
        return Failed("改动了检查结果：只能看，不能改")
    if isinstance(found, bytes | Failed):
        return found
    return Failed(f"返回了 {type(found).__name__}，应为 bytes")


def _parts(outcome: Outcome) -> Iterator[Any]:
    yield outcome
    for finding in outcome.findings:
        yield from (finding, *finding.suggestions)
    yield from (*outcome.not_checked, *outcome.notices, *outcome.failures, *outcome.void)
