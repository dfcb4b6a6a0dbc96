"""The pages: complete, linked, escaped, the same each time; and the command that writes and compares them."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import unquote

import pytest

from gipcore.engine import Engine
from gipcore.plugins import load_plugins
from gipcore_cli.main import run
from gipcore_cli.session import Session
from gipcore_docs.pages import MARK, all_pages

LAYER = """
id = "99-bu"
title = "某地|某部"
source = "通知 *一*"
extends = "cn"
region = "99"
years = { first = 2021 }
forms = ["cn-2021"]
standing = "practice"
review_by = 2030-01-31

[[regrade]]
rule = "title.form"
severity = "info"
reason = "本地<i>从宽</i>"
explainable = true

[[disable]]
rule = "title.issuer"
reason = "本地不要求"

[[row]]
form = "cn-2021"
table = "proactive"
after = "normative_documents"
key = "other_documents"
label = "其他文件"

[[rules]]
id = "local.penalties"
severity = "warning"
explainable = true
title = "处罚`很多`"
message = "行政处罚 {left} 件。"
advice = "请确认。"
basis = ["[通知](x)"]
expression = "proactive.penalties.decisions <= limit"
parameters = { limit = 5 }
passes = [{ cells = { "proactive.penalties.decisions" = 5 } }]
fails = [{ cells = { "proactive.penalties.decisions" = 6 }, note = "六件" }]
"""


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="module")
def pages(engine: Engine) -> dict[str, str]:
    return all_pages(engine.catalogue, engine.checks)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("layer")
    (made / "rules").mkdir()
    (made / "rules" / "99-bu.toml").write_text(LAYER, "utf-8")
    return made


@pytest.fixture
def gip(capfd: pytest.CaptureFixture[str]) -> Callable[..., SimpleNamespace]:
    def call(*arguments: object) -> SimpleNamespace:
        status = run([str(argument) for argument in arguments], Session("zh"))
        captured = capfd.readouterr()
        return SimpleNamespace(status=status, out=captured.out, err=captured.err)

    return call


def test_every_rule_form_and_layer_has_its_page(engine: Engine, pages: dict[str, str]) -> None:
    catalogue = engine.catalogue
    wanted = {f"rules/{rule.id}.md" for ruleset in catalogue.rulesets for rule in ruleset.all_rules}
    wanted |= {f"forms/{form}.md" for form in catalogue.forms}
    wanted |= {f"regions/{ruleset.layer_id}.md" for ruleset in catalogue.rulesets}
    wanted |= {f"{kind}/README.md" for kind in ("rules", "forms", "regions")}
    assert set(pages) == wanted
    assert all(page.startswith(MARK) for page in pages.values())
    assert sum(len(page.encode()) for page in pages.values()) < 2_000_000


def test_every_link_leads_to_a_page(pages: dict[str, str]) -> None:
    for path, page in pages.items():
        for target in re.findall(r"\]\(([^)]+)\)", page):
            assert str((Path("/") / path).parent.joinpath(unquote(target)).resolve())[1:] in pages, (path, target)


def test_a_page_of_a_rule_has_all_that_is_said_of_it(engine: Engine, pages: dict[str, str]) -> None:
    for ruleset in engine.catalogue.rulesets:
        for rule in ruleset.all_rules:
            page = pages[f"rules/{rule.id}.md"]
            said = page.replace("\\", "")
            assert rule.title in said and rule.id in page and f"../regions/{ruleset.layer_id}.md" in page
            assert rule.expression in page and rule.check in page
            assert all(" ".join(basis.split()) in said for basis in (*rule.basis, rule.unsourced, rule.advice))
            assert all(example.note in said for example in (*rule.passes, *rule.fails, *rule.undecided))
            if rule.fails or rule.undecided:
                assert "→ " in page
    assert "相差 1。" in pages["rules/applications.balance.md"]


def test_every_cell_stands_in_its_form(engine: Engine, pages: dict[str, str]) -> None:
    for form in engine.catalogue.forms.values():
        page = pages[f"forms/{form.id}.md"]
        assert all(page.count(f"| `{id_}` |") == 1 for id_ in form.cells)
        assert all(f"`{name}`" in page for name in form.groups)


def test_the_same_data_gives_the_same_pages(pages: dict[str, str]) -> None:
    other = Engine()
    assert list(all_pages(other.catalogue, other.checks).items()) == list(pages.items())


def test_a_layer_of_ones_own(gip: Callable[..., SimpleNamespace], folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "docs"
    assert gip("docs", out, "--rules", folder).status == 0
    layer = (out / "regions" / "99-bu.md").read_text("utf-8")
    assert "# 99-bu 某地|某部" in layer
    assert (
        "本地\\<i\\>从宽" in layer
        and "改为提示，接受情况说明" in layer
        and "不再适用" in layer
        and "2030-01-31" in layer
    )
    assert "多份报告的共同写法" in layer and "其他文件" in layer and "通知 \\*一\\*" in layer
    rule = (out / "rules" / "local.penalties.md").read_text("utf-8")
    assert "处罚\\`很多\\`" in rule and "limit = 5" in rule and "→ 行政处罚 6 件。" in rule and "接受情况说明" in rule
    assert "../regions/99-bu.md" in rule and "\\[通知\\](x)" in rule
    assert "`proactive.other_documents.issued`" in (out / "forms" / "cn-2021+99-bu.md").read_text("utf-8")
    assert "本地不要求" in (out / "rules" / "title.issuer.md").read_text("utf-8")


def test_only_what_changed_is_written_and_what_is_left_over_removed(
    gip: Callable[..., SimpleNamespace], folder: Path, tmp_path: Path
) -> None:
    assert gip("docs", tmp_path, "--check").status == 1
    assert "过期" not in gip("docs", tmp_path).out
    assert gip("docs", tmp_path, "--check").status == 0
    gip("docs", tmp_path, "--rules", folder)
    outdated = gip("docs", tmp_path, "--check")
    assert outdated.status == 1 and "过期：rules/local.penalties.md" in outdated.err
    (tmp_path / "rules" / "mine.md").write_text("我写的", "utf-8")
    again = gip("docs", tmp_path)
    assert again.status == 0 and not (tmp_path / "rules" / "local.penalties.md").exists()
    assert (tmp_path / "rules" / "mine.md").exists()
    assert "写出或删去 0 页" in gip("docs", tmp_path).out


def test_a_page_of_somebody_else_is_not_overwritten(gip: Callable[..., SimpleNamespace], tmp_path: Path) -> None:
    (tmp_path / "rules").mkdir()
    (tmp_path / "rules" / "README.md").write_text("我写的", "utf-8")
    refused = gip("docs", tmp_path)
    assert refused.status == 2 and "没有覆盖" in refused.err
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["README.md"]
    (tmp_path / "file").write_text("", "utf-8")
    assert "不能写入" in gip("docs", tmp_path / "file").err


def test_nothing_is_written_where_something_is_missing(
    gip: Callable[..., SimpleNamespace], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    gip("docs", tmp_path)
    points = [*entry_points(group="gipcore"), EntryPoint("坏插件", "no_such_module", "gipcore")]
    status = run(["docs", str(tmp_path)], Session("zh", lambda rules: Engine(load_plugins(points))))
    assert status == 2 and "插件 坏插件 出错" in capfd.readouterr().err
    assert gip("docs", tmp_path, "--check").status == 0
