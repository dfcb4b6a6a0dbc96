"""What each hook does for gipcore: its example in docs/hooks.md, installed as a plugin, is felt where it belongs."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from io import StringIO
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from gipcore import hookspecs
from gipcore.containment import Budgets
from gipcore.divisions import Ambiguous, complete, question, resolve
from gipcore.engine import Engine
from gipcore.errors import PluginError, WriteError
from gipcore.outcome_json import results_data
from gipcore.outcomes import Checked
from gipcore.plugins import GROUP, load_plugins
from gipcore.proofs import Question
from gipcore.reports import Issuer
from gipcore.rules import Rule
from gipcore.specimen import specimen
from gipcore.tracing import printed
from gipcore_cli.main import run
from gipcore_cli.session import Session

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "examples" / "jiahezi-2023.txt"
PAGE = (ROOT / "docs" / "hooks.md").read_text("utf-8")
EXAMPLES = dict(re.findall(r"^## (gipcore_\w+)\n.*?```python\n(.*?)```", PAGE, re.DOTALL | re.MULTILINE))
INSTALLED = list(entry_points(group=GROUP))
NUMBERS = count()
Install = Callable[..., Engine]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Install:
    """An engine with the installed plugins and one more, of the code of hooks' examples or of what was given."""
    monkeypatch.syspath_prepend(tmp_path)

    def made(*hooks: str, code: str = "", budgets: Budgets = Budgets()) -> Engine:
        module = f"fake_example_{next(NUMBERS)}"
        (tmp_path / f"{module}.py").write_text("\n".join([*(EXAMPLES[hook] for hook in hooks), code]), "utf-8")
        return Engine(load_plugins([*INSTALLED, EntryPoint("example", module, GROUP)], budgets=budgets))

    return made


def test_each_call_of_a_plugin_is_told_in_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    """As the page has it; what the report says is not told."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE.partition("## gipcore_readers")[0], re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "hooks.md", "exec"), names)
    engine: Engine = names["engine"]
    report = engine.read(SAMPLE)
    engine.check(report)
    engine.render(report, "json")
    told = [line.split(maxsplit=4) for line in capsys.readouterr().err.splitlines()]
    assert ["gipcore_readers", "docx"] in [words[:2] for words in told]
    assert ["text.read", "text"] in [words[:2] for words in told] and ["json.write", "data"] in [w[:2] for w in told]
    loads = [words for words in told if words[0] == "load"]
    assert [words[1] for words in loads] == [plugin.name for plugin in engine.plugins.loaded]
    assert {words[1]: words[4] for words in told if words[0] == "gipcore_readers"}["data"] == "json、toml"
    assert len(told) > 50 and report.issuer.name not in str(told)


def test_a_failure_is_told_among_the_calls(install: Install) -> None:
    stream = StringIO()
    trace = printed(lambda: stream)
    plugins = install(code="raise RuntimeError('坏\\n了')").plugins
    (broken,) = [plugin for plugin in plugins.loaded if plugin.name == "example"]
    load_plugins([EntryPoint("example", broken.module, GROUP)], trace=trace)
    (line,) = stream.getvalue().splitlines()
    assert line.split()[:2] == ["load", "example"] and line.endswith("失败：RuntimeError: 坏 了")


def test_every_hook_is_tested_here() -> None:
    hooks = {name for name, item in vars(hookspecs).items() if hasattr(item, "gipcore_spec")}
    tested = {name.removeprefix("test_") for name in globals() if name.startswith("test_gipcore_")}
    assert tested == hooks, "每个钩子都要在这里有一个以它命名的测试"


def test_gipcore_readers(install: Install) -> None:
    engine = install("gipcore_readers")
    data = b"# a note\n" + SAMPLE.read_bytes()
    assert engine.readers["plain"].plugin == "example"
    assert engine.read(data, format="plain").title == engine.read(SAMPLE).title


def test_gipcore_writers(install: Install, tmp_path: Path) -> None:
    engine = install("gipcore_writers")
    report = engine.read(SAMPLE)
    engine.write(report, tmp_path / "report.plain")
    assert report.title in (tmp_path / "report.plain").read_text("utf-8")


def test_gipcore_outcome_writers(install: Install) -> None:
    engine = install("gipcore_outcome_writers")
    results = [Checked("a.txt", engine.check(engine.read(SAMPLE))), Checked("b.txt", None, "空的")]
    assert engine.render_outcomes(results, "lines") == "a.txt\tpass\nb.txt\tincomplete: 空的\n".encode()
    assert engine.outcome_writers["lines"].media == "text/tab-separated-values"


def test_gipcore_annotators(install: Install) -> None:
    engine = install("gipcore_readers", "gipcore_annotators")
    data = SAMPLE.read_bytes()
    outcome = engine.check(engine.read(data, format="plain"))
    noted = engine.annotate(data, outcome, format="plain")
    assert noted.endswith(data) and noted.decode().count("# ") == len(outcome.findings) > 0


def test_gipcore_rulesets(install: Install) -> None:
    """The example's folder is there already: the same rules twice are a conflict, told of the later plugin."""
    plugins = install("gipcore_rulesets").plugins
    plugins.collect("gipcore_rulesets", str)
    (failure,) = plugins.failures
    assert failure.plugin == "rulesets" and "已由插件 example 提供" in failure.reason


