"""Results of a check: written so that nothing skipped is lost, noted in the file so that it still reads the same."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import partial

from gipcore.containment import Failed
from gipcore.errors import GipError
from gipcore.hookspecs import Annotator, OutcomeWriter
from gipcore.outcomes import Checked
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.checks.escaped import MARKUP, PAGES
from gipcore_kit.samples import sample_reports
from gipcore_kit.trial import Trial

UNREAD = Checked(f"收件箱/报告{MARKUP[0]}.docx", reason="打不开文件（权限不足）")
"""A file that could not be read, under a name that somebody chose to do harm."""


def results(trial: Trial) -> Answer:
    """The verdict on its writers of results and its annotators."""
    if not (trial.outcome_writers or trial.annotators) or not trial.forms:
        return not_applicable("不经手检查结果", "it is handed no results")
    problems: list[Note] = []
    checked = sample_results(trial)
    for writer in trial.outcome_writers:
        for given in ([], checked[:1], [UNREAD], [*checked, UNREAD]):
            for lang in ("zh", "en"):
                problems += _written(trial, writer, given, lang)
    noted = 0
    for annotator in trial.annotators:
        for data in files_for(trial, annotator):
            noted += 1
            problems += _annotated(trial, annotator, data)
    names = [writer.name for writer in trial.outcome_writers] + [annotator.name for annotator in trial.annotators]
    return judged(
        problems,
        Note(
            f"{'、'.join(names)}：没有结果、一份、多份和读不了的文件；批注 {noted} 个文件，读出来不变",
            f"{', '.join(names)}: no result, one, many, and a file that cannot be read; {noted} files annotated",
        ),
    )


def sample_results(trial: Trial) -> list[Checked]:
    """What comes of checking the sample reports: some pass, some fail, some are not wholly checked."""
    form = trial.forms[0]
    return [
        Checked(f"report-{number}.docx", trial.engine.check(report), form=form)
        for number, report in enumerate(sample_reports(form), 1)
    ]


def files_for(trial: Trial, annotator: Annotator) -> list[bytes]:
    """Files that the annotator takes: those that the reader of its name reads."""
    reader = trial.engine.readers.get(annotator.name)
    return [] if reader is None else trial.files_of(reader)


def _written(trial: Trial, writer: OutcomeWriter, given: Sequence[Checked], lang: str) -> Iterator[Note]:
    guarded = trial.engine.outcome_writers[writer.name]
    made = trial.run(f"{writer.name}: {len(given)}", partial(guarded.write, given, lang))
    if isinstance(made, Failed):
        why = str(made.error) if isinstance(made.error, GipError) else made.reason
        yield Note(f"{writer.name} 写不出 {len(given)} 个结果：{why}", f"{writer.name}, {len(given)} results: {why}")
        return
    text = made.decode("utf-8", "replace")
    if UNREAD in given and not any(form in text for form in (UNREAD.reason, json.dumps(UNREAD.reason)[1:-1])):
        yield Note(
            f"{writer.name} 没有写出读不了的文件和原因（{UNREAD.reason}），看上去像通过。",
            f"{writer.name} does not tell of a file that could not be read, which looks like a pass",
        )
    if {*writer.extensions} & PAGES and MARKUP[0] in text:
        yield Note(
            f"{writer.name} 把文件名中的标记原样写出。请转义。", f"{writer.name} writes markup in a name as it is"
        )


def _annotated(trial: Trial, annotator: Annotator, data: bytes) -> Iterator[Note]:
    def annotate() -> bytes:
        # The engine holds the file that comes back against the one that went in.
        outcome = trial.engine.check(trial.engine.read(data, format=annotator.name))
        return trial.engine.annotate(data, outcome, format=annotator.name)

    made = trial.run(f"{annotator.name}: annotate", annotate)
    if isinstance(made, Failed):
        why = str(made.error) if isinstance(made.error, GipError) else made.reason
        yield Note(f"{annotator.name} 批注不了：{why}", f"{annotator.name} cannot annotate: {why}")
