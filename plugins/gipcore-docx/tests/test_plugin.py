"""The plugin as gipcore sees it: found by entry point, cheap to load, with a reader and a writer."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points
from typing import Any

import pytest

import gipcore_docx
from gipcore.documents import Document
from gipcore.engine import Engine
from gipcore.errors import WriteError
from gipcore.hookspecs import Reader, Writer
from gipcore.plugins import load_plugins
from gipcore.specimen import specimen


def test_found_by_entry_point() -> None:
    plugins = load_plugins(entry_points(group="gipcore", name="docx"))
    readers: list[Reader] = plugins.collect("gipcore_readers", lambda reader: reader.name)
    writers: list[Writer] = plugins.collect("gipcore_writers", lambda writer: writer.name)
    assert not plugins.failures
    assert [reader.name for reader in readers] == [writer.name for writer in writers] == ["docx"]
    assert ".docx" in readers[0].extensions
    assert writers[0].extensions == (".docx",)


def test_reads_through_the_hook(docx: Any) -> None:
    (reader,) = gipcore_docx.gipcore_readers()
    data = docx("<w:p><w:r><w:t>甲</w:t></w:r></w:p>")
    assert reader.sniff(data)
    document = reader.read(data)
    assert isinstance(document, Document)
    assert document.text() == "甲"


def test_loading_the_plugin_loads_no_library() -> None:
    code = "import sys, gipcore_docx; print({'lxml', 'docx', 'zipfile', 'xml.etree'} & set(sys.modules))"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert seen.strip() == "set()"


def test_a_writer_without_its_library_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("docx", "gipcore_docx."))]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "docx", None)
    engine = Engine()
    with pytest.raises(WriteError, match="pip install python-docx"):
        engine.render(specimen(engine.form("cn-2021")), "docx")
