"""The check in a Flask view, in a Django view and in a plain script: each works, and each is short."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from types import ModuleType
from typing import TypeAlias

import pytest

import gipcore

ROOT = Path(__file__).parent.parent
EMBEDDING = ROOT / "examples" / "embedding"
SAMPLE = ROOT / "examples" / "jiahezi-2023.txt"
Post: TypeAlias = Callable[[bytes | None], tuple[int, str, str]]
"""Sends a file to the view: status, content type and text of the answer."""


def test_the_page_on_embedding_does_what_it_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, object] = {}
    blocks = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "embedding.md").read_text("utf-8"), re.DOTALL)
    for block in blocks:
        exec(compile(block, "embedding.md", "exec"), names)
    assert len(blocks) == 3 and "outcomes" in names


def loaded(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"example_{name}", EMBEDDING / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def flask_post(data: bytes | None) -> tuple[int, str, str]:
    client = loaded("flask_app").app.test_client()
    answer = client.post("/check", data={} if data is None else {"report": (BytesIO(data), "report.txt")})
    return answer.status_code, answer.mimetype, answer.get_data(as_text=True)


def django_post(data: bytes | None) -> tuple[int, str, str]:
    from django.conf import settings
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import RequestFactory

    if not settings.configured:
        settings.configure()
    files = {} if data is None else {"report": SimpleUploadedFile("report.txt", data)}
    answer = loaded("django_view").check(RequestFactory().post("/check", files))
    return answer.status_code, answer["Content-Type"], answer.content.decode()


@pytest.mark.parametrize("post", [flask_post, django_post])
def test_a_file_comes_in_and_the_outcome_goes_out(post: Post) -> None:
    data = SAMPLE.read_bytes()
    status, kind, text = post(data)
    assert (status, kind) == (200, "application/json")
    assert text == gipcore.dumps(gipcore.check(gipcore.read(data)))
    (report,) = json.loads(text)["reports"]
    assert report["issuer"] == "乌苏市夹河子乡人民政府" and report["status"] == "pass"


@pytest.mark.parametrize("post", [flask_post, django_post])
@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"PK\x03\x04 broken", "今天天气很好。".encode()])
def test_a_bad_file_is_refused_with_the_reason(post: Post, data: bytes) -> None:
    status, kind, text = post(data)
    with pytest.raises(gipcore.GipError) as caught:
        gipcore.check(gipcore.read(data))
    assert (status, kind) == (400, "application/json")
    assert json.loads(text) == {"error": str(caught.value)}


@pytest.mark.parametrize("post", [flask_post, django_post])
def test_no_file_at_all_is_refused(post: Post) -> None:
    assert post(None)[0] == 400


def script(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(EMBEDDING / "script.py"), *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", timeout=60)


def test_the_script_prints_what_is_found() -> None:
    name = "examples/jiahezi-2023.txt"
    findings = gipcore.check(gipcore.read(SAMPLE)).findings
    done = script(name)
    assert done.returncode == 0 and done.stderr == ""
    assert done.stdout.splitlines() == [f"{name}\tpass", *(f"{name}\t{f.severity}\t{f.message}" for f in findings)]


def test_the_script_says_what_is_wrong_with_a_file() -> None:
    done = script("examples/none.docx")
    assert done.returncode == 1
    assert done.stdout == "" and "找不到文件 examples/none.docx" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("path", sorted(EMBEDDING.glob("*.py")), ids=lambda path: path.stem)
def test_it_takes_less_than_ten_lines(path: Path) -> None:
    first, *statements = ast.parse(path.read_text("utf-8")).body
    assert isinstance(first, ast.Expr)
    code = [node for node in statements if not isinstance(node, ast.Import | ast.ImportFrom)]
    lines = {line for node in code for part in ast.walk(node) if (line := getattr(part, "lineno", 0))}
    assert 0 < len(lines) < 10
