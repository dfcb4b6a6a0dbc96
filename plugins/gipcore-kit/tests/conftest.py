"""Packages with faults, written for the tests, and new ones from the templates; all examined in one run."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from gipcore_kit.candidates import Candidate, from_folder, from_installed, installed
from gipcore_kit.making import KINDS, make_package
from gipcore_kit.running import Examined, Place, examine

HEAD = """
'''Something with faults.'''
import sys
from pathlib import Path
from gipcore import ReadError, hookimpl
from gipcore.documents import Document, Grid, GridCell, Paragraph
from gipcore.hookspecs import Annotator, Check, Failure, OutcomeWriter, Reader, Undecided, Writer
"""
README = "插件试验，有许多毛病。" * 20
MISSPELT = """
@hookimpl
def gipcore_reader():
    return []
"""
HEAVY = """
import docx

def gipcore_readers():
    return []

def gipcore_reeders():
    pass
"""
FORMATS = """
count = []
text = lambda data: Document((Paragraph(data.decode("utf-8", "replace")[:1000]),))

def swelling(data):
    if data[:1] == b"[":
        bytearray(1 << 31)
    return text(data)

def english(data):
    raise ReadError("NoneType has no attribute decode")

def counting(report, form):
    count.append(1)
    return str(len(count)).encode()

def meddling(report, form):
    object.__setattr__(report, "title", "x")
    return b""

@hookimpl
def gipcore_readers():
    no = lambda data: False
    return [
        Reader("ascii", (".ascii",), lambda data: text(data.decode("ascii").encode()), lambda data: data[9] == 1),
        Reader("swelling", (".swelling",), swelling, no, "试验"),
        Reader("english", (".english",), english, no, "a format"),
        Reader("wide", (".wide",), lambda data: Document((Grid((GridCell("", 0, 0, 9999),)),)), no, "试验"),
        Reader("nothing", (".nothing",), lambda data: None, no, "试验"),
        Reader("lossy", (".lossy",), text, no, "试验"),
    ]

@hookimpl
def gipcore_writers():
    return [
        Writer("hashing", (".hashing",), lambda report, form: str({*"abcdefghijklmnop"}).encode(), "试验"),
        Writer("counting", (".counting",), counting, "试验"),
        Writer("page", (".svg",), lambda report, form: report.title.encode(), "试验"),
        Writer("sheet", (".tsv",), lambda report, form: f'"a"\\t{report.title}'.encode(), "试验"),
        Writer("meddling", (".meddling",), meddling, "试验"),
        Writer("lossy", (".lossy",), lambda report, form: report.title.encode("utf-8", "replace"), "试验"),
    ]
"""
DYING = """
def read(data):
    if data[:2] == b"[[":
        import os
        os._exit(7)
    raise ReadError("这不是试验文件，请换一个文件。")

@hookimpl
def gipcore_readers():
    '''试验'''
    return [Reader("dying", (".dying",), read, lambda data: False, "试验")]
"""
RESULTS = """
def silent(results, lang):
    return b"0 results"

def loud(results, lang):
    return "".join(result.source + result.reason for result in results).encode()

def rewriting(data, outcome, form, lang):
    return data.replace("报告".encode(), "公告".encode())

@hookimpl
def gipcore_outcome_writers():
    '''试验'''
    return [
        OutcomeWriter("silent", (".silent",), silent, "试验"),
        OutcomeWriter("loud", (".html",), loud, "试验"),
        OutcomeWriter("broken", (".broken",), lambda results, lang: results[0].name.encode(), "试验"),
    ]

@hookimpl
def gipcore_annotators():
    '''试验'''
    return [Annotator("html", (".html",), rewriting, "试验")]
"""
CLASH = """
@hookimpl
def gipcore_writers():
    '''试验'''
    return [Writer("json", (".json2",), lambda report, form: b"{}", "试验")]
"""
CHECKS = """
CELL = "applications.new.total"

