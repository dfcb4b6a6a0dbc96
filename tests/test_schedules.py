"""Schedules as data of the layers: what is refused and where, and what the diff says from one regime to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.errors import DataError, FeeError
from gipcore.rule_diff import diff_in_force, diff_layers
from gipcore.rulesets import read_layer, write_layer

ENGINE = Engine()
CATALOGUE = ENGINE.catalogue
NATIONAL = {ruleset.id: ruleset for ruleset in CATALOGUE.rulesets if ruleset.schedule}

SCHEDULE = """
id = "zz-2050"
layer = "zz"
region = "99"
title = "自拟的例子"
source = "自拟的例子"
[[schedule]]
id = "zz-2050"
title = "自拟的例子"
fee = "费"
source = "自拟的例子"
days = { first = 2000-01-01, last = 2000-12-31 }
ways = [{ id = "paper", title = "纸质" }]
[[schedule.standards]]
id = "pages"
title = "按量"
unit = "页"
per = "application"
period = "none"
source = "一"
ways = ["paper"]
ways_source = "一"
brackets = [
    { first = 1, last = 10, price = 0, source = "一" },
    { first = 11, last = 20, price = 1, source = "一" },
    { first = 21, price = 2, source = "一" },
]
[[schedule.choices]]
id = "withdrawn"
question = "？"
options = [{ id = "counted", title = "计入" }]
default = "counted"
source = "一"
[[schedule.texts]]
id = "amount"
part = "amount"
text = "{amount}"
source = "一"
"""
LOCAL = """
id = "zz"
region = "99"
extends = "cn"
title = "自拟的例子"
source = "自拟的例子"
"""
COLLECTION = LOCAL + '[[collection]]\nid = "zz"\nof = "cn-2021"\ntitle = "例"\nsource = "例"\n'
TEXT = '[[collection.texts]]\nid = "{id}"\npart = "{part}"\ntext = "{text}"\nsource = "{source}"\n'
PRICES = LOCAL + '[[prices]]\nid = "zz"\nof = "{of}"\ntitle = "例"\nsource = "例"\n{more}\n'
PRICE = 'prices = [{{ id = "a", item = "复制费", unit = "张", amount = {amount} }}]'
CALENDAR = (
    'id = "cn-more"\nlayer = "cn"\ntitle = "例"\nsource = "例"\n[[calendar]]\nyear = {year}\n'
    'source = "例"\nworking_days = {days}\noff = [{off}]\non = [{on}]\n'
)


def text(id_: str = "more", part: str = "receipt", words: str = "票据。", source: str = "例") -> str:
    return COLLECTION + TEXT.format(id=id_, part=part, text=words, source=source)


def load(folder: Path, data: str) -> Engine:
    """The installed rulesets and one more file."""
    (folder / "schedules").mkdir()
    name = next(line.split('"')[1] for line in data.splitlines() if line.startswith("id = "))
    (folder / "schedules" / f"{name}.toml").write_text(data, encoding="utf-8")
    engine = Engine(rules=folder)
    assert engine.catalogue
    return engine


def changed(before: str, after: str) -> str:
    assert before in SCHEDULE
    return SCHEDULE.replace(before, after, 1)


def cases() -> Iterator[tuple[str, str]]:
    bracket = "$.schedule[0].standards[0].brackets"
    yield changed("first = 11, last = 20", "first = 12, last = 20"), f"（断档）@ {bracket}[1]"
    yield changed("first = 11, last = 20", "first = 10, last = 20"), f"重叠：应从 11 起，实为 10 @ {bracket}[1]"
    yield changed("first = 1, last = 10", "first = 2, last = 10"), f"第 1 到 1 页没有价格（断档）@ {bracket}[0]"
    yield changed("first = 21, price = 2", "first = 21, price = 0.5"), f"多于 0 位小数 @ {bracket}[2].price"
    yield (
        changed("first = 21, price = 2", "first = 21, price = 0"),
        f"价格从 1 降为 0，超额累进的价格不能下降 @ {bracket}[2].price",
    )
    yield changed("price = 1, source", "price = -1, source"), f"价格不能为负：-1 @ {bracket}[1].price"
    yield changed('price = 1, source = "一"', 'price = 1, source = " "'), f"缺少出处 source @ {bracket}[1]"
    yield changed('price = 1, source = "一"', "price = 1"), "缺少键 'source'"
    yield changed("first = 21, price", "first = 21, last = 30, price"), f"最后一档应没有终点（不写 last）@ {bracket}"
    yield changed("first = 11, last = 20", "first = 11"), f"前一档没有终点，其后不能再有一档 @ {bracket}[2]"
    yield (
        changed("price = 1,", "price = 1, tier = { size = 5, rise = 1 },"),
        f"只有没有终点的一档可以再分档 @ {bracket}[1].tier",
    )
    yield changed("price = 2,", "price = 2, tier = { size = 0, rise = 1 },"), f"@ {bracket}[2].tier.size"
    yield changed("price = 2,", "price = 2, tier = { size = 5, rise = -1 },"), f"@ {bracket}[2].tier.rise"
    yield changed("price = 2,", "price = 2, prize = 2,"), "未知的键 'prize'"
    yield changed("price = 2,", 'price = "2",'), "应为数字"
    yield changed('per = "application"', 'per = "applicant"'), "calendar-month"
    yield changed('ways = ["paper"]', 'ways = ["post"]'), "没有获取方式 'post'"
    yield changed('ways_source = "一"', 'ways_source = ""'), "缺少出处 ways_source"
    yield changed("first = 2000-01-01, last", "last"), "缺少起始日 first"
    yield changed("2000-12-31", "1999-12-31"), "终止日 1999-12-31 在起始日 2000-01-01 之前"
    yield changed('fee = "费"', 'fee = "费"\nnothing = { text = "不", source = "一" }'), "应恰有一个 @ $.schedule[0]"
    yield changed('fee = "费"', 'fee = "费"\nplaces = 9'), "$.schedule[0].places"
    yield changed('default = "counted"', 'default = "left-out"'), "默认值 'left-out' 不在选项中"
    yield (
        changed('{ id = "counted", title = "计入" }', '{ id = "counted", title = "计入" }, { id = "x", title = "?" }'),
        "选项 'x' 没有实现",
    )
    yield (
        changed('source = "一"\n[[schedule.texts]]', 'source = "一"\nstandards = ["items"]\n[[schedule.texts]]'),
        "没有收费标准 'items'",
    )
    yield changed('text = "{amount}"', 'text = "{sum}"'), "$.schedule[0].texts[0].text"
    yield changed('text = "{amount}"', 'text = "{amount.__class__}"'), "$.schedule[0].texts[0].text"
    yield (
        changed(
            "[[schedule.texts]]", '[[schedule.requires]]\nid = "seal"\ntitle = "章"\nsource = "一"\n[[schedule.texts]]'
        ),
        "'seal' 不是通知的一部分",
    )
    yield (
        SCHEDULE.replace("first = 2000-01-01, last = 2000-12-31", "first = 2030-01-01"),
        "与 cn-2021 的 cn-2021 同时适用",
    )
    yield (
        SCHEDULE.replace('[[schedule]]\nid = "zz-2050"', '[[schedule]]\nid = "cn-2021"'),
        "收费规定 'cn-2021' 已在 cn-2021 中",
    )
    yield PRICES.format(of="cn-2021", more=PRICE.format(amount=1)), "价格由国家规定，地区不能另定 @ $.prices[0]"
    yield (
        PRICES.format(of="cn-2009", more=PRICE.format(amount=1)),
        "没有收费规定 'cn-2009'（是否指 cn-2019？） @ $.prices[0].of",
    )
    yield PRICES.format(of="cn-2008", more=PRICE.format(amount="0.255")), "多于 2 位小数 @ $.prices[0].prices[0].amount"
    yield PRICES.format(of="cn-2008", more=""), "prices 和 open（由谁定价）应恰有一个"
    yield (
        PRICES.format(of="cn-2008", more=PRICE.format(amount=1)).replace('extends = "cn"\n', ""),
        "请写 extends @ $.prices[0].of",
    )
    yield text(part="amount"), "地区只能规定收缴，不能改写收费标准和金额（amount）"
    yield text(part="standard"), "地区只能规定收缴，不能改写收费标准和金额（standard）"
    yield text(id_="amount", part="closing"), "'amount' 在 cn-2021 中属于 amount，不能改到别处"
    yield text(source=""), "缺少出处 source @ $.collection[0].texts[0]"
    yield text(words="{price}"), "$.collection[0].texts[0].text"
    yield COLLECTION + "brackets = []\n", "未知的键 'brackets'"
    yield COLLECTION.replace("cn-2021", "cn-2012"), "没有收费规定 'cn-2012'"
    yield CALENDAR.format(year=2026, days=248, off="", on=""), "2026 年有两份"
    yield CALENDAR.format(year=2028, days=260, off="", on=""), "缺 2027 年"
    yield CALENDAR.format(year=2027, days=250, off="", on=""), "全年工作日数应为 250，按 off、on 计算为 261"
    yield CALENDAR.format(year=2027, days=261, off="2027-01-02", on=""), "2027-01-02 本来就是周末"
    yield CALENDAR.format(year=2027, days=261, off="", on="2027-01-04"), "2027-01-04 本来就是工作日"
    yield CALENDAR.format(year=2027, days=261, off="2026-01-01", on=""), "2026-01-01 不在 2027 年"
    yield CALENDAR.format(year=0, days=261, off="", on=""), "年份"


@pytest.mark.parametrize(("data", "problem"), list(cases()))
def test_wrong_data_is_refused_with_its_path(tmp_path: Path, data: str, problem: str) -> None:
    with pytest.raises(DataError) as refusal:
        load(tmp_path, data)
    assert any(problem in told for told in refusal.value.problems), refusal.value.problems


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    data = changed("first = 11, last = 20", "first = 12, last = 20").replace("price = 2", "price = -2")
    with pytest.raises(DataError) as refusal:
        load(tmp_path, data)
    assert len(refusal.value.problems) == 3 and all("zz-2050.toml" in told for told in refusal.value.problems)


def test_a_further_schedule_needs_data_only(tmp_path: Path) -> None:
    schedules = load(tmp_path, SCHEDULE).catalogue.schedules
    found = schedules.in_force(date(2000, 6, 1), "9901")
    standard = found.schedule.standard("pages")
    assert standard is not None and found.layers == ("zz",) and standard.allowance == 10
    assert [int(standard.amount(count)) for count in (10, 11, 20, 21, 25)] == [0, 1, 10, 12, 20]
    with pytest.raises(FeeError):
        schedules.in_force(date(2000, 6, 1), "37")


def test_the_next_year_of_the_calendar_needs_data_only(tmp_path: Path) -> None:
    data = CALENDAR.format(year=2027, days=260, off="2027-01-01", on="")
    calendar = load(tmp_path, data).catalogue.schedules.calendar()
    assert calendar.after(date(2026, 12, 10), 20) == date(2027, 1, 8)


def test_a_region_adds_its_holidays(tmp_path: Path) -> None:
    data = (
        'id = "65-days"\nlayer = "65"\nextends = "cn"\nregion = "65"\ntitle = "例"\nsource = "例"\n[[calendar]]\n'
        'year = 2024\nsource = "例"\noff = [2024-06-17]\non = [2024-06-15]\n'
    )
    schedules = load(tmp_path, data).catalogue.schedules
    local, national = schedules.calendar("6501"), schedules.calendar("37")
    assert (local.is_working(date(2024, 6, 17)), local.is_working(date(2024, 6, 15))) == (False, True)
    assert (national.is_working(date(2024, 6, 17)), national.is_working(date(2024, 6, 15))) == (True, False)
    assert local.remark == ""


def test_schedules_touch_no_report() -> None:
    for ruleset in CATALOGUE.rulesets:
        if ruleset.schedule or ruleset.prices or ruleset.collection or ruleset.calendar:
            assert not ruleset.about_reports
    rules = CATALOGUE.in_force("cn-2014", 2013, None, None, None)
    assert rules.absent is not None or "cn" in rules.rulesets


@pytest.mark.parametrize(
    ("years", "changes"),
    [
        ((2018, 2019), {"fee[0].schedule": ("cn-2008", "cn-2019"), "fee[1].schedule": (None, "cn-2008")}),
        ((2019, 2020), {"fee[1].schedule": ("cn-2008", None)}),
        (
            (2020, 2021),
            {
                "fee[0].schedule": ("cn-2019", "cn-2021"),
                "fee[0].standards[items].brackets[1].price": (None, 100),
                "fee[0].nothing.source": ("《中华人民共和国政府信息公开条例》（国务院令第711号）第四十二条", None),
            },
        ),
        ((2023, 2024), {}),
    ],
)
def test_the_diff_tells_one_regime_from_the_next(years: tuple[int, int], changes: dict[str, object]) -> None:
    sides = [CATALOGUE.in_force("cn-2021", year, "37", "county", None) for year in years]
    fields = {field.path: (field.before, field.after) for field in diff_in_force(*sides).fields}
    assert changes.items() <= fields.items()
    if not changes:
        assert not [path for path in fields if path.startswith("fee")]


def test_the_diff_of_a_file_names_the_price() -> None:
    ruleset = NATIONAL["cn-2021"]
    schedule = ruleset.schedule[0]
    items, pages = schedule.standards
    first, second, third = items.brackets
    dearer = evolve(items, brackets=(first, evolve(second, price=second.price + 20), third))
    after = evolve(ruleset, schedule=(evolve(schedule, standards=(dearer, pages)),))
    (change,) = diff_layers(ruleset, after).fields
    assert change.path == "schedule[cn-2021].standards[items].brackets[1].price"
    assert (change.before, change.after) == (100, 120)


def test_every_file_is_written_as_it_was_read() -> None:
    for ruleset in CATALOGUE.rulesets:
        assert read_layer(write_layer(ruleset), ruleset.id) == ruleset
