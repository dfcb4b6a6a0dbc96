"""A new package from the templates: files with ``$names`` in them, filled in and written whole or not at all."""

from __future__ import annotations

import re
import shutil
import tempfile
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Template

from attrs import frozen

from gipcore.documents import Document, Paragraph
from gipcore.engine import Engine
from gipcore.errors import PluginError, WriteError
from gipcore.layout import lay_out
from gipcore.specimen import specimen
from gipcore_kit.names import Names, names
from gipcore_kit.samples import base_forms

KINDS = ("reader", "writer", "ruleset", "check")
SUFFIX = ".in"
"""Of a template: no tool takes it for code."""
REGION = re.compile(r"[0-9]{2,12}")


@frozen
class Made:
    """What was written: the folder, its files, and a command that shows the plugin at work."""

    folder: Path
    files: tuple[str, ...]
    trial: str


def make_package(kind: str, name: str, out: Path | None = None, *, region: str = "", today: date | None = None) -> Made:
    """Write the package *name* of a *kind* into the folder *out*, by default ``gipcore-NAME``.

    Raises PluginError for a name or region that will not do, WriteError if the folder is in use or cannot be written.
    """
    engine = Engine()
    taken = {point.name for point in engine.plugins.points} | {*engine.readers, *engine.writers}
    called = names(name, taken)
    if region and kind != "ruleset":
        raise PluginError(f"--region 只用于 ruleset，不用于 {kind}。请去掉。")
    if region and not REGION.fullmatch(region):
        raise PluginError(f"{region!r} 不是行政区划代码的前几位。请写如 65（全区）、6542（其中一个地区）。")
    if kind == "ruleset" and not region and REGION.fullmatch(called.name):
        region = called.name
    target = out if out is not None else Path(called.package)
    contents = _contents(kind, called, region, today or date.today(), engine)
    _write(target, contents)
    return Made(target, tuple(sorted(contents)), _trial(kind, called, region, target))


def _contents(kind: str, called: Names, region: str, today: date, engine: Engine) -> dict[str, str]:
    values = {
        "name": called.name,
        "package": called.package,
        "module": called.module,
        "kind": kind,
        "region_line": f'region = "{region}"' if region else '# region = "65"',
        "region": region,
        "place": f"地区 {region}" if region else "全国",
        "review_by": f"{today.year + 1}-12-31",
        "year": str(today.year - 1),
    }
    found: dict[str, str] = {}
    templates = files("gipcore_kit").joinpath("templates")
    for folder in (templates.joinpath("common"), templates.joinpath(kind)):
        for path, text in _texts(folder, ""):
            found[path.replace("__module__", called.module).replace("__name__", called.name)] = Template(
                text
            ).substitute(values)
    if kind == "reader":
        found[f"examples/report.{called.name}"] = _sample(called, engine)
    return found


def _texts(folder: Traversable, before: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found += _texts(entry, f"{before}{entry.name}/")
        elif entry.name.endswith(SUFFIX):
            found.append((before + entry.name.removesuffix(SUFFIX), entry.read_text("utf-8")))
    return found


def _sample(called: Names, engine: Engine) -> str:
    """A report in the format that the reader of the template reads."""
    form = base_forms(engine.catalogue.forms.values())[0]
    return f"%{called.name}\n" + _lines(lay_out(specimen(form), form))


def _lines(document: Document) -> str:
    lines: list[str] = []
    for block in document.blocks:
        if isinstance(block, Paragraph):
            lines += block.text.splitlines()
            continue
        for row in block.rows():
            cells = [f"{cell.text}[{cell.row_span}x{cell.column_span}]" for cell in row]
            lines.append("\t".join(["", *cells]))
    return "\n".join(lines) + "\n"


def _trial(kind: str, called: Names, region: str, target: Path) -> str:
    if kind == "reader":
        return f"gip check {target}/examples/report.{called.name}"
    if kind == "writer":
        return f"gip convert REPORT.docx report.{called.name}"
    where = f" --region {region}" if region else ""
    return f"gip check REPORT.docx{where}"


def _write(target: Path, contents: dict[str, str]) -> None:
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise WriteError(f"{target} 已经存在，没有覆盖。请用 --out 换一个文件夹，或先移走它。")
    try:
        scratch = Path(tempfile.mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
    except OSError as error:
        raise WriteError(f"不能写入 {target}（{error.strerror}）。请检查上一级文件夹是否存在、能否写入。") from None
    try:
        for path, text in contents.items():
            file = scratch / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
        scratch.chmod(0o755)
        if target.exists():
            target.rmdir()
        scratch.rename(target)
    except OSError as error:
        raise WriteError(f"不能写入 {target}（{error.strerror}）。") from None
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
