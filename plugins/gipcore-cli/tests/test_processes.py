"""The command as a process of its own, with the real engine: what only a process shows."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gipcore.engine import Engine
from gipcore.forms import Form
from gipcore.specimen import specimen

GIP = [sys.executable, "-c", "from gipcore_cli.main import main; main()"]


def gip(*arguments: str, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    clean = {key: value for key, value in os.environ.items() if key not in ("FORCE_COLOR", "GIP_LANG", "COLUMNS")}
    return subprocess.run(
        [*GIP, *arguments], cwd=cwd, env={**clean, **environment}, capture_output=True, encoding="utf-8", timeout=60
    )


@pytest.fixture
def folder(tmp_path: Path, engine: Engine, form: Form) -> Path:
    """A clean report as JSON, a wrong one, and one with an unreadable cell."""
    engine.write(specimen(form), tmp_path / "good.json")
    data = json.loads((tmp_path / "good.json").read_text("utf-8"))
    data["cells"]["review.upheld"] = 1
    (tmp_path / "wrong.json").write_text(json.dumps(data), "utf-8")
    data["cells"]["review.upheld"] = {"unreadable": "见附件"}
    (tmp_path / "unread.json").write_text(json.dumps(data), "utf-8")
    return tmp_path


def test_errors_give_status_1(folder: Path) -> None:
    found = gip("check", "wrong.json", cwd=folder)
    assert found.returncode == 1 and "disputes.total" in found.stdout and not found.stderr


def test_output_in_a_pipe_is_the_same_whatever_the_terminal(folder: Path) -> None:
    plain = gip("check", "wrong.json", cwd=folder)
    assert gip("check", "wrong.json", cwd=folder, COLUMNS="40", TERM="xterm-256color").stdout == plain.stdout
    assert "\x1b" not in plain.stdout
    assert "\x1b[" in gip("check", "wrong.json", cwd=folder, FORCE_COLOR="1").stdout


def test_a_terminal_without_chinese_gets_question_marks(folder: Path) -> None:
    found = gip("check", "wrong.json", cwd=folder, PYTHONIOENCODING="ascii")
    assert found.returncode == 1 and "?" in found.stdout and "Traceback" not in found.stderr


def test_json_is_utf8_whatever_the_terminal(folder: Path) -> None:
    found = gip("check", "wrong.json", "--format", "json", cwd=folder, PYTHONIOENCODING="gbk")
    assert json.loads(found.stdout)["reports"][0]["issuer"] == "乌苏市夹河子乡人民政府"


def test_a_pipe_closed_early_is_no_complaint(folder: Path) -> None:
    process = subprocess.Popen(
        [*GIP, "rules", "list"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    assert process.stdout and process.stderr
    process.stdout.close()
    assert process.stderr.read() == ""
    process.stderr.close()
    assert process.wait(60) == 141


def test_an_interrupt_gives_130_and_no_traceback(folder: Path) -> None:
    fifo = folder / "slow.json"
    os.mkfifo(fifo)
    process = subprocess.Popen(
        [*GIP, "convert", "slow.json", "out.json"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    # Opening the other end waits until the command has opened its own: it is reading now.
    with fifo.open("wb"):
        time.sleep(0.1)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 130 and "已中断" in err and "Traceback" not in err
    assert sorted(path.name for path in folder.iterdir()) == ["good.json", "slow.json", "unread.json", "wrong.json"]


def test_convert_and_back(folder: Path) -> None:
    assert gip("convert", "good.json", "new.toml", cwd=folder).returncode == 0
    found = gip("convert", "new.toml", "again.json", cwd=folder)
    assert found.returncode == 0 and found.stdout == "已写出 again.json\n"
    before, after = (json.loads((folder / name).read_text("utf-8")) for name in ("good.json", "again.json"))
    assert {**before, "source": None} == {**after, "source": None}


def test_convert_counts_what_it_cannot_read(folder: Path) -> None:
    found = gip("convert", "unread.json", "out.toml", cwd=folder)
    assert found.returncode == 2 and "有 1 个单元格无法识别" in found.stderr
    assert (folder / "out.toml").exists()


@pytest.mark.parametrize("target", ["good.json", "./good.json", "link.json"])
def test_convert_never_writes_over_its_input(folder: Path, target: str) -> None:
    (folder / "link.json").symlink_to("good.json")
    before = (folder / "good.json").read_bytes()
    found = gip("convert", "good.json", target, cwd=folder)
    assert found.returncode == 2 and "就是输入文件" in found.stderr
    assert (folder / "good.json").read_bytes() == before


@pytest.mark.parametrize(
    ("target", "said"), [("out.xyz", "不能写成 '.xyz'"), ("no/out.json", "不能写入 no/out.json"), (".", "不能写成")]
)
def test_convert_says_why_not(folder: Path, target: str, said: str) -> None:
    found = gip("convert", "good.json", target, cwd=folder)
    assert found.returncode == 2 and said in found.stderr and "Traceback" not in found.stderr


def test_a_folder_is_no_report(folder: Path) -> None:
    (folder / "dir.json").mkdir()
    found = gip("check", "dir.json", cwd=folder)
    assert found.returncode == 2 and "dir.json：无法读取" in found.stdout and "Traceback" not in found.stderr


def test_many_files_are_quick_and_orderly(folder: Path) -> None:
    for number in range(100):
        (folder / f"{number:03}.json").write_bytes((folder / "good.json").read_bytes())
    names = [f"{number:03}.json" for number in range(100)]
    found = gip("check", *names, cwd=folder)
    table = found.stdout[found.stdout.index("汇总") :].splitlines()
    assert [line.split()[0] for line in table[2:102]] == names
    assert "共 100 份" in table[-1] and not found.stderr


def test_a_person_at_a_terminal_sees_progress_and_the_pipe_does_not(folder: Path) -> None:
    ours, theirs = os.openpty()
    with os.fdopen(ours, "rb", buffering=0) as screen:
        process = subprocess.Popen(
            [*GIP, "check", "good.json", "wrong.json"], cwd=folder, stdout=subprocess.PIPE, stderr=theirs
        )
        os.close(theirs)
        out, _ = process.communicate(timeout=60)
        seen = screen.read(4096).decode()
    assert "检查" in seen and "\x1b" in seen
    assert b"\x1b" not in out and process.returncode == 1


def test_showing_and_explaining_real_things(folder: Path) -> None:
    shown = gip("show", "wrong.json", cwd=folder)
    assert shown.returncode == 1 and "✗" in shown.stdout and "┌" in shown.stdout
    listed = gip("rules", "list", cwd=folder)
    assert listed.returncode == 0 and "applications.balance" in listed.stdout
    explained = gip("rules", "explain", "applications.balance", cwd=folder)
    assert explained.returncode == 0 and "依据：" in explained.stdout
    plugins = gip("plugins", "list", cwd=folder)
    assert plugins.returncode == 0 and ".json" in plugins.stdout


def test_every_rule_can_be_explained(engine: Engine, folder: Path) -> None:
    from gipcore_cli.page import Page
    from gipcore_cli.rule_text import rule_page

    for ruleset in engine.catalogue.rulesets:
        for rule in ruleset.rules:
            for form in engine.catalogue.forms.values():
                for lang in ("zh", "en"):
                    page = Page(100)
                    rule_page(page, rule, ruleset, form, lang)
                    assert rule.id in page.text()


def test_checking_one_file_loads_nothing_needless(folder: Path) -> None:
    code = (
        "import sys\nfrom gipcore_cli.main import run\nfrom gipcore_cli.session import Session\n"
        "run(['check', 'wrong.json'], Session())\n"
        "heavy = ('rich.markdown', 'rich.progress', 'pygments', 'lxml', 'docx', 'asyncio', 'gipcore_cli.report_text')\n"
        "print([name for name in heavy if name in sys.modules], file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, encoding="utf-8", timeout=60)
    assert found.stderr.strip() == "[]"
