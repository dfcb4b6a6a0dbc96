"""What a child process answers, as plain data and back: documents, reports, results of checks, refusals."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import attrs

from gipcore import codec, errors
from gipcore.checks import Failure, Undecided
from gipcore.coded import Result
from gipcore.containment import Failed
from gipcore.documents import Document
from gipcore.errors import DataError, GipError
from gipcore.reports import Report

_ANSWER = "子进程"


def answer_data(item: Document | Report | Result) -> dict[str, Any]:
    """The answer as plain data. Raises TypeError for a failure whose values are none."""
    match item:
        case Document():
            return {"document": codec.unstructure(item)}
        case Report():
            return {"report": codec.report_data(item)}
        case Undecided():
            return {"undecided": attrs.asdict(item)}
        case Failed(error=DataError() as error):
            return {"refused": "DataError", "arguments": [error.source, list(error.problems)]}
        case Failed(error=GipError() as error):
            return {"refused": type(error).__name__, "arguments": [str(error)]}
        case Failed():
            return {"failed": item.reason}
        case _:
            return {"failures": [{key: _plain(value) for key, value in _fields(failure).items()} for failure in item]}


def document_or_report(data: Any) -> Document | Report | Failed:
    """The reverse, of a reader's answer. Raises DataError for anything else."""
    match data:
        case {"document": document}:
            return codec.structure(document, Document, _ANSWER)
        case {"report": report}:
            return codec.report_from_data(report, _ANSWER)
    return _failed(data)


def result_of(data: Any) -> Result:
    """The reverse, of a check's answer. Raises DataError for anything else."""
    match data:
        case {"undecided": undecided}:
            return codec.structure(undecided, Undecided, _ANSWER)
        case {"failures": [*failures]}:
            return tuple(_failure(failure) for failure in failures)
    return _failed(data)


def _failed(data: Any) -> Failed:
    match data:
        case {"failed": str(reason)}:
            return Failed(reason)
        case {"refused": "DataError", "arguments": [str(source), [*problems]]}:
            return _refused(DataError(source, [str(problem) for problem in problems]))
        case {"refused": str(name), "arguments": [str(message)]}:
            known = getattr(errors, name, None)
            plain = isinstance(known, type) and issubclass(known, GipError) and known is not errors.ExpressionError
            return _refused(known(message) if plain and known is not None else GipError(message))
    raise DataError(_ANSWER, ["应为一个回答 @ $"])


def _refused(error: GipError) -> Failed:
    return Failed(str(error), error)


def _fields(failure: Failure) -> dict[str, Any]:
    return {attribute.name: getattr(failure, attribute.name) for attribute in attrs.fields(Failure)}


def _failure(data: Any) -> Failure:
    if not isinstance(data, dict) or not set(data) <= {attribute.name for attribute in attrs.fields(Failure)}:
        raise DataError(_ANSWER, ["应为一个结果 @ $.failures"])
    fields = {key: _rich(value) for key, value in data.items()}
    return Failure(**{**fields, "cells": tuple(fields.get("cells", ()))})


def _plain(value: Any) -> Any:
    match value:
        case None | str() | int() | Decimal():
            return value
        case date():
            return {"date": value.isoformat()}
        case dict():
            return {"table": [[_plain(key), _plain(inner)] for key, inner in value.items()]}
        case list() | tuple():
            return [_plain(inner) for inner in value]
    raise TypeError(f"结果中有 {type(value).__name__}，只能有文字、数字、日期和它们的列表")


def _rich(value: Any) -> Any:
    match value:
        case {"date": str(day)}:
            return date.fromisoformat(day)
        case {"table": [*pairs]}:
            return {_rich(key): _rich(inner) for key, inner in pairs}
        case list():
            return tuple(_rich(inner) for inner in value)
    return value
