"""The plugin as gipcore sees it: found by entry point, cheap to load, with a reader and a writer."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import entry_points

import gipcore_html
from gipcore.documents import Document
from gipcore.hookspecs import Reader, Writer
from gipcore.plugins import load_plugins


def test_found_by_entry_point() -> None:
    plugins = load_plugins(entry_points(group="gipcore", name="html"))
    readers: list[Reader] = plugins.collect("gipcore_readers", lambda reader: reader.name)
    writers: list[Writer] = plugins.collect("gipcore_writers", lambda writer: writer.name)
    assert not plugins.failures
    assert [reader.name for reader in readers] == [writer.name for writer in writers] == ["html"]
    assert {".html", ".htm", ".mht", ".mhtml"} <= set(readers[0].extensions)


def test_reads_through_the_hook() -> None:
    (reader,) = gipcore_html.gipcore_readers()
    data = "<p>甲</p>".encode()
    assert reader.sniff(data)
    document = reader.read(data)
    assert isinstance(document, Document)
    assert document.text() == "甲"


def test_loading_the_plugin_loads_no_library() -> None:
    code = "import sys, gipcore_html; print({'selectolax', 'charset_normalizer', 'email.parser'} & set(sys.modules))"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert seen.strip() == "set()"
