"""Crosswalks from files, strictly: every cell of both forms is accounted for once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path

from gipcore.codec import did_you_mean, parse_toml, structure
from gipcore.crosswalks.extensions import extensions
from gipcore.crosswalks.model import Crosswalk
from gipcore.errors import DataError, ReadError
from gipcore.forms import Form
from gipcore.limits import check_size

MAX_FILE = 1024 * 1024
"""Bytes of a crosswalk."""


def load_crosswalks(folders: Iterable[Traversable | Path], forms: Mapping[str, Form]) -> dict[str, Crosswalk]:
    """The crosswalks of all *folders* (``crosswalks/*.toml``) by id, and those of forms that extend another.

    Raises DataError with every problem.
    """
    problems: list[str] = []
    found: dict[str, Crosswalk] = {crosswalk.id: crosswalk for crosswalk in extensions(forms)}
    for folder in folders:
        directory = folder / "crosswalks"
        files = [path for path in directory.iterdir() if path.name.endswith(".toml")] if directory.is_dir() else []
        for path in sorted(files, key=lambda path: path.name):
            source = f"crosswalks/{path.name}"
            try:
                data = path.read_bytes()
                check_size(len(data), "字节数", MAX_FILE)
                crosswalk = structure(parse_toml(data.decode(), source), Crosswalk, source)
            except DataError as error:
                problems += [f"{source}: {problem}" for problem in error.problems]
            except ReadError as error:
                problems.append(str(error))
            except UnicodeDecodeError:
                problems.append(f"{source}: 不是 UTF-8 编码，请另存为 UTF-8")
            else:
                if crosswalk.id in found:
                    problems.append(f"{source}: 换算表 {crosswalk.id!r} 已有")
                found[crosswalk.id] = crosswalk
                problems += [f"{source}: {problem}" for problem in check_crosswalk(crosswalk, forms)]
    if problems:
        raise DataError("换算表", problems)
    return found


def check_crosswalk(crosswalk: Crosswalk, forms: Mapping[str, Form]) -> list[str]:
    """What is wrong with a crosswalk: unknown cells, cells of either form that are not covered exactly once."""
    missing = [f"没有表样 {name!r}" for name in (crosswalk.source, crosswalk.target) if name not in forms]
    if missing:
        return missing
    terms = [term for derived in crosswalk.derived for term in derived.terms]
    problems = [f"{d.target} 没有来源，请列入 underivable" for d in crosswalk.derived if not d.terms]
    problems += [
        f"{d.target} 不是完全对应，应有 note" for d in crosswalk.derived if d.quality != "exact" and not d.note
    ]
    problems += [f"{term.cell} 的 coefficient 为 0" for term in terms if not term.coefficient]
    gaps = [cell for gap in crosswalk.underivable for cell in gap.targets]
    targets = [*crosswalk.same, *(derived.target for derived in crosswalk.derived), *gaps]
    problems += _coverage(targets, forms[crosswalk.target])
    lost = [cell for loss in crosswalk.lost for cell in loss.cells]
    used = dict.fromkeys((*crosswalk.same, *(term.cell for term in terms)))
    return [*problems, *_coverage([*used, *lost], forms[crosswalk.source])]


def _coverage(cells: list[str], form: Form) -> Iterator[str]:
    """Every cell of the form once, and no other."""
    seen: set[str] = set()
    for cell in cells:
        if cell not in form.cells:
            yield f"表样 {form.id} 没有单元格 {cell}{did_you_mean(cell, form.cells)}"
        elif cell in seen:
            yield f"表样 {form.id} 的 {cell} 出现了两次"
        seen.add(cell)
    yield from (f"表样 {form.id} 的 {cell} 没有交代" for cell in form.cells if cell not in seen)
