"""The catalogue: strict loading, all problems at once, and which rules are in force for a report."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from gipcore.errors import DataError
from gipcore.examples import run_examples
from gipcore.reports import Kind, Level
from gipcore.rulesets import Catalogue, load_catalogue, validate

NATIONAL = files("gipcore_rulesets")
FORM = """
id = "tiny"
title = "t"
first_year = 2020
source = "s"
[groups]
columns = ["one", "two"]
[[sections]]
key = "overview"
numeral = "一"
title = "总体情况"
[[tables]]
key = "t"
section = "overview"
title = "t"
[[tables.blocks]]
prefix = "t"
columns = [
    { key = "one", label = "甲" },
    { key = "two", label = "乙" },
    { key = "sum", label = "计", sum_of = ["one", "two"] },
]
rows = [{ key = "row", path = ["行"] }]
"""
RULE = """
[[rules]]
id = "{id}"
severity = "error"
title = "t"
message = "m {{row}}"
basis = ["b"]
expression = "t.row.one <= t.row.two"
{more}
"""


def write(folder: Path, name: str, *rules: str, **keys: str) -> None:
    (folder / "forms").mkdir(parents=True, exist_ok=True)
    (folder / "forms" / "tiny.toml").write_text(FORM, "utf-8")
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    head = "".join(f"{key} = {value}\n" for key, value in {"title": '"t"', "source": '"s"', **keys}.items())
    (folder / "rules" / f"{name}.toml").write_text(f'id = "{name}"\n{head}' + "".join(rules), "utf-8")


def rule(id_: str, more: str = "") -> str:
    return RULE.format(id=id_, more=more)


def problems(folder: Path) -> list[str]:
    with pytest.raises(DataError) as caught:
        load_catalogue([folder])
    return list(caught.value.problems)


def ids(
    catalogue: Catalogue, year: int, region: str | None = None, level: Level | None = None, kind: Kind | None = None
) -> tuple[str, ...]:
    return tuple(rule.id for rule in catalogue.in_force("tiny", year, region, level, kind).rules)


def test_every_problem_of_every_file_is_told_with_its_path(tmp_path: Path) -> None:
    write(tmp_path, "good", rule("a.b"))
    write(
        tmp_path,
        "one",
        rule("a.c").replace('"error"', '"eror"'),
        rule("a.d").replace("expression", "expresion"),
        rule("a.e").replace('title = "t"\n', ""),
    )
    (tmp_path / "rules" / "two.toml").write_text("id = \n", "utf-8")
    (tmp_path / "rules" / "three.toml").write_bytes(b'id = "\xff"')
    (tmp_path / "rules" / "notes.txt").write_text("no ruleset", "utf-8")
    found = problems(tmp_path)
    assert [problem.split("@ ")[-1] for problem in found if problem.startswith("rules/one.toml")] == [
        "$.rules[0].severity", "$.rules[1]", "$.rules[2].title",
    ]  # fmt: skip
    assert any("'expresion'（是否指 expression？）" in problem for problem in found)
    assert any("two.toml" in problem and "TOML" in problem for problem in found)
    assert any("three.toml" in problem and "UTF-8" in problem for problem in found)
    assert len(found) == 5


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("expression", 'check = "x"\nexpression', "expression 和 check 应恰有一个"),
        ('expression = "t.row.one <= t.row.two"', "", "expression 和 check 应恰有一个"),
        ("basis", 'unsourced = "ours"\nbasis', "不能是 error"),
        ('["b"]', "[]", "缺少依据"),
        ('"a.b"', '"A.b"', "小写的点分名称"),
        ('"a.b"', '"ab"', "小写的点分名称"),
        ("basis", 'scope = { forms = ["tiny", "tinny"] }\nbasis', "没有表样 'tinny'"),
    ],
)
def test_what_no_rule_may_be(tmp_path: Path, old: str, new: str, problem: str) -> None:
    write(tmp_path, "one", rule("a.b").replace(old, new))
    (found,) = problems(tmp_path)
    assert found.startswith("rules/one.toml: ") and problem in found and "$.rules[0]" in found


def test_a_ruleset_is_named_as_its_file(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.b"))
    (tmp_path / "rules" / "one.toml").rename(tmp_path / "rules" / "other.toml")
    assert problems(tmp_path) == ["rules/other.toml: 规则集 'one' 应放在 one.toml 中"]


def test_forms_and_rulesets_are_there_once(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write(tmp_path / folder, "one", rule("a.b"))
    with pytest.raises(DataError) as caught:
        load_catalogue([tmp_path / "a", tmp_path / "b"])
    assert caught.value.problems == ("forms/tiny.toml: 表样 'tiny' 已有", "rules/one.toml: 规则集 'one' 已有")


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.b"), "#" * (3 * 1024 * 1024))
    (found,) = problems(tmp_path)
    assert "文件过大" in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"region": '"65"'}, {"region": '"6542"'}),
        ({"region": '""'}, {"region": '"65"'}),
        ({"years": "{ last = 2022 }"}, {"years": "{ first = 2022 }"}),
        ({"forms": '["tiny"]'}, {}),
    ],
)
def test_two_definitions_in_force_together_are_an_error(
    tmp_path: Path, one: dict[str, str], other: dict[str, str]
) -> None:
    write(tmp_path, "one", rule("a.b"), **one)
    write(tmp_path, "two", rule("a.b"), **other)
    (found,) = problems(tmp_path)
    assert "a.b" in found and "one" in found and "two" in found


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"region": '"65"'}, {"region": '"64"'}),
        ({"years": "{ last = 2021 }"}, {"years": "{ first = 2022 }"}),
    ],
)
def test_one_rule_may_be_defined_for_each_year_or_region(
    tmp_path: Path, one: dict[str, str], other: dict[str, str]
) -> None:
    write(tmp_path, "one", rule("a.b"), **one)
    write(tmp_path, "two", rule("a.b"), **other)
    assert len(load_catalogue([tmp_path]).rulesets) == 2


def test_two_definitions_in_one_file_are_an_error_unless_their_years_differ(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.b"), rule("a.b"))
    assert len(problems(tmp_path)) == 1
    write(
        tmp_path,
        "one",
        rule("a.b", "scope = { years = { last = 2021 } }"),
        rule("a.b", "scope = { years = { first = 2022 } }"),
    )
    assert ids(load_catalogue([tmp_path]), 2021) == ids(load_catalogue([tmp_path]), 2022) == ("a.b",)


def test_in_force_by_year_region_and_scope(tmp_path: Path) -> None:
    write(
        tmp_path, "nation", rule("z.all"),
        rule("a.later", "scope = { years = { first = 2022 } }"),
        rule("a.county", 'scope = { levels = ["county"] }'),
        rule("a.office", 'scope = { kinds = ["office"] }'),
        years="{ first = 2021 }",
    )  # fmt: skip
    write(tmp_path, "city", rule("c.city"), region='"6542"')
    write(tmp_path, "province", rule("p.province"), region='"65"')
    catalogue = load_catalogue([tmp_path])
    assert [ruleset.id for ruleset in catalogue.rulesets] == ["nation", "province", "city"]
    assert ids(catalogue, 2021, "654202", "township", "government") == ("c.city", "p.province", "z.all")
    assert ids(catalogue, 2021, "650100", "county", "office") == ("a.county", "a.office", "p.province", "z.all")
    assert ids(catalogue, 2022, "110000", "township", "government") == ("a.later", "z.all")
    assert ids(catalogue, 2020, "654202", "township", "government") == ("c.city", "p.province")


def test_a_scope_that_cannot_be_decided_is_told(tmp_path: Path) -> None:
    write(
        tmp_path, "one", rule("a.all"),
        rule("a.county", 'scope = { levels = ["county"] }'), rule("a.office", 'scope = { kinds = ["office"] }'),
    )  # fmt: skip
    rules = load_catalogue([tmp_path]).in_force("tiny", 2021, None, None, None)
    assert [rule.id for rule in rules.rules] == ["a.all"]
    assert [(rule.id, reason.text("zh")) for rule, reason in rules.undecided] == [
        ("a.county", "机关级别未知"),
        ("a.office", "机关类型未知"),
    ]


def test_no_year_or_no_ruleset_is_a_reason_and_no_choice(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.b"), years="{ first = 2021 }")
    catalogue = load_catalogue([tmp_path])
    for year, word in ((None, "年度未知"), (2020, "没有适用于 2020 年")):
        rules = catalogue.in_force("tiny", year, None, None, None)
        assert rules.absent is not None and word in rules.absent.zh
        assert not rules.rules and not rules.rulesets
    with pytest.raises(DataError, match="tiny"):
        catalogue.in_force("tinny", 2021, None, None, None)


def test_selections_are_remembered_but_not_without_end(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.b"))
    catalogue = load_catalogue([tmp_path])
    first = catalogue.in_force("tiny", 2021, None, None, None)
    assert catalogue.in_force("tiny", 2021, "654202", None, None) is first
    for year in range(3000, 3600):
        catalogue.in_force("tiny", year, None, None, None)
    assert len(catalogue._in_force) <= 256


def test_validate_tells_what_does_not_fit(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.cell").replace("t.row.one", "t.row.oen"))
    assert validate(load_catalogue([tmp_path])) == (
        "rules/one.toml: a.cell: 缺少 passes 的例子",
        "rules/one.toml: a.cell: 缺少 fails 的例子",
        "rules/one.toml: a.cell: 表样 tiny 没有单元格 t.row.oen（是否指 t.row.one？），见第 1 个字符"
        " @ 't.row.oen <= t.row.two'",
    )


def test_placeholders_that_no_finding_fills(tmp_path: Path) -> None:
    write(tmp_path, "one", rule("a.b").replace("m {row}", "m {rov} {limit}") + "parameters = { limit = 3 }\n")
    (found,) = problems(tmp_path)
    assert (
        found.startswith("rules/one.toml: 信息中的 {rov} 没有值可填（是否指 row？）；可用：blanks、")
        and "limit" in found
    )


def test_examples_that_do_not_do_what_they_say(tmp_path: Path) -> None:
    write(
        tmp_path, "one", rule("a.b") + (
            'passes = [{}, { cells = { "t.row.one" = 1 } }, { cells = { "t.row.nine" = 1 } }]\n'
            'fails = [{ cells = { "t.row.one" = 1 } }, {}, { report = { yaer = 3 } }, { report = { form = "x" } },'
            ' { previous = { report = { form = "y" } } }, { cells = { "t.row.one" = { unreadable = "x" } } }]\n'
        ),
    )  # fmt: skip
    trials = list(run_examples(load_catalogue([tmp_path]), {}))
    assert [trial.result for trial in trials] == [
        "passes",
        "fails",
        "not checked",
        "fails",
        "passes",
        *["not checked"] * 4,
    ]
    assert [trial.problem.split(" 的结果是")[0] for trial in trials if trial.problem] == [
        *("a.b: passes[1]", "a.b: passes[2]", "a.b: fails[1]", "a.b: fails[2]"),
        *("a.b: fails[3]", "a.b: fails[4]", "a.b: fails[5]"),
    ]
    assert "没有单元格 't.row.nine'（是否指 t.row.one？）" in trials[2].problem
    assert "yaer" in trials[5].problem and "'x'" in trials[6].problem and "无法辨认" in trials[8].problem


def test_an_example_that_cannot_be_checked(tmp_path: Path) -> None:
    unreadable = '{ cells = { "t.row.one" = { unreadable = "x" } } }'
    text = rule("a.b") + f"passes = [{{}}]\nundecided = [{unreadable}, {{}}, {{ report = {{ yaer = 3 }} }}]\n"
    write(tmp_path, "one", text)
    catalogue = load_catalogue([tmp_path])
    assert validate(catalogue) == ()
    problems = [trial.problem.split(" 的结果是")[0] for trial in run_examples(catalogue, {}) if trial.problem]
    assert problems == ["a.b: not checked[1]", "a.b: not checked[2]"]


def test_the_national_catalogue_is_sound() -> None:
    assert validate(load_catalogue([NATIONAL])) == ()


def test_wrong_words_and_days_come_with_what_was_meant(tmp_path: Path) -> None:
    write(tmp_path, "one", standing='"docment"', levels='["couty"]', review_by='"2024-31-01"')
    levels = "state, province, prefecture, county, township"
    assert problems(tmp_path) == [
        f"rules/one.toml: 'couty' 不是允许的值：{levels}（是否指 county？） @ $.levels[0]",
        "rules/one.toml: 'docment' 不是允许的值：document, cited, practice（是否指 document？） @ $.standing",
        "rules/one.toml: '2024-31-01' 不是日期（YYYY-MM-DD）（是否指 2024-01-31？） @ $.review_by",
    ]
    write(tmp_path, "one", review_by="2024-02-30")
    (found,) = problems(tmp_path)
    assert "不是有效的 TOML" in found and "at line 4" in found and found.endswith("（是否指 2024-02-29？）。")
