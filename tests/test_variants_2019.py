"""The form of 2019 in the words of real reports (sources: form notes of each case), its signs and its amounts."""

from __future__ import annotations

from decimal import Decimal
from importlib.resources import files

import pytest
from attrs import evolve

from gipcore.documents import Block, Document, Grid
from gipcore.layout import lay_out
from gipcore.recognise import recognise
from gipcore.recognise.notation import read_value
from gipcore.reports import Report
from gipcore.rulesets import load_catalogue
from gipcore.specimen import specimen
from gipcore.values import Number, Unreadable

FORMS = load_catalogue([files("gipcore_rulesets")]).forms
FORM = FORMS["cn-2019"]
AMOUNT = "proactive.procurement.amount"
CHANGE = "proactive.licensing.items_change"


def filled() -> Report:
    return specimen(FORM, cells={id_: number for number, id_ in enumerate(FORM.cells, 1)})


def printed(report: Report, words: dict[str, str]) -> Report:
    """The report as read from its official layout, in which the cells with these texts have others."""
    blocks: list[Block] = []
    for block in lay_out(report, FORM).blocks:
        if isinstance(block, Grid):
            cells = tuple(evolve(cell, text=words.get(cell.text, cell.text)) for cell in block.cells)
            block = Grid(cells, block.place)
        blocks.append(block)
    return recognise(Document(tuple(blocks)), {"cn-2019": FORM, "cn-2021": FORMS["cn-2021"]})


SERVICES = "其他对外管理服务事项（指行政许可以外的政务服务事项，含行政确认、行政奖励、行政裁决、行政给付和其他类）"
CASES = {
    "湖北2019": {
        "规范性文件": "规范性文件（指各行政机关印发的有正式文号的文件）",
        "上一年项目数量": "上一年项目数量（指2018年事项数）",
        "本年增/减": "本年增/减（指2019年增加或减少的事项数，减用负值表示，如-8）",
        "处理决定数量": "处理决定数量（指2019年办件量）",
        "其他对外管理服务事项": SERVICES,
    },
    "璧山2019": {"规章": "规章（全区机关均无制定规章的权限）"},
    "without 第": {"第二十条第（一）项": "第二十条（一）项", "第二十条第（九）项": "第二十条（九）项"},
    "shortened": {"本年新制作数量": "制作数量", "本年新公开数量": "公开数量", "对外公开总数量": "对外公开总数"},
    "second lines lost": {"本年新制作数量": "本年新", "本年新公开数量": "本年新"},
    "one head twice": {"本年新公开数量": "本年新制作数量"},
    "another word": {"科研机构": "科研企业"},
    "broken over lines": {
        "本年新公开数量": "本年新\n公开数量",
        "对外公开总数量": "对外公开\n总数量",
        "商业企业": "商业\n企业",
    },
    "sign lost": {"本年增/减": "本年增/"},
    "heads of the block above": {"采购项目数量": "上一年项目数量", "采购总金额": "本年增/减"},
    "unit in the head": {"采购总金额": "采购总金额(万元)"},
}


@pytest.mark.parametrize("case", CASES)
def test_labels_of_real_reports(case: str) -> None:
    report = filled()
    back = printed(report, CASES[case])
    assert back.form == "cn-2019"
    assert {i: v for i, v in back.cells.items() if v != report.cells[i]} == {}


def test_a_part_of_a_row_is_not_the_row() -> None:
    back = printed(filled(), {"行政处罚": "行政处罚（其中：简易程序）"})
    cells = [value for id_, value in back.cells.items() if id_.startswith("proactive.penalties")]
    assert all(isinstance(value, Unreadable) for value in cells)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("+19", 19),
        ("-1942", -1942),
        ("5", 5),
        ("减4", -4),
        ("减少4", -4),
        ("增10", 10),
        ("增加5", 5),
        ("0/0", 0),
        ("增", None),
        ("3/2", None),
        ("增加", None),
        ("减-4", None),
    ],
)
def test_changes(text: str, value: int | None) -> None:
    column = FORM.cells[CHANGE].column
    read = read_value(text, column)
    assert (read.value if isinstance(read, Number) else None) == value
    back = printed(filled(), {str(list(FORM.cells).index(CHANGE) + 1): text}).cells[CHANGE]
    assert (back.value if isinstance(back, Number) else None) == value


def test_no_change_is_no_figure_elsewhere() -> None:
    assert isinstance(read_value("0/0", FORM.cells["proactive.licensing.decisions"].column), Unreadable)


@pytest.mark.parametrize(
    ("text", "head", "value"),
    [
        ("240万元", "采购总金额", Decimal(240)),
        ("251000元", "采购总金额", Decimal("25.1")),
        ("712.187895万元", "采购总金额", Decimal("712.187895")),
        ("52.15", "采购总金额", Decimal("52.15")),
        ("477.35", "采购总金额(万元)", Decimal("477.35")),
        ("3569900", "采购总金额（元）", Decimal("356.99")),
        ("3569900", "采购总金额（单位：元）", Decimal("356.99")),
        ("1.5", "采购总金额（亿元）", Decimal(15000)),
        ("240万元", "采购总金额（元）", Decimal(240)),
        ("0", "采购总金额（元）", Decimal(0)),
    ],
)
def test_amounts(text: str, head: str, value: Decimal) -> None:
    number = str(list(FORM.cells).index(AMOUNT) + 1)
    back = printed(filled(), {number: text, "采购总金额": head}).cells[AMOUNT]
    assert isinstance(back, Number)
    # The unit beside the figure is right in this form: there is nothing to note.
    assert (back.value, back.notes) == (value, ())


def test_a_heading_in_yuan_is_converted_in_2021_too() -> None:
    form = FORMS["cn-2021"]
    report = specimen(form, cells={"proactive.charges.amount": 123000})
    blocks: list[Block] = []
    for block in lay_out(report, form).blocks:
        if isinstance(block, Grid):
            block = Grid(
                tuple(evolve(c, text=c.text.replace("单位：万元", "单位：元")) for c in block.cells), block.place
            )
        blocks.append(block)
    back = recognise(Document(tuple(blocks)), FORMS).cells["proactive.charges.amount"]
    assert back == Number(Decimal("12.3000"), raw="123000元", notes=("converted",))
