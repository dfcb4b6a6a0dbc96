"""A report as JSON: what ``gipcore.dumps`` prints, as a file."""

from __future__ import annotations

from gipcore.codec import parse_json, report_data, to_json
from gipcore.reports import Report
from gipcore_data.bounds import decode, encode, report_from


def read_json(data: bytes) -> Report:
    """The report in *data*; raises ReadError if it is none, DataError with every problem of a wrong one."""
    return report_from(parse_json(decode(data, "JSON"), "JSON 报告"), "JSON")


def write_json(report: Report) -> bytes:
    """*report* as UTF-8 JSON, lossless."""
    return encode(to_json(report_data(report)) + "\n", "JSON")
