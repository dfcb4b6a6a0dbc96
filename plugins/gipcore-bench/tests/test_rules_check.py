"""``gip rules check``: every mistake with its path and what was meant, all at once; nothing where nothing is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from gipcore.engine import Engine
from gipcore_bench.drafts import Draft, Problem, drafts
from gipcore_bench.examining import examine, in_depth

Gip = Callable[..., SimpleNamespace]
EXTRA_RULE = """
[[rules]]
id = "65.decisions"
severity = "info"
title = "t"
message = "{left}"
basis = ["b"]
expression = "proactive.licensing.decisions <= 5"
passes = [{}]
fails = [{ cells = { "proactive.licensing.decisions" = 6 } }]
"""
MISTAKES = {
    "a key": ("severity = \"warning\"", "severty = \"warning\"", "statement[0]", "'severty'（是否指 severity？）"),
    "a key of the file": ("standing =", "standng =", "", "'standng'（是否指 standing？）"),
    "a word": ("severity = \"warning\"", "severity = \"warnning\"", "statement[0].severity", "是否指 warning？"),
    "a base": ("extends = \"cn\"", "extends = \"cnn\"", "extends", "没有层 'cnn'（是否指 cn？）"),
    "an id": ("rule = \"title.form\"", "rule = \"title.from\"", "regrade[0].rule", "是否指 title.form？"),
    "a date": ("2099-01-31", "\"2099-31-01\"", "review_by", "是否指 2099-01-31？"),
    "a day": ("submit = \"01-20\"", "submit = \"13-20\"", "deadline[0]", "'13-20' 不是“月-日”"),
    "a division": ("region = \"65\"", "region = \"66\"", "region", "相近的有 65（新疆维吾尔自治区）"),
    "a form": ("forms = [\"cn-2021\"]", "forms = [\"cn-2020\"]", "forms", "'cn-2020'（是否指 cn-2021？）"),
    "a table": ("table = \"proactive\"", "table = \"proctive\"", "row[0]", "是否指 proactive？"),
    "a row": ("after = \"normative_documents\"", "after = \"normative\"", "row[0]", "没有行 'normative'"),
    "a cell": (
        "other_documents.in_force\"\nscope",
        "other_document.in_force\"\nscope",
        "rules[0].expression",
        "是否指 proactive.other_documents",
    ),
    "a cell of an example": (
        "issued\" = 3, \"proactive.other_documents.in_force\" = 8",
        "issud\" = 3",
        "rules[0]",
        "'proactive.other_documents.issud'（是否指 proactive.other_documents.issued？）",
    ),
    "a section": ("section.overview", "section.overviw", "statement[0].where", "'overviw'（是否指 overview？）"),
    "a place": ("section.overview", "preambel", "statement[0].where", "不是报告中的位置（是否指 preamble？）"),
    "a placeholder": ("{left} 件，多于", "{lefft} 件，多于", "rules[0]", "{lefft} 没有值可填（是否指 left？）"),
    "an English placeholder": ("{left} issued", "{lft} issued", "rules[0]", "{lft} 没有值可填（是否指 left？）"),
    "a brace": ("{left} issued", "{Left} issued", "rules[0]", "en.message 中的 '{Left}' 不是可填的值"),
    "an example that passes": ("in_force\" = 2 }", "in_force\" = 9 }", "rules[0]", "fails[0] 的结果是 passes"),
    "an example of a change": (
        "signed_on = 2024-01-21",
        "signed_on = 2024-01-19",
        "deadline[0]",
        "fails[0] 的结果是 passes",
    ),
    "no example": (
        "passes = [{ text = \"联系电话：0992-1234567。\" }]", "passes = []", "statement[0]", "缺少 passes 的例子"),
    "years that end before they begin": (
        "first = 2021 }",
        "first = 2021, last = 2020 }",
        "years",
        "终止 2020 在起始 2021 之前",
    ),
    "years outside the layer's": (
        "severity = \"error\"\nreason", "severity = \"error\"\nscope = { years = { last = 2020 } }\nreason",
        "regrade[0].scope.years", "永远不会适用",
    ),
    "a name": ("id = \"65\"", "id = \"65-b\"", "id", "文件名应为 65-b.toml"),
    "an unsourced error": ("standing = \"document\"", "standing = \"cited\"", "regrade[0]", "不能定为 error"),
}  # fmt: skip


def found(engine: Engine, folder: Path, text: str, name: str = "65") -> list[Problem]:
    (folder / "rules" / f"{name}.toml").write_text(text, "utf-8")
    return list(examine(engine, drafts(folder)).problems)


def test_nothing_is_found_where_nothing_is_wrong(gip: Gip, folder: Path) -> None:
    told = gip("check", folder)
    assert told.status == 0 and not told.err
    assert "规则 3 条，改动 2 处，例子 10 个都如所写" in told.out.replace("\n    ", " ")
    assert "没有发现问题。" in told.out


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_told_with_its_place_and_what_was_meant(
    engine: Engine, folder: Path, layer: str, mistake: str
) -> None:
    right, wrong, path, said = MISTAKES[mistake]
    text = layer.replace(right, wrong, 1)
    assert text != layer
    problems = found(engine, folder, text)
    assert any(problem.path == f"$.{path}".rstrip(".") and said in problem.message for problem in problems), problems
    told = next(problem for problem in problems if said in problem.message)
    line = text.split("\n")[told.line - 1]
    last = told.path.rpartition(".")[2]
    assert line.startswith((f"[[{last.partition('[')[0]}]]", last, wrong[:4], "scope")), (told, line)


def test_mistakes_do_not_hide_each_other(engine: Engine, folder: Path, layer: str) -> None:
    chosen = ["a key", "a date", "an id", "a day", "a brace", "a cell of an example"]
    for name in chosen:
        layer = layer.replace(*MISTAKES[name][:2], 1)
    said = " ".join(problem.message for problem in found(engine, folder, layer))
    assert [name for name in chosen if MISTAKES[name][3] not in said] == [], said


@pytest.mark.parametrize("place", [0, 1, 2])
def test_what_is_taken_out_does_not_shift_what_is_told_of_the_rest(
    engine: Engine, folder: Path, layer: str, place: int
) -> None:
    rules = [EXTRA_RULE.replace("65.decisions", f"65.number{n}") for n in range(3)]
    rules[place] = rules[place].replace('"info"', '"inof"')
    rules.append(EXTRA_RULE.replace("licensing.decisions <=", "licencing.decisions <="))
    problems = found(engine, folder, layer + "".join(rules))
    assert [(problem.path, problem.message[:5]) for problem in problems] == [
        (f"$.rules[{place + 1}].severity", "'inof"),
        ("$.rules[4].expression", "表样 cn"),
    ]


def test_ids_are_never_used_again(engine: Engine, folder: Path, layer: str) -> None:
    retired = '\n[[retired]]\nid = "65.decisions"\nreason = "试行期满"\n'
    (problem,) = found(engine, folder, layer + EXTRA_RULE + retired)
    assert problem.path == "$.rules[1]" and "曾用于层 65 的一条规则（已停用：试行期满）" in problem.message
    other = layer + EXTRA_RULE.replace("65.decisions", "31.contact")
    (problem,) = found(engine, folder, other)
    assert problem.path == "$.rules[1]" and "编号 31.contact 已由层 31 使用" in problem.message
    problem, *_ = found(engine, folder, layer + EXTRA_RULE.replace("65.decisions", "title.form"))
    assert "规则 title.form 在" in problem.message and "replaces" in problem.message


def test_dates_neither_overlap_nor_leave_a_gap(engine: Engine, folder: Path, layer: str) -> None:
    def with_years(first: str, second: str) -> list[str]:
        rules = (
            EXTRA_RULE.replace("expression", f"scope = {{ years = {{ {years} }} }}\nexpression")
            for years in (first, second)
        )
        return [problem.message for problem in found(engine, folder, layer + "".join(rules))]

    assert with_years("last = 2022", "first = 2023") == []
    assert with_years("last = 2022", "first = 2024") == [
        "规则 65.decisions 的定义在 2023 年度断档：前一个到 2022 年度为止"
    ]
    assert "适用范围重叠" in with_years("last = 2023", "first = 2023")[0]
    again = layer.split("[[regrade]]")[1].split("[[deadline]]")[0]
    (problem,) = found(engine, folder, f"{layer}\n[[regrade]]{again}")
    assert problem.path == "$.regrade[1]" and "与 $.regrade[0] 同时适用" in problem.message


FEES = """
id = "65-fee"
layer = "65-fee"
title = "试验"
source = "试验用"
extends = "cn"
region = "65"

