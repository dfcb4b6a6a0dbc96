"""Which version of the tables a report is on: three of them, two in one file, another body's table, or none at all."""

from __future__ import annotations

from importlib.resources import files
from random import Random
from typing import Any

import pytest

from gipcore.documents import Block, Document, Grid, Paragraph, grid_from_rows
from gipcore.engine import Engine
from gipcore.errors import ReadError
from gipcore.layout import lay_out
from gipcore.recognise import recognise
from gipcore.reports import Report
from gipcore.rulesets import load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Unreadable

FORMS = load_catalogue([files("gipcore_rulesets")]).forms
ENGINE = Engine()


KINDS: dict[str, list[Any]] = {
    "template": [""],
    "zeros": [0],
    "figures": [0, 7, 35, 2599],
    "mixed": [0, "", "n/a", 1234567],
}


def filled(form_id: str, kind: str) -> Report:
    random, form = Random(kind), FORMS[form_id]
    return specimen(form, cells={id_: random.choice(KINDS[kind]) for id_ in form.cells})


@pytest.mark.parametrize("form_id", FORMS)
@pytest.mark.parametrize("kind", KINDS)
def test_every_form_reads_back_through_a_file(form_id: str, kind: str) -> None:
    report = filled(form_id, kind)
    laid_out = recognise(lay_out(report, FORMS[form_id]), FORMS)
    as_text = ENGINE.read(ENGINE.render(report, "text"), format="text")
    for back in (laid_out, as_text):
        assert back.form == form_id
        assert dict(back.cells) == dict(report.cells)
        assert dict(back.sections) == dict(report.sections)
        assert not back.labels and not back.remarks


def text(*lines: str) -> Document:
    return Document(tuple(map(Paragraph, lines)))


def nothing_read(report: Report) -> bool:
    return all(value == Unreadable(reason="missing") for value in report.cells.values())


FUJIAN = (
    ["指标名称", "计量单位", "2018年度", "历年累计"],
    ["主动公开文件数", "条", "2069", "12106"],
    ["其中：1、政府网站公开数", "条", "2069", "12106"],
    ["2、政府公报公开数", "条", "0", "0"],
    ["受理依申请公开信息总数", "条", "0", "0"],
    ["其中：1、当面申请数", "条", "0", "0"],
    ["2、网上申请数", "条", "0", "0"],
    ["3、信函、传真申请数", "条", "0", "0"],
    ["对申请的答复总数", "条", "0", "0"],
    ["其中：1、同意公开答复数", "条", "0", "0"],
    ["2、同意部分公开答复数", "条", "0", "0"],
    ["3、不予公开答复数", "条", "0", "0"],
    ["行政复议数", "件", "0", "0"],
    ["行政诉讼数", "件", "0", "0"],
)
"""平潭综合实验区2018年度, table of its sixth part (www.pingtan.gov.cn, archived page t20190110_80529)."""
REFUSAL = "福建省政府信息公开情况统计表，不是国家统计表"
OUTLINE = (
    "平潭综合实验区2018年度政府信息公开工作年度报告",
    "本报告所列数据的统计期限自2018年1月1日起至2018年12月31日止。",
    "一、概述",
    "2018年，我区深化公开内容。",
    "二、主动公开政府信息情况",
    "2018年全区主动公开政府信息2069条。",
    "三、政府信息依申请公开工作情况",
    "2018年未收到有关政府信息公开申请。",
    "四、因政府信息公开申请行政复议、提起行政诉讼的情况",
    "2018年未收到有关申请。",
    "五、存在的主要问题和改进措施",
    "责任意识有待加强。",
    "六、政府信息公开情况统计表",
)


@pytest.mark.parametrize("run_together", [False, True])
def test_fujian_s_table_is_refused_by_name(run_together: bool) -> None:
    table: Block = Paragraph("".join(map("".join, FUJIAN))) if run_together else grid_from_rows([*map(list, FUJIAN)])
    report = recognise(Document((*map(Paragraph, OUTLINE), table)), FORMS)
    assert report.form == "cn-2014" and report.year == 2018
    assert nothing_read(report) and not report.tables and not report.places
    assert [(remark.kind, remark.text) for remark in report.remarks] == [("other-form", REFUSAL)]
    assert report.sections["applications"] == "2018年未收到有关政府信息公开申请。"
    assert list(report.sections) == ["overview", "proactive", "applications", "disputes", "problems", "statistics"]