def test_gipcore_bodies(install: Install) -> None:
    name = "西安市西大街发展服务中心"
    report = evolve(install().read(SAMPLE), issuer=Issuer(name, "610104"))
    listed, unlisted = (
        engine.check(report, region="610104").report.issuer for engine in (install("gipcore_bodies"), install())
    )
    assert (listed.region, listed.level, listed.kind) == ("610104", "county", "organisation")
    assert unlisted.level != "county"
    divisions = install("gipcore_bodies").divisions
    assert getattr(resolve(name, 2025, divisions), "code", "") == "610104"


WRITER = """
from gipcore.hookspecs import *
def write(results, lang):
    {body}
@hookimpl
def gipcore_outcome_writers():
    return [OutcomeWriter("{name}", (".bad",), write)]
"""
ANNOTATOR = """
from gipcore.hookspecs import *
def annotate(data, outcome, form, lang):
    {body}
@hookimpl
def gipcore_annotators():
    return [Annotator("text", (".txt",), annotate)]
"""
FOREVER = "__import__('threading').Event().wait()"
FAILS = {
    "raises": ("raise RuntimeError('坏了')", "RuntimeError: 坏了"),
    "returns text": ("return ''", "返回了 str，应为 bytes"),
    "never returns": (FOREVER, "超过 0.5 秒没有结束"),
    "ends the program": ("raise SystemExit", "SystemExit"),
}
TAMPERS = {
    "the issuer": "object.__setattr__(outcome.report.issuer, 'name', ''); return b''",
    "a finding": "object.__setattr__(outcome.findings[0], 'severity', 'info'); return b''",
    "the findings": "object.__setattr__(outcome, 'findings', ()); return b''",
    "what was not checked": "object.__setattr__(outcome.not_checked[0], 'needs', 'x'); return b''",
}
BRIEF = Budgets(hook=10.0, read=10.0, write=0.5, check=10.0)


@pytest.mark.parametrize(("body", "said"), FAILS.values(), ids=FAILS)
def test_an_outcome_writer_that_fails_is_named(install: Install, body: str, said: str) -> None:
    engine = install(code=WRITER.format(body=body, name="bad"), budgets=BRIEF if FOREVER in body else Budgets())
    results = [Checked("a.txt", engine.check(engine.read(SAMPLE)))]
    with pytest.raises(PluginError, match=f"插件 example 写出 bad 时出错：{said}"):
        engine.render_outcomes(results, "bad")
    assert engine.render_outcomes(results, "json").startswith(b"{")


