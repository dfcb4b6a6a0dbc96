"""Every verb of a layer: what it makes of the rules and forms below it, when and for whom, and what it may not say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest

from gipcore.checking import check_report
from gipcore.checks import Check, Failure, Subject
from gipcore.codec import parse_toml, structure
from gipcore.errors import DataError
from gipcore.forms import Form
from gipcore.reports import Kind, Level
from gipcore.rules import Rule
from gipcore.rulesets import Catalogue, RulesInForce, build_catalogue, read_layer
from gipcore.specimen import specimen

FORM = structure(
    parse_toml(
        """
id = "tiny"
title = "t"
first_year = 2020
source = "s"
document_title = "年度报告"
groups = { columns = ["one", "two"], documents = ["row"] }
[[sections]]
key = "overview"
numeral = "一"
title = "总体情况"
[[tables]]
key = "t"
section = "overview"
title = "t"
widths = [2, 2, 2, 2]
[[tables.blocks]]
prefix = "t"
columns = [
    { key = "one", label = "甲", under = ["项目"] },
    { key = "two", label = "乙", under = ["项目"] },
    { key = "sum", label = "计", sum_of = ["one", "two"] },
]
rows = [{ key = "row", path = ["类", "行"] }, { key = "last", path = ["类", "末行"] }]
head = [
    [{ text = "", rows = 2 }, { text = "项目", columns = 2 }, { text = "计", rows = 2 }],
    [{ text = "甲" }, { text = "乙" }],
]
""",
        "form",
    ),
    Form,
    "form",
)
RULE = """
[[rules]]
id = "{id}"
severity = "error"
title = "t"
message = "m {{left}} {{limit}}"
basis = ["b"]
expression = "t.row.one <= limit"
parameters = {{ limit = 3 }}
"""
BASE = (
    'id = "cn"\ntitle = "全国"\nsource = "国家"\n'
    + RULE.format(id="a.bound")
    + RULE.format(id="a.other")
    + """