def test_an_older_local_table_is_refused_by_name() -> None:
    rows = [["指标", "代码", "本期"], ["其中：全文电子化的主动公开信息数", "02", "12"], ["申请总数", "10", "3"]]
    report = recognise(Document((Paragraph("某区2012年政府信息公开年度报告"), grid_from_rows(rows))), FORMS)
    assert report.form == "cn-2014" and nothing_read(report)
    assert report.remarks[0].text == "国家统计表以前的地方政府信息公开统计表，不是国家统计表"


def test_the_national_table_beside_fujian_s_is_read_where_they_do_not_contradict() -> None:
    own = lay_out(filled("cn-2014", "figures"), FORMS["cn-2014"])
    report = recognise(Document((*own.blocks, grid_from_rows([*map(list, FUJIAN)]))), FORMS)
    assert REFUSAL in {remark.text for remark in report.remarks}
    expected = filled("cn-2014", "figures").cells
    assert all(isinstance(v, Unreadable) or v == expected[i] for i, v in report.cells.items())
    assert not isinstance(report.cells["support.staff.total"], Unreadable)


@pytest.mark.parametrize("year", [2014, 2016, 2018])
def test_a_report_without_a_table_is_of_its_year_s_version(year: int) -> None:
    lines = [line.replace("2018", str(year)) for line in OUTLINE[:-1]]
    report = recognise(text(*lines), FORMS)
    assert (report.form, report.year) == ("cn-2014", year)
    assert nothing_read(report)
    assert list(report.sections) == ["overview", "proactive", "applications", "disputes", "problems"]
    assert [(remark.kind, remark.text) for remark in report.remarks] == [("form-unsure", "cn-2014")]


HEADINGS = {
    # 永嘉县桥下镇2017年 (www.yj.gov.cn), 某文化广电新闻出版局2017年, 武汉市2018年
    "一、政府信息公开工作的基本概况": "overview",
    "二、主动公开政府信息情况": "proactive",
    "三、政府信息依申请公开情况": "applications",
    "四、政府信息公开收费情况": "fees",
    "五、因信息公开引起的行政复议和行政诉讼情况": "disputes",
    "六、机构建设和保障经费情况": "support",
    "七、政府信息公开会议和培训情况": "training",
    "八、政府信息公开工作存在的主要问题和改进措施": "problems",
    "九、需要说明的事项与附表": "other",
}


def test_the_headings_of_those_years() -> None:
    lines = ["某县2017年政府信息公开工作年度报告"]
    for heading in HEADINGS:
        lines += [heading, "2017年按要求做好各项工作。"]
    report = recognise(text(*lines), FORMS)
    assert report.form == "cn-2014"
    assert {heading.text: heading.section for heading in report.headings} == HEADINGS
    assert set(report.sections.values()) == {"2017年按要求做好各项工作。"}


def test_tables_of_two_versions_in_one_report() -> None:
    # 永嘉县东城街道2019年: the form of 2019, and the 统计表 of the years before as its annex.
    report = filled("cn-2019", "figures")
    annex = lay_out(filled("cn-2014", "figures"), FORMS["cn-2014"]).blocks[-3:-2]
    assert isinstance(annex[0], Grid)
    back = recognise(Document((*lay_out(report, FORMS["cn-2019"]).blocks, Paragraph("附件"), *annex)), FORMS)
    assert back.form == "cn-2019"
    assert dict(back.cells) == dict(report.cells)
    assert [(remark.kind, remark.text) for remark in back.remarks] == [("other-form", "政府信息公开情况统计表")]


@pytest.mark.parametrize(("form_id", "year"), [("cn-2019", 2022), ("cn-2014", 2024), ("cn-2021", 2020)])
def test_the_tables_decide_against_the_year(form_id: str, year: int) -> None:
    back = recognise(lay_out(specimen(FORMS[form_id], year=year), FORMS[form_id]), FORMS)
    assert (back.form, back.year) == (form_id, year)


def test_a_wanted_form_is_taken_and_the_other_named() -> None:
    back = recognise(lay_out(filled("cn-2021", "zeros"), FORMS["cn-2021"]), FORMS, form="cn-2014")
    assert back.form == "cn-2014"
    assert FORMS["cn-2021"].title in {remark.text for remark in back.remarks}


def test_nothing_of_a_report() -> None:
    with pytest.raises(ReadError, match="年度报告"):
        recognise(text("会议通知", "请于2016年3月1日到会。"), FORMS)
