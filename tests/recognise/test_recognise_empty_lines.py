"""An empty line below a label: a blank cell where rows show that, and nothing where it only sets a table apart."""

from __future__ import annotations

from gipcore.engine import Engine
from gipcore.values import Blank, Unreadable

ENGINE = Engine()
TABLE_TWO = "一、总体情况\n略。\n二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n"
DECISIONS = "第二十条第（五）项\n信息内容\n本年处理决定数量\n"
TABLE_THREE = """三、收到和处理政府信息公开申请情况
申请人情况
自然人
法人或其他组织
总计
商业企业
科研机构
社会公益组织
法律服务机构
其他
一、本年新收政府信息公开申请数量
21
0
0
0
0
0
21
"""


def test_among_cells_that_are_a_line_each() -> None:
    rules = "本年制发件数\n本年废止件数\n现行有效件数\n规章\n0\n0\n\n行政规范性文件\n3\n4\n5\n"
    text = TABLE_TWO + rules + DECISIONS + "行政许可\n\n" + TABLE_THREE
    cells = ENGINE.read(text.encode(), format="text").cells
    assert isinstance(cells["proactive.rules.in_force"], Blank)
    assert isinstance(cells["proactive.licensing.decisions"], Blank)


def test_below_the_last_of_labels_whose_figures_are_elsewhere() -> None:
    text = TABLE_TWO + "规章\n行政规范性文件\n行政许可\n行政处罚\n行政强制\n\n信息内容\n" + TABLE_THREE
    cells = ENGINE.read(text.encode(), format="text").cells
    assert isinstance(cells["proactive.compulsion.decisions"], Unreadable)
    assert cells["applications.new.total"].raw == "21"
