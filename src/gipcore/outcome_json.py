"""Outcomes as plain data: the object that ``gip check --format json`` prints."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.metadata import version
from typing import Any

from gipcore.codec import to_json
from gipcore.formats import OutcomeWriter
from gipcore.outcomes import Checked, Explanation, Finding, Outcome


@cache
def _version() -> str:
    return version("gipcore")


def outcomes_data(outcomes: Iterable[Outcome], lang: str = "zh") -> dict[str, Any]:
    """All outcomes as one object; *lang* is that of the outcomes' own messages.

    Notices about layers appear among ``not_checked`` under the layer's id; a plugin that failed in each report under
    the rule ``*``: nobody knows which of its rules are missing. ``explanation`` and ``void_explanations`` are there
    only where there is one.
    """
    return {"gipcore": _version(), "reports": [_report(outcome, lang) for outcome in outcomes]}


def results_data(results: Iterable[Checked], lang: str = "zh") -> dict[str, Any]:
    """The same of files; one that could not be read is in it too, as incomplete, in the shape of the others."""
    reports = [_report(r.outcome, lang) if r.outcome is not None else _unread(r) for r in results]
    return {"gipcore": _version(), "reports": reports}


def _write(results: Sequence[Checked], lang: str) -> bytes:
    return to_json(results_data(results, lang)).encode() + b"\n"


JSON = OutcomeWriter("json", (".json",), _write, "JSON", "application/json", "gipcore")
"""The format of results that is there without any plugin."""


def _unread(result: Checked) -> dict[str, Any]:
    return {
        "source": result.name,
        "sha256": "",
        "form": "",
        "issuer": "",
        "region": None,
        "level": None,
        "year": None,
        "rulesets": [],
        "status": "incomplete",
        "findings": [],
        "not_checked": [{"rule": "*", "reason": result.reason}],
    }


def _report(outcome: Outcome, lang: str) -> dict[str, Any]:
    report = outcome.report
    failed = "Plugin {} failed: {}" if lang == "en" else "插件 {} 失败：{}"
    void = [{"rule": v.explanation.rule, "cells": list(v.explanation.cells), "why": v.why} for v in outcome.void]
    return {
        "source": report.source.name,
        "sha256": report.source.sha256,
        "form": report.form,
        "issuer": report.issuer.name,
        "region": report.issuer.region,
        "level": report.issuer.level,
        "year": report.year,
        "rulesets": list(outcome.rulesets),
        "status": outcome.status,
        "findings": [_finding(finding) for finding in outcome.findings],
        "not_checked": [
            *({"rule": item.rule, "reason": item.reason} for item in (*outcome.not_checked, *outcome.notices)),
            *({"rule": "*", "reason": failed.format(item.plugin, item.reason)} for item in outcome.failures),
        ],
        **({"void_explanations": void} if void else {}),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "cells": list(finding.cells),
        "left": finding.left,
        "right": finding.right,
        "difference": finding.difference,
        "message": finding.message,
        "basis": finding.basis,
        "where": finding.where,
        "suggestions": [{"text": s.text, "cell": s.cell, "value": s.value} for s in finding.suggestions],
        **({"explanation": _explanation(finding.explanation, finding.excused)} if finding.explanation else {}),
    }


def _explanation(explanation: Explanation, excused: bool) -> dict[str, Any]:
    return {
        "reason": explanation.reason,
        "author": explanation.author,
        "date": explanation.date.isoformat(),
        "expires": explanation.expires.isoformat() if explanation.expires else None,
        "excused": excused,
    }
