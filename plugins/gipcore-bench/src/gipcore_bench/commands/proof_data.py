"""The proof as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from gipcore.codec import encode_value
from gipcore.proofs import Breaking, Proof, Question, RuleCase
from gipcore.reports import Report
from gipcore.values import Number
from gipcore_bench.proving import Proved, Refusal, finding_of, region_of


def proof_data(proved: Proved, lang: str) -> dict[str, Any]:
    """What was proved, as plain data."""
    return {
        "status": "fail" if proved.refused else "pass" if proved.complete else "incomplete",
        "lots": [_lot(proof) for proof in proved.proofs],
        "conflicts": [{**_of(question), "cases": _cases(cases)} for question, cases in proved.conflicts],
        "never_passes": [_refusal(refusal) for refusal in proved.never_passing],
        "never_fires": [_refusal(refusal) for refusal in proved.never_firing],
        "fires_nowhere_there": [_refusal(refusal) for refusal in proved.idle],
        "implied": [_refusal(refusal) for refusal in proved.implied],
        "breakings": [_breaking(question, breaking, lang) for question, breaking in proved.breakings],
        "untouched": {form: list(cells) for form, cells in proved.untouched.items()},
        "left_out": [{"rule": item.rule.id, "reason": item.reason.text(lang)} for item in proved.left_out],
        "undecided": _cases(proved.undecided),
        "failure": proved.failure,
    }


def _of(question: Question) -> dict[str, Any]:
    return {"form": question.rules.form.id, "year": question.year, "region": region_of(question)}


def _lot(proof: Proof) -> dict[str, Any]:
    question = proof.question
    return {
        **_of(question),
        "rulesets": list(question.rules.rulesets),
        "levels": list(question.levels),
        "kinds": list(question.kinds),
        "cases": len(proof.cases),
        "satisfiable": proof.satisfiable,
    }


def _cases(cases: Iterable[RuleCase]) -> list[dict[str, Any]]:
    return [
        {"rule": case.id, "title": case.rule.title, "place": case.place, "cells": list(dict.fromkeys(case.cells))}
        for case in cases
    ]


def _refusal(refusal: Refusal) -> dict[str, Any]:
    return {**_of(refusal.question), "cases": _cases(refusal.cases), "by": _cases(refusal.by)}


def _breaking(question: Question, breaking: Breaking, lang: str) -> dict[str, Any]:
    subject = breaking.subject
    return {
        **_of(question),
        **_cases([breaking.case])[0],
        "message": finding_of(question, breaking, lang).message,
        "with": _cases(breaking.others),
        "report": _figures(subject.report),
        "previous": None if subject.previous is None else _figures(subject.previous),
        "children": [_figures(child) for child in subject.children],
    }


def _figures(report: Report) -> dict[str, Any]:
    """The cells that hold something else than 0."""
    zero = Number(0)
    return {id_: encode_value(value) for id_, value in report.cells.items() if value != zero}
