"""The tools by which the project keeps its habits: changelog entries, release notes of rules, mutants of the core."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tools"))
try:
    import changelog
    import mutate
    import release_notes
finally:
    sys.path.pop(0)

LAYER = """
id = "65"
title = "新疆"
source = "通知"
region = "65"
years = {{ first = 2021 }}
forms = ["cn-2021"]

[[rules]]
id = "65.a"
severity = "{severity}"
title = "甲"
message = "m"
basis = ["第一条"]
expression = "review.total <= {most}"
scope = {{ years = {{ first = 2023 }} }}
passes = [{{ cells = {{ "review.total" = 0 }} }}]
fails = [{{ cells = {{ "review.total" = 900 }} }}]
"""
FORM = (ROOT / "rulesets" / "gipcore_rulesets" / "forms" / "cn-2021.toml").read_text("utf-8")


def rulesets(folder: Path, layer: str = "") -> Path:
    (folder / "forms").mkdir(parents=True, exist_ok=True)
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "forms" / "cn-2021.toml").write_text(FORM, "utf-8")
    if layer:
        (folder / "rules" / "65.toml").write_text(layer, "utf-8")
    return folder


def test_the_entries_of_the_changelog_have_their_form() -> None:
    assert changelog.main(["check"]) == 0


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.added.md", "Something new.", ""),
        ("a-b_c.rules.md", "65.a is an error, report years from 2023, region 65.", ""),
        ("a.rules.md", "cell.integer is an error, all report years, whole country.", ""),
        ("a.rules.md", "65.a is an error, region 65.", "report years and the regions"),
        ("a.rules.md", "65.a is an error, report years from 2023.", "report years and the regions"),
        ("a.md", "Something new.", "the name should be like"),
        ("a.new.md", "Something new.", "the name should be like"),
        ("a.fixed.md", "- Something new.", "one entry"),
        ("a.fixed.md", "", "one entry"),
        ("a.fixed.md", "One.\n\nTwo.", "one entry"),
        ("a.fixed.md", "word " * 81, "one entry"),
    ],
)
def test_an_entry(name: str, text: str, problem: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    found = changelog.problems(path)
    assert len(found) == (1 if problem else 0) and all(problem in one for one in found)


def test_a_release_moves_the_entries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "changelog.d").mkdir()
    for name, text in {
        "README.md": "# x",
        "b.fixed.md": "Two\nlines.\n",
        "a.added.md": "New.",
        "c.added.md": "Newer.",
    }.items():
        (tmp_path / "changelog.d" / name).write_text(text, "utf-8")
    (tmp_path / "CHANGELOG.md").write_text("# Changelog\n\nWords.\n\n## [0.1.0]\n\n- Old.\n", "utf-8")
    monkeypatch.setattr(changelog, "ROOT", tmp_path)
    assert changelog.main(["release", "0.2.0"]) == 0
    assert (tmp_path / "CHANGELOG.md").read_text("utf-8") == (
        f"# Changelog\n\nWords.\n\n## [0.2.0] – {date.today().isoformat()}\n\n### Added\n\n- New.\n- Newer.\n\n"
        "### Fixed\n\n- Two\n  lines.\n\n## [0.1.0]\n\n- Old.\n"
    )
    assert [path.name for path in (tmp_path / "changelog.d").iterdir()] == ["README.md"]


def test_notes_name_rule_years_and_region(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = rulesets(tmp_path / "a", layer=LAYER.format(severity="warning", most=5))
    after = rulesets(
        tmp_path / "b", layer=LAYER.format(severity="error", most=5).replace("first = 2021", "first = 2020")
    )
    assert release_notes.main([str(before), str(after)]) == 0
    assert capsys.readouterr().out == (
        "### `65` 新疆: region 65, report years from 2020\n\n"
        "- was for region 65, report years from 2021\n"
        "- changed `65.a` 甲 (error, report years from 2023): severity warning → error. Basis: 第一条\n"
    )
    assert release_notes.main([str(before), str(before)]) == 0
    assert capsys.readouterr().out == "No rule has changed.\n"


def test_notes_of_layers_and_forms_that_come_and_go(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    without = rulesets(tmp_path / "a")
    layer = rulesets(tmp_path / "b", layer=LAYER.format(severity="warning", most=5))
    (layer / "forms" / "cn-2021.toml").write_text(FORM.replace("first_year = 2021", "first_year = 2020"), "utf-8")
    assert release_notes.main([str(without), str(layer)]) == 0
    out = capsys.readouterr().out
    assert "### Forms\n\n- changed `cn-2021` " in out and "report years from 2020" in out
    assert "- New layer: 通知\n- added `65.a` 甲 (warning, report years from 2023)" in out
    assert release_notes.main([str(layer), str(without)]) == 0
    assert "- Layer withdrawn: 通知" in capsys.readouterr().out


def test_notes_between_two_tags(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def git(*arguments: str) -> None:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    monkeypatch.setattr(release_notes, "ROOT", tmp_path)
    git("init", "-q")
    for tag, most in (("v1", 5), ("v2", 6)):
        rulesets(tmp_path / release_notes.RULESETS, layer=LAYER.format(severity="info", most=most))
        git("add", "-A")
        git("commit", "-q", "-m", tag)
        git("tag", tag)
    assert release_notes.main(["v1", "v2"]) == 0
    assert "expression review.total <= 5 → review.total <= 6" in capsys.readouterr().out
    assert release_notes.main(["v1", "v3"]) == 2
    assert "no version 'v3'" in capsys.readouterr().err


SOURCE = '''
def f(a: int = 1) -> bool:
    """Words."""
    if a > 0 and g(a + 1):
        return "x" in a
    if not a:
        raise ValueError
    return None
'''


def test_mutants_are_one_change_each(tmp_path: Path) -> None:
    path = tmp_path / "m.py"
    path.write_text(SOURCE, "utf-8")
    found = list(mutate.mutants("m", path))
    plain = ast.unparse(ast.parse(SOURCE))
    assert len({mutant.source for mutant in found}) == len(found) and plain not in {m.source for m in found}
    assert {(mutant.before, mutant.after) for mutant in found if mutant.place == "f"} >= {
        ("a > 0", "a >= 0"),
        ("a > 0 and g(a + 1)", "a > 0 or g(a + 1)"),
        ("not a", "a"),
        ("a + 1", "a - 1"),
        ("1", "2"),
        ("'x'", "''"),
        ("'x' in a", "'x' not in a"),
        ("return 'x' in a", "return None"),
        ("raise ValueError", "pass"),
    }
    assert not any("Words" in mutant.before for mutant in found)


def test_a_mutant_takes_the_place_of_its_module(tmp_path: Path) -> None:
    """One that a test must notice is killed, one that changes nothing survives, and the file stays as it is."""
    test = tmp_path / "test_fold.py"
    test.write_text(
        "from gipcore.testing.oracle import verdict\nfrom gipcore.values import Number\n"
        "def test(): assert verdict(Number(3), Number(3)) == 'right'\n",
        "utf-8",
    )
    ((module, path),) = mutate.modules("testing.oracle")
    text = path.read_text("utf-8")
    broken = mutate.Mutant(module, "", "", "", text.replace('return "right"', 'return "wrong"'))
    harmless = mutate.Mutant(module, "", "", "", text + "\n")
    code = (
        "import sys; sys.path.insert(0, {tools!r}); import mutate\nfrom pathlib import Path\n"
        "for source in {sources!r}:\n"
        "    m = mutate.Mutant({module!r}, '', '', '', source)\n"
        "    print(mutate.run(m, Path({path!r}), [{test!r}], 60))"
    ).format(
        tools=str(ROOT / "tools"),
        sources=[broken.source, harmless.source],
        module=module,
        path=str(path),
        test=str(test),
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120)
    assert done.stdout.split() == ["killed", "survived"]
    assert path.read_text("utf-8") == text


def test_every_explained_mutant_still_exists() -> None:
    settings = tomllib.loads((ROOT / "tools" / "mutation.toml").read_text("utf-8"))
    for tests in settings["tests"].values():
        assert all((ROOT / name).exists() for name in tests)
    wanted = {entry["mutant"]: entry["why"] for entry in settings["explained"]}
    known = {
        mutant.name
        for name in sorted({name.split(":")[0] for name in wanted})
        for module, path in mutate.modules(name)
        for mutant in mutate.mutants(module, path)
    }
    assert set(wanted) <= known and all(wanted.values())
