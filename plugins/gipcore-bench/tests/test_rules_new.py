"""``gip rules new``: a valid file, with a sample of everything that is valid too; nothing is overwritten."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import fields

from gipcore.layers import Ruleset
from gipcore.rulesets import read_layer

Gip = Callable[..., SimpleNamespace]


def with_samples(text: str) -> str:
    """The text with every sample made to count."""
    return re.sub(r"^# ?(?!#)", "", text, flags=re.MULTILINE)


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_it_is_valid_as_it_is_and_with_every_sample(gip: Gip, here: Path) -> None:
    assert gip("new", "--region", "650000").status == 0
    file = here / "rules-65" / "rules" / "65.toml"
    assert (here / "rules-65").is_dir() and gip("check", "rules-65").status == 0
    file.write_text(with_samples(file.read_text("utf-8")), "utf-8")
    told = gip("check", "rules-65")
    assert told.status == 0, told.out
    layer = read_layer(file.read_text("utf-8"), "65")
    assert layer.region == "65" and layer.title == "新疆维吾尔自治区" and layer.extends == "cn"
    left = {a.name for a in fields(Ruleset) if isinstance(a.default, tuple) and not getattr(layer, a.name)}
    assert left == {
        *(
            "overrides",
            "bodies",
            "must_report",
            "levels",
            "kinds",
            "table",
            "schedule",
            "prices",
            "calendar",
            "local_holidays",
        ),
    }, "规则能写的每一种都要有样例"
    assert gip("test", "rules-65").status == 0


def test_a_ministry_and_a_county_on_top_of_its_city(gip: Gip, here: Path) -> None:
    assert gip("new", "--system", "tax", "--body", "税务局", "--out", "ours").status == 0
    layer = read_layer((here / "ours" / "rules" / "tax.toml").read_text("utf-8"), "tax")
    assert (layer.system, layer.bodies, layer.region, layer.extends) == ("tax", ("税务局",), "", "cn")
    assert gip("check", "ours").status == 0
    assert gip("new", "--region", "350102").status == 0
    layer = read_layer((here / "rules-350102" / "rules" / "350102.toml").read_text("utf-8"), "x")
    assert (layer.extends, layer.title) == ("3501", "福建省福州市鼓楼区")
    assert gip("new", "--region", "31", "--id", "31-local").status == 0
    assert gip("check", "rules-31-local").status == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--region", "66"], "没有区划代码 66。是否指 65（新疆维吾尔自治区）"),
        (["--region", "654232"], "654226（新疆维吾尔自治区伊犁哈萨克自治州塔城地区和布克赛尔蒙古自治县）"),
        (["--region", "新疆"], "是否指 65（新疆维吾尔自治区）？"),
        (["--region", "六五"], "没有区划代码 六五。"),
        (["--region", "31"], "层 31 已经有了"),
        (["--region", "65", "--id", "新疆"], "应由小写字母、数字和连字符组成"),
        (["--region", "65", "--id", "../x"], "应由小写字母、数字和连字符组成"),
        (["--system", "tax", "--body", 'x"]'], "不是名称"),
        (["--system", "tax"], "--system 要与 --body 同用"),
        ([], "要恰好给出一个"),
    ],
)
def test_what_is_refused(gip: Gip, here: Path, arguments: list[str], said: str) -> None:
    told = gip("new", *arguments)
    assert told.status == 2 and said in told.err.replace("\n  ", "").replace("\n    ", "")
    assert not list(here.iterdir())


def test_a_folder_of_any_name_is_no_part_of_the_data(gip: Gip, here: Path) -> None:
    assert gip("new", "--region", "65", "--out", 'x\nid = "y"').status == 0
    (file,) = here.glob("*/rules/65.toml")
    assert read_layer(file.read_text("utf-8"), "65").id == "65"


def test_nothing_is_overwritten(gip: Gip, here: Path) -> None:
    gip("new", "--region", "65")
    file = here / "rules-65" / "rules" / "65.toml"
    file.write_text("mine", "utf-8")
    assert gip("new", "--region", "65").status == 2 and file.read_text("utf-8") == "mine"
    (here / "file").write_text("", "utf-8")
    assert gip("new", "--region", "62", "--out", "file", lang="en").status == 2