[[prices]]
id = "65.one"
of = "cost-fees"
title = "甲"
source = "试验"
days = { first = 2009-01-01, last = 2010-12-31 }
prices = [{ id = "copy", item = "复印", unit = "页", amount = 0.2 }]

[[prices]]
id = "65.two"
of = "cost-fees"
title = "乙"
source = "试验"
days = { first = 2011-01-01 }
prices = [{ id = "copy", item = "复印", unit = "页", amount = 0.3 }]
"""


@pytest.mark.parametrize(
    ("right", "wrong", "path", "said"),
    [
        ("first = 2011-01-01", "first = 2011-02-01", "$.prices[1].days", "2011-01-01 至 2011-01-31 没有"),
        ("first = 2011-01-01", "first = 2010-12-31", "$", "同时适用"),
        ("of = \"cost-fees\"", "of = \"cost-fee\"", "$.prices[0].of", "没有收费规定"),
        ("amount = 0.2", "amuont = 0.2", "$.prices[0].prices[0]", "是否指 amount？"),
        ("source = \"试验\"", "source = \"\"", "$.prices[0]", "缺少出处"),
    ],
)  # fmt: skip
def test_fees_are_checked_alike(engine: Engine, folder: Path, right: str, wrong: str, path: str, said: str) -> None:
    (folder / "schedules").mkdir()
    of = next(schedule.id for r in engine.catalogue.rulesets for schedule in r.schedule if schedule.local_prices)
    file = folder / "schedules" / "65-fee.toml"
    file.write_text(FEES.replace("cost-fees", of), "utf-8")
    assert not examine(engine, drafts(folder)).problems
    text = FEES.replace(right, wrong, 1).replace('"cost-fees"', f'"{of}"').replace('"cost-fee"', f'"{of[:-1]}"')
    file.write_text(text, "utf-8")
    problems = examine(engine, drafts(folder)).problems
    assert any(problem.path == path and said in problem.message for problem in problems), problems


def test_files_that_cannot_be_read(gip: Gip, folder: Path) -> None:
    (folder / "rules" / "66.toml").write_bytes('id = "试"'.encode("gbk"))
    (folder / "rules" / "67.toml").write_text("id = 2099-31\n", "utf-8")
    (folder / "rules" / "68.toml").write_text("a." * 20 + "b = 1\n", "utf-8")
    told = gip("check", folder)
    assert told.status == 2
    assert "不是 UTF-8 编码" in told.out and "不是有效的 TOML" in told.out and "键过长" in told.out
    told = gip("check", folder / "nowhere")
    assert told.status == 2 and "没有规则文件" in told.err.replace("\n  ", "")


def test_each_unknown_key_is_told_once_and_in_its_line(engine: Engine, folder: Path, layer: str) -> None:
    text = (
        layer.replace("title =", "titel =", 1).replace("standing =", "standng =", 1).replace("region =", "regoin =", 1)
    )
    problems = [problem for problem in found(engine, folder, text) if "未知的键" in problem.message]
    assert [(problem.line, problem.message) for problem in problems] == [
        (2, "未知的键 'titel'（是否指 title？）"),
        (4, "未知的键 'regoin'（是否指 region？）"),
        (8, "未知的键 'standng'（是否指 standing？）"),
    ]


def test_a_day_that_does_not_exist_does_not_hide_the_rest(engine: Engine, folder: Path, layer: str) -> None:
    text = layer.replace("2099-01-31", "2099-31-01").replace("signed_on = 2024-01-20", "signed_on = 2024-02-30")
    problems = found(engine, folder, text.replace("title.form", "title.from"))
    said = [(problem.line, problem.path, problem.message) for problem in problems]
    assert said[0] == (9, "$.review_by", "'2099-31-01' 不是日期（YYYY-MM-DD）（是否指 2099-01-31？）")
    assert any("2024-02-30" in message and "是否指 2024-02-29？" in message for _, _, message in said)
    assert any("是否指 title.form？" in message for _, _, message in said)


def test_two_files_of_one_id_and_one_that_is_installed(gip: Gip, engine: Engine, folder: Path, layer: str) -> None:
    (folder / "schedules").mkdir()
    (folder / "schedules" / "65.toml").write_text(layer, "utf-8")
    assert "编号 '65' 已用于" in gip("check", folder).out
    (folder / "schedules" / "65.toml").unlink()
    (folder / "rules" / "31.toml").write_text(layer.replace('"65', '"31').replace("+65", "+31"), "utf-8")
    told = gip("check", folder)
    assert told.status == 0 and "已经安装、这次以这里的代替：31。" in told.out


def test_json_and_english(gip: Gip, folder: Path, layer: str) -> None:
    (folder / "rules" / "65.toml").write_text(layer.replace("2099-01-31", '"2099-31-01"'), "utf-8")
    told = gip("check", folder, "--format", "json")
    data = json.loads(told.out)
    assert told.status == 1 and data["status"] == "fail" and data["unproved"].startswith("没有证明")
    (file,) = data["files"]
    assert [(problem["line"], problem["path"]) for problem in file["problems"]] == [(9, "$.review_by")]
    english = gip("check", folder, lang="en").out
    assert "line 9" in english and "1 problems." in english and "Nothing was proved" in english


def test_the_installed_rules_themselves_are_without_a_problem(engine: Engine) -> None:
    own = {ruleset.id: Draft(Path(ruleset.id), "rules", ruleset) for ruleset in engine.catalogue.rulesets}
    assert len(own) > 30 and not [*in_depth(engine.catalogue, engine.checks, engine.divisions, own)]
