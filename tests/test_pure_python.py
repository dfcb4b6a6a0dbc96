"""Reading text and Word files and checking them needs nothing compiled: it is to run inside a browser too."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.machinery import EXTENSION_SUFFIXES
from importlib.metadata import distribution
from pathlib import Path

from packaging.requirements import Requirement

from gipcore.api import check, dumps, read
from gipcore.engine import Engine

BROWSER = {"sys_platform": "emscripten", "platform_system": "Emscripten", "platform_machine": "wasm32", "extra": ""}
"""How a browser's Python describes itself in the markers of requirements (PEP 776)."""
NEEDED = (
    "gipcore",
    "gipcore-rulesets",
    "gipcore-national",
    "gipcore-layers",
    "gipcore-data",
    "gipcore-text",
    "gipcore-docx",
)
SAMPLE = Path(__file__).parent.parent / "examples" / "jiahezi-2023.txt"

ALONE = """
import sys
from importlib.machinery import ExtensionFileLoader
from pathlib import Path

load = ExtensionFileLoader.create_module

def refuse(self, spec):
    if "site-packages" in Path(spec.origin).parts:
        raise ImportError(f"compiled: {spec.origin}")
    return load(self, spec)

ExtensionFileLoader.create_module = refuse
import gipcore
for name in sys.argv[1:]:
    print(gipcore.dumps(gipcore.check(gipcore.read(name))))
"""


def resolved(names: tuple[str, ...]) -> Iterator[str]:
    """The *names* and whatever they require in a browser, whatever that requires, and so on."""
    seen: set[str] = set()
    left = list(names)
    while left:
        name = re.sub(r"[-_.]+", "-", left.pop()).lower()
        if name not in seen:
            seen.add(name)
            yield name
            required = (Requirement(line) for line in distribution(name).requires or ())
            left.extend(need.name for need in required if need.marker is None or need.marker.evaluate(BROWSER))


def test_every_requirement_is_pure_python() -> None:
    found = list(resolved(NEEDED))
    assert {"attrs", "cattrs", "pluggy", "typing-extensions"} <= set(found)
    for name in found:
        installed = distribution(name)
        wheel = installed.read_text("WHEEL") or ""
        assert "Root-Is-Purelib: true" in wheel, name
        assert re.findall("^Tag: (.*)$", wheel, re.M)[-1].endswith("-none-any"), name
        assert [file for file in installed.files or () if file.name.endswith(tuple(EXTENSION_SUFFIXES))] == [], name


def test_a_requirement_that_is_compiled_would_be_seen() -> None:
    assert {"selectolax", "gipcore-html"} <= set(resolved(("gipcore-html",)))
    assert "Root-Is-Purelib: false" in (distribution("selectolax").read_text("WHEEL") or "")


def test_files_are_read_and_checked_without_any_compiled_package(tmp_path: Path) -> None:
    text = SAMPLE.read_text(encoding="utf-8")
    (tmp_path / "report.txt").write_bytes(text.encode("gb18030"))
    (tmp_path / "report.docx").write_bytes(Engine().render(read(SAMPLE), "docx"))
    files = [str(tmp_path / "report.txt"), str(tmp_path / "report.docx")]
    command = [sys.executable, "-W", "error", "-c", ALONE, *files]
    alone = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    assert alone.stderr == ""
    assert alone.stdout == "".join(dumps(check(read(name))) + "\n" for name in files)