@pytest.mark.parametrize("body", TAMPERS.values(), ids=TAMPERS)
def test_an_outcome_writer_that_changes_a_result_is_named(install: Install, body: str) -> None:
    engine = install(code=WRITER.format(body="outcome = results[0].outcome; " + body, name="bad"))
    results = [Checked("a.txt", engine.check(engine.read(SAMPLE)))]
    before = engine.render_outcomes(results, "json")
    with pytest.raises(PluginError, match="改动了检查结果"):
        engine.render_outcomes(results, "bad")
    assert engine.render_outcomes(results, "json") == before


@pytest.mark.parametrize("name", ["json", "text"])
def test_the_names_of_gipcores_own_formats_are_taken(install: Install, name: str) -> None:
    engine = install(code=WRITER.format(body="return b''", name=name))
    assert name not in engine.outcome_writers or engine.outcome_writers[name].plugin == "gipcore"
    assert [failure.plugin for failure in engine.plugins.failures] == ["example"]


def test_an_unknown_format_is_refused_with_what_was_meant(install: Install) -> None:
    with pytest.raises(WriteError, match=r"没有结果格式 'jsn'（是否指 json？）；可用：json、junit、sarif"):
        install().render_outcomes([], "jsn")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        *FAILS.values(),
        *((body, "改动了检查结果") for body in TAMPERS.values()),
        ("return data[:-200]", "批注后的文件读出来与原来不同"),
    ],
)
def test_an_annotator_that_fails_is_named_and_writes_nothing(install: Install, body: str, said: str) -> None:
    engine = install(code=ANNOTATOR.format(body=body), budgets=BRIEF if FOREVER in body else Budgets())
    outcome = engine.check(engine.read(SAMPLE))
    before = results_data([Checked("a", outcome)])
    with pytest.raises(PluginError, match=f"插件 example 批注 text 时出错：.*{said}"):
        engine.annotate(SAMPLE, outcome)
    assert results_data([Checked("a", outcome)]) == before


def test_only_the_file_that_was_checked_is_annotated(install: Install) -> None:
    engine = install(code=ANNOTATOR.format(body="return data"))
    outcome = engine.check(engine.read(SAMPLE))
    assert engine.annotate(SAMPLE, outcome) == SAMPLE.read_bytes()
    with pytest.raises(WriteError, match="不是检查过的那个文件"):
        engine.annotate(SAMPLE.read_bytes() + b"\n", outcome)
    html = engine.render(outcome.report, "html")
    with pytest.raises(WriteError, match=r"还不能在 网页.* 文件中批注；可以批注的格式：.*text"):
        engine.annotate(html, engine.check(engine.read(html)))


BODIES = """
from datetime import date
from gipcore.hookspecs import Body, hookimpl
@hookimpl
def gipcore_bodies():
    return {bodies}
"""


@pytest.mark.parametrize(
    ("bodies", "said"),
    [
        ("[Body('民政 局', '110105', 'county', 'department')]", "不带空格"),
        ("[Body('民政局', '1101', 'county', 'department')]", "六位区划代码"),
        ("[Body('民政局', '999999', 'county', 'department')]", "不在区划代码表中"),
        ("[Body('民政局', '110105', 'town', 'department')]", "level 应为"),
        ("[Body('民政局', '110105', None, 'bureau')]", "kind 应为"),
        ("[Body('民政局', '110105', None, 'department', 'x')]", "aliases 应为"),
        ("[Body('民政局', '110105', None, 'department', first=date(2024, 1, 1), last=date(2023, 1, 1))]", "先后"),
        ("[Body('民政局', '110105', None, 'department')] * 2", "已由插件 example 提供"),
        ("['民政局']", "应为 Body"),
    ],
)
def test_a_wrong_body_is_told_and_left_out(install: Install, bodies: str, said: str) -> None:
    engine = install(code=BODIES.format(bodies=bodies))
    assert engine.divisions
    (failure,) = engine.plugins.failures
    assert failure.plugin == "example" and said in failure.reason


