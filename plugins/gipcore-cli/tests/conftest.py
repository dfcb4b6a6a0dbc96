"""A made-up outcome with one of each kind of thing, an engine that knows it, and golden files.

Set GOLDEN_WRITE=1 to write the golden files anew; read the difference before it is committed.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from gipcore.engine import Engine
from gipcore.errors import ReadError
from gipcore.forms import Form
from gipcore.outcomes import Finding, NotChecked, Outcome, PluginFailure, Suggestion
from gipcore.reports import Report, Source
from gipcore.rules import Rule, Severity, Wording
from gipcore.specimen import specimen
from gipcore.values import Blank, NotApplicable, Number, Unreadable
from gipcore_cli.main import run
from gipcore_cli.session import Lang, Session

GOLDEN = Path(__file__).parent / "golden"
LAW = "国办公开办函〔2021〕30号附件"
ROW, COLUMN = "applications.applicant_total", "applications.outcome_total"
SUSPECT = "applications.granted.natural_person"


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture(scope="session")
def form(engine: Engine) -> Form:
    return engine.form("cn-2021")


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    def compare(name: str, text: str) -> None:
        path = GOLDEN / f"{name}.txt"
        if os.environ.get("GOLDEN_WRITE"):
            path.write_text(text, "utf-8")
        assert text == path.read_text("utf-8")

    return compare


def rule(id_: str, severity: Severity, title: str, expression: str = "", advice: str = "", en: str = "") -> Rule:
    return Rule(
        id_,
        severity,
        title,
        "message",
        (LAW,),
        advice,
        expression,
        "" if expression else id_,
        en=Wording(en, "message") if en else None,
    )


RULES = (
    rule(COLUMN, "error", "办理结果各项之和不等于（七）总计", "a == b", en="Outcomes do not add up"),
    rule(ROW, "error", "各类申请人之和不等于总计", "a == b"),
    rule("applications.carry_over", "error", "上年结转与上年报告不一致", "a == previous.b"),
    rule("series.jump", "info", "数字比上年陡增或陡降"),
    rule("cell.nonnegative", "error", "数值为负", "a >= 0"),
    rule("charges.precision", "warning", "金额小数位过多", "a >= 0"),
    rule("cell.magnitude", "info", "数值大得不合常理", "a >= 0"),
    rule("title.form", "warning", "标题不是通行的写法", advice="请改用通行的写法。"),
    rule("narrative.new", "error", "文字所说的收到数与表三不符"),
    rule("date.format", "info", "日期的写法不规范"),
)


@pytest.fixture
def report(form: Form) -> Report:
    base = specimen(form)
    made = base.changed(
        {
            SUSPECT: Number(5),
            "applications.new.natural_person": Number(4),
            "applications.new.research": Blank(),
            "applications.new.business": NotApplicable(),
            "proactive.charges.amount": Unreadable(raw="见附件"),
            "review.upheld": Unreadable(reason="missing"),
            "proactive.licensing.decisions": Number(1234567),
        }
    )
    return evolve(made, source=Source("report.txt", "ab" * 32, "text"))


@pytest.fixture
def outcome(report: Report, form: Form) -> Outcome:
    words = f"很可能是这一格有误：{form.cells[SUSPECT].label}由 5 改为 4，则 2 处不符同时消除。"
    sure = (Suggestion("请核对。"), Suggestion(words, SUSPECT, 4))
    findings = [
        Finding(
            COLUMN, "error", "“自然人”列：办理结果各项相加应等于（七）总计，相差 1。", LAW,
            (SUSPECT, "applications.total.natural_person"), 5, 4, 1, "第2个表格第6行第3列", sure, "5 = 5，4",
        ),
        Finding(
            ROW, "error", "“（一）予以公开”行：各类申请人相加应等于总计，相差 1。", LAW,
            (SUSPECT, "applications.granted.total"), 5, 4, 1, "第2个表格第6行第3列", sure, "5 = 5，4",
        ),
        *(
            Finding(
                ROW, "error", f"“{form.cells[f'applications.{key}.total'].row_label}”行：相加为 {n}，总计为 0。", LAW,
                (f"applications.{key}.total",), n, 0, n,
                suggestions=(Suggestion("请核对。"), Suggestion(f"各分项相加为 {n}，请先核对总计。")),
            )
            for key, n in (("other.fee_overdue", 12), ("partly_granted", 3))
        ),
        Finding(
            "title.form", "warning", "标题“夹河子乡政府信息公开工作2023年度报告”把年份写在了文件名称中间。", LAW,
            where="第1行", suggestions=(Suggestion("请改用通行的写法。"),),
        ),
        Finding("date.format", "info", "日期写作“2024.1.16”。", "GB/T 9704—2012"),
        Finding(
            "narrative.new", "error", "正文称“收到申请2件”，表三为 4 件。", "《政府信息公开条例》第五十条",
            ("applications.new.total",), 2, 4, -2, "第5行",
        ),
    ]  # fmt: skip
    absent, cells = "没有上年报告", ("proactive.charges.amount",)
    raw = "“行政事业性收费”行无法辨认（原文“见附件”）"
    not_checked = (
        NotChecked("applications.carry_over", absent, needs="previous"),
        NotChecked("series.jump", absent, "info", needs="previous"),
        NotChecked("cell.nonnegative", raw, "error", cells),
        NotChecked("charges.precision", raw + "；另一处", "warning", cells),
        NotChecked("cell.magnitude", raw + "；机关级别未知", "info", (*cells, "review.upheld")),
    )
    passed = ("applications.balance", "disputes.total")
    return Outcome(report, ("cn-arithmetic", "cn-values"), RULES, tuple(findings), passed, not_checked)


@pytest.fixture
def clean(report: Report, form: Form) -> Outcome:
    return Outcome(evolve(specimen(form), source=report.source), ("cn-arithmetic",), RULES, (), ("a.b", "a.c"), ())


@pytest.fixture
def unfinished(clean: Outcome) -> Outcome:
    return evolve(clean, not_checked=(NotChecked("applications.carry_over", "没有上年报告"),))


class FakeEngine:
    """Reads by name what it was given, and knows the outcome of each; everything else is the real engine's."""

    def __init__(self, real: Engine, outcomes: dict[str, Outcome]) -> None:
        self.real, self.outcomes = real, outcomes
        self.checked: list[dict[str, Any]] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.real, name)

    def read(self, path: Path, *, form: str | None = None) -> Report:
        if Path(path).name not in self.outcomes:
            raise ReadError(f"找不到文件 {path}。请检查文件名和所在文件夹。")
        return self.outcomes[Path(path).name].report

    def check(self, report: Report, **options: Any) -> Outcome:
        self.checked.append({"report": report, **options})
        found = next(
            o for o in self.outcomes.values() if o.report.cells == report.cells and o.report.title == report.title
        )
        return evolve(found, report=report)


@pytest.fixture
def fake(engine: Engine, outcome: Outcome, clean: Outcome, unfinished: Outcome) -> FakeEngine:
    other = evolve(unfinished, report=evolve(unfinished.report, title="另一份"))
    broken = evolve(
        clean, report=evolve(clean.report, title="第三份"), failures=(PluginFailure("坏插件", "ValueError: 坏了"),)
    )
    return FakeEngine(engine, {"bad.txt": outcome, "good.txt": clean, "open.txt": other, "broken.txt": broken})


@pytest.fixture
def gip(fake: FakeEngine, capfdbinary: pytest.CaptureFixture[bytes]) -> Callable[..., SimpleNamespace]:
    """Runs the command in this process with the fake engine: status, out and err."""

    def call(*arguments: str, lang: Lang = "zh") -> SimpleNamespace:
        status = run(arguments, Session(lang, lambda rules: fake))  # type: ignore[arg-type,return-value]
        captured = capfdbinary.readouterr()
        return SimpleNamespace(status=status, out=captured.out.decode(), err=captured.err.decode())

    return call