def value(subject):
    return getattr(subject.report.cells[CELL], "value", None)

def sound(subject, rule):
    found = value(subject)
    if found is None:
        return Undecided("无法识别", "unreadable")
    return [Failure({"new": found}, (CELL,), left=found, right=0)] if found else []

def forgetful(subject, rule):
    return sound(subject, rule) if value(subject) is not None else []

def unfilled(subject, rule):
    return [Failure({}, ("no.such",))] if value(subject) else []

def breaking(subject, rule):
    return [Failure({"new": 1})] if subject.report.cells[CELL].value else []

def wordless(subject, rule):
    return sound(subject, rule) if value(subject) is not None else Undecided("unknown")

def blind(subject, rule):
    return []

@hookimpl
def gipcore_checks():
    names = "sound forgetful unfilled breaking wordless blind unused"
    return [Check(f"faulty.{name}", globals().get(name, blind)) for name in names.split()]

@hookimpl
def gipcore_rulesets():
    return [Path(__file__).parent]
"""
RULE = """
[[rules]]
id = "faulty.{name}"
severity = "info"
title = "{title}"
message = "新收{{new}}件"
basis = ["试验"]
check = "faulty.{name}"
passes = [{{ note = "都是0" }}]
fails = [{{ cells = {{ "applications.new.total" = 3 }} }}]
"""
RULES = 'id = "checks"\ntitle = "试验"\nsource = "试验"\nyears = { first = 2021 }\nforms = ["cn-2021"]\n' + "".join(
    RULE.format(name=name, title="A title" if name == "sound" else "试验")
    for name in ("sound", "forgetful", "unfilled", "breaking", "wordless", "blind")
)


class Yard:
    """A folder of packages, and where Python finds them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.candidates: list[Candidate] = []
        self.paths: list[str] = []

    def add(self, name: str, code: str, *, readme: str = README, rules: str = "") -> None:
        root = self.folder / name
        package = root / "src" / f"faulty_{name}"
        package.mkdir(parents=True)
        (package / "__init__.py").write_text(HEAD + dedent(code), "utf-8")
        (root / "README.md").write_text(readme, "utf-8")
        (root / "pyproject.toml").write_text(
            f'[project]\nname = "{name}"\nversion = "1"\n[project.entry-points.gipcore]\n{name} = "faulty_{name}"\n',
            "utf-8",
        )
        if rules:
            (package / "rules").mkdir()
            (package / "rules" / f"{name}.toml").write_text(rules, "utf-8")
        self.take(root)

    def take(self, root: Path) -> None:
        self.candidates.append(from_folder(root))
        self.paths.append(str(root / "src"))

    def examine(self, *others: Candidate) -> dict[str, Examined]:
        found = examine([*others, *self.candidates], Place(paths=tuple(self.paths), patience=60.0), examples=1)
        return {item.candidate.name: item for item in found}


@pytest.fixture(scope="session")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Examined]:
    """What the kit finds in packages with faults."""
    yard = Yard(tmp_path_factory.mktemp("yard"))
    yard.add("misspelt", MISSPELT)
    yard.add("heavy", HEAVY, readme="短")
    yard.add("dying", DYING)
    yard.add("formats", FORMATS)
    yard.add("checks", CHECKS, rules=RULES)
    yard.add("results", RESULTS)
    yard.add("aclash", CLASH)
    return yard.examine()


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Yard:
    """One new package of each kind."""
    yard = Yard(tmp_path_factory.mktemp("new"))
    for kind in KINDS:
        root = yard.folder / kind
        make_package(kind, f"try-{kind}", root, region="65" if kind == "ruleset" else "")
        yard.take(root)
    return yard


@pytest.fixture(scope="session")
def conforming(generated: Yard) -> dict[str, Examined]:
    """What the kit finds in all installed plugins and in the new packages."""
    own = [from_installed(name) for name in sorted(installed())]
    return generated.examine(*own)
