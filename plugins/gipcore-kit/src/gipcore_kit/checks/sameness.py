"""What a plugin makes of the same things, as digests: twice, in another process, before and after all other plugins."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache, partial
from importlib.metadata import EntryPoint

from attrs import evolve

from gipcore.checks import Subject, Undecided
from gipcore.codec import report_data, to_json, unstructure
from gipcore.coded import run_checks
from gipcore.containment import Failed
from gipcore.documents import Document
from gipcore.engine import Engine
from gipcore.outcome_json import outcomes_data
from gipcore.outcomes import Outcome
from gipcore.plugins import GROUP, Plugins, load_plugins
from gipcore.reports import Report
from gipcore_kit.answers import Answer, Note, judged, not_applicable
from gipcore_kit.checks.inputs import small_inputs
from gipcore_kit.checks.results import files_for, sample_results
from gipcore_kit.samples import sample_reports
from gipcore_kit.trial import Trial

Digests = dict[str, str]


def digests(trial: Trial) -> Digests:
    """A digest of each thing that the plugin makes, by what it is."""
    return {label: hashlib.sha256(made).hexdigest() for label, made in _made(trial)}


def _made(trial: Trial) -> Iterator[tuple[str, bytes]]:
    for form in trial.forms[:2]:
        for number, report in enumerate(sample_reports(form), 1):
            for writer in trial.writers:
                made = trial.run(f"{writer.name}: {form.id} {number}", partial(writer.write, report, form))
                yield f"{writer.name} ← {form.id} ({number})", made if isinstance(made, bytes) else _bytes(made)
            if trial.rulesets or trial.checks:
                trial.say(f"check: {form.id} {number}")
                yield f"check {form.id} ({number})", to_json(outcomes_data([_without_others(trial, report)])).encode()
    for reader in trial.readers:
        for what, data in small_inputs(trial, reader):
            yield f"{reader.name} → {what.zh}", _bytes(trial.read(reader, data, what.zh))
    yield from _answers_of_checks(trial)
    yield from _results(trial)


def _results(trial: Trial) -> Iterator[tuple[str, bytes]]:
    if not (trial.outcome_writers or trial.annotators) or not trial.forms:
        return
    checked, form = sample_results(trial), trial.forms[0]
    for writer in trial.outcome_writers:
        made = trial.run(writer.name, partial(writer.write, checked, "zh"))
        yield f"{writer.name} ← {len(checked)}", made if isinstance(made, bytes) else _bytes(made)
    for annotator in trial.annotators:
        for number, data in enumerate(files_for(trial, annotator), 1):
            outcome = trial.engine.check(trial.engine.read(data, format=annotator.name, form=form.id))
            made = trial.run(annotator.name, partial(annotator.annotate, data, outcome, form, "zh"))
            yield f"{annotator.name} annotate ({number})", made if isinstance(made, bytes) else _bytes(made)


def _without_others(trial: Trial, report: Report) -> Outcome:
    """The outcome, of the plugin's own rules and of rules that name its checks."""
    outcome = trial.engine.check(report)
    own = {rule.id for ruleset in trial.rulesets for rule in ruleset.all_rules}
    checks = {check.name for check in trial.checks}
    own |= {rule.id for rule in outcome.rules if rule.check in checks}
    return evolve(
        outcome,
        findings=tuple(finding for finding in outcome.findings if finding.rule in own),
        not_checked=tuple(item for item in outcome.not_checked if item.rule in own),
        failures=(),
    )


def _answers_of_checks(trial: Trial) -> Iterator[tuple[str, bytes]]:
    if not trial.forms:
        return
    form = trial.forms[0]
    for check in trial.checks:
        rule = next((r for s in trial.engine.catalogue.rulesets for r in s.all_rules if r.check == check.name), None)
        if rule is None:
            continue
        trial.say(check.name)
        for number, report in enumerate(sample_reports(form), 1):
            (result,) = run_checks(Subject(report, form), [(check, rule)])
            yield f"{check.name} ← {form.id} ({number})", _bytes(result)


def _bytes(made: object) -> bytes:
    match made:
        case Document():
            return to_json(unstructure(made)).encode(errors="surrogatepass")
        case Report():
            return to_json(report_data(made)).encode(errors="surrogatepass")
        case Failed():
            return made.reason.encode(errors="surrogatepass")
        case Undecided():
            return repr(made).encode(errors="surrogatepass")
        case tuple():
            return "\n".join(repr(evolve(item, values=dict(sorted(item.values.items())))) for item in made).encode(
                errors="surrogatepass"
            )
    return repr(made).encode(errors="surrogatepass")


def deterministic(first: Digests, second: Digests, elsewhere: Digests) -> Answer:
    """The verdict on two runs in one process and one in another, with other hashes, another time zone and language."""
    if not first:
        return not_applicable("没有格式、规则和检查", "there are no formats, rules or checks")
    problems = [
        Note(f"{label}：再做一次，结果不一样。", f"{label}: another result when done again")
        for label in _differing(first, second)
    ]
    problems += [
        Note(
            f"{label}：在另一个进程中（PYTHONHASHSEED、时区不同）结果不一样。请不要依赖集合的次序、时间和随机数。",
            f"{label}: another result in another process (PYTHONHASHSEED, time zone): rely on no order of sets, "
            f"no time and no chance",
        )
        for label in _differing(first, elsewhere)
    ]
    count = len(first)
    return judged(problems, Note(f"{count} 个结果，三次都相同", f"{count} results, the same three times"))


def order(trial: Trial, first: Digests) -> Answer:
    """The verdict on the plugin among all others in the reverse order."""
    if not first:
        return not_applicable("没有格式、规则和检查", "there are no formats, rules or checks")
    trial.say("reversed")
    names = _backwards(trial.plugins)
    own = tuple((names[name], value) for name, value in trial.candidate.points if name in names)
    candidate = evolve(trial.candidate, points=own)
    turned = digests(Trial(candidate, _reversed(trial.engine), trial.examples, trial.say))
    count = len(first)
    return judged(
        (
            Note(
                f"{label}：插件按相反的次序加载时，结果不一样。",
                f"{label}: another result with plugins in reverse order",
            )
            for label in _differing(first, turned)
        ),
        Note(
            f"所有插件按相反的次序加载，{count} 个结果都相同",
            f"all plugins in reverse order: {count} results are the same",
        ),
    )


@cache
def _reversed(engine: Engine) -> Engine:
    """An engine with the same plugins under names that turn their order around."""
    names = _backwards(engine.plugins)
    return Engine(load_plugins([EntryPoint(names[p.name], p.value, GROUP) for p in engine.plugins.points]))


def _backwards(plugins: Plugins) -> dict[str, str]:
    names = sorted((point.name for point in plugins.points), reverse=True)
    return {name: f"{number:04}-{name}" for number, name in enumerate(names)}


def _differing(first: Digests, second: Digests) -> list[str]:
    return [label for label in sorted({*first, *second}) if first.get(label) != second.get(label)]
