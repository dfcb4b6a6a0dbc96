"""From the name of an issuer to its division, level and kind; names and years of real reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import gipcore_rulesets
from gipcore.codec import structure
from gipcore.divisions import (
    Ambiguous,
    Divisions,
    Resolved,
    RulePower,
    Unknown,
    complete,
    may_make_rules,
    question,
    resolve,
)
from gipcore.errors import DataError
from gipcore.reports import Issuer, Level
from gipcore.rulesets import load_catalogue

FOLDER = Path(gipcore_rulesets.__file__).parent

# The issuers of real reports: name, year, code, level, kind.
ISSUERS = """
乌苏市夹河子乡人民政府 2023 654202 township government
淮安市人民政府 2024 320800 prefecture government
淮安市洪泽区人民政府 2023 320813 county government
淮安市洪泽区人民政府 2024 320813 county government
洪泽区人民政府 2023 320813 county government
金湖县人民政府 2023 320831 county government
广州市海珠区人民政府江南中街道办事处 2020 440105 township branch
广州市海珠区江南中街道 2020 440105 township branch
广州市荔湾区人民政府南源街道办事处 2020 440103 township branch
永嘉县茗岙乡人民政府 2018 330324 township government
永嘉县桥下镇人民政府 2017 330324 township government
平潭综合实验区管理委员会 2017 350128 prefecture park
平潭综合实验区 2025 350128 prefecture park
上海市人民政府办公厅 2019 310000 province office
上海市人民政府办公厅 2025 310000 province office
威海市文登区审计局 2020 371003 county department
威海市文登区住房和城乡建设局 2019 371003 county department
上海市黄浦区打浦桥街道 2025 310101 township branch
上海市普陀区 2022 310107 county government
乌鲁木齐高新区（新市区）司法局 2023 650104 county department
杭州高新区（滨江）司法局 2023 330108 county department
黄石开发区·铁山区应急管理局 2020 420205 county department
武汉市公安局 2023 420100 prefecture department
武汉东湖高新区人社分局 2021 420100 prefecture branch
杨凌示范区审计局 2022 610400 prefecture department
西咸新区北杜街道 2023 610000 township branch
淄博高新区中埠镇 2020 370300 township government
福州自贸片区管委会 2022 350100 prefecture park
五常市民意乡 2021 230184 township government
天门市拖市镇 2020 429006 township government
佳县螅镇 2022 610828 township government
道县文广新局 2013 431124 county department
富县人民政府 2024 610628 county government
凉山州审计局 2023 513400 prefecture department
耿马县司法局 2021 530926 county department
麻阳县板栗树乡 2022 431226 township government
镇安县茅坪回族镇 2022 611025 township government
平江县生态环境分局 2020 430626 county branch
平顶山市新华区政府办公室 2025 410402 county office
海南省质监局 2014 460000 province department
贵州省卫生健康委 2022 520000 province department
金华市市场监管局 2023 330700 prefecture department
重庆市荣昌区河包镇 2020 500153 township government
重庆市开州区公安局 2021 500154 county department
天津市城市管理委员会 2025 120000 province department
西安市西大街发展服务中心 2025 610100 prefecture organisation
扎赉特旗宝力根花苏木 2025 152223 township government
兴安盟行署外事办公室 2025 152200 prefecture department
"""
# What no report of ours shows: 行署, 兵团, the autonomous, bodies of the state and of their systems.
OTHERS = """
新疆维吾尔自治区人民政府 2023 650000 province government
伊犁哈萨克自治州尼勒克县乌拉斯台镇人民政府 2023 654028 township government
伊犁哈萨克自治州塔城地区乌苏市人民政府 2023 654202 county government
塔城地区行政公署 2023 654200 prefecture branch
兴安盟行政公署 2023 152200 prefecture branch
延边朝鲜族自治州人民政府 2023 222400 prefecture government
东乡族自治县人民政府 2023 622926 county government
新疆生产建设兵团 2023 650000 province organisation
新疆生产建设兵团第八师石河子市教育局 2023 659001 county department
新疆生产建设兵团财政局 2023 650000 province department
大兴安岭地区加格达奇区人民政府 2023 232700 county government
河北雄安新区管理委员会 2023 130000 prefecture park
合肥高新技术产业开发区管理委员会 2023 340100 prefecture park
石狮高新区管委会 2023 350581 county park
东莞市虎门镇人民政府 2023 441900 township government
上海市人民政府驻北京办事处 2023 310000 province branch
广州市城市管理委员会 2023 440100 prefecture department
清江浦区和平镇财政所 2023 320812 township department
国家税务总局乌苏市税务局 2023 654202 county vertical
国家统计局湖北调查总队 2023 420000 province vertical
济源市人民政府 2023 419001 county government
"""
WITHOUT_DIVISION = """
国家新闻出版署 state department
国务院办公厅 state office
财政部 state department
中华人民共和国财政部 state department
国家某某局 state department
湛江海关 prefecture vertical
国家税务总局驻沈阳特派员办事处 None vertical
"""


def _table(text: str) -> list[list[str]]:
    return [line.split() for line in text.splitlines() if line]


@pytest.fixture(scope="module")
def divisions() -> Divisions:
    return Divisions.load([FOLDER])


@pytest.mark.parametrize(("name", "year", "code", "level", "kind"), _table(ISSUERS + OTHERS))
def test_the_division_of_a_name(divisions: Divisions, name: str, year: str, code: str, level: str, kind: str) -> None:
    found = resolve(name, int(year), divisions)
    assert isinstance(found, Resolved)
    assert (found.code, found.level, found.kind) == (code, level, kind)
    completed = complete(Issuer(name), int(year), divisions)
    assert (completed.region, completed.level, completed.kind) == (code, level, kind)
    assert question(found, divisions) == ""


@pytest.mark.parametrize(("name", "level", "kind"), _table(WITHOUT_DIVISION))
def test_bodies_without_a_division(divisions: Divisions, name: str, level: str, kind: str) -> None:
    found = resolve(name, 2023, divisions)
    assert isinstance(found, Resolved)
    assert (found.code, str(found.level), found.kind) == (None, level, kind)


def test_a_name_of_several_divisions_is_asked_for(divisions: Divisions) -> None:
    found = resolve("鼓楼区人民政府", 2023, divisions)
    assert isinstance(found, Ambiguous)
    assert [c.code for c in found.candidates] == ["320106", "320302", "350102", "410204"]
    assert "江苏省徐州市鼓楼区（320302）" in question(found, divisions)
    assert "--region" in question(found, divisions)
    issuer = complete(Issuer("鼓楼区人民政府"), 2023, divisions)
    assert issuer == Issuer("鼓楼区人民政府", None, "county", "government")


def test_a_region_settles_it(divisions: Divisions) -> None:
    found = resolve("鼓楼区人民政府", 2023, divisions, within="350000")
    assert isinstance(found, Resolved) and found.code == "350102"
    issuer = complete(Issuer("鼓楼区市场监督管理局", "410204"), 2023, divisions)
    assert issuer == Issuer("鼓楼区市场监督管理局", "410204", "county", "department")


def test_levels_stay_open_where_the_candidates_differ(divisions: Divisions) -> None:
    found = resolve("朝阳区", 2023, divisions)
    assert isinstance(found, Ambiguous) and [c.code for c in found.candidates] == ["110105", "220104"]
    assert complete(Issuer("淮安"), 2023, divisions) == Issuer("淮安", None, None, "government")


# 北京街道 is a street of 广州, 朝阳镇 any town: a division named in short does not stand before a township.
WITHOUT_A_PLACE = """
夹河子乡人民政府 township government
北京街道办事处 township branch
南京东路街道办事处 township branch
朝阳镇人民政府 township government
城关镇 township government
市场监督管理局 None department
某局 None department
县 None None
自治区人民政府 None None
"""


@pytest.mark.parametrize(("name", "level", "kind"), _table(WITHOUT_A_PLACE))
def test_a_name_that_says_no_division_may_say_what_the_body_is(
    divisions: Divisions, name: str, level: str, kind: str
) -> None:
    found = resolve(name, 2023, divisions)
    assert found == Unknown(name)
    assert "--region" in question(found, divisions)
    completed = complete(Issuer(name), 2023, divisions)
    assert (completed.region, str(completed.level), str(completed.kind)) == (None, level, kind)


def test_no_name_says_nothing(divisions: Divisions) -> None:
    assert resolve("", 2023, divisions) == Unknown("")
    assert complete(Issuer(), 2023, divisions) == Issuer()


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("深圳市龙岗区某区政府工作部门", "440307"),
        ("广州市某区市场监督管理局", "440100"),
        ("江苏省淮阴市公安局", "320000"),
    ],
)
def test_a_division_without_a_known_body_leaves_level_and_kind_open(divisions: Divisions, name: str, code: str) -> None:
    found = resolve(name, 2023, divisions)
    assert isinstance(found, Resolved)
    assert (found.code, found.level, found.kind) == (code, None, None)


@pytest.mark.parametrize(
    ("name", "year", "code"),
    [
        ("苍山县人民政府", 2013, "371324"),
        ("兰陵县人民政府", 2014, "371324"),
        ("兰陵县人民政府", 2012, None),
        ("枞阳县人民政府", 2014, "340823"),
        ("枞阳县人民政府", 2015, "340722"),  # the year of the change: the later of two codes
        ("铜陵市枞阳县人民政府", 2016, "340722"),
        ("洪泽县人民政府", 2015, "320829"),
        ("洪泽区人民政府", 2016, "320813"),
        ("莱芜市莱城区人民政府", 2018, "371202"),
        ("济南市莱芜区人民政府", 2019, "370116"),
        ("崇川区人民政府", 2019, "320602"),
        ("崇川区人民政府", 2021, "320613"),
        ("龙海市人民政府", 2020, "350681"),
        ("龙海区人民政府", 2020, "350604"),  # reported in March 2021, under the new name
        ("龙海区人民政府", 2019, None),
        ("龙海市人民政府", 2022, "350681"),  # a change is to be completed within 18 months
        ("龙海市人民政府", 2023, None),
        ("江干区人民政府", 2020, "330104"),
        ("渝北区人民政府", 2024, "500112"),
        ("重庆市两江新区管理委员会", 2023, "500000"),
        ("重庆市两江新区人民政府", 2025, "500157"),
        ("岑岭县人民政府", 2026, "653132"),
    ],
)
def test_each_side_of_a_change(divisions: Divisions, name: str, year: int, code: str | None) -> None:
    found = resolve(name, year, divisions)
    assert (found.code if isinstance(found, Resolved) else None) == code


def test_on_a_day(divisions: Divisions) -> None:
    new = resolve("偃师区人民政府", date(2021, 3, 18), divisions)
    assert isinstance(new, Resolved) and new.code == "410307"
    assert isinstance(resolve("偃师区人民政府", date(2020, 3, 17), divisions), Unknown)
    assert isinstance(resolve("偃师市人民政府", None, divisions), Unknown)


def test_what_became_of_a_division_is_told(divisions: Divisions) -> None:
    assert "330104）2021年已改为浙江省杭州市上城区（330102）" in question(
        resolve("江干区人民政府", 2024, divisions), divisions
    )
    assert "2014年才设立" in question(resolve("兰陵县人民政府", 2011, divisions), divisions)


def test_parents_and_full_names(divisions: Divisions) -> None:
    assert divisions.parents("654202") == ("654200", "654000", "650000")
    assert divisions.parents("110101") == ("110000",)
    assert divisions.parents("419001") == ("410000",)
    assert divisions.parents("130682") == divisions.parents("130181") == ("130000",)
    assert divisions.parents("130683") == ("130600", "130000")
    assert divisions.parents("000000") == divisions.parents("") == ()
    place = divisions.at("320106", date(2023, 1, 1))
    assert place and divisions.full_name(place) == "江苏省南京市鼓楼区"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("定州市人民政府", "130682"),
        ("河北省定州市教育局", "130682"),
        ("河北省保定市定州市人民政府", "130682"),
        ("石家庄市辛集市人民政府", "130181"),
        ("石家庄市定州市人民政府", None),
        ("保定市保定市人民政府", None),
    ],
)
def test_a_city_under_its_province_is_named_with_or_without_the_city_of_its_code(
    divisions: Divisions, name: str, code: str | None
) -> None:
    found = resolve(name, 2020, divisions)
    known = isinstance(found, Resolved) and found.kind is not None
    assert (found.code if isinstance(found, Resolved) and known else None) == code


def test_a_province_adds_its_parks(tmp_path: Path) -> None:
    folder = tmp_path / "divisions"
    folder.mkdir()
    heading = "name\tregion\tlevel\tkind\tvalid_from\tvalid_to\tsource\n"
    (folder / "names.tsv").write_text(f"{heading}龙腾示范片\t350128\tcounty\tpark\t2020\t2022\n", encoding="utf-8")
    both = Divisions.load([FOLDER, tmp_path])
    found = resolve("龙腾示范片管理委员会", 2021, both)
    assert isinstance(found, Resolved) and (found.code, found.level, found.kind) == ("350128", "county", "park")
    assert isinstance(resolve("龙腾示范片管理委员会", 2025, both), Unknown)


def test_all_problems_of_the_tables_are_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "divisions"
    folder.mkdir()
    rows = ["12345\t某县\t县", "123456\t某县\t郡", "123456\t\t县", "123456\t某县\t县\t去年", "1" + "\t" * 9]
    heading = "code\tname\ttype\tvalid_from\tvalid_to\tsuccessor\tsource\tparent"
    (folder / "codes.tsv").write_text("\n".join([heading, *rows]), encoding="utf-8")
    (folder / "names.tsv").write_bytes(b"\xff\xfe")
    with pytest.raises(DataError) as caught:
        Divisions.load([tmp_path])
    assert len(caught.value.problems) == 6
    (folder / "names.tsv").write_text("name\tregion\n", encoding="utf-8")
    with pytest.raises(DataError, match="列名"):
        Divisions.load([tmp_path])
    (folder / "codes.tsv").unlink()
    rows = ["甲\t\tcounty\tpark", "乙\t350128\tcity\tpark", "丙\t350128\tcounty", "丁\t350128\tcounty\tking"]
    heading = "name\tregion\tlevel\tkind\tvalid_from\tvalid_to\tsource"
    (folder / "names.tsv").write_text("\n".join([heading, *rows]), encoding="utf-8")
    with pytest.raises(DataError) as caught:
        Divisions.load([tmp_path])
    assert len(caught.value.problems) == 4


def power() -> RulePower:
    """As the national rule has it."""
    (rule,) = (
        rule
        for ruleset in load_catalogue([Path(gipcore_rulesets.__file__).parent]).rulesets
        for rule in ruleset.rules
        if rule.id == "proactive.rules.authority"
    )
    return structure(rule.parameters["power"], RulePower, rule.id)


POWER = power()
EARLY, LATER = date(2015, 3, 14), date(2015, 3, 15)


def test_the_cities_that_had_the_power_before(divisions: Divisions) -> None:
    """49 of them: 27 capitals, four cities with 经济特区, 18 较大的市."""
    assert len(POWER.early) == len(set(POWER.early)) == 49
    assert sum(code.endswith("0100") for code in POWER.early) == 27
    for code in (*POWER.early, *POWER.later):
        there = divisions.at(code, LATER)
        assert there is not None and there.type == "地级市"


@pytest.mark.parametrize(
    ("name", "day", "answer"),
    [
        ("上海市人民政府", date(2023, 12, 31), True),
        ("上海市人民政府办公厅", date(2025, 12, 31), True),
        ("新疆维吾尔自治区人民政府", EARLY, True),
        ("上海市浦东新区人民政府", date(2023, 12, 31), False),
        ("上海市生态环境局", date(2023, 12, 31), False),
        ("武汉市人民政府", EARLY, True),
        ("深圳市人民政府", EARLY, True),
        ("淄博市人民政府", EARLY, True),
        ("淮安市人民政府", EARLY, False),
        ("淮安市人民政府", LATER, None),
        ("淮安市人民政府", date(2018, 12, 30), None),
        ("淮安市人民政府", date(2018, 12, 31), True),
        ("东莞市人民政府", EARLY, False),
        ("东莞市人民政府", date(2023, 12, 31), True),
        ("三沙市人民政府", date(2023, 12, 31), True),
        ("凉山彝族自治州人民政府", EARLY, False),
        ("凉山彝族自治州人民政府", date(2019, 12, 31), True),
        ("儋州市人民政府", date(2023, 3, 12), None),
        ("儋州市人民政府", date(2023, 3, 13), True),
        ("塔城地区行政公署", date(2023, 12, 31), False),
        ("兴安盟行政公署", date(2023, 12, 31), False),
        ("桃江县松木塘镇人民政府", date(2022, 12, 31), False),
        ("璧山区人民政府", date(2019, 12, 31), False),
        ("平潭综合实验区管理委员会", date(2023, 12, 31), False),
        ("济源市人民政府", date(2023, 12, 31), False),
        ("石河子市人民政府", date(2023, 12, 31), False),
        ("新疆生产建设兵团", date(2023, 12, 31), None),
        ("台湾省", date(2023, 12, 31), None),
        ("财政部", date(2023, 12, 31), True),
        ("国家能源局", date(2023, 12, 31), None),
        ("鼓楼区人民政府", date(2023, 12, 31), False),
        ("某局", date(2023, 12, 31), None),
    ],
)
def test_who_may_make_rules(divisions: Divisions, name: str, day: date, answer: bool | None) -> None:
    issuer = complete(Issuer(name), day.year, divisions)
    assert may_make_rules(issuer, day, POWER) is answer


@pytest.mark.parametrize(
    ("region", "level", "answer"),
    [
        ("650000", "province", True),
        ("710000", "province", None),
        ("320800", "prefecture", True),
        ("460400", "prefecture", True),
        ("320813", "county", False),
        ("429004", "county", False),
        ("320813", None, False),
        ("320800", None, None),
    ],
)
def test_the_code_alone_says_it(region: str, level: Level | None, answer: bool | None) -> None:
    issuer = Issuer("", region, level, "government")
    assert may_make_rules(issuer, date(2023, 12, 31), POWER) is answer