def test_a_listed_body_is_found_under_all_its_names_in_their_time(install: Install) -> None:
    body = (
        "Body('综合服务站', '110105', 'township', 'organisation', ('服务总站',), date(2020, 1, 1), date(2022, 12, 31))"
    )
    divisions = install(code=BODIES.format(bodies=f"[{body}]")).divisions
    for name, year, code in [
        ("综合服务站", 2021, "110105"),
        ("服务 总站", 2022, "110105"),
        ("综合服务站", 2019, ""),
        ("综合服务站", 2023, ""),
    ]:
        assert (getattr(resolve(name, year, divisions), "code", "") or "") == code


def test_a_body_of_another_division_does_not_settle_an_ambiguous_name(install: Install) -> None:
    """Districts called 朝阳区 are in Beijing and in Changchun, whether or not somebody lists one of their bodies."""
    bodies = "[Body('朝阳区民政局', '110105', 'county', 'organisation')]"
    divisions = install(code=BODIES.format(bodies=bodies)).divisions
    found = resolve("朝阳区民政局", 2023, divisions)
    assert isinstance(found, Ambiguous)
    assert {(one.code, one.kind) for one in found.candidates} == {("110105", "organisation"), ("220104", "department")}
    assert "可能指2个地方：北京市朝阳区（110105）、吉林省长春市朝阳区（220104）" in question(found, divisions)
    issuer = complete(Issuer("朝阳区民政局", "110105"), 2023, divisions)
    assert (issuer.region, issuer.kind) == ("110105", "organisation")


def test_a_check_says_which_bodies_an_ambiguous_name_may_mean(install: Install) -> None:
    engine = install(code=BODIES.format(bodies="[Body('朝阳区民政局', '110105', 'county', 'organisation')]"))
    report = evolve(engine.read(SAMPLE), issuer=Issuer("朝阳区民政局"))
    for lang, said in (
        ("zh", "可能指2个地方：北京市朝阳区（110105）、"),
        ("en", "may mean 2 places: 北京市朝阳区（110105）,"),
    ):
        outcome = engine.check(report, lang=lang)
        (notice,) = [notice for notice in outcome.notices if notice.rule == "region"]
        assert said in notice.reason and "--region" in notice.reason
        assert not notice.binding
    settled = engine.check(report, region="110105")
    assert settled.report.issuer.kind == "organisation" and "region" not in {notice.rule for notice in settled.notices}


def test_two_lists_that_contradict_each_other_settle_nothing(install: Install) -> None:
    bodies = "[Body('服务站', '110105', 'county', 'department'), Body('服务站', '110105', 'township', 'department')]"
    divisions = install(code=BODIES.format(bodies=bodies)).divisions
    issuer = complete(Issuer("服务站"), 2023, divisions)
    assert (issuer.region, issuer.level, issuer.kind) == ("110105", None, "department")
    assert "--level" in question(resolve("服务站", 2023, divisions), divisions)


def test_gipcore_checks(install: Install) -> None:
    engine = install("gipcore_checks")
    rule = Rule("our.title", "info", "t", "{word}", ("b",), check="our.title_words", parameters={"words": ["报告"]})
    form = engine.form("cn-2021")
    (failure,) = engine.checks[rule.check].run(hookspecs.Subject(specimen(form), form), rule)  # type: ignore[misc]
    assert failure.values == {"word": "报告"}


def test_gipcore_commands(install: Install, capfd: pytest.CaptureFixture[str]) -> None:
    engine = install("gipcore_commands")
    assert run(["hello", "a.txt"], Session("zh", lambda rules: engine)) == 0
    assert capfd.readouterr().out == "你好，a.txt\n"


def test_gipcore_provers(install: Install) -> None:
    engine = install("gipcore_provers")
    rules = engine.catalogue.in_force("cn-2021", 2023, "654202", "township", "government")
    question = Question(rules, 2023, ("township",), ("government",), ("654202",))
    proof = engine.provers["nothing"].prove(question, lambda done, of: None)
    assert [item.rule for item in proof.left_out] == list(rules.rules)
