"""No hook changes a report: what was handed to the plugin holds the same afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from gipcore.checks import Subject
from gipcore.coded import CHANGED
from gipcore.held import Held
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.checks.round_trip import drawn
from gipcore_kit.samples import sample_reports
from gipcore_kit.trial import Trial


def unchanged(trial: Trial) -> Answer:
    """The verdict on everything that the plugin is shown a report by."""
    if not (trial.writers or trial.checks):
        return not_applicable("不经手报告", "it is handed no report")
    things = len(trial.writers) + len(trial.checks)
    count = sum(len(sample_reports(form)) for form in trial.forms)
    return judged(
        _problems(trial),
        Note(f"{things} 个钩子各看 {count} 份以上的报告", f"{things} hooks, {count} reports or more each"),
    )


def _problems(trial: Trial) -> Iterator[Note]:
    rules = {
        rule.check: rule for ruleset in trial.engine.catalogue.rulesets for rule in ruleset.all_rules if rule.check
    }
    pairs = [(check, rules[check.name]) for check in trial.checks if check.name in rules]
    for form in trial.forms:
        for report in (*sample_reports(form), *drawn(form, min(trial.examples, 3))):
            for writer in trial.writers:
                held = Held(report)
                trial.run(f"{writer.name}: {form.id}", partial(writer.write, report, form))
                if held.changed:
                    held.restore()
                    yield _changed(f"Writer {writer.name}")
            for (check, _), result in trial.results_of(pairs, Subject(report, form)):
                if result == CHANGED:
                    yield _changed(f"Check {check.name}")


def _changed(what: str) -> Note:
    return Note(f"{what} 改动了报告。请先复制（attrs.evolve、report.changed）再改。", f"{what} changes the report")
