"""SARIF 2.1.0 (OASIS Standard): a result for each finding, a notification for whatever was not checked.

Section numbers are those of the standard. A run is successful (§3.20.14) only if every file was read and every binding
rule decided, so that a file without results is no pass by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import PurePath
from typing import Any
from urllib.parse import quote

from gipcore.codec import to_json
from gipcore.documents import Place
from gipcore.outcomes import Checked, Finding, NotChecked, Outcome
from gipcore.rules import Rule, Severity
from gipcore_outcomes.fingerprints import fingerprints
from gipcore_outcomes.wording import advice, failed, say, title, told, unchecked

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}
_LINK = re.compile(r"\[(?=[^\]]*\]\()")
"""Begins what a viewer would show as a link (§3.11.6): text from a report must not."""
Data = dict[str, Any]


def write(results: Sequence[Checked], lang: str) -> bytes:
    """The results as one log with one run."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(results, lang)]}
    return to_json(log).encode(errors="replace") + b"\n"


def _run(results: Sequence[Checked], lang: str) -> Data:
    rules = {rule.id: rule for result in results if result.outcome for rule in result.outcome.rules}
    places = {id_: index for index, id_ in enumerate(rules)}
    artifacts: list[Data] = []
    found: list[Data] = []
    notes: list[Data] = []
    for result in results:
        artifact = _artifact(result)
        if artifact not in artifacts:  # §3.14.15: each once
            artifacts.append(artifact)
        location = {**artifact["location"], "index": artifacts.index(artifact)}
        at: Data = {"physicalLocation": {"artifactLocation": location}}
        found += _results(result, at, places, lang) if result.outcome else ()
        notes += _notifications(result, at, places, lang)
    driver = {
        "name": "gipcore",
        "version": version("gipcore"),
        "language": say(lang, "zh-CN", "en"),
        "rules": [_descriptor(rule, lang) for rule in rules.values()],
    }
    invocation = {
        "executionSuccessful": not any(note["level"] == "error" for note in notes),
        "exitCode": max((result.exit_status for result in results), default=0),
        "toolExecutionNotifications": notes,
    }
    return {
        "tool": {"driver": driver},
        "invocations": [invocation],
        "artifacts": artifacts,
        "results": found,
        "columnKind": "unicodeCodePoints",
    }


def _descriptor(rule: Rule, lang: str) -> Data:
    help_ = [say(lang, "依据：", "Basis: ") + "；".join(rule.basis)]
    if text := advice(rule, lang):
        help_.append(say(lang, "建议：", "Advice: ") + text)
    return {
        "id": rule.id,
        "shortDescription": _message(title(rule, lang)),
        "help": _message("\n".join(help_)),
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
    }


def _artifact(result: Checked) -> Data:
    artifact: Data = {"location": {"uri": uri(result.source or "report")}}
    if result.outcome is None:
        return artifact
    report = result.outcome.report
    if report.source.sha256:
        artifact["hashes"] = {"sha-256": report.source.sha256}
    artifact["properties"] = {
        "issuer": report.issuer.name,
        "region": report.issuer.region,
        "level": report.issuer.level,
        "year": report.year,
        "form": report.form,
        "rulesets": list(result.outcome.rulesets),
        "status": result.outcome.status,
        "passed": len(result.outcome.passed),
    }
    return artifact


def uri(source: str) -> str:
    """The file as a URI reference: an address as it is, a path with its blanks and signs escaped.

    >>> uri("年报 2023.docx"), uri("/srv/a#1.txt")
    ('%E5%B9%B4%E6%8A%A5%202023.docx', 'file:///srv/a%231.txt')
    """
    if re.match(r"[a-z][a-z0-9+.-]+://", source):
        return quote(source, safe=":/?#[]@!$&'()*+,;=%")
    path = PurePath(source)
    return path.as_uri() if path.is_absolute() else quote(path.as_posix(), errors="replace")


def _results(result: Checked, at: Data, places: dict[str, int], lang: str) -> Iterator[Data]:
    outcome = result.outcome
    assert outcome is not None
    for finding, fingerprint in zip(outcome.findings, fingerprints(outcome), strict=True):
        here, *others = [_location(at, result, cell) for cell in dict.fromkeys(finding.cells)] or [at]
        if finding.where:
            here = {**here, "message": _message(finding.where)}
        data: Data = {
            "ruleId": finding.rule,
            "level": LEVELS[finding.severity],
            "message": _message(told(finding, lang)),
            "locations": [here],
            "partialFingerprints": {"gipcore/v1": fingerprint},
            "properties": _figures(finding),
        }
        if finding.rule in places:
            data["ruleIndex"] = places[finding.rule]
        if others:
            data["relatedLocations"] = others
        if finding.excused and finding.explanation is not None:
            reason = finding.explanation.reason
            # §3.35: whoever shows it hides it as dealt with, so only what the rules excuse has one.
            data["suppressions"] = [{"kind": "external", "status": "accepted", "justification": reason}]
        yield data


def _location(at: Data, result: Checked, cell: str) -> Data:
    logical: Data = {"fullyQualifiedName": cell, "kind": "value"}
    if result.form is not None and cell in result.form.cells:
        logical["name"] = result.form.cells[cell].label
    found: Data = {**at, "logicalLocations": [logical]}
    place = result.outcome.report.places.get(cell, Place()) if result.outcome else Place()
    # Only in plain text does a line of the report stand for a line of the file.
    if place.line and result.outcome and result.outcome.report.source.format == "text":
        found["physicalLocation"] = {**at["physicalLocation"], "region": {"startLine": place.line}}
    return found


def _figures(finding: Finding) -> Data:
    suggestions = [{"cell": s.cell, "value": s.value} for s in finding.suggestions if s.cell is not None]
    figures = {"left": finding.left, "right": finding.right, "difference": finding.difference}
    return {**figures, "cells": list(finding.cells), "suggestions": suggestions}


def _notifications(result: Checked, at: Data, places: dict[str, int], lang: str) -> Iterator[Data]:
    if result.outcome is None:
        yield _note("unreadable", "error", result.reason, at)
        return
    outcome: Outcome = result.outcome
    for item in (*outcome.not_checked, *outcome.notices):
        note = _note("not-checked", _level(item), f"{item.rule} {unchecked(item, lang)}", at)
        if item.rule in places:
            note["associatedRule"] = {"id": item.rule, "index": places[item.rule]}
        yield note
    for failure in outcome.failures:
        yield _note("plugin-failed", "error", failed(failure, lang), at)
    for void in outcome.void:
        why = say(lang, "情况说明不起作用：", "An explanation is void: ") + void.why
        yield _note("void-explanation", "warning", f"{void.explanation.rule} {why}", at)


def _level(item: NotChecked) -> str:
    """What makes the check incomplete is an error; what was only not handed over, a note."""
    if item.binding:
        return "error"
    return "note" if item.needs else "warning"


def _note(id_: str, level: str, text: str, at: Data) -> Data:
    return {"descriptor": {"id": id_}, "level": level, "message": _message(text), "locations": [at]}


def _message(text: str) -> Data:
    # §3.11.5: braces are doubled, for a single pair is a placeholder.
    return {"text": _LINK.sub(r"\\[", text).replace("{", "{{").replace("}", "}}")}
