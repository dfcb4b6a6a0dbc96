"""The law of both formats: any report that is written reads back as the same report."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from decimal import Decimal
from importlib.resources import files
from typing import get_args

import attrs
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gipcore.documents import Place
from gipcore.reports import (
    Heading,
    Issuer,
    Kind,
    Level,
    PrintedLabel,
    ReadingRemark,
    Remark,
    Report,
    Scope,
    Source,
    TableSeen,
)
from gipcore.values import Blank, NotApplicable, Number, Reason, Unreadable
from gipcore_data.json_format import read_json, write_json
from gipcore_data.toml_format import read_toml, write_toml

SCHEMA = json.loads(files("gipcore_data").joinpath("schemas", "report.schema.json").read_text("utf-8"))

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["", "一、总体情况\r\n第二段", "“三安全一稳定”", '"""', "'''", "\\", "\t", "a\nb\n", "\ufeff", "\x00\x7f\u2028"]
)
places = st.builds(Place, *[st.integers(0, 10**6)] * 4)
ids = st.from_regex(r"[a-z_]{1,8}(\.[a-z_]{1,8}){0,2}", fullmatch=True)
# Negative zero has no text of its own in any report.
numbers = st.integers(-(10**30), 10**30) | st.decimals(-(10**9), 10**9, places=6).filter(
    lambda d: bool(d) or not d.is_signed()
)
values = st.one_of(
    st.builds(Number, numbers, raw=texts, notes=st.lists(texts, max_size=2).map(tuple)),
    st.builds(
        Number, st.sampled_from([Decimal("1E+3"), Decimal("1E-7"), Decimal("0.10"), Decimal("5"), Decimal("0E-9")])
    ),
    st.builds(Blank, raw=texts),
    st.builds(NotApplicable, raw=texts),
    st.builds(Unreadable, raw=texts, reason=st.sampled_from(get_args(Reason))),
)
dates = st.none() | st.dates(date(1900, 1, 1))


def literal(type_: object) -> st.SearchStrategy[str]:
    return st.sampled_from(get_args(type_))


def few(items: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(items, max_size=3).map(tuple)


reports = st.builds(
    Report,
    form=texts,
    cells=st.dictionaries(ids, values, max_size=6),
    issuer=st.builds(
        Issuer,
        texts,
        st.none() | texts,
        st.none() | literal(Level),
        st.none() | literal(Kind),
        literal(Scope),
    ),
    year=st.none() | st.integers(1900, 2100),
    title=texts,
    signature=texts,
    date_text=texts,
    signed_on=dates,
    published_on=dates,
    preamble=texts,
    sections=st.dictionaries(texts, texts, max_size=3),
    headings=few(st.builds(Heading, st.none() | texts, texts, places, texts)),
    labels=few(st.builds(PrintedLabel, texts, texts, places)),
    tables=few(st.builds(TableSeen, texts, st.none() | texts, places)),
    places=st.dictionaries(ids, places, max_size=3),
    remarks=few(st.builds(ReadingRemark, literal(Remark), texts, places)),
    source=st.builds(Source, texts, texts, texts),
)


@given(reports)
def test_json_loses_nothing(report: Report) -> None:
    assert read_json(write_json(report)) == report


@given(reports)
def test_toml_loses_nothing(report: Report) -> None:
    assert read_toml(write_toml(report)) == report


@given(reports)
@settings(max_examples=50)
def test_what_is_written_is_standard_json_and_follows_the_schema(report: Report) -> None:
    jsonschema.validate(json.loads(write_json(report)), SCHEMA)


@given(reports)
@settings(max_examples=50)
def test_what_is_written_is_standard_toml(report: Report) -> None:
    assert tomllib.loads(write_toml(report).decode())["form"] == report.form


@pytest.mark.parametrize(
    ("model", "path"),
    [
        (Report, ()),
        (Issuer, ("properties", "issuer")),
        (Heading, ("properties", "headings", "items")),
        (PrintedLabel, ("properties", "labels", "items")),
        (TableSeen, ("properties", "tables", "items")),
        (ReadingRemark, ("properties", "remarks", "items")),
        (Source, ("properties", "source")),
        (Place, ("$defs", "place")),
    ],
)
def test_schema_names_every_field_of_the_model(model: type, path: tuple[str, ...]) -> None:
    schema = SCHEMA
    for key in path:
        schema = schema[key]
    beside = {"raw", "reasons", "notes"} if model is Report else set()
    assert set(schema["properties"]) == {field.name for field in attrs.fields(model)} | beside


@pytest.mark.parametrize(
    ("type_", "path"),
    [
        (Level, ("properties", "issuer", "properties", "level")),
        (Kind, ("properties", "issuer", "properties", "kind")),
        (Scope, ("properties", "issuer", "properties", "scope")),
        (Remark, ("properties", "remarks", "items", "properties", "kind")),
        (Reason, ("properties", "reasons", "additionalProperties")),
    ],
)
def test_schema_knows_every_word_of_the_model(type_: object, path: tuple[str, ...]) -> None:
    schema = SCHEMA
    for key in path:
        schema = schema[key]
    assert set(schema["enum"]) - {None} == set(get_args(type_))
