"""``gip rules export``, and what ``gip check --format json`` prints: both as their published schemas say."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from gipcore.bundle import bundle, bundle_set
from gipcore.bundle_vectors import vectors
from gipcore.codec import to_json
from gipcore.engine import Engine
from gipcore_cli.main import run
from gipcore_cli.session import Session

SAMPLE = Path(__file__).parents[3] / "examples" / "jiahezi-2023.txt"


def follow(schema: str, text: str) -> Any:
    """The JSON *text*, which must follow the published schema."""
    data = json.loads(text)
    found = files("gipcore_data").joinpath("schemas", f"{schema}.schema.json").read_text("utf-8")
    jsonschema.Draft202012Validator(json.loads(found)).validate(data)
    return data


def export(capfd: pytest.CaptureFixture[str], *arguments: str, status: int = 0) -> str:
    found = run(["rules", "export", *arguments], Session())
    captured = capfd.readouterr()
    assert found == status and (captured.err == "") == (status == 0)
    return captured.out or captured.err


def test_one_form_in_a_file(tmp_path: Path, capfd: pytest.CaptureFixture[str], engine: Engine) -> None:
    target = tmp_path / "bundle.json"
    assert export(capfd, "--to", "json", "--form", "cn-2014", "--year", "2015", "-o", str(target)) == ""
    rules = engine.catalogue.in_force("cn-2014", 2015, None, None, None)
    assert target.read_text("utf-8") == to_json(bundle([bundle_set(rules, year=2015)])) + "\n"
    (found,) = follow("bundle", target.read_text("utf-8"))["sets"]
    assert (found["form"]["id"], found["year"], found["level"]) == ("cn-2014", 2015, None)
    assert "aggregate.sum" in {rule["id"] for rule in found["rules"]}


def test_all_forms_each_in_its_latest_year(capfd: pytest.CaptureFixture[str]) -> None:
    sets = json.loads(export(capfd))["sets"]
    assert [(one["form"]["id"], one["year"]) for one in sets[:2]] == [("cn-2014", 2018), ("cn-2019", 2020)]
    assert [one["form"]["id"] for one in sets[2:]] == ["cn-2021"] and sets[2]["year"] >= 2023
    assert all("vectors" not in one for one in sets)


def test_the_vectors_are_those_of_the_rules_in_force(capfd: pytest.CaptureFixture[str], engine: Engine) -> None:
    (found,) = json.loads(export(capfd, "--form", "cn-2014", "--vectors"))["sets"]
    rules = engine.catalogue.in_force("cn-2014", 2018, None, None, None)
    assert found["vectors"] == json.loads(to_json(list(vectors(engine.catalogue, rules))))


def test_place_level_and_kind_decide(capfd: pytest.CaptureFixture[str]) -> None:
    told = ("--year", "2020", "--region", "420100", "--level", "county", "--kind", "office")
    here = json.loads(export(capfd, *told))["sets"]
    assert [one["form"]["id"] for one in here] == ["cn-2019", "cn-2019+42"]
    assert all(one["rulesets"] == ["cn", "42"] and one["undecided"] == [] for one in here)
    assert "42.other_documents_bound" in {rule["id"] for rule in here[1]["rules"]}
    (open_,) = json.loads(export(capfd, "--year", "2020"))["sets"]
    assert [one["rule"] for one in open_["undecided"]] == ["overview.assessment"] and open_["undecided"][0]["reason"]
    (customs,) = json.loads(export(capfd, "--year", "2023", "--name", "湛江海关"))["sets"]
    assert customs["rulesets"] == ["cn", "customs"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--form", "cn-2021", "--year", "2015"), "表样 cn-2021 不用于 2015 年。"),
        (("--form", "cn-2022"), "是否指 cn-2021"),
        (("--year", "2011"), "没有 2011 年的表样。"),
        (("--to", "yaml"), "'yaml' 不是可选的值：json"),
        (("--kind", "village"), "'village' 不是可选的值"),
    ],
)
def test_what_there_is_not(arguments: tuple[str, ...], said: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert said in export(capfd, *arguments, status=2)


def test_the_outcome_that_is_printed_follows_its_schema(tmp_path: Path) -> None:
    (tmp_path / "blank.txt").write_text("今天天气很好。", "utf-8")
    code = "from gipcore_cli.main import main; main()"
    command = [sys.executable, "-c", code, "check", "--format", "json", str(SAMPLE), str(tmp_path / "blank.txt")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    reports = follow("outcome", done.stdout)["reports"]
    assert [report["source"] for report in reports] == ["jiahezi-2023.txt", "blank.txt"]
    assert reports[0]["findings"] and reports[1]["not_checked"]
