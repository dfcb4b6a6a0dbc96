"""``gip rules check`` proves: contradictions, rules that never fire or never pass are refused, the rest is shown."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.proofs import Progress, Proof, Prover, Question
from gipcore_bench.drafts import drafts
from gipcore_bench.examining import examine
from gipcore_bench.proving import prove, region_of
from gipcore_cli.main import run
from gipcore_cli.session import Session

Gip = Callable[..., SimpleNamespace]
RULE = """
[[rules]]
id = "65.planted"
severity = "error"
title = "{title}"
message = "{{cells}}：{{shown}}。"
basis = ["试验用"]
scope = {{ forms = ["cn-2021+65"] }}
expression = "{expression}"
passes = [{{ cells = {{ {passes} }} }}]
fails = [{{ cells = {{ {fails} }} }}]
"""


@pytest.fixture
def provers() -> dict[str, Prover]:
    return Engine().provers


@pytest.fixture
def plant(folder: Path, layer: str) -> Callable[..., Path]:
    """Puts one more rule into the layer."""

    def put(title: str, expression: str, passes: str = "", fails: str = "") -> Path:
        rule = RULE.format(title=title, expression=expression, passes=passes, fails=fails)
        (folder / "rules" / "65.toml").write_text(layer + rule, "utf-8")
        return folder

    return put


def flat(text: str) -> str:
    """The text without the breaks of lines."""
    return "".join(text.split())


def test_a_layer_that_is_right_is_proved_and_its_witness_passes(gip: Gip, engine: Engine, folder: Path) -> None:
    target = folder / "样例.json"
    told = gip("check", folder, "--witness", target)
    assert told.status == 0 and "没有发现问题。" in told.out
    assert "23 条算式规则可以同时满足" in told.out
    assert "65.other_documents_bound 会查出错误（1 处）" in told.out
    # Which figures the prover finds depends on what it was asked before in the same process.
    found = re.search(r"“其他文件”：本年制发(\d+)件，多于现行有效(\d+)件。", flat(told.out))
    assert found and int(found[1]) > int(found[2])
    assert "原有规则在新增单元格上的 15 处也会查出错误" in told.out
    assert "由程序检查的规则 3 条，不在证明之内" in told.out
    names = ["样例.json", "样例.previous.json", "样例.child1.json", "样例.child2.json"]
    assert all(str(folder / name) in flat(told.out) for name in names)
    with_layer = Engine(engine.plugins, folder)
    report, previous, *children = (with_layer.read(folder / name) for name in names)
    outcome = with_layer.check(report, previous=previous, children=children)
    expressions = {rule.id for rule in outcome.rules if rule.expression}
    assert report.form == "cn-2021+65" and len(expressions) == 23
    assert not expressions & {finding.rule for finding in outcome.findings}
    assert expressions <= set(outcome.passed)


def test_a_contradiction_is_explained_by_the_smallest_set(gip: Gip, plant: Callable[..., Path]) -> None:
    rule = "applications.new.total >= applications.total.total + applications.carried_out.total + 1"
    folder = plant("办结的比新收的多", rule, '"applications.new.total" = 5')
    told = gip("check", folder, "--witness", folder / "out.json")
    assert told.status == 1 and "共 1 处问题。" in told.out
    assert "互相矛盾，没有报告能同时满足这 3 处：（cn-2021+65，2025 年度，65）" in told.out
    assert "65.planted（65）“办结的比新收的多”" in told.out and flat(rule) in flat(told.out)
    assert "applications.balance（cn）“收到的申请与办结、结转的申请不平”（“总计”列）" in told.out
    assert "cell.nonnegative（cn）“数值为负”（“二、上年结转政府信息公开申请数量”行“总计”列）" in told.out
    assert "请改动其中本次的规则：65.planted" in told.out
    assert not (folder / "out.json").exists() and "可以同时满足" not in told.out
    data = json.loads(gip("check", folder, "--format", "json").out)
    assert (data["status"], data["proof"]["status"], data["unproved"]) == ("fail", "fail", "")
    (conflict,) = data["proof"]["conflicts"]
    assert (conflict["form"], conflict["year"], conflict["region"]) == ("cn-2021+65", 2025, "65")
    assert {(case["rule"], case["place"]) for case in conflict["cases"]} == {
        ("65.planted", ""),
        ("applications.balance", "“总计”列"),
        ("cell.nonnegative", "“二、上年结转政府信息公开申请数量”行“总计”列"),
    }


def test_a_rule_that_can_never_pass_is_refused(gip: Gip, plant: Callable[..., Path]) -> None:
    told = gip("check", plant("不是负数", "review.total < 0", '"review.total" = -3'))
    assert told.status == 1 and "“不是负数”永远不会通过，与其他规则矛盾：" in told.out
    assert "cell.nonnegative（cn）“数值为负”（“行政复议”下“总计”）" in told.out
    assert "互相矛盾" not in told.out and "共 1 处问题。" in told.out


def test_a_rule_that_can_never_fire_is_refused(gip: Gip, plant: Callable[..., Path]) -> None:
    folder = plant("出现负数", "review.total + review.upheld >= 0", "", '"review.total" = -3')
    told = gip("check", folder)
    assert told.status == 1 and "“出现负数”永远查不出什么，总是先由其他规则查出：" in told.out
    assert "“数值为负”（“行政复议”下“结果维持”、“行政复议”下“总计”）" in told.out
    english = gip("check", folder, lang="en")
    assert english.status == 1 and "“出现负数” can never fire, others find it first:" in english.out


def test_a_rule_that_follows_from_others_is_only_noted(gip: Gip, plant: Callable[..., Path]) -> None:
    told = gip("check", plant("维持的比总数多", "review.upheld <= review.total", "", '"review.upheld" = 3'))
    assert told.status == 0 and "没有发现问题。" in told.out
    assert "“维持的比总数多”可由其他规则推出：“数值为负”（“行政复议”下“结果纠正”" in flat(told.out)
    assert "同时必然查出：“复议、诉讼各项结果之和不等于总计”（“行政复议”行）" in told.out


def test_what_breaks_a_rule_is_in_the_data(gip: Gip, folder: Path) -> None:
    data = json.loads(gip("check", folder, "--format", "json").out)
    proof = data["proof"]
    assert (data["status"], proof["status"], data["witness"]) == ("pass", "pass", [])
    assert [(lot["form"], lot["rulesets"], lot["satisfiable"]) for lot in proof["lots"]] == [
        ("cn-2021+65", ["cn", "65"], True)
    ] + [(lot["form"], lot["rulesets"], True) for lot in proof["lots"][1:]]
    (own,) = (breaking for breaking in proof["breakings"] if breaking["rule"] == "65.other_documents_bound")
    figures = own["report"]
    assert figures["proactive.other_documents.issued"] > figures.get("proactive.other_documents.in_force", 0)
    assert (own["with"], own["previous"], own["children"]) == ([], None, [])


def test_nothing_is_proved_of_what_has_mistakes_or_if_told_so(gip: Gip, folder: Path, layer: str) -> None:
    assert "没有证明（--no-proof）。" in gip("check", folder, "--no-proof").out
    data = json.loads(gip("check", folder, "--no-proof", "--format", "json").out)
    assert data["proof"] is None and data["status"] == "pass"
    (folder / "rules" / "65.toml").write_text(layer.replace("severity", "severty"), "utf-8")
    told = gip("check", folder)
    assert told.status == 1 and "没有证明：请先改正以上问题。" in told.out and "可以同时满足" not in told.out


@pytest.mark.parametrize("arguments", [("--witness", "out.txt"), ("--witness", "out.json", "--no-proof")])
def test_where_the_witness_cannot_be_written_is_said(gip: Gip, folder: Path, arguments: tuple[str, ...]) -> None:
    told = gip("check", folder, *arguments)
    assert told.status == 2 and "应以.json结尾" in flat(told.err)


def test_a_prover_that_fails_or_does_not_decide_is_no_pass(
    engine: Engine,
    provers: dict[str, Prover],
    folder: Path,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(question: Question, progress: Progress) -> Proof:
        raise RuntimeError("坏了")

    def tire(question: Question, progress: Progress) -> Proof:
        proof = provers["integers"].prove(evolve(question, seconds=0.0), progress)
        assert proof.undecided
        return proof

    for function, said in (
        (fail, "插件 theirs 证明时出错：RuntimeError: 坏了"),
        (tire, "没有在时限内证明 16 处"),
    ):
        other = Engine(engine.plugins)
        monkeypatch.setattr(other, "provers", {"theirs": Prover("theirs", function, plugin="theirs")})
        status = run(["rules", "check", str(folder)], Session("zh", lambda rules, other=other: other))  # type: ignore[misc]
        out = capfd.readouterr().out
        assert status == 2 and said in out and "可以同时满足" not in out


def test_without_a_prover_it_is_said_that_nothing_was_proved(
    engine: Engine, folder: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Engine(engine.plugins)
    monkeypatch.setattr(other, "provers", {})
    assert run(["rules", "check", str(folder)], Session("zh", lambda rules: other)) == 0
    assert "没有证明：规则能不能同时满足" in capfd.readouterr().out


def test_progress_is_told(engine: Engine, provers: dict[str, Prover], folder: Path) -> None:
    said: list[tuple[int, int]] = []
    examined = examine(engine, drafts(folder))
    proved = prove(examined, provers["integers"], lambda done, of: said.append((done, of)), "zh")
    assert proved.complete and said and all(0 <= done <= of for done, of in said)


@pytest.mark.parametrize(
    ("code", "region"), [("500000", "50"), ("350100", "3501"), ("654202", "654202"), ("000000", "")]
)
def test_a_division_is_named_without_the_zeros_behind_it(engine: Engine, code: str, region: str) -> None:
    rules = engine.catalogue.in_force("cn-2021", 2024, code, "county", "government")
    assert region_of(Question(rules, 2024, ("county",), ("government",), (code,))) == region