[[rules]]
id = "a.words"
severity = "warning"
title = "t"
message = "m"
basis = ["b"]
check = "never"
parameters = { words = ["x"], limits = { least = 2 }, topics = [{ name = "监督", words = ["y"] }] }
[[rules]]
id = "date.deadline"
severity = "error"
title = "t"
message = "m"
basis = ["条例"]
check = "never"
parameters = { local = [] }
"""
)


def catalogue(*layers: str, forms: Iterable[Form] = (FORM,)) -> Catalogue:
    return build_catalogue(forms, [read_layer(text, "layer") for text in (BASE, *layers)])


def layer(body: str, id: str = "65", extends: str = "cn", region: str | None = None, **keys: str) -> str:
    head = {"title": f'"层{id}"', "source": f'"文件{id}"', **keys}
    head |= {"extends": f'"{extends}"'} if extends else {}
    head["region"] = f'"{id if region is None else region}"'
    return f'id = "{id}"\n' + "".join(f"{key} = {value}\n" for key, value in head.items()) + body


def in_force(
    found: Catalogue,
    year: int = 2023,
    region: str | None = "654202",
    level: Level | None = "township",
    kind: Kind | None = "government",
    day: date | None = None,
    name: str = "",
    form: str = "tiny",
) -> RulesInForce:
    return found.in_force(form, year, region, level, kind, day, name)


def rule(rules: RulesInForce, id_: str) -> Rule:
    (found,) = [rule for rule in rules.rules if rule.id == id_]
    return found


def ids(rules: RulesInForce) -> list[str]:
    return [rule.id for rule in rules.rules]


def problem(*layers: str) -> str:
    """What is wrong, which is one thing, however often it is told."""
    with pytest.raises(DataError) as caught:
        catalogue(*layers)
    (found,) = set(caught.value.problems)
    return found


REGRADE = '[[regrade]]\nrule = "a.bound"\nseverity = "info"\nreason = "轻"\n'
DISABLE = '[[disable]]\nrule = "a.bound"\nreason = "不用"\n'
SET = '[[set]]\nrule = "a.bound"\npath = "limit"\nvalue = 5\nreason = "宽"\n'
REPLACE = RULE.format(id="65.bound") + 'replaces = "a.bound"\nreason = "换"\n'
DEADLINE = '[[deadline]]\nreason = "早"\nsubmit = "01-20"\n'
CHANGES = {"regrade": REGRADE, "disable": DISABLE, "set": SET, "replaces": REPLACE}


def test_a_rule_is_added_on_top_and_the_layers_are_named_from_the_base_up() -> None:
    found = catalogue(layer(RULE.format(id="65.own")), layer(RULE.format(id="6542.own"), "6542", "65"))
    rules = in_force(found)
    assert rules.rulesets == ("cn", "65", "6542")
    assert ids(rules) == ["65.own", "6542.own", "a.bound", "a.other", "a.words", "date.deadline"]
    assert in_force(found, region="650100").rulesets == ("cn", "65")
    assert in_force(found, region="110101").rulesets == ("cn",)


def test_a_rule_is_regraded_with_its_ground() -> None:
    explained = REGRADE + "explainable = true\n"
    changed = rule(in_force(catalogue(layer(explained))), "a.bound")
    assert (changed.severity, changed.uniform, changed.explainable) == ("info", True, True)
    assert changed.basis == ("b", "文件65")
    other = rule(in_force(catalogue(layer(REGRADE + 'source = "通知"\n'))), "a.bound")
    assert other.basis == ("b", "通知") and not other.explainable
    assert rule(in_force(catalogue(layer(REGRADE))), "a.other").severity == "error"


def test_a_check_that_grades_itself_is_held_to_the_severity() -> None:
    check = Check("never", lambda subject, rule: [Failure(severity="warning")])
    regrade = REGRADE.replace("a.bound", "a.words").replace('"info"', '"error"')
    for layers, severity in (((), "warning"), ((layer(regrade),), "error")):
        rules = in_force(catalogue(*layers))
        outcome = check_report(Subject(specimen(FORM, year=2023), FORM), rules, {"never": check})
        assert {f.severity for f in outcome.findings if f.rule == "a.words"} == {severity}


def test_a_rule_is_replaced() -> None:
    rules = in_force(catalogue(layer(REPLACE)))
    assert "a.bound" not in ids(rules) and rule(rules, "65.bound").reason == "换"
    same = REPLACE.replace("65.bound", "a.bound").replace("limit = 3", "limit = 9")
    assert rule(in_force(catalogue(layer(same))), "a.bound").parameters == {"limit": 9}
    assert "a.bound" in ids(in_force(catalogue(layer(REPLACE)), region="110101"))


def test_a_rule_is_switched_off() -> None:
    found = catalogue(layer(DISABLE))
    assert ids(in_force(found)) == ["a.other", "a.words", "date.deadline"]
    assert "a.bound" in ids(in_force(found, region="310107"))


def test_a_parameter_is_set_and_the_rule_below_stays_as_it_was() -> None:
    found = catalogue(layer(SET))
    changed = rule(in_force(found), "a.bound")
    assert changed.parameters == {"limit": 5} and changed.basis == ("b", "文件65")
    assert rule(in_force(found, region="110101"), "a.bound").parameters == {"limit": 3}
    report = specimen(FORM, year=2023, cells={"t.row.one": 4})
    for region, findings in (("654202", []), ("110101", ["m 4 3"])):
        outcome = check_report(Subject(report, FORM), in_force(found, region=region), {})
        assert [f.message for f in outcome.findings if f.rule == "a.bound"] == findings


@pytest.mark.parametrize(
    ("path", "change", "after"),
    [
        ("words", 'add = ["z"]', {"words": ["x", "z"]}),
        ("words", 'value = ["z"]', {"words": ["z"]}),
        ("limits.least", "value = 4", {"limits": {"least": 4}}),
        ("topics[监督].words", 'add = ["z"]', {"topics": [{"name": "监督", "words": ["y", "z"]}]}),
        ("topics[0].name", 'value = "保障"', {"topics": [{"name": "保障", "words": ["y"]}]}),
    ],
)
def test_where_a_parameter_may_stand(path: str, change: str, after: dict[str, Any]) -> None:
    text = f'[[set]]\nrule = "a.words"\npath = "{path}"\n{change}\nreason = "r"\n'
    before = rule(in_force(catalogue()), "a.words").parameters
    assert rule(in_force(catalogue(layer(text))), "a.words").parameters == {**before, **after}


@pytest.mark.parametrize(
    ("path", "change", "said"),
    [
        ("wrods", 'value = ["z"]', "没有参数 'wrods'（是否指 words？）"),
        ("limits.most", "value = 4", "没有参数 'limits.most'"),
        ("topics[公开].words", 'add = ["z"]', "有名称的项：监督"),
        ("topics[1].words", 'add = ["z"]', "列表只有 1 项"),
        ("words", "value = 4", "应与原值 ['x'] 同类"),
        ("limits.least", 'value = "4"', "应与原值 2 同类"),
        ("limits.least", "add = [4]", "不是列表，不能用 add"),
        ("words", 'value = ["z"]\nadd = ["z"]', "value 和 add 应恰有一个"),
        ("words", "", "value 和 add 应恰有一个"),
        ("words..x", "value = 4", "写法有误"),
    ],
)
def test_what_cannot_be_set(path: str, change: str, said: str) -> None:
    found = problem(layer(f'[[set]]\nrule = "a.words"\npath = "{path}"\n{change}\nreason = "r"\n'))
    assert said in found and "rules/65.toml" in found and "$.set[0]（a.words）" in found


def test_deadlines_are_put_beside_those_of_the_law() -> None:
    text = DEADLINE + 'kinds = ["office"]\nlevels = ["county"]\nscopes = ["aggregated"]\nseverity = "info"\n'
    changed = rule(in_force(catalogue(layer(text + DEADLINE))), "date.deadline")
    (first, second) = changed.parameters["local"]
    assert first["kinds"] == ["office"] and first["levels"] == ["county"] and first["scopes"] == ["aggregated"]
    assert (first["submit"], first["severity"], first["source"]) == ("01-20", "info", "文件65")
    assert (second["submit"], second["publish"], second["severity"]) == ("01-20", "", "warning")
    assert changed.basis == ("条例", "文件65")
    dated = catalogue(layer(DEADLINE + "years = { first = 2022, last = 2023 }\n"))
    local = [len(rule(in_force(dated, year), "date.deadline").parameters["local"]) for year in range(2021, 2025)]
    assert local == [0, 1, 1, 0]


@pytest.mark.parametrize("day", ["1-20", "13-01", "02-30", "00-10", "01-00", "0120", "²²-01", "ab-cd"])
def test_a_day_that_is_none(day: str) -> None:
    assert f"{day!r} 不是“月-日” @ $.deadline[0]" in problem(layer(DEADLINE.replace("01-20", day)))


def test_a_deadline_without_a_day() -> None:
    assert "至少要有一个" in problem(layer('[[deadline]]\nreason = "r"\n'))


REQUIREMENTS = {
    "statement": ('where = "preamble"\nasks = "电话"\nany_of = ["电话:#"]\n', "statement.required", "没有写明电话"),
    "subheading": (
        'section = "overview"\nheadings = [{ name = "组织领导" }]\n',
        "subheading.required",
        "缺少小标题：组织领导",
    ),
    "companion": ('title = "解读"\nwords = ["解读"]\n', "companion.present", "没有附解读"),
    "issuers": (
        'bodies = "学校"\nendings = ["小学"]\nreason = "另有规定"\ninstead = "另一种"\n',
        "issuer.not_this_form",
        "学校不用这种年度报告",
    ),
    "figures": (
        'section = "overview"\ntotal = { name = "共" }\nparts = [{ name = "甲" }, { name = "乙" }]\n',
        "figures.sum",
        "正文中甲、乙之和不等于共",
    ),
}


@pytest.mark.parametrize("verb", REQUIREMENTS)
def test_a_requirement_is_a_rule_like_any_other(verb: str) -> None:
    body, check, title = REQUIREMENTS[verb]
    examples = 'passes = [{ text = "行", note = "某县" }]\nfails = [{ text = "不行", year = 2022 }]\n'
    text = f'[[{verb}]]\nid = "65.own"\nseverity = "warning"\n{body}{examples}scope = {{ levels = ["township"] }}\n'
    found = catalogue(layer(text))
    own = rule(in_force(found), "65.own")
    assert (own.check, own.severity, own.basis, own.title) == (check, "warning", ("文件65",), title)
    assert (own.passes[0].note, own.fails[0].report["year"]) == ("某县", 2022)
    assert own.en is not None and own.en.title and own.advice
    assert "65.own" not in ids(in_force(found, level="county"))
    grounded = text.replace("severity", 'basis = ["通知"]\nadvice = "补写"\nseverity', 1)
    own = rule(in_force(catalogue(layer(grounded))), "65.own")
    assert (own.basis, own.advice) == (("通知",), "补写")


@pytest.mark.parametrize("points", [0, -5])
def test_points_are_what_is_taken_off(points: int) -> None:
    regrade = f'[[regrade]]\nrule = "a.words"\nseverity = "info"\nreason = "r"\npoints = {points}\n'
    assert "points 是扣多少分，应大于 0 @ $.regrade[0]" in problem(layer(regrade))


def test_bodies_that_no_name_tells() -> None:
    body = 'id = "65.own"\nseverity = "info"\nbodies = "学校"\nreason = "另有规定"\ninstead = "另一种"\n'
    assert "endings、words 至少要有一个 @ $.issuers[0]" in problem(layer(f"[[issuers]]\n{body}"))
    assert catalogue(layer(f'[[issuers]]\n{body}words = ["学校"]\n'))


ROW = '[[row]]\nform = "tiny"\ntable = "t"\nafter = "row"\nkey = "more"\nlabel = "另行"\nid = "65.more"\n'
COLUMN = '[[column]]\nform = "tiny"\ntable = "t"\nafter = "one"\nkey = "extra"\nlabel = "丙"\n'
TABLE = """
[[table]]
form = "tiny"
[table.table]
key = "u"
section = "overview"
title = "另表"
[[table.table.blocks]]
prefix = "u"
columns = [{ key = "n", label = "件数" }]
rows = [{ key = "r", path = ["项"] }]
"""


def test_a_row() -> None:
    found = catalogue(layer(ROW + 'severity = "warning"\ngroups = ["documents"]\n'))
    form = found.forms["tiny+65"]
    assert [row.key for row in form.tables[0].blocks[0].rows] == ["row", "more", "last"]
    assert form.tables[0].blocks[0].rows[1].path == ("类", "另行")
    assert {i for i in form.cells if i not in FORM.cells} == {"t.more.one", "t.more.two", "t.more.sum"}
    assert form.cells["t.more.sum"].parts == (("t.more.one", "t.more.two"),)
    assert (form.extends, form.marks, form.groups["documents"]) == ("tiny", ("另行",), ("row", "more"))
    absent = rule(in_force(found), "65.more")
    assert (absent.check, absent.parameters, absent.severity) == ("form.extended", {"label": "另行"}, "warning")
    assert found.forms["tiny"] is FORM
    assert "a.bound" in ids(in_force(found, form="tiny+65")), "what holds for a form holds for one that extends it"
    assert "65.more" not in ids(in_force(catalogue(layer(ROW))))


def test_a_column() -> None:
    block = catalogue(layer(COLUMN)).forms["tiny+65"].tables[0].blocks[0]
    assert [column.key for column in block.columns] == ["one", "extra", "two", "sum"]
    assert block.columns[1].under == ("项目",)
    assert [[(cell.text, cell.columns) for cell in line] for line in block.head] == [
        [("", 1), ("项目", 3), ("计", 1)],
        [("甲", 1), ("丙", 1), ("乙", 1)],
    ]
    last = catalogue(layer(COLUMN.replace('"one"', '"two"'))).forms["tiny+65"].tables[0].blocks[0]
    assert [(cell.text, cell.columns) for cell in last.head[0]] == [("", 1), ("项目", 3), ("计", 1)]


def test_a_table_and_rows_upon_rows() -> None:
    own = ROW.replace("more", "further").replace("65.", "6542.").replace("另行", "又一行")
    found = catalogue(layer(ROW + TABLE), layer(own, "6542", "65"))
    assert {i for i in found.forms["tiny+65"].cells if i.startswith("u.")} == {"u.r.n"}
    assert [row.key for row in found.forms["tiny+6542"].tables[0].blocks[0].rows] == ["row", "further", "more", "last"]
    assert found.forms["tiny+6542"].extends == "tiny+65"
    assert found.lineage("tiny+6542") == ("tiny+6542", "tiny+65", "tiny")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW.replace('"tiny"', '"tinny"'), "没有表样 'tinny'（是否指 tiny？）"),
        (ROW.replace('table = "t"', 'table = "v"'), "没有表 'v'"),
        (ROW.replace('after = "row"', 'after = "rwo"'), "没有行 'rwo'（是否指 row？） @ $.row[0]"),
        (ROW.replace('"more"', '"last"'), "已有行 'last' @ $.row[0]"),
        (ROW + 'groups = ["document"]\n', "没有组 'document'（是否指 documents？）"),
        (ROW + 'sum_of = ["lst"]\n', "没有 'lst'（是否指 last？）"),
        (COLUMN.replace('after = "one"', 'after = "oen"'), "的列 'oen' 没有（是否指 one？） @ $.column[0]"),
        (COLUMN.replace('"extra"', '"two"'), "已有列 'two'"),
        (TABLE.replace('"overview"', '"overvew"'), "没有部分 'overvew'（是否指 overview？） @ $.table[0]"),
        (TABLE.replace('key = "u"', 'key = "t"'), "表 't' 已有"),
    ],
)
def test_an_addition_without_a_place(text: str, said: str) -> None:
    assert said in problem(layer(text))


@pytest.mark.parametrize("verb", ["regrade", "disable", "set"])
def test_a_change_names_a_rule_below_and_a_reason(verb: str) -> None:
    text = CHANGES[verb]
    assert f"下层没有规则 'a.bonud'（是否指 a.bound？） @ $.{verb}[0].rule" in problem(
        layer(text.replace('"a.bound"', '"a.bonud"'))
    )
    blank = text.replace('reason = "', 'reason = " ').replace("轻", "").replace("不用", "").replace("宽", "")
    assert f"缺少理由（reason） @ $.{verb}[0]" in problem(layer(blank))
    with pytest.raises(DataError) as caught:
        catalogue(layer(text, extends=""))
    assert any("没有写以哪一层为基础" in told for told in caught.value.problems)


@pytest.mark.parametrize("verb", CHANGES)
def test_a_layer_beside_is_not_below(verb: str) -> None:
    own = layer(RULE.format(id="31.own"), "31")
    text = CHANGES[verb].replace('"a.bound"', '"31.own"')
    assert "下层没有规则 '31.own'" in problem(own, layer(text))


def test_a_layer_that_only_reports_name_makes_no_error() -> None:
    graded = REGRADE.replace('"info"', '"error"')
    for standing in ("cited", "practice"):
        found = problem(layer(graded, standing=f'"{standing}"'))
        assert f"standing = {standing}" in found and "$.regrade[0]" in found
        assert "（65.own）" in problem(layer(RULE.format(id="65.own"), standing=f'"{standing}"'))
        dated = DEADLINE + 'severity = "error"\n'
        assert "$.deadline[0]" in problem(layer(dated, standing=f'"{standing}"'))
    assert catalogue(layer(graded, standing='"document"'))


PAIRS = [
    (REGRADE, DISABLE, "规则 a.bound"),
    (SET, REPLACE, "规则 a.bound"),
    (DEADLINE, DEADLINE, "规则 date.deadline"),
    (ROW, COLUMN, "表样 tiny"),
]


@pytest.mark.parametrize(("one", "other", "what"), PAIRS)
def test_two_layers_that_touch_the_same_thing_are_an_error_that_names_both(one: str, other: str, what: str) -> None:
    found = problem(layer(one), layer(other, "6542"))
    assert what in found and "65" in found and "6542" in found and "适用范围重叠" in found
    assert "extends" in found
    assert catalogue(layer(one), layer(other, "6542", "65"))
    assert catalogue(layer(one), layer(other, "6542", overrides='["65"]'))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"region": "65"}, {"region": "31"}),
        ({"region": "6542"}, {"region": "6501"}),
        ({"years": "{ last = 2021 }"}, {"years": "{ first = 2022 }"}),
        ({"levels": '["county"]'}, {"levels": '["township"]'}),
        ({"kinds": '["office"]'}, {"kinds": '["park"]'}),
        (
            {"region": "", "system": '"甲"', "bodies": '["甲局"]'},
            {"region": "", "system": '"乙"', "bodies": '["乙局"]'},
        ),
    ],
)
def test_layers_that_never_meet_need_not_know_each_other(one: dict[str, str], other: dict[str, str]) -> None:
    assert catalogue(layer(REGRADE, "x1", **{"region": "", **one}), layer(DISABLE, "x2", **{"region": "", **other}))


def test_scopes_of_changes_that_never_meet() -> None:
    dated = [text + f"scope = {{ years = {years} }}\n" for text, years in ((REGRADE, "{ last = 2021 }"),)]
    assert catalogue(layer(dated[0]), layer(DISABLE + "scope = { years = { first = 2022 } }\n", "6542"))
    assert "a.bound" in problem(layer(dated[0]), layer(DISABLE + "scope = { years = { first = 2021 } }\n", "6542"))


def test_the_layer_that_builds_on_the_other_has_the_last_word() -> None:
    upper = REGRADE.replace('"info"', '"warning"')
    for layers in ((layer(REGRADE), layer(upper, "6542", "65")), (layer(upper, "6542", "65"), layer(REGRADE))):
        found = catalogue(*layers)
        assert rule(in_force(found), "a.bound").severity == "warning"
        assert rule(in_force(found, region="650100"), "a.bound").severity == "info"
    overriding = catalogue(layer(REGRADE, overrides='["6542"]'), layer(upper, "6542"))
    assert rule(in_force(overriding), "a.bound").severity == "info"


@pytest.mark.parametrize(
    ("layers", "said"),
    [
        ((layer("", extends="cm"),), "没有层 'cm'；可用：65、cn @ $.extends"),
        ((layer("", overrides='["31"]'),), "没有层 '31'"),
        ((layer("", "6542", "31"), layer("", "31")), "6542 不在 31（31）的范围内"),
        ((layer("", region="ab"),), "不是行政区划代码的前几位"),
        ((layer("", "X", region="65"),), "应由小写字母"),
        ((layer("", system='"甲"'),), "system 和 bodies"),
    ],
)
def test_a_layer_without_its_place(layers: tuple[str, ...], said: str) -> None:
    assert said in problem(*layers)


def test_layers_that_stand_on_each_other() -> None:
    with pytest.raises(DataError) as caught:
        catalogue(layer("", "65", "6542", region=""), layer("", "6542", "65", region=""))
    assert len(caught.value.problems) == 2 and "互相以对方为基础" in caught.value.problems[0]


def test_report_years_on_each_side_of_each_end() -> None:
    found = catalogue(layer(RULE.format(id="65.own") + DISABLE, years="{ first = 2021, last = 2022 }"))
    for year, there in ((2020, False), (2021, True), (2022, True), (2023, False)):
        rules = in_force(found, year)
        assert (("65" in rules.rulesets), "65.own" in ids(rules), "a.bound" not in ids(rules)) == (there,) * 3


def test_days_of_publication_on_each_side_of_each_end() -> None:
    scope = "scope = { published = { first = 2020-06-01, last = 2023-12-31 } }\n"
    found = catalogue(layer(DISABLE + scope + RULE.format(id="65.own") + scope))
    for day, there in (
        (date(2020, 5, 31), False),
        (date(2020, 6, 1), True),
        (date(2023, 12, 31), True),
        (date(2024, 1, 1), False),
    ):
        rules = in_force(found, day=day)
        assert ("65.own" in ids(rules), "a.bound" not in ids(rules)) == (there, there)
    rules = in_force(found)
    assert "a.bound" in ids(rules)
    assert [(rule.id, why.zh) for rule, why in rules.undecided] == [("65.own", "公布日期未知")]
    ((named, severity, why),) = rules.open
    assert (named, severity) == ("65", "error") and "“层65”对规则 a.bound 的改动是否适用不明：公布日期未知" in why.zh


def test_a_layer_for_some_bodies_only() -> None:
    found = catalogue(layer(RULE.format(id="65.own") + DISABLE, levels='["county"]', kinds='["office"]'))
    assert in_force(found, level="county", kind="office").rulesets == ("cn", "65")
    for other in (in_force(found, level="township", kind="office"), in_force(found, level="county", kind="park")):
        assert other.rulesets == ("cn",) and "a.bound" in ids(other)
    unknown = in_force(found, level=None, kind="office")
    assert [(rule.id, why.zh) for rule, why in unknown.undecided] == [("65.own", "机关级别未知")]
    assert [(layer_id, severity) for layer_id, severity, _ in unknown.open] == [("65", "error")]


def test_a_layer_for_a_line_of_offices() -> None:
    text = layer(RULE.format(id="customs.own"), "customs", region="", system='"海关"', bodies='["海关"]')
    found = catalogue(text)
    assert in_force(found, region=None, name="湛江海关").rulesets == ("cn", "customs")
    assert in_force(found, region=None, name="湛江海关大楼管理处").rulesets == ("cn",)


def test_without_a_region_no_local_rules_and_that_is_said() -> None:
    found = catalogue(layer(RULE.format(id="65.own")))
    rules = in_force(found, region=None)
    assert rules.rulesets == ("cn",)
    assert [(about, severity) for about, severity, _ in rules.open] == [("region", "info")]
    assert not in_force(catalogue(), region=None).open


def outcome_notices(found: Catalogue, year: int, today: date) -> list[str]:
    report = specimen(FORM, year=year)
    return [n.reason for n in check_report(Subject(report, FORM), in_force(found, year), {}, "zh", today).notices]


def test_a_layer_whose_review_date_has_passed_is_named() -> None:
    found = catalogue(layer(RULE.format(id="65.own"), years="{ first = 2022 }", review_by="2025-01-31"))
    assert outcome_notices(found, 2023, date(2025, 1, 31)) == []
    (said,) = outcome_notices(found, 2023, date(2025, 2, 1))
    assert said == "“层65”应在 2025-01-31 前复核，尚未复核；请向其维护者确认是否仍然适用。"
    assert outcome_notices(found, 2021, date(2025, 2, 1)) == [], "a year before the layer"
    ended = catalogue(layer(RULE.format(id="65.own"), years="{ last = 2022 }", review_by="2024-01-31"))
    assert outcome_notices(ended, 2022, date(2030, 1, 1)) == [], "years that were named do not age"
    (said,) = outcome_notices(ended, 2023, date(2024, 2, 1))
    assert "只到 2022 年度，没有 2023 年度的当地规则" in said


def test_no_ruleset_for_the_year_is_said_and_is_no_pass() -> None:
    texts = [BASE.replace('source = "国家"', 'source = "国家"\nyears = { first = 2022 }')]
    found = build_catalogue([FORM], [read_layer(text, "layer") for text in texts])
    outcome = check_report(Subject(specimen(FORM, year=2021), FORM), in_force(found, 2021), {})
    assert outcome.status == "incomplete" and not outcome.passed and not outcome.rulesets
    assert [(item.rule, item.reason) for item in outcome.not_checked] == [("*", "没有适用于 2021 年 tiny 表样的规则。")]
