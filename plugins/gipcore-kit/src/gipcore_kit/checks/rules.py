"""Rulesets: they load strictly, every expression fits its forms, and every example of every rule does what it says."""

from __future__ import annotations

from collections.abc import Iterator

from gipcore.examples import run_examples
from gipcore.rulesets import validate
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.trial import Trial


def rules(trial: Trial) -> Answer:
    """The verdict on its folders of forms and rules."""
    if not trial.folders:
        return not_applicable("没有规则", "it brings no rules")
    trial.say("rules")
    own = {ruleset.id for ruleset in trial.rulesets}
    problems = list(_not_loaded(trial))
    problems += [Note(text, text) for text in validate(trial.engine.catalogue) if text.split(".toml:")[0][6:] in own]
    # Layers change rules of others, so the examples are tried where all of them are in force.
    catalogue = trial.engine.catalogue
    executed = 0
    for done in run_examples(catalogue, trial.engine.checks, trial.rulesets):
        executed += 1
        if done.problem:
            problems.append(Note(f"{done.ruleset}：{done.problem}", f"{done.ruleset}: {done.problem}"))
    count = sum(len(ruleset.all_rules) for ruleset in trial.rulesets)
    return judged(
        problems,
        Note(
            f"{len(own)} 个规则集，{count} 条规则，执行例子 {executed} 个",
            f"{len(own)} rulesets, {count} rules, {executed} examples executed",
        ),
    )


def _not_loaded(trial: Trial) -> Iterator[Note]:
    for failure in trial.plugins.failures:
        if failure.plugin in trial.candidate.names and failure.reason.startswith("gipcore_rulesets"):
            yield Note(failure.reason, failure.reason)
    if not trial.rulesets and not trial.plugins.failures:
        files = [str(folder) for folder in trial.folders]
        if not any(folder.joinpath("forms").is_dir() for folder in trial.folders):
            told = "、".join(files)
            yield Note(f"{told} 中没有 rules/*.toml 或 forms/*.toml。", f"{told} has no rules/*.toml or forms/*.toml")
