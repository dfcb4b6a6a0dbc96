"""Titles of real reports, and who signs them."""

from __future__ import annotations

from collections.abc import Callable

import pytest


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("乌苏市夹河子乡人民政府2023年政府信息公开工作年度报告", "pass"),
        ("安吉县人民政府递铺街道办事处\n2024年政府信息公开工作年度报告", "pass"),
        ("西咸新区底张街道2023年政府\n信息公开工作年度报告", "pass"),
        ("某局２０２３年政府信息公开工作年度报告", "pass"),
        ("夹河子乡政府信息公开工作2023年度报告", "warning"),
        ("武汉市公安局2024年度政府信息公开工作报告", "warning"),
        ("广州市海珠区江南中街道2020年政府信息公开年度报告", "warning"),
        ("会仪镇人民政府2021年信息公开年度报告", "warning"),
        ("兴国镇人民政府2025年政府信息公开工作\n年度报", "warning"),
        ("2022年度螅镇政府信息公开工作年度报告", "info"),
        ("2022年上海市政府信息公开工作年度报告", "info"),
        ("义乌市交通运输局2024年度政府信息公开工作年度报告", "info"),
        ("某局2024政府信息公开工作年度报告", "info"),
        ("某局政府信息公开工作年度报告", "info"),
        ("2024年政府信息公开工作年度报告（上海市浦东新区曹路镇人民政府）", "info"),
        ("", "not checked"),
    ],
)
def test_title_form(verdict: Callable[..., str], title: str, expected: str) -> None:
    assert verdict("title.form", title=title) == expected


@pytest.mark.parametrize(
    ("title", "signature", "expected"),
    [
        ("乌苏市夹河子乡人民政府2023年政府信息公开工作年度报告", "乌苏市夹河子乡人民政府", "pass"),
        ("夹河子乡政府信息公开工作2023年度报告", "乌苏市夹河子乡人民政府", "info"),
        ("夹河子乡人民政府2023年政府信息公开工作年度报告", "新疆乌苏市夹河子乡政府", "info"),
        ("某市住建局2023年政府信息公开工作年度报告", "某市住房和城乡建设局", "info"),
        ("递铺街道办事处2024年政府信息公开工作年度报告", "安吉县人民政府递铺街道办事处", "info"),
        ("塔城地区乌苏市夹河子乡2023年政府信息公开工作年度报告", "新疆乌苏市夹河子乡人民政府", "info"),
        ("某县2023年政府信息公开工作年度报告", "某县人民政府办公室", "info"),
        ("2023年政府信息公开工作年度报告（上海市浦东新区曹路镇人民政府）", "上海市浦东新区曹路镇人民政府", "pass"),
        ("甲县教育局2023年政府信息公开工作年度报告", "乙县教育局", "error"),
        ("乌苏市甘河子镇人民政府2023年政府信息公开工作年度报告", "乌苏市夹河子乡人民政府", "error"),
        ("2023年政府信息公开工作年度报告", "乌苏市夹河子乡人民政府", "not checked"),
        ("乌苏市夹河子乡人民政府2023年政府信息公开工作年度报告", "", "not checked"),
        ("", "乌苏市夹河子乡人民政府", "not checked"),
    ],
)
def test_title_issuer(verdict: Callable[..., str], title: str, signature: str, expected: str) -> None:
    assert verdict("title.issuer", title=title, signature=signature) == expected


PERIOD = "统计期限为{}年1月1日至12月31日。"


@pytest.mark.parametrize(
    ("title", "preamble", "overview", "expected"),
    [
        ("某局2023年政府信息公开工作年度报告", PERIOD.format(2023), "2023年公开10条。", "pass"),
        ("某局2023年政府信息公开工作年度报告", PERIOD.format(2022), "2023年公开10条。", "error"),
        ("某局2023年政府信息公开工作年度报告", "", "2022年公开10条。2022年未收到申请。", "error"),
        ("某局2023年政府信息公开工作年度报告", "", "2022年比上年多3条。", "pass"),
        ("某局2023年政府信息公开工作年度报告", "", "2022年一。2022年二。2022年三。2023年四。", "warning"),
        ("某局2023年政府信息公开工作年度报告", "", "2023年比2022年多，2024年再多。2023年", "pass"),
        ("某局2023年政府信息公开工作年度报告（2022年度）", "", "", "error"),
        ("某局2022年政府信息公开工作年度报告", "", "", "error"),
    ],
)
def test_title_year(verdict: Callable[..., str], title: str, preamble: str, overview: str, expected: str) -> None:
    changes = {"title": title, "preamble": preamble, "sections": {"overview": overview}}
    assert verdict("title.year", **changes) == expected


def test_document_numbers_are_no_years_of_the_text(verdict: Callable[..., str]) -> None:
    text = "按照国办公开办函〔2021〕30号、国办函〔2020〕109号和第12022年表编制。"
    assert verdict("title.year", preamble="", sections={"overview": text * 3}) == "pass"
