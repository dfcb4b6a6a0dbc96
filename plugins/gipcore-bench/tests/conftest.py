"""A folder with one layer that is right, and the command in this process."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from gipcore.engine import Engine
from gipcore.proofs import Prover
from gipcore_cli.main import run
from gipcore_cli.session import Lang, Session

LAYER = """\
id = "65"
title = "试验"
extends = "cn"
region = "65"
years = { first = 2021 }
forms = ["cn-2021"]
source = "试验用"
standing = "document"
review_by = 2099-01-31

[[statement]]
id = "65.contact"
where = "section.overview"
asks = "联系电话"
severity = "warning"
any_of = ["电话:#", "电话#"]
passes = [{ text = "联系电话：0992-1234567。" }]
fails = [{ text = "请与本机关联系。" }]

[[regrade]]
rule = "title.form"
severity = "error"
reason = "试验"

[[regrade.passes]]
note = "标题是通行的写法"

[[regrade.fails]]
report = { title = "夹河子乡政府信息公开工作2023年度报告" }

[[deadline]]
reason = "试验"
kinds = ["government"]
levels = ["township"]
submit = "01-20"

[[deadline.passes]]
report = { date_text = "2024年1月20日", signed_on = 2024-01-20 }

[[deadline.fails]]
report = { date_text = "2024年1月21日", signed_on = 2024-01-21 }

[[row]]
form = "cn-2021"
table = "proactive"
after = "normative_documents"
key = "other_documents"
label = "其他文件"
id = "65.other_documents"
severity = "info"

[[rules]]
id = "65.other_documents_bound"
severity = "error"
title = "其他文件：本年制发的比现行有效的还多"
message = "“{row}”：本年制发 {left} 件，多于现行有效 {right} 件。"
basis = ["试验用"]
expression = "proactive.other_documents.issued <= proactive.other_documents.in_force"
scope = { forms = ["cn-2021+65"] }

[rules.en]
title = "More issued than in force"
message = "{row}: {left} issued, {right} in force."

[[rules.passes]]
cells = { "proactive.other_documents.issued" = 3, "proactive.other_documents.in_force" = 8 }

[[rules.fails]]
cells = { "proactive.other_documents.issued" = 3, "proactive.other_documents.in_force" = 2 }
"""


@pytest.fixture(scope="session")
def engine() -> Engine:
    return Engine()


@pytest.fixture
def layer() -> str:
    return LAYER


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "ours" / "rules").mkdir(parents=True)
    (tmp_path / "ours" / "rules" / "65.toml").write_text(LAYER, "utf-8")
    return tmp_path / "ours"


@pytest.fixture
def provers() -> dict[str, Prover]:
    """None, to be quick."""
    return {}


@pytest.fixture
def gip(
    engine: Engine,
    provers: dict[str, Prover],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., SimpleNamespace]:
    """Runs ``gip rules …``: status, out and err. The installed engine is shared; one with a folder is made anew."""

    monkeypatch.setattr(engine, "provers", provers)

    def call(*arguments: str | Path, lang: Lang = "zh") -> SimpleNamespace:
        session = Session(lang, lambda rules: Engine(engine.plugins, rules) if rules else engine)
        status = run(["rules", *map(str, arguments)], session)
        captured = capfd.readouterr()
        return SimpleNamespace(status=status, out=captured.out, err=captured.err)

    return call
