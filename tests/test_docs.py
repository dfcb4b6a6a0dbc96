"""What stands in docs/ holds: generated pages are current, code runs, every hook and every module is there."""

from __future__ import annotations

import inspect
import re
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote

import pluggy
import pytest
from attrs import evolve, fields

from gipcore import hookspecs
from gipcore.checks import Subject
from gipcore.codec import parse_toml
from gipcore.engine import Engine
from gipcore.errors import ExpressionError
from gipcore.explanations import apply
from gipcore.explanations import parse as parse_explanations
from gipcore.expressions import Readings, Surroundings, Unknown, evaluate
from gipcore.expressions.binding import bind
from gipcore.expressions.facts import KINDS
from gipcore.expressions.syntax import FUNCTIONS, parse
from gipcore.hook_items import problem_of
from gipcore.outcomes import Explanation
from gipcore.rules import EXPRESSION_PLACEHOLDERS, Rule
from gipcore.specimen import specimen
from gipcore.values import Number
from gipcore_cli.main import run
from gipcore_cli.session import Session
from gipcore_docs.command import changes
from gipcore_docs.pages import all_pages

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(path for path in DOCS.glob("*.md"))


def page(name: str) -> str:
    return (DOCS / f"{name}.md").read_text("utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", page(name), re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine()


def test_generated_pages_are_current(engine: Engine) -> None:
    outdated = changes(DOCS, all_pages(engine.catalogue, engine.checks))
    assert not outdated, f"过期的说明：{'、'.join(outdated[:5])}。请运行 ./gip docs docs 重新生成，并一并提交。"


@pytest.mark.parametrize("path", [ROOT / "README.md", *PAGES], ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", path.read_text("utf-8")):
        assert (path.parent / unquote(target)).exists(), target


def test_the_way_of_a_cell_is_as_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for block in blocks("architecture", "python"):
        exec(compile(block, "architecture.md", "exec"), names)
    assert names["finding"].rule == "applications.balance"


def test_every_module_of_the_core_has_its_place_in_the_picture() -> None:
    found = {path.stem for path in (ROOT / "src" / "gipcore").glob("[a-z]*.py")}
    found |= {path.parent.name for path in (ROOT / "src" / "gipcore").glob("*/__init__.py")}
    table = page("architecture").split("| part | modules")[1].split("\n\n")[0]
    assert set(re.findall(r"`(\w+)`", table)) - {"gipcore"} == found, "docs/architecture.md 的模块表与 src/gipcore 不符"


def examples(name: str, language: str) -> list[tuple[str, str]]:
    lines = [line for block in blocks(name, language) for line in block.splitlines() if line.strip()]
    return [(text.strip(), said.strip()) for text, said in (line.rsplit("#", 1) for line in lines)]


@pytest.fixture(scope="module")
def surroundings(engine: Engine) -> Surroundings:
    data, _ = (parse_toml(block, "expressions.md") for block in blocks("expressions", "toml"))
    form = engine.form("cn-2021")

    def report(cells: dict[str, Any], year: int) -> Readings:
        made = specimen(form, year=year, cells=cells)
        return Readings(made, form)

    children = tuple(report(cells, 2023) for cells in data["children"])
    return Surroundings(report(data["report"], 2023), report(data["previous"], 2022), children)


@pytest.fixture(scope="module")
def parameters() -> dict[str, Any]:
    found: dict[str, Any] = parse_toml(blocks("expressions", "toml")[1], "expressions.md")["parameters"]
    return found


@pytest.mark.parametrize(("text", "said"), examples("expressions", "gip"))
def test_an_expression_gives_what_is_told(
    engine: Engine, surroundings: Surroundings, parameters: dict[str, Any], text: str, said: str
) -> None:
    instances = bind(parse(text, KINDS, parameters), engine.form("cn-2021"), text)
    results = [evaluate(instance.condition, surroundings) for instance in instances]
    if any(result is False for result in results):
        found = "假"
    else:
        found = "不知道" if any(isinstance(result, Unknown) for result in results) else "真"
    assert found == said


@pytest.mark.parametrize(("text", "said"), examples("expressions", "refused"))
def test_an_expression_is_refused_as_told(engine: Engine, text: str, said: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        bind(parse(text, KINDS, {}), engine.form("cn-2021"), text)
    assert said in str(caught.value)


def test_every_function_fact_and_placeholder_is_on_the_page() -> None:
    text = page("expressions")
    assert [name for name in FUNCTIONS if f"{name}(" not in text] == []
    assert [name for name in KINDS if f"`{name}`" not in text] == []
    assert set(re.findall(r"`\{(\w+)\}`", text)) - {"c"} == EXPRESSION_PLACEHOLDERS


def hooks() -> dict[str, Any]:
    found = {name: item for name, item in vars(hookspecs).items() if hasattr(item, "gipcore_spec")}
    assert len(found) >= 5
    return found


def hook_sections() -> dict[str, str]:
    return dict(re.findall(r"^## (gipcore_\w+)\n(.*?)(?=^## |\Z)", page("hooks"), re.DOTALL | re.MULTILINE))


def test_every_hook_has_its_section_and_no_other() -> None:
    assert list(hook_sections()) == list(hooks()), "docs/hooks.md 应按 gipcore.hookspecs 的次序说明每一个钩子"


@pytest.mark.parametrize("name", hooks())
def test_the_signature_told_is_the_live_one(name: str) -> None:
    (told,) = re.findall(r"```text\n(.*?)\n```", hook_sections()[name])
    signature = inspect.signature(hooks()[name])
    assert told == f"{name}{signature}".replace("'", "")


@pytest.mark.parametrize("name", hooks())
def test_what_is_told_of_a_hook_is_what_its_specification_says(name: str) -> None:
    """Both have the one fixed form: its purpose, then these five."""
    document = inspect.getdoc(hooks()[name]) or ""
    purpose, _, rest = document.replace("``", "`").partition("\n\n")
    said = dict(re.findall(r"^([A-Z]\w+): (.*?)\.(?=\n[A-Z]|\Z)", rest, re.DOTALL | re.MULTILINE))
    assert list(said) == ["Called", "Arguments", "Result", "Contained", "Since"]
    section = hook_sections()[name].split("```\n", 2)[1]
    assert section.strip().startswith(purpose + "\n\n| | |\n|---|---|\n")
    told = dict(re.findall(r"^\| ([A-Z]\w+) \| (.*) \|$", section, re.MULTILINE))
    assert told == {key: " ".join(value.split()) for key, value in said.items()}
    since = re.fullmatch(r"hooks version (\d+)", told["Since"])
    assert since and 1 <= int(since[1]) <= hookspecs.HOOKS_VERSION


@pytest.mark.parametrize("name", hooks())
def test_the_example_of_a_hook_is_taken(name: str) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", hook_sections()[name], re.DOTALL)
    plugin = ModuleType("example")
    exec(compile(code, f"hooks.md: {name}", "exec"), vars(plugin))
    manager = pluggy.PluginManager("gipcore")
    manager.add_hookspecs(hookspecs)
    manager.register(plugin)
    manager.check_pending()
    (items,) = getattr(manager.hook, name)()
    assert items and [problem for item in items if (problem := problem_of(name, item))] == []


def test_the_examples_of_the_hooks_do_what_they_say(engine: Engine) -> None:
    names: dict[str, Any] = {}
    for section in hook_sections().values():
        exec(compile(re.findall(r"```python\n(.*?)```", section, re.DOTALL)[0], "hooks.md", "exec"), names)
    form = engine.form("cn-2021")
    written = names["write_plain"](specimen(form), form)
    assert names["read_plain"](written).text() == written.decode()
    rule = Rule("our.title", "info", "t", "{word}", ("b",), check="our.title_words", parameters={"words": ["报告"]})
    (failure,) = names["check_title"](Subject(specimen(form), form), rule)
    assert failure.values == {"word": "报告"}


LAYER = "\n".join(blocks("writing-a-layer", "toml")[:-1])


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """A place with the example and the layer of the page."""
    (tmp_path / "our-rules" / "rules").mkdir(parents=True)
    (tmp_path / "our-rules" / "rules" / "65.toml").write_text(LAYER, "utf-8")
    (tmp_path / "examples").symlink_to(ROOT / "examples")
    return tmp_path


def gip(*arguments: str) -> int:
    return run(arguments, Session())


def test_the_layer_of_the_page_works(
    layer: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(layer)
    (layer / "reports").mkdir()
    (layer / "reports" / "one.txt").write_bytes((ROOT / "examples" / "jiahezi-2023.txt").read_bytes())
    (layer / "our-rules" / "rules" / "65.toml").unlink()
    begin, first, rest = blocks("writing-a-layer", "console")
    status = [gip(*line.removeprefix("$ gip ").split()) for line in (begin + first).splitlines()]
    assert status == [0, 0]
    (layer / "our-rules" / "rules" / "65.toml").write_text(LAYER, "utf-8")
    capfd.readouterr()
    commands = [line.removeprefix("$ gip ").split() for line in rest.splitlines()]
    status = [gip(*command) for command in commands]
    assert dict(zip((" ".join(command[:2]) for command in commands), status, strict=True)) == {
        "rules check": 0,
        "rules test": 0,
        "rules explain": 0,
        "rules show": 0,
        "check examples/jiahezi-2023.txt": 1,
        "rules replay": 1,
        "docs our-docs": 0,
    }
    out = capfd.readouterr().out
    assert "没有发现问题。" in out and "个例子都如所写。" in out and "层 65 的规则（3 条）" in out
    assert "其他文件：本年制发的比现行有效的还多" in out and "title.form  改级 1" in out
    assert re.search(r"规则：cn、65\n", out) and "没有写明联系电话" in out
    assert (layer / "our-docs" / "regions" / "65.md").exists()


def test_each_part_of_the_layer_is_felt(layer: Path) -> None:
    engine = Engine(rules=layer / "our-rules")
    form = engine.form("cn-2021+65")
    report = specimen(
        form, title="夹河子乡政府信息公开工作2023年度报告", signed_on="2024-01-21", date_text="2024年1月21日"
    ).changed({"proactive.other_documents.issued": Number(3)})
    found = {finding.rule: finding for finding in engine.check(report).findings}
    assert found["65.contact"].severity == "warning"
    assert found["title.form"].severity == "error"
    assert found["date.deadline"].severity == "warning" and "1月20日" in found["date.deadline"].message
    assert found["65.other_documents_bound"].severity == "error"
    elsewhere = engine.check(evolve(report, issuer=evolve(report.issuer, region="310101")))
    assert "65" not in elsewhere.rulesets and "65.contact" not in {finding.rule for finding in elsewhere.findings}


@pytest.mark.parametrize(
    ("written", "said"), re.findall(r"^\| `(.+?)` \| `(.+?)` \|$", page("writing-a-layer"), re.MULTILINE)
)
def test_a_typo_is_refused_as_told(layer: Path, capfd: pytest.CaptureFixture[str], written: str, said: str) -> None:
    key = {"severty": "severity"}.get(written.split(" =")[0], written.split(" =")[0])
    text = re.sub(rf"^{key} = .*$", written, LAYER, count=1, flags=re.MULTILINE)
    assert text != LAYER
    (layer / "our-rules" / "rules" / "65.toml").write_text(text, "utf-8")
    assert gip("rules", "check", str(layer / "our-rules")) in (1, 2)
    told = "".join(capfd.readouterr().out.split())
    assert "".join(said.split()) in told
    line = next(number for number, line in enumerate(text.split("\n"), 1) if line == written)
    (place,) = [int(found) for found in re.findall(r"第(\d+)行", told.split("".join(said.split()))[0])[-1:]]
    assert line - 12 <= place <= line


def test_the_explanation_of_the_page_is_taken(engine: Engine) -> None:
    (block,) = blocks("explanations", "toml")
    (entry,) = parse_explanations(block, "explanations.md")
    cells = {id_: Number(int(text)) for id_, text in zip(entry.cells, entry.values, strict=True)}
    outcome = engine.check(specimen(engine.form("cn-2021")).changed(cells))
    explained = apply(outcome, [entry], entry.date)
    assert not explained.void and [f.rule for f in explained.findings if f.explanation] == [entry.rule]
    told = set(re.findall(r"^\| `(.*?)` \|", page("explanations"), re.MULTILINE))
    assert {name for names in told for name in names.split("` `")} == {a.name for a in fields(Explanation)}
